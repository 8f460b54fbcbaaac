"""Writing lines of the bank's into the book, twenty at once, and the rules that help with it."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for

from groupkit.bank import coding, forms, queries, suggesting
from groupkit.bank.models import CodingRule
from groupkit.bank.views.files import account_at
from groupkit.db import db
from groupkit.ledger import queries as ledger
from groupkit.ledger.operations import Answers
from groupkit.printing import count


def write_lines(account_id: int) -> Any:
    """The oldest lines that wait: what each is, all saved at once."""
    account = account_at(account_id)
    lines = suggesting.waiting(account.id)
    known = ledger.choices()
    form = forms.written_form(lines, known)
    if form.submitted():
        with form.refusals():
            said = form.said()
            coding.write_down(said, g.actor, Answers(below_zero=form.below_zero.data or ""))
            flash(f"{count(len(said), 'line').capitalize()} written down" if said else "All left for later")
            return redirect(url_for(".write_lines" if said else ".list_bank", account_id=account.id))
    return render_template(
        "bank/write_lines.html",
        form=form,
        lines=lines,
        account=account,
        waiting=queries.count_waiting(account.id),
        kept=suggesting.coding_rules(),
    )


def list_rules() -> Any:
    """The rules by which lines are offered, so that nothing is guessed unseen."""
    return render_template("bank/list_rules.html", kept=suggesting.coding_rules(), known=ledger.choices())


def add_rule() -> Any:
    """A new rule for lines that hold certain words."""
    known = ledger.choices()
    form = forms.rule_form(known)
    if form.submitted():
        with form.refusals():
            fund_id, heading_id = form.fund_and_heading()
            coding.add_rule(
                form.contains.data or "",
                form.payee.data or "",
                int(form.category.data or 0),
                fund_id,
                heading_id,
                g.actor,
            )
            flash("Kept. It is offered from now on")
            return redirect(url_for(".list_rules"))
    return render_template("bank/add_rule.html", form=form)


def stop_rule(rule_id: int) -> Any:
    """A rule is used no more."""
    row = db.session.get(CodingRule, rule_id) or abort(404)
    form = forms.EmptyForm()
    if form.submitted():
        with form.refusals():
            coding.stop_rule(row, g.actor)
            flash("This rule is used no more")
            return redirect(url_for(".list_rules"))
    shown = next((one for one in suggesting.coding_rules() if one.id == row.id), None)
    return render_template("bank/stop_rule.html", form=form, rule=shown)
