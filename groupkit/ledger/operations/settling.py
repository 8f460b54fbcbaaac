"""Settling the book up to a day, and opening it again when two officers say so."""

from datetime import date

from sqlalchemy import select

from groupkit import dates, history, tenancy
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.history import record
from groupkit.ledger.models import ClosedPeriod, OpenedPeriod, SettledSum
from groupkit.ledger.queries import balances
from groupkit.refusal import Refused

OPENED = "opened the book again"
"""What the history says of it: from its `first` day on; `settled` tells up to which day it was and is."""


def closed_until() -> date | None:
    """The day up to which the book is settled, that day included."""
    return db.session.scalar(
        select(ClosedPeriod.until)
        .outerjoin(OpenedPeriod, OpenedPeriod.period_id == ClosedPeriod.id)
        .where(OpenedPeriod.id.is_(None))
        .order_by(ClosedPeriod.until.desc())
        .limit(1)
    )


def settle_book(until: date, why: str, by: Actor) -> ClosedPeriod:
    """Settle the book up to and including a day: from now on corrections to it carry the day they are made."""
    if until >= tenancy.today():
        raise Refused("Choose a day that has passed", "until")
    closed = closed_until()
    if closed and until <= closed:
        raise Refused(f"The book is settled up to {dates.long_day(closed)} already", "until")
    kept = history.private(why)
    row = ClosedPeriod(until=until, why_id=kept.id, closed_at=dates.now(), closed_by_no=by.person_no)
    db.session.add(row)
    db.session.flush()
    sums = balances(until)
    db.session.add_all(SettledSum(period_id=row.id, account_id=place.id, pence=place.pence) for place in sums.accounts)
    db.session.add_all(SettledSum(period_id=row.id, fund_id=place.id, pence=place.pence) for place in sums.funds)
    db.session.flush()
    record(by, "settled the book", dates.long_day(until), until=(closed, until), why=(None, kept))
    return row


def open_book_again(first: date, why: history.PrivateText, by: Actor) -> date | None:
    """Whatever settled the book on or after a day settles it no more; gives back up to which day it still is.

    Raises Refused when nothing on or after that day is settled.
    """
    rows = db.session.scalars(
        select(ClosedPeriod)
        .outerjoin(OpenedPeriod, OpenedPeriod.period_id == ClosedPeriod.id)
        .where(OpenedPeriod.id.is_(None), ClosedPeriod.until >= first)
        .order_by(ClosedPeriod.id)
    ).all()
    if not rows:
        raise Refused("The book is open there already")
    before = closed_until()
    for row in rows:
        db.session.add(OpenedPeriod(period_id=row.id, opened_at=dates.now(), opened_by_no=by.person_no))
    db.session.flush()
    after = closed_until()
    record(by, OPENED, dates.long_day(first), first=(None, first), settled=(before, after), why=(None, why))
    return after
