"""Reading what is owed to the group and by it: all of it, what is left of it on a day, and the lines that paid it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, exists, func, not_, select
from sqlalchemy.orm import aliased

from groupkit.access import veil
from groupkit.accounts.balances import Owing
from groupkit.accounts.models import Debt, DebtPaid, DebtUnpaid
from groupkit.db import db, sum_of
from groupkit.history import PrivateText, shown_of
from groupkit.ledger.models import Entry, Fund, MoneyLeg, Transaction
from groupkit.together import Part


@dataclass(frozen=True)
class Paid:
    """A line of the book that was to pay `pence` of a debt, and how much of it counts as the line stands."""

    row_id: int
    entry_id: int
    reference: str
    pence: int
    counts: int

    @property
    def address(self) -> dict[str, str]:
        """The line as the address of its page wants it."""
        year, _, code = self.reference.rpartition("/")
        return {"year": year, "code": code}


@dataclass(frozen=True)
class DebtCard:
    """Money owed to us or by us with its words; `left` is what of it is owed on the day in question, in pence."""

    row: Debt
    what: str
    what_key: str
    who: str
    fund: str
    fund_kind: str
    left: int
    parts: tuple[Paid, ...] = ()

    @property
    def paid(self) -> tuple[Paid, ...]:
        """The lines that have paid it, or some of it."""
        return tuple(one for one in self.parts if one.counts)

    @property
    def short(self) -> tuple[Paid, ...]:
        """Lines that come to less than they were to pay, since they were put right or made void."""
        return tuple(one for one in self.parts if one.counts < one.pence)

    @property
    def is_settled(self) -> bool:
        """Whether nobody owes it any more."""
        return not self.left


def debts(on: date | None = None) -> list[DebtCard]:
    """Everything that is owed on a day; every debt there ever was, as it is now, when no day is given."""
    what, who, left = aliased(PrivateText), aliased(PrivateText), left_on(on).label("left")
    counts = _counts(DebtPaid, on).label("counts")
    query = (
        select(Debt, what, who, Fund.name, Fund.kind, left, DebtPaid, counts, Entry)
        .join(what, what.id == Debt.what_id)
        .outerjoin(who, who.id == Debt.who_id)
        .join(Fund, Fund.id == Debt.fund_id)
        .outerjoin(DebtPaid, (DebtPaid.debt_id == Debt.id) & _stands(DebtPaid))
        .outerjoin(Entry, Entry.id == DebtPaid.entry_id)
        .order_by(Debt.id, DebtPaid.id)
    )
    if on is not None:
        query = query.where(owed_on(on))
    rows: dict[int, Any] = {}
    parts: dict[int, list[Paid]] = {}
    for row in db.session.execute(query):
        rows.setdefault(row.Debt.id, row)
        if row.DebtPaid is not None:
            paid = Paid(row.DebtPaid.id, row.Entry.id, row.Entry.reference, row.DebtPaid.pence, row.counts)
            parts.setdefault(row.Debt.id, []).append(paid)
    return [
        DebtCard(
            row, what.shown, what.key, who.shown if who else "", fund, kind, max(left, 0), tuple(parts.get(row.id, ()))
        )
        for row, what, who, fund, kind, left, *_ in rows.values()
    ]


def asks_due(until: date, today: date) -> Part:
    """The question which money comes due by a day, or was due, with its words and what is `left` of it today in pence.

    Of money that was given or taken for later there is nothing to pay.
    """
    columns = (Debt.id, Debt.key, Debt.way, Debt.due, shown_of(PrivateText).label("what"))
    return (
        select(*columns, left_on(today).label("left"))
        .join(PrivateText, PrivateText.id == Debt.what_id)
        .where(Debt.due <= until, Debt.way.in_(("to_us", "by_us")), owed_on(today))
    )


def owed_on(day: date) -> Any:
    """Whether something of a debt is owed on a day, as a condition."""
    return (Debt.since <= day) & (left_on(day) > 0)


def left_on(day: date | None) -> Any:
    """What of a debt is owed on a day, in pence, as a column; as it is now when no day is given.

    A line counts as the book has it on that day: one that was made void has paid nothing, and one that was put right
    pays what it comes to.
    """
    part = aliased(DebtPaid)
    paid = (
        select(sum_of(_counts(part, day)))
        .where(part.debt_id == Debt.id, _stands(part))
        .correlate(Debt)
        .scalar_subquery()
    )
    since = Debt.settled_on.is_not(None) if day is None else Debt.settled_on <= day
    return Debt.amount - case((since, Debt.apart), else_=0) - paid


def _counts(part: Any, day: date | None) -> Any:
    """What a line has paid of a debt by a day, in pence: no more than it comes to beside the debts it paid before."""
    other = aliased(DebtPaid)
    moved = select(func.abs(sum_of(MoneyLeg.pence))).join(Transaction, Transaction.id == MoneyLeg.transaction_id)
    moved = moved.where(Transaction.entry_id == part.entry_id)
    if day is not None:
        moved = moved.where(MoneyLeg.day <= day)
    before = select(sum_of(other.pence)).where(other.entry_id == part.entry_id, other.id < part.id, _stands(other))
    room = moved.correlate(part).scalar_subquery() - before.correlate(part).scalar_subquery()
    return case((room <= 0, 0), (room < part.pence, room), else_=part.pence)


def _stands(part: Any) -> Any:
    """Whether nobody has said that it was not that line after all, as a condition."""
    return not_(exists().where(DebtUnpaid.paid_id == part.id).correlate(part))


def paid_by(entry_ids: Iterable[int]) -> Mapping[int, int]:
    """How much of each line has paid debts already, in pence."""
    found = select(DebtPaid.entry_id, sum_of(DebtPaid.pence)).where(
        DebtPaid.entry_id.in_(list(entry_ids)), _stands(DebtPaid)
    )
    return {row[0]: row[1] for row in db.session.execute(found.group_by(DebtPaid.entry_id))}


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
