"""What the pack for whoever looks over the accounts is made of, read in one go; the lines themselves come in slices."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from groupkit.access import queries as people
from groupkit.access.models import Person
from groupkit.bank.models import Reconciliation, Tick
from groupkit.dates import FinancialYear
from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.history import PrivateText
from groupkit.ledger import queries as ledger
from groupkit.ledger.book_rows import Labels
from groupkit.ledger.models import Account, Entry, MoneyLeg, PurposeLeg, Receipt, Transaction
from groupkit.ledger.queries import FundSum, HeadingSum, PurposePart, Sought
from groupkit.ledger.queries import Line as BookLine
from groupkit.payments.models import (
    Authorisation,
    PaymentEnd,
    PaymentException,
    PaymentRequest,
    PaymentWording,
)
from groupkit.payments.queries import title_of
from groupkit.workbook import Column
from groupkit.workbook.cells import Value
from groupkit.yearend.sampling import Chosen, Sampled


@dataclass(frozen=True)
class Change:
    """A line that was put right or made void, in pence before and after; `after` is None for a void one."""

    reference: str
    day: date
    before: int
    after: int | None
    why: str
    by: str
    at: datetime


def changes(year: FinancialYear) -> list[Change]:
    """Every line of the year that was put right or made void, and every change that counts in the year.

    What was put right after a year was closed carries a later day: it stands in both packs, with the day it counts on.
    """
    back, again = aliased(Transaction), aliased(Transaction)
    rows = db.session.execute(
        select(
            Entry,
            back.day,
            back.id.label("back_id"),
            again.id.label("again_id"),
            PrivateText,
            back.written_at,
            back.written_by_no,
        )
        .join(back, back.entry_id == Entry.id)
        .outerjoin(again, (again.entry_id == Entry.id) & (again.revision == back.revision + 1))
        .outerjoin(PrivateText, PrivateText.id == back.reason_id)
        .where(
            back.reverses_id.is_not(None),
            or_(Entry.year == year.label, (back.day >= year.first) & (back.day <= year.last)),
        )
        .order_by(back.id)
    ).all()
    sizes = _sizes([one for row in rows for one in (row.back_id, row.again_id) if one])
    called = people.names({row.written_by_no for row in rows})
    return [
        Change(
            row.Entry.reference,
            row.day,
            -sizes.get(row.back_id, 0),
            sizes.get(row.again_id, 0) if row.again_id else None,
            row.PrivateText.shown if row.PrivateText else "",
            called.get(row.written_by_no, ""),
            row.written_at,
        )
        for row in rows
    ]


def _sizes(ids: Sequence[int]) -> dict[int, int]:
    """What each transaction came to: into our accounts, or what was moved."""
    found: dict[int, int] = {}
    for leg in (MoneyLeg, PurposeLeg):
        rows = db.session.execute(
            select(leg.transaction_id, func.sum(leg.pence).label("sum"), func.max(leg.pence).label("most"))
            .where(leg.transaction_id.in_(ids))
            .group_by(leg.transaction_id)
        )
        for row in rows:
            found[row.transaction_id] = found.get(row.transaction_id) or int(row.sum) or int(row.most)
    return found


@dataclass(frozen=True)
class ExceptionMade:
    """A payment for which fewer people said yes than the rules ask for."""

    title: str
    pence: int
    said_yes: int
    needed: int
    why: str
    shown_on: date | None


def exceptions(year: FinancialYear) -> list[ExceptionMade]:
    """The exceptions of payments that were paid in the year."""
    rows = db.session.execute(
        select(PaymentException, PaymentRequest, PaymentWording, PrivateText)
        .join(PaymentRequest, PaymentRequest.id == PaymentException.request_id)
        .join(PaymentWording, PaymentWording.id == PaymentException.wording_id)
        .join(PrivateText, PrivateText.id == PaymentException.why_id)
        .join(PaymentEnd, PaymentEnd.request_id == PaymentRequest.id)
        .join(Entry, Entry.id == PaymentEnd.entry_id)
        .where(Entry.year == year.label)
        .order_by(PaymentException.id)
    )
    return [
        ExceptionMade(
            title_of(asked.claim, asked.number), said.pence, one.said_yes, one.needed, why.shown, one.shown_on
        )
        for one, asked, said, why in rows
    ]


@dataclass(frozen=True)
class ReceiptFile:
    """A receipt of the year: where it stands in the ZIP, and its digest; `gone` says why one was covered."""

    row: int
    file_id: int
    name: str
    reference: str
    digest: str
    gone: str


def receipts(year: FinancialYear) -> list[ReceiptFile]:
    """Every receipt of the year's lines, named by its reference, in the order of the book."""
    rows = db.session.execute(
        select(Receipt.id, Receipt.file_id, Entry, StoredFile)
        .join(Entry, Entry.id == Receipt.entry_id)
        .join(StoredFile, StoredFile.id == Receipt.file_id)
        .where(Entry.year == year.label)
        .order_by(Entry.series, Entry.number, Receipt.id)
    )
    found, counts = [], dict[int, int]()
    for row_id, file_id, entry, stored in rows:
        counts[entry.id] = counts.get(entry.id, 0) + 1
        ending = stored.name.rsplit(".", 1)[-1].lower()
        name = f"{entry.year}-{entry.series}{entry.number:03d}-{counts[entry.id]}.{ending}"
        found.append(
            ReceiptFile(
                row_id, file_id, name, entry.reference, stored.digest, stored.gone_why or "" if stored.gone_at else ""
            )
        )
    return found


