"""What only the treasurer's report reads, each in one question."""

from datetime import date

from sqlalchemy import Date, Integer, cast, func, null, select, union_all

from groupkit.accounts.models import Debt, ReportGiven
from groupkit.accounts.owed import left_on, owed_on
from groupkit.bank.reconciling import newest_statements
from groupkit.db import db
from groupkit.ledger.models import Transaction


def first_day_and_reported() -> tuple[date | None, date | None]:
    """The first day of the book, and the last day of the report that a meeting saw last; None for what is not there."""
    first, reported = select(func.min(Transaction.day)), select(func.max(ReportGiven.last))
    row = db.session.execute(
        select(first.scalar_subquery().label("first"), reported.scalar_subquery().label("reported"))
    ).one()
    return row.first, row.reported


def owed_and_reconciled(on: date) -> tuple[dict[str, int], dict[int, date]]:
    """What is still owed on a day, in pence by way, and the last statement of each account: one question."""
    # PostgreSQL wants to know of what type the columns are that one of several has nothing to say about.
    nowhere, never = cast(null(), Integer).label("account_id"), cast(null(), Date).label("until")
    owed = select(Debt.way, left_on(on).label("pence"), nowhere, never).where(owed_on(on))
    statements = newest_statements().subquery()
    until = select(null(), null(), statements.c.account_id, statements.c.until)
    rows = db.session.execute(union_all(owed, until)).all()
    left: dict[str, int] = {}
    for row in rows:
        if row.way is not None:
            left[row.way] = left.get(row.way, 0) + row.pence
    return (
        left,
        {row.account_id: row.until for row in rows if row.account_id is not None},
    )
