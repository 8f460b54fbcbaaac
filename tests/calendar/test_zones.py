"""When the clock changes, as a calendar file has to say it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from groupkit.calendar.zones import clocks

pytestmark = pytest.mark.pure

HOUR = timedelta(hours=1)


def test_london_changes_at_one_in_spring_and_at_two_in_autumn() -> None:
    """By the clock that is about to change; that is one o’clock GMT (Summer Time Order 2002)."""
    found = [(clock.on_the_wall, clock.name, clock.summer) for clock in clocks(ZoneInfo("Europe/London"), 2026, 2027)]
    assert found == [
        (datetime.fromisoformat("2026-01-01T00:00"), "GMT", False),
        (datetime.fromisoformat("2026-03-29T01:00"), "BST", True),
        (datetime.fromisoformat("2026-10-25T02:00"), "GMT", False),
        (datetime.fromisoformat("2027-03-28T01:00"), "BST", True),
        (datetime.fromisoformat("2027-10-31T02:00"), "GMT", False),
    ]


def test_each_change_goes_on_from_the_one_before() -> None:
    found = list(clocks(ZoneInfo("Europe/London"), 2025, 2030))
    assert [one.before for one in found[1:]] == [one.after for one in found[:-1]]
    assert {one.after for one in found} == {timedelta(), HOUR}


def test_a_clock_that_never_changes_is_said_once() -> None:
    (only,) = clocks(ZoneInfo("Asia/Kolkata"), 2026, 2030)
    assert (only.before, only.after) == (5.5 * HOUR, 5.5 * HOUR)