def lines_to_choose_from(year: FinancialYear, up_to: int) -> Iterator[Sampled]:
    """Every line of the year, for choosing which to look at; who it was and what for is read of those that were."""
    tins = set(db.session.scalars(select(Account.id).where(Account.kind == "tin")))
    attached = _attached(year)
    for line in ledger.all_lines(Sought(first=year.first, last=year.last), names=False, up_to=up_to, purposes=False):
        if line.takes_back:
            continue
        yield Sampled(
            line.entry_id,
            line.id,
            line.reference,
            line.day,
            line.kind,
            line.pence if line.money and line.kind != "move" else line.moved,
            any(leg.account_id in tins for leg in line.money),
            attached.get(line.entry_id, 0),
            line.corrected or line.corrected_later,
            line.void,
            line.below_zero,
        )


def with_what_for(found: Sequence[Chosen], labels: Labels) -> list[Chosen]:
    """The lines that were chosen, with the categories that each stands under."""
    parts = ledger.purpose_parts([one.line.transaction_id for one in found])
    return [
        replace(one, line=replace(one.line, what_for=_categories(parts.get(one.line.transaction_id, []), labels)))
        for one in found
    ]


def _categories(parts: Iterable[PurposePart], labels: Labels) -> str:
    return ", ".join(dict.fromkeys(labels("category", part.category_id) for part in parts if part.category_id))


def _attached(year: FinancialYear) -> dict[int, int]:
    """How many receipts stand beside each entry that has any."""
    days = select(Transaction.entry_id).where(Transaction.day >= year.first, Transaction.day <= year.last)
    rows = db.session.execute(
        select(Receipt.entry_id, func.count().label("many"))
        .join(StoredFile, StoredFile.id == Receipt.file_id)
        .where(Receipt.entry_id.in_(days), StoredFile.gone_at.is_(None))
        .group_by(Receipt.entry_id)
    )
    return {row.entry_id: row.many for row in rows}


def payees(entry_ids: list[int]) -> dict[int, str]:
    """Who was paid or paid us, by entry."""
    return {entry_id: words[-1].payee for entry_id, words in ledger.wordings_of(entry_ids).items()}


@dataclass(frozen=True)
class BesideBook:
    """Who, why, which receipts, who agreed and on which statement: for those who may read names."""

    columns: Sequence[Column] = (
        Column("Who", 22),
        Column("Note", 26),
        Column("Receipts", 9, "number"),
        Column("On the statement to", 13, "date"),
        Column("Agreed to by", 26),
    )

    def of(self, lines: Sequence[BookLine]) -> dict[int, tuple[Value, ...]]:
        """What stands in them, in three questions for some hundreds of lines."""
        ids = {line.entry_id for line in lines}
        cleared, agreed = _cleared(ids), _agreed(ids)
        found: dict[int, tuple[Value, ...]] = {
            line.id: (
                line.words.payee,
                line.words.note,
                line.receipts or None,
                cleared.get(line.entry_id),
                ", ".join(agreed.get(line.entry_id, [])),
            )
            for line in lines
        }
        db.session.rollback()
        return found


def _cleared(ids: set[int]) -> dict[int, date]:
    """The day of the statement that each entry stood on."""
    rows = db.session.execute(
        select(Tick.entry_id, func.max(Reconciliation.until).label("until"))
        .join(Reconciliation, Reconciliation.id == Tick.reconciliation_id)
        .where(Tick.entry_id.in_(ids), Reconciliation.finished_at.is_not(None))
        .group_by(Tick.entry_id)
    )
    return {row.entry_id: row.until for row in rows}


def _agreed(ids: set[int]) -> dict[int, list[str]]:
    """Who said yes to the payment that each entry is."""
    rows: Any = db.session.execute(
        select(PaymentEnd.entry_id, Person.name)
        .join(Authorisation, Authorisation.wording_id == PaymentEnd.wording_id)
        .join(Person, Person.id == Authorisation.person_id)
        .where(PaymentEnd.entry_id.in_(ids))
        .order_by(Authorisation.id)
    )
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.entry_id, []).append(row.name)
    return found


def headings(funds: Sequence[FundSum], until: date) -> list[tuple[str, HeadingSum]]:
    """Each budget heading of these funds with what was spent up to a day, and the name of its fund."""
    spent = ledger.by_headings([fund.fund_id for fund in funds], until)
    return [(fund.name, one) for fund in funds for one in spent[fund.fund_id]]
