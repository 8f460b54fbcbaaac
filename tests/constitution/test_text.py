"""Putting a text together: blanks, conditions, references, own words, numbers and the order."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.constitution.clauses import ANY_ANSWER, NO_ANSWER
from groupkit.constitution.content import Content, freeze, rule_values, thaw
from groupkit.constitution.text import (
    Choices,
    OwnWords,
    Text,
    asked_in,
    clauses_in,
    compose,
    plain_lines,
    say_number,
)
from groupkit.constitution.veil import OWN_WORDS_HERE, veiled
from groupkit.history import canonical
from tests.constitution.shapes import LATER, QUORUM, choices, shape, shipped, usual_answers
from tests.sweep import examples

pytestmark = pytest.mark.pure

ANSWERS: dict[str, Any] = {
    "quorum_number": 4,
    "again": "a month later",
    "ways": ["by phone", "by post"],
    "why_not": None,
    "wait": False,
}


def words(**more: Any) -> list[str]:
    return list(plain_lines(compose(shape(), choices(**{"answers": ANSWERS, **more}))))


def test_answers_stand_in_the_blanks_as_people_say_them() -> None:
    assert words() == [
        "1. How many must be there",
        "1.1 A meeting of Lantern Street can decide when four members are there.",
        "1.2 If fewer are there, clause 2 holds.",
        "2. Not enough people",
        "2.1 We meet again a month later and tell people by phone and by post.",
        "2.2 See clause 1.",
    ]


def test_conditions_bring_in_paragraphs_items_and_questions() -> None:
    said = words(answers={**ANSWERS, "wait": True, "wait_minutes": 20, "why_not": "ring the bell"})
    assert "2.2 First we wait 20 minutes." in said
    assert said[-3:] == ["2.3 Also:", "(a) ring the bell", "2.4 See clause 1."]
    assert "wait_minutes" not in asked_in(shape(), choices(answers=ANSWERS))
    assert "wait_minutes" in asked_in(shape(), choices())  # an open question counts as what is usual


def test_an_open_question_shows_what_is_usual_and_is_open() -> None:
    text = compose(shape(), choices())
    first = text.clauses[0].paragraphs[0]
    assert first.words == "A meeting of Lantern Street can decide when five members are there."
    assert [span.open for span in first.spans if span.question == "quorum_number"] == [True]
    assert set(text.open) == {"quorum_number", "again", "ways", "why_not", "wait", "wait_minutes"}
    assert "tell people ……" in text.clauses[1].words


def test_what_was_left_empty_is_settled() -> None:
    text = compose(shape(), choices(answers=ANSWERS))
    assert text.open == () and text.broken == ()


def test_leaving_a_clause_out_renumbers_and_references_follow() -> None:
    assert words(left_out=frozenset({"later"})) == [
        "1. How many must be there",
        "A meeting of Lantern Street can decide when four members are there.",
    ]
    broken = compose(shape(), choices(answers=ANSWERS, left_out=frozenset({"quorum"})))
    assert broken.broken == (("later", "quorum"),)
    assert "See clause ……." in broken.clauses[0].words


def test_the_order_is_the_groups_and_a_new_clause_stands_where_it_usually_does() -> None:
    assert words(order=("later", "quorum"))[0] == "1. Not enough people"
    assert clauses_in(shape(), choices(order=("later",))) == ["quorum", "later"]
    assert clauses_in(shape(), choices(order=("quorum", "gone"))) == ["quorum", "later"]


def test_own_words_keep_numbers_items_and_references() -> None:
    own = {
        "quorum": OwnWords(
            "Who has to come", "Everybody who can.\n- the chair\n- two others\nAnd see [clause: not enough people]."
        ),
        "own-1": OwnWords("Tea", "There is tea."),
    }
    assert words(own=own, order=("own-1", "quorum", "later"))[:7] == [
        "1. Tea",
        "There is tea.",
        "2. Who has to come",
        "2.1 Everybody who can.",
        "(a) the chair",
        "(b) two others",
        "2.2 And see clause 3.",
    ]


def test_a_reference_in_own_words_to_nothing_is_broken() -> None:
    text = compose(shape(), choices(answers=ANSWERS, own={"own-1": OwnWords("Tea", "See [clause: Biscuits].")}))
    assert text.broken == (("own-1", "Biscuits"),)


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (1, "year", "one year"),
        (0, "year", "no years"),
        (10, "day", "ten days"),
        (14, "day", "14 days"),
        (3, "", "three"),
        (1200, "person", "1,200 people"),
    ],
)
def test_numbers_are_said_as_people_say_them(number: int, unit: str, said: str) -> None:
    assert say_number(number, unit) == said


def test_a_friend_reads_no_words_of_anybodys_own() -> None:
    own = {"own-1": OwnWords("About Skerryvore", "Skerryvore brings the tea.")}
    text = veiled(compose(shape(), choices(answers={**ANSWERS, "why_not": "ask Pibroch"}, own=own)))
    said = "\n".join([*plain_lines(text), *(one.words for one in text.in_short)])
    assert "Skerryvore" not in said and "Pibroch" not in said
    assert said.count(OWN_WORDS_HERE) == 2 and "four members" in said


def test_a_friend_reads_the_name_by_which_they_know_the_group() -> None:
    made = shipped("small_association")
    given = {**usual_answers(made), "name": "Skerryvore Pals", "aims": "to help Pibroch"}
    text = compose(made, Choices("Skerryvore", made.nations[0], made.key, given))
    said = "\n".join(plain_lines(veiled(text, "Lantern Street")))
    assert "The name of the group is Lantern Street." in said and "Pals" not in said and "Pibroch" not in said
    assert OWN_WORDS_HERE in said


def test_what_is_kept_comes_back_as_it_was() -> None:
    made, chosen = shape(), choices(answers=ANSWERS, own={"own-1": OwnWords("Tea", "There is tea.")}, order=("own-1",))
    content = Content(made, chosen, compose(made, chosen))
    back = thaw(freeze(content))
    assert canonical(freeze(back)) == canonical(freeze(content))
    assert back.text == content.text
    assert compose(back.shape, back.choices) == content.text


def test_the_rulebook_gets_what_the_text_says_and_its_clause() -> None:
    made = shape()
    chosen = choices(answers=ANSWERS, order=("later", "quorum"))
    assert rule_values(Content(made, chosen, compose(made, chosen))) == {"quorum_general_number": ("4", 2)}
    out = choices(answers=ANSWERS, left_out=frozenset({"quorum"}))
    assert rule_values(Content(made, out, compose(made, out))) == {}


values = {
    "quorum_number": st.integers(0, 300),
    "again": st.sampled_from(["a week later", "a month later", "gone from the library"]),
    "ways": st.lists(st.sampled_from(["by phone", "by text", "by post"]), unique=True),
    "why_not": st.none() | st.text(max_size=30),
    "wait": st.booleans(),
    "wait_minutes": st.integers(0, 90),
}
texts = st.fixed_dictionaries({}, optional=values)


def _counts_up(text: Text) -> bool:
    numbers = [clause.number for clause in text.clauses]
    return numbers == list(range(1, len(numbers) + 1))


@settings(max_examples=examples(60, 1_000), deadline=None)
@given(
    answers=texts,
    left_out=st.sets(st.sampled_from(["quorum", "later"])),
    order=st.lists(st.sampled_from(["quorum", "later", "own-1", "nowhere"]), unique=True),
    own=st.dictionaries(st.sampled_from(["quorum", "own-1"]), st.text("ab -\n[]{}:()clause", max_size=60)),
)
def test_whatever_is_chosen_the_numbers_count_up_and_nothing_is_lost(
    answers: dict[str, Any], left_out: set[str], order: list[str], own: dict[str, str]
) -> None:
    made = shape(QUORUM, LATER)
    chosen = choices(
        answers=answers,
        left_out=frozenset(left_out),
        order=tuple(order),
        own={key: OwnWords("A title", said) for key, said in own.items()},
    )
    text = compose(made, chosen)
    assert _counts_up(text)
    keys = [clause.key for clause in text.clauses]
    assert sorted(keys) == sorted({"quorum", "later"} - left_out | {key for key in own if key == "own-1"})
    assert not {NO_ANSWER, ANY_ANSWER} & set(" ".join(plain_lines(text)).split())
    assert thaw(freeze(Content(made, chosen, text))).text == text
    assert set(text.open) == set(asked_in(made, chosen)) - set(answers)
