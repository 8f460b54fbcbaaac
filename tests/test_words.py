"""Cleaning what people type."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.words import clean_line, clean_lines, folded
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
