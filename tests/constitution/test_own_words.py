"""A clause in the group's own words: what the form begins with, and how it speaks of other clauses."""

from dataclasses import replace

import pytest

from groupkit.constitution.own_words import as_kept, as_typed
from groupkit.constitution.reading import read_stock
from groupkit.constitution.shapes import Shape
from groupkit.constitution.text import Choices, OwnWords, Text, compose
from groupkit.refusal import Refused

pytestmark = pytest.mark.pure


@pytest.fixture(scope="module")
def shape() -> Shape:
    return read_stock(None).starting_points["small_association"]


@pytest.fixture(scope="module")
def choices(shape: Shape) -> Choices:
    usual = {key: asked.usual for key, asked in shape.asks().items() if asked.usual is not None}
    return Choices("Hill Street Mornings", shape.nations[0], shape.key, usual)


@pytest.fixture(scope="module")
def text(shape: Shape, choices: Choices) -> Text:
    return compose(shape, choices)


def test_every_clause_taken_into_own_words_says_the_same(shape: Shape, choices: Choices, text: Text) -> None:
    own = {clause.key: OwnWords(clause.title, as_kept(as_typed(clause, text), text, shape)) for clause in text.clauses}
    after = compose(shape, replace(choices, own=own))
    assert [clause.words for clause in after.clauses] == [clause.words for clause in text.clauses]
    assert not after.broken


@pytest.mark.parametrize("typed", ["[clause: Voting]", "[Clause:voting]", "[ clause : VOTING ]"])
def test_a_title_is_known_however_it_is_typed(shape: Shape, text: Text, typed: str) -> None:
    assert as_kept(f"See {typed}.", text, shape) == "See [clause: voting]."


@pytest.mark.parametrize("typed", ["[voting]", "clause: Voting", "{clause voting}", "[clause: Voting"])
def test_other_brackets_are_words(shape: Shape, text: Text, typed: str) -> None:
    assert as_kept(typed, text, shape) == typed


def test_the_nearest_title_is_offered(shape: Shape, text: Text) -> None:
    with pytest.raises(Refused, match="Did you mean “Voting”"):
        as_kept("See [clause: Voteing].", text, shape)
