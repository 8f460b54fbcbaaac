"""Meetings to write minutes of, and short ways to hold them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.decisions import operations as decisions
from groupkit.decisions.models import Decision
from groupkit.files import store
from groupkit.meetings import operations as calling
from groupkit.meetings import queries as meetings
from groupkit.meetings.models import AgendaItem, Meeting
from groupkit.minutes import making
from groupkit.minutes.models import ActionPoint, ApprovedMinutes, Letter
from groupkit.minutes.operations import approving, room
from groupkit.minutes.paper import Decided
from groupkit.minutes.queries import room as rooms

USUAL = (
    ("welcome", "Welcome"),
    ("minutes", "Minutes of the last meeting"),
    ("actions", "What we said we would do"),
    ("letters", "Letters and messages"),
    ("item", "The summer outing"),
    ("break", "Break"),
    ("sharing", "Sharing time"),
    ("any_other", "Any other business"),
    ("next", "Next meeting"),
)


def plan(by: Actor, day: date, kind: str = "ordinary", starts: str = "19:00", **more: Any) -> Meeting:
    """A meeting with the usual agenda; call it inside the books."""
    meeting = calling.plan(by, kind=kind, day=day, starts=starts, ends="21:00", place="The library", **more)
    for position, (sort, title) in enumerate(USUAL):
        calling.add_item(meeting, position, by, kind=sort, title=title)
    return meeting


def hold(by: Actor, days_ago: int = 0, kind: str = "ordinary", present: int | None = 4, **more: Any) -> Meeting:
    """A meeting that was begun, so many days ago."""
    meeting = plan(by, tenancy.today() - timedelta(days=days_ago), kind, **more)
    room.begin(meeting, meeting.starts, by)
    room.count(meeting, "present", present, by)
    return meeting


def item_of(meeting: Meeting, kind: str = "item") -> AgendaItem:
    """The first item of a kind."""
    return next(one for one in meetings.items_of(meeting.id) if one.kind == kind)


def note(meeting: Meeting, words: str, by: Actor, kind: str = "item") -> AgendaItem:
    """Write something under the first item of a kind."""
    item = item_of(meeting, kind)
    room.write_notes(meeting, item, item.notes, words, item.version, by)
    return item


def decision(by: Actor, title: str = "The outing", **more: Any) -> Decision:
    """Something to decide."""
    return decisions.bring_up(by, title=title, words="We go to the sea in June", **more)


def approve(meeting: Meeting, at: Meeting, by: Actor, signed_by: str = "Carys") -> Any:
    """Minutes that were sent round are approved at a later meeting."""
    ready = approving.prepare(meeting, at, signed_by, by.group_name)
    return approving.approve(meeting, at, signed_by, ready, approving.look(meeting, by.group_name).mark, by)


def sent(by: Actor, days_ago: int, **more: Any) -> Meeting:
    """A meeting that was held, with its minutes sent round."""
    meeting = hold(by, days_ago, **more)
    note(meeting, "We talked about the outing", by)
    approving.send_round(meeting, by)
    return meeting


def many(by: Actor, number: int, items: int = 15) -> None:
    """A long minute book, put in row by row without the history: to measure with, not to believe."""
    today = tenancy.today()
    for at in range(number, 0, -1):
        day = today - timedelta(days=30 * at)
        row = Meeting(
            kind="ordinary",
            body="general",
            day=day,
            starts="19:00",
            ends="21:00",
            standing="held",
            minutes="approved",
            began="19:00",
            present=9,
            apologies=2,
            chair="Carys",
            taker="Sol",
        )
        db.session.add(row)
        db.session.flush()
        words = f"At meeting {at} we talked about the kettle, the room and the outing. " * 6
        db.session.add_all(
            AgendaItem(meeting_id=row.id, position=one, kind="item", title=f"Item {one} of {at}", notes=words)
            for one in range(items)
        )
        db.session.add(ActionPoint(meeting_id=row.id, words=f"Mend the kettle {at}", standing="done", closed_on=day))
        db.session.add(Letter(came=True, day=day, who="the council", about=f"Letter {at}", by_no=1))
        made = decisions.bring_up(by, title=f"Decision of {at}", words=f"We mend the kettle {at}")
        db.session.flush()
        paper = making.made(rooms.room(row), "Hill Street Mornings")
        first, *others = paper.items
        told = Decided(made.number, made.title, made.words, "agreed")
        paper = replace(paper, standing="approved", items=(replace(first, decisions=(told,)), *others))
        kept = store(by, "minutes.docx", "text/plain", b"x")
        content = approving.frozen(paper)
        db.session.add(
            ApprovedMinutes(
                meeting_id=row.id,
                approved_at_id=row.id,
                approved_on=day,
                signed_by="Carys",
                content=content,
                digest="0" * 64,
                file_id=kept.id,
                by_no=1,
            )
        )
    db.session.flush()
