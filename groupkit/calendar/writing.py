"""Writing dates as a calendar file (RFC 5545); the only file that knows icalendar."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from groupkit.calendar.rules import Entry
from groupkit.calendar.zones import clocks

ASKS_AGAIN = timedelta(hours=12)
"""How often a calendar program may ask for the dates anew (RFC 7986, 5.7)."""
Link = Callable[[str], str]
"""The address of the page of one date, by its uid."""


def as_ics(entries: Sequence[Entry], *, name: str, zone: str, now: datetime, link: Link) -> bytes:
    """Dates as the bytes of an `.ics` file: `name` is what a telephone lists it as, `zone` where the group meets."""
    made = Calendar()
    made.add("prodid", "-//groupkit//dates//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", ASKS_AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT12H")
    years = [one.starts.year for one in entries if one.starts is not None]
    if years:
        made.add_component(_zone(ZoneInfo(zone), min(years) - 1, max(years) + 1))
    for entry in entries:
        made.add_component(_event(entry, ZoneInfo(zone), now, link))
    return bytes(made.to_ical())


def _event(entry: Entry, zone: ZoneInfo, now: datetime, link: Link) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("summary", entry.title)
    event.add("class", "PRIVATE")
    event.add("url", link(entry.uid))
    if entry.starts is None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day_after)
        event.add("transp", "TRANSPARENT")
        return event
    for name, moment in _by_the_clock({"dtstart": entry.starts, "dtend": entry.ends}, zone).items():
        event.add(name, moment)
    return event


def _by_the_clock(moments: dict[str, datetime | None], zone: ZoneInfo) -> dict[str, datetime]:
    """Moments by the clock on the wall where the group meets, so that seven stays seven when the clock changes.

    In an hour that comes twice in autumn the wall does not say which (RFC 5545, 3.3.5, takes the first), so a meeting
    in it is written in UTC.
    """
    here = {name: moment.astimezone(zone) for name, moment in moments.items() if moment is not None}
    twice = any(moment.utcoffset() != moment.replace(fold=1 - moment.fold).utcoffset() for moment in here.values())
    return {name: moment.astimezone(UTC) if twice else moment for name, moment in here.items()}


def _zone(zone: ZoneInfo, first_year: int, last_year: int) -> Timezone:
    """What the zone's clock does in these years, for programs that do not know it by name."""
    made = Timezone()
    made.add("tzid", zone.key)
    for clock in clocks(zone, first_year, last_year):
        part = TimezoneDaylight() if clock.summer else TimezoneStandard()
        part.add("dtstart", clock.on_the_wall)
        part.add("tzoffsetfrom", clock.before)
        part.add("tzoffsetto", clock.after)
        part.add("tzname", clock.name)
        made.add_component(part)
    return made
