"""Who came to a meeting, what was minuted and approved, actions and letters."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit import dates
from groupkit import files as files  # rows point at its table
from groupkit.db import LongWords, Model, Moment, Words
from groupkit.history import new_salt
from groupkit.jobs.models import GroupJob as GroupJob  # and at that of jobs
from groupkit.meetings import models as models  # and at those of meetings and decisions
from groupkit.tenancy import AppendOnly, GroupOwned, RowId, owned, points


class RollEntry(GroupOwned, Model):
    """A name on the business roll, for a meeting whose quorum needs names; taken out after a set time."""

    __tablename__ = "roll_entries"
    __table_args__ = owned(
        points("meeting_id", "meetings"),
        points("person_id", "people"),
        UniqueConstraint("group_id", "meeting_id", "person_id"),
    )

    meeting_id: Mapped[int] = mapped_column(RowId)
    person_id: Mapped[int] = mapped_column(RowId)
    part: Mapped[str] = mapped_column(String(10))
    """`here` or `sorry` (sent apologies)."""


class InAttendance(GroupOwned, Model):
    """A practitioner or guest who was in attendance: in no count, no quorum and no vote."""

    __tablename__ = "in_attendance"
    __table_args__ = owned(points("meeting_id", "meetings"))

    meeting_id: Mapped[int] = mapped_column(RowId)
    words: Mapped[str] = mapped_column(Words(120))
    """As they wish to be minuted: a name with a post, or the post alone."""


class CountChange(GroupOwned, Model):
    """How many with a vote were there from an item on, after somebody came late or left early."""

    __tablename__ = "count_changes"
    __table_args__ = owned(
        points("meeting_id", "meetings"), points("item_id", "agenda_items"), UniqueConstraint("group_id", "item_id")
    )

    meeting_id: Mapped[int] = mapped_column(RowId)
    item_id: Mapped[int] = mapped_column(RowId)
    present: Mapped[int] = mapped_column(Integer)


class Conflict(GroupOwned, Model):
    """Somebody had an interest of their own in an item, said so, and stayed or left."""

    __tablename__ = "conflicts"
    __table_args__ = owned(points("meeting_id", "meetings"), points("item_id", "agenda_items"))

    meeting_id: Mapped[int] = mapped_column(RowId)
    item_id: Mapped[int] = mapped_column(RowId)
    who: Mapped[str] = mapped_column(Words(80))
    did: Mapped[str] = mapped_column(String(20))
    """A key of `rules.DID`."""


class ConfidentialPart(GroupOwned, Model):
    """What of a meeting only few may read: kept apart, so that no page of the minutes ever loads it."""

    __tablename__ = "confidential_parts"
    __table_args__ = owned(points("meeting_id", "meetings"), UniqueConstraint("group_id", "meeting_id"))

    meeting_id: Mapped[int] = mapped_column(RowId)
    words: Mapped[str] = mapped_column(LongWords)
    salt: Mapped[str] = mapped_column(String(32), default=new_salt)
    """Goes into its digest, so that nobody can guess short words and prove them."""
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class DecisionAtMeeting(GroupOwned, AppendOnly, Model):
    """Under which item of which meeting a round of a decision was held, or reported."""

    __tablename__ = "decisions_at_meetings"
    __table_args__ = owned(
        points("meeting_id", "meetings"),
        points("item_id", "agenda_items"),
        points("round_id", "decision_rounds"),
        UniqueConstraint("group_id", "meeting_id", "round_id"),
    )

    meeting_id: Mapped[int] = mapped_column(RowId)
    item_id: Mapped[int] = mapped_column(RowId)
    round_id: Mapped[int] = mapped_column(RowId)
    reported: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether it was decided between meetings, and only reported here."""


class ActionPoint(GroupOwned, Model):
    """Something that a job, or somebody, said they would do, by a day perhaps."""

    __tablename__ = "action_points"
    __table_args__ = owned(
        points("meeting_id", "meetings"),
        points("item_id", "agenda_items"),
        points("job_id", "jobs"),
        points("person_id", "people"),
        points("closed_at_id", "meetings"),
    )

    meeting_id: Mapped[int] = mapped_column(RowId)
    item_id: Mapped[int | None] = mapped_column(RowId)
    words: Mapped[str] = mapped_column(Words(300))
    job_id: Mapped[int | None] = mapped_column(RowId)
    person_id: Mapped[int | None] = mapped_column(RowId)
    due_on: Mapped[date | None] = mapped_column(Date)
    standing: Mapped[str] = mapped_column(String(10), default="open")
    """`open`, `done` or `let_go`."""
    closed_on: Mapped[date | None] = mapped_column(Date)
    closed_at_id: Mapped[int | None] = mapped_column(RowId)
    """The meeting that heard so, where it was at one."""
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class MinutesStep(GroupOwned, Model):
    """One step in the story of some minutes: sent round, taken back with a reason, approved.

    Written once; only a name is ever taken out of a reason.
    """

    __tablename__ = "minutes_steps"
    __table_args__ = owned(points("meeting_id", "meetings"))

    meeting_id: Mapped[int] = mapped_column(RowId)
    what: Mapped[str] = mapped_column(String(20))
    """A key of `rules.STEPS`."""
    why: Mapped[str] = mapped_column(Words(300), default="")
    at: Mapped[datetime] = mapped_column(Moment, default=dates.now)
    by_no: Mapped[int] = mapped_column(Integer)


