"""A calendar file, read back by a parser of somebody else's and brought into a calendar program."""

import os
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.calendar.rules import Entry, uid_of
from groupkit.calendar.writing import as_ics
from tests.calendar.reading import Read, calendar_in, dates_in
from tests.needs import needs
from tests.sweep import examples

LONDON, KOLKATA = "Europe/London", "Asia/Kolkata"
NOW = datetime(2026, 5, 3, 12, 30, 15, 999, tzinfo=UTC)

pytestmark = pytest.mark.pure


def link(uid: str) -> str:
    return f"https://kit.example.org/kit/calendar/open/{uid}"


def written(*entries: Entry, zone: str = LONDON) -> bytes:
    return as_ics(entries, name="Dates", zone=zone, now=NOW, link=link)


def a_meeting(starts: datetime, hours: float = 2, title: str = "Group meeting") -> Entry:
    return Entry("0" * 32, title, starts.date(), starts, starts + timedelta(hours=hours))


titles = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=300).map(str.strip)
moments = st.integers(0, 20 * 365 * 24 * 60).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
days = st.builds(
    Entry,
    st.text("0123456789abcdef", min_size=32, max_size=32),
    titles.filter(bool),
    st.dates(date(1990, 1, 1), date(2100, 12, 31)),
)


@st.composite
def meetings(draw: st.DrawFn) -> Entry:
    starts, lasts = draw(moments), draw(st.none() | st.timedeltas(timedelta(seconds=1), timedelta(days=3)))
    ends = starts + timedelta(seconds=int(lasts.total_seconds())) if lasts else None
    return Entry(uid_of("key", str(starts)), draw(titles.filter(bool)), starts.date(), starts, ends)


def as_it_should_be_read(entry: Entry) -> Read:
    if entry.starts is None:
        return Read(entry.uid, entry.title, entry.day, entry.day_after, link(entry.uid))
    return Read(entry.uid, entry.title, entry.starts, entry.ends, link(entry.uid))


@settings(max_examples=examples(60, 1_500))
@given(st.lists(days | meetings(), max_size=5), st.sampled_from([LONDON, KOLKATA]))
def test_what_is_written_is_what_another_parser_reads(entries: list[Entry], zone: str) -> None:
    assert dates_in(written(*entries, zone=zone)) == [as_it_should_be_read(one) for one in entries]


@pytest.mark.parametrize(
    "starts",
    [
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC),  # half an hour before the clock jumps
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
        datetime(2026, 10, 24, 23, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # 1:30 for the first time
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # 1:30 for the second time
        datetime(2026, 10, 25, 2, 0, tzinfo=UTC),
        datetime(2027, 12, 31, 23, 59, tzinfo=UTC),
    ],
)
@pytest.mark.parametrize("hours", [0.5, 1, 3])
def test_a_night_in_which_the_clock_changes(starts: datetime, hours: float) -> None:
    (read,) = dates_in(written(a_meeting(starts, hours)))
    assert isinstance(read.begins, datetime) and isinstance(read.ends, datetime)
    assert read.begins.astimezone(UTC) == starts
    assert read.ends.astimezone(UTC) == starts + timedelta(hours=hours)


def test_a_meeting_stands_by_the_clock_on_the_wall() -> None:
    """Seven in the evening stays seven in the evening, before and after the clock changes."""
    content = written(
        a_meeting(datetime(2026, 10, 20, 18, tzinfo=UTC)), a_meeting(datetime(2026, 10, 27, 19, tzinfo=UTC))
    ).decode()
    assert "DTSTART;TZID=Europe/London:20261020T190000" in content
    assert "DTSTART;TZID=Europe/London:20261027T190000" in content
    assert content.count("BEGIN:VTIMEZONE") == 1


def test_a_day_is_a_day_and_leaves_the_time_free() -> None:
    content = written(Entry("0" * 32, "Our year ends", date(2028, 2, 29))).decode()
    for line in ("DTSTART;VALUE=DATE:20280229", "DTEND;VALUE=DATE:20280301", "TRANSP:TRANSPARENT", "CLASS:PRIVATE"):
        assert f"\r\n{line}\r\n" in content
    assert "VTIMEZONE" not in content and "DTSTAMP:20260503T123015Z" in content


def test_the_calendar_says_what_it_is_and_when_to_ask_again() -> None:
    found = calendar_in(written())
    assert (found.method.value, found.version.value) == ("PUBLISH", "2.0")
    content = written().decode()
    for line in ("X-WR-CALNAME:Dates", "NAME:Dates", "REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H"):
        assert f"\r\n{line}\r\n" in content


def test_long_words_are_folded_and_come_back_whole() -> None:
    title = "Gweithgor ariannol; cyfarfod blynyddol, ŵyl a phopeth \\ arall " * 6
    content = written(Entry("0" * 32, title.strip(), date(2026, 5, 3)))
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert content.replace(b"\r\n", b"").count(b"\n") == 0
    assert [one.title for one in dates_in(content)] == [title.strip()]


@pytest.mark.parametrize(("where", "hour"), [(LONDON, "19:00"), ("America/New_York", "14:00")])
def test_a_calendar_program_takes_it_in(tmp_path: Path, where: str, hour: str) -> None:
    """Calcurse, with a parser of its own, from an `.ics` file to the list of what is on, also on a telephone abroad."""
    needs("calcurse", install="apt-get install calcurse")
    (tmp_path / "home").mkdir()
    (tmp_path / "dates.ics").write_bytes(
        written(
            Entry("1" * 32, "Return due", date(2028, 2, 29)),
            a_meeting(datetime(2026, 10, 20, 18, tzinfo=UTC), title="Group meeting, ŵyl"),
            a_meeting(datetime(2026, 11, 3, 19, tzinfo=UTC), title="Another meeting"),
        )
    )
    calcurse(tmp_path, where, "-i", "dates.ics")
    shown = calcurse(tmp_path, where, "-Q", "--from", "10/01/2026", "--to", "03/31/2028")
    assert [line.strip() for line in shown.splitlines() if line] == [
        "10/20/26:",
        f"- {hour} -> {int(hour[:2]) + 2}:00",
        "Group meeting, ŵyl",
        "11/03/26:",
        f"- {hour} -> {int(hour[:2]) + 2}:00",
        "Another meeting",
        "02/29/28:",
        "* Return due",
    ]


def calcurse(folder: Path, zone: str, *said: str) -> str:
    """What the calendar program says, with its own folder, where the clock is of a zone."""
    done = subprocess.run(
        ["calcurse", "-q", "-D", "home", "-C", "home", *said],
        cwd=folder,
        env={"TZ": zone, "HOME": str(folder), "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"], "TERM": "dumb"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
