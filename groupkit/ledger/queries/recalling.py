"""What was written before, offered again: who was paid and how it was coded."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from groupkit.db import db
from groupkit.history import PrivateText
from groupkit.ledger.models import Entry, MoneyLeg, PurposeLeg, Transaction, Wording

LOOKED_BACK = 200


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
    back = aliased(Transaction)
    rows = db.session.execute(
        select(Wording.entry_id, PrivateText.text, MoneyLeg.account_id, PurposeLeg.category_id, PurposeLeg.fund_id,
               PurposeLeg.heading_id)
        .select_from(Wording)
        .join(PrivateText, PrivateText.id == Wording.payee_id)
        .join(Entry, Entry.id == Wording.entry_id)
        .join(Transaction, Transaction.entry_id == Entry.id)
        .outerjoin(back, back.reverses_id == Transaction.id)
        .join(MoneyLeg, MoneyLeg.transaction_id == Transaction.id)
        .join(PurposeLeg, PurposeLeg.transaction_id == Transaction.id)
        .where(Entry.kind.in_(kinds), Transaction.reverses_id.is_(None), back.id.is_(None), PrivateText.text.is_not(None),
               PurposeLeg.category_id.is_not(None))
        .order_by(Wording.id.desc()).limit(LOOKED_BACK)).all()
    entries = [row.entry_id for row in rows]
    found: dict[str, Remembered] = {}
    for row in rows:
        if entries.count(row.entry_id) == 1:
            found.setdefault(row.text.casefold(), Remembered(
                row.text, row.account_id, row.category_id, row.fund_id, row.heading_id))
    return list(found.values())
