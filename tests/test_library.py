"""The library: shipped and local files are found, read and checked, with every mistake in plain words."""

import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.library import (
    MOST_BYTES,
    Checker,
    Library,
    Mistake,
    Mistaken,
    did_you_mean,
    parse_table,
    shipped_folder,
    spoken,
)
from tests.sweep import examples

pytestmark = pytest.mark.pure


@pytest.fixture
def shelves(tmp_path: Path) -> Library:
    for folder in ("shipped", "local"):
        (tmp_path / folder).mkdir()
    (tmp_path / "shipped" / "six.toml").write_text('key = "six"\nname = "Six lines"\n', "utf-8")
    return Library("formats", tmp_path / "shipped", tmp_path / "local")


def add(library: Library, name: str, text: str | bytes) -> None:
    assert library.local is not None
    (library.local / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def only(mistakes: list[Mistake]) -> Mistake:
    assert len(mistakes) == 1, mistakes
    return mistakes[0]


# --- finding files -------------------------------------------------------------------------------


def test_shipped_and_local_files_are_read(shelves: Library) -> None:
    add(shelves, "ours.toml", 'key = "ours"\nname = "Ours"')
    found, mistakes = shelves.read_all()
    assert mistakes == []
    assert found == {"six": {"key": "six", "name": "Six lines"}, "ours": {"key": "ours", "name": "Ours"}}
    assert [(one.key, one.file, one.local) for one in shelves.read_files()[0]] == [
        ("six", "groupkit/formats/six.toml", False),
        ("ours", "library/formats/ours.toml", True),
    ]


def test_no_local_folder_is_no_mistake(shelves: Library, tmp_path: Path) -> None:
    for local in (None, tmp_path / "missing", tmp_path / "shipped" / "six.toml"):
        assert Library("formats", shelves.shipped, local).read_all() == (
            {"six": {"key": "six", "name": "Six lines"}},
            [],
        )


def test_a_local_file_cannot_replace_a_shipped_one(shelves: Library) -> None:
    add(shelves, "aaa.toml", 'key = "six"\nname = "Mine"')
    found, mistakes = shelves.read_all()
    assert found["six"]["name"] == "Six lines"
    mistake = only(mistakes)
    assert mistake.file == "library/formats/aaa.toml"
    assert "comes with groupkit and cannot be replaced" in mistake.sentence
    assert "“our_six”" in mistake.sentence


def test_two_local_files_with_one_key(shelves: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"shipped": ["six.toml"], "local": ["b.toml", "a.toml"]}
    monkeypatch.setattr(Path, "iterdir", lambda folder: (folder / name for name in names[folder.name]))
    add(shelves, "b.toml", 'key = "ours"\nname = "second"')
    add(shelves, "a.toml", 'key = "ours"\nname = "first"')
    found, mistakes = shelves.read_all()
    assert found["ours"]["name"] == "first"
    assert str(only(mistakes)) == (
        "library/formats/b.toml: “ours” is already the key of library/formats/a.toml. Give this one another key"
    )


@pytest.mark.parametrize("name", [".hidden.toml", "_draft.toml", "~six.toml", "README.md", "notes.txt"])
def test_other_files_are_left_alone(shelves: Library, name: str) -> None:
    add(shelves, name, "not = [toml")
    assert shelves.read_all()[1] == []


def test_an_ending_that_an_editor_added(shelves: Library) -> None:
    add(shelves, "ours.toml.txt", 'key = "ours"')
    found, mistakes = shelves.read_all()
    assert "ours" not in found
    assert "needs to end in .toml" in only(mistakes).sentence


def test_capitals_in_the_ending_do_not_matter(shelves: Library) -> None:
    add(shelves, "OURS.TOML", 'key = "ours"')
    assert set(shelves.read_all()[0]) == {"six", "ours"}


def test_a_folder_with_such_a_name(shelves: Library) -> None:
    assert shelves.local is not None
    (shelves.local / "folder.toml").mkdir()
    (shelves.local / "nowhere.toml").symlink_to(shelves.local / "missing")
    assert shelves.read_all()[1] == []


@pytest.mark.skipif(os.name != "posix", reason="only there can a file's name be broken")
def test_a_broken_file_name_can_be_printed(shelves: Library) -> None:
    assert shelves.local is not None
    with open(os.path.join(os.fsencode(shelves.local), b"\xff\xfe.toml"), "wb") as file:
        file.write(b"nothing")
    str(only(shelves.read_all()[1])).encode()


def test_a_file_that_may_not_be_opened(shelves: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    add(shelves, "ours.toml", 'key = "ours"')
    monkeypatch.setattr(Path, "open", refuse)
    assert all("cannot be opened" in mistake.sentence for mistake in shelves.read_all()[1])


def test_no_mistake_names_a_place_on_the_machine(shelves: Library, tmp_path: Path) -> None:
    for name, text in {"a.toml": "x", "b.toml": 'key = "six"', "c.toml": b"\xff", "d.toml": ""}.items():
        add(shelves, name, text)
    mistakes = shelves.read_all()[1]
    assert len(mistakes) == 4
    assert not any(str(tmp_path) in str(mistake) for mistake in mistakes)


def test_the_shipped_folder_of_a_feature() -> None:
    assert (shipped_folder("groupkit.grants", "formats") / "six_lines.toml").is_file()


def test_reading_with_a_reader(shelves: Library) -> None:
    add(shelves, "bad.toml", 'key = "bad"')

    def read(table: dict[str, object], file: str) -> tuple[str | None, list[Mistake]]:
        return (str(table["name"]), []) if "name" in table else (None, [Mistake(file, "", "No name")])

    assert shelves.read_as(read) == ({"six": "Six lines"}, [Mistake("library/formats/bad.toml", "", "No name")])


# --- reading one file ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"#" * (MOST_BYTES + 1), "larger than 200 kB"),
        ('name = "caf\xe9"'.encode("latin-1"), "not saved as UTF-8"),
        ('key = "a"'.encode("utf-16"), "not saved as UTF-8"),
        (b'key = "a"\nname = oops\n', "Line 2 cannot be read"),
        (b'key = "a"\nkey = "b"\n', "Line 2 cannot be read"),
        (b'key = "a', "stops in the middle"),
        (b"a = " + b"[" * 5_000, "brackets inside brackets"),
        (b"a = " + b"{a=" * 5_000, "brackets inside brackets"),
        (b"a = " + b"9" * 5_000, "far too long"),
        (b".".join([b"a"] * 50_000) + b" = 1", "too many dots"),
        (b'["a" . b.' + b".".join([b'"c"'] * 5_000) + b"]", "too many dots"),
    ],
)
def test_a_file_that_cannot_be_read(data: bytes, sentence: str) -> None:
    started = time.monotonic()
    with pytest.raises(Mistaken) as mistaken:
        parse_table(data, "mine.toml")
    assert sentence in mistaken.value.mistakes[0].sentence
    assert time.monotonic() - started < 1


