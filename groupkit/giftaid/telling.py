"""What is coming up about Gift Aid: gifts whose last day for a claim is near."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import url_for

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, soon
from groupkit.giftaid import queries, rules
from groupkit.money import pounds
from groupkit.rulebook.queries import year_end

SOON = timedelta(days=120)


def claims_coming(actor: Actor) -> Iterator[Coming]:
    """The last day for gifts that wait, when it is near, for the treasurer; without anybody's name."""
    if not actor.can(Can.KEEP_LEDGER) or not queries.is_on():
        return
    today, end = tenancy.today(), year_end()
    by_day: dict[date, int] = {}
    for one in queries.all_waiting():
        until = rules.last_day_to_claim(one.gift.day, end)
        if not one.why_not and until - today <= soon(SOON):
            by_day[until] = by_day.get(until, 0) + one.gift.pence
    where = url_for("giftaid.show_gift_aid", group=actor.slug)
    for day, pence in by_day.items():
        yield Coming(
            day,
            f"Last day to claim Gift Aid on {pounds(pence)} of gifts",
            where,
            called="Last day to claim Gift Aid",
            key=f"gift aid {day}",
        )
