"""Cleaning what people type."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.words import also_as, clean_line, clean_lines, folded
from tests.sweep import examples

pytestmark = [pytest.mark.pure, pytest.mark.sweep]
ANY = st.text(st.characters()) | st.text("a \t\r\n\x00\x0b\x85\u2028\u2029\u202e\u2066\ufeff\ud800é\u0301")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Corner shop  ", "Corner shop"),
        ("a\x00b", "ab"),
        ("a\u202eb\u2066c\u2069", "abc"),
        ("a\t b\n\nc", "a b c"),
        ("e\u0301", "é"),
        ("\ufeffLibrary", "Library"),
        ("a\ud800b", "ab"),
        ("🎉 شكرا", "🎉 شكرا"),
        ("a\u2028b", "a b"),
        ("\x85", ""),
        ('=HYPERLINK("http://x","y")', '=HYPERLINK("http://x","y")'),
        ("👩‍👧", "👩‍👧"),
        ("zero\u200dwidth", "zero\u200dwidth"),
    ],
)
def test_one_line(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("  a\n  b  \n\n", "a\n  b"),
        ("\x07bell", "bell"),
    ],
)
def test_several_lines(typed: str, kept: str) -> None:
    assert clean_lines(typed) == kept


@settings(max_examples=examples(200, 5_000))
@given(ANY)
def test_what_is_kept_can_be_stored_anywhere(text: str) -> None:
    for kept in (clean_lines(text), clean_line(text)):
        kept.encode("utf-8")
        assert not any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in kept)
        assert unicodedata.is_normalized("NFC", kept)
        assert kept == kept.strip()
    assert "\n" not in clean_line(text) and "  " not in clean_line(text)


@settings(max_examples=examples(100, 5_000))
@given(ANY)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Łukasz  O’Brién", "lukasz obrien"),
        ("O'NEIL", "oneil"),
        ("Straße", "strasse"),
        ("Ælfgifu", "aelfgifu"),
        ("李", "李"),
    ],
)
def test_names_are_looked_for_by_plain_letters(text: str, plain: str) -> None:
    assert folded(text) == plain


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("hall", "halls"),
        ("letter", "Letters"),
        ("party", "parties"),
        ("bus", "buses"),
        ("box", "boxes"),
        ("church", "churches"),
        ("class", "classes"),
        ("case", "cases"),
        ("house", "houses"),
        ("key", "keys"),
        ("movie", "movies"),
        ("café", "cafés"),
    ],
)
def test_one_is_found_by_many_and_many_by_one(one: str, many: str) -> None:
    for sought, there in ((one, many), (many, one), (one, one), (many, many)):
        assert any(part in folded(there) for part in also_as(sought)), (sought, there)


@pytest.mark.parametrize("words", ["cash", "a hall", "P014", "bus", "£12.50", "crisis", "Tuesday", "12s"])
def test_what_has_no_plural_is_looked_for_as_it_is(words: str) -> None:
    assert also_as(words) == (folded(words),)


def test_cases_are_no_cash() -> None:
    assert not any(part in "cash tin" for part in also_as("cases"))


@settings(max_examples=examples(100, 3_000))
@given(ANY)
def test_whatever_is_looked_for_is_found_where_it_stands_itself(text: str) -> None:
    assert any(part in folded(text) for part in also_as(text))
