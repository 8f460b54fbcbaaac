"""Files that somebody else wrote, by slip or on purpose: whatever is in them becomes plain sentences, never a crash."""

import copy
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.constitution.checklists import read_checklist
from groupkit.constitution.clauses import NATIONS, Clause, check_within, read_clause
from groupkit.constitution.reading import FOLDERS, Stock, read_stock
from groupkit.constitution.shapes import Shape, read_policy, read_starting_point
from groupkit.constitution.text import Choices, OwnWords, compose
from groupkit.constitution.worksheets import read_worksheet
from groupkit.library import Mistake
from tests.sweep import examples

pytestmark = pytest.mark.pure

QUORUM: dict[str, Any] = tomllib.loads("""
key = "quorum"
title = "How many must be there"
questions = [
  { key = "quorum_number", kind = "number", unit = "member", rule = "quorum_general_number", ask = "?", usual = 5 },
  { key = "quorum_when", kind = "choice", ask = "When?", options = ["always", "at the yearly meeting"] },
]
says = [
  { words = "{quorum_number} must be there. See {clause quorum}." },
  { words = "It holds {quorum_when}.", item = true, when = { nation = ["scotland", "elsewhere"] } },
]
in_short = [{ words = "{quorum_number} must be there for {group} to decide." }]
sets = { quorum_committee_number = "3" }
""")
SHAPE = {"key": "ours", "name": "Ours", "title": "Rules", "summary": "Short.", "usual": {"quorum_number": 4}}
SOUND: dict[str, dict[str, Any]] = {
    "clauses": QUORUM,
    "starting_points": SHAPE | {"clauses": [{"key": "quorum", "optional": True, "in": False}]},
    "policies": SHAPE | {"nations": ["scotland"], "review_months": 12, "clauses": [QUORUM]},
    "checklists": tomllib.loads("""
key = "our_bank"
name = "Our bank"
about = "What it told us."
as_of = "May 2026"
lines = [
  { ask = "A name", clauses = ["name"] },
  { ask = "Two people", rule = "signatories_needed", least = 2, do = "Choose two." },
  { ask = "A year end", fact = "year_end" },
]"""),
    "worksheets": tomllib.loads("""
key = "our_sheet"
name = "Our sheet"
summary = "Short."
pointer = "Look here:"
address = "https://example.org"
sections = [{ title = "Name", words = "Think of it.", blanks = ["The name"] }]"""),
}


@cache
def known() -> dict[str, Clause]:
    clause, mistakes = read_clause(QUORUM, "quorum.toml")
    assert clause and not mistakes
    return {"quorum": clause}


Reader = Callable[[Mapping[str, Any], str], tuple[Any, list[Mistake]]]
READERS: dict[str, Reader] = {
    "clauses": read_clause,
    "starting_points": lambda table, file: read_starting_point(table, file, known()),
    "policies": read_policy,
    "checklists": read_checklist,
    "worksheets": read_worksheet,
}


def read(folder: str, table: Mapping[str, Any]) -> tuple[Any, list[str]]:
    """What a reader makes of a table; with a mistake there is nothing, without one there is something."""
    thing, mistakes = READERS[folder](table, "mine.toml")
    assert (thing is None) == bool(mistakes)
    assert all(mistake.file == "mine.toml" and mistake.sentence.strip() for mistake in mistakes)
    return thing, [mistake.sentence for mistake in mistakes]


def test_the_samples_are_sound() -> None:
    assert set(SOUND) == set(READERS) == set(FOLDERS)
    assert {folder: read(folder, table)[1] for folder, table in SOUND.items()} == {folder: [] for folder in SOUND}


# --- files that can hardly be read at all --------------------------------------------------------

