"""Reading tallies: the figures of a period, what may be used of people's words, and what was written down when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import Select, and_, false, func, or_, select

from groupkit.dates import Period
from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.tallies import rules
from groupkit.tallies.figures import MonthRow, PeopleRow, SessionRow, TallyFigures
from groupkit.tallies.models import (
    CheckAnswer,
    GroupCheck,
    Measure,
    MonthCount,
    PeopleCount,
    SessionKind,
    TallySession,
    Voice,
)
from groupkit.tallies.offering import Offered
from groupkit.tenancy import GroupOwned
from groupkit.together import Part

Row = TypeVar("Row", bound=GroupOwned)


def row_of(model: type[Row], row_id: int) -> Row | None:
    """One row of the group in scope."""
    return db.session.scalar(select(model).where(model.id == row_id))


def kinds(in_use: bool = False) -> list[SessionKind]:
    """The group's kinds of session in its own order; only those still in use where that is asked."""
    wanted = select(SessionKind).order_by(SessionKind.place, SessionKind.id)
    return list(db.session.scalars(wanted.where(SessionKind.in_use) if in_use else wanted))


def figures_of(period: Period, asked: Select[Any] | None = None) -> TallyFigures:
    """Everything that was counted in a period, in three questions.

    `asked` finds the rows of the kinds that somebody asks for; they are told beside the figures, which hold every kind.
    """
    wanted = false() if asked is None else SessionKind.id.in_(asked)
    names = (TallySession.id, TallySession.day, TallySession.kind_id, TallySession.standing)
    numbers = (TallySession.attendances, TallySession.about, TallySession.first_timers, TallySession.helper_minutes)
    kind = (SessionKind.id.label("kind"), SessionKind.name, SessionKind.place)
    inside = TallySession.day.between(period.first, period.last)
    found = db.session.execute(
        select(*names, *numbers, *kind, wanted.label("wanted"))
        .outerjoin(TallySession, and_(TallySession.kind_id == SessionKind.id, inside))
        .order_by(TallySession.day, TallySession.id)
    ).all()
    kinds = sorted(found, key=lambda one: (one.place, one.kind))
    written = tuple(SessionRow(*one[:8]) for one in found if one.id is not None)
    rows = tuple(one for one in written if one.standing != "mistake")
    occur = {one.kind_id for one in rows}
    whole, cut = rules.months_in(period)
    return TallyFigures(
        period=period,
        rows=rows,
        kinds={one.kind: one.name for one in kinds if one.kind in occur},
        monthly=tuple(_monthly(whole)),
        people=tuple(people_within(period)),
        cut_months=tuple(cut),
        asked={one.kind: one.name for one in kinds if one.wanted},
        mistaken=tuple(one for one in written if one.standing == "mistake"),
    )


def _monthly(months: Sequence[date]) -> list[MonthRow]:
    if not months:
        return []
    found = db.session.execute(
        select(MonthCount.month, MonthCount.what, MonthCount.number, MonthCount.about)
        .where(MonthCount.month.between(months[0], months[-1]), MonthCount.number.is_not(None))
        .order_by(MonthCount.month, MonthCount.what)
    )
    return [MonthRow(one[0], one[1], one[2] or 0, one[3]) for one in found if one.what in rules.MONTHLY]


def people_within(period: Period) -> list[PeopleRow]:
    """The counts of different people whose time lies within a period, the latest first."""
    columns = (PeopleCount.id, PeopleCount.first, PeopleCount.last, PeopleCount.people, PeopleCount.about)
    found = db.session.execute(
        select(*columns, PeopleCount.known_by)
        .where(PeopleCount.first >= period.first, PeopleCount.last <= period.last, ~PeopleCount.set_aside)
        .order_by(PeopleCount.last.desc(), PeopleCount.first, PeopleCount.id)
    )
    return [PeopleRow(*one) for one in found]


def attendances_if_all_counted(period: Period) -> int | None:
    """How often somebody came in a period; None where a session was not counted, or was only guessed."""
    sessions = figures_of(period).sessions
    if sessions.attendances is None or sessions.attendances.about or sessions.counted < sessions.held:
        return None
    return sessions.attendances.number


def sessions_of(period: Period) -> list[TallySession]:
    """Every session of a period, also those written down by mistake; the latest first."""
    wanted = select(TallySession).where(TallySession.day.between(period.first, period.last))
    return list(db.session.scalars(wanted.order_by(TallySession.day.desc(), TallySession.id.desc())))


def of_month(month: date) -> dict[str, MonthCount]:
    """What was counted in one month, by what it is; counts that were taken back are among them, without a number."""
    rows = db.session.scalars(select(MonthCount).where(MonthCount.month == month))
    return {row.what: row for row in rows}


def asks_written_in(period: Period) -> dict[str, Part]:
    """The question whether anything at all is written down for a period: a session, or a count of a month."""
    session = select(TallySession.id).where(TallySession.day.between(period.first, period.last))
    count = select(MonthCount.id).where(MonthCount.month.between(period.first, period.last))
    return {"session": session.limit(1), "count": count.limit(1)}


def first_day() -> date | None:
    """The day of the first session that is written down; None while there is none."""
    return db.session.scalar(asks_first_day())


def asks_first_day() -> Part:
    """The same as a question, for a page that asks more at once."""
    return select(func.min(TallySession.day).label("day"))


