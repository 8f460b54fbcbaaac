"""Series as they are kept: days that become meetings, days left out, a change from a day on, an end."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from groupkit import dates
from groupkit.access.actor import Actor
from groupkit.meetings import calendar, operations, queries, series
from groupkit.meetings.models import MeetingSeries
from groupkit.refusal import Conflict, Refused
from tests.builders import AGroup, in_books_of
from tests.meetings.desk import EVENING, told, whole

FIRST = date(2026, 3, 3)
"""A Tuesday."""
FORTNIGHT = timedelta(days=14)


@pytest.fixture
def sol(group: AGroup) -> Iterator[Actor]:
    """The secretary, in the books, on the day before the first meeting."""
    by = group.sol.actor
    with dates.clock_at(datetime(2026, 3, 2, 12, tzinfo=UTC)), in_books_of(group):
        yield by


def begin(by: Actor, **other: Any) -> MeetingSeries:
    said = {"kind": "ordinary", "every": "week 2", "first_on": FIRST, "last_on": None, "place": "Hall", **EVENING}
    return series.begin(by, **{**said, **other})


def days() -> list[date]:
    return [one.day for one in calendar.calendar().coming]


def test_its_days_come_without_any_row(sol: Actor) -> None:
    begin(sol)
    assert days() == [FIRST + count * FORTNIGHT for count in range(4)]
    assert queries.to_come() == []
    whole()


def test_a_day_becomes_a_meeting_once(sol: Actor) -> None:
    row = begin(sol)
    made = series.take(row, FIRST, sol)
    assert series.take(row, FIRST, sol).id == made.id
    assert (made.day, made.starts, made.place, made.series_day) == (FIRST, "19:00", "Hall", FIRST)
    assert days() == [FIRST + count * FORTNIGHT for count in range(4)]


def test_a_moved_one_still_stands_for_its_day(sol: Actor) -> None:
    row = begin(sol)
    made = series.take(row, FIRST, sol)
    same = {name: getattr(made, name) for name in ("kind", "starts", "ends", "place", "online", "purpose")}
    operations.change(made, sol, day=FIRST + timedelta(days=1), **same)
    assert days()[:2] == [FIRST + timedelta(days=1), FIRST + FORTNIGHT]


def test_a_day_is_left_out_and_put_back(sol: Actor) -> None:
    row = begin(sol)
    series.leave_out(row, FIRST, sol)
    series.leave_out(row, FIRST, sol)
    assert days()[0] == FIRST + FORTNIGHT
    with pytest.raises(Refused, match="Put it back first"):
        series.take(row, FIRST, sol)
    series.put_back(row, FIRST, sol)
    assert days()[0] == FIRST
    with pytest.raises(Refused, match="not left out"):
        series.put_back(row, FIRST, sol)
    assert [what for what, _ in told()][-3:] == [
        "began a series of meetings",
        "left a day out of a series",
        "put a day back into a series",
    ]


def test_leaving_out_a_day_that_is_planned_calls_it_off(sol: Actor) -> None:
    row = begin(sol)
    made = series.take(row, FIRST, sol)
    series.leave_out(row, FIRST, sol)
    assert made.standing == "called_off" and days()[0] == FIRST + FORTNIGHT
    series.leave_out(row, FIRST, sol)
    held = series.take(row, FIRST + FORTNIGHT, sol)
    held.standing = "held"
    with pytest.raises(Refused, match="was held"):
        series.leave_out(row, FIRST + FORTNIGHT, sol)


def test_a_day_that_it_does_not_have(sol: Actor) -> None:
    row = begin(sol)
    for wrong in (FIRST + timedelta(days=7), FIRST - FORTNIGHT):
        with pytest.raises(Refused, match="no meeting on that day"):
            series.take(row, wrong, sol)


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"every": "month 2"}, "first_on"),
        ({"every": "sometimes"}, "every"),
        ({"kind": "own"}, "called"),
        ({"kind": "party"}, "kind"),
        ({"last_on": FIRST - FORTNIGHT}, "last_on"),
        ({"starts": "21:00", "ends": "19:00"}, "ends"),
        ({"first_on": date(2026, 3, 29), "starts": "01:30", "ends": "03:00"}, "starts"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(sol: Actor, other: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        begin(sol, **other)
    assert refused.value.field == field


def said(row: MeetingSeries, **other: Any) -> dict[str, Any]:
    names = ("kind", "called", "every", "last_on", "starts", "ends", "place", "online")
    return {**{name: getattr(row, name) for name in names}, **other}


def test_from_a_day_on_it_is_otherwise(sol: Actor) -> None:
    row = begin(sol)
    held, touched = series.take(row, FIRST, sol), series.take(row, FIRST + 2 * FORTNIGHT, sol)
    held.standing = "held"
    moved = series.take(row, FIRST + 3 * FORTNIGHT, sol)
    moved.place = "The park"
    series.leave_out(row, FIRST + FORTNIGHT, sol)
    new = series.change_from(row, FIRST + FORTNIGHT, sol, **said(row, starts="18:30", place="Library"))
    assert row.last_on == FIRST + FORTNIGHT - timedelta(days=1)
    assert (touched.starts, touched.place, touched.series_id) == ("18:30", "Library", new.id)
    assert (moved.starts, moved.place) == ("18:30", "The park")
    assert (held.starts, held.place, held.series_id) == ("19:00", "Hall", row.id)
    assert days() == [FIRST + 2 * FORTNIGHT, FIRST + 3 * FORTNIGHT], "what was left out stays left out"
    whole()


def test_in_another_rhythm_what_is_planned_stays_by_itself(sol: Actor) -> None:
    row = begin(sol)
    touched = series.take(row, FIRST + FORTNIGHT, sol)
    thursday = FIRST + timedelta(days=9)
    new = series.change_from(row, thursday, sol, **said(row, every="week 1"))
    assert touched.series_id is None and touched.day == FIRST + FORTNIGHT
    assert days()[:4] == [FIRST, thursday, touched.day, thursday + timedelta(days=7)]
    assert new.first_on == thursday


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(FIRST, "Choose a later day"), (date(2026, 6, 30), "has ended by then")],
)
def test_a_change_from_an_impossible_day(sol: Actor, day: date, sentence: str) -> None:
    row = begin(sol, last_on=date(2026, 5, 1))
    with pytest.raises(Refused, match=sentence) as refused:
        series.change_from(row, day, sol, **said(row))
    assert refused.value.field == "from_day"


def test_a_change_to_a_rhythm_that_the_day_does_not_fit(sol: Actor) -> None:
    row = begin(sol)
    with pytest.raises(Refused, match="of its month, not the") as refused:
        series.change_from(row, FIRST + FORTNIGHT, sol, **said(row, every="month 1"))
    assert refused.value.field == "from_day"


def test_it_ends_and_what_is_planned_stays(sol: Actor) -> None:
    row = begin(sol)
    later = series.take(row, FIRST + 2 * FORTNIGHT, sol)
    assert series.end(row, FIRST, sol) == [later]
    assert days() == [FIRST, FIRST + 2 * FORTNIGHT]
    with pytest.raises(Refused, match="first one is on 3 March 2026"):
        series.end(row, FIRST - FORTNIGHT, sol)


def test_the_second_of_two_is_told(sol: Actor) -> None:
    row = begin(sol)
    before = row.version
    series.end(row, FIRST, sol)
    with pytest.raises(Conflict):
        operations.unchanged(row, before)


def test_days_of_the_past_wait_to_be_written_up(sol: Actor) -> None:
    row = begin(sol, first_on=FIRST - 6 * FORTNIGHT)
    series.leave_out(row, FIRST - FORTNIGHT, sol)
    found = calendar.calendar()
    assert [one.day for one in found.waiting] == [FIRST - 2 * FORTNIGHT, FIRST - 3 * FORTNIGHT, FIRST - 4 * FORTNIGHT]
    assert found.next is not None and found.next.day == FIRST


def test_the_history_holds_no_words(sol: Actor) -> None:
    row = begin(sol, kind="own", called="Walk with Zebulon", place="At Ottilie’s")
    series.take(row, FIRST, sol)
    assert not [body for _, body in told() if "Zebulon" in body or "Ottilie" in body]
