"""The tables of the accounts: settings, what is owned and owed, reports that were given, years that were closed."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit import files as files  # rows point at its tables
from groupkit import history as history
from groupkit.db import LongWords, Model, Moment, Pence, Words
from groupkit.ledger import models as ledger  # rows point at its tables
from groupkit.tenancy import AppendOnly, GroupOwned, RowId, owned, points

__all__ = [
    "AccountsSettings",
    "Asset",
    "Debt",
    "DebtPaid",
    "DebtUnpaid",
    "Examination",
    "ReportGiven",
    "Sorting",
    "YearClosing",
    "YearOpening",
    "YearOpeningAnswer",
    "files",
    "ledger",
]


class AccountsSettings(GroupOwned, Model):
    """Whether the group is a registered charity, its number, and how figures are shown: one row for a group."""

    __tablename__ = "accounts_settings"
    __table_args__ = owned(UniqueConstraint("group_id"))

    standing: Mapped[str] = mapped_column(String(10))
    number: Mapped[str] = mapped_column(Words(40))
    shown: Mapped[str] = mapped_column(String(10))
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Sorting(GroupOwned, Model):
    """Where a category or fund stands in the accounts, when that is not its usual place."""

    __tablename__ = "accounts_sortings"
    __table_args__ = owned(
        points("category_id", "categories"),
        points("fund_id", "funds"),
        UniqueConstraint("group_id", "category_id"),
        UniqueConstraint("group_id", "fund_id"),
    )

    category_id: Mapped[int | None] = mapped_column(RowId)
    fund_id: Mapped[int | None] = mapped_column(RowId)
    place: Mapped[str] = mapped_column(String(20))
    """Of a category `asset`; of a fund `expendable` or `permanent`; empty when it is back in its usual place."""


class Asset(GroupOwned, Model):
    """Something that lasts and belongs to the group: disposed of one day, never deleted."""

    __tablename__ = "assets"
    __table_args__ = owned(
        points("fund_id", "funds"),
        points("what_id", "private_texts"),
        points("holder_id", "private_texts"),
        points("why_id", "private_texts"),
    )

    what_id: Mapped[int] = mapped_column(RowId)
    """What it is, kept so that it can be blanked."""
    kind: Mapped[str] = mapped_column(String(12))
    fund_id: Mapped[int] = mapped_column(RowId)
    amount: Mapped[int] = mapped_column(Pence)
    """What it cost, in pence."""
    bought_on: Mapped[date] = mapped_column(Date)
    holder_id: Mapped[int | None] = mapped_column(RowId)
    """Who holds it or where it is: a job, a place, perhaps a name."""
    disposed_on: Mapped[date | None] = mapped_column(Date)
    why_id: Mapped[int | None] = mapped_column(RowId)
    """What became of it."""
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Debt(GroupOwned, Model):
    """Money that is owed to the group or by it: settled one day, never deleted."""

    __tablename__ = "debts"
    __table_args__ = owned(
        points("fund_id", "funds"),
        points("what_id", "private_texts"),
        points("who_id", "private_texts"),
    )

    way: Mapped[str] = mapped_column(String(12))
    what_id: Mapped[int] = mapped_column(RowId)
    """What it is for, kept so that it can be blanked."""
    who_id: Mapped[int | None] = mapped_column(RowId)
    """Who owes it, or is owed."""
    fund_id: Mapped[int] = mapped_column(RowId)
    amount: Mapped[int] = mapped_column(Pence)
    since: Mapped[date] = mapped_column(Date)
    due: Mapped[date | None] = mapped_column(Date)
    settled_on: Mapped[date | None] = mapped_column(Date)
    forgiven: Mapped[bool] = mapped_column(Boolean, default=False)
    """Settled without money, or without the last of it: given up, or it never came to it."""
    apart: Mapped[int] = mapped_column(Pence, default=0)
    """In pence, what of it is settled since that day without a line of the book: given up, or paid elsewhere."""
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class DebtPaid(GroupOwned, AppendOnly, Model):
    """What a line of the book paid of a debt. A debt may take several lines, and a line may pay several debts."""

    __tablename__ = "debts_paid"
    __table_args__ = owned(points("debt_id", "debts"), points("entry_id", "entries"))

    debt_id: Mapped[int] = mapped_column(RowId)
    entry_id: Mapped[int] = mapped_column(RowId)
    pence: Mapped[int] = mapped_column(Pence)


class DebtUnpaid(GroupOwned, AppendOnly, Model):
    """It was not that line after all: what it was said to have paid is owed again."""

    __tablename__ = "debts_unpaid"
    __table_args__ = owned(points("paid_id", "debts_paid"), UniqueConstraint("group_id", "paid_id"))

    paid_id: Mapped[int] = mapped_column(RowId)


class ReportGiven(GroupOwned, AppendOnly, Model):
    """A treasurer's report that a meeting saw: from which day to which, both included. The next begins after it."""

    __tablename__ = "reports_given"
    __table_args__ = owned()

    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    given_at: Mapped[datetime] = mapped_column(Moment)
    given_by_no: Mapped[int] = mapped_column(Integer)