def not_counted_yet(offers: Sequence[Offered]) -> list[Offered]:
    """What other books offer and nobody counted: neither brought in, nor is a session of that day written down.

    Heads that were counted without saying at what may be counted on the day after.
    """
    if not offers:
        return []
    keys, days = [one.key for one in offers], [day for one in offers for day in _may_be_of(one)]
    that_day = TallySession.day.in_(days) & (TallySession.standing != "mistake")
    found = db.session.execute(
        select(TallySession.source, TallySession.day).where(or_(TallySession.source.in_(keys), that_day))
    ).all()
    sources, written = {one.source for one in found}, {one.day for one in found}
    return [one for one in offers if one.key not in sources and not written.intersection(_may_be_of(one))]


def _may_be_of(one: Offered) -> set[date]:
    return {one.day} if one.called else {one.day, one.day - timedelta(days=1)}


def is_brought_in(key: str) -> bool:
    """Whether a thing of another book was brought in already."""
    return db.session.scalar(select(TallySession.id).where(TallySession.source == key)) is not None


@dataclass(frozen=True)
class VoiceCard:
    """Words or a picture that may be used: how it is signed, and the kept file of a picture."""

    id: int
    kind: str
    words: str
    signed: str
    file_id: int | None
    until: date | None
    file: str = ""
    """The key of the kept picture, while it is there."""


_USE = {"returns": Voice.for_returns, "booklets": Voice.for_booklets, "anybody": Voice.for_anybody}


def voices_for(use: str, day: date) -> list[VoiceCard]:
    """Words and pictures that somebody said yes to for this use (a key of `rules.USES`) and that holds on that day."""
    columns = (Voice.id, Voice.kind, Voice.words, Voice.signed, Voice.file_id, Voice.until)
    found = db.session.execute(
        select(*columns, func.coalesce(StoredFile.key, ""))
        .outerjoin(StoredFile, and_(StoredFile.id == Voice.file_id, StoredFile.gone_at.is_(None)))
        .where(_USE[use], Voice.yes_on <= day, or_(Voice.until.is_(None), Voice.until >= day))
        .where(or_(Voice.withdrawn_on.is_(None), Voice.withdrawn_on > day), ~Voice.blanked)
        .order_by(Voice.yes_on.desc(), Voice.id.desc())
    )
    return [VoiceCard(*one) for one in found]


def voices() -> list[Voice]:
    """All words and pictures, the latest yes first."""
    return list(db.session.scalars(select(Voice).order_by(Voice.yes_on.desc(), Voice.id.desc())))


def asks_yeses_ending(last: date, today: date) -> Part:
    """The question of which words and pictures the yes runs out from today until a day."""
    wanted = select(Voice.id, Voice.key, Voice.until)
    return wanted.where(Voice.until.between(today, last), Voice.withdrawn_on.is_(None), ~Voice.blanked)


def stored_file(file_id: int) -> StoredFile | None:
    """A kept picture."""
    return db.session.scalar(select(StoredFile).where(StoredFile.id == file_id))


@dataclass(frozen=True)
class CheckCard:
    """A group check: its day, how many slips came in, and how many gave each answer to each question."""

    id: int
    day: date
    slips: int
    answers: dict[str, tuple[int, int, int]]
    """By key of `rules.QUESTIONS`: agree, partly, not yet. What is missing to the slips was left empty."""


def group_checks(period: Period) -> list[CheckCard]:
    """The group checks of a period, the latest first."""
    rows = db.session.execute(
        select(GroupCheck, CheckAnswer)
        .outerjoin(CheckAnswer, CheckAnswer.check_id == GroupCheck.id)
        .where(GroupCheck.day.between(period.first, period.last))
        .order_by(GroupCheck.day.desc(), GroupCheck.id, CheckAnswer.id)
    )
    found: dict[int, CheckCard] = {}
    for check, answer in rows:
        card = found.setdefault(check.id, CheckCard(check.id, check.day, check.slips, {}))
        if answer is not None:
            card.answers[answer.question] = (answer.agree, answer.partly, answer.not_yet)
    return list(found.values())


def answers_of(check_id: int) -> dict[str, CheckAnswer]:
    """The answers of one group check, by question."""
    rows = db.session.scalars(select(CheckAnswer).where(CheckAnswer.check_id == check_id))
    return {row.question: row for row in rows}


def check_on(day: date) -> GroupCheck | None:
    """The group check of a day."""
    return db.session.scalar(select(GroupCheck).where(GroupCheck.day == day))


@dataclass(frozen=True)
class MeasureCard:
    """A number on a funder's own measure, as it came."""

    id: int
    name: str
    source: str
    day: date
    number: str
    """As it is written: `7.25`."""
    answered: int | None


def measures(period: Period) -> list[MeasureCard]:
    """The numbers on funders' own measures in a period, the latest first."""
    columns: tuple[Any, ...] = (Measure.id, Measure.name, Measure.source, Measure.day, Measure.hundredths)
    found = db.session.execute(
        select(*columns, Measure.answered)
        .where(Measure.day.between(period.first, period.last), ~Measure.set_aside)
        .order_by(Measure.day.desc(), Measure.id.desc())
    )
    return [
        MeasureCard(one.id, one.name, one.source, one.day, rules.in_figures(one.hundredths), one.answered)
        for one in found
    ]
