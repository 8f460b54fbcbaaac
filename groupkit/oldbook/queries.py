"""What is read of old cash books, and of the book that one is brought into."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from groupkit import dates
from groupkit.bank.models import Reconciliation, Tick
from groupkit.bank.queries import standing_ids
from groupkit.db import db, sum_of
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Entry, MoneyLeg, Transaction
from groupkit.ledger.operations import closed_until
from groupkit.ledger.rules import ACCOUNT_KINDS, FUND_KINDS
from groupkit.oldbook.models import OldBook, OldBookDraft, OldBookLine
from groupkit.oldbook.sorting import Known, Named

KEPT_FOR = timedelta(days=30)
"""How long a spreadsheet that is being sorted is kept."""
BEGINNING, REPLACED = 0, -1
"""Instead of a row of the sheet: what was there at the beginning, and an opening balance that it took the place of."""
SLICE = 500


@dataclass(frozen=True)
class Opening:
    """An opening balance that stands in the book: pence in an account on a day."""

    entry_id: int
    reference: str
    account_id: int
    day: date
    pence: int


def draft() -> OldBookDraft | None:
    """The spreadsheet that is being sorted, where there is one that somebody went on with lately."""
    return db.session.scalar(select(OldBookDraft).where(OldBookDraft.begun_at > dates.now() - KEPT_FOR))


def known() -> Known:
    """What can be chosen in the book, and every name that is taken there."""
    everything = ledger.choices()

    def of(sort: str) -> list[Named]:
        return [Named(one.id, one.name, one.detail) for one in everything.of(sort)]

    taken = set()
    for sort, kinds in (("account", ACCOUNT_KINDS), ("fund", FUND_KINDS)):
        taken |= {f"{kind}:{one.name.casefold()}" for one in everything.of(sort, closed=True) for kind in kinds}
    taken |= {f"{one.detail}:{one.name.casefold()}" for one in everything.of("category", closed=True)}
    return Known(of("account"), of("fund"), of("category"), frozenset(taken))


def standing(first: date, last: date) -> Counter[tuple[str, date, int]]:
    """What stands in the book from one day to another: by the code of the account, the day and the pence, how often."""
    rows = db.session.execute(
        select(MoneyLeg.account_id, MoneyLeg.day, MoneyLeg.pence, func.count().label("often"))
        .where(MoneyLeg.day >= first, MoneyLeg.day <= last, MoneyLeg.transaction_id.in_(standing_ids()))
        .group_by(MoneyLeg.account_id, MoneyLeg.day, MoneyLeg.pence)
    )
    return Counter({(f"a{row.account_id}", row.day, row.pence): row.often for row in rows})


def openings() -> list[Opening]:
    """Every opening balance that stands."""
    rows = db.session.execute(
        select(Entry, Transaction.day, MoneyLeg.account_id, MoneyLeg.pence)
        .join(Transaction, Transaction.entry_id == Entry.id)
        .join(MoneyLeg, MoneyLeg.transaction_id == Transaction.id)
        .where(Entry.kind == "opening", Transaction.id.in_(standing_ids()))
        .order_by(Entry.id)
    )
    return [Opening(row.Entry.id, row.Entry.reference, row.account_id, row.day, row.pence) for row in rows]


def first_days() -> dict[str, date]:
    """The first day on which something stands in each account, by its code."""
    wanted = (
        select(MoneyLeg.account_id, func.min(MoneyLeg.day).label("day"))
        .where(MoneyLeg.transaction_id.in_(standing_ids()))
        .group_by(MoneyLeg.account_id)
    )
    return {f"a{row.account_id}": row.day for row in db.session.execute(wanted)}


def in_accounts(until: date) -> dict[str, int]:
    """Pence in each account at the end of a day, by its code."""
    wanted = select(MoneyLeg.account_id, sum_of(MoneyLeg.pence).label("pence")).where(MoneyLeg.day <= until)
    return {f"a{row.account_id}": row.pence for row in db.session.execute(wanted.group_by(MoneyLeg.account_id))}


def balance_before(account_id: int, day: date) -> int:
    """Pence in an account at the end of the day before a day."""
    wanted = select(sum_of(MoneyLeg.pence)).where(MoneyLeg.account_id == account_id, MoneyLeg.day < day)
    return db.session.scalar(wanted) or 0


def rows_done(digest: str) -> set[int]:
    """The rows of this very sheet that were brought in and not taken back."""
    wanted = (
        select(OldBookLine.file_row)
        .join(OldBook, OldBook.id == OldBookLine.book_id)
        .where(OldBook.digest == digest, OldBook.taken_back_at.is_(None), OldBookLine.file_row > BEGINNING)
    )
    return set(db.session.scalars(wanted))


def books() -> list[OldBook]:
    """Every sheet that was brought in, the latest first."""
    return list(db.session.scalars(select(OldBook).order_by(OldBook.id.desc()).limit(50)))


@dataclass(frozen=True)
class WrittenLine:
    """An entry that an old cash book became: its reference and the rows of the sheet it came from."""

    entry: Entry
    rows: tuple[int, ...]


def lines_of(book_id: int) -> list[WrittenLine]:
    """Everything that was written from a sheet, in the order in which it was written; the beginning has row 0."""
    rows = db.session.execute(
        select(OldBookLine.file_row, Entry)
        .join(Entry, Entry.id == OldBookLine.entry_id)
        .where(OldBookLine.book_id == book_id, OldBookLine.file_row >= BEGINNING)
        .order_by(OldBookLine.id)
    ).all()
    found: dict[int, list[int]] = {}
    entries = {}
    for row in rows:
        found.setdefault(row.Entry.id, []).append(row.file_row)
        entries[row.Entry.id] = row.Entry
    return [WrittenLine(entries[entry_id], tuple(places)) for entry_id, places in found.items()]


def entries_of(book_id: int) -> list[Entry]:
    """What was written from a sheet, and what took the place of a line when its year was put right."""
    found = {line.entry.id: line.entry for line in lines_of(book_id)}
    latest = list(found)
    while latest:
        again = [one for one in _written_again(latest) if one.id not in found]
        found |= {one.id: one for one in again}
        latest = [one.id for one in again]
    return sorted(found.values(), key=lambda one: one.id)


def _written_again(entry_ids: Sequence[int]) -> list[Entry]:
    """Entries that took the place of these: both tell the same words for why."""
    back, again = aliased(Transaction), aliased(Transaction)
    found: list[Entry] = []
    for at in range(0, len(entry_ids), SLICE):
        wanted = (
            select(Entry)
            .join(again, again.entry_id == Entry.id)
            .join(back, back.reason_id == again.reason_id)
            .where(again.revision == 0, back.void.is_(True), back.entry_id.in_(entry_ids[at : at + SLICE]))
        )
        found += db.session.scalars(wanted)
    return found


def replaced_by(book_id: int) -> list[Entry]:
    """The opening balances that were made void because the sheet says what came before."""
    wanted = (
        select(Entry)
        .join(OldBookLine, OldBookLine.entry_id == Entry.id)
        .where(OldBookLine.book_id == book_id, OldBookLine.file_row == REPLACED)
        .order_by(Entry.id)
    )
    return list(db.session.scalars(wanted))


@dataclass(frozen=True)
class InTheWay:
    """The references of lines that are part of a reconciled statement, and of those that are settled."""

    reconciled: list[str]
    settled: list[str]

    def __bool__(self) -> bool:
        return bool(self.reconciled or self.settled)


def in_the_way(entries: Sequence[Entry]) -> InTheWay:
    """Which of some entries cannot be taken back any more."""
    ids, closed = [one.id for one in entries], closed_until()
    ticked: set[int] = set()
    settled: set[int] = set()
    for at in range(0, len(ids), SLICE):
        some = ids[at : at + SLICE]
        ticked |= _reconciled(some)
        if closed is not None:
            settled |= _standing_until(some, closed)
    return InTheWay(
        [one.reference for one in entries if one.id in ticked], [one.reference for one in entries if one.id in settled]
    )


def _reconciled(entry_ids: Collection[int]) -> set[int]:
    wanted = (
        select(Tick.entry_id)
        .join(Reconciliation, Reconciliation.id == Tick.reconciliation_id)
        .where(Tick.entry_id.in_(entry_ids), Reconciliation.finished_at.is_not(None))
    )
    return set(db.session.scalars(wanted))


def _standing_until(entry_ids: Collection[int], until: date) -> set[int]:
    wanted = select(Transaction.entry_id).where(
        Transaction.entry_id.in_(entry_ids), Transaction.day <= until, Transaction.id.in_(standing_ids())
    )
    return set(db.session.scalars(wanted))


def count_standing(entries: Sequence[Entry]) -> int:
    """How many of some entries stand, not void."""
    ids = [one.id for one in entries]
    return sum(len(_standing_until(ids[at : at + SLICE], date.max)) for at in range(0, len(ids), SLICE))
