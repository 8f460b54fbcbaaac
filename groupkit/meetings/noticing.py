"""Writing down how people were told of a meeting. What it was worth by the rules is kept as it was said then."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from groupkit import tenancy
from groupkit.db import db
from groupkit.history import By, record
from groupkit.meetings import notice, operations, queries, rules
from groupkit.meetings.models import Meeting, NoticeGiven, told_as
from groupkit.refusal import Refused


def standing(meeting: Any, notices: Sequence[notice.Given]) -> notice.Standing:
    """How things stand today with the notice of a meeting (or a row with its columns), by the rules of its day."""
    asked = queries.asks(meeting.day).notice(meeting.kind)
    return notice.standing(asked, meeting.day, notices, tenancy.today())


def give(meeting: Meeting, day: date, ways: Sequence[str], by: By) -> list[NoticeGiven]:
    """People were told on a day, in one way or several: a line for each. Raises Refused; short notice is only said."""
    if meeting.standing == "called_off":
        operations.not_held(meeting)
    operations.still_draft(meeting)
    if not ways or any(way not in rules.NOTICE_WAYS for way in ways):
        raise Refused("Tick how people were told", "ways")
    there = queries.notices_of(meeting.id)
    notice.check(day, meeting.day, ways, there, tenancy.today())
    asked = queries.asks(meeting.day).notice(meeting.kind)
    known = {(one.day, one.way, one.meeting_day) for one in there}
    made = [
        NoticeGiven(
            meeting_id=meeting.id,
            day=day,
            way=way,
            told=notice.told(asked, day, meeting.day, way, meeting.kind)[:300],
            meeting_day=meeting.day,
            by_no=by.person_no,
        )
        for way in dict.fromkeys(ways)
        if (day, way, meeting.day) not in known
    ]
    db.session.add_all(made)
    db.session.flush()
    record(
        by,
        "wrote down notice of a meeting",
        told_as(meeting),
        on=(None, day),
        ways=(None, [rules.NOTICE_WAYS[one.way] for one in made]),
        short_by=(None, max((asked.short_by(day, meeting.day, one.way) for one in made), default=0) if asked else None),
    )
    return made