def test_exactly_the_largest_file_is_read() -> None:
    start = b'key = "a"\n'
    assert parse_table(start + b"#" * (MOST_BYTES - len(start)), "x") == {"key": "a"}


def test_what_windows_editors_put_in_is_no_mistake() -> None:
    assert parse_table(b'\xef\xbb\xbfkey = "a"\r\nname = "b"\r\n', "x") == {"key": "a", "name": "b"}


def test_a_dotted_line_to_sign_on_is_no_mistake() -> None:
    text = "Signed " + "." * 400 + " Date . . . . . . . ."
    assert parse_table(f'text = """\n{text}"""'.encode(), "x") == {"text": text}


@settings(max_examples=examples(200, 5_000))
@given(st.binary(max_size=200) | st.text(alphabet="ab=.\"[]{}\n#\\0123-:TZ_,'", max_size=80).map(str.encode))
def test_any_bytes_are_a_table_or_a_mistake(data: bytes) -> None:
    try:
        assert isinstance(parse_table(data, "x"), dict)
    except Mistaken as mistaken:
        assert mistaken.sentence


# --- the checker ---------------------------------------------------------------------------------


def checked(table: dict[str, Any]) -> Checker:
    return Checker(table, "mine.toml")


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        (str, 3, "words between quotation marks"),
        (int, "3", "a whole number"),
        (int, True, "a whole number"),
        (int, 3.0, "a whole number"),
        (bool, 1, "true or false"),
        (list, "a", "a list between square brackets"),
        (dict, [], "a part of its own"),
    ],
)
def test_another_type_is_a_mistake(kind: type, value: object, sentence: str) -> None:
    checker = checked({"a": value})
    assert checker.take("a", kind) is None
    assert sentence in only(checker.done()).sentence


