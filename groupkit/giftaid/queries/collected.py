"""Small cash collections by tax year, beside the gifts that were claimed in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from groupkit import tenancy
from groupkit.db import db, sum_of
from groupkit.giftaid import rules
from groupkit.giftaid.models import CashCollection, ClaimedGift, GiftUndone
from groupkit.giftaid.queries.given import GiftCard, claimed, gifts_on
from groupkit.giftaid.queries.lines import BookLine, lines_of
from groupkit.giftaid.rules import SmallCash
from groupkit.payments.models import CashCount


@dataclass(frozen=True)
class CollectionCard:
    """One small cash collection, in pence; `counters` are the rows of the two people who counted."""

    id: int
    line: BookLine
    day: date
    pence: int
    counters: tuple[int, int]
    revision: int

    @property
    def fell_out(self) -> str:
        """Why it counts no longer, in a sentence; nothing when it does."""
        if self.line.revision == self.revision:
            return ""
        if self.line.void:
            return f"Line {self.line.reference} is void now"
        return f"Line {self.line.reference} was put right since. Look at it, and mark it once more"


def collections() -> list[CollectionCard]:
    """Every small cash collection, the newest first."""
    return _read(_standing().order_by(CashCollection.day.desc(), CashCollection.id.desc()))


def collections_on(entry_ids: Iterable[int], lines: Mapping[int, BookLine] | None = None) -> list[CollectionCard]:
    """Those that are marked on some lines, which may have been read already."""
    wanted = set(entry_ids)
    return _read(_standing().where(CashCollection.entry_id.in_(wanted)), lines) if wanted else []


def collection(row_id: int) -> CollectionCard | None:
    """One by row, unless its mark was taken off."""
    return next(iter(_read(_standing().where(CashCollection.id == row_id))), None)


def _standing() -> Any:
    return (
        select(CashCollection)
        .outerjoin(GiftUndone, GiftUndone.collection_id == CashCollection.id)
        .where(GiftUndone.id.is_(None))
    )


def _read(wanted: Any, lines: Mapping[int, BookLine] | None = None) -> list[CollectionCard]:
    rows = list(db.session.scalars(wanted))
    known = lines_of(row.entry_id for row in rows) if lines is None else lines
    return [
        CollectionCard(row.id, known[row.entry_id], row.day, row.pence, (row.first_id, row.second_id), row.revision)
        for row in rows
    ]


def by_tax_year(found: Iterable[CollectionCard]) -> list[SmallCash]:
    """What was collected in each tax year, beside the gifts of that year that were claimed; the newest first.

    This tax year stands in it always; an earlier one when anything was collected in it.
    """
    years = {rules.tax_year(tenancy.today()): 0}
    for one in found:
        if not one.fell_out:
            year = rules.tax_year(one.day)
            years[year] = years.get(year, 0) + one.pence
    aided = _aided()
    return [
        SmallCash(year, pence, aided.get(year.label, 0))
        for year, pence in sorted(years.items(), key=lambda item: item[0].last, reverse=True)
    ]


def _aided() -> dict[str, int]:
    """Pence of gifts in claims that were sent and not refused, by the tax year in which they came."""
    found: dict[str, int] = {}
    wanted = claimed(ClaimedGift.day, sum_of(ClaimedGift.pence).label("pence")).group_by(ClaimedGift.day)
    for row in db.session.execute(wanted):
        label = rules.tax_year(row.day).label
        found[label] = found.get(label, 0) + row.pence
    return found


def counted_with(entry_id: int) -> tuple[int, int, date] | None:
    """Who counted the takings that are this line (two rows of people) and on which day, where it was counted here."""
    row = db.session.scalar(select(CashCount).where(CashCount.entry_id == entry_id).limit(1))
    return (row.first_id, row.second_id, row.day) if row else None


@dataclass(frozen=True)
class Marks:
    """Some lines with everything that is marked on them."""

    lines: dict[int, BookLine]
    gifts: list[GiftCard]
    collected: list[CollectionCard]

    def gifts_on(self, entry_id: int) -> list[GiftCard]:
        return [gift for gift in self.gifts if gift.line.id == entry_id]

    def collected_on(self, entry_id: int) -> list[CollectionCard]:
        return [one for one in self.collected if one.line.id == entry_id]

    def marked(self, entry_id: int) -> int:
        """Pence of a line that are marked and count.

        What was claimed counts even where the line was put right since: it is never claimed twice.
        """
        gifts = sum(gift.pence for gift in self.gifts_on(entry_id) if not gift.fell_out)
        return gifts + sum(one.pence for one in self.collected_on(entry_id) if not one.fell_out)

    def free(self, entry_id: int) -> int:
        """Pence of a line that can still be marked; below nought where it was put right after a claim."""
        return self.lines[entry_id].pence - self.marked(entry_id)


def marks_on(entry_ids: Iterable[int]) -> Marks:
    """Some lines with their marks, in four questions."""
    lines = lines_of(entry_ids)
    return Marks(lines, gifts_on(lines, lines), collections_on(lines, lines))
