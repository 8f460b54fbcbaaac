"""A fund's money over several stretches of days, one after another, in one question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, literal, null, select
from sqlalchemy.orm import aliased

from groupkit.access import veil
from groupkit.db import db, sum_of
from groupkit.ledger.models import Category, Entry, PurposeLeg, Transaction


@dataclass(frozen=True)
class Stretch:
    """What moved under one category and heading in one stretch, in pence; out is counted as a positive sum.

    `direction` is `in` or `out`, or `opening` and `moved` for what has no category.
    """

    place: int
    """Which stretch: 0 for the first."""
    category_id: int | None
    category: str
    heading_id: int | None
    direction: str
    pence: int
    first_in: date | None
    """The first day on which money came in that still stands."""


def by_stretches(fund_id: int, begin: Sequence[date], until: date) -> list[Stretch]:
    """Everything that moved in a fund, by stretch: each begins on a day of `begin` and ends the day before the next.

    What was before the first of them belongs to it, so that the stretches add up to the whole; `until` is included.
    """
    back = aliased(Transaction)
    stands = and_(
        Category.direction == "in", PurposeLeg.pence > 0, Transaction.reverses_id.is_(None), back.id.is_(None)
    )
    later = [(PurposeLeg.day < day, place) for place, day in enumerate(begin[1:])]
    place = (case(*later, else_=len(begin) - 1) if later else literal(0)).label("place")
    rows = db.session.execute(
        select(
            place,
            PurposeLeg.category_id,
            Category.name.label("category"),
            PurposeLeg.heading_id,
            Category.direction,
            case((PurposeLeg.category_id.is_(None), Entry.kind), else_="").label("without"),
            sum_of(PurposeLeg.pence).label("pence"),
            func.min(case((stands, PurposeLeg.day), else_=null())).label("first_in"),
        )
        .join(Transaction, Transaction.id == PurposeLeg.transaction_id)
        .join(Entry, Entry.id == Transaction.entry_id)
        .outerjoin(Category, Category.id == PurposeLeg.category_id)
        .outerjoin(back, back.reverses_id == Transaction.id)
        .where(PurposeLeg.fund_id == fund_id, PurposeLeg.day <= until)
        .group_by("place", PurposeLeg.category_id, Category.name, PurposeLeg.heading_id, Category.direction, "without")
        .order_by(PurposeLeg.category_id, PurposeLeg.heading_id, "place")
    )
    shown = veil.shown()
    return [
        Stretch(
            row.place,
            row.category_id,
            shown("category", row.category or ""),
            row.heading_id,
            row.direction or ("opening" if row.without == "opening" else "moved"),
            -row.pence if row.direction == "out" else row.pence,
            row.first_in,
        )
        for row in rows
    ]
