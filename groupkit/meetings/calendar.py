"""The days on which there are meetings: those that are planned, and those that a series gives and nobody touched yet.

A meeting of a series becomes a row when somebody does something with its day; looking never writes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select

from groupkit import tenancy, together
from groupkit.db import db
from groupkit.meetings import queries, rules
from groupkit.meetings.models import Meeting, MeetingSeries, SeriesException
from groupkit.together import Part, Reading

AHEAD = timedelta(weeks=8)
"""How far ahead the days of a series are shown."""
SHOWN = ("id", "key", "kind", "called", "body", "starts", "ends", "place", "online")
"""What meetings and series have alike."""
_OF_MEETINGS = [getattr(Meeting, name) for name in (*SHOWN, "day", "series_id", "standing")]
BACK = timedelta(weeks=8)
"""How far back a day of a series is shown that nobody wrote up."""


@dataclass(frozen=True)
class OnDay:
    """A meeting on a day, whether it is a row or only a day of a series."""

    kind: str
    called: str
    body: str
    day: date
    starts: str
    ends: str
    place: str
    online: str
    meeting_id: int | None = None
    series_id: int | None = None
    key: str = ""
    """What it is, however often it is moved: `meeting <key of its row>`, or the day of a series."""
    off: bool = False
    """Whether it was called off."""

    @property
    def title(self) -> str:
        """`Committee meeting`, or what the group calls it."""
        return rules.title_of(self.kind, self.called)


def of_meeting(row: Any) -> OnDay:
    """A meeting that is a row, or has the columns of one."""
    return OnDay(
        row.kind,
        row.called,
        row.body,
        row.day,
        row.starts,
        row.ends,
        row.place,
        row.online,
        meeting_id=row.id,
        series_id=row.series_id,
        key=f"meeting {row.key}",
        off=row.standing == "called_off",
    )


def of_series(row: Any, day: date) -> OnDay:
    """A day of a series that nobody touched yet."""
    return OnDay(
        row.kind,
        row.called,
        row.body,
        day,
        row.starts,
        row.ends,
        row.place,
        row.online,
        series_id=row.id,
        key=f"series {row.key} {day.isoformat()}",
    )


@dataclass(frozen=True)
class Calendar:
    """What is to come, the next first, and what was and waits to be written up, the latest first."""

    coming: list[OnDay]
    waiting: list[OnDay]

    @property
    def next(self) -> OnDay | None:
        """The next meeting."""
        return self.coming[0] if self.coming else None


def calendar(ahead: timedelta = AHEAD) -> Calendar:
    """Every meeting that is planned, and the days of each series from a while back until a while ahead."""
    return together.answer(reads_calendar(ahead))


def reads_calendar(ahead: timedelta = AHEAD) -> Reading[Calendar]:
    """The same for a page that asks more at once."""
    today = tenancy.today()
    first, until = today - BACK, today + ahead
    rows = yield {**queries.asks_planned(*_OF_MEETINGS), **_asks_untouched(first, until)}
    planned = [of_meeting(row) for row in sorted((*rows["to come"], *rows["to write up"]), key=lambda row: row.id)]
    days = [*planned, *_untouched(rows, first, until)]
    coming = sorted((one for one in days if one.day >= today), key=_order)
    return Calendar(coming, sorted((one for one in days if one.day < today), key=_order, reverse=True))


def next_after(day: date, body: str) -> OnDay | None:
    """The next meeting of a body after a day: one that is planned, or the day of a series; within some weeks."""
    return told_after(together.ask(asks_after(day, body)), day, body)


def asks_after(day: date, body: str) -> dict[str, Part]:
    """What `next_after` asks, for whoever asks more at once (`together.ask`)."""
    wanted = select(*_OF_MEETINGS).where(Meeting.standing == "planned", Meeting.day > day, Meeting.body == body)
    first = wanted.order_by(Meeting.day, Meeting.starts, Meeting.id).limit(1)
    return {"next planned": first, **_asks_untouched(day + timedelta(days=1), day + AHEAD)}


def told_after(rows: Mapping[str, Sequence[Any]], day: date, body: str) -> OnDay | None:
    """The next meeting of a body, from the rows of what `asks_after` asks."""
    again = [one for one in _untouched(rows, day + timedelta(days=1), day + AHEAD) if one.body == body]
    return min([*again, *map(of_meeting, rows["next planned"])], key=_order, default=None)


def with_called_off(coming: Iterable[OnDay]) -> list[OnDay]:
    """The same days with those that were called off among them, so that nobody comes who looks at the list."""
    off = select(Meeting).where(Meeting.standing == "called_off", Meeting.day >= tenancy.today())
    return sorted([*coming, *map(of_meeting, db.session.scalars(off))], key=_order)


def _order(one: OnDay) -> tuple[date, str, str]:
    return one.day, one.starts, one.title


def untouched(first: date, until: date) -> list[OnDay]:
    """The days of every series from one day to another that no meeting stands for and that are not left out."""
    return _untouched(together.ask(_asks_untouched(first, until)), first, until)


def _asks_untouched(first: date, until: date) -> dict[str, Part]:
    """Every series that runs then, and the days that a meeting stands for, also once it was moved, or that are out."""
    running = select(*(getattr(MeetingSeries, name) for name in (*SHOWN, "every", "first_on", "last_on")))
    there = select(Meeting.series_id, Meeting.series_day.label("day"))
    out = select(SeriesException.series_id, SeriesException.day)
    return {
        "series": running.where(
            MeetingSeries.first_on <= until, or_(MeetingSeries.last_on.is_(None), MeetingSeries.last_on >= first)
        ),
        "stood for": there.where(Meeting.series_id.is_not(None), Meeting.series_day >= first),
        "left out": out.where(SeriesException.day >= first),
    }


def _untouched(rows: Mapping[str, Sequence[Any]], first: date, until: date) -> list[OnDay]:
    taken = {(row.series_id, row.day) for row in (*rows["stood for"], *rows["left out"])}
    return [
        of_series(row, day)
        for row in sorted(rows["series"], key=lambda row: row.id)
        for day in days_between(row, first, until)
        if (row.id, day) not in taken
    ]


def days_between(row: Any, first: date, until: date) -> Iterator[date]:
    """The days that the rhythm of a series gives between two days, both included, within its own first and last."""
    last = until if row.last_on is None else min(until, row.last_on)
    return (day for day in rules.days_of(row.every, row.first_on, last) if day >= first)