PLAIN = 'key = "{key}"\nname = "Café"\ntitle = "Café"\n'
BAD: dict[str, tuple[bytes, str]] = {
    "huge": (b'key = "a"\n' + b"# a long story\n" * 20_000, "The file is larger than 200 kB"),
    "utf16": (PLAIN.encode("utf-16"), "The file is not saved as UTF-8"),
    "latin1": (PLAIN.encode("latin-1"), "The file is not saved as UTF-8"),
    "deep_list": (b'key = "a"\nx = ' + b"[" * 50_000, "brackets inside brackets without end"),
    "deep_table": (b'key = "a"\nx = ' + b"{y = " * 20_000, "brackets inside brackets without end"),
    "deep_name": (b"a" + b".a" * 20_000 + b" = 1", "too many dots"),
    "long_number": (b'key = "a"\nversion = ' + b"9" * 10_000, "a number that is far too long"),
    "nul": (b'key = "a"\ntitle = "a\0b"', "Line 2 cannot be read"),
    "unfinished": (b'key = "a"\ntitle = """Once upon', "The file stops in the middle of something"),
    "twice": (b'key = "a"\nkey = "b"\n', "Line 2 cannot be read"),
    "empty": (b"", "“key” is missing"),
    "path": (b'key = "../../passwords"', "“key” needs a short name"),
    "escaped_nul": (b'key = "escaped_nul"\ntitle = "a\\u0000b"\nname = "a\\u0000b"', "holds a hidden character"),
    "bidi": ('key = "bidi"\ntitle = "a\u202eb"\nname = "a\u202eb"'.encode(), "holds a hidden character"),
    "long": (b'key = "long"\ntitle = "' + b"a" * 9_000 + b'"\nname = "' + b"a" * 9_000 + b'"', "at most 80 characters"),
}


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    """One library with every bad file in every folder, and between them one that begins with a mark of its editor."""
    library = tmp_path_factory.mktemp("library")
    for folder in FOLDERS:
        (library / folder).mkdir()
        for name, (data, _) in BAD.items():
            (library / folder / f"{name}.toml").write_bytes(data)
    sheet = 'key = "sound"\nname = "n"\nsummary = "s"\npointer = "p"\naddress = "https://a.org"\n[[sections]]\n'
    (library / "worksheets" / "sound.toml").write_text(f'{sheet}title = "t"\nblanks = ["b"]', "utf-8-sig")
    return read_stock(library)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_left_out_and_says_why(shelves: Stock, name: str) -> None:
    for folder in FOLDERS:
        file = f"library/{folder}/{name}.toml"
        told = [mistake.sentence for mistake in shelves.mistakes if mistake.file == file]
        assert any(BAD[name][1] in sentence for sentence in told), (folder, told)


def test_bad_files_do_not_take_good_ones_with_them(shelves: Stock) -> None:
    shipped = read_stock(None)
    assert shelves.worksheets.keys() - shipped.worksheets.keys() == {"sound"}
    for folder in FOLDERS[:-1]:
        assert getattr(shelves, folder).keys() == getattr(shipped, folder).keys()
    assert all(len(str(mistake)) < 2_000 for mistake in shelves.mistakes)


# --- blanks that reach for something else --------------------------------------------------------

TRICKS = (
    *("{__class__}", "{0}", "{}", "{ }", "{name!r}", "{name:>9}", "{quorum_number.real}", "{quorum_number[0]}"),
    *("{{", "}}", "{{quorum_number}}", "{", "}", "{quorum{number}}", "}quorum_number{", "{clause}", "{clause }"),
    *("{clause ../quorum}", "{clause __class__}", "{Quorum_Number}", "{quorum_number\u200b}", "{clause quorum quorum}"),
)


@pytest.mark.parametrize("words", TRICKS)
def test_a_blank_is_the_key_of_a_question_and_nothing_else(words: str) -> None:
    for part in ("says", "in_short"):
        clause, mistakes = read_clause(QUORUM | {part: [{"words": f"Well: {words}."}]}, "mine.toml")
        assert mistakes or (clause and check_within([clause], {"quorum": clause}, "mine.toml"))
        policy, sentences = read("policies", SOUND["policies"] | {"clauses": [clause.table if clause else QUORUM]})
        assert policy is None or not clause, sentences


def test_ten_thousand_blanks() -> None:
    _, sentences = read("clauses", QUORUM | {"says": [{"words": "{quorum_number} " * 10_000}]})
    assert sentences == ["“words” can be at most 2,000 characters long, and this has 159,999"]
    _, sentences = read("clauses", QUORUM | {"says": [{"words": "{quorum_number}"}] * 10_000})
    assert "There can be at most 60 under [[says]], and here are 10000" in sentences
    _, sentences = read("clauses", QUORUM | {"questions": QUORUM["questions"] * 5_000})
    assert "There can be at most 12 under [[questions]], and here are 10000" in sentences


