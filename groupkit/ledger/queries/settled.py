"""What was in each account and fund when the book was settled: sums that cannot change, to add from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

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
    return as_settled(db.session.execute(settled_rows(by)))


def settled_rows(by: date | None = None) -> Any:
    """The question: day, account, fund and pence of each sum."""
    columns = (ClosedPeriod.until, SettledSum.account_id, SettledSum.fund_id, SettledSum.pence)
    standing = _standing(func.max(ClosedPeriod.until))
    if by is not None:
        standing = standing.where(ClosedPeriod.until <= by)
    return _standing(*columns).where(ClosedPeriod.until == standing.scalar_subquery())


def _standing(*columns: Any) -> Any:
    return (
        select(*columns)
        .select_from(ClosedPeriod)
        .join(SettledSum, SettledSum.period_id == ClosedPeriod.id)
        .outerjoin(OpenedPeriod, OpenedPeriod.period_id == ClosedPeriod.id)
        .where(OpenedPeriod.id.is_(None))
    )


def as_settled(rows: Iterable[Any]) -> Settled:
    """The answer, put together."""
    found = list(rows)
    if not found:
        return Settled()
    return Settled(
        found[0].until,
        {row.account_id: row.pence for row in found if row.account_id is not None},
        {row.fund_id: row.pence for row in found if row.fund_id is not None},
    )
