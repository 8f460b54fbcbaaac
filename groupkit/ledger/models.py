"""The tables of the treasurer's book.

An entry is a numbered line of the book. What it says about money stands in its transactions: the first,
and for every correction a reversal and (unless the line is void) the same line again as it should be.
"""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit import files as files  # rows point at its tables
from groupkit import history as history
from groupkit.db import Model, Moment, Pence, Words
from groupkit.tenancy import AppendOnly, GroupOwned, RowId, owned, points


class Account(GroupOwned, Model):
    """Where money is: a bank account, the cash tin, savings, an online purse, or held for us by somebody else."""

    __tablename__ = "accounts"
    __table_args__ = owned(UniqueConstraint("group_id", "name"))

    name: Mapped[str] = mapped_column(Words(60))
    kind: Mapped[str] = mapped_column(String(20))
    closed_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Fund(GroupOwned, Model):
    """What money is for: general, designated (our own earmark) or restricted (a funder's condition)."""

    __tablename__ = "funds"
    __table_args__ = owned(UniqueConstraint("group_id", "name"))

    name: Mapped[str] = mapped_column(Words(60))
    kind: Mapped[str] = mapped_column(String(20))
    closed_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Heading(GroupOwned, Model):
    """A budget heading of a restricted fund, with what was agreed for it in pence."""

    __tablename__ = "headings"
    __table_args__ = owned(UniqueConstraint("group_id", "fund_id", "name"), points("fund_id", "funds"))

    fund_id: Mapped[int] = mapped_column(RowId)
    name: Mapped[str] = mapped_column(Words(60))
    budget: Mapped[int] = mapped_column(Pence)
    closed_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Category(GroupOwned, Model):
    """A kind of money in or money out: room hire, donations."""

    __tablename__ = "categories"
    __table_args__ = owned(UniqueConstraint("group_id", "direction", "name"))

    name: Mapped[str] = mapped_column(Words(60))
    direction: Mapped[str] = mapped_column(String(3))
    closed_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Counter(GroupOwned, Model):
    """The last number given in a financial year to one kind of entry; raised under the group's lock."""

    __tablename__ = "counters"
    __table_args__ = owned(UniqueConstraint("group_id", "year", "series"))

    year: Mapped[str] = mapped_column(String(10))
    series: Mapped[str] = mapped_column(String(1))
    last: Mapped[int] = mapped_column(Integer, default=0)


class Entry(GroupOwned, AppendOnly, Model):
    """A numbered line of the book: `2026-27/P014`."""

    __tablename__ = "entries"
    __table_args__ = owned(UniqueConstraint("group_id", "year", "series", "number"))

    year: Mapped[str] = mapped_column(String(10))
    series: Mapped[str] = mapped_column(String(1))
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(12))

    @property
    def reference(self) -> str:
        return f"{self.year}/{self.series}{self.number:03d}"


class Transaction(GroupOwned, AppendOnly, Model):
    """What an entry says about money, once: as first written, taken back, or written again as it should be."""

    __tablename__ = "transactions"
    __table_args__ = owned(
        UniqueConstraint("group_id", "entry_id", "revision"),
        UniqueConstraint("group_id", "reverses_id"),
        points("entry_id", "entries"),
        points("reverses_id", "transactions"),
        points("reason_id", "private_texts"),
        points("below_zero_id", "private_texts"),
        Index("ix_transactions_listing", "group_id", "day", "id"),
    )

    entry_id: Mapped[int] = mapped_column(RowId)
    revision: Mapped[int] = mapped_column(Integer)
    day: Mapped[date] = mapped_column(Date)
    reverses_id: Mapped[int | None] = mapped_column(RowId)
    same_day: Mapped[bool] = mapped_column(Boolean, default=False)
    """Of a reversal: whether it carries the day of what it reverses, so that the two vanish from lists together."""
    void: Mapped[bool] = mapped_column(Boolean, default=False)
    """Of a reversal: nothing takes this entry's place under its number."""
    reason_id: Mapped[int | None] = mapped_column(RowId)
    """Why it was taken back or written again, kept so that it can be blanked."""
    below_zero_id: Mapped[int | None] = mapped_column(RowId)
    """Why a restricted fund was let go below nothing."""
    written_at: Mapped[datetime] = mapped_column(Moment)
    written_by_no: Mapped[int] = mapped_column(Integer)


class MoneyLeg(GroupOwned, AppendOnly, Model):
    """Pence into (or, below nought, out of) one account."""

    __tablename__ = "money_legs"
    __table_args__ = owned(
        points("transaction_id", "transactions"),
        points("account_id", "accounts"),
        Index("ix_money_legs_of", "group_id", "transaction_id"),
        Index("ix_money_legs_sums", "group_id", "account_id", "day", "transaction_id", "pence"),
        Index("ix_money_legs_days", "group_id", "day", "account_id", "transaction_id", "pence"),
    )

    transaction_id: Mapped[int] = mapped_column(RowId)
    account_id: Mapped[int] = mapped_column(RowId)
    day: Mapped[date] = mapped_column(Date)
    pence: Mapped[int] = mapped_column(Pence)


