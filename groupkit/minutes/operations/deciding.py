"""Deciding at a meeting: a round of a decision under an item, or the report of one that was reached in between."""

from dataclasses import replace

from sqlalchemy import select

from groupkit.db import db
from groupkit.decisions import operations as decisions
from groupkit.decisions import rules as asked
from groupkit.decisions.models import Decision, DecisionRound
from groupkit.decisions.models import told_as as decision_told
from groupkit.decisions.operations import Held
from groupkit.history import By, record
from groupkit.meetings.models import AgendaItem, Meeting, told_as
from groupkit.meetings.queries import called
from groupkit.meetings.rules import TOO_FEW
from groupkit.minutes.models import DecisionAtMeeting
from groupkit.minutes.operations.room import WORDLESS, here
from groupkit.minutes.queries.room import present_at, quorum_of, takes_words
from groupkit.refusal import Asks, Refused

AT_MEETINGS = ("talk", "all", "vote", "consensus")
"""The ways that there are in a room; what was decided in between is only reported."""


def quorum_said(meeting: Meeting, present: int | None) -> str:
    """What is to be said where too few are there to decide; nothing where enough are, or no rule asks."""
    quorum = quorum_of(meeting)
    if quorum is None or present is None or quorum.met(present):
        return ""
    return f"{quorum.say(present)}. Decided all the same"


def hold(
    meeting: Meeting, item: AgendaItem, decision: Decision, held: Held, by: By, *, all_the_same: bool
) -> DecisionAtMeeting:
    """A round of a decision under an item. Raises Refused beside the field it is about; nothing is saved then.

    Votes are of those who were there at that item. With too few there it asks first whether to write it down all the
    same (Asks), and the record says so: rules warn, and record that they warned.
    """
    _check(meeting, item)
    if held.way not in AT_MEETINGS:
        raise Refused("Choose how it was decided", "way")
    if held.way != "talk":
        _check_body(meeting, decision)
    there = present_at(meeting, item)
    if there is not None and held.present is not None and held.present > there:
        raise Refused(f"That is more than the {there} with a vote who are here at this item", "present")
    short = quorum_said(meeting, held.present if held.present is not None else there) if held.way != "talk" else ""
    if short and not all_the_same:
        raise Asks(TOO_FEW, "all_the_same")
    placed = replace(held, held_on=meeting.day, place=called(meeting)[:120], quorum=short)
    return _link(meeting, item, decision, decisions.hold_round(decision, placed, by), by, reported=False)


def report(meeting: Meeting, item: AgendaItem, held: DecisionRound, decision: Decision, by: By) -> DecisionAtMeeting:
    """A decision that was reached between meetings is told to this one. Raises Refused for any other."""
    _check(meeting, item)
    if held.way != "between" or held.held_on > meeting.day:
        raise Refused("Only a decision that was reached before this meeting is reported to it", "round")
    return _link(meeting, item, decision, held, by, reported=True)


def _link(
    meeting: Meeting, item: AgendaItem, decision: Decision, held: DecisionRound, by: By, *, reported: bool
) -> DecisionAtMeeting:
    wanted = select(DecisionAtMeeting).where(
        DecisionAtMeeting.meeting_id == meeting.id, DecisionAtMeeting.round_id == held.id
    )
    if db.session.scalar(wanted) is not None:
        raise Refused("That is written down at this meeting already", "round")
    row = DecisionAtMeeting(meeting_id=meeting.id, item_id=item.id, round_id=held.id, reported=reported)
    db.session.add(row)
    db.session.flush()
    record(
        by,
        "reported a decision to a meeting" if reported else "decided at a meeting",
        told_as(meeting),
        decision=(None, decision_told(decision)),
        round=(None, held.number),
        item=(None, f"item {item.id}"),
    )
    return row


def _check(meeting: Meeting, item: AgendaItem) -> None:
    here(meeting)
    if not takes_words(item):
        raise Refused(WORDLESS)


def _check_body(meeting: Meeting, decision: Decision) -> None:
    """Refused where a committee would decide what the members are to decide; a general meeting may decide anything.

    No rule says how many must be at a meeting of the group's own kind, so nothing is decided there.
    """
    if meeting.body == "own":
        raise Refused("Meetings of this kind decide nothing by your rules. It can be talked about here", "way")
    if meeting.body == "committee" and decision.body != "committee":
        raise Refused(f"{asked.BODIES[decision.body]} decide this. It can be talked about here, and not decided", "way")
