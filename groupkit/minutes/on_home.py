"""What stands on the first page about minutes: what somebody said they would do, what is new to read, corrections."""

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from flask import url_for
from sqlalchemy import and_, or_, select

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, Telling, soon
from groupkit.dates import day_of
from groupkit.meetings.models import Meeting
from groupkit.meetings.queries import called
from groupkit.minutes import rules
from groupkit.minutes.models import ApprovedMinutes, Correction
from groupkit.minutes.queries import acting

SOON = timedelta(days=60)
NEW = timedelta(days=14)
"""How long minutes are new."""
_OF_MEETINGS = (Meeting.id, Meeting.kind, Meeting.called, Meeting.day)
MOST = 4
"""How many things somebody said they would do stand there one by one; the page of actions has them all."""


def promised(actor: Actor) -> Telling:
    """To each member what they said they would do, alone or in a job, and is open: the first by its day, then the rest.

    What has no day stands under the day on which it was taken on.
    """
    if not actor.can(Can.SEE_MINUTES):
        return
    until = tenancy.today() + soon(SOON)
    rows = yield {"mine": acting.asks_open_of(actor.person_no)}
    in_order = sorted(rows["mine"], key=lambda row: (row.due_on or date.max, row.id))
    mine = [one for one in in_order if _day_of(one) <= until]
    where = url_for("minutes.list_actions", group=actor.slug)
    for one in mine[:MOST]:
        yield _promised(one, where)
    if len(mine) > MOST:
        more = len(mine) - MOST
        yield Coming(tenancy.today(), f"And {more} more that you said you would do", where)


def _promised(one: Any, where: str) -> Coming:
    by = rules.due_in_words(one.due_on, tenancy.today())
    by = by[:1].upper() + by[1:] if by else "There is no day for it"
    words = f"{by}. If it is done, or is better let go, say so there: both are fine."
    return Coming(_day_of(one), f"You said you would: {one.words}", where, words=words)


def _day_of(one: Any) -> date:
    day: date = one.due_on or one.day
    return day


def to_read(actor: Actor) -> Telling:
    """To members whose minutes are kept by others: those that lately went round, and those lately approved."""
    if not actor.can(Can.SEE_MINUTES) or actor.can(Can.KEEP_MEETINGS):
        return
    lately = or_(
        and_(Meeting.minutes == "sent", Meeting.sent_on >= tenancy.today() - NEW),
        ApprovedMinutes.at >= dates.now() - NEW,
    )
    wanted = (
        select(*_OF_MEETINGS, Meeting.sent_on, ApprovedMinutes.at)
        .outerjoin(
            ApprovedMinutes,
            and_(ApprovedMinutes.meeting_id == Meeting.id, ApprovedMinutes.group_id == Meeting.group_id),
        )
        .where(lately)
    )
    rows = yield {"lately": wanted}
    for meeting in sorted(rows["lately"], key=_in_order):
        where = url_for("minutes.show_minutes", group=actor.slug, meeting_id=meeting.id)
        if meeting.at:
            yield Coming(_day(meeting.at), f"Minutes were approved: {called(meeting)}", where, news=True)
        elif meeting.sent_on:
            words = "Does something read otherwise than you remember it? You can say so until they are approved."
            sentence = f"Minutes went round: {called(meeting)}"
            yield Coming(meeting.sent_on, sentence, where, words=words, news=True)


def corrections(actor: Actor) -> Telling:
    """To whoever keeps the minutes: where a correction was proposed, and nobody has said yet what becomes of it."""
    if not actor.can(Can.KEEP_MEETINGS):
        return
    wanted = (
        select(*_OF_MEETINGS, Correction.at, Correction.id.label("correction"))
        .join(Correction, Correction.meeting_id == Meeting.id)
        .where(Correction.standing == "proposed", Meeting.minutes != "approved")
    )
    rows = yield {"proposed": wanted}
    for _, of_one in groupby(sorted(rows["proposed"], key=lambda row: (*_in_order(row), row.correction)), _in_order):
        meeting, *more = of_one
        moments = [row.at for row in (meeting, *more)]
        what = "A correction was proposed" if len(moments) == 1 else f"{len(moments)} corrections were proposed"
        where = url_for("minutes.show_minutes", group=actor.slug, meeting_id=meeting.id)
        yield Coming(_day(moments[0]), f"{what} to minutes: {called(meeting)}", where, words="Is it taken up, or not?")


def _in_order(row: Any) -> tuple[date, int]:
    """By the day of the meeting of a row."""
    return row.day, row.id


def _day(moment: datetime) -> date:
    return day_of(moment, tenancy.scope().zone)
