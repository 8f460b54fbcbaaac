"""What is coming up about the bank: statements that wait for a second pair of eyes."""

from collections.abc import Iterator

from flask import url_for

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.bank import reconciling
from groupkit.coming_up import Coming
from groupkit.dates import short_day


def statements_to_see(actor: Actor) -> Iterator[Coming]:
    """The oldest statement that somebody else finished and nobody has looked at."""
    if not actor.can(Can.KEEP_SEEN):
        return
    waiting = [(row, name) for row, name in reconciling.finished() if row.seen_at is None]
    mine = [(row, name) for row, name in waiting if row.finished_by_no != actor.person_no]
    if mine and mine[-1][0].finished_at is not None:
        row, name = mine[-1]
        day = dates.day_of(mine[-1][0].finished_at, tenancy.scope().zone)
        where = url_for("bank.show_statement", group=actor.slug, statement_id=row.id)
        yield Coming(day, f"The statement of {name} to {short_day(row.until)} waits for a second look", where)
