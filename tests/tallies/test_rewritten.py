"""Gatherings that were a mistake and were written again: which row stands in the place of which."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.dates import Period
from groupkit.tallies.figures import SessionRow, TallyFigures, as_figures
from groupkit.tallies.rewritten import in_doubt, renamed, written_again
from tests.sweep import examples

pytestmark = pytest.mark.pure

MAY = Period(date(2026, 5, 1), date(2026, 5, 31))
KINDS = {1: "Tuesdays", 2: "Walks"}


def row(number: int, day: int, kind: int = 1, came: int = 9, standing: str = "held") -> SessionRow:
    return SessionRow(number, date(2026, 5, day), kind, standing, came, False, 2, 60)


def tallies(*rows: SessionRow) -> TallyFigures:
    right = tuple(one for one in rows if one.standing != "mistake")
    mistaken = tuple(one for one in rows if one.standing == "mistake")
    return TallyFigures(MAY, right, KINDS, (), (), mistaken=mistaken)


def gone(one: SessionRow) -> SessionRow:
    return replace(one, standing="mistake")


def test_the_row_of_the_same_day_kind_and_number_stands_in_its_place() -> None:
    old = row(1, 5)
    paper = as_figures(tallies(old))
    now = tallies(gone(old), row(2, 5, came=11), row(3, 5), row(4, 5, kind=2), row(5, 6))
    assert written_again(paper, now) == {1: 3}
    assert {name for one in renamed(paper, {1: 3}) for name in one.atoms} == {"session 3", "new at session 3"}
    assert written_again(paper, tallies(gone(old), row(2, 5, came=11))) == {1: 2}, "put right as it was written again"
    assert written_again(paper, tallies(gone(old), row(2, 5, kind=2))) == {1: 2}, "the kind was the mistake"
    assert written_again(paper, tallies(gone(old), row(2, 5, kind=2, came=11), row(3, 6))) == {}


def test_one_that_was_written_twice_is_nobody_else() -> None:
    """Both stood on the paper, so the one that is left is not the one that went."""
    first, twice = row(1, 5), row(2, 5)
    assert written_again(as_figures(tallies(first, twice)), tallies(first, gone(twice))) == {}


def test_another_day_with_as_many_is_only_a_doubt() -> None:
    old = row(1, 5)
    paper = as_figures(tallies(old))
    [sentence] = in_doubt(paper, tallies(gone(old), row(2, 6)))
    assert sentence.startswith("The gathering of 5 May 2026 stands in an earlier return or form")
    assert list(in_doubt(paper, tallies(gone(old), row(2, 6, came=8)))) == []
    assert list(in_doubt(paper, tallies(gone(old), row(2, 5), row(3, 6)))) == []
    assert list(in_doubt([], tallies(gone(old), row(2, 6)))) == [], "it stands on no paper"


ROWS = st.lists(st.tuples(st.integers(5, 7), st.sampled_from([1, 2]), st.integers(3, 5)), max_size=6)


@settings(max_examples=examples(25, 400), deadline=None)
@given(ROWS, st.data())
def test_numbers_stay_and_no_two_become_one(told: list[tuple[int, int, int]], data: Any) -> None:
    rows = [row(number, *one) for number, one in enumerate(told, 1)]
    on_paper = data.draw(st.frozensets(st.sampled_from(rows))) if rows else frozenset()
    mistakes = data.draw(st.frozensets(st.sampled_from(rows))) if rows else frozenset()
    paper = as_figures(tallies(*sorted(on_paper, key=lambda one: one.id)), across=True)
    now = tallies(*(gone(one) if one in mistakes else one for one in rows))
    instead = written_again(paper, now)
    assert len(set(instead.values())) == len(instead)
    assert instead.keys() <= {one.id for one in on_paper & mistakes}
    assert not set(instead.values()) & {one.id for one in on_paper | mistakes}
    after = renamed(paper, instead)
    assert [(one.key, one.value, len(one.parts)) for one in after] == [
        (one.key, one.value, len(one.parts)) for one in paper
    ]
