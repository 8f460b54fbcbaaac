"""What decisions have to say on the group's first page: which to look at again, and which no meeting heard of yet."""

from collections.abc import Iterator
from datetime import timedelta

from flask import url_for

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, soon
from groupkit.decisions import queries

SOON = timedelta(days=60)


def reviews(actor: Actor) -> Iterator[Coming]:
    """Decisions that the group wanted to look at again; by number, since what one is called may tell too much."""
    if not actor.can(Can.SEE_MINUTES):
        return
    for row in queries.to_review(tenancy.today() + soon(SOON)):
        where = url_for("decisions.show_decision", group=actor.slug, decision_no=row.number)
        if row.review_on is not None:
            yield Coming(
                row.review_on,
                f"A good time to look at decision {row.number} again",
                where,
                called="Look at a decision again",
                key=f"review {row.key}",
            )


def to_report(actor: Actor) -> Iterator[Coming]:
    """For whoever keeps the meetings: what was agreed between meetings, and no meeting has heard of yet."""
    if not actor.can(Can.KEEP_MEETINGS):
        return
    for row, found in queries.to_report():
        where = url_for("decisions.show_decision", group=actor.slug, decision_no=row.number)
        words = "It can be told at the next meeting, so that it stands in the minutes."
        yield Coming(found.held_on, f"Decision {row.number} was made between meetings", where, words=words)
