"""Counts of cash, and petty cash tins that are topped up to a fixed sum."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from groupkit import tenancy
from groupkit.db import db, sum_of
from groupkit.history import PrivateText
from groupkit.ledger import queries as book
from groupkit.ledger.models import Account, Entry, MoneyLeg, Transaction
from groupkit.payments.models import CashCount, CashDifference, PettyFloat
from groupkit.payments.rules import Petty, difference_in_words

LATELY = 100


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


def petty_of(account_id: int) -> Petty | None:
    """How a petty cash tin stands: cash by the book, and the vouchers since it was last topped up."""
    row = standing_float(account_id)
    if row is None:
        return None
    return Petty(row.pence, book.account_balance(account_id), _vouchers(account_id, row.since))


def floats() -> list[FloatCard]:
    """Every tin that is kept as a float."""
    ids = db.session.scalars(select(PettyFloat.account_id).distinct())
    found = []
    for account_id in sorted(ids):
        row, petty = standing_float(account_id), petty_of(account_id)
        place = book.row_of("account", account_id)
        if row is not None and petty is not None and place is not None:
            found.append(FloatCard(account_id, place.name, petty, row.since))
    return found


def _vouchers(account_id: int, since: date) -> int:
    """Pence paid out of a tin since it was last topped up, less what came back."""
    topped = _last_top_up(account_id)
    wanted = _legs(account_id).where(Entry.kind.in_(("payment", "refund")), MoneyLeg.day >= since)
    if topped is not None:
        wanted = wanted.where(Entry.id > topped)
    return -(db.session.scalar(wanted.with_only_columns(sum_of(MoneyLeg.pence))) or 0)


def _last_top_up(account_id: int) -> int | None:
    """The last move of money into a tin that stands, by its entry."""
    found: int | None = db.session.scalar(
        _legs(account_id)
        .with_only_columns(Entry.id)
        .where(Entry.kind == "move")
        .group_by(Entry.id)
        .having(func.sum(MoneyLeg.pence) > 0)
        .order_by(Entry.id.desc())
        .limit(1)
    )
    return found


def _legs(account_id: int) -> Any:
    return (
        select(MoneyLeg.pence)
        .join(Transaction, Transaction.id == MoneyLeg.transaction_id)
        .join(Entry, Entry.id == Transaction.entry_id)
        .where(MoneyLeg.account_id == account_id, MoneyLeg.day <= tenancy.today())
    )
