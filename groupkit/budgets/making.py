"""A year beside its budget, and the planning of the next, put together for whoever looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from groupkit import tenancy
from groupkit.budgets import queries, rules
from groupkit.budgets.queries import Agreed, Draft
from groupkit.budgets.rules import BudgetLine, Planned
from groupkit.dates import FinancialYear, Period, long_day
from groupkit.ledger import queries as ledger
from groupkit.ledger.queries import Choice, Choices
from groupkit.rulebook.queries import year_end


@dataclass(frozen=True)
class Side:
    """Money in, or money out, of a year: its lines and their sums, in pence."""

    direction: str
    lines: list[BudgetLine]

    @property
    def title(self) -> str:
        return rules.WAYS[self.direction]

    @property
    def budget(self) -> int:
        return rules.total(self.lines, "budget")

    @property
    def actual(self) -> int:
        return rules.total(self.lines, "actual")

    @property
    def forecast(self) -> int:
        return rules.total(self.lines, "forecast")

    @property
    def left(self) -> int:
        """The budget less what was so far; below nothing when there was more."""
        return self.budget - self.actual


@dataclass(frozen=True)
class Compared:
    """A year beside its budget: what was planned, what was up to a day, and what is likely."""

    year: FinancialYear
    until: date
    agreed: Agreed | None
    came: Side
    went: Side
    months: list[Period]

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.came, self.went

    @property
    def is_over(self) -> bool:
        """Whether the year has ended by that day."""
        return self.until >= self.year.last

    @property
    def has_begun(self) -> bool:
        return self.until >= self.year.first

    @property
    def overspent(self) -> list[BudgetLine]:
        """The kinds of money out of which more was spent than planned, the largest difference first."""
        return sorted((line for line in self.went.lines if line.is_over), key=lambda line: line.left)

    @property
    def plan_words(self) -> str:
        """What was planned all in all: whether more comes in than goes out."""
        return rules.difference(self.came.budget, self.went.budget)

    def words(self, line: BudgetLine) -> str:
        """How a line stands: `£12.00 left`."""
        return rules.how_it_stands(line, self.is_over)

    def side_words(self, side: Side) -> str:
        """How all money in, or out, stands."""
        return rules.stands(side.direction, side.left, self.is_over)


@dataclass(frozen=True)
class Read:
    """What of the book a year is held against: its first day, what there is, pence by category and month begun."""

    first_day: date | None
    known: Choices
    sums: Mapping[int, tuple[int, ...]]


def months_begun(year: FinancialYear, until: date) -> list[Period]:
    """The months of a year that have begun by a day, the last of them up to it."""
    return [
        Period(one.first, min(one.last, until)) for one in rules.months_of(year.first, year.last) if one.first <= until
    ]


def compare(
    year: FinancialYear, agreed: Agreed | None, until: date | None = None, read: Read | None = None
) -> Compared:
    """A year beside an agreed budget, up to a day (today unless told); only lines with anything in them.

    `read` is what the book says of the months begun, where a page has read it already.
    """
    until = min(until or tenancy.today(), year.last)
    reading = _reading(year, until, [], _read(months_begun(year, until)) if read is None else read)
    planned = agreed.lines if agreed else {}
    sides = {
        way: Side(way, [line for line in reading.lines(way, planned) if line.budget is not None or any(line.months)])
        for way in rules.WAYS
    }
    return Compared(year, until, agreed, sides["in"], sides["out"], reading.months)


@dataclass(frozen=True)
class _Reading:
    """What the book says of a year up to a day, by category and month, and of some years before it."""

    months: list[Period]
    over: int
    began: int
    sums: Mapping[int, tuple[int, ...]]
    before: int
    """How many sums of earlier years stand before those of the months."""
    known: list[Choice]

    def earlier(self, category_id: int) -> tuple[int, ...]:
        """What each of the years before came to."""
        return self.sums.get(category_id, (0,) * self.before)[: self.before]

    def by_month(self, category_id: int) -> tuple[int, ...]:
        """Every month of the year; nothing in those that have not begun."""
        found = self.sums.get(category_id, ())[self.before :]
        return (*found, *[0] * (len(self.months) - len(found)))

    def lines(self, way: str, planned: Mapping[int, Planned]) -> list[BudgetLine]:
        """A line for each category of one way, closed ones too."""
        return [self._line(one, planned.get(one.id)) for one in self.known if one.detail == way]

    def _line(self, one: Choice, planned: Planned | None) -> BudgetLine:
        months = self.by_month(one.id)
        return BudgetLine(
            one.id,
            one.name,
            one.detail,
            one.closed,
            planned.pence if planned else None,
            months,
            rules.forecast(months, self.over, self.began, planned.pence if planned else 0),
            planned.note if planned else "",
        )


def _read(periods: list[Period]) -> Read:
    days = ledger.first_and_last_day()
    return Read(days[0] if days else None, ledger.choices(), queries.sums(periods))


def _reading(year: FinancialYear, until: date, before: list[Period], read: Read) -> _Reading:
    months = rules.months_of(year.first, year.last)
    return _Reading(
        months=months,
        over=sum(one.last <= until for one in months),
        began=sum(one.last < read.first_day for one in months) if read.first_day else 0,
        sums=read.sums,
        before=len(before),
        known=read.known.of("category", closed=True),
    )


@dataclass(frozen=True)
class PlanLine:
    """A category while a budget is planned, in pence: two years before, the base year's budget, so far, likely."""

    line: BudgetLine
    earlier: tuple[int, ...]
    planned: Planned | None


