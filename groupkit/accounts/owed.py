"""Reading what is owed to the group and by it: all of it, what is left of it on a day, and the lines that paid it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, not_, or_, select
from sqlalchemy.orm import aliased

from groupkit.access import veil
from groupkit.accounts.balances import Owing
from groupkit.accounts.models import Debt, DebtPaid
from groupkit.db import db, sum_of
from groupkit.history import PrivateText
from groupkit.ledger.models import Entry, Fund, Transaction


@dataclass(frozen=True)
class Paid:
    """A line of the book that paid a debt or a part of it, in pence, and its day."""

    entry_id: int
    reference: str
    pence: int
    day: date

    @property
    def address(self) -> dict[str, str]:
        """The line as the address of its page wants it."""
        year, _, code = self.reference.rpartition("/")
        return {"year": year, "code": code}


@dataclass(frozen=True)
class DebtCard:
    """Money owed to us or by us with its words, in pence, and what was paid of it up to the day that was asked for."""

    row: Debt
    what: str
    what_key: str
    who: str
    fund: str
    fund_kind: str
    paid: tuple[Paid, ...] = ()
    taken_back: tuple[Paid, ...] = ()
    """Lines that paid it and were made void since: what they paid is owed again."""

    @property
    def is_settled(self) -> bool:
        """Whether nobody owes it any more."""
        return self.row.settled_on is not None and not self.taken_back

    @property
    def left(self) -> int:
        """What is still owed, in pence."""
        return self.row.amount - sum(one.pence for one in self.paid)


def debts(on: date | None = None) -> list[DebtCard]:
    """Everything that is owed on a day; every debt there ever was when no day is given."""
    what, who = aliased(PrivateText), aliased(PrivateText)
    query = (
        select(Debt, what, who, Fund.name, Fund.kind, DebtPaid, Entry, stands().label("stands"))
        .join(what, what.id == Debt.what_id)
        .outerjoin(who, who.id == Debt.who_id)
        .join(Fund, Fund.id == Debt.fund_id)
        .outerjoin(DebtPaid, DebtPaid.debt_id == Debt.id)
        .outerjoin(Entry, Entry.id == DebtPaid.entry_id)
        .order_by(Debt.id, DebtPaid.id)
    )
    if on is not None:
        query = query.where(owed_on(on))
    rows: dict[int, Any] = {}
    parts: dict[tuple[int, bool], list[Paid]] = {}
    for row in db.session.execute(query):
        rows.setdefault(row.Debt.id, row)
        part = row.DebtPaid
        if part is not None and (on is None or part.paid_on <= on):
            its = parts.setdefault((row.Debt.id, bool(row.stands)), [])
            its.append(Paid(row.Entry.id, row.Entry.reference, part.pence, part.paid_on))
    return [
        DebtCard(
            row,
            what.shown,
            what.key,
            who.shown if who else "",
            fund,
            kind,
            tuple(parts.get((row.id, True), ())),
            tuple(parts.get((row.id, False), ())),
        )
        for row, what, who, fund, kind, *_ in rows.values()
    ]


def owed_on(day: date) -> Any:
    """Whether money is owed on a day, as a condition; it is owed again once a line that paid it is void."""
    part = aliased(DebtPaid)
    again = exists().where(part.debt_id == Debt.id, not_(stands(part))).correlate(Debt)
    return (Debt.since <= day) & or_(Debt.settled_on.is_(None), Debt.settled_on > day, again)


def stands(part: Any = DebtPaid) -> Any:
    """Whether the line that paid stands, as a condition: one that was made void has paid nothing."""
    return not_(exists().where(Transaction.entry_id == part.entry_id, Transaction.void).correlate(part))


def paid_by(entry_ids: Iterable[int]) -> Mapping[int, int]:
    """How much of each line has paid debts already, in pence."""
    found = select(DebtPaid.entry_id, sum_of(DebtPaid.pence)).where(DebtPaid.entry_id.in_(list(entry_ids)))
    return {row[0]: row[1] for row in db.session.execute(found.group_by(DebtPaid.entry_id))}


def paid_of(debt_id: int) -> list[Paid]:
    """The lines that have paid some of a debt, or all of it, and stand."""
    query = (
        select(DebtPaid, Entry).join(Entry, Entry.id == DebtPaid.entry_id).where(DebtPaid.debt_id == debt_id, stands())
    )
    return [
        Paid(line.id, line.reference, part.pence, part.paid_on)
        for part, line in db.session.execute(query.order_by(DebtPaid.id))
    ]


def debt(row_id: int) -> DebtCard | None:
    """One debt by its row."""
    return next((card for card in debts() if card.row.id == row_id), None)


def owing(found: Iterable[DebtCard], columns: Mapping[int, str], words: bool) -> list[Owing]:
    """What is owed, for the statement; never by whom. `columns` says in which column each fund stands."""
    shown = veil.shown()
    return [
        Owing(
            card.what if words else "",
            card.row.way,
            shown("fund", card.fund),
            columns[card.row.fund_id],
            card.left,
            card.row.due,
        )
        for card in found
    ]
