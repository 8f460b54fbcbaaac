"""Bringing in a file of the bank's, and taking it back."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for

from groupkit import files, tokens
from groupkit.access import queries as people
from groupkit.bank import bringing_in, forms, queries, reconciling
from groupkit.bank.models import BankFile
from groupkit.db import db
from groupkit.ledger.models import Account
from groupkit.printing import count

SHOWN = 15
"""How many lines of a file are shown before it is brought in."""


def account_at(account_id: int) -> Account:
    """The account at an address; no such page for a cash tin, or where there is none in this group."""
    return queries.bank_account(account_id) or abort(404)


def list_bank() -> Any:
    """What the bank says, account by account: what waits, and how far each is reconciled."""
    finished = reconciling.finished()[:12]
    names = people.names(row.seen_by_no for row, _ in finished if row.seen_by_no is not None)
    return render_template("bank/list_bank.html", cards=queries.cards(), finished=finished, names=names)


def bring_in(account_id: int) -> Any:
    """A file from the bank: looked at first, and nothing kept until somebody says so."""
    account = account_at(account_id)
    if (led := _brought_in_before()) is not None:
        return redirect(led)
    form = forms.FileForm(account)
    if form.confirmed() and form.statement:
        with form.refusals():
            kept = bringing_in.bring_in(
                account, form.lines, form.digest, form.statement.layout_name, g.actor, form.also()
            )
            if form.columns:
                bringing_in.remember_shape(account.id, form.columns.to_json())
            files.let_go(tokens.posted())
            flash(f"{count(queries.count_lines(kept.id), 'line').capitalize()} brought in")
            return redirect(url_for(".write_lines", account_id=account.id))
    return render_template("bank/bring_in.html", form=form, account=account, shown=SHOWN)


def _brought_in_before() -> str | None:
    """Where the very same file led when its button was pressed before: it is no longer held for a second look."""
    again = request.method == "POST" and not g.get("stale_form") and request.form.get("do") == "take"
    return tokens.led_to(tokens.posted()) if again else None


def take_back(file_id: int) -> Any:
    """A file is taken back, with what was written from it, after that has been shown."""
    file = db.session.get(BankFile, file_id) or abort(404)
    form = forms.ReasonForm()
    if form.submitted():
        with form.refusals():
            void = bringing_in.take_back(file, g.actor, form.reason.data or "")
            flash(f"Taken back, and {count(void, 'line')} of the cash book made void")
            return redirect(url_for(".list_bank"))
    made, matched, alone = queries.would_go(file.id)
    account = db.session.get_one(Account, file.account_id)
    return render_template(
        "bank/take_back.html", form=form, file=file, account=account, made=made, matched=matched, alone=alone
    )
