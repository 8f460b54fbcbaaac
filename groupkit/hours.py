"""Hours as people write them, in the group's own zone, and the moments that they are. Pure.

An hour is kept as it is said: `19:00`. On the night the clocks go forward some hours are not there at all; on the night
they go back some come twice, and the first of the two is meant.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from groupkit.refusal import Refused

ASK = "Write the time like 19:00 or 7 pm"
_WRITTEN = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))? ?(am|pm|a\.m\.?|p\.m\.?|noon|midnight)?", re.ASCII)

_KEPT = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)


def read_hour(text: str, field: str | None = None) -> str:
    """An hour as people write it: `19:00`, `7pm`, `7.30 pm`, `1930`, `noon`. Raises Refused with a sentence."""
    written = " ".join(text.strip().lower().split())
    if written in ("noon", "midday"):
        return "12:00"
    if written == "midnight":
        return "00:00"
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise Refused(ASK, field)
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").replace(".", "")
    if half in ("noon", "midnight"):
        if (hour, minute) != (12, 0):
            raise Refused(ASK, field)
        return "12:00" if half == "noon" else "00:00"
    if half:
        if not 1 <= hour <= 12:
            raise Refused(ASK, field)
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif match[2] is None:
        raise Refused(f"Is that morning or evening? {ASK}", field)
    if hour > 23 or minute > 59:
        raise Refused(ASK, field)
    return f"{hour:02d}:{minute:02d}"


def is_kept(text: str) -> bool:
    """Whether a text is an hour as it is kept: `19:00`."""
    return _KEPT.fullmatch(text) is not None


def moment_of(day: date, hour: str, zone: str) -> datetime:
    """The moment of an hour on a day where the group is, in UTC; of an hour that comes twice, the first."""
    return datetime.combine(day, time.fromisoformat(hour), ZoneInfo(zone)).astimezone(UTC)


def is_there(day: date, hour: str, zone: str) -> bool:
    """Whether there is such an hour on a day: there is none while the clocks go forward over it."""
    back = moment_of(day, hour, zone).astimezone(ZoneInfo(zone))
    return (back.date(), f"{back:%H:%M}") == (day, hour)


def check_there(day: date, hour: str, zone: str, field: str) -> None:
    """Raises Refused for an hour that the clocks jump over that night."""
    if not is_there(day, hour, zone):
        sentence = f"There is no {said(hour)} that night: the clocks go forward. Choose an hour before or after"
        raise Refused(sentence, field)


def span(day: date, starts: str, ends: str, zone: str) -> tuple[datetime, datetime]:
    """From which moment to which a meeting runs, in UTC; one that ends at a smaller hour ends on the next day."""
    last = day + timedelta(days=1) if ends < starts else day
    return moment_of(day, starts, zone), moment_of(last, ends, zone)


def minutes_between(starts: str, ends: str) -> int:
    """How many minutes from one hour to another by the clock on the wall, over midnight where the second is smaller."""
    first, last = (int(hour[:2]) * 60 + int(hour[3:]) for hour in (starts, ends))
    return (last - first) % (24 * 60)


def after(hour: str, minutes: int) -> str:
    """The hour so many minutes later."""
    total = (int(hour[:2]) * 60 + int(hour[3:]) + minutes) % (24 * 60)
    return f"{total // 60:02d}:{total % 60:02d}"


def said(hour: str) -> str:
    """As it is said: `7 pm`, `7.30 pm`, `12 noon`."""
    whole, minute = int(hour[:2]), int(hour[3:])
    if (whole, minute) == (12, 0):
        return "12 noon"
    if (whole, minute) == (0, 0):
        return "midnight"
    half = "pm" if whole >= 12 else "am"
    figures = whole % 12 or 12
    return f"{figures} {half}" if not minute else f"{figures}.{minute:02d} {half}"
