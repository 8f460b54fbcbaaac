"""How things stand with the notice of a meeting: what is asked for, until when, and whether it was given. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from groupkit.meetings.rules import KINDS, Noticed
from groupkit.refusal import Refused

NO_RULE = "No rule of ours says how long before a meeting of this kind people are told. Telling them early helps"


class Given(Protocol):
    """Notice as it was written down."""

    @property
    def day(self) -> date: ...

    @property
    def way(self) -> str: ...

    @property
    def meeting_day(self) -> date: ...


@dataclass(frozen=True)
class Standing:
    """How things stand on a day: what is asked, and what was given of the meeting on the day on which it is now."""

    asked: Noticed | None
    meeting: date
    today: date
    given: bool
    short: int
    """By how many days the earliest notice was too late; none when it was in time."""
    moved: bool
    """Whether notice was given, but of another day: the meeting was moved since."""

    @property
    def last_day(self) -> date | None:
        """The last day on which people can be told in any way but by post."""
        return self.asked.last_day(self.meeting) if self.asked else None

    @property
    def last_by_post(self) -> date | None:
        """The last day on which a letter can go."""
        return self.asked.last_day(self.meeting, "post") if self.asked else None

    @property
    def days_left(self) -> int:
        """How many days there are until the last day; none on it, and below none after it."""
        return (self.last_day - self.today).days if self.last_day else 0

    @property
    def waits(self) -> bool:
        """Whether a rule asks for notice, none was given, and the meeting is still to come."""
        return self.asked is not None and not self.given and self.meeting >= self.today

    @property
    def late(self) -> bool:
        """Whether the last day went by without notice."""
        return self.waits and self.days_left < 0


def standing(asked: Noticed | None, meeting: date, notices: Iterable[Given], today: date) -> Standing:
    """How things stand with the notice of a meeting; notice of another day is none of this one."""
    written = list(notices)
    counted = [one for one in written if one.meeting_day == meeting]
    short = min((asked.short_by(one.day, meeting, one.way) for one in counted), default=0) if asked else 0
    return Standing(asked, meeting, today, bool(counted), short, bool(written) and not counted)


def told(asked: Noticed | None, day: date, meeting: date, way: str, kind: str) -> str:
    """What is kept beside a notice: in time, or how short it was, with the rule and its source."""
    if asked is None:
        return f"No rule speaks of this: {KINDS[kind].lower()}"
    return asked.say(day, meeting, way)


def days_left_words(days: int) -> str:
    """`5 days left`, `today is the last day`, `3 days ago`."""
    if days == 0:
        return "today is the last day"
    if days < 0:
        return "that was yesterday" if days == -1 else f"that was {-days} days ago"
    return "1 day left" if days == 1 else f"{days} days left"


def check(day: date, meeting: date, ways: Sequence[str], notices: Iterable[Given], today: date) -> None:
    """Raises Refused for notice on a day that has not come, after the meeting, or that is written down already."""
    if day > today:
        raise Refused("That day has not come yet. Write it down once people have been told", "day")
    if day > meeting:
        raise Refused("That is after the meeting", "day")
    there = {(one.day, one.way, one.meeting_day) for one in notices}
    if all((day, way, meeting) in there for way in ways):
        raise Refused("That is written down already", "ways")
