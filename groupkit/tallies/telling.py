"""What tallies have to say on the group's first page, gently: a month without a line, and a yes that is running out."""

from datetime import timedelta

from flask import url_for

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, Telling, soon
from groupkit.dates import Period
from groupkit.tallies import queries, rules

FROM_DAY = 20
"""From this day of a month on its first line is missed; before that it is early days."""
SOON = timedelta(days=30)


def quiet_month(actor: Actor) -> Telling:
    """For whoever keeps the tallies, in a group that does: nothing is written down for this month yet."""
    today = tenancy.today()
    if not actor.can(Can.KEEP_TALLIES) or today.day < FROM_DAY:
        return
    month = rules.first_of(today)
    rows = yield queries.asks_written_in(Period(month, rules.last_of(month))) | {"began": queries.asks_first_day()}
    began = rows["began"][0].day
    if began is None or began >= month or rows["session"] or rows["count"]:
        return
    where = url_for("tallies.write_session", group=actor.slug)
    words = "It takes a minute. A month without a meeting is fine too."
    yield Coming(rules.last_of(month), "Nothing is written down yet of what we did this month", where, words=words)


def yeses(actor: Actor) -> Telling:
    """For whoever keeps the tallies: words or pictures whose yes runs out."""
    if not actor.can(Can.KEEP_TALLIES):
        return
    today = tenancy.today()
    where = url_for("tallies.list_voices", group=actor.slug)
    rows = yield {"ending": queries.asks_yeses_ending(today + soon(SOON), today)}
    for row in sorted(rows["ending"], key=lambda row: (row.until, row.id)):
        yield Coming(
            row.until,
            "A yes to use somebody’s words or picture runs out",
            where,
            words="You could ask them once more. After that day it is not used.",
            called="Ask for a yes again",
            key=f"yes {row.key}",
        )
