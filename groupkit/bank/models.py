"""The tables of what the bank says: files, their lines, what each line is in the book, and what was reconciled.

Nothing here changes a line of the cash book: each row points at one.
"""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit.db import LongWords, Model, Moment, Pence, Words
from groupkit.ledger import models as models  # rows point at its tables
from groupkit.tenancy import AppendOnly, GroupOwned, RowId, owned, points


class BankFile(GroupOwned, Model):
    """A file of the bank's that was brought in for one account; taken back, its lines count for nothing."""

    __tablename__ = "bank_files"
    __table_args__ = owned(points("account_id", "accounts"), Index("ix_bank_files_of", "group_id", "account_id"))

    account_id: Mapped[int] = mapped_column(RowId)
    digest: Mapped[str] = mapped_column(String(64))
    layout_name: Mapped[str] = mapped_column(Words(80))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    brought_in_at: Mapped[datetime] = mapped_column(Moment)
    brought_in_by_no: Mapped[int] = mapped_column(Integer)
    taken_back_at: Mapped[datetime | None] = mapped_column(Moment)
    taken_back_by_no: Mapped[int | None] = mapped_column(Integer)


class BankLine(GroupOwned, AppendOnly, Model):
    """A line of a bank file, as the bank wrote it: pence in, or below nought out."""

    __tablename__ = "bank_lines"
    __table_args__ = owned(
        points("file_id", "bank_files"),
        points("account_id", "accounts"),
        points("words_id", "private_texts"),
        Index("ix_bank_lines_keys", "group_id", "account_id", "line_key"),
        Index("ix_bank_lines_alike", "group_id", "account_id", "alike_key"),
        Index("ix_bank_lines_of", "group_id", "file_id"),
    )

    file_id: Mapped[int] = mapped_column(RowId)
    account_id: Mapped[int] = mapped_column(RowId)
    file_row: Mapped[int] = mapped_column(Integer)
    day: Mapped[date] = mapped_column(Date)
    pence: Mapped[int] = mapped_column(Pence)
    balance: Mapped[int | None] = mapped_column(Pence)
    line_key: Mapped[str] = mapped_column(String(64))
    alike_key: Mapped[str] = mapped_column(String(64))
    """The same without the balance, which a bank changes when it puts an earlier line in later."""
    words_id: Mapped[int | None] = mapped_column(RowId)


class BankMatch(GroupOwned, Model):
    """What a line of the bank's is in the book; `made` when the entry was written from it."""

    __tablename__ = "bank_matches"
    __table_args__ = owned(
        points("line_id", "bank_lines"),
        points("entry_id", "entries"),
        Index("ix_bank_matches_of", "group_id", "line_id"),
        Index("ix_bank_matches_entry", "group_id", "entry_id"),
    )

    line_id: Mapped[int] = mapped_column(RowId)
    entry_id: Mapped[int] = mapped_column(RowId)
    made: Mapped[bool] = mapped_column(Boolean)
    put_at: Mapped[datetime] = mapped_column(Moment)
    put_by_no: Mapped[int] = mapped_column(Integer)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_by_no: Mapped[int | None] = mapped_column(Integer)


class BankReading(GroupOwned, Model):
    """How the treasurer said that the files of one account are to be read: which column holds what."""

    __tablename__ = "bank_readings"
    __table_args__ = owned(UniqueConstraint("group_id", "account_id"), points("account_id", "accounts"))

    account_id: Mapped[int] = mapped_column(RowId)
    shape: Mapped[str] = mapped_column(LongWords)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class CodingRule(GroupOwned, Model):
    """How lines whose words hold certain words are usually written: an offer on the page, never done by itself."""

    __tablename__ = "coding_rules"
    __table_args__ = owned(
        points("contains_id", "private_texts"),
        points("payee_id", "private_texts"),
        points("category_id", "categories"),
        points("fund_id", "funds"),
        points("heading_id", "headings"),
    )

    contains_id: Mapped[int] = mapped_column(RowId)
    payee_id: Mapped[int | None] = mapped_column(RowId)
    category_id: Mapped[int] = mapped_column(RowId)
    fund_id: Mapped[int] = mapped_column(RowId)
    heading_id: Mapped[int | None] = mapped_column(RowId)
    stopped_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Reconciliation(GroupOwned, Model):
    """One account held against a statement up to a day; once finished it is never changed, only seen by somebody else.

    `newest_transaction` is the newest transaction of the book when it was finished: what is uncleared afterwards is
    what was left then and what was written since, so that nobody has to add up the whole book again.
    """

    __tablename__ = "reconciliations"
    __table_args__ = owned(
        points("account_id", "accounts"), Index("ix_reconciliations_of", "group_id", "account_id", "until")
    )

    account_id: Mapped[int] = mapped_column(RowId)
    until: Mapped[date] = mapped_column(Date)
    pence: Mapped[int] = mapped_column(Pence)
    begun_at: Mapped[datetime] = mapped_column(Moment)
    begun_by_no: Mapped[int] = mapped_column(Integer)
    set_aside_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_by_no: Mapped[int | None] = mapped_column(Integer)
    newest_transaction: Mapped[int | None] = mapped_column(RowId)
    digest: Mapped[str | None] = mapped_column(String(64))
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
    seen_by_no: Mapped[int | None] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Tick(GroupOwned, Model):
    """An entry found on a statement, with the pence of it that were; they can be ticked and unticked until finished."""

    __tablename__ = "ticks"
    __table_args__ = owned(
        UniqueConstraint("group_id", "reconciliation_id", "entry_id"),
        points("reconciliation_id", "reconciliations"),
        points("entry_id", "entries"),
        Index("ix_ticks_entry", "group_id", "entry_id"),
    )

    reconciliation_id: Mapped[int] = mapped_column(RowId)
    entry_id: Mapped[int] = mapped_column(RowId)
    pence: Mapped[int] = mapped_column(Pence)


class LeftOpen(GroupOwned, AppendOnly, Model):
    """An entry that was in the book and not on the statement when it was finished, with its pence."""

    __tablename__ = "left_open"
    __table_args__ = owned(
        UniqueConstraint("group_id", "reconciliation_id", "entry_id"),
        points("reconciliation_id", "reconciliations"),
        points("entry_id", "entries"),
    )

    reconciliation_id: Mapped[int] = mapped_column(RowId)
    entry_id: Mapped[int] = mapped_column(RowId)
    pence: Mapped[int] = mapped_column(Pence)
