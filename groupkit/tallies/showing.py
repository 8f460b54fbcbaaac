"""What the page of tallies shows: to the group everything, to a critical friend figures with small numbers kept back.

A critical friend looks in again and again. What they see is therefore only of months that are over, and no sum over
several of them: a sum that grows from one look to the next would give the month between away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from groupkit.access import veil
from groupkit.dates import Period
from groupkit.tallies import queries, rules
from groupkit.tallies.figures import Count, PeopleRow, SessionFigures, TallyFigures, as_figures, same_people
from groupkit.tallies.masking import NOT_SHOWN, finer, mask

NOT_COUNTED = "not counted"
MONTHS_SHOWN = 12


@dataclass(frozen=True)
class MonthLine:
    """A month in the table."""

    month: date
    held: int
    called_off: int
    came: str
    new: str
    hours: str
    point: int
    """How high it stands in the picture; nought where nothing is shown."""

    @property
    def name(self) -> str:
        """`March 2026`."""
        return rules.month_name(self.month)

    @property
    def address(self) -> str:
        """`2026-03`."""
        return f"{self.month:%Y-%m}"


@dataclass(frozen=True)
class KindLine:
    """A kind of session in the table; to a critical friend only how often it was."""

    name: str
    held: int
    called_off: int
    came: str = ""
    each: str = ""


@dataclass(frozen=True)
class Shown:
    """Everything that the page of tallies shows."""

    months: Sequence[MonthLine]
    kinds: Sequence[KindLine]
    people: Sequence[PeopleRow]
    period: Period
    masked: bool
    kept_back: bool = False
    sessions: SessionFigures | None = None
    lists: Sequence[tuple[str, Sequence[tuple[str, str]]]] = ()
    """Monthly counts of the whole period: a heading, and each count with its words."""

    @property
    def points(self) -> list[int]:
        """The picture: attendances by month."""
        return [one.point for one in self.months]

    @property
    def names(self) -> list[str]:
        """The words under the picture."""
        return [one.name for one in self.months]

    @property
    def empty(self) -> bool:
        """Whether nothing is written down."""
        return not (any(one.held or one.called_off for one in self.months) or self.lists or self.people)


def whole(today: date) -> Shown:
    """The last twelve months up to this one, as they are."""
    months = rules.months_until(today, MONTHS_SHOWN)
    figures = queries.figures_of(Period(months[0], rules.last_of(months[-1])))
    return Shown(
        months=[_month(month, some) for month, some in figures.by_month.items()],
        kinds=[_kind(figures.kinds[kind], some) for kind, some in figures.by_kind.items()],
        people=figures.people,
        period=figures.period,
        masked=False,
        sessions=figures.sessions,
        lists=[
            (title, found)
            for title, keys in (
                ("And between meetings", rules.ALSO),
                ("How people heard of us", rules.HEARD),
                ("What got in the way", rules.BARRIERS),
            )
            if (found := _counts(figures, list(keys)))
        ],
    )


def masked(today: date) -> Shown:
    """The last twelve months that are over, month by month, with small numbers kept back."""
    months = rules.months_until(rules.first_of(today) - timedelta(days=1), MONTHS_SHOWN)
    figures = queries.figures_of(Period(months[0], rules.last_of(months[-1])))
    single = [one for one in as_figures(figures, ["month"]) if "|" in one.key]
    found, called = mask(finer(single, same_people(figures))), veil.shown()
    return Shown(
        months=[_month(month, some, found.hidden) for month, some in figures.by_month.items()],
        kinds=[
            KindLine(called("kind", figures.kinds[kind]), some.held, some.called_off)
            for kind, some in figures.by_kind.items()
        ],
        people=[] if found.sentences else [one for one in figures.people if one.key not in found.hidden],
        period=figures.period,
        masked=True,
        kept_back=bool(found.hidden or found.sentences),
    )


def _month(month: date, some: SessionFigures, hidden: frozenset[str] = frozenset()) -> MonthLine:
    key = f"{month:%Y-%m}"
    came_hidden = f"attendances|{key}" in hidden
    return MonthLine(
        month=month,
        held=some.held,
        called_off=some.called_off,
        came=NOT_SHOWN if came_hidden else _said(some.attendances, some.held),
        new=NOT_SHOWN if f"first_timers|{key}" in hidden else _said(some.first_timers, some.held),
        hours=rules.hours(some.helper_minutes) if some.helper_minutes else "",
        point=some.attendances.number if some.attendances and not came_hidden else 0,
    )


def _said(count: Count | None, held: int) -> str:
    return str(count) if count else NOT_COUNTED if held else ""


def _kind(name: str, some: SessionFigures) -> KindLine:
    each = in_each(some.average)
    return KindLine(name, some.held, some.called_off, _said(some.attendances, some.held), each)


def in_each(average: Fraction | None) -> str:
    """An average for one session, to the nearest whole: `9`."""
    return "" if average is None else str((2 * average + 1) // 2)


def _counts(figures: TallyFigures, keys: list[str]) -> list[tuple[str, str]]:
    return [(rules.MONTHLY[key], str(figures.counts[key])) for key in keys if key in figures.counts]
