"""One entry: what stands now, and the story behind it."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.history import PrivateText
from groupkit.ledger import rules
from groupkit.ledger.models import Entry, MoneyLeg, PurposeLeg, Receipt, Transaction, Wording

_YEAR = re.compile(r"[0-9]{4}(?:-[0-9]{2})?", re.ASCII)


@dataclass(frozen=True)
class Words:
    """Who and what for, as written once; `number` counts the wordings."""

    number: int
    payee: str
    note: str
    written_at: datetime | None = None
    by_no: int = 0


def payees() -> list[str]:
    """The name of everybody who was paid or who paid us, as it was ever written and has not been taken out."""
    wanted = (
        select(PrivateText.text)
        .join(Wording, Wording.payee_id == PrivateText.id)
        .where(PrivateText.text.is_not(None))
        .distinct()
    )
    return [text for text in db.session.scalars(wanted) if text]


def entry_called(year: str, code: str) -> Entry | None:
    """The entry with a reference such as `2026-27/P014`, or None."""
    series, number = code[:1], code[1:]
    if not _YEAR.fullmatch(year) or not number.isascii() or not number.isdigit() or len(number) > 9:
        return None
    return db.session.scalar(
        select(Entry).where(Entry.year == year, Entry.series == series, Entry.number == int(number))
    )


def latest_transaction(entry_id: int) -> Transaction:
    """The last transaction of an entry: what stands now, or the reversal that made it void."""
    return db.session.scalars(
        select(Transaction).where(Transaction.entry_id == entry_id).order_by(Transaction.revision.desc()).limit(1)
    ).one()


def legs_of(transaction_id: int) -> rules.Legs:
    """The two sides of a transaction."""
    money = db.session.execute(
        select(MoneyLeg.account_id, MoneyLeg.pence)
        .where(MoneyLeg.transaction_id == transaction_id)
        .order_by(MoneyLeg.id)
    )
    purpose = db.session.execute(
        select(PurposeLeg.fund_id, PurposeLeg.category_id, PurposeLeg.heading_id, PurposeLeg.pence)
        .where(PurposeLeg.transaction_id == transaction_id)
        .order_by(PurposeLeg.id)
    )
    return rules.Legs(
        tuple(rules.Money(row.account_id, row.pence) for row in money),
        tuple(rules.Purpose(row.fund_id, row.category_id, row.heading_id, row.pence) for row in purpose),
    )


def wordings_of(entry_ids: list[int]) -> dict[int, list[Words]]:
    """Every wording of some entries, the oldest first, in one question."""
    if not entry_ids:
        return {}
    payee, note = aliased(PrivateText), aliased(PrivateText)
    rows = db.session.execute(
        select(
            Wording.entry_id,
            Wording.number,
            Wording.written_at,
            Wording.written_by_no,
            payee.text.label("payee"),
            payee.instead.label("payee_instead"),
            note.text.label("note"),
            note.instead.label("note_instead"),
        )
        .outerjoin(payee, payee.id == Wording.payee_id)
        .outerjoin(note, note.id == Wording.note_id)
        .where(Wording.entry_id.in_(entry_ids))
        .order_by(Wording.entry_id, Wording.number)
    )
    found: dict[int, list[Words]] = {}
    for row in rows:
        words = Words(
            row.number,
            row.payee or row.payee_instead or "",
            row.note or row.note_instead or "",
            row.written_at,
            row.written_by_no,
        )
        found.setdefault(row.entry_id, []).append(words)
    return found


def latest_wording(entry_id: int) -> Words:
    """Who and what for, as last written."""
    return wordings_of([entry_id])[entry_id][-1]


@dataclass(frozen=True)
class Telling:
    """One step in an entry's story: its legs as they were written, and when, by whom and why."""

    revision: int
    day: date
    written_at: datetime
    by_no: int
    reason: str
    below_zero: str
    reverses: bool
    void: bool
    legs: rules.Legs


def story_of(entry_id: int) -> list[Telling]:
    """Everything that was ever written under an entry's number, the oldest first."""
    why, below = aliased(PrivateText), aliased(PrivateText)
    rows = db.session.execute(
        select(Transaction, why, below)
        .outerjoin(why, why.id == Transaction.reason_id)
        .outerjoin(below, below.id == Transaction.below_zero_id)
        .where(Transaction.entry_id == entry_id)
        .order_by(Transaction.revision)
    ).all()
    return [
        Telling(
            row.revision,
            row.day,
            row.written_at,
            row.written_by_no,
            reason.shown if reason else "",
            below_zero.shown if below_zero else "",
            row.reverses_id is not None,
            row.void,
            legs_of(row.id),
        )
        for row, reason, below_zero in rows
    ]


@dataclass(frozen=True)
class ReceiptCard:
    """A receipt, without its bytes."""

    id: int
    file_id: int
    name: str
    mime: str
    size: int
    digest: str
    added_at: datetime
    added_by_no: int
    gone_why: str | None


def receipts_of(entry_id: int) -> list[ReceiptCard]:
    """The receipts of an entry; of one that was covered, only what stays."""
    rows: Any = db.session.execute(
        select(
            Receipt.id,
            Receipt.file_id,
            StoredFile.name,
            StoredFile.mime,
            StoredFile.size,
            StoredFile.digest,
            StoredFile.added_at,
            StoredFile.added_by_no,
            StoredFile.gone_why,
        )
        .join(StoredFile, StoredFile.id == Receipt.file_id)
        .where(Receipt.entry_id == entry_id)
        .order_by(Receipt.id)
    )
    return [ReceiptCard(*row) for row in rows]


def receipt(receipt_id: int) -> Receipt | None:
    """One receipt by row."""
    return db.session.scalar(select(Receipt).where(Receipt.id == receipt_id))


def stored_file(file_id: int) -> StoredFile | None:
    """A stored file by row."""
    return db.session.scalar(select(StoredFile).where(StoredFile.id == file_id))


def receipt_counts(entry_ids: list[int]) -> dict[int, int]:
    """How many receipts each entry has, in one question."""
    if not entry_ids:
        return {}
    rows = db.session.execute(
        select(Receipt.entry_id, func.count().label("many"))
        .join(StoredFile, StoredFile.id == Receipt.file_id)
        .where(Receipt.entry_id.in_(entry_ids), StoredFile.gone_at.is_(None))
        .group_by(Receipt.entry_id)
    )
    return {row.entry_id: row.many for row in rows}
