"""The years of a grant, and what has come of each instalment. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

from groupkit.dates import long_day, months_after


def grant_years(starts: date | None, until: date) -> list[tuple[date, str]]:
    """Each year of a grant up to a day: the day on which it begins, and what it is called.

    One year of twelve months from the day on which the grant starts; none at all where nobody knows that day.
    """
    found: list[tuple[date, str]] = []
    day = starts
    while starts and day and day <= until:
        following = months_after(starts, 12 * (len(found) + 1))
        last = following - timedelta(days=1)
        found.append((day, f"Year {len(found) + 1}, to {long_day(last)}"))
        day = following
    return found


def shared_out(parts: Sequence[int], received: int) -> list[int]:
    """What of each part has come, in pence: what was received fills them in their order, and never more than a part."""
    found = []
    left = max(received, 0)
    for part in parts:
        came = min(part, left)
        found.append(came)
        left -= came
    return found
