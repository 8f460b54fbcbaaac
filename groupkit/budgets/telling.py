"""What is coming up about budgets: a draft that waits to be agreed, and a new year that could be planned."""

from collections.abc import Iterator
from datetime import timedelta

from flask import url_for

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.budgets import queries
from groupkit.coming_up import Coming

SOON = timedelta(days=60)


def budgets_coming(actor: Actor) -> Iterator[Coming]:
    """For officers: drafts for a year that begins soon or has begun; for a group that plans, a year with none yet."""
    if not actor.can(Can.SEE_PAYEES):
        return
    today = tenancy.today()
    drafts = queries.drafts()
    for row in drafts:
        if row.first - today <= SOON and row.last >= today:
            label = queries.year_of(row).label
            where = url_for("budgets.show_draft", group=actor.slug, plan_id=row.id)
            yield Coming(max(row.first, today), f"A draft budget for {label} waits to be agreed", where)
    if actor.can(Can.KEEP_LEDGER):
        yield from _to_plan(actor, {row.last for row in drafts})


def _to_plan(actor: Actor, drafted: set[object]) -> Iterator[Coming]:
    agreed = {one.year.last for one in queries.agreed_budgets()}
    if not agreed:
        return
    following, this, _ = queries.years_around()
    if this.last in agreed and following.last not in agreed | drafted and following.first - tenancy.today() <= SOON:
        where = url_for("budgets.begin_draft", group=actor.slug, year=following.last.isoformat())
        yield Coming(following.first, f"The budget for {following.label} could be planned", where)
