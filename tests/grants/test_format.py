"""Return formats: the shipped one holds, a bad one says everything that is wrong with it, and sizes are only advice."""

import copy
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.grants.format import AwardRange, Closing, ReturnFormat, read_format, suits
from groupkit.grants.known import KNOWN
from groupkit.library import Library, shipped_folder
from groupkit.questions import Kind, Question
from tests.sweep import examples

pytestmark = pytest.mark.pure

FOLDER = shipped_folder("groupkit.grants", "formats")


def six_lines() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "six_lines.toml").read_text("utf-8"))


def shipped() -> ReturnFormat:
    made, mistakes = read_format(six_lines(), "six_lines.toml", KNOWN)
    assert mistakes == []
    assert made is not None
    return made


def said(table: dict[str, Any]) -> list[tuple[str, str]]:
    made, mistakes = read_format(table, "mine.toml", KNOWN)
    assert (made is None) == bool(mistakes)
    assert all(mistake.file == "mine.toml" for mistake in mistakes)
    return [(mistake.where, mistake.sentence) for mistake in mistakes]


# --- the six lines -------------------------------------------------------------------------------


def test_every_shipped_format_is_without_mistakes() -> None:
    formats, mistakes = Library("formats", FOLDER).read_as(lambda table, file: read_format(table, file, KNOWN))
    assert mistakes == []
    assert set(formats) == {file.stem for file in FOLDER.glob("*.toml")}


def test_the_six_lines_are_six() -> None:
    made = shipped()
    assert [(line.number, line.title) for line in made.asks] == [
        (1, "The grant"),
        (2, "What we spent it on"),
        (3, "What we did, and how often"),
        (4, "Who came"),
        (5, "The difference it made"),
        (6, "What we learned, or what comes next"),
    ]
    assert (made.suits.least, made.suits.most, made.suits.offered) == (0, 1000, True)


def test_the_first_two_lines_are_never_typed() -> None:
    first, second = shipped().asks[:2]
    assert first.facts[:2] == ("group_name", "grant_funder")
    assert {"grant_amount", "grant_received_on"} <= set(first.facts)
    assert second.facts == ("spent_by_heading", "spent_total", "left_over")
    assert first.questions == second.questions == ()


def test_four_answers_are_enough() -> None:
    asked = list(shipped().questions())
    assert [question.key for question in asked if not question.optional] == [
        "what_we_did",
        "how_many_people",
        "difference",
        "learned_or_next",
    ]
    how_many = asked[1]
    assert (how_many.kind, how_many.about) == (Kind.NUMBER, True)
    assert all(question.hint for question in asked)


def test_thanks_and_a_photo_may_be_left_out() -> None:
    closing = shipped().closing
    assert closing.thank_you and closing.thank_you.optional and closing.thank_you.kind is Kind.LINE
    assert closing.photo and closing.photo.optional and closing.photo.kind is Kind.PICTURE


# --- sizes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pence", "fits"), [(0, True), (1, True), (400_00, True), (1000_00, True), (1000_01, False), (4000_00, False)]
)
def test_which_awards_the_six_lines_suit(pence: int, fits: bool) -> None:
    assert suits(shipped(), pence).fits is fits


def test_a_fitting_award_is_said_plainly() -> None:
    assert suits(shipped(), 400_00).sentence == (
        "“Six lines” is meant for grants of up to about £1,000, so it suits this one of £400"
    )


def test_a_larger_award_is_advice_and_no_fence() -> None:
    sentence = suits(shipped(), 4000_50).sentence
    assert "this one is £4,000.50" in sentence
    assert "Six lines may be too few for this funder" in sentence
    assert "You can still go on with this one" in sentence


@pytest.mark.parametrize(
    ("least", "most", "pence", "fits", "words"),
    [
        (
            1000,
            None,
            999_99,
            False,
            "of £1,000 or more, and this one is £999.99. It may ask more than this funder needs",
        ),
        (1000, None, 1000_00, True, "grants of £1,000 or more, so it suits this one of £1,000"),
        (1000, 5000, 3000_00, True, "grants of £1,000 to about £5,000"),
        (0, None, 1, True, "suits a grant of any size"),
    ],
)
def test_other_ranges(least: int, most: int | None, pence: int, fits: bool, words: str) -> None:
    made = ReturnFormat("a", "A", 1, "s", AwardRange(least, most), shipped().asks[:1], Closing())
    answer = suits(made, pence)
    assert answer.fits is fits
    assert words in answer.sentence


@pytest.mark.parametrize(("count", "words"), [(1, "One line may"), (12, "Twelve lines may"), (13, "13 lines may")])
def test_lines_are_counted_in_words(count: int, words: str) -> None:
    made = ReturnFormat("a", "A", 1, "s", AwardRange(0, 10), shipped().asks[:1] * count)
    assert words in suits(made, 11_00).sentence


@given(st.integers(0, 10_000), st.none() | st.integers(0, 10_000), st.integers(0, 2_000_000))
def test_any_size_gets_a_sentence(least: int, more: int | None, pence: int) -> None:
    most = None if more is None else least + more
    answer = suits(ReturnFormat("a", "A", 1, "s", AwardRange(least, most), shipped().asks), pence)
    assert answer.fits == (pence >= least * 100 and (most is None or pence <= most * 100))
    assert answer.sentence.startswith("“A”")