class PurposeLeg(GroupOwned, AppendOnly, Model):
    """Pence into (or out of) one fund, under a category and perhaps a budget heading."""

    __tablename__ = "purpose_legs"
    __table_args__ = owned(
        points("transaction_id", "transactions"),
        points("fund_id", "funds"),
        points("category_id", "categories"),
        points("heading_id", "headings"),
        Index("ix_purpose_legs_of", "group_id", "transaction_id"),
        Index(
            "ix_purpose_legs_sums", "group_id", "fund_id", "category_id", "heading_id", "day", "transaction_id", "pence"
        ),
        Index("ix_purpose_legs_days", "group_id", "day", "fund_id", "category_id", "transaction_id", "pence"),
    )

    transaction_id: Mapped[int] = mapped_column(RowId)
    fund_id: Mapped[int] = mapped_column(RowId)
    category_id: Mapped[int | None] = mapped_column(RowId)
    heading_id: Mapped[int | None] = mapped_column(RowId)
    day: Mapped[date] = mapped_column(Date)
    pence: Mapped[int] = mapped_column(Pence)


class Wording(GroupOwned, AppendOnly, Model):
    """Who was paid or paid us, and a note: a new wording stands beside the old, and the latest is shown."""

    __tablename__ = "wordings"
    __table_args__ = owned(
        points("entry_id", "entries"),
        points("payee_id", "private_texts"),
        points("note_id", "private_texts"),
        UniqueConstraint("group_id", "entry_id", "number"),
    )

    entry_id: Mapped[int] = mapped_column(RowId)
    number: Mapped[int] = mapped_column(Integer)
    payee_id: Mapped[int | None] = mapped_column(RowId)
    note_id: Mapped[int | None] = mapped_column(RowId)
    written_at: Mapped[datetime] = mapped_column(Moment)
    written_by_no: Mapped[int] = mapped_column(Integer)


class Receipt(GroupOwned, AppendOnly, Model):
    """A photo or PDF that belongs to an entry."""

    __tablename__ = "receipts"
    __table_args__ = owned(
        points("entry_id", "entries"),
        points("file_id", "stored_files"),
        Index("ix_receipts_of", "group_id", "entry_id"),
    )

    entry_id: Mapped[int] = mapped_column(RowId)
    file_id: Mapped[int] = mapped_column(RowId)


class LostReceipt(GroupOwned, Model):
    """The receipt of a payment is lost: one person says so and why, and a second who knows of it vouches for it."""

    __tablename__ = "lost_receipts"
    __table_args__ = owned(
        UniqueConstraint("group_id", "entry_id"), points("entry_id", "entries"), points("why_id", "private_texts")
    )

    entry_id: Mapped[int] = mapped_column(RowId)
    why_id: Mapped[int] = mapped_column(RowId)
    said_at: Mapped[datetime] = mapped_column(Moment)
    said_by_no: Mapped[int] = mapped_column(Integer)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
    seen_by_no: Mapped[int | None] = mapped_column(Integer)


class ClosedPeriod(GroupOwned, AppendOnly, Model):
    """The book is settled up to and including a day: nothing more is written with a day in it."""

    __tablename__ = "closed_periods"
    __table_args__ = owned(points("why_id", "private_texts"))

    until: Mapped[date] = mapped_column(Date)
    why_id: Mapped[int] = mapped_column(RowId)
    closed_at: Mapped[datetime] = mapped_column(Moment)
    closed_by_no: Mapped[int] = mapped_column(Integer)


class OpenedPeriod(GroupOwned, AppendOnly, Model):
    """A settled period that was opened again: it settles nothing any more."""

    __tablename__ = "opened_periods"
    __table_args__ = owned(UniqueConstraint("group_id", "period_id"), points("period_id", "closed_periods"))

    period_id: Mapped[int] = mapped_column(RowId)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    opened_by_no: Mapped[int] = mapped_column(Integer)


class SettledSum(GroupOwned, AppendOnly, Model):
    """What one account or fund held when a period was settled, in pence, so that nothing before is added up again."""

    __tablename__ = "settled_sums"
    __table_args__ = owned(
        points("period_id", "closed_periods"),
        points("account_id", "accounts"),
        points("fund_id", "funds"),
        Index("ix_settled_sums_of", "group_id", "period_id"),
    )

    period_id: Mapped[int] = mapped_column(RowId)
    account_id: Mapped[int | None] = mapped_column(RowId)
    fund_id: Mapped[int | None] = mapped_column(RowId)
    pence: Mapped[int] = mapped_column(Pence)
