"""Days as people write them, financial years, and the one clock."""

import calendar
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from groupkit import dates
from groupkit.dates import (
    EARLIEST,
    LATEST,
    MONTHS,
    YEAR_ENDS,
    FinancialYear,
    Period,
    YearEnd,
    clock_at,
    long_day,
    read_day,
    short_day,
)
from groupkit.refusal import Refused
from tests.sweep import examples

pytestmark = [pytest.mark.pure, pytest.mark.sweep]
TODAY = date(2026, 11, 18)
DAYS = st.dates(EARLIEST, LATEST)
ENDS = st.sampled_from(
    [YearEnd(month, day) for month in range(1, 13) for day in range(1, calendar.monthrange(2027, month)[1] + 1)]
)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1/4/26", date(2026, 4, 1)),
        ("01/04/2026", date(2026, 4, 1)),
        ("1.4.26", date(2026, 4, 1)),
        ("1-4-2026", date(2026, 4, 1)),
        ("1 4 26", date(2026, 4, 1)),
        ("2026-04-01", date(2026, 4, 1)),
        ("2026-4-1", date(2026, 4, 1)),
        ("1 Apr", date(2026, 4, 1)),
        ("1 april", date(2026, 4, 1)),
        ("1st April 2025", date(2025, 4, 1)),
        ("22nd Nov, 25", date(2025, 11, 22)),
        ("3Sept 2026", date(2026, 9, 3)),
        ("18 Nov.", TODAY),
        ("19 Nov", date(2025, 11, 19)),
        ("31/12", date(2025, 12, 31)),
        ("29 Feb", date(2024, 2, 29)),
        ("29/2/24", date(2024, 2, 29)),
        ("today", TODAY),
        (" Yesterday ", TODAY - timedelta(days=1)),
        ("31/12/2100", LATEST),
        ("1/1/1990", EARLIEST),
        ("25/12/2026", date(2026, 12, 25)),
    ],
)
def test_days_that_people_write(typed: str, day: date) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Write the day"),
        ("31/02/2026", "There is no 31 February"),
        ("2026-13-01", "There is no month 13"),
        ("29/2/26", "There is no 29 February"),
        ("0/1/26", "There is no 0 January"),
        ("32 Jan", "There is no 32 January"),
        ("tomorrow", "Write the day"),
        ("18 Nov 202", "Write the day"),
        ("1/4/1989", "year looks wrong"),
        ("1/1/2101", "year looks wrong"),
        ("1/4/0026", "year looks wrong"),
        ("٣/٤/٢٠٢٦", "Write the day"),
        ("1/４/26", "Write the day"),
        ("1 ma", "Write the day"),
        ("4 xyz", "Write the day"),
        ("20261118", "Write the day"),
        ("30 Feb", "There is no 30 February"),
        ("1/4/26 x", "Write the day"),
    ],
)
def test_days_that_are_refused(typed: str, says: str) -> None:
    with pytest.raises(Refused, match=says) as refused:
        read_day(typed, TODAY, "day")
    assert refused.value.field == "day"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (" Tomorrow", TODAY + timedelta(days=1)),
        ("today", TODAY),
        ("yesterday", TODAY - timedelta(days=1)),
        ("25/12/2026", date(2026, 12, 25)),
        ("3 Dec 2026", date(2026, 12, 3)),
    ],
)
def test_days_that_may_be_still_to_come(typed: str, day: date) -> None:
    assert read_day(typed, TODAY, coming=True) == day


@pytest.mark.parametrize("typed", ["3 Dec", "3/12", "soon", "", "31/2/2027"])
def test_a_day_that_may_be_still_to_come_is_refused_in_words_that_fit(typed: str) -> None:
    with pytest.raises(Refused, match=r"or tomorrow$") as refused:
        read_day(typed, TODAY, "day", coming=True)
    assert refused.value.field == "day" and "yesterday" not in refused.value.sentence


@settings(max_examples=examples(100, 5_000))
@given(DAYS, DAYS)
def test_every_written_form_is_read_back(day: date, today: date) -> None:
    written = [
        day.isoformat(),
        long_day(day),
        short_day(day),
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day.year}",
        short_day(day).upper(),
        f"{day.day}th {MONTHS[day.month - 1]}, {day.year}",
    ]
    if 2000 <= day.year <= 2099:
        written.append(f"{day:%d/%m/%y}")
    assert {read_day(text, today) for text in written} == {day}


def same_days(day: date) -> list[date]:
    """The next days with the same day and month: 29 February can be eight years away."""
    years = range(day.year + 1, day.year + 9)
    return [day.replace(year=year) for year in years if (day.month, day.day) != (2, 29) or calendar.isleap(year)]


