"""Days of notice: a full table of worked examples that a secretary can check by hand, and a slow, obvious version.

Clear days count neither the day on which notice reaches people nor the day of the meeting. A letter is taken to reach
people two days after it is posted. Days are days of the calendar: weekends and bank holidays count like any other, in
every nation, and a letter posted before a bank holiday is still taken to need two days (DOMAIN 1.2 knows of no other
rule; a group that wants to be safe posts earlier).
"""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.meetings.rules import NOTICE_WAYS, Noticed
from tests.sweep import examples

pytestmark = pytest.mark.pure

often = settings(max_examples=examples(80, 3_000), deadline=None)
meetings = st.dates(date(2024, 1, 1), date(2033, 12, 31))


def day(text: str) -> date:
    """`20 Mar 2028`."""
    number, month, year = text.split()
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return date(int(year), names.index(month) + 1, int(number))


@pytest.mark.parametrize(
    ("asked", "meeting", "last", "last_by_post"),
    [
        # As it stands in the books about constitutions.
        ("14 clear", "20 May 2026", "5 May 2026", "3 May 2026"),
        ("14 plain", "20 May 2026", "6 May 2026", "4 May 2026"),
        ("21 clear", "20 May 2026", "28 Apr 2026", "26 Apr 2026"),
        ("21 plain", "20 May 2026", "29 Apr 2026", "27 Apr 2026"),
        ("7 clear", "20 May 2026", "12 May 2026", "10 May 2026"),
        ("7 plain", "20 May 2026", "13 May 2026", "11 May 2026"),
        ("1 clear", "20 May 2026", "18 May 2026", "16 May 2026"),
        ("1 plain", "20 May 2026", "19 May 2026", "17 May 2026"),
        # A group that asks for no notice can say so on the day itself; a letter has to be there.
        ("0 clear", "20 May 2026", "20 May 2026", "18 May 2026"),
        ("0 plain", "20 May 2026", "20 May 2026", "18 May 2026"),
        # Over the end of a month and of a year.
        ("14 clear", "1 Jan 2027", "17 Dec 2026", "15 Dec 2026"),
        ("14 clear", "10 Jan 2027", "26 Dec 2026", "24 Dec 2026"),
        ("21 clear", "10 Jan 2027", "19 Dec 2026", "17 Dec 2026"),
        ("120 plain", "1 May 2026", "1 Jan 2026", "30 Dec 2025"),
        # The leap year 2028: 29 February is a day like any other. In 2027 and 2100 there is none.
        ("14 clear", "20 Mar 2028", "5 Mar 2028", "3 Mar 2028"),
        ("14 clear", "14 Mar 2028", "28 Feb 2028", "26 Feb 2028"),
        ("14 clear", "15 Mar 2028", "29 Feb 2028", "27 Feb 2028"),
        ("14 clear", "16 Mar 2028", "1 Mar 2028", "28 Feb 2028"),
        ("14 clear", "15 Mar 2027", "28 Feb 2027", "26 Feb 2027"),
        ("14 clear", "29 Feb 2028", "14 Feb 2028", "12 Feb 2028"),
        ("1 clear", "1 Mar 2028", "28 Feb 2028", "26 Feb 2028"),
        ("1 plain", "1 Mar 2028", "29 Feb 2028", "27 Feb 2028"),
        ("1 plain", "1 Mar 2027", "28 Feb 2027", "26 Feb 2027"),
        ("1 plain", "1 Mar 2100", "28 Feb 2100", "26 Feb 2100"),
        ("21 clear", "20 Mar 2028", "27 Feb 2028", "25 Feb 2028"),
        # Over the nights of 29 March and 25 October 2026, when a day has 23 or 25 hours: it is one day all the same.
        ("7 clear", "30 Mar 2026", "22 Mar 2026", "20 Mar 2026"),
        ("1 clear", "30 Mar 2026", "28 Mar 2026", "26 Mar 2026"),
        ("1 clear", "29 Mar 2026", "27 Mar 2026", "25 Mar 2026"),
        ("14 clear", "5 Apr 2026", "21 Mar 2026", "19 Mar 2026"),
        ("7 clear", "26 Oct 2026", "18 Oct 2026", "16 Oct 2026"),
        ("1 clear", "26 Oct 2026", "24 Oct 2026", "22 Oct 2026"),
        ("14 clear", "1 Nov 2026", "17 Oct 2026", "15 Oct 2026"),
        # Bank holidays of England and Wales: Easter 2026 (3 and 6 April), 4 and 25 May, 31 August, Christmas with its
        # substitute on 28 December. They count, and so does a letter posted before them.
        ("7 clear", "8 Apr 2026", "31 Mar 2026", "29 Mar 2026"),
        ("1 clear", "7 Apr 2026", "5 Apr 2026", "3 Apr 2026"),
        ("7 clear", "12 May 2026", "4 May 2026", "2 May 2026"),
        ("7 clear", "2 Jun 2026", "25 May 2026", "23 May 2026"),
        ("7 clear", "8 Sep 2026", "31 Aug 2026", "29 Aug 2026"),
        ("7 clear", "5 Jan 2027", "28 Dec 2026", "26 Dec 2026"),
        # Scotland: 2 January, the first Monday of August, and St Andrew's day on 30 November.
        ("7 clear", "10 Jan 2026", "2 Jan 2026", "31 Dec 2025"),
        ("7 clear", "11 Aug 2026", "3 Aug 2026", "1 Aug 2026"),
        ("7 clear", "8 Dec 2026", "30 Nov 2026", "28 Nov 2026"),
        ("14 clear", "15 Dec 2026", "30 Nov 2026", "28 Nov 2026"),
        # Northern Ireland: St Patrick's day, and 12 July, a Sunday in 2026 with Monday 13 July in its place.
        ("7 clear", "25 Mar 2026", "17 Mar 2026", "15 Mar 2026"),
        ("7 clear", "20 Jul 2026", "12 Jul 2026", "10 Jul 2026"),
        ("7 clear", "21 Jul 2026", "13 Jul 2026", "11 Jul 2026"),
    ],
)
def test_the_last_day_for_notice(asked: str, meeting: str, last: str, last_by_post: str) -> None:
    days, _, how = asked.partition(" ")
    rule = Noticed(int(days), how == "clear", "clause 9")
    assert rule.last_day(day(meeting)) == day(last)
    assert rule.last_day(day(meeting), "post") == day(last_by_post)
    for way in NOTICE_WAYS:
        wanted = day(last_by_post if way == "post" else last)
        assert rule.last_day(day(meeting), way) == wanted
        assert rule.short_by(wanted, day(meeting), way) == 0
        assert rule.short_by(wanted + timedelta(days=1), day(meeting), way) == 1
        assert rule.given(wanted, day(meeting), way) == rule.days


