"""What a calendar program makes of a file: read by a parser that shares nothing with what wrote it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import vobject
from dateutil.tz import tzical


@dataclass(frozen=True)
class Read:
    """One date as it was read."""

    uid: str
    title: str
    begins: date | datetime
    ends: date | datetime | None
    url: str


def calendar_in(content: bytes) -> Any:
    """The one calendar of a file, checked against what RFC 5545 asks of each part.

    What the clock does is taken from the zone in the file and from nowhere else.
    """
    words = content.decode()
    for name in re.findall("\r\nTZID:([A-Za-z_/]+)\r\n", words):
        vobject.icalendar.registerTzid(name, tzical(StringIO(words)).get(name))
    found = vobject.readOne(words)
    found.validate(raiseException=True)
    return found


def dates_in(content: bytes) -> list[Read]:
    """Every date of a file; hours are reckoned by the zone that stands in the file itself."""
    return [
        Read(
            event.uid.value,
            event.summary.value,
            _in_utc(event.dtstart.value),
            _in_utc(event.dtend.value) if hasattr(event, "dtend") else None,
            event.url.value,
        )
        for event in calendar_in(content).contents.get("vevent", [])
    ]


def _in_utc(read: date | datetime) -> date | datetime:
    """Two moments of different zones never count as the same near a change of the clock (PEP 495)."""
    return read.astimezone(UTC) if isinstance(read, datetime) else read


def titles_in(content: bytes) -> list[str]:
    """What a calendar says of each date, in the order of the file."""
    return [one.title for one in dates_in(content)]
