"""What is coming up about years: one that is over and not closed, and one that somebody asks to open again."""

from collections.abc import Iterator
from datetime import timedelta

from flask import url_for

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.accounts import closings
from groupkit.coming_up import Coming
from groupkit.yearend.operations import waiting_opening

SETTLES = timedelta(days=30)
"""How long after its end a year is left in peace: the last statement and receipts come in first."""


def years_coming(actor: Actor) -> Iterator[Coming]:
    """For whoever keeps the book a year that can be closed; for officers a year that waits to be opened again."""
    found = closings.closings() if actor.can(Can.KEEP_SEEN) else []
    standing = [one for one in found if one.stands]
    if actor.can(Can.KEEP_LEDGER):
        done = max((one.row.last for one in standing), default=None)
        over = [one for one in closings.years() if one.last + SETTLES <= tenancy.today()]
        waiting = [one for one in over if done is None or one.last > done]
        if waiting:
            where = url_for("yearend.close_year", group=actor.slug, year=waiting[-1].label)
            words = "Look it over, then close it, so that its figures stay as they are."
            yield Coming(waiting[-1].last + SETTLES, f"The year {waiting[-1].label} is over", where, words=words)
    for one in standing[:1]:
        asked = waiting_opening(one.row.id)
        if asked is not None and asked.asked_by_no != actor.person_no:
            where = url_for("yearend.show_closing", group=actor.slug, closing_id=one.row.id)
            yield Coming(
                tenancy.today(), f"Somebody asks to open {one.row.year} again, and your yes would count", where
            )
