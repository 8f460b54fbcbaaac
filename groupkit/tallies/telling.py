"""What tallies have to say on the group's first page, gently: a month without a line, and a yes that is running out."""

from collections.abc import Iterator
from datetime import timedelta

from flask import url_for

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, soon
from groupkit.dates import Period
from groupkit.tallies import queries, rules

FROM_DAY = 20
"""From this day of a month on its first line is missed; before that it is early days."""
SOON = timedelta(days=30)


def quiet_month(actor: Actor) -> Iterator[Coming]:
    """For whoever keeps the tallies, in a group that does: nothing is written down for this month yet."""
    today = tenancy.today()
    if not actor.can(Can.KEEP_TALLIES) or today.day < FROM_DAY:
        return
    month = rules.first_of(today)
    began = queries.first_day()
    if began is None or began >= month or queries.written_in(Period(month, rules.last_of(month))):
        return
    where = url_for("tallies.write_session", group=actor.slug)
    words = "It takes a minute. A month without a meeting is fine too."
    yield Coming(rules.last_of(month), "Nothing is written down yet of what we did this month", where, words=words)


def yeses(actor: Actor) -> Iterator[Coming]:
    """For whoever keeps the tallies: words or pictures whose yes runs out."""
    if not actor.can(Can.KEEP_TALLIES):
        return
    today = tenancy.today()
    where = url_for("tallies.list_voices", group=actor.slug)
    for row in queries.yeses_ending(today + soon(SOON), today):
        if row.until is not None:
            yield Coming(
                row.until,
                "A yes to use somebody’s words or picture runs out",
                where,
                words="You could ask them once more. After that day it is not used.",
                called="Ask for a yes again",
                key=f"yes {row.key}",
            )
