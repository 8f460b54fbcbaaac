"""The budgets of the filled group: agreed twice, with a draft beside it, and what a funder agreed to."""

from datetime import date
from typing import Any

from groupkit.access.actor import Actor
from groupkit.budgets import funders, operations, queries
from groupkit.budgets.rules import Planned
from groupkit.ledger import queries as book

NOTES = ["tombola for the Wyvern appeal", "quiet piano of Mr Dalrymple"]
WHERE = ["at the Throckmorton hearth, item 4", "their email to Persephone about the loom"]
SECRETS = [*NOTES, *WHERE]
"""Notes are the officers' alone; where it was agreed, and what a funder said, no critical friend reads."""


def fill_budgets(by: Actor, fund_id: int) -> dict[str, Any]:
    """Agree a budget for this year, draft the next, write down what a funder said; gives back what addresses need."""
    ids = {choice.name: choice.id for choice in book.choices().of("category")}
    following, this, _ = queries.years_around()
    row = operations.begin_draft(this, "empty", by)
    planned = {ids["Subs"]: Planned(24_000, NOTES[0]), ids["Room hire"]: Planned(100, NOTES[1])}
    draft = operations.change_draft(row.id, row.version, planned, by)
    agreed = operations.agree(draft.id, draft.version, max(this.first, date(2026, 4, 2)), WHERE[0], by)
    later = operations.begin_draft(following, "budget", by)
    operations.change_draft(later.id, later.version, planned, by)
    funders.note(fund_id, date(2026, 4, 3), WHERE[1], by)
    return {"budget_id": agreed.id, "plan_id": later.id}
