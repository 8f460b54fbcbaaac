"""How a year is likely to end, and how a budget is said: by example and by property."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from groupkit.budgets import rules
from groupkit.budgets.rules import BudgetLine, Planned
from groupkit.dates import FinancialYear, YearEnd
from groupkit.money import MOST_PENCE
from groupkit.refusal import Refused
from tests.sweep import examples

pytestmark = pytest.mark.pure

PENCE = st.integers(-50_000, 1_000_000)
MANY = settings(max_examples=examples(120, 3_000))


@st.composite
def a_year(draw: st.DrawFn) -> tuple[list[int], int, int, int]:
    """The sums of twelve months of which some are over, the month in which the book began, and a budget."""
    over = draw(st.integers(0, 12))
    begun = min(over + draw(st.integers(0, 1)), 12)
    months = [*draw(st.lists(PENCE, min_size=begun, max_size=begun)), *[0] * (12 - begun)]
    return months, over, draw(st.integers(0, over)), draw(st.integers(0, MOST_PENCE))


@pytest.mark.parametrize(
    ("months", "over", "budget", "likely"),
    [
        ([22] * 7, 7, 300, 22 * 12),
        ([22] * 7 + [5], 7, 300, 22 * 12),
        ([22] * 7 + [30], 7, 300, 22 * 11 + 30),
        ([0, 400, 0, 0, 0, 0], 6, 400, 400),
        ([0, 400, 0, 0, 0, 0], 6, 0, 400),
        ([0, 0, 0, 0, 0, 0], 6, 400, 400),
        ([20, 20, 520, 20, 20, 20], 6, 0, 620 + 6 * 20),
        ([20, 20], 2, 240, 240),
        ([20, 20], 2, 0, 40),
        ([10, 0, 10, 0], 4, 70, 70),
        ([10, 0, 10, 10], 4, 70, 30 + 8 * 10),
        ([-5, -5, -5], 3, 0, 0),
        ([], 0, 0, 0),
        ([9] * 12, 12, 500, 108),
        ([9] * 6 + [0] * 6, 12, 500, 54),
    ],
)
def test_what_is_likely_by_example(months: list[int], over: int, budget: int, likely: int) -> None:
    assert rules.forecast([*months, *[0] * (12 - len(months))], over, 0, budget) == likely


def test_months_before_the_book_began_are_not_months_with_nothing() -> None:
    months = [0, 0, 0, 0, 30, 30, 30, 0, 0, 0, 0, 0]
    assert rules.forecast(months, 7, 0, 0) == 90
    assert rules.forecast(months, 7, 4, 0) == 90 + 5 * 30


@MANY
@given(a_year(), st.integers(1, 10_000_000))
def test_one_large_month_counts_once_and_is_never_multiplied(year: tuple[list[int], int, int, int], more: int) -> None:
    months, over, began, budget = year
    assume(over > began)
    largest = max(range(began, over), key=lambda at: months[at])
    grown = [pence + (more if at == largest else 0) for at, pence in enumerate(months)]
    rise = rules.forecast(grown, over, began, budget) - rules.forecast(months, over, began, budget)
    assert 0 <= rise <= more
    if rules.usual_month(months[began:over]):
        assert rise == more


@MANY
@given(a_year())
def test_a_year_that_is_over_came_to_what_it_came_to(year: tuple[list[int], int, int, int]) -> None:
    months, _, began, budget = year
    assert rules.forecast(months, 12, began, budget) == sum(months)


@MANY
@given(a_year())
def test_likely_is_never_less_than_what_was_already(year: tuple[list[int], int, int, int]) -> None:
    months, over, began, budget = year
    months = [abs(pence) for pence in months]
    likely = rules.forecast(months, over, began, budget)
    assert likely >= sum(months)
    if over < rules.SHORTEST_PACE:
        assert likely == max(sum(months), budget)


@given(st.sampled_from(["03-31", "12-31", "04-05", "02-28", "08-31"]), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
@settings(max_examples=examples(60, 1_000))
def test_every_day_of_a_year_is_in_one_of_its_twelve_months(end: str, day: date) -> None:
    year = FinancialYear.holding(day, YearEnd.read(end))
    months = rules.months_of(year.first, year.last)
    assert len(months) == 12 and (months[0].first, months[-1].last) == (year.first, year.last)
    assert sum(day in month for month in months) == 1
    for one, following in pairwise(months):
        assert (following.first - one.last).days == 1


def a_line(way: str, budget: int | None, actual: int) -> BudgetLine:
    return BudgetLine(1, "Room hire", way, False, budget, (actual,), actual)


@pytest.mark.parametrize(
    ("way", "budget", "actual", "now", "afterwards"),
    [
        ("out", 500, 300, "£2.00 left", "£2.00 not spent"),
        ("out", 500, 800, "£3.00 over", "£3.00 over"),
        ("out", 500, 500, "just as planned", "just as planned"),
        ("in", 500, 300, "£2.00 still to come", "£2.00 less than planned"),
        ("in", 500, 800, "£3.00 more than planned", "£3.00 more than planned"),
        ("in", None, 800, "not in the budget", "not in the budget"),
    ],
)
def test_how_a_line_stands_is_said_in_words(
    way: str, budget: int | None, actual: int, now: str, afterwards: str
) -> None:
    line = a_line(way, budget, actual)
    assert (rules.how_it_stands(line, False), rules.how_it_stands(line, True)) == (now, afterwards)
    assert line.is_over == (way == "out" and actual > (budget or 0))


def test_the_difference_is_said_in_words() -> None:
    assert rules.difference(500, 500) == "As much comes in as goes out."
    assert rules.difference(600, 500) == "£1.00 more comes in than goes out."
    assert rules.difference(500, 600) == "£1.00 more goes out than comes in, and is paid from what there is."


@pytest.mark.parametrize("pence", [-1, MOST_PENCE + 1])
def test_a_sum_that_no_book_holds_is_refused_beside_its_field(pence: int) -> None:
    rules.check_planned({4: Planned(0), 5: Planned(MOST_PENCE)}, {4: "Subs", 5: "Room hire"}, set())
    with pytest.raises(Refused) as said:
        rules.check_planned({4: Planned(pence)}, {4: "Subs"}, set())
    assert said.value.field == "amount_4"


def test_a_closed_category_only_keeps_a_figure_that_it_had() -> None:
    rules.check_planned({4: Planned(100)}, {}, {4})
    with pytest.raises(Refused, match="closed since"):
        rules.check_planned({4: Planned(100)}, {}, set())
