"""Questions in data files: eight kinds, every mistake at once, and nothing else ever comes out."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.library import Mistaken
from groupkit.questions import Kind, Question, read_question
from tests.sweep import examples

pytestmark = pytest.mark.pure

BARE = {"key": "a", "ask": "Who came?"}


def sentences(**table: Any) -> list[str]:
    with pytest.raises(Mistaken) as mistaken:
        read_question({**BARE, "kind": "line", **table}, "asks 3", "mine.toml")
    assert {(mistake.file, mistake.where) for mistake in mistaken.value.mistakes} == {("mine.toml", "asks 3")}
    return [mistake.sentence for mistake in mistaken.value.mistakes]


def test_the_kinds_are_these_nine() -> None:
    assert [kind.value for kind in Kind] == [
        "line",
        "words",
        "number",
        "yes_no",
        "choice",
        "several",
        "day",
        "money",
        "picture",
    ]


@pytest.mark.parametrize(
    ("table", "question"),
    [
        ({"kind": "line"}, Question("a", Kind.LINE, "Who came?", most=200)),
        (
            {"kind": "words", "most": 600, "hint": " A few words ", "optional": True},
            Question("a", Kind.WORDS, "Who came?", hint="A few words", optional=True, most=600),
        ),
        ({"kind": "number", "about": True}, Question("a", Kind.NUMBER, "Who came?", most=100_000, about=True)),
        ({"kind": "yes_no"}, Question("a", Kind.YES_NO, "Who came?")),
        (
            {"kind": "choice", "options": ["All", "Some"]},
            Question("a", Kind.CHOICE, "Who came?", options=("All", "Some")),
        ),
        ({"kind": "day"}, Question("a", Kind.DAY, "Who came?")),
        ({"kind": "money"}, Question("a", Kind.MONEY, "Who came?")),
        ({"kind": "picture"}, Question("a", Kind.PICTURE, "Who came?", optional=True)),
    ],
)
def test_each_kind_is_read(table: dict[str, Any], question: Question) -> None:
    assert read_question({**BARE, **table}, "asks 3") == question


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"kind": "numbr"}, "“kind” cannot be “numbr”. Did you mean “number”?"),
        ({"kind": "essay"}, "“choice”, “day”"),
        ({"kind": 3}, "“kind” needs words between quotation marks"),
        ({"key": "Two Words"}, "“key” needs a short name in small letters"),
        ({"key": "é"}, "“key” needs a short name"),
        ({"ask": "  "}, "“ask” is empty"),
        ({"ask": "x" * 201}, "“ask” can be at most 200 characters long, and this has 201"),
        ({"ask": "Who\u202e came?"}, "holds a hidden character"),
        ({"hint": ["a"]}, "“hint” needs words"),
        ({"optional": "yes"}, "“optional” needs true or false"),
        ({"most": 0}, "“most” needs a whole number from 1 to 500"),
        ({"most": True}, "“most” needs a whole number"),
        ({"most": 501}, "from 1 to 500"),
        ({"kind": "words", "most": 10_001}, "from 1 to 10,000"),
        ({"kind": "day", "most": 3}, "“most” goes only with"),
        ({"kind": "yes_no", "options": ["a", "b"]}, "“options” go only with the kinds “choice” and “several”"),
        ({"kind": "choice"}, "“options” is missing"),
        ({"kind": "choice", "options": ["All"]}, "from 2 to 14"),
        ({"kind": "choice", "options": [str(n) for n in range(15)]}, "from 2 to 14"),
        ({"kind": "choice", "options": ["All", "All ", "None"]}, "holds “All” twice"),
        ({"kind": "choice", "options": ["All", 2, "None"]}, "needs to be words"),
        ({"about": True}, "“about” goes only with the kind “number”"),
        ({"kind": "picture", "optional": False}, "A picture can always be left out"),
        ({"hnit": "x"}, "“hnit” is not known here. Did you mean “hint”?"),
    ],
)
def test_a_mistake_is_said_in_plain_words(table: dict[str, Any], sentence: str) -> None:
    said = sentences(**table)
    assert len(said) == 1
    assert sentence in said[0]


def test_every_mistake_comes_at_once() -> None:
    with pytest.raises(Mistaken) as mistaken:
        read_question({"kind": "lines", "most": "many", "colour": "red"}, "asks 1")
    assert [mistake.sentence.split("”")[0] for mistake in mistaken.value.mistakes] == [
        "“kind",
        "“key",
        "“ask",
        "“most",
        "“colour",
    ]


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.dates()
    | st.sampled_from(list(Kind)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=8,
)
NAMES = st.sampled_from(["key", "kind", "ask", "hint", "optional", "most", "options", "about"]) | st.text(max_size=8)


@settings(max_examples=examples(100, 4_000))
@given(st.dictionaries(NAMES, VALUES, max_size=9))
def test_any_table_is_a_question_or_mistakes(table: dict[str, Any]) -> None:
    try:
        question = read_question(table, "here")
    except Mistaken as mistaken:
        assert mistaken.mistakes
        assert all(mistake.sentence and not mistake.sentence.endswith(".") for mistake in mistaken.mistakes)
    else:
        assert question.key and question.ask and question.kind in Kind
