"""The weeks round a yearly meeting, counted back from its day, in leap years and at the turn of a year."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.dates import YearEnd
from groupkit.meetings.rules import Noticed
from groupkit.meetings.timetable import Asked, accounts_late, gap_late, timetable
from tests.sweep import examples

pytestmark = pytest.mark.pure

MARCH = YearEnd(3, 31)


def asked(days: int = 21, clear: bool = True, end: YearEnd = MARCH, months: int = 6) -> Asked:
    return Asked(Noticed(days, clear, "clause 9"), end, months)


def by(meeting: date, said: Asked) -> dict[str, date]:
    return {one.key: one.by for one in timetable(meeting, said)}


@pytest.mark.parametrize(
    ("meeting", "said", "key", "day"),
    [
        (date(2026, 9, 22), asked(), "place", date(2026, 7, 28)),
        (date(2026, 9, 22), asked(), "accounts", date(2026, 8, 11)),
        (date(2026, 9, 22), asked(), "nominations", date(2026, 8, 25)),
        (date(2026, 9, 22), asked(), "notice", date(2026, 8, 31)),
        (date(2026, 9, 22), asked(clear=False), "notice", date(2026, 9, 1)),
        (date(2026, 9, 22), asked(14), "agenda", date(2026, 9, 7)),
        (date(2026, 9, 22), asked(), "papers", date(2026, 9, 15)),
        (date(2026, 9, 22), asked(), "sheets", date(2026, 9, 22)),
        (date(2026, 9, 22), asked(), "officers", date(2026, 9, 29)),
        (date(2026, 9, 22), asked(), "mandate", date(2026, 10, 6)),
        # Over 29 February, and over the turn of a year.
        (date(2028, 3, 7), asked(7), "notice", date(2028, 2, 28)),
        (date(2028, 3, 28), asked(), "nominations", date(2028, 2, 29)),
        (date(2027, 1, 19), asked(), "accounts", date(2026, 12, 8)),
        # Over the nights on which the clocks change a day is a day.
        (date(2026, 4, 14), asked(14), "notice", date(2026, 3, 30)),
        (date(2026, 11, 3), asked(14), "notice", date(2026, 10, 19)),
    ],
)
def test_worked_examples(meeting: date, said: Asked, key: str, day: date) -> None:
    assert by(meeting, said)[key] == day


def test_the_letter_and_the_source_stand_beside_the_last_day() -> None:
    [line] = [one for one in timetable(date(2026, 9, 22), asked()) if one.key == "notice"]
    assert line.words == "21 clear days; by post it has to go by 29 August 2026"
    assert line.source == "clause 9"


@settings(max_examples=examples(60, 500))
@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)), st.integers(0, 120), st.booleans())
def test_it_stands_in_the_order_of_its_days(meeting: date, days: int, clear: bool) -> None:
    found = timetable(meeting, asked(days, clear))
    assert [one.by for one in found] == sorted(one.by for one in found)
    assert len({one.key for one in found}) == len(found) == 9


@pytest.mark.parametrize(
    ("meeting", "end", "over"),
    [
        (date(2026, 9, 22), MARCH, date(2026, 3, 31)),
        (date(2026, 3, 31), MARCH, date(2025, 3, 31)),
        (date(2026, 4, 1), MARCH, date(2026, 3, 31)),
        (date(2028, 3, 1), YearEnd(2, 28), date(2028, 2, 29)),
        (date(2028, 2, 29), YearEnd(2, 28), date(2027, 2, 28)),
        (date(2027, 1, 10), YearEnd(12, 31), date(2026, 12, 31)),
    ],
)
def test_which_year_is_over(meeting: date, end: YearEnd, over: date) -> None:
    assert asked(end=end).year_over(meeting) == over


def test_accounts_that_come_late_are_told() -> None:
    assert accounts_late(date(2026, 9, 30), asked()) == ""
    assert "by 30 September 2026, 6 months after" in accounts_late(date(2026, 10, 1), asked())


def test_a_yearly_meeting_long_after_the_last_is_told() -> None:
    assert gap_late(date(2026, 9, 22), None, 15) == ""
    assert gap_late(date(2026, 9, 22), date(2025, 6, 22), 15) == ""
    assert "by 22 September 2026" in gap_late(date(2026, 9, 22) + timedelta(days=1), date(2025, 6, 22), 15)
