"""Names taken out of the words of a paper: whole, by their parts, in any case, and never a plain word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.copies.papers import in_lines
from groupkit.copies.rules import INSTEAD, Known, still_there, take_out
from tests.sweep import examples

pytestmark = pytest.mark.pure

PEOPLE = Known(("Tamsin Okafor", "Zoë O'Brien-Łukasz", "李", "May", "Jo", "Mo Hall"), ("Quillfeather Stationers",))


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Tamsin Okafor said so", f"{INSTEAD} said so"),
        ("TAMSIN and okafor", f"{INSTEAD} and {INSTEAD}"),
        ("Tamsin\nOkafor", INSTEAD),
        ("Zoë's hat", f"{INSTEAD}'s hat"),
        ("We paid Quillfeather  Stationers", f"We paid {INSTEAD}"),
        ("Tamsinova is a place", "Tamsinova is a place"),
        ("In May we met in the hall", "In May we met in the hall"),
    ],
)
def test_names_go_and_words_stay(words: str, left: str):
    assert take_out(words, PEOPLE)[0] == left


def test_what_is_a_word_as_well_is_for_the_eye():
    assert PEOPLE.for_the_eye("In May, Jo came to the hall") == ["Hall", "Jo", "May"]
    assert PEOPLE.for_the_eye("Nothing here") == []


def test_it_counts_what_it_took_out():
    found = take_out("Tamsin, Tamsin and Okafor", PEOPLE)[1]
    assert {(one.name, one.times) for one in found} == {("Tamsin", 2), ("Okafor", 1)}


@settings(max_examples=examples(200, 5_000))
@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=12), max_size=5))
def test_nothing_is_left_that_it_could_find(words: str, names: list[str]):
    known = Known(tuple(names))
    left, _ = take_out(words, known)
    assert [name for name in still_there(left, known) if name.casefold() not in INSTEAD] == []


def test_a_page_as_lines():
    page = "<style>p{}</style><h1>Our   return</h1><table><tr><td>Wool</td><td>£3</td></tr></table>"
    page += "<p>We &amp; you<br>met</p>"
    assert in_lines(page) == "Our return\nWool £3\nWe & you\nmet"
