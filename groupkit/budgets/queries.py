"""Reading budgets: the years they are for, drafts, what was agreed, and what came and went by category and month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, select
from sqlalchemy.orm import aliased

from groupkit import tenancy
from groupkit.budgets.models import AgreedBudget, AgreedBudgetLine, BudgetDraft, BudgetDraftLine
from groupkit.budgets.rules import Planned
from groupkit.dates import FinancialYear, Period
from groupkit.db import db, sum_of
from groupkit.history import PrivateText
from groupkit.ledger.models import Category, PurposeLeg
from groupkit.rulebook.queries import year_end


@dataclass(frozen=True)
class Agreed:
    """A version of a year's budget as it was agreed; pence by category."""

    id: int
    year: FinancialYear
    number: int
    agreed_on: date
    where: str
    lines: Mapping[int, Planned] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """A budget that is being planned; pence by category."""

    row: BudgetDraft
    year: FinancialYear
    lines: Mapping[int, Planned]


def year_of(row: AgreedBudget | BudgetDraft) -> FinancialYear:
    """The year that a budget is for, as it was when it was begun."""
    return FinancialYear(row.first, row.last)


def years_around() -> tuple[FinancialYear, FinancialYear, FinancialYear]:
    """The next year, this year and the year before: the years that a budget can be begun for."""
    end = year_end()
    this = FinancialYear.holding(tenancy.today(), end)
    return FinancialYear.holding(this.last + timedelta(days=1), end), this, this.before(end)


def agreed_budgets() -> list[Agreed]:
    """Every version of every year that was agreed, the latest year and the latest version first; without its lines."""
    rows = db.session.execute(_agreed_rows().order_by(AgreedBudget.last.desc(), AgreedBudget.number.desc()))
    return [_agreed(row, words, {}) for row, words in rows]


def agreed(budget_id: int) -> Agreed | None:
    """One agreed version with its lines."""
    return _one_agreed(budget_id)


def agreed_for(day: date) -> Agreed | None:
    """The budget that holds on a day: the latest version that was agreed for the year in which it is."""
    holds = (
        select(AgreedBudget.id)
        .where(AgreedBudget.first <= day, AgreedBudget.last >= day)
        .order_by(AgreedBudget.last.desc(), AgreedBudget.number.desc())
        .limit(1)
    )
    return _one_agreed(holds.scalar_subquery())


def _agreed_rows() -> Any:
    return select(AgreedBudget, PrivateText).join(PrivateText, PrivateText.id == AgreedBudget.where_id)


def _one_agreed(budget_id: Any) -> Agreed | None:
    """One version, by its row or by a question that finds it, with its lines: one question for both."""
    note = aliased(PrivateText)
    rows = db.session.execute(
        _agreed_rows()
        .outerjoin(AgreedBudgetLine, AgreedBudgetLine.budget_id == AgreedBudget.id)
        .outerjoin(note, note.id == AgreedBudgetLine.note_id)
        .add_columns(AgreedBudgetLine, note)
        .where(AgreedBudget.id == budget_id)
        .order_by(AgreedBudgetLine.category_id)
    ).all()
    if not rows:
        return None
    lines = {line.category_id: _planned(line.pence, words) for *_, line, words in rows if line is not None}
    return _agreed(rows[0][0], rows[0][1], lines)


def _planned(pence: int, note: PrivateText | None) -> Planned:
    return Planned(pence, note.shown if note else "")


def _agreed(row: AgreedBudget, words: PrivateText, lines: Mapping[int, Planned]) -> Agreed:
    return Agreed(row.id, year_of(row), row.number, row.agreed_on, words.shown, lines)


def _lines_of(draft_id: int) -> dict[int, Planned]:
    rows = db.session.execute(
        select(BudgetDraftLine.category_id, BudgetDraftLine.pence, PrivateText)
        .outerjoin(PrivateText, PrivateText.id == BudgetDraftLine.note_id)
        .where(BudgetDraftLine.draft_id == draft_id)
        .order_by(BudgetDraftLine.category_id)
    )
    return {category_id: _planned(pence, note) for category_id, pence, note in rows}


def drafts() -> list[BudgetDraft]:
    """Every draft, the one for the latest year first; without its lines."""
    return list(db.session.scalars(select(BudgetDraft).order_by(BudgetDraft.last.desc())))


def draft(draft_id: int) -> Draft | None:
    """One draft with its lines."""
    row = db.session.scalar(select(BudgetDraft).where(BudgetDraft.id == draft_id))
    return Draft(row, year_of(row), _lines_of(row.id)) if row is not None else None


def draft_lines(draft_id: int) -> list[BudgetDraftLine]:
    """The rows of a draft's lines."""
    wanted = select(BudgetDraftLine).where(BudgetDraftLine.draft_id == draft_id).order_by(BudgetDraftLine.category_id)
    return list(db.session.scalars(wanted))


def sums(periods: Sequence[Period]) -> dict[int, tuple[int, ...]]:
    """What came in or went out under each category in each of some periods, in pence, in one question.

    Out is counted as a positive sum; a refund takes off from it.
    """
    if not periods:
        return {}
    columns = [
        sum_of(case(((PurposeLeg.day >= one.first) & (PurposeLeg.day <= one.last), PurposeLeg.pence), else_=0)).label(
            f"sum_{at}"
        )
        for at, one in enumerate(periods)
    ]
    rows = db.session.execute(
        select(Category.id, Category.direction, *columns)
        .join(PurposeLeg, PurposeLeg.category_id == Category.id)
        .where(
            PurposeLeg.day >= min(one.first for one in periods),
            PurposeLeg.day <= max(one.last for one in periods),
        )
        .group_by(Category.id, Category.direction)
    )
    return {row[0]: tuple(pence if row[1] == "in" else -pence for pence in row[2:]) for row in rows}
