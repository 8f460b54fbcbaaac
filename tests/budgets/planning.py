"""Short ways to plan and agree, by the names of categories."""

from datetime import date
from typing import Any

from groupkit.access.actor import Actor
from groupkit.budgets import operations, queries
from groupkit.budgets.models import AgreedBudget, BudgetDraft
from groupkit.budgets.queries import Draft
from groupkit.budgets.rules import Planned
from groupkit.ledger import queries as ledger

USUAL = {"Subs": 24_000, "Raffle and teas": 10_000, "Room hire": 26_400, "Refreshments": 1_000}


def category(name: str) -> int:
    """The row of a category; call it inside the books."""
    return next(one.id for one in ledger.choices().of("category", closed=True) if one.name == name)


def figures(planned: dict[str, int], notes: dict[str, str] | None = None) -> dict[int, Planned]:
    """What is planned, by row instead of by name."""
    return {category(name): Planned(pence, (notes or {}).get(name, "")) for name, pence in planned.items()}


def draft(by: Actor, planned: dict[str, int] | None = None, ahead: int = 0, **notes: Any) -> BudgetDraft:
    """A draft for this year (or the one `ahead`) with these figures; call it inside the books."""
    row = operations.begin_draft(queries.years_around()[1 - ahead], "empty", by)
    return operations.change_draft(row.id, row.version, figures(planned or USUAL, **notes), by)


def agreed(
    by: Actor, planned: dict[str, int] | None = None, on: date = date(2026, 4, 14), ahead: int = 0, **notes: Any
) -> AgreedBudget:
    """The same, agreed."""
    row = draft(by, planned, ahead, **notes)
    return operations.agree(row.id, row.version, on, "committee, item 4", by)


def found(draft_id: int) -> Draft:
    """A draft that is there."""
    one = queries.draft(draft_id)
    assert one is not None
    return one
