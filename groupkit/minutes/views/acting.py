"""What people said they would do."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from groupkit.access.permissions import Can
from groupkit.forms import row_number
from groupkit.meetings import queries as meetings
from groupkit.minutes import forms, rules
from groupkit.minutes.operations import acting as operations
from groupkit.minutes.queries import acting
from groupkit.minutes.queries.acting import Doer
from groupkit.minutes.views.here import TOLD, action_here, refused, to_room, told_in_room
from groupkit.refusal import Refused


def list_actions() -> Any:
    """What is open, one's own first; and what was done or let go lately."""
    found = acting.open_for(g.actor.person_no)
    closed = acting.named(acting.lately_closed(), g.actor.person_no)
    at = meetings.meetings_by_row(list({one.row.meeting_id for one in found}))
    return render_template(
        "minutes/list_actions.html",
        mine=[one for one in found if one.mine],
        others=[one for one in found if not one.mine],
        closed=closed,
        at=at,
        called=meetings.called,
        standings=rules.ACTION_STANDINGS,
        keeps=g.actor.can(Can.KEEP_MEETINGS),
    )


def close_action(action_id: int) -> Any:
    """It is done, or let go, or open again."""
    form = forms.EmptyForm()
    action_here(action_id)
    at_id = row_number(request.form.get("at", "")) if g.actor.can(Can.KEEP_MEETINGS) else None
    if form.submitted():
        with form.refusals():
            at = meetings.meeting(at_id) if at_id else None
            if at is not None and at.standing != "held":
                raise Refused("That meeting has not begun yet")
            to = request.form.get("do", "")
            operations.close(action_here(action_id), to, by=g.actor, at=at)
            if at is not None:
                return told_in_room(at.id, "actions", to)
            flash(TOLD[to])
            return redirect(url_for(".list_actions"))
    refused(form)
    return to_room(at_id) if at_id else redirect(url_for(".list_actions"))


def change_action(action_id: int) -> Any:
    """Other words, somebody else, or another day."""
    row = action_here(action_id)
    form = forms.ChangeActionForm(
        {"words": row.words, "doer": acting.key_of(row), "due_on": row.due_on, "version": row.version}
    )
    now = acting.named([row])[0]
    form.offer(acting.doers(), Doer(acting.key_of(row), now.who))
    if form.submitted():
        with form.refusals():
            operations.change_action(
                action_here(action_id),
                form.version.data,
                form.words.data,
                form.doer.data,
                form.due_on.data,
                by=g.actor,
            )
            flash("Saved")
            return redirect(url_for(".list_actions"))
    row = action_here(action_id)
    meanwhile = form.version.changed_meanwhile(row.version)
    return render_template(
        "minutes/change_action.html",
        form=form,
        action=acting.named([row])[0],
        meanwhile=meanwhile,
        meeting=meetings.meeting(row.meeting_id),
        called=meetings.called,
    )
