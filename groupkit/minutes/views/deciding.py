"""Deciding in the room, and telling of what was decided since the last meeting."""

from typing import Any

from flask import abort, g, redirect, render_template, url_for

from groupkit.decisions import operations as bringing
from groupkit.decisions import queries as decisions
from groupkit.decisions import rules as asked
from groupkit.decisions.models import Decision
from groupkit.meetings.models import AgendaItem, Meeting
from groupkit.meetings.rules import TOO_FEW
from groupkit.minutes import forms, rules
from groupkit.minutes.operations import deciding as operations
from groupkit.minutes.operations import room as in_room
from groupkit.minutes.operations.deciding import AT_MEETINGS
from groupkit.minutes.queries import deciding as queries
from groupkit.minutes.queries import room
from groupkit.minutes.views.here import item_here, meeting_here, to_room
from groupkit.refusal import Asks, Refused

TICK = "Too few are here. Tick the box to write it down all the same"


def choose_decision(meeting_id: int, item_id: int) -> Any:
    """Which decision it is, or something new; and how it is decided."""
    item = item_here(meeting_id, item_id)
    there = decisions.open_decisions()
    chosen = item.decision_id if item.decision_id in {one.id for one in there} else None
    title = item.title if chosen is None and item.kind == "item" and len(item.title) <= rules.LONGEST_TITLE else ""
    since = decisions.settled_after(meeting_here(meeting_id).day)
    form = forms.ChooseDecisionForm.of(there, since, chosen, title, AT_MEETINGS)
    if form.submitted():
        with form.refusals():
            decision_id = form.decision.data or _bring_up(meeting_id, item_id, form)
            return redirect(
                url_for(".decide", meeting_id=meeting_id, item_id=item_id, decision_id=decision_id, way=form.way.data)
            )
    return render_template(
        "minutes/choose_decision.html",
        form=form,
        meeting=meeting_here(meeting_id),
        item=item_here(meeting_id, item_id),
        reports=bool(queries.to_report(meeting_here(meeting_id))),
    )


def _bring_up(meeting_id: int, item_id: int, form: forms.ChooseDecisionForm) -> int:
    """Something new is brought up in the room, for the members or for the committee that meets."""
    meeting, item = meeting_here(meeting_id), item_here(meeting_id, item_id)
    in_room.here(meeting)
    if not room.takes_words(item):
        raise Refused(in_room.WORDLESS)
    if not form.title.data:
        raise Refused("Choose a decision, or write in a few words what it is about", "title")
    if not form.words.data:
        raise Refused("Write it as it would be read out", "words")
    body = "committee" if meeting.body == "committee" else "general"
    return bringing.bring_up(g.actor, title=form.title.data, words=form.words.data, body=body).id


def decide(meeting_id: int, item_id: int, decision_id: int, way: str) -> Any:
    """A round: the exact words, the counts, and what the rules ask."""
    meeting, item = meeting_here(meeting_id), item_here(meeting_id, item_id)
    row = decisions.decision(decision_id)
    if row is None or way not in AT_MEETINGS:
        abort(404)
    by_rules = decisions.asked(meeting.day)
    measure, there = by_rules.measure(row.matter), room.present_at(meeting, item)
    form = forms.DecideForm.here(way, measure, row.words, there)
    if form.submitted():
        with form.refusals():
            meeting, item = meeting_here(meeting_id), item_here(meeting_id, item_id)
            _hold(meeting, item, decisions.decision(decision_id) or abort(404), form)
            return to_room(meeting_id, item_id)
        meeting, item = meeting_here(meeting_id), item_here(meeting_id, item_id)
        row = decisions.decision(decision_id) or abort(404)
    quorum = room.quorum_of(meeting)
    out = [] if way == "talk" else queries.voteless(meeting_id, item_id)
    short = bool(quorum and there is not None and not quorum.met(there) and way != "talk")
    form.all_the_same.aside = not short
    return render_template(
        "minutes/decide.html",
        form=form,
        meeting=meeting,
        item=item,
        decision=row,
        way=way,
        way_said=asked.WAYS[way],
        measure=measure,
        fallback=by_rules.fallback,
        there=there,
        quorum=quorum,
        short=short,
        too_few=TOO_FEW,
        voteless=out,
        still_here=_still_here(meeting, item) if out else "",
    )


def _still_here(meeting: Meeting, item: AgendaItem) -> str:
    """How many count at an item without those who have no vote there, with the clause that says so."""
    return room.room(meeting).said_at(item.id)


def _hold(meeting: Meeting, item: AgendaItem, decision: Decision, form: forms.DecideForm) -> None:
    """Write the round down. What too few means stands on the page already, so only the tick is asked for."""
    ticked = bool(form.all_the_same.data)
    try:
        operations.hold(meeting, item, decision, form.held(meeting.day, ""), by=g.actor, all_the_same=ticked)
    except Asks as asks:
        raise Asks(TICK, asks.field) from asks


def report(meeting_id: int, item_id: int) -> Any:
    """A decision that was reached between meetings is told to this one."""
    item_here(meeting_id, item_id)
    there = queries.to_report(meeting_here(meeting_id))
    form = forms.ReportForm.of(there)
    if form.submitted():
        with form.refusals():
            meeting, item = meeting_here(meeting_id), item_here(meeting_id, item_id)
            held = decisions.round_by_row(form.round.data)
            decision = decisions.decision(held.decision_id) if held else None
            if held is None or decision is None:
                raise Refused("Choose which one is reported", "round")
            operations.report(meeting, item, held, decision, by=g.actor)
            return to_room(meeting_id, item_id)
    return render_template(
        "minutes/report.html",
        form=form,
        meeting=meeting_here(meeting_id),
        item=item_here(meeting_id, item_id),
        there=there,
    )
