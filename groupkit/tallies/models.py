"""What was done and how many came: sessions, counts of a month, and words with a yes. No person stands in any of it."""

from datetime import date

from sqlalchemy import Boolean, Date, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit import files as files  # rows point at its table
from groupkit.db import LongWords, Model, Words
from groupkit.tallies.offering import HEADS
from groupkit.tenancy import GroupOwned, RowId, owned, points


class SessionKind(GroupOwned, Model):
    """A kind of session, as the group calls it: `Tuesday evening`, `Walk`, `Talk`."""

    __tablename__ = "tally_kinds"
    __table_args__ = owned(UniqueConstraint("group_id", "name"))

    name: Mapped[str] = mapped_column(Words(60))
    place: Mapped[int] = mapped_column(Integer)
    """Where it stands in the list, from 1."""
    in_use: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class TallySession(GroupOwned, Model):
    """One gathering: its day and kind, whether it was held, and how many came. There is nowhere to write who."""

    __tablename__ = "tally_sessions"
    __table_args__ = owned(
        points("kind_id", "tally_kinds"),
        UniqueConstraint("group_id", "source"),
        Index("ix_tally_sessions_on", "group_id", "day"),
    )

    day: Mapped[date] = mapped_column(Date)
    kind_id: Mapped[int] = mapped_column(RowId)
    standing: Mapped[str] = mapped_column(String(20), default="held")
    """A key of `rules.STANDINGS`."""
    attendances: Mapped[int | None] = mapped_column(Integer)
    """How many came; None where nobody counted."""
    about: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether the head-count is a good guess."""
    first_timers: Mapped[int | None] = mapped_column(Integer)
    """How many of them came for the first time; None where nobody counted."""
    helper_minutes: Mapped[int] = mapped_column(Integer, default=0)
    """What helpers gave, all together, in whole minutes (quarters of an hour)."""
    source: Mapped[str | None] = mapped_column(String(60))
    """The thing in another book that it was brought in from, such as `meeting <key>`; None when it was typed."""
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def counted_with_tin(self) -> bool:
        """Whether its heads come from a count of the tin."""
        return bool(self.source and self.source.startswith(HEADS))


class MonthCount(GroupOwned, Model):
    """How often something was, in one month: contacts, how people heard of us, what got in the way."""

    __tablename__ = "month_counts"
    __table_args__ = owned(UniqueConstraint("group_id", "month", "what"))

    month: Mapped[date] = mapped_column(Date)
    """Its first day."""
    what: Mapped[str] = mapped_column(String(40))
    """A key of `rules.MONTHLY`."""
    number: Mapped[int | None] = mapped_column(Integer)
    """None where it is not counted after all; nought where it was counted and there was none."""
    about: Mapped[bool] = mapped_column(Boolean, default=False)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class PeopleCount(GroupOwned, Model):
    """How many different people came over a stated time, and how we know. Two of these never add up."""

    __tablename__ = "people_counts"
    __table_args__ = owned()

    first: Mapped[date] = mapped_column("first_on", Date)
    last: Mapped[date] = mapped_column("last_on", Date)
    """The last day, included."""
    people: Mapped[int] = mapped_column(Integer)
    about: Mapped[bool] = mapped_column(Boolean, default=False)
    known_by: Mapped[str] = mapped_column(String(20))
    """A key of `rules.KNOWN_BY`."""
    set_aside: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether it was written down by mistake, and is used no more."""
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Voice(GroupOwned, Model):
    """A quotation, a story or a picture, and what somebody said yes to: for what, on which day, until when."""

    __tablename__ = "voices"
    __table_args__ = owned(points("file_id", "stored_files"))

    kind: Mapped[str] = mapped_column(String(20))
    """A key of `rules.VOICES`."""
    words: Mapped[str] = mapped_column(LongWords)
    """What was said, or what the picture shows."""
    signed: Mapped[str] = mapped_column(Words(60))
    """How it is signed: `a member`, unless whoever said it wished otherwise."""
    file_id: Mapped[int | None] = mapped_column(RowId)
    for_returns: Mapped[bool] = mapped_column(Boolean)
    for_booklets: Mapped[bool] = mapped_column(Boolean)
    for_anybody: Mapped[bool] = mapped_column(Boolean)
    yes_on: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    """The last day on which it may be used; None where they named none."""
    withdrawn_on: Mapped[date | None] = mapped_column(Date)
    blanked: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether words and picture were taken out for good."""
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class GroupCheck(GroupOwned, Model):
    """The yearly group check by paper slips: on which day, and how many slips were handed in."""

    __tablename__ = "group_checks"
    __table_args__ = owned(UniqueConstraint("group_id", "day"))

    day: Mapped[date] = mapped_column(Date)
    slips: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class CheckAnswer(GroupOwned, Model):
    """How many slips of a group check gave each answer to one question; the rest left it empty."""

    __tablename__ = "group_check_answers"
    __table_args__ = owned(points("check_id", "group_checks"), UniqueConstraint("group_id", "check_id", "question"))

    check_id: Mapped[int] = mapped_column(RowId)
    question: Mapped[str] = mapped_column(String(20))
    """A key of `rules.QUESTIONS`."""
    agree: Mapped[int] = mapped_column(Integer)
    partly: Mapped[int] = mapped_column(Integer)
    not_yet: Mapped[int] = mapped_column(Integer)


class Measure(GroupOwned, Model):
    """A number on a funder's own measure, as it came: its name, where it comes from, and the day."""

    __tablename__ = "funder_measures"
    __table_args__ = owned()

    name: Mapped[str] = mapped_column(Words(120))
    source: Mapped[str] = mapped_column(Words(120))
    day: Mapped[date] = mapped_column(Date)
    hundredths: Mapped[int] = mapped_column(Integer)
    """The number, in hundredths: 7.25 is 725."""
    answered: Mapped[int | None] = mapped_column(Integer)
    """How many people it comes from, where that is known."""
    set_aside: Mapped[bool] = mapped_column(Boolean, default=False)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


def told_as(row: GroupOwned) -> str:
    """How something stands in the history: by its sort and row, since what it says is nobody's there."""
    return f"{SORTS[type(row)]} {row.id}"


SORTS: dict[type[GroupOwned], str] = {
    SessionKind: "kind of session",
    TallySession: "session",
    PeopleCount: "count of different people",
    Voice: "words with a yes",
    GroupCheck: "group check",
    Measure: "number on a funder’s measure",
}
