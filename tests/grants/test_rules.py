"""What a grant may say, and how its headings add up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupkit.grants.rules import MOST_HEADINGS, Budget, check_budgets, check_grant, fund_name, headings_note
from groupkit.refusal import Refused

pytestmark = pytest.mark.pure

JAN, JUNE = date(2026, 1, 1), date(2026, 6, 30)


@pytest.mark.parametrize(
    "said",
    [
        (1, None, None, None),
        (40_000, JAN, JUNE, JUNE),
        (40_000, JAN, JAN, JAN),
        (1_000_000_000, None, JAN, None),
    ],
)
def test_a_grant_with_days_in_order_is_right(said: tuple[int, date | None, date | None, date | None]) -> None:
    check_grant(*said)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ((0, None, None, None), "amount"),
        ((-1, None, None, None), "amount"),
        ((100, JUNE, JAN, None), "ends"),
        ((100, JUNE, None, JAN), "due"),
    ],
)
def test_what_cannot_be_is_refused_on_its_field(
    said: tuple[int, date | None, date | None, date | None], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        check_grant(*said)
    assert refused.value.field == field


def test_a_heading_stands_there_once() -> None:
    with pytest.raises(Refused, match="Wool"):
        check_budgets([Budget("Wool", 1), Budget("wool", 2)])
    with pytest.raises(Refused):
        check_budgets([Budget(str(number), 1) for number in range(MOST_HEADINGS + 1)])
    check_budgets([])


@given(st.text(min_size=1, max_size=80), st.integers(0, 4))
def test_a_fund_gets_a_name_that_fits_and_that_no_other_has(funder: str, before: int) -> None:
    taken: list[str] = []
    for _ in range(before):
        taken.append(fund_name(funder, taken))
    name = fund_name(funder, taken)
    assert len(name) <= 60
    assert name.casefold() not in {one.casefold() for one in taken}


def test_the_usual_name_of_a_fund() -> None:
    assert fund_name("Community Chest", []) == "Community Chest grant"
    assert fund_name("Community Chest", ["community chest GRANT"]) == "Community Chest grant 2"


@pytest.mark.parametrize(
    ("amount", "budgets", "words"),
    [
        (40_000, [], ""),
        (40_000, [25_000, 15_000], ""),
        (40_000, [39_000], "£10 has no heading yet"),
        (40_000, [40_050], "£0.50 less"),
    ],
)
def test_headings_that_do_not_add_up_get_a_word_and_no_refusal(amount: int, budgets: list[int], words: str) -> None:
    said = headings_note(amount, budgets)
    assert words in said
    assert bool(said) == bool(words)
