"""What of a date goes into a calendar that others may see: its neutral name, its day or hours, and no more. Pure."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from groupkit.coming_up import Coming

A_YEAR = timedelta(days=366)
"""How far ahead a calendar looks."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """One date as a calendar program gets it: whole days from `day`, or from `starts` to `ends` where it has hours."""

    uid: str
    title: str
    day: date
    starts: datetime | None = None
    ends: datetime | None = None

    @property
    def day_after(self) -> date:
        """Where the day is over: a calendar ends before its last day (RFC 5545, 3.6.1)."""
        return self.day + ONE_DAY


def goes_out(coming: Coming) -> bool:
    """Whether it can stand in a calendar: what merely waits has no neutral name."""
    return bool(coming.called and coming.key)


def uid_of(group_key: str, key: str) -> str:
    """What a calendar program knows a date by: the same when it moves, and guessed by nobody outside the group."""
    return hashlib.sha256(f"date {group_key} {key}".encode()).hexdigest()[:32]


def entry_of(coming: Coming, group_key: str, short_name: str = "") -> Entry:
    """A date as it goes out; the group's short name stands before the title where somebody asked for it."""
    title = f"{short_name}: {coming.called}" if short_name else coming.called
    ends = coming.ends if coming.starts and coming.ends and coming.ends > coming.starts else None
    return Entry(uid_of(group_key, coming.key), title, coming.day, coming.starts, ends)


def calendar_name(short_name: str = "") -> str:
    """What a telephone lists the calendar as."""
    return f"{short_name}: Dates" if short_name else "Dates"
