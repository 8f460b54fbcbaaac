"""The way of minutes: sent round, corrected, approved, and put right later."""

from dataclasses import replace
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from groupkit.forms import row_number
from groupkit.meetings import queries as meetings
from groupkit.meetings.models import Meeting
from groupkit.minutes import forms, making, rules
from groupkit.minutes.operations import approving as operations
from groupkit.minutes.operations.approving import Looked, Prepared
from groupkit.minutes.paper import DRAFT, Paper, facts
from groupkit.minutes.queries import standing
from groupkit.minutes.views.here import (
    TOLD,
    correction_here,
    group_name,
    meeting_here,
    refused,
    to_minutes,
    told_in_room,
)
from groupkit.minutes.views.showing import may_read
from groupkit.refusal import Refused


def send_round(meeting_id: int) -> Any:
    """The draft goes to everybody to read."""
    form = forms.EmptyForm()
    if form.submitted():
        with form.refusals():
            operations.send_round(meeting_here(meeting_id), by=g.actor)
            return to_minutes(meeting_id, "Sent round. Members can read them now, and say what should read otherwise")
    meeting = meeting_here(meeting_id)
    return render_template(
        "minutes/send_round.html",
        form=form,
        meeting=meeting,
        called=meetings.called(meeting),
        missing=_missing(meeting) if meeting.minutes == "draft" else [],
    )


def _missing(meeting: Meeting) -> list[str]:
    return rules.missing(meeting.chair, meeting.taker, meeting.ended, meeting.present)


def take_back(meeting_id: int) -> Any:
    """Minutes that were sent round are a draft again."""
    form = forms.TakeBackForm()
    if form.submitted():
        with form.refusals():
            operations.take_back(meeting_here(meeting_id), form.why.data, by=g.actor)
            return to_minutes(meeting_id, "They are a draft again, and yours to work on")
    meeting = meeting_here(meeting_id)
    return render_template("minutes/take_back.html", form=form, meeting=meeting, called=meetings.called(meeting))


def propose_correction(meeting_id: int) -> Any:
    """A member says what should read otherwise."""
    meeting, form = meeting_here(meeting_id), forms.CorrectionForm()
    if not may_read(meeting):
        return redirect(url_for(".show_minutes", meeting_id=meeting_id))
    items = meetings.items_of(meeting_id)
    form.item.choices = [("", "Somewhere else, or above the items"), *((one.id, one.title) for one in items)]
    if form.submitted():
        with form.refusals():
            item = next((one for one in meetings.items_of(meeting_id) if one.id == form.item.data), None)
            operations.propose_correction(meeting_here(meeting_id), item, form.words.data, by=g.actor)
            return to_minutes(meeting_id, "Thank you. It stands under the minutes until they are approved")
    meeting = meeting_here(meeting_id)
    return render_template(
        "minutes/propose_correction.html", form=form, meeting=meeting, called=meetings.called(meeting)
    )


def settle_correction(meeting_id: int, correction_id: int) -> Any:
    """A correction is taken up, or not."""
    form = forms.EmptyForm()
    correction_here(meeting_id, correction_id)
    if form.submitted():
        with form.refusals():
            row = correction_here(meeting_id, correction_id)
            operations.settle(meeting_here(meeting_id), row, request.form.get("do", ""), by=g.actor)
            return redirect(url_for(".show_minutes", meeting_id=meeting_id, _anchor="corrections"))
    refused(form)
    return to_minutes(meeting_id)


def approve(meeting_id: int) -> Any:
    """A later meeting of the same body approved the minutes: they are kept for good."""
    meeting = meeting_here(meeting_id)
    offered = standing.can_approve(meeting)
    asked = row_number(request.args.get("at", ""))
    named = next((one for one in offered if one.id == asked), None) or (offered[0] if len(offered) == 1 else None)
    looked = operations.look(meeting, group_name())
    form = forms.ApproveForm(
        {"seen": looked.mark, "approved_at": named and named.id, "signed_by": named and named.chair}
    )
    form.offer(offered)
    if form.submitted() and (ready := _ready(meeting, form)):
        with form.refusals():
            meeting = meeting_here(meeting_id)
            at = meetings.meeting(form.approved_at.data)
            operations.approve(meeting, at, form.signed_by.data, ready, str(form.seen.data), by=g.actor)
            if at is not None and at.id == asked and at.minutes == "draft":
                return told_in_room(at.id, "minutes", "approved")
            return to_minutes(meeting_id, TOLD["approved"])
    if form.problems:
        meeting = meeting_here(meeting_id)
        looked = operations.look(meeting, group_name())
    form.seen.data = looked.mark
    return render_template(
        "minutes/approve.html",
        form=form,
        meeting=meeting,
        called=meetings.called(meeting),
        offered=offered,
        paper=_with_corrections(looked),
        facts=facts(looked.paper),
        draft_words=DRAFT,
        open=[one for one in looked.corrections if one.standing == "proposed"],
    )


def _with_corrections(looked: Looked) -> Paper:
    """The minutes as they will be kept: as they went round, with the corrections that were taken up."""
    taken = (one for one in looked.corrections if one.standing == "taken")
    return replace(looked.paper, corrections=tuple(making.in_words(one, looked.titles) for one in taken))


def _ready(meeting: Meeting, form: forms.ApproveForm) -> Prepared | None:
    """What would be kept, made before anything is locked; None when something is worth a look."""
    try:
        at = meetings.meeting(form.approved_at.data)
        return operations.prepare(meeting, at, form.signed_by.data, group_name())
    except Refused as refusal:
        form.refuse(refusal)
        return None


def note_later_correction(meeting_id: int) -> Any:
    """A later meeting minuted that approved minutes were wrong."""
    meeting, form = meeting_here(meeting_id), forms.LaterCorrectionForm()
    form.offer(standing.held_after(meeting))
    if form.submitted():
        with form.refusals():
            at = meetings.meeting(form.minuted_at.data)
            operations.note_later_correction(meeting_here(meeting_id), at, form.words.data, by=g.actor)
            return to_minutes(meeting_id, "Written down. It stands beside the minutes, and they stay as they are")
    meeting = meeting_here(meeting_id)
    if meeting.minutes != "approved" and not form.problems:
        flash("These minutes are not approved yet, so they can still be put right themselves", "heed")
    return render_template(
        "minutes/note_later_correction.html", form=form, meeting=meeting, called=meetings.called(meeting)
    )
