"""Payments that have no receipt yet, and receipts that are lost."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from groupkit.db import db, sum_of
from groupkit.files import StoredFile
from groupkit.history import PrivateText
from groupkit.ledger.models import Category, Entry, LostReceipt, MoneyLeg, PurposeLeg, Receipt, Transaction
from groupkit.ledger.queries.entries import Words, wordings_of
from groupkit.ledger.queries.parts import MoneyPart, PurposePart, money_parts, purpose_parts

_AT_ONCE = 500


@dataclass(frozen=True)
class PaidIn:
    """Which payments: of some days, both included, of one fund or of all; nothing given means everything.

    A payment that was taken back counts for nothing; with `standing`, one that was only taken back after that day does.
    """

    first: date | None = None
    last: date | None = None
    fund: int | None = None
    standing: date | None = None


@dataclass(frozen=True)
class Lost:
    """What was said of a lost receipt; covered once a second person has vouched for it."""

    why: str
    by_no: int
    seen_by_no: int | None


@dataclass
class WithoutReceipt:
    """A payment that stands and has no receipt, in pence; who was paid only where names were asked for."""

    entry_id: int
    transaction_id: int
    year: str
    code: str
    day: date
    pence: int
    words: Words = field(default_factory=lambda: Words(0, "", ""))
    money: list[MoneyPart] = field(default_factory=list)
    purpose: list[PurposePart] = field(default_factory=list)
    lost: Lost | None = None

    @property
    def reference(self) -> str:
        return f"{self.year}/{self.code}"


def without_receipt(
    paid: PaidIn, after: tuple[date, int] | None = None, most: int | None = None
) -> list[WithoutReceipt]:
    """Payments that stand without a receipt, the oldest first, beyond (day, transaction): one question.

    Those whose lost receipt a second person has vouched for are left out.
    """
    query = _missing(paid)
    if after is not None:
        query = query.where(
            or_(Transaction.day > after[0], and_(Transaction.day == after[0], Transaction.id > after[1]))
        )
    rows = db.session.execute(query.order_by(Transaction.day, Transaction.id).limit(most))
    return [
        WithoutReceipt(row.entry_id, row.id, row.year, f"{row.series}{row.number:03d}", row.day, -row.pence)
        for row in rows
    ]


def count_without_receipt(paid: PaidIn) -> tuple[int, int]:
    """How many there are, and what they come to in pence."""
    row = db.session.execute(counting_without_receipt(paid)).one()
    return row.missing, row.missing_pence


def counting_without_receipt(paid: PaidIn) -> Any:
    """The question: `missing`, how many there are, and `missing_pence`, what they come to; always one row."""
    found = _missing(paid).subquery()
    return select(func.count().label("missing"), sum_of(-found.c.pence).label("missing_pence")).select_from(found)


def count_of_payments(fund_id: int, until: date) -> tuple[int, int]:
    """How many payments that a fund paid, wholly or in part, stood on a day; and how many have no receipt today.

    One that was taken back on a later day stood there, as it does in the sums up to that day.
    """
    back = aliased(Transaction)
    paid = (
        select(func.count(func.distinct(PurposeLeg.transaction_id)))
        .join(Category, Category.id == PurposeLeg.category_id)
        .join(Transaction, Transaction.id == PurposeLeg.transaction_id)
        .join(Entry, Entry.id == Transaction.entry_id)
        .outerjoin(back, _taken_back(back, until))
        .where(PurposeLeg.fund_id == fund_id, PurposeLeg.day <= until, Category.direction == "out")
        .where(Entry.kind == "payment", Transaction.reverses_id.is_(None), back.id.is_(None))
    )
    missing = select(func.count()).select_from(_missing(PaidIn(last=until, fund=fund_id, standing=until)).subquery())
    row = db.session.execute(select(paid.scalar_subquery(), missing.scalar_subquery())).one()
    return row[0], row[1]


def lost_for_good(fund_id: int) -> frozenset[int]:
    """The entries of a fund whose receipt is lost, and for which a second person stands."""
    of_fund = (
        select(Transaction.entry_id)
        .join(PurposeLeg, PurposeLeg.transaction_id == Transaction.id)
        .where(PurposeLeg.fund_id == fund_id)
    )
    found = select(LostReceipt.entry_id).where(LostReceipt.seen_at.is_not(None), LostReceipt.entry_id.in_(of_fund))
    return frozenset(db.session.scalars(found))


def tell_more(found: list[WithoutReceipt], names: bool, accounts: bool = False) -> list[WithoutReceipt]:
    """Give each what it was for; with `names` who was paid and what was said of its receipt; with `accounts` those.

    Four questions for every 500.
    """
    for start in range(0, len(found), _AT_ONCE):
        _tell_more(found[start : start + _AT_ONCE], names, accounts)
    return found


def _tell_more(found: list[WithoutReceipt], names: bool, accounts: bool) -> None:
    ids, entries = [one.transaction_id for one in found], [one.entry_id for one in found]
    money, purpose = money_parts(ids) if accounts else {}, purpose_parts(ids)
    words, lost = (wordings_of(entries), _lost(entries)) if names else ({}, {})
    for one in found:
        one.money, one.purpose = money.get(one.transaction_id, []), purpose.get(one.transaction_id, [])
        one.words = words[one.entry_id][-1] if one.entry_id in words else one.words
        one.lost = lost.get(one.entry_id)


def lost_of(entry_id: int) -> LostReceipt | None:
    """What was said of a lost receipt of this entry."""
    return db.session.scalar(select(LostReceipt).where(LostReceipt.entry_id == entry_id))


def lost_told(entry_id: int) -> Lost | None:
    """The same, in words."""
    return _lost([entry_id]).get(entry_id)


def _lost(entry_ids: list[int]) -> dict[int, Lost]:
    rows = db.session.execute(
        select(LostReceipt, PrivateText)
        .join(PrivateText, PrivateText.id == LostReceipt.why_id)
        .where(LostReceipt.entry_id.in_(entry_ids))
    )
    return {row.entry_id: Lost(why.shown, row.said_by_no, row.seen_by_no) for row, why in rows}


def _missing(paid: PaidIn) -> Any:
    back = aliased(Transaction)
    attached = exists().where(
        Receipt.entry_id == Transaction.entry_id, StoredFile.id == Receipt.file_id, StoredFile.gone_at.is_(None)
    )
    covered = exists().where(LostReceipt.entry_id == Transaction.entry_id, LostReceipt.seen_at.is_not(None))
    # Summed up once for all: asked for one by one, SQLite goes through every leg of the book each time.
    sums = select(MoneyLeg.transaction_id, sum_of(MoneyLeg.pence).label("pence")).group_by(MoneyLeg.transaction_id)
    legs = _in_the_days(sums, MoneyLeg.day, paid).subquery()
    # Said so that no index is found for it: nearly every line of the book reverses nothing, and the days are few.
    first_written = func.coalesce(Transaction.reverses_id, 0) == 0
    query = (
        select(Transaction.entry_id, Transaction.id, Transaction.day, Entry.year, Entry.series, Entry.number)
        .add_columns(legs.c.pence)
        .join(Entry, Entry.id == Transaction.entry_id)
        .join(legs, legs.c.transaction_id == Transaction.id)
        .outerjoin(back, _taken_back(back, paid.standing))
        .where(Entry.kind == "payment", first_written, back.id.is_(None), ~attached, ~covered)
    )
    if paid.fund:
        query = query.where(
            Transaction.id.in_(select(PurposeLeg.transaction_id).where(PurposeLeg.fund_id == paid.fund))
        )
    return _in_the_days(query, Transaction.day, paid)


def _taken_back(back: Any, by: date | None) -> Any:
    """That a transaction was taken back by another; with a day, by one that carries no later day."""
    found = back.reverses_id == Transaction.id
    return and_(found, back.day <= by) if by else found


def _in_the_days(query: Any, day: Any, paid: PaidIn) -> Any:
    query = query.where(day >= paid.first) if paid.first else query
    return query.where(day <= paid.last) if paid.last else query
