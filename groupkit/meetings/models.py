"""Meetings in a series or alone, their agendas, and the notice that was given."""

from datetime import date, datetime

from sqlalchemy import Date, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit import dates
from groupkit.db import LongWords, Model, Moment, Words
from groupkit.decisions import models as models  # agenda items point at its tables
from groupkit.tenancy import AppendOnly, GroupOwned, RowId, owned, points


class MeetingSeries(GroupOwned, Model):
    """Meetings that come again and again: every second Tuesday at 19:00 in the same room."""

    __tablename__ = "meeting_series"
    __table_args__ = owned()

    kind: Mapped[str] = mapped_column(String(20))
    """A key of `rules.KINDS`."""
    called: Mapped[str] = mapped_column(Words(60), default="")
    """What the group calls meetings of its own kind."""
    body: Mapped[str] = mapped_column(String(20))
    every: Mapped[str] = mapped_column(String(20))
    """`week 2` (every so many weeks, on the weekday of the first day), `month 2` (the second such weekday of each
    month) or `month last`."""
    first_on: Mapped[date] = mapped_column(Date)
    last_on: Mapped[date | None] = mapped_column(Date)
    starts: Mapped[str] = mapped_column(String(5))
    ends: Mapped[str] = mapped_column(String(5))
    place: Mapped[str] = mapped_column(Words(200), default="")
    online: Mapped[str] = mapped_column(Words(300), default="")
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class SeriesException(GroupOwned, Model):
    """One day of a series on which there is no meeting; a meeting that is moved is changed itself."""

    __tablename__ = "series_exceptions"
    __table_args__ = owned(points("series_id", "meeting_series"), UniqueConstraint("group_id", "series_id", "day"))

    series_id: Mapped[int] = mapped_column(RowId)
    day: Mapped[date] = mapped_column(Date)


class Meeting(GroupOwned, Model):
    """A meeting, planned or held. Hours are those of the group's own zone, `19:00`."""

    __tablename__ = "meetings"
    __table_args__ = owned(
        points("series_id", "meeting_series"),
        UniqueConstraint("group_id", "series_id", "series_day"),
        Index("ix_meetings_on", "group_id", "day"),
    )

    kind: Mapped[str] = mapped_column(String(20))
    called: Mapped[str] = mapped_column(Words(60), default="")
    body: Mapped[str] = mapped_column(String(20))
    """Who meets: `general`, `committee`, or `own` for a kind of the group's own, which has no quorum of the rules."""
    day: Mapped[date] = mapped_column(Date)
    starts: Mapped[str] = mapped_column(String(5))
    ends: Mapped[str] = mapped_column(String(5))
    """When it is meant to end; one that runs past midnight ends at a smaller hour."""
    place: Mapped[str] = mapped_column(Words(200), default="")
    online: Mapped[str] = mapped_column(Words(300), default="")
    """How to join by phone or online, where people can."""
    purpose: Mapped[str] = mapped_column(Words(300), default="")
    """What a special meeting is called for."""
    series_id: Mapped[int | None] = mapped_column(RowId)
    series_day: Mapped[date | None] = mapped_column(Date)
    """The day of the series that it stands for, also once it was moved."""
    standing: Mapped[str] = mapped_column(String(20), default="planned")
    """`planned`, `held` or `called_off`."""
    began: Mapped[str] = mapped_column(String(5), default="")
    ended: Mapped[str] = mapped_column(String(5), default="")
    chair: Mapped[str] = mapped_column(Words(80), default="")
    taker: Mapped[str] = mapped_column(Words(80), default="")
    """Who took the minutes."""
    present: Mapped[int | None] = mapped_column(Integer)
    """How many with a vote were there when it began."""
    apologies: Mapped[int | None] = mapped_column(Integer)
    """How many sent apologies: a number. There is nowhere to write a reason."""
    next_words: Mapped[str] = mapped_column(Words(200), default="")
    """When and where the next meeting is, as it was agreed."""
    minutes: Mapped[str] = mapped_column(String(10), default="draft")
    """`draft`, `sent` (round) or `approved`."""
    sent_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class AgendaItem(GroupOwned, Model):
    """One item of an agenda, and once the meeting is held what is minuted under it."""

    __tablename__ = "agenda_items"
    __table_args__ = owned(
        points("meeting_id", "meetings"),
        points("decision_id", "decisions"),
        Index("ix_agenda_items_of", "group_id", "meeting_id"),
    )

    meeting_id: Mapped[int] = mapped_column(RowId)
    position: Mapped[int] = mapped_column(Integer)
    """The order in which items stand; numbers may have gaps."""
    kind: Mapped[str] = mapped_column(String(20), default="item")
    """A key of `agenda.KINDS`: an ordinary `item`, or one that fills itself (`actions`, `letters`, `money` …), `break`
    or `sharing`, which has no words at all."""
    title: Mapped[str] = mapped_column(Words(200))
    purpose: Mapped[str] = mapped_column(String(10), default="")
    """`share`, `discuss`, `decide`, or empty."""
    lead: Mapped[str] = mapped_column(Words(80), default="")
    takes: Mapped[int] = mapped_column(Integer, default=0)
    """In minutes."""
    words: Mapped[str] = mapped_column(Words(500), default="")
    """A line under the title on the agenda."""
    decision_id: Mapped[int | None] = mapped_column(RowId)
    notes: Mapped[str] = mapped_column(LongWords, default="")
    """What is minuted under it: main points, never who said what."""
    noted_by_no: Mapped[int] = mapped_column(Integer, default=0)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class NoticeGiven(GroupOwned, AppendOnly, Model):
    """That people were told of a meeting: on which day and how."""

    __tablename__ = "notices_given"
    __table_args__ = owned(points("meeting_id", "meetings"))

    meeting_id: Mapped[int] = mapped_column(RowId)
    day: Mapped[date] = mapped_column(Date)
    way: Mapped[str] = mapped_column(String(20))
    """A key of `rules.NOTICE_WAYS`."""
    told: Mapped[str] = mapped_column(Words(300))
    """What the kit said about it then: in time, or how short it was, with the rule and its source."""
    meeting_day: Mapped[date] = mapped_column(Date)
    """The day of the meeting of which notice was given: notice of another day is no notice of this one."""
    at: Mapped[datetime] = mapped_column(Moment, default=dates.now)
    by_no: Mapped[int] = mapped_column(Integer)


def told_as(row: Meeting | MeetingSeries) -> str:
    """How a meeting stands in the history: by its row, since what it is called may name somebody."""
    return f"{'meeting' if isinstance(row, Meeting) else 'series'} {row.id}"
