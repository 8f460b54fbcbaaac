"""The tallies of a period as figures: sums that say what was counted and what was not. Pure.

*Attendances* count every time somebody came; *different people* count each person once. They are never mixed, and
different people of two periods are never added up (DOMAIN 6.3: the commonest mistake in returns).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from groupkit.dates import Period, long_day
from groupkit.tallies import rules
from groupkit.tallies.masking import PEOPLE, Figure, Splits


@dataclass(frozen=True)
class Count:
    """A number, and whether any of it is a good guess."""

    number: int
    about: bool = False

    def __str__(self) -> str:
        return f"about {self.number}" if self.about else str(self.number)


@dataclass(frozen=True)
class SessionRow:
    """A session that was held or called off, in figures."""

    id: int
    day: date
    kind_id: int
    standing: str
    attendances: int | None
    about: bool
    first_timers: int | None
    helper_minutes: int

    @property
    def month(self) -> date:
        """The first day of its month."""
        return rules.first_of(self.day)


@dataclass(frozen=True)
class MonthRow:
    """A count of one month."""

    month: date
    what: str
    number: int
    about: bool


@dataclass(frozen=True)
class PeopleRow:
    """Different people over a stated time, both days included, and how that is known (a key of `rules.KNOWN_BY`)."""

    id: int
    first: date
    last: date
    people: int
    about: bool
    known_by: str

    @property
    def count(self) -> Count:
        """The number, with its `about`."""
        return Count(self.people, self.about)

    @property
    def key(self) -> str:
        """How it is called among figures."""
        return f"{PEOPLE}|{self.first.isoformat()}|{self.last.isoformat()}"


@dataclass(frozen=True)
class SessionFigures:
    """Some sessions together: how many were planned, held and called off, and what was counted at them."""

    held: int
    called_off: int
    counted: int
    """At how many of those held somebody counted heads."""
    attendances: Count | None
    """None where nobody counted at any."""
    first_timers: Count | None
    helper_minutes: int

    @property
    def planned(self) -> int:
        """Held and called off together."""
        return self.held + self.called_off

    @property
    def average(self) -> Fraction | None:
        """Attendances for each session at which somebody counted."""
        return Fraction(self.attendances.number, self.counted) if self.attendances else None


def together(rows: Iterable[SessionRow]) -> SessionFigures:
    """What some sessions come to."""
    found = list(rows)
    held = [one for one in found if one.standing == "held"]
    counted = [one for one in held if one.attendances is not None]
    new = [one.first_timers for one in held if one.first_timers is not None]
    came = Count(sum(one.attendances or 0 for one in counted), any(one.about for one in counted))
    return SessionFigures(
        held=len(held),
        called_off=len(found) - len(held),
        counted=len(counted),
        attendances=came if counted else None,
        first_timers=Count(sum(new)) if new else None,
        helper_minutes=sum(one.helper_minutes for one in held),
    )


@dataclass(frozen=True)
class TallyFigures:
    """Everything that was counted in a period. Counts of months are those of the whole months in it."""

    period: Period
    rows: tuple[SessionRow, ...]
    """The sessions, by day."""
    kinds: Mapping[int, str]
    """What the kinds that occur are called, in the group's own order."""
    monthly: tuple[MonthRow, ...]
    people: tuple[PeopleRow, ...]
    """Those whose time lies within the period."""
    cut_months: tuple[date, ...] = field(default=())
    """The months that the period cuts in two: their counts are in none of the figures."""

    asked: Mapping[int, str] = field(default_factory=dict)
    """The kinds that somebody asked for, whether any session was of them or not; empty for all."""
    mistaken: tuple[SessionRow, ...] = ()
    """What was written down by mistake, by day; in none of the figures."""

    @property
    def as_asked(self) -> "TallyFigures":
        """The same with the sessions only of the kinds that somebody asked for.

        Counts of months and of different people are known only for the whole group, so they stay as they are.
        """
        if not self.asked:
            return self
        rows = tuple(one for one in self.rows if one.kind_id in self.asked)
        kinds = {kind: name for kind, name in self.kinds.items() if kind in self.asked}
        return replace(self, rows=rows, kinds=kinds)

    @cached_property
    def sessions(self) -> SessionFigures:
        """All sessions together."""
        return together(self.rows)

    @cached_property
    def by_kind(self) -> Mapping[int, SessionFigures]:
        """The sessions of each kind, by its row."""
        return {kind: together(one for one in self.rows if one.kind_id == kind) for kind in self.kinds}

    @cached_property
    def by_month(self) -> Mapping[date, SessionFigures]:
        """The sessions of each month that the period touches, by its first day."""
        whole, cut = rules.months_in(self.period)
        return {month: together(one for one in self.rows if one.month == month) for month in sorted([*whole, *cut])}

    @cached_property
    def counts(self) -> Mapping[str, Count]:
        """Of each key of `rules.MONTHLY` that was counted in any month: the sum."""
        found = {}
        for what in rules.MONTHLY:
            rows = [one for one in self.monthly if one.what == what]
            if rows:
                found[what] = Count(sum(one.number for one in rows), any(one.about for one in rows))
        return found

    @property
    def attendances(self) -> Count | None:
        """How often somebody came; None where nobody counted."""
        return self.sessions.attendances

    @property
    def first_timers(self) -> Count | None:
        """How many came for the first time; None where nobody counted."""
        return self.sessions.first_timers

    @property
    def volunteer_minutes(self) -> int:
        """What helpers gave, in whole minutes."""
        return self.sessions.helper_minutes

    @property
    def average(self) -> Fraction | None:
        """Attendances for each session at which somebody counted."""
        return self.sessions.average


