"""What goes out of a date, and what it is known by."""

from datetime import UTC, date, datetime, timedelta

import pytest

from groupkit.calendar.rules import calendar_name, entry_of, goes_out, uid_of
from groupkit.coming_up import Coming

pytestmark = pytest.mark.pure

RETURN = Coming(
    date(2026, 12, 1),
    "Community Chest would like to hear how it went",
    "/marigold/grants/1",
    words="Most of it is filled in.",
    called="Return due",
    key="return abc",
)


def test_a_neutral_name_goes_out_and_nothing_else() -> None:
    entry = entry_of(RETURN, "marigold key")
    assert (entry.title, entry.day, entry.starts, entry.ends) == ("Return due", date(2026, 12, 1), None, None)
    assert "Chest" not in repr(entry) and "marigold" not in repr(entry)


def test_the_short_name_stands_before_a_title_only_where_it_was_asked_for() -> None:
    assert entry_of(RETURN, "key", "marigold").title == "marigold: Return due"
    assert (calendar_name(), calendar_name("marigold")) == ("Dates", "marigold: Dates")


@pytest.mark.parametrize(("called", "key"), [("", "return abc"), ("Return due", ""), ("", "")])
def test_what_merely_waits_goes_into_no_calendar(called: str, key: str) -> None:
    assert not goes_out(Coming(date(2026, 12, 1), "A payment waits", called=called, key=key))


def test_a_date_is_known_by_the_same_name_when_it_moves_and_by_another_in_another_group() -> None:
    moved = Coming(date(2027, 1, 9), "later", called="Return due", key="return abc")
    assert entry_of(RETURN, "ours").uid == entry_of(moved, "ours").uid
    assert uid_of("ours", "return abc") != uid_of("theirs", "return abc")
    assert uid_of("ours", "return abc") != uid_of("ours", "return abd")


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2028, 2, 28), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 3, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_a_day_is_over_on_the_day_after(day: date, after: date) -> None:
    assert entry_of(Coming(day, "", called="Our year ends", key="year"), "key").day_after == after


@pytest.mark.parametrize("hours", [0, -1])
def test_an_end_that_is_not_after_the_beginning_is_left_out(hours: int) -> None:
    starts = datetime(2026, 5, 3, 18, tzinfo=UTC)
    told = Coming(date(2026, 5, 3), "", called="x", key="y", starts=starts, ends=starts + timedelta(hours=hours))
    assert entry_of(told, "key").ends is None
