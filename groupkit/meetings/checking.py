"""The timetable of a yearly meeting with what is done of it, as far as the kit knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from groupkit.access.actor import Actor
from groupkit.accounts import closings
from groupkit.dates import YearEnd
from groupkit.db import db
from groupkit.decisions.queries import source_of
from groupkit.jobs import electing
from groupkit.jobs.models import Election
from groupkit.meetings import queries, timetable
from groupkit.meetings.models import Meeting
from groupkit.meetings.timetable import Asked, Due
from groupkit.meetings.ways import way_to


@dataclass(frozen=True)
class Line:
    """One line of the timetable: whether it is done (None where the kit cannot know), and where it is done."""

    due: Due
    done: bool | None
    url: str


@dataclass(frozen=True)
class Timetable:
    """Everything round a yearly meeting, and what about its day is worth a look."""

    lines: Sequence[Line]
    looks: Sequence[str]


def timetable_of(actor: Actor, meeting: Meeting) -> Timetable:
    """The timetable of a yearly meeting, for whoever looks: links lead only to pages that they may open."""
    asks = queries.asks(meeting.day)
    notice = asks.notice(meeting.kind)
    if notice is None:
        raise LookupError("a yearly meeting always has a rule for its notice")
    months = asks.answers["accounts_months"]
    asked = Asked(
        notice,
        YearEnd.read(asks.answers["financial_year_end"].value),
        int(months.value),
        source_of(months),
    )
    choosing = next((one for one in electing.elections() if one.held_on == meeting.day), None)
    done, where = _done(meeting, asked, choosing), _where(actor, meeting, choosing)
    lines = [Line(due, done.get(due.key), where.get(due.key, "")) for due in timetable.timetable(meeting.day, asked)]
    gap = int(asks.answers["agm_gap_months"].value)
    looks = [
        timetable.accounts_late(meeting.day, asked),
        timetable.gap_late(meeting.day, _last_yearly(meeting), gap),
    ]
    return Timetable(lines, [one for one in looks if one])


def _last_yearly(meeting: Meeting) -> date | None:
    """The day of the last yearly meeting before this one."""
    wanted = select(Meeting.day).where(Meeting.kind == "yearly", Meeting.standing == "held", Meeting.day < meeting.day)
    found: date | None = db.session.scalar(wanted.order_by(Meeting.day.desc()).limit(1))
    return found


def _done(meeting: Meeting, asked: Asked, choosing: Election | None) -> dict[str, bool]:
    """What is done, where the kit can tell."""
    over = asked.year_over(meeting.day)
    closed = next((row for row in closings.standing() if row.last == over), None)
    notices = [one for one in queries.notices_of(meeting.id) if one.meeting_day == meeting.day]
    return {
        "place": bool(meeting.place or meeting.online),
        "accounts": closed is not None,
        "nominations": choosing is not None,
        "agenda": bool(notices),
        "notice": bool(notices),
        "papers": closed is not None and closed.id in closings.examined_closings(),
        "officers": choosing is not None and choosing.closed_at is not None,
    }


def _where(actor: Actor, meeting: Meeting, choosing: Election | None) -> dict[str, str]:
    """Where each is done."""
    stand = (
        way_to(actor, "jobs.show_election", election_id=choosing.id)
        if choosing
        else way_to(actor, "jobs.begin_election") or way_to(actor, "jobs.list_elections")
    )
    return {
        "place": way_to(actor, "meetings.change_meeting", meeting_id=meeting.id),
        "accounts": way_to(actor, "yearend.list_years") or way_to(actor, "accounts.show_year"),
        "nominations": stand,
        "agenda": way_to(actor, "meetings.edit_agenda", meeting_id=meeting.id)
        or way_to(actor, "meetings.show_agenda", meeting_id=meeting.id),
        "notice": way_to(actor, "meetings.show_notice", meeting_id=meeting.id),
        "papers": way_to(actor, "meetings.show_pack", meeting_id=meeting.id),
        "sheets": way_to(actor, "meetings.show_pack", meeting_id=meeting.id),
        "officers": way_to(actor, "jobs.list_jobs"),
        "mandate": way_to(actor, "jobs.who_signs"),
    }
