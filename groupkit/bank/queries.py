"""What is read of the bank's files and lines: what is here, what waits, and what is matched."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from groupkit.bank.models import BankFile, BankLine, BankMatch, BankReading, Reconciliation, Tick
from groupkit.db import db
from groupkit.history import PrivateText
from groupkit.ledger.models import Account, Entry, MoneyLeg, Transaction


@dataclass(frozen=True)
class AccountCard:
    """An account that a bank keeps, and how far its lines have come."""

    id: int
    name: str
    waiting: int
    last_day: date | None
    reconciled_to: date | None
    open_id: int | None = None
    files: list[BankFile] = field(default_factory=list)


def bank_accounts() -> list[Account]:
    """The accounts that have statements: all but cash tins, those that are open."""
    wanted = select(Account).where(Account.kind != "tin", Account.closed_on.is_(None)).order_by(Account.id)
    return list(db.session.scalars(wanted))


def bank_account(account_id: int) -> Account | None:
    """An account with statements, by its id; None for a cash tin or another group's."""
    found = db.session.get(Account, account_id)
    return found if found is not None and found.kind != "tin" else None


def cards() -> list[AccountCard]:
    """Every account with statements, in a handful of questions however long the book is."""
    waiting = dict(
        db.session.execute(
            open_lines().with_only_columns(BankLine.account_id, func.count()).group_by(BankLine.account_id)
        ).all()
    )
    reconciled = dict(
        db.session.execute(
            select(Reconciliation.account_id, func.max(Reconciliation.until))
            .where(Reconciliation.finished_at.is_not(None))
            .group_by(Reconciliation.account_id)
        ).all()
    )
    open_ones = {row.account_id: row.id for row in db.session.scalars(_open_reconciliations())}
    files: dict[int, list[BankFile]] = {}
    for file in db.session.scalars(select(BankFile).order_by(BankFile.id.desc()).limit(100)):
        files.setdefault(file.account_id, []).append(file)
    found = []
    for account in bank_accounts():
        own = files.get(account.id, [])
        days = [file.last_day for file in own if file.taken_back_at is None]
        found.append(
            AccountCard(
                account.id,
                account.name,
                waiting.get(account.id, 0),
                max(days, default=None),
                reconciled.get(account.id),
                open_ones.get(account.id),
                own,
            )
        )
    return found


def _open_reconciliations() -> Any:
    return select(Reconciliation).where(Reconciliation.finished_at.is_(None), Reconciliation.set_aside_at.is_(None))


def shape_for(account_id: int) -> str | None:
    """How files of an account were read the last time, as it was kept."""
    return db.session.scalar(select(BankReading.shape).where(BankReading.account_id == account_id))


def known_keys(account_id: int, first: date, last: date) -> set[str]:
    """By what the lines of an account from one day to another are known; those of files taken back do not count."""
    rows = db.session.execute(
        select(BankLine.line_key, BankLine.alike_key)
        .join(BankFile, BankFile.id == BankLine.file_id)
        .where(
            BankLine.account_id == account_id,
            BankLine.day >= first,
            BankLine.day <= last,
            BankFile.taken_back_at.is_(None),
        )
    )
    return {key for row in rows for key in row}


def last_balance(account_id: int) -> BankLine | None:
    """The newest line of an account that says what was there after it; those of files taken back do not count."""
    return db.session.scalar(
        select(BankLine)
        .join(BankFile, BankFile.id == BankLine.file_id)
        .where(BankLine.account_id == account_id, BankLine.balance.is_not(None), BankFile.taken_back_at.is_(None))
        .order_by(BankLine.day.desc(), BankLine.id.desc())
        .limit(1)
    )


def matches_of_file(file_id: int) -> list[BankMatch]:
    """What the lines of a file are in the book, as it stands."""
    wanted = (
        select(BankMatch)
        .join(BankLine, BankLine.id == BankMatch.line_id)
        .where(BankLine.file_id == file_id, BankMatch.undone_at.is_(None))
        .order_by(BankMatch.id)
    )
    return list(db.session.scalars(wanted))