@settings(max_examples=examples(100, 5_000))
@given(DAYS, DAYS.filter(lambda day: day.year > EARLIEST.year + 4))
@example(date(2000, 2, 29), date(2097, 1, 1))
@example(date(2000, 2, 29), date(2103, 1, 1))
def test_without_a_year_it_is_the_latest_such_day_that_has_come(day: date, today: date) -> None:
    try:
        found = read_day(f"{day.day} {MONTHS[day.month - 1]}", today)
    except Refused:
        assert (day.month, day.day) == (2, 29)
        return
    assert (found.month, found.day) == (day.month, day.day)
    assert found <= today
    assert not any(found < later <= today for later in same_days(found))


@settings(max_examples=examples(200, 5_000))
@given(
    st.text()
    | st.text("0123456789/-. janfebmardyst,")
    | st.from_regex(r"[0-9]{1,4}[/.\- ][0-9]{1,4}[/.\- ][0-9]{1,9}"),
    DAYS,
)
def test_anything_is_read_or_refused(text: str, today: date) -> None:
    try:
        day = read_day(text, today)
    except Refused as refused:
        assert refused.sentence
    else:
        assert EARLIEST - timedelta(days=1500) <= day <= LATEST


@settings(max_examples=examples(200, 5_000))
@given(DAYS, ENDS)
def test_a_day_is_in_one_financial_year(day: date, end: YearEnd) -> None:
    year = FinancialYear.holding(day, end)
    assert day in year.period
    assert 365 <= (year.last - year.first).days + 1 <= 366
    before, after = year.before(end), FinancialYear.holding(year.last + timedelta(days=1), end)
    assert before.last + timedelta(days=1) == year.first
    assert after.first == year.last + timedelta(days=1)
    assert len({before.label, year.label, after.label}) == 3
    assert before.label < year.label < after.label or year.first.year % 100 > 97
    assert FinancialYear.holding(year.first, end) == FinancialYear.holding(year.last, end) == year


@pytest.mark.parametrize(
    ("day", "end", "label", "first"),
    [
        (date(2026, 3, 31), "03-31", "2025-26", date(2025, 4, 1)),
        (date(2026, 4, 1), "03-31", "2026-27", date(2026, 4, 1)),
        (date(2026, 12, 31), "12-31", "2026", date(2026, 1, 1)),
        (date(2026, 1, 1), "12-31", "2026", date(2026, 1, 1)),
        (date(2024, 2, 29), "02-28", "2023-24", date(2023, 3, 1)),
        (date(2024, 3, 1), "02-28", "2024-25", date(2024, 3, 1)),
        (date(2026, 2, 28), "02-28", "2025-26", date(2025, 3, 1)),
        (date(2025, 2, 28), "02-28", "2024-25", date(2024, 3, 1)),
        (date(1999, 6, 1), "03-31", "1999-00", date(1999, 4, 1)),
        (date(2026, 4, 5), "04-05", "2025-26", date(2025, 4, 6)),
    ],
)
def test_financial_years(day: date, end: str, label: str, first: date) -> None:
    year = FinancialYear.holding(day, YearEnd.read(end))
    assert (year.label, year.first) == (label, first)


def test_year_ends_that_are_offered_can_be_read() -> None:
    assert ("02-28", "the end of February") in YEAR_ENDS
    for text, words in YEAR_ENDS:
        assert str(YearEnd.read(text)) == text
        assert YearEnd.read(text).in_words == words


def test_a_period_holds_both_its_ends() -> None:
    period = Period(date(2026, 4, 1), date(2026, 4, 30))
    assert period.first in period and period.last in period
    assert date(2026, 3, 31) not in period and date(2026, 5, 1) not in period


def test_a_day_is_the_day_where_the_group_is() -> None:
    with clock_at(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)):
        assert dates.today() == date(2026, 7, 1)
        assert dates.today("America/New_York") == date(2026, 6, 30)
    with clock_at(datetime(2026, 1, 31, 23, 30, tzinfo=UTC)):
        assert dates.today() == date(2026, 1, 31)
    assert dates.day_of(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)


def test_the_clock_can_be_set_for_a_while_only() -> None:
    there = timezone(timedelta(hours=5))
    with clock_at(datetime(2026, 1, 1, 3, 0, tzinfo=there)):
        assert dates.now() == datetime(2025, 12, 31, 22, 0, tzinfo=UTC)
        assert dates.now().utcoffset() == timedelta(0)
    assert abs(dates.now() - datetime.now(UTC)) < timedelta(minutes=1)
