"""When the clock changes in a zone, as a calendar file has to say it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

ONE_DAY, ONE_MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True)
class Clock:
    """What the clock shows from a moment on: by how much it is ahead of UTC, before that moment and after it."""

    since: datetime
    """In UTC."""
    before: timedelta
    after: timedelta
    name: str
    summer: bool

    @property
    def on_the_wall(self) -> datetime:
        """The moment by the clock that is about to change (RFC 5545, 3.6.5): in spring in London one, not two."""
        return (self.since + self.before).replace(tzinfo=None)


def clocks(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[Clock]:
    """What the clock shows at the beginning of a year, then each change up to the end of another."""
    day, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    yield _clock(zone, day, _ahead(zone, day))
    while day < end:
        if _ahead(zone, day) != _ahead(zone, day + ONE_DAY):
            yield _clock(zone, _changes_at(zone, day), _ahead(zone, day))
        day += ONE_DAY


def _ahead(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _changes_at(zone: ZoneInfo, earlier: datetime) -> datetime:
    """The minute within a day at which the clock changes."""
    later, before = earlier + ONE_DAY, _ahead(zone, earlier)
    while later - earlier > ONE_MINUTE:
        middle = earlier + (later - earlier) // ONE_MINUTE // 2 * ONE_MINUTE
        earlier, later = (middle, later) if _ahead(zone, middle) == before else (earlier, middle)
    return later


def _clock(zone: ZoneInfo, since: datetime, before: timedelta) -> Clock:
    here = since.astimezone(zone)
    return Clock(since, before, here.utcoffset() or timedelta(), here.tzname() or "", bool(here.dst()))
