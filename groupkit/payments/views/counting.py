"""Counting the cash: after a meeting, at any time, what was over or short, and a tin kept as a float."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for

from groupkit import tenancy
from groupkit.ledger import queries as book
from groupkit.ledger.models import Account
from groupkit.payments import operations, queries
from groupkit.payments.forms import CountForm, DifferenceForm, FloatForm, MeetingForm
from groupkit.payments.queries import Counted


def list_counts() -> Any:
    """Every count, the newest first, and the tins that are kept as a float."""
    tins = [one for one in book.choices().of("account") if one.detail == "tin"]
    floats = queries.floats()
    left = {one.id for one in tins} - {one.account_id for one in floats}
    unfit = queries.takes_money_in(left)
    return render_template(
        "payments/list_counts.html",
        counts=queries.counts(),
        floats=floats,
        tins=tins,
        could_be_floats=[one for one in tins if one.id in left - unfit],
        people=queries.people_here(),
    )


def after_meeting() -> Any:
    """The tea money and the subs, counted by two."""
    form = MeetingForm(book.choices(), queries.people_here(), {"day": tenancy.today()})
    if form.has_tin and form.submitted():
        with form.refusals():
            row = operations.after_meeting(form.counting(), form.meeting(), form.in_tin.data, by=g.actor)
            return _counted(row.id)
    return render_template("payments/after_meeting.html", form=form)


def count_cash() -> Any:
    """A tin is counted by two."""
    form = CountForm(book.choices(), queries.people_here(), {"day": tenancy.today()})
    if form.has_tin and form.submitted():
        with form.refusals():
            row = operations.count_cash(form.counting(), form.in_tin.data or 0, by=g.actor)
            return _counted(row.id)
    return render_template("payments/count_cash.html", form=form)


def show_count(count_id: int) -> Any:
    """One count beside what the book says."""
    return render_template("payments/show_count.html", count=_count_at(count_id), people=queries.people_here())


def write_difference(count_id: int) -> Any:
    """What was over or short goes into the book."""
    found = _count_at(count_id)
    form = DifferenceForm(book.choices(), over=found.difference > 0)
    if form.submitted():
        with form.refusals():
            entry = operations.write_difference(found.id, **form.places(), why=form.why.data, by=g.actor)
            flash(f"Saved as {entry.reference}")
            return redirect(url_for(".show_count", count_id=found.id))
    return render_template("payments/write_difference.html", form=form, count=_count_at(count_id))


def set_float(account_id: int) -> Any:
    """A tin is topped up to a fixed sum."""
    tin = book.row_of("account", account_id)
    if not isinstance(tin, Account) or tin.kind != "tin":
        abort(404)
    before = queries.standing_float(account_id)
    form = FloatForm({"size": before.pence if before else None})
    if form.submitted():
        with form.refusals():
            operations.set_float(account_id, form.size.data or 0, by=g.actor)
            return redirect(url_for(".list_counts"))
    return render_template("payments/set_float.html", form=form, name=tin.name)


def _count_at(count_id: int) -> Counted:
    return queries.count(count_id) or abort(404)


def _counted(count_id: int) -> Any:
    found = _count_at(count_id)
    at = f", and the money as {found.reference}" if found.reference else ""
    flash(f"Cash count {found.number} is kept{at}")
    return redirect(url_for(".show_count", count_id=found.id))