@dataclass(frozen=True)
class PlanSide:
    """Money in, or money out, while a budget is planned."""

    direction: str
    lines: list[PlanLine]

    @property
    def title(self) -> str:
        return rules.WAYS[self.direction]

    @property
    def sums(self) -> list[int]:
        """The sums of the columns, in pence: the two years before, the budget, so far, likely."""
        base = Side(self.direction, [one.line for one in self.lines])
        earlier = [sum(one.earlier[at] for one in self.lines) for at in (0, 1)]
        return [*earlier, base.budget, base.actual, base.forecast]

    @property
    def planned(self) -> int:
        """What the draft comes to."""
        return sum(one.planned.pence for one in self.lines if one.planned)


@dataclass(frozen=True)
class Plan:
    """Several years side by side, for whoever plans: two years, the base year, and the draft.

    The base year is the one that runs now, or the year of the draft itself where that has begun.
    """

    draft: Draft
    base: FinancialYear
    before: tuple[FinancialYear, FinancialYear]
    agreed: Agreed | None
    base_over: bool
    came: PlanSide
    went: PlanSide

    @property
    def sides(self) -> tuple[PlanSide, PlanSide]:
        return self.came, self.went

    @property
    def lines(self) -> list[PlanLine]:
        return [*self.came.lines, *self.went.lines]

    @property
    def columns(self) -> list[str]:
        """What stands above the columns before the draft."""
        earlier = [f"{year.label} came to" for year in self.before]
        label = self.base.label
        return [*earlier, f"Budget {label}", f"{label} came to" if self.base_over else f"{label} so far", "Likely"]

    @property
    def difference(self) -> str:
        """Whether more is planned to come in than to go out."""
        return rules.difference(self.came.planned, self.went.planned)


def plan(draft: Draft, also: set[int] | None = None) -> Plan:
    """Everything that is looked at while a draft is planned; closed categories only where they have a figure in it.

    Those in `also` are shown whatever they are: somebody has just written beside them.
    """
    today = tenancy.today()
    end = year_end()
    base = draft.year if draft.year.first <= today else FinancialYear.holding(today, end)
    last = base.before(end)
    earlier = (last.before(end), last)
    agreed = queries.agreed_for(base.last)
    until, before = min(today, base.last), [year.period for year in earlier]
    reading = _reading(base, until, before, _read([*before, *months_begun(base, until)]))
    shown = {one.id for one in reading.known if not one.closed} | set(draft.lines) | (also or set())
    sides = {
        way: PlanSide(
            way,
            [
                PlanLine(line, reading.earlier(line.category_id), draft.lines.get(line.category_id))
                for line in reading.lines(way, agreed.lines if agreed else {})
                if line.category_id in shown
            ],
        )
        for way in rules.WAYS
    }
    return Plan(draft, base, earlier, agreed, today >= base.last, sides["in"], sides["out"])


@dataclass(frozen=True)
class Alone:
    """Money in, or money out, of a budget by itself; pence."""

    title: str
    lines: list[tuple[Choice, Planned]]

    @property
    def pence(self) -> int:
        return sum(one.pence for _, one in self.lines)


def alone(planned: Mapping[int, Planned]) -> tuple[Alone, Alone]:
    """A budget by itself: each kind of money in, and out, with what is planned for it."""
    known = [one for one in ledger.choices().of("category", closed=True) if one.id in planned]
    came, went = ([(one, planned[one.id]) for one in known if one.detail == way] for way in rules.WAYS)
    return Alone(rules.WAYS["in"], came), Alone(rules.WAYS["out"], went)


@dataclass(frozen=True)
class Start:
    """A way to begin a draft: its key, how it is offered, and the pence by category that it begins with."""

    key: str
    label: str
    note: str
    lines: Mapping[int, Planned]


def starts(year: FinancialYear) -> list[Start]:
    """How a draft for a year can begin, the usual way first; only what there is."""
    last = year.before(year_end())
    found: list[Start] = []
    own, theirs = _agreed_for_year(year), _agreed_for_year(last)
    if own is not None:
        note = f"Agreed on {long_day(own.agreed_on)}; change what has changed"
        found.append(Start("agreed", f"Version {own.number} of this very budget", note, own.lines))
    compared = compare(last, theirs)
    open_now = {one.id for one in ledger.choices().of("category")}
    likely = {
        line.category_id: Planned(line.forecast)
        for side in compared.sides
        for line in side.lines
        if line.forecast > 0 and line.category_id in open_now
    }
    if likely:
        found.append(_from_actual(compared, likely))
    if theirs is not None:
        kept = {row_id: Planned(one.pence) for row_id, one in theirs.lines.items() if row_id in open_now}
        found.append(Start("budget", f"The budget of {last.label}", "The same figures once more, without notes", kept))
    found.append(Start("empty", "Nothing", "You write every figure yourself", {}))
    return found


def _from_actual(compared: Compared, likely: Mapping[int, Planned]) -> Start:
    label = compared.year.label
    if compared.is_over:
        return Start("actual", f"What {label} came to", "Every kind of money in and out of that year", likely)
    return Start("actual", f"What {label} is likely to come to", "It still runs, so this is the forecast", likely)


def _agreed_for_year(year: FinancialYear) -> Agreed | None:
    found = queries.agreed_for(year.last)
    return found if found is not None and found.year == year else None
