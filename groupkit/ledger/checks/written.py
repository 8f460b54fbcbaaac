"""The transactions of the book, read in slices, as they can be laid beside the history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from groupkit.db import db
from groupkit.ledger.models import Account, Category, Entry, Fund, Heading, MoneyLeg, PurposeLeg, Transaction

SLICE = 500


@dataclass(frozen=True)
class Written:
    """A transaction as it stands in the book, by keys, so that it can be laid beside the history."""

    id: int
    entry_id: int
    reference: str
    revision: int
    day: date
    reverses_id: int | None
    same_day: bool
    void: bool
    by_no: int
    money: list[list[Any]]
    purpose: list[list[Any]]
    leg_days: set[date]

    @property
    def name(self) -> str:
        """What to call it in a sentence."""
        return self.reference if self.revision == 0 else f"{self.reference}, correction {(self.revision + 1) // 2},"

    @property
    def content(self) -> dict[str, Any]:
        """As `operations.writing.content` gives it to the history."""
        return {"revision": self.revision, "day": self.day.isoformat(), "money": self.money, "purpose": self.purpose}

    def cancels(self, other: "Written") -> bool:
        """Whether its legs are the exact negatives of another's."""
        mine = [_negative(legs) for legs in (self.money, self.purpose)]
        return mine == [sorted(other.money), sorted(other.purpose)]


def _negative(legs: list[list[Any]]) -> list[list[Any]]:
    return sorted([*leg[:-1], -leg[-1]] for leg in legs)


def book(within: Any = None) -> Iterator[Written]:
    """Every transaction with its legs, entry by entry; only those that fit a condition when there is one."""
    after = (0, -1)
    while True:
        later = (Transaction.entry_id == after[0]) & (Transaction.revision > after[1])
        wanted = (Transaction.entry_id > after[0]) | later
        found = some(wanted if within is None else wanted & within, SLICE)
        yield from found
        if len(found) < SLICE:
            return
        after = (found[-1].entry_id, found[-1].revision)


def some(condition: Any, most: int | None = None) -> list[Written]:
    """Some transactions with their legs, in three questions."""
    rows = db.session.execute(
        select(
            Transaction.id,
            Transaction.entry_id,
            Entry.year,
            Entry.series,
            Entry.number,
            Transaction.revision,
            Transaction.day,
            Transaction.reverses_id,
            Transaction.same_day,
            Transaction.void,
            Transaction.written_by_no,
        )
        .join(Entry, Entry.id == Transaction.entry_id)
        .where(condition)
        .order_by(Transaction.entry_id, Transaction.revision)
        .limit(most)
    ).all()
    ids, days = [row.id for row in rows], {row.id: set[date]() for row in rows}
    money, purpose = _money(ids, days), _purpose(ids, days)
    return [
        Written(
            row.id,
            row.entry_id,
            reference(row.year, row.series, row.number),
            row.revision,
            row.day,
            row.reverses_id,
            row.same_day,
            row.void,
            row.written_by_no,
            sorted(money.get(row.id, [])),
            sorted(purpose.get(row.id, [])),
            days[row.id],
        )
        for row in rows
    ]


def _money(ids: list[int], days: dict[int, set[date]]) -> dict[int, list[list[Any]]]:
    found: dict[int, list[list[Any]]] = {}
    rows = db.session.execute(
        select(MoneyLeg.transaction_id, Account.key, MoneyLeg.pence, MoneyLeg.day)
        .outerjoin(Account, Account.id == MoneyLeg.account_id)
        .where(MoneyLeg.transaction_id.in_(ids))
    )
    for row in rows:
        found.setdefault(row.transaction_id, []).append([row.key or "?", row.pence])
        days[row.transaction_id].add(row.day)
    return found


def _purpose(ids: list[int], days: dict[int, set[date]]) -> dict[int, list[list[Any]]]:
    found: dict[int, list[list[Any]]] = {}
    rows = db.session.execute(
        select(
            PurposeLeg.transaction_id,
            Fund.key.label("fund"),
            Category.key.label("category"),
            Heading.key.label("heading"),
            PurposeLeg.category_id,
            PurposeLeg.heading_id,
            PurposeLeg.pence,
            PurposeLeg.day,
        )
        .outerjoin(Fund, Fund.id == PurposeLeg.fund_id)
        .outerjoin(Category, Category.id == PurposeLeg.category_id)
        .outerjoin(Heading, Heading.id == PurposeLeg.heading_id)
        .where(PurposeLeg.transaction_id.in_(ids))
    )
    for row in rows:
        category = (row.category or "?") if row.category_id is not None else ""
        heading = (row.heading or "?") if row.heading_id is not None else ""
        found.setdefault(row.transaction_id, []).append([row.fund or "?", category, heading, row.pence])
        days[row.transaction_id].add(row.day)
    return found


def reference(year: str, series: str, number: int) -> str:
    """`2026-27/P014`."""
    return f"{year}/{series}{number:03d}"
