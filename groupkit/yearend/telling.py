"""What is coming up about years: one that is over and not closed, and one that somebody asks to open again."""

from datetime import timedelta

from flask import url_for
from sqlalchemy import func, select

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.accounts import closings
from groupkit.accounts.models import YearClosing, YearOpening, YearOpeningAnswer
from groupkit.coming_up import Coming, Telling
from groupkit.ledger.models import Transaction
from groupkit.together import Part

SETTLES = timedelta(days=30)
"""How long after its end a year is left in peace: the last statement and receipts come in first."""


def years_coming(actor: Actor) -> Telling:
    """For whoever keeps the book a year that can be closed; for officers a year that waits to be opened again."""
    if not actor.can(Can.KEEP_SEEN) and not actor.can(Can.KEEP_LEDGER):
        return
    rows = yield {"closed": _closed()} | _asked_of(actor)
    closed = sorted(rows["closed"], key=lambda row: row.number, reverse=True)
    if actor.can(Can.KEEP_LEDGER):
        [days] = rows["days"]
        done = max((one.last for one in closed), default=None)
        years = closings.years_of((days.first, days.last) if days.first else None, closed)
        waiting = [one for one in years if one.last + SETTLES <= tenancy.today() and (done is None or one.last > done)]
        if waiting:
            where = url_for("yearend.close_year", group=actor.slug, year=waiting[-1].label)
            words = "Look it over, then close it, so that its figures stay as they are."
            yield Coming(waiting[-1].last + SETTLES, f"The year {waiting[-1].label} is over", where, words=words)
    for one in closed[:1] if actor.can(Can.KEEP_SEEN) else ():
        asked = min((row for row in rows["asked"] if row.closing_id == one.id), key=lambda row: row.id, default=None)
        if asked is not None and asked.asked_by_no != actor.person_no:
            where = url_for("yearend.show_closing", group=actor.slug, closing_id=one.id)
            yield Coming(tenancy.today(), f"Somebody asks to open {one.year} again, and your yes would count", where)


def _asked_of(actor: Actor) -> dict[str, Part]:
    """What else is asked: of each what they may see to."""
    days = {"days": _days()} if actor.can(Can.KEEP_LEDGER) else {}
    return days | ({"asked": _waiting_openings()} if actor.can(Can.KEEP_SEEN) else {})


def _closed() -> Part:
    """The closings that stand: nobody agreed that the year is opened again."""
    agreed = (
        select(YearOpeningAnswer.id)
        .join(YearOpening, YearOpening.id == YearOpeningAnswer.opening_id)
        .where(YearOpening.closing_id == YearClosing.id, YearOpeningAnswer.agreed.is_(True))
        .exists()
    )
    columns = (YearClosing.id, YearClosing.number, YearClosing.year, YearClosing.first, YearClosing.last)
    return select(*columns).where(~agreed)


def _waiting_openings() -> Part:
    """Wishes to open a year again that nobody has answered."""
    return (
        select(YearOpening.id, YearOpening.closing_id, YearOpening.asked_by_no)
        .outerjoin(YearOpeningAnswer, YearOpeningAnswer.opening_id == YearOpening.id)
        .where(YearOpeningAnswer.id.is_(None))
    )


def _days() -> Part:
    """The first and the last day of the book, if it has any; each for itself, so that an index is enough."""
    first, last = (select(end(Transaction.day)).scalar_subquery() for end in (func.min, func.max))
    return select(first.label("first"), last.label("last"))
