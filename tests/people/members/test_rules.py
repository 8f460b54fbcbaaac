"""What may stand on a card, when it goes, and what is kept of words that named somebody."""

from datetime import date

import pytest

from groupkit.names_in import Names
from groupkit.people.members import rules
from groupkit.people.members.naming import LONGEST_INSTEAD, taken_out
from groupkit.refusal import Refused

pytestmark = pytest.mark.pure


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


@pytest.mark.parametrize(("more", "kept"), [(2, True), (LONGEST_INSTEAD, False)])
def test_a_long_text_that_named_somebody_is_only_said_to_be_gone(more: int, kept: bool) -> None:
    left = taken_out(Names(["Jo"], "Member 014 (left)"), "Jo " + "x" * more)
    assert left == ("Member 014 (left) " + "x" * more if kept else rules.TAKEN_OUT)
