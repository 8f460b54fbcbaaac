"""The pages about the differences that a grant is meant to make."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for

from groupkit.grants import operations, queries, rules
from groupkit.grants.forms import ChangeOutcomeForm, ChooseOutcomesForm, OutcomeForm
from groupkit.grants.models import GrantOutcome
from groupkit.grants.views.found import the_grant


def choose_outcomes(grant_id: int) -> Any:
    """Begin with some of the kit's own lines."""
    row = the_grant(grant_id)
    form = ChooseOutcomesForm(one.words for one in queries.outcomes(row))
    if form.submitted():
        with form.refusals():
            operations.choose_outcomes(row, form.lines.data, by=g.actor)
            flash("Written down. Change every word that is not yours")
            return redirect(url_for(".show_grant", grant_id=row.id))
    return render_template("grants/choose_outcomes.html", form=form, row=row)


def add_outcome(grant_id: int) -> Any:
    """A difference in the group's own words, or the funder's."""
    row, form = the_grant(grant_id), OutcomeForm({"origin": "own"})
    if form.submitted():
        with form.refusals():
            operations.add_outcome(row, **form.values(), by=g.actor)
            flash("Written down")
            return redirect(url_for(".show_grant", grant_id=row.id))
    return render_template("grants/add_outcome.html", form=form, row=row)


def change_outcome(grant_id: int, outcome_id: int) -> Any:
    """What is known of a difference by now, and its words."""
    row = the_grant(grant_id)
    one = queries.one_of(GrantOutcome, row, outcome_id) or abort(404)
    form = ChangeOutcomeForm({column: getattr(one, column) for column in _SAID})
    form.for_origin(one.origin)
    if form.submitted():
        with form.refusals():
            operations.change_outcome(row, one, form.version.data, **form.values(), by=g.actor)
            flash("Saved")
            return redirect(url_for(".show_grant", grant_id=row.id))
    meanwhile = form.version.changed_meanwhile(one.version)
    return render_template(
        "grants/change_outcome.html", form=form, row=row, one=one, origins=rules.ORIGINS, meanwhile=meanwhile
    )


_SAID = (
    "words",
    "how",
    "indicator",
    "baseline",
    "target",
    "actual",
    "about",
    "source",
    "counted_on",
    "dropped",
    "version",
)
