"""What stands on the first page about minutes: what somebody said they would do, what is new to read, corrections."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby

from flask import url_for
from sqlalchemy import and_, or_, select

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, soon
from groupkit.dates import day_of
from groupkit.db import db
from groupkit.meetings.models import Meeting
from groupkit.meetings.queries import called
from groupkit.minutes.models import ApprovedMinutes, Correction
from groupkit.minutes.queries import acting
from groupkit.minutes.queries.acting import Action

SOON = timedelta(days=60)
NEW = timedelta(days=14)
"""How long minutes are new."""
MOST = 4
"""How many things somebody said they would do stand there one by one; the page of actions has them all."""


def promised(actor: Actor) -> Iterator[Coming]:
    """To each member what they said they would do, alone or in a job, and is open: the first by its day, then the rest.

    What has no day stands under the day on which it was taken on.
    """
    if not actor.can(Can.SEE_MINUTES):
        return
    until = tenancy.today() + soon(SOON)
    mine = [one for one in acting.open_of(actor.person_no) if _day_of(one) <= until]
    where = url_for("minutes.list_actions", group=actor.slug)
    for one in mine[:MOST]:
        yield _promised(one, where)
    if len(mine) > MOST:
        more = len(mine) - MOST
        yield Coming(tenancy.today(), f"And {more} more that you said you would do", where)


def _promised(one: Action, where: str) -> Coming:
    by = one.by[:1].upper() + one.by[1:] if one.by else "There is no day for it"
    words = f"{by}. If it is done, or is better let go, say so there: both are fine."
    return Coming(_day_of(one), f"You said you would: {one.row.words}", where, words=words)


def _day_of(one: Action) -> date:
    return one.row.due_on or (one.meeting.day if one.meeting else tenancy.today())


def to_read(actor: Actor) -> Iterator[Coming]:
    """To members whose minutes are kept by others: those that lately went round, and those lately approved."""
    if not actor.can(Can.SEE_MINUTES) or actor.can(Can.KEEP_MEETINGS):
        return
    lately = or_(
        and_(Meeting.minutes == "sent", Meeting.sent_on >= tenancy.today() - NEW),
        ApprovedMinutes.at >= dates.now() - NEW,
    )
    wanted = (
        select(Meeting, ApprovedMinutes.at)
        .outerjoin(
            ApprovedMinutes,
            and_(ApprovedMinutes.meeting_id == Meeting.id, ApprovedMinutes.group_id == Meeting.group_id),
        )
        .where(lately)
        .order_by(Meeting.day, Meeting.id)
    )
    for meeting, approved in db.session.execute(wanted):
        where = url_for("minutes.show_minutes", group=actor.slug, meeting_id=meeting.id)
        if approved:
            yield Coming(_day(approved), f"Minutes were approved: {called(meeting)}", where, news=True)
        elif meeting.sent_on:
            words = "Does something read otherwise than you remember it? You can say so until they are approved."
            sentence = f"Minutes went round: {called(meeting)}"
            yield Coming(meeting.sent_on, sentence, where, words=words, news=True)


def corrections(actor: Actor) -> Iterator[Coming]:
    """To whoever keeps the minutes: where a correction was proposed, and nobody has said yet what becomes of it."""
    if not actor.can(Can.KEEP_MEETINGS):
        return
    wanted = (
        select(Meeting, Correction.at)
        .join(Correction, Correction.meeting_id == Meeting.id)
        .where(Correction.standing == "proposed", Meeting.minutes != "approved")
        .order_by(Meeting.day, Meeting.id, Correction.id)
    )
    for meeting, rows in groupby(db.session.execute(wanted), lambda row: row.Meeting):
        moments = [row.at for row in rows]
        what = "A correction was proposed" if len(moments) == 1 else f"{len(moments)} corrections were proposed"
        where = url_for("minutes.show_minutes", group=actor.slug, meeting_id=meeting.id)
        yield Coming(_day(moments[0]), f"{what} to minutes: {called(meeting)}", where, words="Is it taken up, or not?")


def _day(moment: datetime) -> date:
    return day_of(moment, tenancy.scope().zone)
