"""Who may say yes, what is never written down, and counting: by example and by property."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.payments import rules
from groupkit.payments.rules import Circle
from groupkit.refusal import Refused
from tests.sweep import examples

pytestmark = pytest.mark.pure

MARKS = st.dictionaries(st.integers(1, 6), st.booleans())
PEOPLE = st.frozensets(st.integers(1, 8))


@pytest.mark.parametrize(
    ("marks", "pairs"),
    [
        ({}, set()),
        ({1: False, 2: False}, set()),
        ({1: True, 2: True, 3: False}, {(1, 2)}),
        ({1: True, 2: False, 3: False}, {(1, 2), (1, 3)}),
        ({1: True, 2: True, 3: True}, {(1, 2), (1, 3), (2, 3)}),
    ],
)
def test_who_may_be_related(marks: dict[int, bool], pairs: set[tuple[int, int]]) -> None:
    assert rules.pairs_of(marks) == {frozenset(pair) for pair in pairs}


@given(PEOPLE, MARKS)
@settings(max_examples=examples(100, 2_000), deadline=None)
def test_counting_is_the_largest_set_without_a_pair(people: frozenset[int], marks: dict[int, bool]) -> None:
    pairs = rules.pairs_of(marks)
    best = max(
        size
        for size in range(len(people) + 1)
        for some in combinations(people, size)
        if not any(frozenset(two) in pairs for two in combinations(some, 2))
    )
    assert rules.counting(people, pairs) == best


@given(PEOPLE, PEOPLE, MARKS, st.integers(1, 8) | st.none(), st.integers(1, 3))
@settings(max_examples=examples(100, 2_000), deadline=None)
def test_whoever_is_let_say_yes_counts_one_more(
    here: frozenset[int], paper: frozenset[int], marks: dict[int, bool], claimant: int | None, needed: int
) -> None:
    circle = Circle(here, paper, rules.pairs_of(marks), claimant)
    said: list[int] = []
    for person in sorted(here | paper):
        if not circle.why_not(person, said):
            assert person != claimant and person in circle.able
            said.append(person)
            assert circle.votes(said) == len(said)
    assert circle.votes(said) <= circle.most
    try:
        circle.check_exception(said, needed)
        assert circle.most < needed and circle.votes(said) == circle.most
    except Refused:
        assert circle.most >= needed or circle.votes(said) < circle.most


def test_the_one_who_gets_the_money_and_their_relations_never_count() -> None:
    circle = Circle(frozenset({1, 2, 3, 4}), frozenset(), rules.pairs_of({1: True, 2: True}), claimant=1)
    assert circle.able == {3, 4}
    assert circle.votes({1, 2, 3}) == 1
    assert "gets the money" in circle.why_not(1, [])
    assert "may be related" in circle.why_not(2, [])
    assert circle.why_not(3, []) == "" and circle.why_not(9, []) != ""


@pytest.mark.parametrize(
    ("words", "card"),
    [
        ("4111 1111 1111 1111", True),
        ("my card 4111-1111-1111-1111 please", True),
        ("4111.1111.1111.1111", True),
        ("٤١١١١١١١١١١١١١١١", True),
        ("invoice 42 of 12 May 2026", False),
        ("07700 900142", False),
        ("0000 0000 0000 0000", False),
        ("", False),
    ],
)
def test_numbers_of_cards(words: str, card: bool) -> None:
    if card:
        with pytest.raises(Refused, match="card"):
            rules.check_no_card(words, "purpose")
    else:
        rules.check_no_card(words, "purpose")


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ("to the account that ends in 1234", True),
        ("in cash at the next meeting", True),
        ("12-34-56 and 12345678", False),
        ("20 00 00", False),
        ("account 123 45", False),
        ("4111 1111 1111 1111", False),
    ],
)
def test_how_somebody_is_paid_holds_four_figures_at_most(words: str, fits: bool) -> None:
    if fits:
        rules.check_short_numbers(words, "how")
    else:
        with pytest.raises(Refused):
            rules.check_short_numbers(words, "how")


@given(st.text(max_size=60))
@settings(max_examples=examples(200, 5_000), deadline=None)
def test_any_words_are_read_without_a_fault(words: str) -> None:
    for check in (rules.check_no_card, rules.check_short_numbers):
        try:
            check(words, "how")
        except Refused as refused:
            assert refused.field == "how"


def test_a_petty_cash_tin() -> None:
    assert rules.Petty(4_000, 2_210, 1_790).agrees
    assert not rules.Petty(4_000, 2_210, 1_700).agrees
    assert rules.difference_in_words(900, 1_020) == "£1.20 short"
    assert rules.difference_in_words(1_070, 1_020) == "£0.50 over"
    assert rules.difference_in_words(1_020, 1_020) == "just what the book says"


def test_how_long_it_waits() -> None:
    assert rules.waiting_in_words(0) == "asked for today"
    assert rules.waiting_in_words(1) == "waiting 1 day" and rules.waiting_in_words(12) == "waiting 12 days"
