"""Counts of cash, and petty cash tins that are topped up to a fixed sum."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from groupkit import tenancy
from groupkit.db import db, sum_of
from groupkit.history import PrivateText
from groupkit.ledger import queries as book
from groupkit.ledger.models import Account, Entry, MoneyLeg, Transaction
from groupkit.payments.models import CashCount, CashDifference, PettyFloat
from groupkit.payments.rules import Petty, difference_in_words

LATELY = 100
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Counted:
    """One count, with the lines of the book that it led to; amounts in pence."""

    id: int
    number: int
    account_id: int
    account: str
    day: date
    pence: int | None
    book_pence: int
    taken: int | None
    came: int | None
    waived: int | None
    counters: tuple[int, int]
    reference: str
    difference_reference: str
    why: str
    at: datetime
    by_no: int

    @property
    def difference(self) -> int:
        """Pence over (or, below nought, short) of what the book said."""
        return 0 if self.pence is None else self.pence - self.book_pence

    @property
    def said(self) -> str:
        """`£1.20 short`."""
        return "" if self.pence is None else difference_in_words(self.pence, self.book_pence)

    @property
    def open(self) -> bool:
        """Whether there is a difference that is not written in the book."""
        return self.difference != 0 and not self.difference_reference


def counts() -> list[Counted]:
    """The last counts, the newest first."""
    return [_counted(row) for row in db.session.execute(_wanted().order_by(CashCount.id.desc()).limit(LATELY))]


def counts_below(before: int | None, most: int) -> list[Counted]:
    """Every count, the newest first, below a row: for a list that is written in slices."""
    wanted = _wanted().order_by(CashCount.id.desc()).limit(most)
    rows = db.session.execute(wanted if before is None else wanted.where(CashCount.id < before))
    return [_counted(row) for row in rows]


def count(count_id: int) -> Counted | None:
    """One count by row."""
    row = db.session.execute(_wanted().where(CashCount.id == count_id)).one_or_none()
    return _counted(row) if row else None


def _wanted() -> Any:
    taken, put = aliased(Entry), aliased(Entry)
    return (
        select(CashCount, Account.name, taken, put, PrivateText)
        .join(Account, Account.id == CashCount.account_id)
        .outerjoin(taken, taken.id == CashCount.entry_id)
        .outerjoin(CashDifference, CashDifference.count_id == CashCount.id)
        .outerjoin(put, put.id == CashDifference.entry_id)
        .outerjoin(PrivateText, PrivateText.id == CashDifference.why_id)
    )


def _counted(found: Any) -> Counted:
    row, account, taken, put, why = found
    return Counted(
        id=row.id,
        number=row.number,
        account_id=row.account_id,
        account=account,
        day=row.day,
        pence=row.pence,
        book_pence=row.book_pence,
        taken=row.taken,
        came=row.came,
        waived=row.waived,
        counters=(row.first_id, row.second_id),
        reference=taken.reference if taken else "",
        difference_reference=put.reference if put else "",
        why=why.shown if why else "",
        at=row.at,
        by_no=row.by_no,
    )


def in_account(account_id: int, until: date) -> int:
    """Pence that the book says is in an account at the end of a day."""
    return next((place.pence for place in book.balances(until).accounts if place.id == account_id), 0)


@dataclass(frozen=True)
class FloatCard:
    """A tin that is kept as a float, and how it stands by the book."""

    account_id: int
    account: str
    petty: Petty
    since: date


def standing_float(account_id: int) -> PettyFloat | None:
    """The float of a tin as last set, unless it is one no longer."""
    row = db.session.scalar(
        select(PettyFloat).where(PettyFloat.account_id == account_id).order_by(PettyFloat.id.desc()).limit(1)
    )
    return row if row is not None and row.pence else None


def floats() -> list[FloatCard]:
    """Every tin that is kept as a float: cash by the book, and the vouchers since it was last topped up."""
    rows = {row.account_id: (row, name) for row, name in db.session.execute(_floats())}
    kept = {account_id: (row, name) for account_id, (row, name) in rows.items() if row.pence}
    if not kept:
        return []
    cash, vouchers = _cash(set(kept)), _vouchers({account_id: row.since for account_id, (row, _) in kept.items()})
    return [
        FloatCard(row_id, name, Petty(row.pence, cash.get(row_id, 0), vouchers.get(row_id, 0)), row.since)
        for row_id, (row, name) in sorted(kept.items())
    ]


def _floats() -> Any:
    """Every float that was ever set, with its tin; the last of each counts."""
    return select(PettyFloat, Account.name).join(Account, Account.id == PettyFloat.account_id).order_by(PettyFloat.id)


def _cash(tins: Collection[int]) -> dict[int, int]:
    """Pence in each of some tins."""
    rows = db.session.execute(
        select(MoneyLeg.account_id, sum_of(MoneyLeg.pence).label("pence"))
        .where(MoneyLeg.account_id.in_(tins))
        .group_by(MoneyLeg.account_id)
    )
    return {row.account_id: row.pence for row in rows}


def _vouchers(since: Mapping[int, date]) -> dict[int, int]:
    """Pence paid out of each tin since a day and since it was last topped up, less what came back."""
    topped = _last_top_ups(since)
    of_its_own = [
        (MoneyLeg.account_id == tin) & (MoneyLeg.day >= day) & (Entry.id > topped.get(tin, 0))
        for tin, day in since.items()
    ]
    rows = db.session.execute(
        _legs(since)
        .where(Entry.kind.in_(("payment", "refund")), or_(*of_its_own))
        .with_only_columns(MoneyLeg.account_id, sum_of(MoneyLeg.pence).label("pence"))
        .group_by(MoneyLeg.account_id)
    )
    return {row.account_id: -row.pence for row in rows}


def _last_top_ups(tins: Collection[int]) -> dict[int, int]:
    """The last move of money into each tin that stands, by its entry."""
    moves = (
        _legs(tins)
        .with_only_columns(MoneyLeg.account_id, Entry.id.label("entry_id"))
        .where(Entry.kind == "move")
        .group_by(MoneyLeg.account_id, Entry.id)
        .having(func.sum(MoneyLeg.pence) > 0)
        .subquery()
    )
    last = select(moves.c.account_id, func.max(moves.c.entry_id).label("entry_id")).group_by(moves.c.account_id)
    return {row.account_id: row.entry_id for row in db.session.execute(last)}


def takes_money_in(tins: Collection[int]) -> set[int]:
    """Those of some tins into which money came within a year other than from another account: tea money, subs.

    Cash and vouchers of such a tin never stay a fixed sum, so it is not offered as petty cash.
    """
    came = (
        _legs(tins)
        .with_only_columns(MoneyLeg.account_id)
        .where(Entry.kind == "receipt", MoneyLeg.day > tenancy.today() - A_YEAR)
        .group_by(MoneyLeg.account_id)
        .having(func.sum(MoneyLeg.pence) > 0)
    )
    return set(db.session.scalars(came)) if tins else set()


def _legs(tins: Collection[int]) -> Any:
    return (
        select(MoneyLeg.pence)
        .join(Transaction, Transaction.id == MoneyLeg.transaction_id)
        .join(Entry, Entry.id == Transaction.entry_id)
        .where(MoneyLeg.account_id.in_(tins), MoneyLeg.day <= tenancy.today())
    )
