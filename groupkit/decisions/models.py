"""Decisions, each round of talking or deciding about one, and what it led to."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit import dates
from groupkit.db import LongWords, Model, Moment, Words
from groupkit.tenancy import AppendOnly, GroupOwned, RowId, owned, points


class Decision(GroupOwned, Model):
    """Something to decide, numbered within the group, from the first time somebody brings it up."""

    __tablename__ = "decisions"
    __table_args__ = owned(UniqueConstraint("group_id", "number"), points("replaces_id", "decisions"))

    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(Words(120))
    words: Mapped[str] = mapped_column(LongWords)
    """The wording as it stands; once agreed, the exact words."""
    body: Mapped[str] = mapped_column(String(20), default="general")
    """Who decides it: `general` (the members) or `committee`."""
    matter: Mapped[str] = mapped_column(String(20), default="ordinary")
    """What sort of thing it is, which tells the share of votes that it needs: a key of `rules.MATTERS`."""
    standing: Mapped[str] = mapped_column(String(20), default="talking")
    """A key of `rules.STANDINGS`."""
    options: Mapped[str] = mapped_column(LongWords, default="")
    """The options that were considered, where somebody wrote them down."""
    asked: Mapped[str] = mapped_column(LongWords, default="")
    """Who was asked, where somebody wrote it down."""
    begun_on: Mapped[date] = mapped_column(Date)
    decided_on: Mapped[date | None] = mapped_column(Date)
    review_on: Mapped[date | None] = mapped_column(Date)
    replaces_id: Mapped[int | None] = mapped_column(RowId)
    """The earlier decision that this one replaces, once this one is agreed."""
    begun_by_no: Mapped[int] = mapped_column(Integer)
    proposed: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether a member brought it up, and not somebody who keeps the meetings."""
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class DecisionRound(GroupOwned, AppendOnly, Model):
    """One time that a decision was talked about or put to the test: the wording then, and the counts. Never names."""

    __tablename__ = "decision_rounds"
    __table_args__ = owned(points("decision_id", "decisions"), UniqueConstraint("group_id", "decision_id", "number"))

    decision_id: Mapped[int] = mapped_column(RowId)
    number: Mapped[int] = mapped_column(Integer)
    held_on: Mapped[date] = mapped_column(Date)
    place: Mapped[str] = mapped_column(Words(120))
    """At which meeting, as it was called then: `Committee meeting, 3 May 2026`; or how people were asked."""
    words: Mapped[str] = mapped_column(LongWords)
    way: Mapped[str] = mapped_column(String(20))
    """A key of `rules.WAYS`."""
    present: Mapped[int | None] = mapped_column(Integer)
    """How many with a vote were there, or were asked between meetings."""
    members: Mapped[int | None] = mapped_column(Integer)
    """How many members, or how large a committee, there were on the day; kept where a share is taken of all."""
    for_: Mapped[int | None] = mapped_column("votes_for", Integer)
    against: Mapped[int | None] = mapped_column(Integer)
    abstained: Mapped[int | None] = mapped_column(Integer)
    casting: Mapped[str] = mapped_column(String(10), default="")
    """How a casting vote was used: `yes`, `no`, or empty when it was not."""
    agree: Mapped[int | None] = mapped_column(Integer)
    reservations: Mapped[int | None] = mapped_column(Integer)
    aside: Mapped[int | None] = mapped_column(Integer)
    block: Mapped[int | None] = mapped_column(Integer)
    carried: Mapped[bool | None] = mapped_column(Boolean)
    """What came of it: None where it was only talked about."""
    needed: Mapped[str] = mapped_column(LongWords, default="")
    """What the rules asked for, in words with their source, as it was on the day."""
    quorum: Mapped[str] = mapped_column(LongWords, default="")
    """What was said about the quorum when it was short; empty when enough were there."""
    note: Mapped[str] = mapped_column(LongWords, default="")
    at: Mapped[datetime] = mapped_column(Moment, default=dates.now)
    by_no: Mapped[int] = mapped_column(Integer)


class DecisionResult(GroupOwned, AppendOnly, Model):
    """Something that a decision led to: a payment, somebody's time in a job, a change to the rules, an agreement."""

    __tablename__ = "decision_results"
    __table_args__ = owned(
        points("decision_id", "decisions"), UniqueConstraint("group_id", "decision_id", "kind", "thing")
    )

    decision_id: Mapped[int] = mapped_column(RowId)
    kind: Mapped[str] = mapped_column(String(20))
    """As the book that keeps it registered it (`results.tells_results`)."""
    thing: Mapped[str] = mapped_column(String(24))
    """The key of the row that it is."""
    at: Mapped[datetime] = mapped_column(Moment, default=dates.now)
    by_no: Mapped[int] = mapped_column(Integer)


def told_as(row: Decision) -> str:
    """How a decision stands in the history: by its number, since what it is called may name somebody."""
    return f"decision {row.number}"