def are_reconciled(entry_ids: Collection[int]) -> bool:
    """Whether one of these entries was found on a statement that is finished."""
    if not entry_ids:
        return False
    wanted = (
        select(Tick.id)
        .join(Reconciliation, Reconciliation.id == Tick.reconciliation_id)
        .where(Tick.entry_id.in_(entry_ids), Reconciliation.finished_at.is_not(None))
        .limit(1)
    )
    return db.session.scalar(wanted) is not None


def standing_ids() -> Any:
    """The transactions that stand: no reversals, and not reversed."""
    back = aliased(Transaction)
    return (
        select(Transaction.id)
        .outerjoin(back, back.reverses_id == Transaction.id)
        .where(Transaction.reverses_id.is_(None), back.id.is_(None))
    )


def open_lines() -> Any:
    """Lines of files that stand, which are nothing in the book yet; an entry that was made void counts for nothing."""
    stands = (
        select(BankMatch.id)
        .join(Transaction, Transaction.entry_id == BankMatch.entry_id)
        .where(
            BankMatch.line_id == BankLine.id,
            BankMatch.undone_at.is_(None),
            Transaction.id.in_(standing_ids()),
        )
        .exists()
    )
    return (
        select(BankLine, PrivateText.text, PrivateText.instead)
        .join(BankFile, BankFile.id == BankLine.file_id)
        .outerjoin(PrivateText, PrivateText.id == BankLine.words_id)
        .where(BankFile.taken_back_at.is_(None), ~stands)
    )


def counting_open(last: date) -> Any:
    """The question: `bank_lines`, how many lines up to a day, that day included, are nothing in the book yet."""
    return open_lines().with_only_columns(func.count().label("bank_lines")).where(BankLine.day <= last)


def count_waiting(account_id: int) -> int:
    """How many lines of an account are not in the book yet."""
    wanted = open_lines().with_only_columns(func.count()).where(BankLine.account_id == account_id)
    return db.session.scalar(wanted) or 0


def is_open(line_id: int) -> bool:
    """Whether a line is nothing in the book yet."""
    return db.session.execute(open_lines().where(BankLine.id == line_id)).first() is not None


def standing_pence(entry_id: int, account_id: int) -> int:
    """What an entry comes to in an account as it stands, in pence; nought when it is void or elsewhere."""
    wanted = (
        select(func.sum(MoneyLeg.pence))
        .join(Transaction, Transaction.id == MoneyLeg.transaction_id)
        .where(
            Transaction.entry_id == entry_id,
            MoneyLeg.account_id == account_id,
            Transaction.id.in_(standing_ids().where(Transaction.entry_id == entry_id)),
        )
    )
    return int(db.session.scalar(wanted) or 0)


def is_matched(entry_id: int, account_id: int) -> bool:
    """Whether a line of this account's is that entry already."""
    wanted = (
        select(BankMatch.id)
        .join(BankLine, BankLine.id == BankMatch.line_id)
        .where(BankMatch.entry_id == entry_id, BankMatch.undone_at.is_(None), BankLine.account_id == account_id)
        .limit(1)
    )
    return db.session.scalar(wanted) is not None


def match(match_id: int) -> BankMatch | None:
    """One match by row."""
    return db.session.scalar(select(BankMatch).where(BankMatch.id == match_id))


def count_lines(file_id: int) -> int:
    """How many lines of a file were kept."""
    return db.session.scalar(select(func.count()).select_from(BankLine).where(BankLine.file_id == file_id)) or 0


def would_go(file_id: int) -> tuple[list[str], list[str], int]:
    """What taking a file back does: entries to be made void, entries that stay, and how many lines just go."""
    rows = db.session.execute(
        select(Entry, BankMatch.made)
        .join(BankMatch, BankMatch.entry_id == Entry.id)
        .join(BankLine, BankLine.id == BankMatch.line_id)
        .where(BankLine.file_id == file_id, BankMatch.undone_at.is_(None))
        .order_by(Entry.id)
    ).all()
    made = [row.Entry.reference for row in rows if row.made]
    matched = [row.Entry.reference for row in rows if not row.made]
    return made, matched, count_lines(file_id) - len(rows)
