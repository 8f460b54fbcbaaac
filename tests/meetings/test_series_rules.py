"""The days of a series, against a slow model that looks at every day; and how they are said."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.meetings import rules, saying
from groupkit.refusal import Refused
from tests.sweep import examples

pytestmark = pytest.mark.pure

DAYS = st.dates(date(2024, 1, 1), date(2029, 12, 31))


def slowly(every: str, first: date, until: date) -> Iterator[date]:
    """Every day from the first one on, asked whether it is one."""
    unit, which = every.split(" ")
    for count in range((until - first).days + 1):
        day = first + timedelta(days=count)
        if unit == "week":
            fits = count % (7 * int(which)) == 0
        elif which == "last":
            fits = day.weekday() == first.weekday() and (day + timedelta(days=7)).month != day.month
        else:
            fits = day.weekday() == first.weekday() and (day.day - 1) // 7 + 1 == int(which)
        if fits:
            yield day


@settings(max_examples=examples(100, 2000))
@given(st.sampled_from(sorted(saying.RHYTHMS)), DAYS, st.integers(0, 800))
def test_the_days_of_a_series_are_those_of_the_slow_model(every: str, first: date, length: int) -> None:
    until = first + timedelta(days=length)
    assert list(rules.days_of(every, first, until)) == list(slowly(every, first, until))


@settings(max_examples=examples(60, 500))
@given(st.sampled_from(sorted(saying.RHYTHMS)), DAYS)
def test_the_first_day_is_refused_where_it_is_none_of_them(every: str, first: date) -> None:
    if first in set(slowly(every, first, first)):
        rules.check_first_day(every, first)
    else:
        with pytest.raises(Refused):
            rules.check_first_day(every, first)


@pytest.mark.parametrize(
    ("every", "first", "said", "third"),
    [
        ("week 1", date(2026, 3, 3), "every week, on Tuesdays", date(2026, 3, 17)),
        ("week 2", date(2026, 3, 3), "every two weeks, on a Tuesday", date(2026, 3, 31)),
        ("week 2", date(2028, 2, 15), "every two weeks, on a Tuesday", date(2028, 3, 14)),
        ("week 4", date(2026, 3, 3), "every four weeks, on a Tuesday", date(2026, 4, 28)),
        ("month 2", date(2026, 3, 10), "every month, on its second Tuesday", date(2026, 5, 12)),
        ("month last", date(2028, 1, 27), "every month, on its last Thursday", date(2028, 3, 30)),
        ("month last", date(2028, 2, 29), "every month, on its last Tuesday", date(2028, 4, 25)),
    ],
)
def test_rhythms_as_they_are_said(every: str, first: date, said: str, third: date) -> None:
    assert saying.rhythm(every, first) == said
    assert list(rules.days_of(every, first, third))[2] == third


@pytest.mark.parametrize(
    ("every", "first", "said"),
    [
        ("month 4", date(2026, 12, 2), "2 December is the first Wednesday of its month, not the fourth"),
        ("month last", date(2026, 12, 23), "23 December is the fourth Wednesday of its month, not the last"),
        ("month 1", date(2026, 12, 30), "30 December is the fifth Wednesday of its month, not the first"),
    ],
)
def test_a_first_day_that_does_not_fit_is_told_what_it_is(every: str, first: date, said: str) -> None:
    with pytest.raises(Refused, match=said):
        rules.check_first_day(every, first)


def test_days_and_hours_as_they_are_said() -> None:
    day = date(2026, 3, 3)
    assert saying.full_day(day) == "Tuesday 3 March 2026"
    assert saying.brief_day(day) == "Tuesday 3 March"
    assert saying.from_to("19:00", "21:30") == "7 pm to 9.30 pm"
