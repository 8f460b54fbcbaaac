"""Pairing lines of the bank's with the book, and what is left over on a statement."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.bank import rules
from groupkit.bank.rules import Seen, Written
from tests.sweep import examples

pytestmark = pytest.mark.pure
DAY = date(2026, 6, 1)


def day(n: int) -> date:
    return DAY + timedelta(days=n)


def test_the_nearest_day_with_the_same_amount_is_the_one() -> None:
    lines = [Seen(1, day(0), -200), Seen(2, day(5), -200)]
    written = [Written(7, day(6), -200), Written(8, day(-1), -200), Written(9, day(0), 200)]
    assert rules.pairs(lines, written) == {1: 8, 2: 7}


def test_two_alike_on_one_day_are_two() -> None:
    lines = [Seen(1, day(0), -200), Seen(2, day(0), -200)]
    assert rules.pairs(lines, [Written(7, day(0), -200)]) == {1: 7}
    assert rules.pairs(lines, [Written(7, day(0), -200), Written(8, day(0), -200)]) == {1: 7, 2: 8}


@pytest.mark.parametrize(("apart", "near"), [(10, True), (-10, True), (11, False), (-11, False)])
def test_ten_days_are_near(apart: int, near: bool) -> None:
    assert bool(rules.pairs([Seen(1, day(0), 5)], [Written(2, day(apart), 5)])) is near


SEEN = st.builds(Seen, st.integers(1, 40), st.integers(0, 20).map(day), st.integers(-3, 3))
WRITTEN = st.builds(Written, st.integers(1, 40), st.integers(0, 20).map(day), st.integers(-3, 3))


@settings(max_examples=examples(100, 3_000))
@given(st.lists(SEEN, unique_by=lambda one: one.line_id), st.lists(WRITTEN, unique_by=lambda one: one.entry_id))
def test_each_entry_is_used_once_and_nothing_that_fits_is_left(lines: list[Seen], written: list[Written]) -> None:
    found = rules.pairs(lines, written)
    assert len(set(found.values())) == len(found)
    by_line, by_entry = {one.line_id: one for one in lines}, {one.entry_id: one for one in written}
    for line_id, entry_id in found.items():
        assert by_line[line_id].pence == by_entry[entry_id].pence
        assert abs(by_line[line_id].day - by_entry[entry_id].day) <= rules.NEAR
    for line in lines:
        for one in written:
            fits = line.pence == one.pence and abs(line.day - one.day) <= rules.NEAR
            assert not fits or line.line_id in found or one.entry_id in found.values()


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("CARD PAYMENT TO HALL TRUST ON 03 MAR REF 8841", "hall trust mar"),
        ("Hall-Trust Ltd.", "hall trust"),
        ("FP 12/03 123456", "fp"),
        ("", ""),
    ],
)
def test_what_comes_again_each_month_is_kept(words: str, left: str) -> None:
    assert rules.stem(words) == left


def test_a_rule_does_not_mind_capitals_and_spaces() -> None:
    assert rules.holds("DD  HALL   TRUST 882", "hall trust")
    assert not rules.holds("HALLTRUST", "hall trust")


PENCE = st.dictionaries(st.integers(1, 9), st.integers(-500, 500), max_size=9)


@settings(max_examples=examples(100, 3_000))
@given(PENCE, PENCE, st.sets(st.integers(1, 9)))
def test_what_is_ticked_and_what_is_left_are_the_whole_book(
    left: dict[int, int], since: dict[int, int], some: set[int]
) -> None:
    everything = rules.uncleared(left, since, {})
    ticked = {entry: pence for entry, pence in everything.items() if entry in some}
    rest = rules.uncleared(left, since, ticked)
    assert sum(rest.values()) + sum(ticked.values()) == sum(left.values()) + sum(since.values())
    assert not set(rest) & set(ticked)
    assert rules.difference(1_000 + sum(ticked.values()), 1_000, ticked.values()) == 0


def test_half_a_year_is_old() -> None:
    assert not rules.is_old(date(2026, 1, 1), date(2026, 7, 3))
    assert rules.is_old(date(2026, 1, 1), date(2026, 7, 4))


def test_a_file_beside_what_is_here() -> None:
    assert rules.compare([("a", "1"), ("b", "2"), ("c", "z")], ["b", "z"]) == rules.Compared((0,), (1, 2))
