"""What is coming up about budgets: a draft that waits to be agreed, and a new year that could be planned."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from flask import url_for
from sqlalchemy import select

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.budgets import queries
from groupkit.budgets.models import AgreedBudget, BudgetDraft
from groupkit.coming_up import Coming, Telling
from groupkit.together import Part

SOON = timedelta(days=60)


def budgets_coming(actor: Actor) -> Telling:
    """For officers: drafts for a year that begins soon or has begun; for a group that plans, a year with none yet."""
    if not actor.can(Can.SEE_PAYEES):
        return
    today = tenancy.today()
    parts: dict[str, Part] = {"drafts": select(BudgetDraft.id, BudgetDraft.first, BudgetDraft.last)}
    if actor.can(Can.KEEP_LEDGER):
        parts["agreed"] = select(AgreedBudget.last).distinct()
    rows = yield parts
    drafts = sorted(rows["drafts"], key=lambda row: row.last, reverse=True)
    for row in drafts:
        if row.first - today <= SOON and row.last >= today:
            label = queries.year_of(row).label
            where = url_for("budgets.show_draft", group=actor.slug, plan_id=row.id)
            yield Coming(max(row.first, today), f"A draft budget for {label} waits to be agreed", where)
    if actor.can(Can.KEEP_LEDGER):
        yield from _to_plan(actor, {row.last for row in rows["agreed"]}, {row.last for row in drafts})


def _to_plan(actor: Actor, agreed: Collection[date], drafted: Collection[date]) -> Iterator[Coming]:
    """The next year, by the last days of the years for which a budget was agreed and for which there is a draft."""
    if not agreed:
        return
    following, this, _ = queries.years_around()
    if this.last in agreed and following.last not in {*agreed, *drafted} and following.first - tenancy.today() <= SOON:
        where = url_for("budgets.begin_draft", group=actor.slug, year=following.last.isoformat())
        yield Coming(following.first, f"The budget for {following.label} could be planned", where)
