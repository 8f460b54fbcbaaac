"""Holding an account against its statement."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for

from groupkit.access import queries as people
from groupkit.bank import forms, reconciling
from groupkit.bank.models import Reconciliation
from groupkit.bank.views.files import account_at
from groupkit.db import db
from groupkit.ledger.models import Account


def statement_at(statement_id: int) -> Reconciliation:
    """The statement at an address; no such page where there is none in this group."""
    return db.session.get(Reconciliation, statement_id) or abort(404)


def begin_statement(account_id: int) -> Any:
    """A statement has come: its last day, and what it says was there."""
    account = account_at(account_id)
    if (begun := reconciling.open_one(account.id)) is not None:
        return redirect(url_for(".tick_statement", statement_id=begun.id))
    form = forms.StatementForm()
    if form.submitted() and form.until.data is not None:
        with form.refusals():
            row = reconciling.begin(account, form.until.data, form.balance, g.actor)
            return redirect(url_for(".tick_statement", statement_id=row.id))
    return render_template(
        "bank/begin_statement.html", form=form, account=account, last=reconciling.last_finished(account.id)
    )


def tick_statement(statement_id: int) -> Any:
    """Ticking off what the statement shows, until nothing is left over."""
    row = statement_at(statement_id)
    if row.finished_at is not None or row.set_aside_at is not None:
        return redirect(url_for(".show_statement", statement_id=row.id))
    form = forms.TicksForm(data={"version": row.version})
    if form.submitted():
        with form.refusals():
            reconciling.tick(row, form.ticked(), form.version.data or 0, g.actor)
            if request.form.get("do") == "finish":
                reconciling.finish(row, g.actor)
                flash("Finished. Now somebody else looks at it")
                return redirect(url_for(".show_statement", statement_id=row.id))
            return redirect(url_for(".tick_statement", statement_id=row.id))
    return render_template(
        "bank/tick_statement.html",
        form=form,
        row=row,
        now=reconciling.standing(row),
        typed=set(form.ticked()) if request.method == "POST" else None,
        account=db.session.get_one(Account, row.account_id),
    )


def show_statement(statement_id: int) -> Any:
    """A statement as it was finished, for whoever looks at it and for the paper."""
    row = statement_at(statement_id)
    return render_template(
        "bank/show_statement.html",
        row=row,
        now=reconciling.standing(row),
        account=db.session.get_one(Account, row.account_id),
        names=people.names(number for number in (row.finished_by_no, row.seen_by_no) if number is not None),
        own=row.finished_by_no == g.actor.person_no,
    )


def set_aside(statement_id: int) -> Any:
    """A statement that was begun is given up."""
    row = statement_at(statement_id)
    form = forms.EmptyForm()
    if form.submitted():
        with form.refusals():
            reconciling.set_aside(row, g.actor)
            flash("Set aside. Nothing in the book has changed")
            return redirect(url_for(".list_bank"))
    return render_template(
        "bank/set_aside.html", form=form, row=row, account=db.session.get_one(Account, row.account_id)
    )


def see_statement(statement_id: int) -> Any:
    """Somebody else has held it against the statement, and puts their name to it."""
    row = statement_at(statement_id)
    form = forms.EmptyForm()
    if form.submitted():
        with form.refusals():
            reconciling.see(row, g.actor)
            flash("Thank you. Your name stands under it")
            return redirect(url_for(".show_statement", statement_id=row.id))
    return render_template(
        "bank/see_statement.html", form=form, row=row, account=db.session.get_one(Account, row.account_id)
    )
