"""The pages about a grant itself: who the funder is, how it came, and what they ask."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from groupkit.access.permissions import Can
from groupkit.decisions import queries as decisions
from groupkit.decisions.models import Decision
from groupkit.grants import operations, queries, rules
from groupkit.grants.forms import AsksForm, CameForm, FunderForm
from groupkit.grants.models import Grant
from groupkit.grants.views.found import the_grant


def change_funder(grant_id: int) -> Any:
    """Who the funder is, and what they call the grant."""
    row = the_grant(grant_id)
    return _changed(row, FunderForm.of(row), "grants/change_funder.html")


def change_came(grant_id: int) -> Any:
    """How the grant came: asked for, offered, taken."""
    row = the_grant(grant_id)
    form = CameForm.of(row)
    form.offer(_decisions(row))
    return _changed(row, form, "grants/change_came.html")


def change_asks(grant_id: int) -> Any:
    """What the funder asks."""
    row = the_grant(grant_id)
    return _changed(row, AsksForm.of(row), "grants/change_asks.html")


def _changed(row: Grant, form: Any, template: str) -> Any:
    if form.submitted():
        with form.refusals():
            operations.change_grant(row, form.version.data, **form.values(), by=g.actor)
            flash("Saved")
            return redirect(url_for(".show_grant", grant_id=row.id))
    meanwhile = form.version.changed_meanwhile(row.version)
    return render_template(template, form=form, row=row, rules=rules, meanwhile=meanwhile)


def _decisions(row: Grant) -> list[Decision]:
    """The decisions to choose from, for whoever may read them; the one that stands there among them."""
    if not g.actor.can(Can.SEE_MINUTES):
        return []
    found, stands = decisions.that_can_be_replaced(), queries.decision_of(row)
    return [*([stands] if stands and stands not in found else []), *found]