@given(st.sampled_from(TRICKS) | st.text(max_size=60))
@settings(max_examples=examples(25, 600))
def test_what_a_group_writes_is_never_read_as_a_blank(words: str) -> None:
    shape = READERS["policies"](SOUND["policies"], "mine.toml")[0]
    answers = {"quorum_number": 3, "quorum_when": words}
    own = {"own-1": OwnWords(words, words.replace("[", "("))}
    text = compose(shape, Choices(f"The {words}", "scotland", "ours", answers, own=own))
    said, ours = text.clauses
    assert said.paragraphs[1].words == f"It holds {words or '……'}."
    assert text.in_short[0].words == f"three members must be there for The {words} to decide."
    assert "".join(ours.words.split()) in "".join(words.replace("[", "(").split()) or "-" in words


# --- wrong types everywhere ----------------------------------------------------------------------


def names_in(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(names_in, value.values()))
    return set().union(*map(names_in, value)) if isinstance(value, list) else set()


WORDS = st.sampled_from(
    [
        *("", " ", "a", "quorum", "quorum_number", "always", "yes", "scotland", "{group}", "1/3", "2", "year_end"),
        *("number", "choice", "several", "yes_no", "money", "line", "casting_vote", "quorum_general_share", *TRICKS),
    ]
) | st.text(max_size=20)
LEAVES = (
    WORDS | st.integers() | st.booleans() | st.floats() | st.dates() | st.sampled_from([-1, 0, 1, 3, 10**30, date.min])
)
NAMES = st.sampled_from(sorted(names_in(SOUND))) | st.text(max_size=8)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=12
)


@pytest.mark.parametrize("folder", FOLDERS)
@given(table=st.dictionaries(NAMES, VALUES, max_size=8))
@settings(max_examples=examples(15, 600))
def test_any_table_at_all_gives_mistakes(folder: str, table: dict[str, Any]) -> None:
    read(folder, table)


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything inside a table."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way, *(deeper for name, one in inner for deeper in places(one, (*way, name)))]


def changed(folder: str, way: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """A sound file with one value changed."""
    table = copy.deepcopy(SOUND[folder])
    at: Any = table
    for name in way[:-1]:
        at = at[name]
    at[way[-1]] = value
    return table


@pytest.mark.parametrize("folder", FOLDERS)
@given(data=st.data())
@settings(max_examples=examples(40, 1_500))
def test_a_sound_file_with_one_wrong_value(folder: str, data: st.DataObject) -> None:
    way = data.draw(st.sampled_from(places(SOUND[folder])[1:]))
    thing, _ = read(folder, changed(folder, way, data.draw(VALUES)))
    if isinstance(thing, Shape) and thing.policy:
        for nation in NATIONS:
            compose(thing, Choices("G", nation, thing.key))
    if isinstance(thing, Clause):
        check_within([thing], {"quorum": thing}, "mine.toml")


# --- slips of the pen ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "way", "slip", "meant"),
    [
        ("clauses", ("titel",), "x", "title"),
        ("clauses", ("topic",), "meetings", "meeting"),
        ("clauses", ("questions", 0, "kind"), "nummber", "number"),
        ("clauses", ("questions", 0, "unit"), "membre", "member"),
        ("clauses", ("questions", 0, "rule"), "qourum_general_number", "quorum_general_number"),
        ("clauses", ("questions", 0, "other"), "x", "others"),
        ("clauses", ("questions", 1, "usual"), "allways", "always"),
        ("clauses", ("sets",), {"sigantories_named": "3"}, "signatories_named"),
        ("clauses", ("says", 0, "word"), "x", "words"),
        ("policies", ("clauses", 0, "says", 0, "words"), "{quorum_numbers}", "quorum_number"),
        ("policies", ("clauses", 0, "says", 0, "words"), "{clause quorom}", "quorum"),
        ("policies", ("clauses", 0, "says", 0, "when"), {"quorum_wen": "always"}, "quorum_when"),
        ("policies", ("clauses", 0, "says", 0, "when"), {"quorum_when": "alway"}, "always"),
        ("policies", ("clauses", 0, "says", 0, "when"), {"nation": "Scottland"}, "scotland"),
        ("policies", ("clauses", 0, "says", 0, "when"), {"with": "quorom"}, "quorum"),
        ("policies", ("nations",), ["england_and_wales"], "england-and-wales"),
        ("policies", ("usual",), {"quorumnumber": 3}, "quorum_number"),
        ("policies", ("review_month",), 6, "review_months"),
        ("starting_points", ("clauses", 0, "key"), "qourum", "quorum"),
        ("starting_points", ("clauses", 0, "optionnal"), True, "optional"),
        ("starting_points", ("usual",), {"quorum_when": "at the yearly meting"}, "at the yearly meeting"),
        ("checklists", ("lines", 1, "rule"), "signatory_needed", "signatories_needed"),
        ("checklists", ("lines", 2, "fact"), "yearend", "year_end"),
        ("checklists", ("asof",), "May", "as_of"),
        ("worksheets", ("nations",), ["Scotland "], "scotland"),
        ("worksheets", ("sections", 0, "blank"), ["x"], "blanks"),
    ],
)
def test_a_slip_is_told_with_the_right_spelling(folder: str, way: tuple[Any, ...], slip: Any, meant: str) -> None:
    _, sentences = read(folder, changed(folder, way, slip))
    assert any(f"Did you mean “{meant}”?" in sentence for sentence in sentences), sentences


