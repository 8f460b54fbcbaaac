"""The jobs of a group, who has had them, what is handed on with them; elections and who signs at the bank."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit import dates
from groupkit.db import Model, Moment, Words
from groupkit.tenancy import GroupOwned, RowId, owned, points


class GroupJob(GroupOwned, Model):
    """Anything that somebody does for the group, from treasurer to bringing the milk."""

    __tablename__ = "jobs"
    __table_args__ = owned()

    name: Mapped[str] = mapped_column(Words(60))
    gives: Mapped[str] = mapped_column(String(30), default="")
    """The access that goes with it, as `permissions.Job` names it; empty for most jobs."""
    card: Mapped[str] = mapped_column(String(40), default="")
    """The ready-made role card that it began with."""
    stopped_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class JobNote(GroupOwned, Model):
    """One line about a job: a task, where something is kept, a key, what the last holder wishes they had known."""

    __tablename__ = "job_notes"
    __table_args__ = owned(points("job_id", "jobs"))

    job_id: Mapped[int] = mapped_column(RowId)
    kind: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(Words(300))
    """Empty once it was taken out."""
    at: Mapped[datetime] = mapped_column(Moment, default=dates.now)
    by_no: Mapped[int] = mapped_column(Integer)
    taken_out_at: Mapped[datetime | None] = mapped_column(Moment)


class Tenure(GroupOwned, Model):
    """Somebody's time in a job, from a day until it is ended; a term that runs out does not end it."""

    __tablename__ = "tenures"
    __table_args__ = owned(
        points("job_id", "jobs"), points("person_id", "people"), points("appointment_id", "appointments")
    )

    job_id: Mapped[int] = mapped_column(RowId)
    person_id: Mapped[int] = mapped_column(RowId)
    role: Mapped[str] = mapped_column(String(10), default="holds")
    """`holds`, `deputy` or `shadows`."""
    how: Mapped[str] = mapped_column(String(20), default="")
    decision: Mapped[str] = mapped_column(Words(200), default="")
    from_day: Mapped[date] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    """The last day of the term, where there is one."""
    ended_on: Mapped[date | None] = mapped_column(Date)
    ended_why: Mapped[str] = mapped_column(String(20), default="")
    appointment_id: Mapped[int | None] = mapped_column(RowId)
    """The access that hangs on it, where the job gives any."""
    given_by_no: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Election(GroupOwned, Model):
    """A choosing at a meeting: who stood for which job, and what came of it."""

    __tablename__ = "elections"
    __table_args__ = owned()

    held_on: Mapped[date] = mapped_column(Date)
    meeting: Mapped[str] = mapped_column(Words(120))
    closed_at: Mapped[datetime | None] = mapped_column(Moment)


class Nomination(GroupOwned, Model):
    """Somebody who stands for a job and has said yes to that."""

    __tablename__ = "nominations"
    __table_args__ = owned(
        points("election_id", "elections"),
        points("job_id", "jobs"),
        points("person_id", "people"),
        UniqueConstraint("group_id", "election_id", "job_id", "person_id"),
    )

    election_id: Mapped[int] = mapped_column(RowId)
    job_id: Mapped[int] = mapped_column(RowId)
    person_id: Mapped[int] = mapped_column(RowId)
    chosen: Mapped[bool | None] = mapped_column(Boolean)
    votes: Mapped[int | None] = mapped_column(Integer)


class Signatory(GroupOwned, Model):
    """Somebody whom the bank lets sign, until the bank says that they no longer may."""

    __tablename__ = "signatories"
    __table_args__ = owned(points("person_id", "people"))

    person_id: Mapped[int] = mapped_column(RowId)
    since: Mapped[date] = mapped_column(Date)
    related: Mapped[bool] = mapped_column(Boolean)
    """Whether they are related to another who signs, or share an address with one: the answer, never the address."""
    asked_off_on: Mapped[date | None] = mapped_column(Date)
    off_on: Mapped[date | None] = mapped_column(Date)
    """The day on which the bank said that they can no longer sign."""
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


def told_as(row: GroupJob | Election) -> str:
    """How a job or a choosing stands in the history: by its row, since what it is called may name somebody."""
    return f"{'job' if isinstance(row, GroupJob) else 'choosing'} {row.id}"
