"""Groups in other zones, and the second on either side of midnight where they are."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from groupkit import dates
from groupkit.access.actor import Actor
from groupkit.access.models import Group
from groupkit.db import db
from tests import builders
from tests.builders import AGroup, Someone
from tests.sweep import some


@dataclass(frozen=True)
class Day:
    """A day in a zone, as its people live it: it may have 23 hours, or 25."""

    zone: str
    day: date

    def __str__(self) -> str:
        return f"{self.zone.rpartition('/')[2]} {self.day}"

    @property
    def begins(self) -> datetime:
        """The first moment of the day."""
        return datetime.combine(self.day, time(), ZoneInfo(self.zone)).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        """The last second of the day."""
        return self.after(1).begins - timedelta(seconds=1)

    def after(self, days: int) -> "Day":
        """So many days later, or before."""
        return replace(self, day=self.day + timedelta(days=days))

    def at(self, hour: int) -> datetime:
        """An hour of the day."""
        return datetime.combine(self.day, time(hour), ZoneInfo(self.zone)).astimezone(UTC)

    def actor(self, someone: Someone) -> Actor:
        """What somebody may do on this day."""
        with dates.clock_at(self.begins):
            return someone.actor


EVERY_DAY = [
    Day("Europe/London", date(2027, 1, 1)),
    Day("Europe/London", date(2027, 3, 28)),  # the clocks go forward
    Day("Europe/London", date(2027, 3, 27)),
    Day("Europe/London", date(2027, 7, 1)),  # midnight is still yesterday in UTC
    Day("Europe/London", date(2027, 10, 31)),  # the clocks go back
    Day("Europe/London", date(2027, 10, 30)),
    Day("America/New_York", date(2027, 3, 14)),
    Day("America/St_Johns", date(2027, 11, 7)),  # half an hour beside the others, and the clocks go back
    Day("Pacific/Chatham", date(2027, 4, 4)),  # thirteen hours and three quarters ahead
    Day("Pacific/Auckland", date(2027, 9, 26)),
    Day("Pacific/Kiritimati", date(2028, 2, 29)),  # a day ahead of nearly everybody
    Day("Pacific/Pago_Pago", date(2027, 12, 31)),  # nearly a day behind
]
DAYS = some(EVERY_DAY, 6)


def group_in(day: Day, days_before: int = 60) -> AGroup:
    """A group in the zone of a day, which began so many days before it."""
    with dates.clock_at(day.after(-days_before).at(12)):
        group = builders.a_group()
    with builders.the_app().app_context(), builders.writing():
        row = db.session.get(Group, group.scope.id)
        assert row is not None
        row.zone = day.zone
    return replace(group, scope=replace(group.scope, zone=day.zone))