ALL_WRONG: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "clauses": (
        {"key": "A b", "title": 3, "topic": "x", "extra": 1, "questions": [{"kind": "x"}], "says": [{"when": 1}]},
        (
            *("“key” needs a short name", "“title” needs words", "“topic” cannot be “x”", "“extra” is not known here"),
            *("“kind” cannot be “x”", "“ask” is missing", "“words” is missing", "“when” needs a part of its own"),
        ),
    ),
    "starting_points": (
        {"key": "a", "version": 0, "nations": ["x"], "clauses": [{"key": "x", "in": 1}], "usual": {"x": 1}},
        (
            *("There is no clause “x”", "“in” needs true or false", "“version” needs a whole number from 1"),
            *("“name” is missing", "“title” is missing", "“summary” is missing", "“nations” cannot be “x”"),
            "“x” is not a question of these clauses",
        ),
    ),
    "policies": (
        {"key": 1, "name": " ", "clauses": [{"key": "b", "says": "x"}, {"key": "b"}, 7], "review_months": 0},
        (
            *(
                "“key” needs words",
                "“name” is empty",
                "“says” needs a list",
                "“says” is missing",
                "“summary” is missing",
            ),
            *("Write each of “clauses” as a part of its own", "“review_months” needs", "The clause “b” stands twice"),
        ),
    ),
    "checklists": (
        {"key": "a", "lines": [{"ask": "A", "rule": "x", "fact": "y"}, {"ask": "B"}, {"least": -1}]},
        (
            *("“name” is missing", "“about” is missing", "“as_of” is missing", "“rule” cannot be “x”"),
            *("“fact” cannot be “y”", "A line is answered in one way", "“ask” is missing", "“least” needs"),
        ),
    ),
    "worksheets": (
        {"key": "a", "name": True, "address": "http://a", "nations": 3, "sections": [{"blanks": [1]}]},
        (
            *(
                "“name” needs words",
                "“summary” is missing",
                "“pointer” is missing",
                "“address” needs to begin with https",
            ),
            *("“nations” needs a list", "“title” is missing", "Everything in “blanks” needs to be words"),
        ),
    ),
}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_mistake_is_told_at_once(folder: str) -> None:
    table, told = ALL_WRONG[folder]
    _, sentences = read(folder, table)
    assert [one for one in told if not any(one in sentence for sentence in sentences)] == []


def test_every_file_of_a_folder_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    for number in range(3):
        (tmp_path / "policies" / f"p{number}.toml").write_text(f'key = "p{number}"\nname = "n"\n', "utf-8")
    files = {mistake.file for mistake in read_stock(tmp_path).mistakes}
    assert files == {f"library/policies/p{number}.toml" for number in range(3)}
