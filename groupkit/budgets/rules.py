"""What a budget may say, how a year is likely to end, and how that is said in words. Pure; all sums are whole pence.

A budget sets what was planned beside what happened and what is likely (DOMAIN 4.11).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from groupkit.dates import FinancialYear, Period, long_day, months_after
from groupkit.money import MOST_PENCE, pounds
from groupkit.refusal import Refused

FORECAST = (
    "“Likely” is what has happened so far, plus a usual month for each month still to come, or what is left of the "
    "budget where most months had nothing."
)
"""The rule of `forecast`, as it stands on every page that shows one."""
USUAL_MONTH = (
    "A usual month is the middle one when the months that are over are put in order of size. So one large month, such "
    "as a grant or an outing, counts once and is not multiplied. With fewer than three months over, it is too early "
    "to tell, and what is left of the budget counts."
)
SHORTEST_PACE = 3
"""How many months have to be over before there is a usual one."""

WAYS = {"in": "Money in", "out": "Money out"}


@dataclass(frozen=True)
class Planned:
    """What is planned for a category, in pence, with a note perhaps."""

    pence: int
    note: str = ""


@dataclass(frozen=True)
class BudgetLine:
    """A category in a year, in pence: what was planned (None when it is not in the budget), what was so far, likely.

    `months` is what was in each month of the year, nothing in those that have not begun.
    """

    category_id: int
    name: str
    direction: str
    closed: bool
    budget: int | None
    months: tuple[int, ...]
    forecast: int
    note: str = ""

    @property
    def actual(self) -> int:
        """What came in or went out so far."""
        return sum(self.months)

    @property
    def left(self) -> int:
        """The budget less what was so far; below nothing when there was more."""
        return (self.budget or 0) - self.actual

    @property
    def is_over(self) -> bool:
        """Whether more was spent than planned."""
        return self.direction == "out" and self.left < 0


def months_of(first: date, last: date) -> list[Period]:
    """The months of a year as its first day numbers them: from the 6th to the 5th where it begins on the 6th."""
    found: list[Period] = []
    begins = first
    while begins <= last:
        following = months_after(first, len(found) + 1)
        found.append(Period(begins, min(following - timedelta(days=1), last)))
        begins = following
    return found


def usual_month(over: Sequence[int]) -> int:
    """The middle one of the months that are over, in pence; of two in the middle the smaller, and never below nothing.

    Nothing while fewer than three are over, and where half of them or more had nothing.
    """
    if len(over) < SHORTEST_PACE:
        return 0
    return max(sorted(over)[(len(over) - 1) // 2], 0)


def forecast(months: Sequence[int], over: int, began: int, budget: int) -> int:
    """What a category is likely to come to by the end of the year, in pence: the rule that `FORECAST` says.

    `months` are the sums of all months of the year, of which the first `over` have ended; the book began in the one
    numbered `began`. A month that is running counts as at least a usual one.
    """
    usual = usual_month(months[began:over])
    if usual or over >= len(months):
        return sum(months[:over]) + sum(max(one, usual) for one in months[over:])
    return max(sum(months), budget)


def how_it_stands(line: BudgetLine, year_over: bool) -> str:
    """What is left or too much, in words: `£12.00 left`, `£3.50 over`, `£20.00 still to come`."""
    if line.budget is None:
        return "not in the budget"
    return stands(line.direction, line.left, year_over)


def stands(direction: str, left: int, year_over: bool) -> str:
    """The same for any sum of money in or out; `left` is the budget less what was so far, in pence."""
    if not left:
        return "just as planned"
    if direction == "out":
        return f"{pounds(-left)} over" if left < 0 else f"{pounds(left)} {'not spent' if year_over else 'left'}"
    if left < 0:
        return f"{pounds(-left)} more than planned"
    return f"{pounds(left)} {'less than planned' if year_over else 'still to come'}"


def difference(came: int, went: int) -> str:
    """What a budget means for what there is: `£20.00 more goes out than comes in`; both in pence."""
    if came == went:
        return "As much comes in as goes out."
    if came > went:
        return f"{pounds(came - went)} more comes in than goes out."
    return f"{pounds(went - came)} more goes out than comes in, and is paid from what there is."


def total(lines: Iterable[BudgetLine], what: str) -> int:
    """The sum over some lines of their `budget`, `actual` or `forecast`, in pence."""
    return sum(getattr(line, what) or 0 for line in lines)


def check_planned(planned: Mapping[int, Planned], names: Mapping[int, str], may_be_closed: set[int]) -> None:
    """Refused, beside its field, for a category that cannot be planned for, and for a sum that no book holds.

    `names` are the open categories by row; those in `may_be_closed` had a figure before they were closed.
    """
    for category_id, one in planned.items():
        if category_id not in names and category_id not in may_be_closed:
            raise Refused("This kind of money has been closed since. Leave it empty", f"amount_{category_id}")
        if not 0 <= one.pence <= MOST_PENCE:
            raise Refused("Write an amount that a book can hold, and no minus sign", f"amount_{category_id}")


def check_agreed_on(day: date, year: FinancialYear, before: date | None, today: date) -> None:
    """Refused for a day that has not come, lies after the year, or before an earlier version was agreed."""
    if day > today:
        raise Refused("That day has not come yet", "agreed_on")
    if day > year.last:
        raise Refused(
            f"This year ended on {long_day(year.last)}. Write the day in it on which the budget was agreed", "agreed_on"
        )
    if before is not None and day < before:
        raise Refused(f"The version before this one was agreed on {long_day(before)}, which is later", "agreed_on")


def check_not_empty(planned: Mapping[int, Planned]) -> None:
    """Refused for a budget with nothing in it."""
    if not any(one.pence for one in planned.values()):
        raise Refused("There is nothing in it yet. Write at least one figure first")
