"""The statements that accounts were held against in a year, and what was not on them yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from groupkit.access import queries as people
from groupkit.bank import reconciling
from groupkit.bank.models import LeftOpen, Reconciliation
from groupkit.dates import FinancialYear
from groupkit.db import db
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Entry, Transaction


@dataclass(frozen=True)
class Held:
    """An account that was held against a statement, in pence; the names are those of who did it and who looked."""

    account_id: int
    account: str
    until: date
    statement: int
    outstanding: int
    """What the book had up to that day and the statement did not show."""
    book: int
    """What the book has up to that day."""
    by: str
    seen_by: str
    open_then: Sequence[tuple[str, int]]
    """Reference and pence of each line that it did not show."""


def statements(year: FinancialYear) -> list[Held]:
    """Every statement that was finished for a day in the year, and the first after its end; the oldest first."""
    wanted = _statements(year)
    open_then = _outstanding([row.id for row, _ in wanted])
    called = people.names(no for row, _ in wanted for no in (row.finished_by_no, row.seen_by_no) if no is not None)
    book = ledger.accounts_at({row.until for row, _ in wanted})
    return [
        Held(
            row.account_id,
            name,
            row.until,
            row.pence,
            sum(pence for _, pence in open_then.get(row.id, [])),
            book[row.until].get(row.account_id, 0),
            called.get(row.finished_by_no or 0, ""),
            called.get(row.seen_by_no, "") if row.seen_by_no is not None else "",
            open_then.get(row.id, []),
        )
        for row, name in wanted
    ]


def _statements(year: FinancialYear) -> list[tuple[Reconciliation, str]]:
    found, after = [], set[int]()
    for row, name in sorted(reconciling.finished(), key=lambda one: (one[0].until, one[0].id)):
        if row.until < year.first or row.account_id in after:
            continue
        found.append((row, name))
        if row.until > year.last:
            after.add(row.account_id)
    return found


def _outstanding(ids: list[int]) -> dict[int, list[tuple[str, int]]]:
    """References and pence of what each statement did not show, of lines up to its day."""
    days = (
        select(Transaction.entry_id, func.max(Transaction.day).label("day"))
        .where(
            Transaction.reverses_id.is_(None),
            Transaction.entry_id.in_(select(LeftOpen.entry_id).where(LeftOpen.reconciliation_id.in_(ids))),
        )
        .group_by(Transaction.entry_id)
        .subquery()
    )
    rows = db.session.execute(
        select(LeftOpen.reconciliation_id, LeftOpen.pence, Entry)
        .join(Entry, Entry.id == LeftOpen.entry_id)
        .join(days, days.c.entry_id == LeftOpen.entry_id)
        .join(Reconciliation, Reconciliation.id == LeftOpen.reconciliation_id)
        .where(LeftOpen.reconciliation_id.in_(ids), days.c.day <= Reconciliation.until)
        .order_by(LeftOpen.id)
    )
    found: dict[int, list[tuple[str, int]]] = {}
    for row in rows:
        found.setdefault(row.reconciliation_id, []).append((row.Entry.reference, row.pence))
    return found


@dataclass(frozen=True)
class Uncleared:
    """A line of the book that a statement did not show yet."""

    account: str
    until: date
    reference: str
    pence: int


def uncleared(found: Iterable[Held], year: FinancialYear) -> list[Uncleared]:
    """What stood open at the last statement of each account in the year; the statements the oldest first."""
    last = {one.account_id: one for one in found if one.until <= year.last}
    return [
        Uncleared(one.account, one.until, reference, pence)
        for one in last.values()
        for reference, pence in one.open_then
    ]
