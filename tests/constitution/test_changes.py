"""Old and new side by side: what is the same, what is new, what goes, and what only has another number."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.comparing import Piece
from groupkit.constitution.changes import ClauseChange, compare
from groupkit.constitution.text import OwnWords, Paragraph, Span, Text, TextClause, compose
from tests.constitution.shapes import LATER, QUORUM, choices, shape, shipped, usual_answers
from tests.sweep import examples

pytestmark = pytest.mark.pure


def text(**clauses: str | Sequence[str]) -> Text:
    """A text of these clauses; `{aims}` speaks of another clause, and `- ` stands before an item."""
    numbers = {key: number for number, key in enumerate(clauses, start=1)}
    return Text(
        title="Constitution",
        opening="",
        clauses=tuple(
            TextClause(key, numbers[key], key.title(), tuple(paragraphs(numbers, words)))
            for key, words in clauses.items()
        ),
        open=(),
        broken=(),
    )


def paragraphs(numbers: dict[str, int], words: str | Sequence[str]) -> list[Paragraph]:
    lines = [words] if isinstance(words, str) else words
    return [Paragraph("", tuple(spans(numbers, line.removeprefix("- "))), line.startswith("- ")) for line in lines]


def spans(numbers: dict[str, int], line: str) -> list[Span]:
    found = []
    for at, part in enumerate(line.replace("}", "{").split("{")):
        found.append(Span(f"clause {numbers[part]}", clause=part) if at % 2 else Span(part))
    return found


def marked(pieces: Sequence[Piece]) -> str:
    """`We meet [-weekly-][+monthly+].`"""
    around = {"same": "{}", "deleted": "[-{}-]", "inserted": "[+{}+]"}
    return "".join(around[piece.kind].format(piece.words) for piece in pieces)


def rows(change: ClauseChange) -> list[tuple[str, str]]:
    return [(marked(row.old), marked(row.new)) for row in change.rows]


def kinds(old: Text, new: Text) -> list[tuple[str, str, int | None, int | None]]:
    return [(one.key, one.kind, one.old_number, one.new_number) for one in compare(old, new)]


def only_row(old: str, new: str) -> tuple[str, str]:
    (change,) = compare(text(a=old), text(a=new))
    (row,) = rows(change)
    return row


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "shown_old", "shown_new"),
    [
        (
            "Members must be told at least 14 days before the meeting.",
            "Members must be told at least 21 days before the meeting.",
            "Members must be told at least [-14-] days before the meeting.",
            "Members must be told at least [+21+] days before the meeting.",
        ),
        (
            "A meeting needs five members to decide anything.",
            "A meeting needs ten people to decide anything.",
            "A meeting needs [-five members-] to decide anything.",
            "A meeting needs [+ten people+] to decide anything.",
        ),
        (
            "We meet in the library.",
            "We meet in the library, and online.",
            "We meet in the library.",
            "We meet in the library[+, and online+].",
        ),
        (
            "They must:",
            "They must, as soon as they can and before anybody has gone home for good, do these things:",
            "They must:",
            "They must[+, as soon as they can and before anybody has gone home for good, do these things+]:",
        ),
        (
            "Somebody’s well-known name stays.",
            "Nobody’s well-known name stays.",
            "[-Somebody’s-] well-known name stays.",
            "[+Nobody’s+] well-known name stays.",
        ),
    ],
)
def test_words_are_picked_out(old: str, new: str, shown_old: str, shown_new: str) -> None:
    assert only_row(old, new) == (shown_old, shown_new)


def test_a_sentence_that_is_new_altogether_is_not_shredded() -> None:
    old = "The chair has a second vote when a vote is tied."
    new = "Nobody may be asked why they stay away; a word to any of us will do."
    assert only_row(old, new) == (f"[-{old}-]", f"[+{new}+]")


def test_paragraphs_that_belong_together_stand_side_by_side() -> None:
    old = ["We meet on the first Tuesday of each month.", "- tea and cake", "The room is open from six o’clock."]
    new = [
        "Anybody can bring a friend along once.",
        "We meet on the second Tuesday of each month.",
        "The room is open from six o’clock.",
    ]
    (change,) = compare(text(a=old), text(a=new))
    assert rows(change) == [
        ("", "[+Anybody can bring a friend along once.+]"),
        ("We meet on the [-first-] Tuesday of each month.", "We meet on the [+second+] Tuesday of each month."),
        ("[-tea and cake-]", ""),
        ("The room is open from six o’clock.", "The room is open from six o’clock."),
    ]


def test_each_side_keeps_its_paragraph_numbers() -> None:
    made, chosen = shape(), choices(answers=usual_answers(shape()))
    own = {"own-tea": OwnWords("Tea", "We drink tea.")}
    old, new = compose(made, chosen), compose(made, replace(chosen, own=own, order=("own-tea", "quorum", "later")))
    changes = {one.key: one for one in compare(old, new)}
    assert [(row.old_number, row.new_number) for row in changes["quorum"].rows] == [("1.1", "2.1"), ("1.2", "2.2")]
    assert [(row.old_number, row.new_number) for row in changes["own-tea"].rows] == [("", "")]


# --- clauses -------------------------------------------------------------------------------------


def test_another_number_is_no_change_of_substance() -> None:
    old = text(aims="To help each other.", voting="For {aims} we vote as {money} says.", money="As {voting} says.")
    new = text(
        name="We are called Lantern Street.",
        aims="To help each other.",
        voting="For {aims} we vote as {money} says.",
        money="As {voting} says.",
    )
    assert kinds(old, new) == [
        ("name", "added", None, 1),
        ("aims", "renumbered", 1, 2),
        ("voting", "renumbered", 2, 3),
        ("money", "renumbered", 3, 4),
    ]
    assert rows(compare(old, new)[2]) == [
        ("For clause 1 we vote as clause 3 says.", "For clause 2 we vote as clause 4 says.")
    ]


def test_a_reference_to_another_clause_is_a_change_even_with_the_same_number() -> None:
    old = text(a="See {b}.", b="Bees.", c="Seas.")
    new = text(a="See {c}.", c="Seas.", b="Bees.")
    changes = compare(old, new)
    assert changes[0].kind == "changed"
    assert rows(changes[0]) == [("See [-clause 2-].", "See [+clause 2+].")]


def test_a_clause_that_is_taken_out_stands_where_it_stood() -> None:
    old = text(a="Apples.", b="Bees.", c="Seas.", d="Deeds.")
    new = text(a="Apples.", x="Exes.", d="Deeds.")
    assert kinds(old, new) == [
        ("a", "same", 1, 1),
        ("b", "removed", 2, None),
        ("c", "removed", 3, None),
        ("x", "added", None, 2),
        ("d", "renumbered", 4, 3),
    ]
    assert kinds(text(a="Apples.", b="Bees."), text(b="Bees.")) == [
        ("a", "removed", 1, None),
        ("b", "renumbered", 2, 1),
    ]
    assert [rows(one) for one in compare(old, new)[1:4]] == [
        [("[-Bees.-]", "")],
        [("[-Seas.-]", "")],
        [("", "[+Exes.+]")],
    ]


def test_only_the_clause_that_was_carried_elsewhere_has_moved() -> None:
    old = text(a="Apples.", b="Bees.", c="Seas.", d="Deeds.")
    new = text(a="Apples.", c="Seas.", d="Deeds.", b="Bees.")
    assert kinds(old, new) == [
        ("a", "same", 1, 1),
        ("c", "renumbered", 3, 2),
        ("d", "renumbered", 4, 3),
        ("b", "moved", 2, 4),
    ]


def test_new_words_count_for_more_than_a_new_place() -> None:
    old, new = text(a="Apples.", b="Bees.", c="Seas."), text(b="Bees.", c="Seas.", a="Pears.")
    assert ("a", "changed", 1, 3) in kinds(old, new)


def test_a_new_title_is_a_change() -> None:
    old = text(a="Apples.")
    new = replace(old, clauses=(replace(old.clauses[0], title="Fruit"),))
    (change,) = compare(old, new)
    assert (change.kind, change.old_title, change.new_title) == ("changed", "A", "Fruit")


def test_a_paragraph_that_becomes_an_item_is_a_change() -> None:
    (change,) = compare(text(a=["They must:", "pay"]), text(a=["They must:", "- pay"]))
    assert change.kind == "changed"


def test_an_answer_that_changes_shows_in_its_clause_alone() -> None:
    made = shipped("small_association")
    chosen = choices(starting_point=made.key, answers=usual_answers(made))
    other = replace(chosen, answers={**chosen.answers, "notice_general": 7})
    changed = [one for one in compare(compose(made, chosen), compose(made, other)) if one.kind != "same"]
    assert [(one.key, one.kind) for one in changed] == [("notice", "changed")]
    assert "[-14-]" in rows(changed[0])[0][0] and "[+seven+]" in rows(changed[0])[0][1]


# --- properties ----------------------------------------------------------------------------------

WORDS = st.lists(
    st.sampled_from(["we", "meet", "14", "days", ",", ".", " ", "  ", "{a}", "{b}", "nobody", "may", "’", "-", "…"]),
    max_size=12,
).map(" ".join)
CLAUSE = st.lists(WORDS, max_size=5)
TEXTS = st.dictionaries(st.sampled_from("abcdef"), CLAUSE, max_size=6).flatmap(
    lambda found: st.permutations(sorted(found)).map(lambda order: {key: found[key] for key in order})
)


def made_of(clauses: dict[str, list[str]]) -> Text:
    return text(**{"a": ["here"], "b": ["here"], **clauses})


def side(change: ClauseChange, which: str) -> list[str]:
    pieces = [row.old if which == "old" else row.new for row in change.rows]
    return ["".join(piece.words for piece in row) for row in pieces]


def check_kept(change: ClauseChange, clause: TextClause | None, which: str) -> None:
    said = [paragraph.words for paragraph in clause.paragraphs if paragraph.words] if clause else []
    assert [words for words in side(change, which) if words] == said


@settings(max_examples=examples(60, 2_000), deadline=None)
@given(TEXTS, TEXTS)
def test_nothing_is_lost_on_either_side(one: dict[str, list[str]], other: dict[str, list[str]]) -> None:
    old, new = made_of(one), made_of(other)
    changes = compare(old, new)
    assert [change.key for change in changes if change.new_number] == [clause.key for clause in new.clauses]
    assert {change.key for change in changes} == {clause.key for clause in (*old.clauses, *new.clauses)}
    for change in changes:
        check_kept(change, old.clause(change.key), "old")
        check_kept(change, new.clause(change.key), "new")
        assert not any(piece.kind == "inserted" for row in change.rows for piece in row.old)
        assert not any(piece.kind == "deleted" for row in change.rows for piece in row.new)
        assert all(piece.words for row in change.rows for piece in (*row.old, *row.new))


@settings(max_examples=examples(30, 1_000), deadline=None)
@given(TEXTS)
def test_a_text_beside_itself_shows_no_change(clauses: dict[str, list[str]]) -> None:
    same = made_of(clauses)
    changes = compare(same, same)
    assert {change.kind for change in changes} <= {"same"}
    assert all(piece.kind == "same" for change in changes for row in change.rows for piece in (*row.old, *row.new))


def test_a_hostile_text_is_compared_in_a_moment() -> None:
    """Thousands of words that are all alike, and hundreds of paragraphs."""
    old = text(a=["a b " * 1_900], b=["one two three"] * 300, c=["x"])
    new = text(a=["b a a " * 1_900], b=["two three four"] * 300, c=["x"])
    assert [one.kind for one in compare(old, new)] == ["changed", "changed", "same"]


def test_clauses_of_other_starting_points_can_stand_side_by_side() -> None:
    old = compose(shape(QUORUM), choices(answers={"quorum_number": 4}))
    new = compose(shape(LATER), choices(answers=usual_answers(shape(LATER))))
    assert [(one.key, one.kind) for one in compare(old, new)] == [("quorum", "removed"), ("later", "added")]
