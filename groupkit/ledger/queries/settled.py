"""What was in each account and fund when the book was settled: sums that cannot change, to add from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select

from groupkit.db import db
from groupkit.ledger.models import ClosedPeriod, OpenedPeriod, SettledSum


@dataclass(frozen=True)
class Settled:
    """Pence by account and by fund at the end of a settled day; nothing before the book began."""

    until: date = date.min
    accounts: Mapping[int, int] = field(default_factory=dict)
    funds: Mapping[int, int] = field(default_factory=dict)


def settled(by: date | None = None) -> Settled:
    """The newest settled sums that still stand, at a day or before it; in one question."""
    standing = (
        select(func.max(ClosedPeriod.until))
        .join(SettledSum, SettledSum.period_id == ClosedPeriod.id)
        .outerjoin(OpenedPeriod, OpenedPeriod.period_id == ClosedPeriod.id)
        .where(OpenedPeriod.id.is_(None))
    )
    if by is not None:
        standing = standing.where(ClosedPeriod.until <= by)
    rows = db.session.execute(
        select(ClosedPeriod.until, SettledSum.account_id, SettledSum.fund_id, SettledSum.pence)
        .join(SettledSum, SettledSum.period_id == ClosedPeriod.id)
        .outerjoin(OpenedPeriod, OpenedPeriod.period_id == ClosedPeriod.id)
        .where(OpenedPeriod.id.is_(None), ClosedPeriod.until == standing.scalar_subquery())
    ).all()
    if not rows:
        return Settled()
    return Settled(
        rows[0].until,
        {row.account_id: row.pence for row in rows if row.account_id is not None},
        {row.fund_id: row.pence for row in rows if row.fund_id is not None},
    )
