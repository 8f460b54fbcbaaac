"""What was written before, offered again: who was paid and how it was coded."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from groupkit.db import db
from groupkit.history import PrivateText
from groupkit.ledger.models import Entry, Transaction, Wording
from groupkit.ledger.queries.parts import money_parts, purpose_parts

LOOKED_BACK, AMONG = 200, 3_000
"""How many wordings of a kind are offered again, and among how many of the newest they are looked for."""


@dataclass(frozen=True)
class Remembered:
    """Somebody who was paid, or paid us, and how that was coded the last time."""

    payee: str
    account_id: int
    category_id: int
    fund_id: int
    heading_id: int | None


def remembered(kinds: tuple[str, ...]) -> list[Remembered]:
    """Everybody in the last couple of hundred wordings of these kinds of entry, the latest first and each once.

    Only lines that stand and were for one thing: nothing else says how the next one will be coded.
    """
    named = _names(kinds)
    standing = _standing(list(named))
    ids = list(standing.values())
    money, purpose = money_parts(ids), purpose_parts(ids)
    found: dict[str, Remembered] = {}
    for entry_id, payee in named.items():
        parts = purpose.get(standing.get(entry_id, 0), [])
        if len(parts) == 1 and parts[0].category_id:
            found.setdefault(
                payee.casefold(),
                Remembered(
                    payee,
                    money[standing[entry_id]][0].account_id,
                    parts[0].category_id,
                    parts[0].fund_id,
                    parts[0].heading_id,
                ),
            )
    return list(found.values())


def _names(kinds: tuple[str, ...]) -> dict[int, str]:
    """Who each of the last entries was for, as last written, by entry."""
    newest = select(Wording.id).order_by(Wording.id.desc()).limit(AMONG).subquery()
    rows = db.session.execute(
        select(Wording.entry_id, PrivateText.text)
        .join(newest, newest.c.id == Wording.id)
        .join(PrivateText, PrivateText.id == Wording.payee_id)
        .join(Entry, Entry.id == Wording.entry_id)
        .where(Entry.kind.in_(kinds), PrivateText.text.is_not(None))
        .order_by(Wording.id.desc())
        .limit(LOOKED_BACK)
    )
    found: dict[int, str] = {}
    for row in rows:
        found.setdefault(row.entry_id, row.text)
    return found


def _standing(entry_ids: list[int]) -> dict[int, int]:
    """The transaction that stands for each entry, where one does."""
    back = aliased(Transaction)
    # Said so that no index is found for it: nearly every line of the book reverses nothing, and these entries are few.
    first_written = func.coalesce(Transaction.reverses_id, 0) == 0
    rows = db.session.execute(
        select(Transaction.entry_id, Transaction.id)
        .outerjoin(back, back.reverses_id == Transaction.id)
        .where(Transaction.entry_id.in_(entry_ids), first_written, back.id.is_(None))
    )
    return {row.entry_id: row.id for row in rows}
