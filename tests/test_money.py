"""Reading and printing whole pence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.money import MOST_PENCE, figures, pounds, read_pounds, read_spent
from groupkit.refusal import Refused
from tests.sweep import examples

pytestmark = [pytest.mark.pure, pytest.mark.sweep]
PENCE = st.integers(0, MOST_PENCE)


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("12", 1200),
        ("12.50", 1250),
        ("£12.50", 1250),
        ("£1,012.50", 101250),
        ("1012.50", 101250),
        (" £ 3 ", 300),
        ("0", 0),
        ("0.01", 1),
        ("1,000,000", 100000000),
        ("007", 700),
        ("99,999,999.99", MOST_PENCE),
        ("\u00a05.00\u00a0", 500),
    ],
)
def test_amounts_that_people_write(typed: str, pence: int) -> None:
    assert read_pounds(typed) == pence


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "like 12.50"),
        ("   ", "like 12.50"),
        ("£", "like 12.50"),
        ("-5", "minus"),
        ("−5", "minus"),
        ("£-5", "minus"),
        ("(5)", "minus"),
        ("12.345", "two figures"),
        ("12.5", "two figures"),
        ("12.", "in figures"),
        (".50", "in figures"),
        ("1,2", "in figures"),
        ("1,0000", "in figures"),
        ("12,34.50", "in figures"),
        (",100", "in figures"),
        ("1e9", "in figures"),
        ("12.50p", "in figures"),
        ("nan", "in figures"),
        ("inf", "in figures"),
        ("1_000", "in figures"),
        ("0x10", "in figures"),
        ("+5", "in figures"),
        ("5 5", "in figures"),
        ("££5", "in figures"),
        ("£5£", "in figures"),
        ("$5", "in figures"),
        ("٥", "in figures"),
        ("５", "in figures"),
        ("१२.५०", "in figures"),
        ("²", "in figures"),
        ("1\n2", "in figures"),
        ("12.٥٠", "in figures"),
        ("100,000,000", "larger"),
        ("100000000.00", "larger"),
        ("9" * 5000, "larger"),
    ],
)
def test_amounts_that_are_refused(typed: str, says: str) -> None:
    with pytest.raises(Refused, match=says) as refused:
        read_pounds(typed, "amount")
    assert refused.value.field == "amount"


def test_nothing_is_no_amount_to_spend() -> None:
    assert read_spent("0.01") == 1
    with pytest.raises(Refused, match="more than nothing"):
        read_spent("0.00")


@settings(max_examples=examples(100, 5_000))
@given(PENCE)
def test_what_is_printed_can_be_read(pence: int) -> None:
    assert read_pounds(pounds(pence)) == pence == read_pounds(figures(pence))


@settings(max_examples=examples(50, 2_000))
@given(PENCE.filter(bool))
def test_below_nothing_is_printed_with_a_minus_and_not_read(pence: int) -> None:
    assert pounds(-pence) == f"−{pounds(pence)}"
    assert figures(-pence) == f"-{figures(pence)}"
    with pytest.raises(Refused):
        read_pounds(pounds(-pence))


@settings(max_examples=examples(200, 5_000))
@given(st.text() | st.text("0123456789.,£-e+ ٣５\n") | st.from_regex(r"£?[0-9,.]{1,12}"))
def test_anything_is_read_or_refused(text: str) -> None:
    try:
        pence = read_pounds(text)
    except Refused:
        return
    assert 0 <= pence <= MOST_PENCE
    assert set(text.strip()) <= set("0123456789.,£ \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0") | {
        space for space in text if space.isspace()
    }


@pytest.mark.parametrize(
    ("pence", "printed"),
    [
        (0, "£0.00"),
        (5, "£0.05"),
        (101250, "£1,012.50"),
        (-500, "−£5.00"),
        (-5, "−£0.05"),
        (MOST_PENCE, "£99,999,999.99"),
    ],
)
def test_printing(pence: int, printed: str) -> None:
    assert pounds(pence) == printed
