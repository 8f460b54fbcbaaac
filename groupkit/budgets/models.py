"""The tables of budgets: a draft that can be changed, budgets as they were agreed, and what a funder agreed to.

What was agreed is never changed: a later version stands beside the earlier one.
"""

from datetime import date, datetime

from sqlalchemy import Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit import history as history  # rows point at its tables
from groupkit.db import Model, Moment, Pence
from groupkit.ledger import models as ledger  # rows point at its tables
from groupkit.tenancy import AppendOnly, GroupOwned, RowId, owned, points

__all__ = [
    "AgreedBudget",
    "AgreedBudgetLine",
    "BudgetDraft",
    "BudgetDraftLine",
    "FunderBudget",
    "FunderBudgetLine",
    "ledger",
]


class BudgetDraft(GroupOwned, Model):
    """A budget that is being planned, one for a year; it is gone once it is agreed or set aside."""

    __tablename__ = "budget_drafts"
    __table_args__ = owned(UniqueConstraint("group_id", "last"))

    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    """The year that it is for, both days included."""
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by_no: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class BudgetDraftLine(GroupOwned, Model):
    """What a draft plans for a category, in pence, with a note perhaps."""

    __tablename__ = "budget_draft_lines"
    __table_args__ = owned(
        UniqueConstraint("group_id", "draft_id", "category_id"),
        points("draft_id", "budget_drafts"),
        points("category_id", "categories"),
        points("note_id", "private_texts"),
    )

    draft_id: Mapped[int] = mapped_column(RowId)
    category_id: Mapped[int] = mapped_column(RowId)
    pence: Mapped[int] = mapped_column(Pence)
    note_id: Mapped[int | None] = mapped_column(RowId)


class AgreedBudget(GroupOwned, AppendOnly, Model):
    """A version of a year's budget as it was agreed."""

    __tablename__ = "agreed_budgets"
    __table_args__ = owned(UniqueConstraint("group_id", "last", "number"), points("where_id", "private_texts"))

    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    number: Mapped[int] = mapped_column(Integer)
    """Which version of the year's budget: 1 for the first."""
    agreed_on: Mapped[date] = mapped_column(Date)
    where_id: Mapped[int] = mapped_column(RowId)
    """Where it was agreed, in words that can be blanked."""
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)


class AgreedBudgetLine(GroupOwned, AppendOnly, Model):
    """What an agreed budget says of a category, in pence."""

    __tablename__ = "agreed_budget_lines"
    __table_args__ = owned(
        UniqueConstraint("group_id", "budget_id", "category_id"),
        points("budget_id", "agreed_budgets"),
        points("category_id", "categories"),
        points("note_id", "private_texts"),
    )

    budget_id: Mapped[int] = mapped_column(RowId)
    category_id: Mapped[int] = mapped_column(RowId)
    pence: Mapped[int] = mapped_column(Pence)
    note_id: Mapped[int | None] = mapped_column(RowId)


class FunderBudget(GroupOwned, AppendOnly, Model):
    """What a funder agreed to for the headings of a fund, as they stood then: a locked copy (DOMAIN 4.11)."""

    __tablename__ = "funder_budgets"
    __table_args__ = owned(
        UniqueConstraint("group_id", "fund_id", "number"),
        points("fund_id", "funds"),
        points("words_id", "private_texts"),
    )

    fund_id: Mapped[int] = mapped_column(RowId)
    number: Mapped[int] = mapped_column(Integer)
    agreed_on: Mapped[date] = mapped_column(Date)
    words_id: Mapped[int] = mapped_column(RowId)
    """Who agreed, and how we know: the funder's own words, or where they are."""
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)


class FunderBudgetLine(GroupOwned, AppendOnly, Model):
    """What a funder agreed to for one heading, in pence."""

    __tablename__ = "funder_budget_lines"
    __table_args__ = owned(
        UniqueConstraint("group_id", "agreement_id", "heading_id"),
        points("agreement_id", "funder_budgets"),
        points("heading_id", "headings"),
    )

    agreement_id: Mapped[int] = mapped_column(RowId)
    heading_id: Mapped[int] = mapped_column(RowId)
    pence: Mapped[int] = mapped_column(Pence)