def test_missing_is_a_mistake_only_when_required() -> None:
    checker = checked({})
    assert checker.take("a", str, required=False) is None
    assert checker.mistakes == []
    assert checker.take("b", int) is None
    assert only(checker.done()).sentence == "“b” is missing. It needs a whole number, like 3"


def test_unknown_names_come_with_the_nearest_right_spelling() -> None:
    checker = checked({"titel": "x", "zzz": 1, "TITLE": 2})
    checker.text("title", required=False)
    checker.text("hint", required=False)
    assert [mistake.sentence for mistake in checker.done()] == [
        "“titel” is not known here. Did you mean “title”?",
        "“zzz” is not known here. You can use “hint” or “title”",
        "“TITLE” is not known here. Did you mean “title”?",
    ]


def test_parts_share_one_list_and_say_where() -> None:
    checker = checked({"closing": {"ask": 1}, "asks": [{"number": "one"}, 7, {"nubmer": 2}], "suits": []})
    part = checker.part("closing")
    assert part is not None
    part.text("ask")
    for one in checker.parts("asks"):
        one.number("number", 1, 9, required=False)
    assert checker.part("suits") is None
    assert [(mistake.where, mistake.sentence.split(".")[0]) for mistake in checker.done()] == [
        ("closing", '“ask” needs words between quotation marks, like "Room hire"'),
        ("", "Write each of “asks” as a part of its own under [[asks]]"),
        ("asks 1", "“number” needs a whole number, like 3"),
        ("", "“suits” needs a part of its own with a heading between square brackets"),
        ("asks 3", "“nubmer” is not known here"),
    ]


def test_a_part_within_a_part_says_the_whole_way() -> None:
    checker = checked({"asks": [{"questions": [{"key": "A"}]}]})
    checker.parts("asks")[0].parts("questions")[0].key()
    assert only(checker.done()).where == "asks 1, questions 1"


def test_words_from_a_closed_list() -> None:
    checker = checked({"facts": ["spent_total", "left_ovr", "left_over"]})
    assert checker.words_from("facts", ["spent_total", "left_over"]) == ("spent_total", "left_over")
    assert only(checker.done()).sentence == "“facts” cannot be “left_ovr”. Did you mean “left_over”?"


@pytest.mark.parametrize("hidden", ["\0", "\x1b", "\u202e", "\u2066", "\x7f", "\ud800"])
def test_hidden_characters_stay_out(hidden: str) -> None:
    checker = checked({"a": f"x{hidden}y"})
    assert checker.text("a") == ""
    assert "hidden character" in only(checker.done()).sentence


def test_a_mistake_never_repeats_hidden_or_endless_words() -> None:
    checker = checked({"\u202ea" + "b" * 500: 1})
    sentence = only(checker.done()).sentence
    assert "\u202e" not in sentence
    assert len(sentence) < 150


def test_lines_and_other_scripts_are_welcome() -> None:
    checker = checked({"a": " two\n\tlines ሰላም 🧶 "})
    assert checker.text("a") == "two\n\tlines ሰላም 🧶"
    assert checker.done() == []


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["a"], "“a”"), (["a", "b"], "“a” and “b”"), (["a", "b", "c"], "“a”, “b” and “c”")]
)
def test_names_as_they_are_said(names: list[str], said: str) -> None:
    assert spoken(names) == said


def test_nothing_near_and_nothing_at_all() -> None:
    assert did_you_mean("zzz", ["ask", "hint"]) == "You can use “ask” or “hint”"
    assert did_you_mean("zzz", []) == "Nothing can be written here"


def test_mistakes_that_stop_a_reading_say_everything() -> None:
    mistaken = Mistaken([Mistake("a.toml", "asks 1", "One"), Mistake("a.toml", "", "Two")])
    assert mistaken.sentence == "a.toml: asks 1: One. a.toml: Two"