# --- mistakes ------------------------------------------------------------------------------------


def test_an_empty_file_says_all_that_is_missing() -> None:
    assert [sentence.split("”")[0] for _, sentence in said({})] == [
        "“key",
        "“name",
        "“version",
        "“summary",
        "“suits",
        "“asks",
    ]


@pytest.mark.parametrize(
    ("change", "where", "sentence"),
    [
        ({"version": 0}, "", "“version” needs a whole number from 1 to 9,999"),
        ({"verison": 1}, "", "“verison” is not known here. Did you mean “version”?"),
        ({"name": "x" * 61}, "", "“name” can be at most 60"),
        ({"suits": {"from": 500, "to": 100}}, "suits", "“to” needs to be at least as much as “from”"),
        ({"suits": {"from": 0, "to": 12.5}}, "suits", "“to” needs a whole number"),
        ({"suits": {"from": 0, "upto": 3}}, "suits", "“upto” is not known here"),
        ({"asks": []}, "", "A return needs from 1 to 60 lines"),
        ({"closing": {"thankyou": {}}}, "closing", "Did you mean “thank_you”?"),
        (
            {"closing": {"photo": {"ask": "A photo", "optional": False}}},
            "closing, photo",
            "“optional” is not known here",
        ),
        ({"closing": {"photo": {}}}, "closing, photo", "“ask” is missing"),
        ({"closing": "thanks"}, "", "“closing” needs a part of its own"),
    ],
)
def test_a_mistake_at_the_top(change: dict[str, Any], where: str, sentence: str) -> None:
    mistakes = said({**six_lines(), **change})
    assert len(mistakes) == 1
    assert mistakes[0][0] == where
    assert sentence in mistakes[0][1]


@pytest.mark.parametrize(
    ("line", "change", "where", "sentence"),
    [
        (0, {"facts": ["grop_name"]}, "asks 1", "“facts” cannot be “grop_name”. Did you mean “group_name”?"),
        (0, {"facts": []}, "asks 1", "A line needs “facts” or “tables”"),
        (1, {"number": 3}, "asks 2", "This is line 2 of the return"),
        (1, {"title": ""}, "asks 2", "“title” is empty"),
        (2, {"tables": ["money_by_headin"]}, "asks 3", "Did you mean “money_by_heading”?"),
        (2, {"voices": ["quote"]}, "asks 3", "“voices” cannot be “quote”"),
        (2, {"questions": {"key": "a"}}, "asks 3", "“questions” needs a list"),
        (
            2,
            {"questions": [{"key": "a", "kind": "word", "ask": "What?"}]},
            "asks 3, questions 1",
            "Did you mean “words”?",
        ),
        (2, {"questions": [{"key": "difference", "kind": "words", "ask": "?"}]}, "", "have the key “difference”"),
        (2, {"questions": [{"key": "photo", "kind": "line", "ask": "?"}]}, "", "have the key “photo”"),
        (3, {"question": []}, "asks 4", "Did you mean “questions”?"),
    ],
)
def test_a_mistake_in_a_line(line: int, change: dict[str, Any], where: str, sentence: str) -> None:
    table = six_lines()
    table["asks"][line].update(change)
    mistakes = said(table)
    assert len(mistakes) == 1
    assert mistakes[0][0] == where
    assert sentence in mistakes[0][1]


def test_mistakes_all_over_come_at_once() -> None:
    table = six_lines()
    table["version"] = "one"
    table["asks"][0]["facts"] = ["group"]
    table["asks"][3]["questions"][0]["most"] = -1
    table["colour"] = "green"
    assert [where for where, _ in said(table)] == ["", "asks 1", "asks 4, questions 1", ""]


def test_without_a_closing_there_are_only_the_lines() -> None:
    table = six_lines()
    del table["closing"]
    made, _ = read_format(table, "x", KNOWN)
    assert made is not None
    assert made.closing == Closing()


JUNK: st.SearchStrategy[Any] = st.recursive(
    st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.dates()
    | st.sampled_from(["words", "group_name"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["key", "ask", "facts", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, one in inner for place in [(*at, key), *places(one, (*at, key))]]


@settings(max_examples=examples(300, 10_000))
@given(st.data())
def test_a_changed_table_is_a_format_or_mistakes(data: st.DataObject) -> None:
    table = copy.deepcopy(six_lines())
    for _ in range(data.draw(st.integers(1, 4))):
        *way, last = data.draw(st.sampled_from(places(table) or [("key",)]))
        within: Any = table
        for step in way:
            within = within[step]
        if data.draw(st.booleans()):
            within[last] = data.draw(JUNK)
        elif isinstance(within, list) or last in within:
            del within[last]
    made, mistakes = read_format(table, "mine.toml", KNOWN)
    assert (made is None) == bool(mistakes)
    assert all(mistake.sentence and not mistake.sentence.endswith(".") for mistake in mistakes)
    if made is not None:
        assert all(bool(line.facts) != bool(line.questions) for line in made.asks)
        assert all(isinstance(question, Question) for question in made.questions())


def test_the_file_can_be_read_by_a_person() -> None:
    text = Path(FOLDER / "six_lines.toml").read_text("utf-8")
    assert text.startswith("# The six-line return")
