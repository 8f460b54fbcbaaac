"""What may stand on a card, when it goes, and finding a name in other words."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.people.members import rules
from groupkit.people.members.naming import LONGEST_INSTEAD, Names
from groupkit.refusal import Refused
from tests.sweep import examples

pytestmark = pytest.mark.pure

NAME = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("way", "contact"),
    [
        ("phone", "07700 900123"),
        ("text", "+44 7700 900123"),
        ("email", "sam@example.org"),
        ("post", "12 Hill Street"),
        ("person", ""),
        ("person", "at the library on Tuesdays"),
    ],
)
def test_a_contact_that_fits(way: str, contact: str) -> None:
    rules.check_contact(way, contact)


@pytest.mark.parametrize(
    ("way", "contact", "field"),
    [
        ("phone", "", "contact"),
        ("phone", "ask Jo", "contact"),
        ("email", "07700 900123", "contact"),
        ("email", "a b@c", "contact"),
        ("post", "", "contact"),
        ("pigeon", "loft 3", "way"),
        ("", "", "way"),
    ],
)
def test_a_contact_that_does_not_fit_is_told_on_its_field(way: str, contact: str, field: str) -> None:
    with pytest.raises(Refused) as told:
        rules.check_contact(way, contact)
    assert told.value.field == field


@pytest.mark.parametrize(
    ("left", "goes"),
    [
        (date(2026, 3, 31), date(2027, 3, 31)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2026, 12, 1), date(2027, 12, 1)),
    ],
)
def test_a_name_stays_twelve_months(left: date, goes: date) -> None:
    assert rules.goes_on(left, 12) == goes
    assert rules.left_before(goes, 12) <= left


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Jo", "Jo", "Member 014 (left)"),
        ("Jo", "paid JO for tea", "paid Member 014 (left) for tea"),
        ("Jo", "Joanna and Major Jojo", None),
        ("Jo", "Jo Smith paid", None),
        ("O'Brien-Łukasz", "for o'brien-łukasz.", "for Member 014 (left)."),
        ("李", "付给李的茶", "付给Member 014 (left)的茶"),
        ("Ann Lee", "Ann  Lee's taxi", "Member 014 (left)'s taxi"),
        ("=cmd()", "note =cmd() here", "note Member 014 (left) here"),
        ("Jo", "Jo " + "x" * LONGEST_INSTEAD, "(taken out)"),
    ],
)
def test_a_name_is_found_as_whole_words(name: str, text: str, left: str | None) -> None:
    names = Names([name], "Member 014 (left)", others=["Jo Smith", "Mo"])
    assert names.are_in(text) == (left is not None)
    if left is not None:
        assert names.taken_out(text) == left


def test_nobodys_name_is_in_nothing() -> None:
    assert not Names(["", "  "], "x").are_in("anything")
    assert Names([], "x").replaced("as it was") == "as it was"


@settings(max_examples=examples(100, 2_000))
@given(NAME, NAME, NAME)
def test_what_is_taken_out_holds_the_name_no_more(name: str, before: str, after: str) -> None:
    names = Names([name], "(0)")
    left = names.replaced(f"{before} {name} {after}")
    assert "(0)" in left
    assert not names.are_in(left)