@pytest.mark.parametrize(
    ("given_on", "way", "meeting", "clear", "days"),
    [
        ("5 May 2026", "email", "20 May 2026", True, 14),
        ("5 May 2026", "email", "20 May 2026", False, 15),
        ("5 May 2026", "post", "20 May 2026", True, 12),
        ("6 May 2026", "read_out", "20 May 2026", True, 13),
        ("19 May 2026", "phone", "20 May 2026", True, 0),
        ("19 May 2026", "phone", "20 May 2026", False, 1),
        ("19 May 2026", "post", "20 May 2026", True, 0),  # the letter comes too late
        ("20 May 2026", "text", "20 May 2026", True, 0),
        ("21 May 2026", "text", "20 May 2026", False, 0),  # after the meeting: none
        ("5 Mar 2028", "email", "20 Mar 2028", True, 14),
        ("27 Feb 2028", "poster", "1 Mar 2028", True, 2),  # 28 and 29 February
        ("27 Feb 2027", "poster", "1 Mar 2027", True, 1),
        ("28 Mar 2026", "email", "30 Mar 2026", True, 1),
        ("24 Oct 2026", "email", "26 Oct 2026", True, 1),
        ("24 Dec 2026", "post", "29 Dec 2026", True, 2),  # reaches people on Boxing day, as far as the rule goes
    ],
)
def test_how_many_days_were_given(given_on: str, way: str, meeting: str, clear: bool, days: int) -> None:
    assert Noticed(14, clear).given(day(given_on), day(meeting), way) == days


def counted_one_at_a_time(given_on: date, meeting: date, way: str, clear: bool) -> int | None:
    """How many days of notice people had, counted on the fingers; None where it reached nobody before the meeting.

    Clear: the days between. Otherwise the day of the meeting counts too, as everybody does who says "in a week".
    """
    reached = given_on
    for _ in range(2 if way == "post" else 0):
        reached += timedelta(days=1)
    if reached > meeting:
        return None
    count, here = 0, reached
    while here < meeting:
        here += timedelta(days=1)
        if here < meeting or not clear:
            count += 1
    return count


@often
@given(
    meeting=meetings,
    before=st.integers(-3, 140),
    way=st.sampled_from(sorted(NOTICE_WAYS)),
    days=st.integers(0, 120),
    clear=st.booleans(),
)
def test_notice_beside_days_counted_one_at_a_time(meeting: date, before: int, way: str, days: int, clear: bool) -> None:
    given_on, rule = meeting - timedelta(days=before), Noticed(days, clear, "clause 9")
    counted = counted_one_at_a_time(given_on, meeting, way, clear)
    assert rule.given(given_on, meeting, way) == (counted or 0)
    in_time = counted is not None and counted >= days
    assert (rule.short_by(given_on, meeting, way) == 0) is in_time
    assert rule.say(given_on, meeting, way).startswith("In time") is in_time


@often
@given(meeting=meetings, way=st.sampled_from(sorted(NOTICE_WAYS)), days=st.integers(0, 120), clear=st.booleans())
def test_the_last_day_is_found_by_trying_each_day_backwards(meeting: date, way: str, days: int, clear: bool) -> None:
    here = meeting
    while (counted := counted_one_at_a_time(here, meeting, way, clear)) is None or counted < days:
        here -= timedelta(days=1)
    assert Noticed(days, clear).last_day(meeting, way) == here


@often
@given(meeting=meetings, way=st.sampled_from(sorted(NOTICE_WAYS)), days=st.integers(0, 120), late=st.integers(1, 60))
def test_short_by_is_how_many_days_earlier_it_should_have_been(meeting: date, way: str, days: int, late: int) -> None:
    rule = Noticed(days, True)
    last = rule.last_day(meeting, way)
    assert rule.short_by(last + timedelta(days=late), meeting, way) == late
    assert rule.short_by(last - timedelta(days=late), meeting, way) == 0


def test_what_is_said_about_notice() -> None:
    rule = Noticed(14, True, "clause 9 of your constitution")
    meeting = day("20 Mar 2028")
    assert (
        rule.say(day("5 Mar 2028"), meeting, "email")
        == "In time: 14 clear days are asked for (clause 9 of your constitution)"
    )
    assert rule.say(day("6 Mar 2028"), meeting, "email") == (
        "1 day too late: 14 clear days are asked for (clause 9 of your constitution), so the last day was 5 March 2028"
    )
    assert rule.say(day("5 Mar 2028"), meeting, "post").startswith("2 days too late")
    assert Noticed(1, False).say(day("19 Mar 2028"), meeting, "phone") == "In time: 1 day is asked for"