class YearClosing(GroupOwned, AppendOnly, Model):
    """A financial year that was closed: its figures as they were, and a digest of every line that they are made of."""

    __tablename__ = "year_closings"
    __table_args__ = owned(points("why_id", "private_texts"), UniqueConstraint("group_id", "number"))

    number: Mapped[int] = mapped_column(Integer)
    """Counts the closings of a group, from 1."""
    year: Mapped[str] = mapped_column(String(10))
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    figures: Mapped[str] = mapped_column(LongWords)
    """The accounts of the year, as `closings.frozen` writes them: keys and pence, never words."""
    book: Mapped[str] = mapped_column(String(64))
    """SHA-256 over every transaction of the year."""
    why_id: Mapped[int | None] = mapped_column(RowId)
    """Why it was closed although something was left open."""
    closed_at: Mapped[datetime] = mapped_column(Moment)
    closed_by_no: Mapped[int] = mapped_column(Integer)


class YearOpening(GroupOwned, AppendOnly, Model):
    """Somebody asks that a closed year be opened again, and says why."""

    __tablename__ = "year_openings"
    __table_args__ = owned(points("closing_id", "year_closings"), points("why_id", "private_texts"))

    closing_id: Mapped[int] = mapped_column(RowId)
    why_id: Mapped[int] = mapped_column(RowId)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    asked_by_no: Mapped[int] = mapped_column(Integer)


class YearOpeningAnswer(GroupOwned, AppendOnly, Model):
    """What became of it: a second officer agreed and the year is open, or it stays closed."""

    __tablename__ = "year_opening_answers"
    __table_args__ = owned(UniqueConstraint("group_id", "opening_id"), points("opening_id", "year_openings"))

    opening_id: Mapped[int] = mapped_column(RowId)
    agreed: Mapped[bool] = mapped_column(Boolean)
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)


class Examination(GroupOwned, AppendOnly, Model):
    """Somebody who is not of the committee looked over the accounts of a closed year, and what they said."""

    __tablename__ = "examinations"
    __table_args__ = owned(
        points("closing_id", "year_closings"),
        points("who_id", "private_texts"),
        points("remarks_id", "private_texts"),
        points("file_id", "stored_files"),
    )

    closing_id: Mapped[int] = mapped_column(RowId)
    day: Mapped[date] = mapped_column(Date)
    who_id: Mapped[int] = mapped_column(RowId)
    outcome: Mapped[str] = mapped_column(String(10))
    """A key of `closings.OUTCOMES`."""
    remarks_id: Mapped[int | None] = mapped_column(RowId)
    file_id: Mapped[int | None] = mapped_column(RowId)
    """Their signed report."""
    written_at: Mapped[datetime] = mapped_column(Moment)
    written_by_no: Mapped[int] = mapped_column(Integer)
