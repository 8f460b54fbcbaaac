"""The tables of the accounts: the group's settings, what it owns, what it owes and is owed, reports that were given."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit import history as history  # rows point at its tables
from groupkit.db import Model, Moment, Pence, Words
from groupkit.ledger import models as ledger  # rows point at its tables
from groupkit.tenancy import AppendOnly, GroupOwned, RowId, owned, points

__all__ = ["AccountsSettings", "Asset", "Debt", "ReportGiven", "Sorting", "ledger"]


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
    """Settled without money: given up, or it never came to it."""
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class ReportGiven(GroupOwned, AppendOnly, Model):
    """A treasurer's report that a meeting saw: from which day to which, both included. The next begins after it."""

    __tablename__ = "reports_given"
    __table_args__ = owned()

    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    given_at: Mapped[datetime] = mapped_column(Moment)
    given_by_no: Mapped[int] = mapped_column(Integer)
