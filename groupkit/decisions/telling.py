"""What decisions have to say on the group's first page: which to look at again, and which no meeting heard of yet."""

from datetime import timedelta

from flask import url_for

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, Telling, soon
from groupkit.decisions import queries, reported

SOON = timedelta(days=60)


def reviews(actor: Actor) -> Telling:
    """Decisions that the group wanted to look at again; by number, since what one is called may tell too much."""
    if not actor.can(Can.SEE_MINUTES):
        return
    rows = yield {"to review": queries.asks_to_review(tenancy.today() + soon(SOON))}
    for row in sorted(rows["to review"], key=lambda row: (row.review_on, row.number)):
        where = url_for("decisions.show_decision", group=actor.slug, decision_no=row.number)
        yield Coming(
            row.review_on,
            f"A good time to look at decision {row.number} again",
            where,
            called="Look at a decision again",
            key=f"review {row.key}",
        )


def to_report(actor: Actor) -> Telling:
    """For whoever keeps the meetings: what was agreed between meetings, and no meeting has heard of yet."""
    if not actor.can(Can.KEEP_MEETINGS):
        return
    rows = yield {"between": queries.asks_between()}
    heard = reported.reported([row.id for row in rows["between"]])
    waiting = [row for row in rows["between"] if row.id not in heard]
    for row in sorted(waiting, key=lambda row: (row.held_on, row.id)):
        where = url_for("decisions.show_decision", group=actor.slug, decision_no=row.number)
        words = "It can be told at the next meeting, so that it stands in the minutes."
        yield Coming(row.held_on, f"Decision {row.number} was made between meetings", where, words=words)
