"""Planning meetings: one by itself, a change to it, calling it off."""

from datetime import date, timedelta
from typing import Any

from groupkit import hours, tenancy
from groupkit.db import db
from groupkit.history import By, digest_only, record
from groupkit.meetings import rules
from groupkit.meetings.models import AgendaItem, Meeting, MeetingSeries, told_as
from groupkit.refusal import Asks, Conflict, Refused

PRIVATE = ("called", "place", "online", "purpose")
"""What people wrote themselves, of which the history keeps only digests."""


def plan(by: By, *, kind: str, day: date, starts: str, ends: str, **more: Any) -> Meeting:
    """A meeting is planned, or one that was held is written up. Raises Refused beside the field it is about.

    `more` are `called`, `place`, `online`, `purpose`, and `series_id` with `series_day` for one of a series.
    """
    check(kind, day, starts, ends, more.get("called", ""))
    row = Meeting(kind=kind, body=rules.BODY_OF[kind], day=day, starts=starts, ends=ends, **more)
    db.session.add(row)
    db.session.flush()
    record(by, "planned a meeting", told_as(row), kind=(None, rules.KINDS[kind]), day=(None, day))
    return row


def check(kind: str, day: date, starts: str, ends: str, called: str) -> None:
    """Raises Refused for a kind without a name, hours that are not there that night, and a meeting without an end."""
    if kind not in rules.KINDS:
        raise Refused("Choose one of these", "kind")
    if kind == "own" and not called:
        raise Refused("Write what you call these meetings", "called")
    zone = tenancy.scope().zone
    hours.check_there(day, starts, zone, "starts")
    if starts == ends:
        raise Refused("It would end when it starts. Write when it ends", "ends")
    length = hours.minutes_between(starts, ends)
    if length > rules.LONGEST_MINUTES:
        raise Refused("It would end before it starts, or run for more than twelve hours. Look at both times", "ends")
    hours.check_there(day + timedelta(days=1) if ends < starts else day, ends, zone, "ends")


def change(row: Meeting, by: By, **new: Any) -> None:
    """Another day, hour, place or kind for a meeting that has not been held. Raises Refused."""
    not_held(row)
    check(new["kind"], new["day"], new["starts"], new["ends"], new.get("called", ""))
    new["body"] = rules.BODY_OF[new["kind"]]
    changes = {}
    for name, value in new.items():
        old = getattr(row, name)
        if old != value:
            changes[name] = (digest_only(old), digest_only(value)) if name in PRIVATE else (old, value)
            setattr(row, name, value)
    if changes:
        db.session.flush()
        record(by, "changed a meeting", told_as(row), **changes)


def call_off(row: Meeting, by: By) -> None:
    """A meeting does not take place; it stays in the list. Raises Refused for one that was held."""
    not_held(row)
    row.standing = "called_off"
    db.session.flush()
    record(by, "called a meeting off", told_as(row), standing=("planned", "called_off"))


def ask_about_the_past(day: date, all_the_same: bool) -> None:
    """Raises Asks for a day that has passed, unless somebody said that it is meant: then it is written up later."""
    if day < tenancy.today() and not all_the_same:
        raise Asks(
            "That day has passed. You can still write the meeting up: tick this, or look at the day again",
            "all_the_same",
        )


def unchanged(row: Meeting | MeetingSeries | AgendaItem, version: int) -> None:
    """Raises Conflict where somebody else saved the same thing since the form was opened."""
    if row.version != version:
        raise Conflict(
            "Somebody else changed this in the meantime. What you wrote is still here: look at theirs, then press again"
        )


def not_held(row: Meeting) -> None:
    """Raises Refused for a meeting that was held, or called off."""
    if row.standing == "held":
        raise Refused("This meeting was held. What was minuted tells of it")
    if row.standing == "called_off":
        raise Refused("This meeting was called off. Plan another one")


def still_draft(row: Meeting) -> None:
    """Raises Refused once the minutes were sent round or approved: then nothing under an item changes."""
    if row.minutes == "sent":
        raise Refused("The minutes were sent round. Take them back to draft first")
    if row.minutes == "approved":
        raise Refused("The minutes were approved, and stay as they are. A correction is minuted at a later meeting")


def add_item(meeting: Meeting, position: int, by: By, **said: Any) -> AgendaItem:
    """One more item for an agenda; `said` are the columns of the item. The caller has checked them."""
    still_draft(meeting)
    row = AgendaItem(meeting_id=meeting.id, position=position, **said)
    db.session.add(row)
    db.session.flush()
    return row