def as_figures(figures: TallyFigures, tables: Iterable[str] = ("month", "kind"), across: bool = False) -> list[Figure]:
    """The figures in which a small number can point at somebody, ready for `masking.mask`.

    `tables` are by what attendances and first-timers are broken down beside their totals (`month`, `kind`); `across`
    adds a figure for each kind in each month. Numbers of sessions, hours and talks are about no person.
    """
    by = [one for one in ("month", "kind") if one in set(tables)]
    found = list(_attendances(figures, by, across))
    found += _first_timers(figures, "month" in by)
    for what in rules.OF_PEOPLE:
        rows = [one for one in figures.monthly if one.what == what]
        if rows:
            parts = frozenset((_monthly(one), one.number) for one in rows)
            found.append(Figure(what, parts, figures.counts[what].about, rules.MONTHLY[what]))
    for one in figures.people:
        called = f"Different people from {long_day(one.first)} to {long_day(one.last)}"
        found.append(Figure(one.key, frozenset({(f"{one.key}|{one.id}", one.people)}), one.about, called))
    return found


def _attendances(figures: TallyFigures, by: Sequence[str], across: bool) -> Iterator[Figure]:
    counted = [one for one in figures.rows if one.standing == "held" and one.attendances is not None]
    if not counted:
        return
    yield _sum_of("attendances", "Attendances", counted)
    if "month" in by:
        for month in figures.by_month:
            yield from _some(f"attendances|{month:%Y-%m}", counted, lambda one, month=month: one.month == month)  # type: ignore[misc]
    for kind, name in figures.kinds.items():
        of_kind = [one for one in counted if one.kind_id == kind]
        if "kind" in by:
            yield from _some(f"attendances|kind {kind}", of_kind, lambda _: True, name)
        if across:
            for month in figures.by_month:
                key = f"attendances|{month:%Y-%m}|kind {kind}"
                yield from _some(key, of_kind, lambda one, month=month: one.month == month, name)  # type: ignore[misc]


def _some(key: str, rows: list[SessionRow], wanted: Callable[[SessionRow], bool], name: str = "") -> Iterator[Figure]:
    found = [one for one in rows if wanted(one)]
    if found:
        when = f", {rules.month_name(found[0].month)}" if key.count("-") else ""
        yield _sum_of(key, f"Attendances{when}{f', {name}' if name else ''}", found)


def _sum_of(key: str, called: str, rows: list[SessionRow]) -> Figure:
    parts = frozenset((f"session {one.id}", one.attendances or 0) for one in rows)
    return Figure(key, parts, any(one.about for one in rows), called)


def _first_timers(figures: TallyFigures, by_month: bool) -> Iterator[Figure]:
    """First-timers, month by month, session by session."""
    rows = [one for one in figures.rows if one.first_timers is not None]
    months = {month: parts for month in figures.by_month if (parts := _new_in(rows, month))}
    if not months:
        return
    yield Figure("first_timers", frozenset[tuple[str, int]]().union(*months.values()), False, "First-timers")
    if by_month:
        for month, parts in months.items():
            called = f"First-timers, {rules.month_name(month)}"
            yield Figure(f"first_timers|{month:%Y-%m}", parts, False, called)


def _new_in(rows: Sequence[SessionRow], month: date) -> frozenset[tuple[str, int]]:
    return frozenset((f"new at session {one.id}", one.first_timers or 0) for one in rows if one.month == month)


def same_people(figures: TallyFigures) -> Splits:
    """Counts that are the very same people seen from two sides, each split so that the two sides share their pieces.

    Where everybody who was new in a month, at whatever kind of session, said how they heard of us, those who were new
    and those who heard are the same. So one can be worked out from the other, and `masking.finer` has to know. Who
    heard what at which session nobody wrote down: any split that adds up on both sides stands for all of them.
    """
    found: dict[str, frozenset[tuple[str, int]]] = {}
    new_over, heard_over = [], []
    for month in figures.by_month:
        new = sorted(_new_in([one for one in figures.rows if one.first_timers is not None], month))
        rows = (one for one in figures.monthly if one.month == month and one.what in rules.HEARD)
        heard = sorted((_monthly(one), one.number) for one in rows)
        if not _split_alike(new, heard, found):
            new_over += new
            heard_over += heard
    # Who came in one month may have been asked in the next: a paper that tells sums of all days shows them alike.
    _split_alike(new_over, heard_over, found)
    return found


def _split_alike(
    new: Sequence[tuple[str, int]], heard: Sequence[tuple[str, int]], found: dict[str, frozenset[tuple[str, int]]]
) -> bool:
    """Split both where they come to the same; says whether they do."""
    if not new or not heard or sum(number for _, number in new) != sum(number for _, number in heard):
        return False
    pieces = _pieces(new, heard)
    for name, _ in new:
        found[name] = frozenset((f"{name}|{way}", number) for (one, way), number in pieces.items() if one == name)
    for way, _ in heard:
        found[way] = frozenset((f"{name}|{way}", number) for (name, one), number in pieces.items() if one == way)
    return True


def _pieces(new: Sequence[tuple[str, int]], heard: Sequence[tuple[str, int]]) -> dict[tuple[str, str], int]:
    """A table with these sums at its two edges."""
    left, pieces = dict(heard), {}
    for name, number in new:
        rest = number
        for way in left:
            pieces[name, way] = piece = min(rest, left[way])
            rest -= piece
            left[way] -= piece
    return pieces


def _monthly(row: MonthRow) -> str:
    return f"{row.what}|{row.month:%Y-%m}"
