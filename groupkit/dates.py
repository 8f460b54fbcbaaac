"""The one clock, days as people write them, and financial years.

Moments are kept in UTC; a day is a day in the group's own zone.
Only the demo group and the tests may set the clock.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from groupkit.refusal import Refused

USUAL_ZONE = "Europe/London"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)

_pretend: ContextVar[datetime | None] = ContextVar("groupkit_clock", default=None)


def now() -> datetime:
    """This moment, in UTC."""
    return _pretend.get() or datetime.now(UTC)


def today(zone: str = USUAL_ZONE) -> date:
    """Today where the group is."""
    return now().astimezone(ZoneInfo(zone)).date()


def day_of(moment: datetime, zone: str = USUAL_ZONE) -> date:
    """The day on which a moment fell where the group is."""
    return moment.astimezone(ZoneInfo(zone)).date()


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Let it be `moment` inside the block: for the demo group and for tests only."""
    token = _pretend.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pretend.reset(token)


def is_pretended() -> bool:
    """Whether this is inside `clock_at`."""
    return _pretend.get() is not None


@dataclass(frozen=True)
class Period:
    """From one day to another, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class YearEnd:
    """The day on which a group's financial year ends: a month and a day, 28 standing for the end of February."""

    month: int
    day: int

    @classmethod
    def read(cls, text: str) -> "YearEnd":
        """From `MM-DD`, as the rulebook keeps it."""
        month, day = text.split("-")
        return cls(int(month), int(day))

    def __str__(self) -> str:
        return f"{self.month:02d}-{self.day:02d}"

    def in_year(self, year: int) -> date:
        """The year end that falls in a calendar year (29 February in a leap year)."""
        if (self.month, self.day) == (2, 28):
            return date(year, 3, 1) - timedelta(days=1)
        return date(year, self.month, self.day)

    @property
    def in_words(self) -> str:
        """`31 March`, `the end of February`."""
        if (self.month, self.day) == (2, 28):
            return "the end of February"
        return f"{self.day} {MONTHS[self.month - 1]}"


YEAR_ENDS = [
    (str(end), end.in_words)
    for end in (
        YearEnd(month, day)
        for month, day in (
            (3, 31),
            (12, 31),
            (4, 5),
            (8, 31),
            (1, 31),
            (2, 28),
            (4, 30),
            (5, 31),
            (6, 30),
            (7, 31),
            (9, 30),
            (10, 31),
            (11, 30),
        )
    )
]
"""The year ends offered, the usual ones first: `MM-DD` and its words."""


@dataclass(frozen=True)
class FinancialYear:
    """A group's financial year, named as treasurers do: `2026-27`, or `2026` when it is the calendar year."""

    first: date
    last: date

    @classmethod
    def holding(cls, day: date, end: YearEnd) -> "FinancialYear":
        """The financial year in which a day falls."""
        last = end.in_year(day.year)
        if day > last:
            last = end.in_year(day.year + 1)
        return cls(end.in_year(last.year - 1) + timedelta(days=1), last)

    @property
    def label(self) -> str:
        if self.first.year == self.last.year:
            return str(self.last.year)
        return f"{self.first.year}-{self.last.year % 100:02d}"

    @property
    def period(self) -> Period:
        return Period(self.first, self.last)

    @property
    def end(self) -> YearEnd:
        """The day of the year on which it ends."""
        return YearEnd(self.last.month, min(self.last.day, 28) if self.last.month == 2 else self.last.day)

    def before(self, end: YearEnd) -> "FinancialYear":
        """The year before this one."""
        return FinancialYear.holding(self.first - timedelta(days=1), end)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the 31st becomes the end of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def whole_years(first: date, last: date) -> int:
    """How many years have passed from one day to another, as birthdays are counted."""
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def long_day(day: date) -> str:
    """`31 January 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """`31 Jan 2026`."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


_NUMBERS = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})(?:[/.\- ]([0-9]{4}|[0-9]{2}))?", re.ASCII)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII)
_WORDS = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)? ?([a-z]{3,9})\.?,? ?([0-9]{4}|[0-9]{2})?", re.ASCII)
_ASK = "Write the day like 18/11/2026, 18 Nov 2026 or yesterday"
_ASK_COMING = "Write the day with its year, like 18/11/2026 or 18 Nov 2026, or tomorrow"


def read_day(text: str, here_today: date, field: str | None = None, coming: bool = False) -> date:
    """A day as people write it, day before month: `1/4/26`, `2026-04-01`, `1 Apr`, `today`, `yesterday`.

    Without a year it is the latest such day that is not in the future. Where a day may be still to come (`coming`),
    `tomorrow` is one too, and a day needs its year: nobody can tell which one is meant.
    Raises Refused with a sentence for the field.
    """
    ask = _ASK_COMING if coming else _ASK
    written = " ".join(text.strip().lower().split())
    if written in ("today", "yesterday"):
        return here_today - timedelta(days=written == "yesterday")
    if coming and written == "tomorrow":
        return here_today + timedelta(days=1)
    try:
        return _written_day(written, here_today, coming)
    except _Unread as unread:
        raise Refused(f"{unread} {ask}".strip(), field) from None
    except Refused as refused:
        raise Refused(refused.sentence, field) from None


class _Unread(Exception):
    """A day that cannot be read, with what is wrong with it, if that can be told."""


def _written_day(written: str, here_today: date, coming: bool) -> date:
    day, month, year = _parts(written)
    if year is not None:
        return _in_range(_real(year, month, day))
    if coming:
        raise _Unread
    for guess in (here_today.year, here_today.year - 1, here_today.year - 2, here_today.year - 3, here_today.year - 4):
        found = _date_or_none(guess, month, day)
        if found and found <= here_today:
            return found
    raise _Unread(_no_such(day, month))


def _parts(written: str) -> tuple[int, int, int | None]:
    if match := _ISO.fullmatch(written):
        return int(match[3]), int(match[2]), int(match[1])
    if match := _NUMBERS.fullmatch(written):
        return int(match[1]), int(match[2]), _year(match[3])
    if match := _WORDS.fullmatch(written):
        for number, name in enumerate(MONTHS, start=1):
            if name.lower().startswith(match[2]):
                return int(match[1]), number, _year(match[3])
    raise _Unread


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) + (2000 if len(text) == 2 else 0)


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _real(year: int, month: int, day: int) -> date:
    found = _date_or_none(year, month, day)
    if found is None:
        raise _Unread(_no_such(day, month))
    return found


def _no_such(day: int, month: int) -> str:
    if 1 <= month <= 12:
        return f"There is no {day} {MONTHS[month - 1]} in that year."
    return f"There is no month {month}."


def _in_range(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise Refused("That year looks wrong. Write all four figures, like 2026")
    return day
