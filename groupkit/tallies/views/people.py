"""Different people over a stated time: each person once, kept apart from how often anybody came."""

from datetime import date, timedelta
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from groupkit import tenancy
from groupkit.access.gate import safe_next
from groupkit.dates import months_after
from groupkit.tallies import forms, operations, queries, rules
from groupkit.tallies.models import PeopleCount
from groupkit.tallies.views.desk import ever, row_at


def list_people_counts() -> Any:
    """Every count of different people, the latest first."""
    found = queries.people_within(ever())
    return render_template("tallies/list_people_counts.html", rows=found, rules=rules)


def write_people() -> Any:
    """How many different people came over some time; whoever came from a return (`?next=`) goes back there."""
    form, onward = forms.PeopleForm.of(*_days()), safe_next(request.args.get("next"))
    if form.submitted():
        with form.refusals():
            operations.write_people(g.actor, **form.values())
            flash("Written down")
            return redirect(onward or url_for(".list_people_counts"))
    return render_template("tallies/write_people.html", form=form, onward=onward)


def _days() -> tuple[date, date]:
    """The days of the address, such as those of a return (`?from=&to=`); else the twelve whole months before this."""
    try:
        first, last = (date.fromisoformat(request.args.get(name, "")) for name in ("from", "to"))
    except ValueError:
        month = rules.first_of(tenancy.today())
        return months_after(month, -12), month - timedelta(days=1)
    return first, last


def change_people(people_id: int) -> Any:
    """A count is put right, or is used no more."""
    row = row_at(PeopleCount, people_id)
    form = forms.ChangePeopleForm.for_row(row)
    if form.submitted():
        with form.refusals():
            operations.write_people(g.actor, row=row, version=form.version.data, **form.values())
            flash("Saved")
            return redirect(url_for(".list_people_counts"))
    meanwhile = form.version.changed_meanwhile(row.version)
    return render_template("tallies/change_people.html", form=form, row=row, meanwhile=meanwhile)
