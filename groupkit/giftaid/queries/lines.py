"""Lines of the cash book as they stand now, for what is marked on them: one question, however many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from groupkit.db import db
from groupkit.ledger.models import Category, Entry, PurposeLeg, Transaction


@dataclass(frozen=True)
class BookLine:
    """A line of money in as it stands now; `pence` is what was given, before any charge was taken off."""

    id: int
    reference: str
    kind: str
    day: date
    revision: int
    void: bool
    pence: int
    categories: tuple[str, ...]

    @property
    def year(self) -> str:
        return self.reference.partition("/")[0]

    @property
    def code(self) -> str:
        return self.reference.partition("/")[2]

    @property
    def can_be_marked(self) -> bool:
        """Whether it is money in that stands."""
        return self.kind == "receipt" and not self.void and self.pence > 0


def lines_of(ids: Iterable[int]) -> dict[int, BookLine]:
    """Some lines by entry, in one question."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = db.session.execute(
        select(Entry, Transaction, PurposeLeg.id, PurposeLeg.pence, Category.name, Category.direction)
        .join(Transaction, Transaction.entry_id == Entry.id)
        .outerjoin(PurposeLeg, PurposeLeg.transaction_id == Transaction.id)
        .outerjoin(Category, Category.id == PurposeLeg.category_id)
        .where(Entry.id.in_(wanted))
        .order_by(Transaction.revision, PurposeLeg.id)
    )
    last: dict[int, tuple[Entry, Transaction]] = {}
    came: dict[int, list[tuple[str, int]]] = {}
    for entry, transaction, _, pence, category, direction in rows:
        last[entry.id] = (entry, transaction)
        if direction == "in" and pence > 0:
            came.setdefault(transaction.id, []).append((category, pence))
    return {row_id: _line(*both, came) for row_id, both in last.items()}


def _line(entry: Entry, transaction: Transaction, came: dict[int, list[tuple[str, int]]]) -> BookLine:
    """A line by its last transaction; a charge that was taken off is left out."""
    parts = [] if transaction.void else came.get(transaction.id, [])
    return BookLine(
        id=entry.id,
        reference=entry.reference,
        kind=entry.kind,
        day=transaction.day,
        revision=transaction.revision,
        void=transaction.void,
        pence=sum(pence for _, pence in parts),
        categories=tuple(dict.fromkeys(name for name, _ in parts)),
    )


def line_of(entry_id: int) -> BookLine | None:
    """One line by entry."""
    return lines_of([entry_id]).get(entry_id)
