"""What is worth a look in the spending of a grant: each rule by example, and never a false alarm in a tidy one."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.grants.worth import Looked, Text, Twice, Under, Unmet, worth_a_look
from tests.sweep import examples

pytestmark = pytest.mark.pure

ENDS = date(2026, 6, 30)
TIDY = Looked(
    fund_id=7,
    amount=40_000,
    until=date(2026, 3, 1),
    starts=date(2026, 1, 1),
    ends=ENDS,
    headings=(Under(1, "Wool", 25_000, 20_000), Under(2, "Bus fares", 15_000, 0)),
    spent=20_000,
    left=20_000,
)


def keys(**said: Any) -> list[str]:
    return [one.key for one in worth_a_look(replace(TIDY, **said))]


def words(**said: Any) -> str:
    [one] = worth_a_look(replace(TIDY, **said))
    return one.words


def test_a_tidy_grant_has_nothing_to_look_at() -> None:
    assert worth_a_look(TIDY) == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"before": 1_250}, "£12.50 was spent before the grant started on 1 January 2026"),
        ({"after": 2_000}, "£20 was spent after the grant ended on 30 June 2026"),
        ({"loose": 500}, "£5 was spent under no heading"),
        ({"loose": -500}, "More came back under no heading than was paid: £5"),
        ({"no_receipt": (1, 1_260)}, "One payment has no receipt yet: £12.60"),
        ({"no_receipt": (3, 3_000)}, "3 payments have no receipt yet: £30 in all"),
        (
            {"twice": (Twice(date(2026, 2, 3), 1_240, 2),)},
            "Two payments on 3 February 2026 are of the same sum to the same place: £12.40 each",
        ),
        ({"spent": 41_000}, "£410 was spent, which is £10 more than the grant"),
        ({"amount": 39_000}, "The headings come to £400, and the grant is £390"),
        (
            {"texts": (Text("Who came?", "Three women, and 2 people more", "grants.write_return", {}),)},
            "“Who came?” says “Three women” and “2 people”",
        ),
        (
            {"unmet": (Unmet("New people feel welcome.", 1_200, {}),)},
            "The funder would like 1,200 for “New people feel welcome”, and no figure stands beside it yet",
        ),
    ],
)
def test_each_is_said_with_its_figures(said: dict[str, Any], sentence: str) -> None:
    assert words(**said).startswith(sentence)


@pytest.mark.parametrize(
    ("spent", "may_move", "looks"),
    [
        (25_000, None, False),
        (25_001, None, True),
        (25_001, 0, True),
        (27_500, 10, False),
        (27_501, 10, True),
        (50_000, 100, False),
    ],
)
def test_a_heading_is_over_beyond_what_may_move_without_asking(spent: int, may_move: int | None, looks: bool) -> None:
    headings = (replace(TIDY.headings[0], spent=spent), TIDY.headings[1])
    assert keys(headings=headings, may_move=may_move) == (["over"] if looks else [])


def test_how_far_over_and_how_much_of_it_may_move_is_said() -> None:
    headings = (replace(TIDY.headings[0], spent=30_000), TIDY.headings[1])
    said = words(headings=headings, may_move=10)
    assert said == "“Wool” is £50 over the £250 that was agreed for it, and £25 of that may move without asking"


def test_more_came_back_under_a_heading_than_was_paid() -> None:
    assert keys(headings=(TIDY.headings[0], replace(TIDY.headings[1], spent=-300))) == ["refund"]


@pytest.mark.parametrize(
    ("until", "left", "looks"),
    [
        (ENDS - timedelta(weeks=8, days=1), 100, False),
        (ENDS - timedelta(weeks=8), 100, True),
        (ENDS + timedelta(days=1), 1, True),
        (ENDS + timedelta(days=1), 0, False),
        (ENDS + timedelta(days=1), -100, False),
    ],
)
def test_what_is_not_spent_is_asked_about_from_eight_weeks_before_the_end(until: date, left: int, looks: bool) -> None:
    assert keys(until=until, left=left) == (["unspent"] if looks else [])


def test_the_sentence_says_whether_it_has_ended() -> None:
    assert words(until=ENDS, left=100) == "£1 is not spent, and the grant ends on 30 June 2026"
    assert words(until=ENDS + timedelta(days=1), left=100) == "£1 is not spent, and the grant ended on 30 June 2026"


def test_of_a_grant_that_is_paid_afterwards_what_was_not_spent_counts() -> None:
    assert words(until=ENDS, left=-20_000, claimed=True).startswith("£200 is not spent")
    assert keys(until=ENDS, left=5_000, spent=40_000, claimed=True) == []


def test_a_grant_that_is_only_asked_for_has_nothing_to_look_at() -> None:
    assert keys(stage="applied", loose=500, spent=90_000) == []
    assert keys(stage="ended", loose=500) == ["no_heading"]


def test_closed_headings_do_not_have_to_add_up_and_their_spending_still_counts() -> None:
    headings = (*TIDY.headings, Under(3, "Tea", 1_000, 2_000, closed=True))
    assert keys(headings=headings) == ["over"]


def test_each_leads_to_the_lines_behind_it() -> None:
    found = worth_a_look(
        replace(TIDY, before=1, after=1, no_receipt=(1, 1), headings=(Under(9, "Wool", 40_000, 40_001),))
    )
    assert [(one.page, dict(one.where)) for one in found] == [
        ("ledger.cash_book", {"fund": 7, "to": "2025-12-31"}),
        ("ledger.cash_book", {"fund": 7, "from": "2026-07-01"}),
        ("ledger.cash_book", {"fund": 7, "heading": 9}),
        ("ledger.list_without_receipt", {"fund": 7}),
    ]


pence = st.integers(-1_000, 100_000)


@settings(max_examples=examples(60, 2_000))
@given(pence, pence, pence, pence, pence, st.integers(0, 5), st.booleans(), st.one_of(st.none(), st.integers(0, 100)))
def test_it_only_ever_asks_in_words_without_blame(
    before: int, after: int, loose: int, spent: int, left: int, many: int, claimed: bool, may_move: int | None
) -> None:
    looked = replace(
        TIDY,
        before=before,
        after=after,
        loose=loose,
        spent=spent,
        left=left,
        no_receipt=(many, many * 100),
        claimed=claimed,
        may_move=may_move,
        until=ENDS,
    )
    for one in worth_a_look(looked):
        said = f"{one.words} {one.usual}".lower()
        assert one.words and one.usual and not said.endswith(".")
        assert not {"must", "overdue", "failed", "breach", "wrong", "error"} & set(said.replace(",", " ").split())
        assert "−" not in one.words, "a sum is said without a sign"
