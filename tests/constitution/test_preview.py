"""The clause as it will read: for every answer it says what the saved text would."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from groupkit.constitution.clauses import ANY_ANSWER, NO_ANSWER, Asked
from groupkit.constitution.preview import Preview, pieces, preview
from groupkit.constitution.reading import read_stock
from groupkit.constitution.shapes import Shape
from groupkit.constitution.text import Choices, OwnWords, asked_in, compose
from groupkit.questions import Kind
from groupkit.words import and_list
from tests.sweep import LONG

pytestmark = pytest.mark.pure


def choices_of(shape: Shape, **answers: Any) -> Choices:
    return Choices("Hill Street Mornings", shape.nations[0], shape.key, answers)


def answers_to(asked: Asked) -> Iterator[Any]:
    """Some answers of each kind; the first says nothing."""
    yield None
    kind, options = asked.question.kind, asked.question.options
    if kind is Kind.YES_NO:
        yield from (True, False)
    elif kind is Kind.CHOICE:
        yield from options
    elif kind is Kind.SEVERAL:
        yield from ([options[0]], list(options[1:3]), list(options))
    elif kind in (Kind.NUMBER, Kind.MONEY):
        yield from (1, 2, 10, 11, 1_200)
    else:
        yield "Some words"


def shown(found: Preview, asked: Asked, answer: Any) -> list[str]:
    """What the page's script makes of a preview when this is the answer."""
    said = pieces(asked, answer)
    holds = {*(said or found.usual)}
    holds = {*holds, ANY_ANSWER} if holds else {NO_ANSWER}
    words = []
    for paragraph in found.paragraphs:
        if all(condition.holds(holds) for condition in paragraph.conditions):
            spans = [
                (and_list(said) if said else one.otherwise) if one.answers else one.span.words
                for one in paragraph.spans
            ]
            words.append("".join(spans))
    return words


def saved(shape: Shape, choices: Choices, asked: Asked, answer: Any) -> list[str]:
    """What the text says once this is the answer; a question that needs one stays open without."""
    others = {key: value for key, value in choices.answers.items() if key != asked.key}
    settled = answer is not None or asked.question.optional
    text = compose(shape, replace(choices, answers=others | ({asked.key: answer} if settled else {})))
    clause = next(one.key for one in shape.clauses if any(each.key == asked.key for each in one.clause.asks))
    found = text.clause(clause)
    assert found is not None
    return [paragraph.words for paragraph in found.paragraphs]


@pytest.mark.parametrize("key", ["small_association", "consensus_association"])
def test_the_live_clause_says_what_the_saved_one_would(key: str) -> None:
    shape = read_stock(None).starting_points[key]
    choices = choices_of(shape)
    asked_here = list(asked_in(shape, choices).values())
    conditional = {name for one in shape.clauses for sentence in one.clause.says for name in sentence.when}
    for asked in asked_here if LONG else [one for one in asked_here if one.key in conditional]:
        found = preview(shape, choices, asked)
        assert found is not None
        for answer in answers_to(asked):
            assert shown(found, asked, answer) == saved(shape, choices, asked, answer), (asked.key, answer)


def test_it_says_the_same_whatever_stood_before() -> None:
    shape = read_stock(None).starting_points["consensus_association"]
    asked = shape.asks()["has_fallback"]
    for before in (True, False):
        choices = choices_of(shape, has_fallback=before, fallback="at least four fifths", consensus_meetings=1)
        found = preview(shape, choices, asked)
        assert found is not None
        for answer in (True, False, None):
            assert shown(found, asked, answer) == saved(shape, choices, asked, answer)


def test_the_numbers_of_now_stand_beside_what_holds_now() -> None:
    shape = read_stock(None).starting_points["small_association"]
    found = preview(shape, choices_of(shape, officers=["treasurer"]), shape.asks()["officers"])
    assert found is not None
    assert [one.number for one in found.paragraphs if one.item and one.shown] == ["(a)"]
    assert not [one.number for one in found.paragraphs if not one.shown and one.number]


def test_a_clause_in_own_words_stays_as_it_is_and_one_left_out_has_no_preview() -> None:
    shape = read_stock(None).starting_points["small_association"]
    asked = shape.asks()["casting_vote"]
    own = replace(choices_of(shape), own={"casting_vote": OwnWords("Ties", "We toss a coin.")})
    found = preview(shape, own, asked)
    assert found is not None and found.own and not found.paragraphs
    assert preview(shape, replace(choices_of(shape), left_out=frozenset({"casting_vote"})), asked) is None
