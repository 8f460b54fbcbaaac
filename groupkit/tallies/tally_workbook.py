"""Everything that was counted as a workbook for the group itself: whole, and it says so on each sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO

from sqlalchemy import select

from groupkit import dates, workbook
from groupkit.dates import Period
from groupkit.db import db
from groupkit.printing import moment
from groupkit.tallies import queries, rules
from groupkit.tallies.models import MonthCount, SessionKind, TallySession
from groupkit.tallies.queries import CheckCard, MeasureCard
from groupkit.workbook import AnyRow, Column, Line, Sheet

WHOLE = (
    "This is everything, with small numbers as they are. A number from one to four can point at somebody: "
    "read it through before you pass it on"
)
SESSIONS = [
    Column("Day", 12, "date"),
    Column("Kind", 24),
    Column("Held?", 22),
    Column("Attendances", 12, "number"),
    Column("About?", 8),
    Column("First time", 10, "number"),
    Column("Helpers, in minutes", 18, "number"),
]
MONTHS = [Column("Month", 16), Column("What", 44), Column("Number", 10, "number"), Column("About?", 8)]
PEOPLE = [
    Column("From", 12, "date"),
    Column("To", 12, "date"),
    Column("Different people", 15, "number"),
    Column("About?", 8),
    Column("How we know", 34),
]
CHECKS = [
    Column("Day", 12, "date"),
    Column("Slips", 8, "number"),
    Column("Question", 50),
    *(Column(label, 10, "number") for label in rules.ANSWERS.values()),
]
MEASURES = [
    Column("Day", 12, "date"),
    Column("Measure", 36),
    Column("Where it comes from", 36),
    Column("Number", 12),
    Column("From how many people", 20, "number"),
]


@dataclass(frozen=True)
class Everything:
    """All that is counted, read before the workbook is written."""

    sessions: Sequence[AnyRow]
    months: Sequence[AnyRow]
    people: Sequence[AnyRow]
    checks: Sequence[CheckCard]
    measures: Sequence[MeasureCard]


def everything() -> Everything:
    """Read all of it."""
    ever = Period(date(1, 1, 1), date(9999, 12, 31))
    return Everything(
        list(_sessions()),
        list(_months()),
        [
            (one.first, one.last, one.people, _about(one.about), rules.KNOWN_BY[one.known_by])
            for one in queries.people_within(ever)
        ],
        queries.group_checks(ever),
        queries.measures(ever),
    )


def _sessions() -> Iterator[AnyRow]:
    found = db.session.execute(
        select(TallySession, SessionKind.name)
        .join(SessionKind, SessionKind.id == TallySession.kind_id)
        .where(TallySession.standing != "mistake")
        .order_by(TallySession.day, TallySession.id)
    )
    for row, kind in found:
        standing = rules.STANDINGS[row.standing]
        yield row.day, kind, standing, row.attendances, _about(row.about), row.first_timers, row.helper_minutes


def _months() -> Iterator[AnyRow]:
    order = {what: at for at, what in enumerate(rules.MONTHLY)}
    wanted = select(MonthCount).where(MonthCount.number.is_not(None)).order_by(MonthCount.month)
    found = [row for row in db.session.scalars(wanted) if row.what in order]
    for row in sorted(found, key=lambda row: (row.month, order[row.what])):
        yield rules.month_name(row.month), rules.MONTHLY[row.what], row.number, _about(row.about)


def _about(about: bool) -> str | None:
    return "about" if about else None


def make(found: Everything, group: str, short_name: str) -> tuple[IO[bytes], str]:
    """The workbook and its file name."""

    def sheet(name: str, columns: Sequence[Column], rows: Sequence[AnyRow], note: str = "") -> Sheet:
        above = [Line(f"{name}, {group}", "bold"), Line(f"{WHOLE}. Made on {moment(dates.now())}.", "quiet")]
        more = [Line(note, "quiet")] if note else []
        return Sheet(name, columns, rows, above=[*above, *more], filtered=True, landscape=True)

    sheets = [
        sheet("Sessions", SESSIONS, found.sessions, "Attendances count every time that somebody came"),
        sheet("Months", MONTHS, found.months, "A month that is not here was not counted; 0 means that there was none"),
        sheet("Different people", PEOPLE, found.people, "Each person once. Two of these never add up"),
        sheet("Group check", CHECKS, list(_checks(found.checks))),
        sheet(
            "Measures", MEASURES, [(one.day, one.name, one.source, one.number, one.answered) for one in found.measures]
        ),
    ]
    made = workbook.workbook(sheets, title=f"What we did {short_name}", author="groupkit", made_at=dates.now())
    return made, workbook.safe_file_name(short_name, "what-we-did")


def _checks(found: Sequence[CheckCard]) -> Iterator[AnyRow]:
    for one in found:
        for question, words in rules.QUESTIONS.items():
            yield one.day, one.slips, words, *one.answers.get(question, (0, 0, 0))
