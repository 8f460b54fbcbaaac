"""The tables of the list of members: how to reach somebody, what they agreed to, and who has been taken out.

There is no column for a diagnosis, a reason for coming, a date of birth or who came when, and a test says so.
"""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit.db import LongWords, Model, Moment, Words
from groupkit.tenancy import AppendOnly, GroupOwned, RowId, owned, points


class ContactCard(GroupOwned, Model):
    """How somebody likes to hear from the group: one contact of their choosing, kept only while they agree to it."""

    __tablename__ = "contact_cards"
    __table_args__ = owned(UniqueConstraint("group_id", "person_id"), points("person_id", "people"))

    person_id: Mapped[int] = mapped_column(RowId)
    way: Mapped[str] = mapped_column(String(20))
    """One of `rules.WAYS`."""
    contact: Mapped[str] = mapped_column(Words(200))
    large_print: Mapped[bool] = mapped_column(Boolean, default=False)
    language: Mapped[str] = mapped_column(Words(60), default="")
    helps: Mapped[str] = mapped_column(LongWords, default="")
    """What helps them, in their own words."""
    emergency_on_paper: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether an emergency contact is held on paper; who it is stands nowhere here."""
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Consent(GroupOwned, Model):
    """Somebody said yes to their details being kept: the day, the very words they were asked, and how."""

    __tablename__ = "consents"
    __table_args__ = owned(points("person_id", "people"), Index("ix_consents_of", "group_id", "person_id"))

    person_id: Mapped[int] = mapped_column(RowId)
    given_on: Mapped[date] = mapped_column(Date)
    wording: Mapped[str] = mapped_column(LongWords)
    how: Mapped[str] = mapped_column(Words(60))
    withdrawn_on: Mapped[date | None] = mapped_column(Date)
    asked_by_no: Mapped[int] = mapped_column(Integer)


class Erasure(GroupOwned, AppendOnly, Model):
    """Somebody's name and details were taken out for good; their number stays, and everything that hangs on it."""

    __tablename__ = "erasures"
    __table_args__ = owned(UniqueConstraint("group_id", "person_id"), points("person_id", "people"))

    person_id: Mapped[int] = mapped_column(RowId)
    asked_by_no: Mapped[int] = mapped_column(Integer)
    """The officer who did it, by number; 0 when the time after leaving had run out."""
    at: Mapped[datetime] = mapped_column(Moment)
    why: Mapped[str] = mapped_column(String(20))
    """One of `rules.WHY_ERASED`."""
