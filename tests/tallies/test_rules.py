"""Hours, numbers on a measure, months, and counts that cannot be."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.dates import Period
from groupkit.refusal import Refused
from groupkit.tallies import rules
from tests.sweep import examples

pytestmark = pytest.mark.pure

often = settings(max_examples=examples(60, 2_000), deadline=None)
TODAY = date(2026, 4, 20)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("6", 360),
        ("1.5", 90),
        ("1,5", 90),
        ("1½", 90),
        ("½", 30),
        (".25", 15),
        ("1:30", 90),
        ("2h 15", 135),
        ("3 hours", 180),
        ("0", 0),
        ("2h15m", 135),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, minutes: int) -> None:
    assert rules.read_hours(typed) == minutes


@pytest.mark.parametrize("typed", ["six", "", ".", "1.33", "0:20", "1:75", "-1", "9999", "1.5.5", "²"])
def test_hours_that_cannot_be_read_are_told(typed: str) -> None:
    with pytest.raises(Refused):
        rules.read_hours(typed)


@often
@given(st.integers(0, 4_000))
def test_quarters_of_an_hour_read_back(quarters: int) -> None:
    assert rules.read_hours(rules.hours(quarters * 15)) == quarters * 15


@often
@given(st.integers(-999_999_999, 999_999_999))
def test_numbers_of_a_measure_read_back(hundredths: int) -> None:
    assert rules.read_hundredths(rules.in_figures(hundredths)) == hundredths


@pytest.mark.parametrize(
    ("typed", "hundredths"), [("7", 700), ("7.25", 725), ("7,5", 750), ("−1.5", -150), ("-0.05", -5)]
)
def test_a_number_of_a_measure(typed: str, hundredths: int) -> None:
    assert rules.read_hundredths(typed) == hundredths


@pytest.mark.parametrize("typed", ["", "seven", "7.255", "1e5", "--1", "−−1"])
def test_what_is_no_number_is_told(typed: str) -> None:
    with pytest.raises(Refused):
        rules.read_hundredths(typed)


def test_a_period_that_cuts_months_says_which() -> None:
    whole, cut = rules.months_in(Period(date(2026, 1, 1), date(2026, 3, 31)))
    assert (whole, cut) == ([date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)], [])
    whole, cut = rules.months_in(Period(date(2026, 1, 2), date(2026, 3, 30)))
    assert (whole, cut) == ([date(2026, 2, 1)], [date(2026, 1, 1), date(2026, 3, 1)])


@often
@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.integers(0, 900))
def test_each_month_is_whole_or_cut(first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    whole, cut = rules.months_in(Period(first, last))
    assert len(cut) <= 2
    assert sorted([*whole, *cut]) == rules.months_until(last, len(whole) + len(cut))
    assert all(first <= month and rules.last_of(month) <= last for month in whole)


@pytest.mark.parametrize("address", ["2026-13", "2026-4", "1999-04", "2026-04-01", "２０２６-04", ""])
def test_what_is_no_month_has_no_page(address: str) -> None:
    assert rules.month_at(address) is None
    assert rules.month_at("2026-04") == date(2026, 4, 1)


def session(**more: Any) -> None:
    usual = {"day": TODAY, "today": TODAY, "standing": "held", "came": 9, "first_timers": 1, "minutes": 60}
    rules.check_session(**(usual | more))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"day": date(2026, 4, 21)}, "day"),
        ({"standing": "called_off"}, "attendances"),
        ({"standing": "called_off", "came": None, "first_timers": None, "minutes": 15}, "attendances"),
        ({"first_timers": 10}, "first_timers"),
        ({"came": None}, "attendances"),
    ],
)
def test_a_session_that_cannot_have_been(more: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        session(**more)
    assert refused.value.field == field


def test_a_session_that_can() -> None:
    session()
    session(came=None, first_timers=None)
    session(came=0, first_timers=0, minutes=0)
    session(day=date(2026, 5, 1), standing="called_off", came=None, first_timers=None, minutes=0)


@pytest.mark.parametrize(
    ("first", "last", "people", "attendances", "field"),
    [
        (date(2026, 2, 1), date(2026, 1, 31), 9, None, "last"),
        (date(2026, 1, 1), date(2026, 4, 21), 9, None, "last"),
        (date(2026, 1, 1), date(2026, 3, 31), 41, 40, "people"),
    ],
)
def test_different_people_that_cannot_be(
    first: date, last: date, people: int, attendances: int | None, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_people(first, last, TODAY, people, attendances)
    assert refused.value.field == field
    rules.check_people(date(2026, 1, 1), date(2026, 3, 31), TODAY, 40, 40)


@pytest.mark.parametrize(
    ("uses", "yes_on", "until", "field"),
    [
        ([], TODAY, None, "uses"),
        (["returns"], date(2026, 4, 21), None, "yes_on"),
        (["returns"], TODAY, date(2026, 4, 19), "until"),
        (["returns"], TODAY, date(2031, 4, 21), "until"),
    ],
)
def test_a_yes_that_is_none(uses: list[str], yes_on: date, until: date | None, field: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.check_yes(uses, yes_on, until, TODAY)
    assert refused.value.field == field
    rules.check_yes(["returns"], TODAY, date(2031, 4, 20), TODAY)


def test_more_answers_than_slips() -> None:
    with pytest.raises(Refused) as refused:
        rules.check_slips(5, {"welcome": (3, 2, 1)})
    assert (refused.value.sentence, refused.value.field) == (
        "That is 6 answers together, and 5 slips were handed in",
        "welcome_agree",
    )
    with pytest.raises(Refused):
        rules.check_slips(0, {})
    rules.check_slips(6, {"welcome": (3, 2, 1), "say": (0, 0, 0)})


def test_the_nine_sources_begin_with_those_who_came_by_themselves() -> None:
    assert len(rules.HEARD) == 9 and next(iter(rules.HEARD)) == "heard_self"
    assert len(rules.BARRIERS) == 8
    assert "talks" not in rules.OF_PEOPLE and set(rules.OF_PEOPLE) < set(rules.MONTHLY)
