"""Reading meetings: what is planned and held, one with its agenda, what the rules ask of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from groupkit import hours, tenancy
from groupkit.db import db
from groupkit.decisions import bodies
from groupkit.decisions.queries import source_of
from groupkit.meetings import rules
from groupkit.meetings.models import AgendaItem, Meeting, MeetingSeries, NoticeGiven, SeriesException, told_as
from groupkit.meetings.rules import Noticed, Quorum
from groupkit.rulebook.queries import Answer, all_in_force
from groupkit.together import Part, Reading

_TOLD_AS = re.compile("meeting ([0-9]{1,18})", re.ASCII)


def meeting(row_id: int) -> Meeting | None:
    """One meeting by row."""
    return db.session.scalar(select(Meeting).where(Meeting.id == row_id))


def meetings_by_row(row_ids: Sequence[int]) -> dict[int, Meeting]:
    """Some meetings by row, in one question."""
    if not row_ids:
        return {}
    return {row.id: row for row in db.session.scalars(select(Meeting).where(Meeting.id.in_(row_ids)))}


def called_today(told: Iterable[str]) -> dict[str, str]:
    """What each meeting that the history tells of by its row (`models.told_as`) is called today."""
    rows = [int(match[1]) for words in set(told) if (match := _TOLD_AS.fullmatch(words))]
    return {told_as(row): called(row) for row in meetings_by_row(rows).values()}


def to_come(most: int = 100) -> list[Meeting]:
    """Meetings that are planned and not held yet, the next first; those of the past that wait to be written up too.

    At most so many of each: however many wait to be written up, the next one is there.
    """
    asked = asks_planned(Meeting, most=most)
    coming, past = asked["to come"], asked["to write up"]
    return [*reversed(list(db.session.scalars(past))), *db.session.scalars(coming)]


def asks_planned(*columns: Any, most: int = 100) -> dict[str, Part]:
    """What `to_come` asks, for whoever asks more at once: those to come, and those of the past from the latest on."""
    planned, today = select(*columns).where(Meeting.standing == "planned"), tenancy.today()
    coming = planned.where(Meeting.day >= today).order_by(Meeting.day, Meeting.starts, Meeting.id)
    past = planned.where(Meeting.day < today).order_by(Meeting.day.desc(), Meeting.id.desc())
    return {"to come": coming.limit(most), "to write up": past.limit(most)}


def reads_with_notices(until: date) -> Reading[list[tuple[Any, list[Any]]]]:
    """Meetings that are planned from today until a day, each with how notice of it was given: rows of both tables."""
    planned = (Meeting.standing == "planned", Meeting.day >= tenancy.today(), Meeting.day <= until)
    columns = (Meeting.id, Meeting.key, Meeting.kind, Meeting.called, Meeting.day, Meeting.starts)
    given = (NoticeGiven.id, NoticeGiven.meeting_id, NoticeGiven.day, NoticeGiven.way, NoticeGiven.meeting_day)
    rows = yield {
        "planned": select(*columns).where(*planned),
        "given": select(*given).join(Meeting, Meeting.id == NoticeGiven.meeting_id).where(*planned),
    }
    found: dict[int, list[Any]] = {}
    for notice in sorted(rows["given"], key=lambda row: row.id):
        found.setdefault(notice.meeting_id, []).append(notice)
    in_order = sorted(rows["planned"], key=lambda row: (row.day, row.starts, row.id))
    return [(row, found.get(row.id, [])) for row in in_order]


def items_of(meeting_id: int) -> list[AgendaItem]:
    """The agenda of a meeting, in its order."""
    wanted = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    return list(db.session.scalars(wanted.order_by(AgendaItem.position, AgendaItem.id)))


def item(row_id: int) -> AgendaItem | None:
    """One item by row."""
    return db.session.scalar(select(AgendaItem).where(AgendaItem.id == row_id))


def notices_of(meeting_id: int) -> list[NoticeGiven]:
    """How notice of a meeting was given, in the order in which it was written down."""
    wanted = select(NoticeGiven).where(NoticeGiven.meeting_id == meeting_id).order_by(NoticeGiven.id)
    return list(db.session.scalars(wanted))


def all_series() -> list[MeetingSeries]:
    """Every series, the newest first."""
    return list(db.session.scalars(select(MeetingSeries).order_by(MeetingSeries.id.desc())))


def series(row_id: int) -> MeetingSeries | None:
    """One series by row."""
    return db.session.scalar(select(MeetingSeries).where(MeetingSeries.id == row_id))


def meetings_of_series(series_id: int, since: date) -> list[Meeting]:
    """The meetings that stand for days of a series from a day on."""
    wanted = select(Meeting).where(Meeting.series_id == series_id, Meeting.series_day >= since)
    return list(db.session.scalars(wanted.order_by(Meeting.series_day)))


def exceptions_of(series_id: int) -> set[date]:
    """The days of a series on which there is no meeting."""
    return set(db.session.scalars(select(SeriesException.day).where(SeriesException.series_id == series_id)))


@dataclass(frozen=True)
class Asks:
    """What the rules ask of meetings on a day, read once for a whole page."""

    answers: Mapping[str, Answer]
    day: date

    def notice(self, kind: str) -> Noticed | None:
        """The notice that a kind of meeting needs; None for a kind of the group's own, of which no rule speaks."""
        name = rules.NOTICE_RULE.get(kind)
        if name is None:
            return None
        answer = self.answers[name]
        return Noticed(int(answer.value), self.answers["notice_clear"].value == "yes", source_of(answer))

    def quorum(self, body: str, sizes: bodies.Sizes | None = None) -> Quorum | None:
        """How many must be there for a body to decide; None for a kind of the group's own.

        One question more where nobody hands on how many have a vote on that day.
        """
        names = rules.QUORUM_RULES.get(body)
        if names is None:
            return None
        number, share = (self.answers[name] for name in names)
        of = sizes.of(body) if sizes else bodies.size_of(body, self.day)
        return Quorum.ask(int(number.value), Fraction(share.value) if share.value else None, of, source_of(number))


def asks(day: date | None = None) -> Asks:
    """What the rules ask of a meeting on a day (today unless told); one question to the database."""
    on = day or tenancy.today()
    return Asks(all_in_force(on), on)


def moments(row: Meeting) -> tuple[datetime, datetime]:
    """From when to when a meeting runs, in UTC."""
    return hours.span(row.day, row.starts, row.ends, tenancy.scope().zone)


def called(row: Meeting) -> str:
    """`Committee meeting, 3 May 2026`."""
    return rules.called_on(row.kind, row.called, row.day)