class SentMinutes(GroupOwned, Model):
    """Minutes as everybody got them: what stands here is approved, and nothing that changed elsewhere meanwhile.

    Gone when they are taken back to draft. Only a name is ever taken out.
    """

    __tablename__ = "sent_minutes"
    __table_args__ = owned(points("meeting_id", "meetings"), UniqueConstraint("group_id", "meeting_id"))

    meeting_id: Mapped[int] = mapped_column(RowId)
    content: Mapped[str] = mapped_column(LongWords)
    """A `paper.Paper` as JSON."""


class Correction(GroupOwned, Model):
    """A correction that somebody proposed to minutes sent round, and what became of it."""

    __tablename__ = "corrections"
    __table_args__ = owned(points("meeting_id", "meetings"), points("item_id", "agenda_items"))

    meeting_id: Mapped[int] = mapped_column(RowId)
    item_id: Mapped[int | None] = mapped_column(RowId)
    words: Mapped[str] = mapped_column(Words(500))
    standing: Mapped[str] = mapped_column(String(10), default="proposed")
    """`proposed`, `taken` or `not_taken`."""
    at: Mapped[datetime] = mapped_column(Moment, default=dates.now)
    by_no: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class ApprovedMinutes(GroupOwned, AppendOnly, Model):
    """Minutes as they were approved: what they say, the very bytes of the Word file, and who signed."""

    __tablename__ = "approved_minutes"
    __table_args__ = owned(
        points("meeting_id", "meetings"),
        points("approved_at_id", "meetings"),
        points("file_id", "stored_files"),
        UniqueConstraint("group_id", "meeting_id"),
    )

    meeting_id: Mapped[int] = mapped_column(RowId)
    approved_at_id: Mapped[int] = mapped_column(RowId)
    """The meeting of the same body that approved them."""
    approved_on: Mapped[date] = mapped_column(Date)
    signed_by: Mapped[str] = mapped_column(Words(80))
    content: Mapped[str] = mapped_column(LongWords)
    """A `paper.Paper` as JSON."""
    digest: Mapped[str] = mapped_column(String(64))
    confidential_digest: Mapped[str] = mapped_column(String(64), default="")
    file_id: Mapped[int] = mapped_column(RowId)
    at: Mapped[datetime] = mapped_column(Moment, default=dates.now)
    by_no: Mapped[int] = mapped_column(Integer)


class LaterCorrection(GroupOwned, AppendOnly, Model):
    """A correction to approved minutes, as a later meeting minuted it: shown beside them, never in them."""

    __tablename__ = "later_corrections"
    __table_args__ = owned(points("meeting_id", "meetings"), points("minuted_at_id", "meetings"))

    meeting_id: Mapped[int] = mapped_column(RowId)
    """Of the minutes that it is about."""
    minuted_at_id: Mapped[int] = mapped_column(RowId)
    words: Mapped[str] = mapped_column(Words(500))
    at: Mapped[datetime] = mapped_column(Moment, default=dates.now)
    by_no: Mapped[int] = mapped_column(Integer)


class Letter(GroupOwned, Model):
    """A letter, email or message that came or went, and the meeting to which it was reported."""

    __tablename__ = "letters"
    __table_args__ = owned(points("reported_at_id", "meetings"), points("file_id", "stored_files"))

    came: Mapped[bool] = mapped_column(Boolean)
    """Whether it came in; else it went out."""
    day: Mapped[date] = mapped_column(Date)
    who: Mapped[str] = mapped_column(Words(120))
    """From whom it came, or to whom it went."""
    about: Mapped[str] = mapped_column(Words(300))
    reported_at_id: Mapped[int | None] = mapped_column(RowId)
    file_id: Mapped[int | None] = mapped_column(RowId)
    """A photo or PDF of it."""
    by_no: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}
