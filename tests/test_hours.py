"""Hours as people write them, and the nights on which the clocks change, beside a slow, obvious version."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit import hours
from groupkit.refusal import Refused
from tests.sweep import examples

pytestmark = pytest.mark.pure

LONDON, DUBLIN = "Europe/London", "Europe/Dublin"
FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)
"""In 2026 the clocks go forward at one in the morning of 29 March, and back at two in the morning of 25 October."""
often = settings(max_examples=examples(60, 1_500), deadline=None)
written_hours = st.builds(lambda hour, minute: f"{hour:02d}:{minute:02d}", st.integers(0, 23), st.integers(0, 59))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("19:00", "19:00"),
        ("1900", "19:00"),
        ("19.30", "19:30"),
        ("7pm", "19:00"),
        ("7 pm", "19:00"),
        ("7.30 PM", "19:30"),
        ("7:30 p.m.", "19:30"),
        ("  10  am ", "10:00"),
        ("10.15am", "10:15"),
        ("12 am", "00:00"),
        ("12 pm", "12:00"),
        ("12.30 am", "00:30"),
        ("12.30 pm", "12:30"),
        ("noon", "12:00"),
        ("midday", "12:00"),
        ("12 noon", "12:00"),
        ("midnight", "00:00"),
        ("12 midnight", "00:00"),
        ("00:00", "00:00"),
        ("23:59", "23:59"),
        ("09:05", "09:05"),
    ],
)
def test_an_hour_as_people_write_it(written: str, kept: str) -> None:
    assert hours.read_hour(written) == kept


@pytest.mark.parametrize(
    "written",
    ["", "later", "24:00", "25:00", "19:60", "13 pm", "0 am", "7:5", "7 o'clock", "11 noon", "-7", "٧ pm", "1:2:3"],
)
def test_what_is_no_hour_gets_a_sentence(written: str) -> None:
    with pytest.raises(Refused) as refused:
        hours.read_hour(written, "starts")
    assert (refused.value.field, refused.value.sentence) == ("starts", hours.ASK)


@pytest.mark.parametrize("written", ["7", "11", "12"])
def test_a_bare_number_is_asked_about(written: str) -> None:
    with pytest.raises(Refused, match="morning or evening"):
        hours.read_hour(written)


@often
@given(hour=written_hours)
def test_what_is_said_is_read_back(hour: str) -> None:
    assert hours.read_hour(hour) == hours.read_hour(hours.said(hour)) == hour


@pytest.mark.parametrize(
    ("day", "hour", "zone", "there"),
    [
        (FORWARD, "00:59", LONDON, True),
        (FORWARD, "01:00", LONDON, False),  # in the United Kingdom it is the hour from one to two that is not there
        (FORWARD, "01:30", LONDON, False),
        (FORWARD, "01:59", LONDON, False),
        (FORWARD, "02:00", LONDON, True),
        (FORWARD, "02:30", LONDON, True),
        (FORWARD, "01:30", DUBLIN, False),  # Dublin calls it the other way round, and leaves out the same hour
        (FORWARD, "02:30", "Europe/Paris", False),  # a meeting by phone from further east: there it is this one
        (date(2026, 3, 28), "01:30", LONDON, True),
        (date(2026, 3, 30), "01:30", LONDON, True),
        (BACK, "01:30", LONDON, True),  # comes twice, and is there
        (BACK, "02:30", LONDON, True),
        (date(2028, 3, 26), "01:30", LONDON, False),  # in the leap year
        (date(2028, 2, 29), "19:00", LONDON, True),
    ],
)
def test_hours_that_are_not_there_when_the_clocks_go_forward(day: date, hour: str, zone: str, there: bool) -> None:
    assert hours.is_there(day, hour, zone) is there
    if there:
        hours.check_there(day, hour, zone, "starts")
        return
    with pytest.raises(Refused, match=f"There is no {hours.said(hour)} that night: the clocks go forward") as refused:
        hours.check_there(day, hour, zone, "starts")
    assert refused.value.field == "starts"


@pytest.mark.parametrize(
    ("day", "starts", "ends", "begins_at", "lasts"),
    [
        (date(2026, 3, 28), "19:00", "21:00", "2026-03-28 19:00", 120),  # winter time
        (FORWARD, "19:00", "21:00", "2026-03-29 18:00", 120),  # the evening after: summer time
        (date(2026, 3, 28), "22:00", "03:00", "2026-03-28 22:00", 240),  # five hours on the wall, four to sit
        (FORWARD, "00:30", "02:30", "2026-03-29 00:30", 60),
        (date(2026, 10, 24), "19:00", "21:00", "2026-10-24 18:00", 120),
        (BACK, "19:00", "21:00", "2026-10-25 19:00", 120),
        (date(2026, 10, 24), "22:00", "03:00", "2026-10-24 21:00", 360),  # five on the wall, six to sit
        (BACK, "01:30", "03:00", "2026-10-25 00:30", 150),  # of the two half past ones, the first
        (BACK, "01:15", "01:45", "2026-10-25 00:15", 30),
        (date(2028, 2, 28), "23:00", "00:30", "2028-02-28 23:00", 90),  # into 29 February
        (date(2028, 2, 29), "23:00", "00:30", "2028-02-29 23:00", 90),  # and out of it
        (date(2026, 12, 31), "23:30", "00:30", "2026-12-31 23:30", 60),
    ],
)
def test_when_a_meeting_begins_and_how_long_people_sit(
    day: date, starts: str, ends: str, begins_at: str, lasts: int
) -> None:
    first, last = hours.span(day, starts, ends, LONDON)
    assert first == datetime.fromisoformat(f"{begins_at}+00:00")
    assert last - first == timedelta(minutes=lasts)


def minute_by_minute(day: date, hour: str, zone: str) -> list[datetime]:
    """Every moment at which the clock on the wall shows an hour of a day: each minute of three days is looked at."""
    moment, found = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=1), []
    for _ in range(3 * 24 * 60):
        here = moment.astimezone(ZoneInfo(zone))
        if (here.date(), f"{here:%H:%M}") == (day, hour):
            found.append(moment)
        moment += timedelta(minutes=1)
    return found


changing = st.sampled_from([FORWARD, BACK, date(2028, 3, 26), date(2028, 10, 29), date(2028, 2, 29)])


@settings(max_examples=examples(16, 200), deadline=None)
@given(
    day=changing | st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    hour=written_hours,
    zone=st.sampled_from([LONDON, DUBLIN]),
)
def test_an_hour_is_the_first_minute_at_which_the_clock_shows_it(day: date, hour: str, zone: str) -> None:
    shown = minute_by_minute(day, hour, zone)
    assert hours.is_there(day, hour, zone) is bool(shown)
    if shown:
        assert hours.moment_of(day, hour, zone) == shown[0]


@often
@given(starts=written_hours, minutes=st.integers(0, 24 * 60 - 1))
def test_minutes_on_the_wall_counted_one_at_a_time(starts: str, minutes: int) -> None:
    hour, minute = int(starts[:2]), int(starts[3:])
    for _ in range(minutes):
        hour, minute = (hour, minute + 1) if minute < 59 else ((hour + 1) % 24, 0)
    ends = f"{hour:02d}:{minute:02d}"
    assert hours.after(starts, minutes) == ends
    assert hours.minutes_between(starts, ends) == minutes


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        ("19:00", "7 pm"),
        ("19:30", "7.30 pm"),
        ("00:00", "midnight"),
        ("12:00", "12 noon"),
        ("00:05", "12.05 am"),
        ("12:05", "12.05 pm"),
        ("09:00", "9 am"),
    ],
)
def test_how_an_hour_is_said(hour: str, said: str) -> None:
    assert hours.said(hour) == said
