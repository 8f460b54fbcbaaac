"""The tables of texts: drafts with their answers, what was put to a meeting, and what was adopted."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit import files as files  # rows point at its tables
from groupkit.db import Bytes, LongWords, Model, Moment, Words
from groupkit.tenancy import AppendOnly, GroupOwned, RowId, owned, points


class AdoptedText(GroupOwned, AppendOnly, Model):
    """A constitution, ground rules or policy as it was adopted: its data, its page and the bytes of its Word file."""

    __tablename__ = "adopted_texts"
    __table_args__ = owned(
        UniqueConstraint("group_id", "subject", "number"),
        points("signed_page_id", "stored_files"),
        points("upload_id", "stored_files"),
    )

    subject: Mapped[str] = mapped_column(String(40))
    """`constitution`, or the key of a policy."""
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(Words(80))
    content: Mapped[str] = mapped_column(LongWords, deferred=True)
    """The composed text, what was chosen and every clause as its file said it then, as canonical JSON."""
    content_digest: Mapped[str] = mapped_column(String(64))
    page: Mapped[bytes] = mapped_column(Bytes, deferred=True)
    page_digest: Mapped[str] = mapped_column(String(64))
    document: Mapped[bytes] = mapped_column(Bytes, deferred=True)
    document_digest: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(Words(100))
    adopted_on: Mapped[date] = mapped_column(Date)
    from_day: Mapped[date] = mapped_column(Date)
    """The first day on which it holds."""
    meeting: Mapped[str] = mapped_column(Words(200))
    review_on: Mapped[date | None] = mapped_column(Date)
    signed_page_id: Mapped[int | None] = mapped_column(RowId)
    upload_id: Mapped[int | None] = mapped_column(RowId)
    """The group's own paper, where the text was not written here."""
    adopted_at: Mapped[datetime] = mapped_column(Moment)
    adopted_by_no: Mapped[int] = mapped_column(Integer)
    history_number: Mapped[int] = mapped_column(Integer)
    """How long the history was when this was adopted; the line after it tells of the adoption."""
    history_hash: Mapped[str] = mapped_column(String(64))


class TextDraft(GroupOwned, Model):
    """A text that is being talked about: a first one, or a change to one that was adopted."""

    __tablename__ = "text_drafts"
    __table_args__ = owned(points("base_id", "adopted_texts"))

    subject: Mapped[str] = mapped_column(String(40))
    starting_point: Mapped[str] = mapped_column(String(40))
    nation: Mapped[str] = mapped_column(String(30))
    base_id: Mapped[int | None] = mapped_column(RowId)
    """The adopted text that this would change."""
    reason: Mapped[str] = mapped_column(LongWords, default="")
    places: Mapped[str] = mapped_column(LongWords, default="[]")
    """The order of the clauses, as a JSON list of their keys; what is not in it stands where it usually is."""
    put_number: Mapped[int | None] = mapped_column(Integer)
    """Which of its wordings is with a meeting now; None while it can be worked on."""
    opened_at: Mapped[datetime] = mapped_column(Moment)
    opened_by_no: Mapped[int] = mapped_column(Integer)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class DraftAnswer(GroupOwned, Model):
    """What a group answered to one question, how it decided, and whether it wants to ask at a meeting."""

    __tablename__ = "draft_answers"
    __table_args__ = owned(UniqueConstraint("group_id", "draft_id", "question"), points("draft_id", "text_drafts"))

    draft_id: Mapped[int] = mapped_column(RowId)
    question: Mapped[str] = mapped_column(String(40))
    answered: Mapped[bool] = mapped_column(Boolean, default=False)
    value: Mapped[str] = mapped_column(LongWords, default="null")
    """The answer as JSON; null when the question was looked at and left empty."""
    decided: Mapped[str] = mapped_column(LongWords, default="")
    ask: Mapped[bool] = mapped_column(Boolean, default=False)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class DraftClause(GroupOwned, Model):
    """What a group did with one clause: left it out, brought it in, reworded it, or wrote it from nothing."""

    __tablename__ = "draft_clauses"
    __table_args__ = owned(UniqueConstraint("group_id", "draft_id", "clause"), points("draft_id", "text_drafts"))

    draft_id: Mapped[int] = mapped_column(RowId)
    clause: Mapped[str] = mapped_column(String(60))
    inside: Mapped[bool | None] = mapped_column(Boolean)
    """Whether it was brought in or left out; None while it stands as it usually does."""
    title: Mapped[str] = mapped_column(Words(80), default="")
    words: Mapped[str] = mapped_column(LongWords, default="")
    """The group's own words; empty while the library's stand."""
    newer: Mapped[bool] = mapped_column(Boolean, default=False)
    """In a change: whether the library's newer wording was taken in place of the adopted one."""
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class PutText(GroupOwned, AppendOnly, Model):
    """The wording that was sent out for a meeting, just as it was."""

    __tablename__ = "put_texts"
    __table_args__ = owned(UniqueConstraint("group_id", "draft_id", "number"), points("draft_id", "text_drafts"))

    draft_id: Mapped[int] = mapped_column(RowId)
    number: Mapped[int] = mapped_column(Integer)
    content: Mapped[str] = mapped_column(LongWords, deferred=True)
    content_digest: Mapped[str] = mapped_column(String(64))
    meeting_on: Mapped[date] = mapped_column(Date)
    sent_on: Mapped[date | None] = mapped_column(Date)
    sent_how: Mapped[str] = mapped_column(Words(200))
    put_at: Mapped[datetime] = mapped_column(Moment)
    put_by_no: Mapped[int] = mapped_column(Integer)


class PutOutcome(GroupOwned, AppendOnly, Model):
    """What the meeting made of a wording: adopted, not adopted with its vote, or taken back before."""

    __tablename__ = "put_outcomes"
    __table_args__ = owned(
        UniqueConstraint("group_id", "put_id"), points("put_id", "put_texts"), points("adopted_id", "adopted_texts")
    )

    put_id: Mapped[int] = mapped_column(RowId)
    outcome: Mapped[str] = mapped_column(String(20))
    adopted_id: Mapped[int | None] = mapped_column(RowId)
    on_day: Mapped[date] = mapped_column(Date)
    votes_for: Mapped[int | None] = mapped_column(Integer)
    votes_against: Mapped[int | None] = mapped_column(Integer)
    abstained: Mapped[int | None] = mapped_column(Integer)
    present: Mapped[int | None] = mapped_column(Integer)
    members: Mapped[int | None] = mapped_column(Integer)
    warned: Mapped[str] = mapped_column(LongWords, default="[]")
    """The sentences that were shown as worth a look when it was recorded, as JSON."""
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    recorded_by_no: Mapped[int] = mapped_column(Integer)
