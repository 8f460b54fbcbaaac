"""What is coming up about Gift Aid: gifts whose last day for a claim is near."""

from datetime import date, timedelta

from flask import url_for

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, Telling, soon
from groupkit.giftaid import queries, rules
from groupkit.money import pounds
from groupkit.rulebook.queries import year_end

SOON = timedelta(days=120)


def claims_coming(actor: Actor) -> Telling:
    """The last day for gifts that wait, when it is near, for the treasurer; without anybody's name."""
    if not actor.can(Can.KEEP_LEDGER):
        return
    rows = yield {"on": queries.asks_is_on(), "first": queries.asks_first_unclaimed()}
    today, end = tenancy.today(), year_end()
    first = rows["first"][0].day
    # The earliest gift has the earliest last day: until that is near, none of them is read.
    if not rows["on"] or first is None or rules.last_day_to_claim(first, end) - today > soon(SOON):
        return
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
