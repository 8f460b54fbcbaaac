"""What is coming up about meetings: the next ones, the last day to tell people, and what a new group does first."""

from datetime import timedelta
from typing import Any

from flask import url_for
from sqlalchemy import select

from groupkit import hours, tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, Step, Telling, soon
from groupkit.dates import MONTHS
from groupkit.meetings import calendar, noticing, queries, rules
from groupkit.meetings.calendar import OnDay
from groupkit.meetings.models import Meeting, MeetingSeries
from groupkit.meetings.saying import from_to
from groupkit.meetings.ways import way_to

SOON = timedelta(days=60)
WARN = timedelta(days=30)
"""How long before the last day of notice it comes up."""
IN_CALENDARS = "Meeting"
"""What every meeting is called in a calendar that others may see."""
A_MEETING = "A meeting"
"""What a meeting is called to a critical friend where the group has a name of its own for it."""


def meetings(actor: Actor) -> Telling:
    """The next meetings; for a critical friend without place or a name of our own.

    Of a series the first page has only the next day; a calendar has them all.
    """
    if not actor.can(Can.SEE_MEETINGS):
        return
    ahead, seen = soon(SOON), set[int | None]()
    found = yield from calendar.reads_calendar(ahead)
    for one in found.coming:
        again = one.meeting_id is None and one.series_id in seen and ahead == SOON
        if one.day - tenancy.today() > ahead or again:
            continue
        seen.add(one.series_id)
        yield _coming(actor, one)


def _coming(actor: Actor, one: OnDay) -> Coming:
    prose = actor.can(Can.SEE_MINUTES)
    words = from_to(one.starts, one.ends)
    starts, ends = hours.span(one.day, one.starts, one.ends, tenancy.scope().zone)
    return Coming(
        one.day,
        called_for(actor, one.kind, one.title),
        _where(actor, one),
        words=f"{words}, {one.place}" if prose and one.place else words,
        called=IN_CALENDARS,
        key=one.key,
        starts=starts,
        ends=ends,
    )


def called_for(actor: Actor, kind: str, title: str) -> str:
    """What a meeting is called to whoever looks."""
    return A_MEETING if kind == "own" and not actor.can(Can.SEE_MINUTES) else title


def _where(actor: Actor, one: OnDay) -> str:
    page = way_to(actor, "meetings.show_meeting", meeting_id=one.meeting_id) if one.meeting_id else ""
    return page or url_for("meetings.list_meetings", group=actor.slug)


def notices(actor: Actor) -> Telling:
    """For whoever calls the meetings the last day to tell people, where nobody has been told yet."""
    if not actor.can(Can.KEEP_MEETINGS):
        return
    today = tenancy.today()
    planned = yield from queries.reads_with_notices(today + SOON + WARN)
    for row, given in planned:
        standing = noticing.standing(row, given)
        if standing.waits and standing.last_day and standing.last_day - today <= WARN:
            where = url_for("meetings.show_notice", group=actor.slug, meeting_id=row.id)
            source = standing.asked.source if standing.asked else ""
            yield Coming(
                standing.last_day,
                f"Tell people about {_the(row)} on {row.day.day} {MONTHS[row.day.month - 1]}",
                where,
                source=source,
                called="Last day to give notice",
                key=f"notice {row.key}",
            )


def _the(row: Any) -> str:
    """`the members’ meeting`, of a meeting or a row of it; what the group calls one itself stays as it is written."""
    title = rules.title_of(row.kind, row.called)
    return title if row.kind == "own" else f"the {title[:1].lower()}{title[1:]}"


def first_steps(actor: Actor) -> Telling:
    """A new group plans its next meeting. Whoever keeps the money too has three things to do already."""
    if actor.can(Can.KEEP_MEETINGS) and not actor.can(Can.KEEP_LEDGER):
        rows = yield {"meeting": select(Meeting.id).limit(1), "series": select(MeetingSeries.id).limit(1)}
        yield Step(
            "Plan your next meeting",
            "The day, the hour and the room. The agenda can come later.",
            url_for("meetings.plan_meeting", group=actor.slug),
            "Plan a meeting",
            done=bool(rows["meeting"] or rows["series"]),
        )
