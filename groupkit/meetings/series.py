"""Meetings that come again and again: beginning a series, a change from a day on, days left out, its end."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from groupkit.dates import long_day
from groupkit.db import db
from groupkit.history import By, record
from groupkit.meetings import calendar, operations, queries, rules
from groupkit.meetings.models import Meeting, MeetingSeries, SeriesException, told_as
from groupkit.meetings.saying import RHYTHMS
from groupkit.refusal import Refused

SAME = ("kind", "called", "starts", "ends", "place", "online")
"""What a meeting takes from its series."""


def begin(by: By, *, every: str, first_on: date, **said: Any) -> MeetingSeries:
    """A series begins; `said` are kind, called, starts, ends, place, online and last_on. Raises Refused."""
    _check(every, first_on, said)
    row = MeetingSeries(every=every, first_on=first_on, body=rules.BODY_OF[said["kind"]], **said)
    db.session.add(row)
    db.session.flush()
    record(
        by,
        "began a series of meetings",
        told_as(row),
        kind=(None, rules.KINDS[row.kind]),
        every=(None, RHYTHMS[every]),
        first_on=(None, first_on),
        last_on=(None, row.last_on),
    )
    return row


def _check(every: str, first_on: date, said: dict[str, Any]) -> None:
    if every not in RHYTHMS:
        raise Refused("Choose one of these", "every")
    rules.check_first_day(every, first_on)
    operations.check(said["kind"], first_on, said["starts"], said["ends"], said.get("called", ""))
    if said.get("last_on") is not None and said["last_on"] < first_on:
        raise Refused("That is before the first one", "last_on")


def change_from(row: MeetingSeries, from_day: date, by: By, *, every: str, **said: Any) -> MeetingSeries:
    """From a day on the meetings are otherwise: the series ends before that day, and another begins on it or after.

    `from_day` is the first day of the new rhythm. Meetings that are planned already from then on take the new hours and
    place where they still had the old ones, as long as the rhythm stays; in another rhythm they stay on their day as
    meetings by themselves. Held ones stay as they were. Raises Refused.
    """
    if from_day <= row.first_on:
        raise Refused("The series begins on that day or after it. Choose a later day", "from_day")
    if row.last_on is not None and from_day > row.last_on:
        raise Refused("The series has ended by then. Begin a new one", "from_day")
    try:
        rules.check_first_day(every, from_day)
    except Refused as refused:
        raise Refused(refused.sentence, "from_day") from None
    last_on = said.pop("last_on", row.last_on)
    same = from_day in set(calendar.days_between(row, from_day, from_day)) and every == row.every
    new = begin(by, every=every, first_on=from_day, last_on=last_on, **said)
    for meeting in _from_day_on(row, from_day):
        _follow(meeting, row, new if same else None, by)
    if same:
        _move_exceptions(row, new, from_day)
    _leave_out_held(row, new, from_day)
    _end(row, from_day - timedelta(days=1), by)
    return new


def _from_day_on(row: MeetingSeries, day: date) -> list[Meeting]:
    """The planned meetings that stand for days of a series from a day on."""
    wanted = select(Meeting).where(Meeting.series_id == row.id, Meeting.series_day >= day, Meeting.standing != "held")
    return list(db.session.scalars(wanted.order_by(Meeting.id)))


def _follow(meeting: Meeting, old: MeetingSeries, new: MeetingSeries | None, by: By) -> None:
    """A planned meeting follows its series where it still is as that said; without one it stands by itself."""
    if new is None:
        meeting.series_id = meeting.series_day = None
    else:
        meeting.series_id = new.id
        if meeting.standing == "planned":
            kept = {name: getattr(meeting, name) for name in SAME}
            fresh = {name: getattr(new, name) for name in SAME if kept[name] == getattr(old, name)}
            operations.change(meeting, by, day=meeting.day, **{**kept, **fresh})
    db.session.flush()


def _leave_out_held(old: MeetingSeries, new: MeetingSeries, day: date) -> None:
    """A day on which a meeting of the old series was held already is no day of the new one."""
    wanted = select(Meeting.day).where(
        Meeting.series_id == old.id, Meeting.series_day >= day, Meeting.standing == "held"
    )
    for held in set(db.session.scalars(wanted)) - queries.exceptions_of(new.id):
        db.session.add(SeriesException(series_id=new.id, day=held))
    db.session.flush()


def _move_exceptions(old: MeetingSeries, new: MeetingSeries, day: date) -> None:
    """Days that were left out stay left out."""
    wanted = select(SeriesException).where(SeriesException.series_id == old.id, SeriesException.day >= day)
    for row in db.session.scalars(wanted):
        row.series_id = new.id
    db.session.flush()


def end(row: MeetingSeries, last_on: date, by: By) -> list[Meeting]:
    """A series ends after a day; gives back the meetings after it that are planned already and stay. Raises Refused."""
    if last_on < row.first_on:
        raise Refused(f"The first one is on {long_day(row.first_on)}. Choose that day or a later one", "last_on")
    _end(row, last_on, by)
    return [one for one in _from_day_on(row, last_on + timedelta(days=1)) if one.standing == "planned"]


def _end(row: MeetingSeries, last_on: date, by: By) -> None:
    before, row.last_on = row.last_on, last_on
    db.session.flush()
    record(by, "ended a series of meetings", told_as(row), last_on=(before, last_on))


def take(row: MeetingSeries, day: date, by: By) -> Meeting:
    """A day of a series becomes a meeting that can have an agenda; the one that is there already, if there is.

    Raises Refused for a day that the series does not have, or that is left out.
    """
    there = select(Meeting).where(Meeting.series_id == row.id, Meeting.series_day == day)
    found = db.session.scalar(there)
    if found is not None:
        return found
    check_day(row, day)
    if day in queries.exceptions_of(row.id):
        raise Refused("There is no meeting on that day. Put it back first")
    said = {name: getattr(row, name) for name in SAME}
    return operations.plan(by, day=day, series_id=row.id, series_day=day, **said)


def check_day(row: MeetingSeries, day: date) -> None:
    """Raises Refused for a day that the series does not have."""
    if day not in set(calendar.days_between(row, day, day)):
        raise Refused("The series has no meeting on that day")


def leave_out(row: MeetingSeries, day: date, by: By) -> None:
    """On one day of a series there is no meeting. Raises Refused where one was held then, or is planned by itself."""
    check_day(row, day)
    there = db.session.scalar(select(Meeting).where(Meeting.series_id == row.id, Meeting.series_day == day))
    if there is not None:
        if there.standing != "called_off":
            operations.call_off(there, by)
        return
    if day in queries.exceptions_of(row.id):
        return
    db.session.add(SeriesException(series_id=row.id, day=day))
    db.session.flush()
    record(by, "left a day out of a series", told_as(row), day=(None, day))


def put_back(row: MeetingSeries, day: date, by: By) -> None:
    """There is a meeting on that day after all. Raises Refused where the day was not left out."""
    wanted = select(SeriesException).where(SeriesException.series_id == row.id, SeriesException.day == day)
    found = db.session.scalar(wanted)
    if found is None:
        raise Refused("That day is not left out")
    db.session.delete(found)
    db.session.flush()
    record(by, "put a day back into a series", told_as(row), day=(day, None))
