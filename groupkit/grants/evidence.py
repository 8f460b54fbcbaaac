"""The evidence pack of a filed return: the return, its list of payments, every receipt by its number, the pictures.

One ZIP file, or several where the funder takes only so much. What was filed is packed as it was; a receipt that was
covered since is told of and not packed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from groupkit import packing, tenancy
from groupkit.access.actor import Actor
from groupkit.dates import long_day
from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.grants import queries
from groupkit.grants.facts import Facts
from groupkit.grants.models import FiledReturn, Grant
from groupkit.ledger.models import Category, Entry, PurposeLeg, Receipt, Transaction
from groupkit.packing import Item, Part

MEGABYTE = 1_000_000
"""As funders count: a limit of 10 MB is ten million bytes."""
PERSONAL = "Look through the pictures before you send them: a receipt can show where somebody goes, or what is wrong."


@dataclass(frozen=True)
class Pack:
    """What an evidence pack would be: its files, and the sentences that the page says of them."""

    parts: tuple[Part, ...]
    notes: tuple[str, ...]
    receipts: int
    size: int
    """In bytes, before packing."""


def plan(row: Grant, filed: FiledReturn, actor: Actor) -> Pack:
    """The files of the pack, with nothing read yet but names and sizes."""
    facts = queries.facts_filed(filed)
    receipts = list(_receipts(row, facts))
    items = [*_papers(filed), *receipts, *_pictures(filed)]
    stem, head = f"{actor.slug} return {filed.called} evidence", _head(row, filed, facts, actor)
    if row.most_megabytes:
        parts = packing.split(stem, items, row.most_megabytes * MEGABYTE, head)
    else:
        parts = [packing.one(stem, items, head)]
    notes = tuple(part.note for part in parts if part.note)
    count = sum(1 for one in receipts if one.read)
    return Pack(tuple(parts), notes, count, sum(one.size or 0 for one in items))


def _head(row: Grant, filed: FiledReturn, facts: Facts, actor: Actor) -> list[str]:
    return [
        actor.group_name,
        f"Return {filed.called} on a grant of {row.funder}{f', {row.reference}' if row.reference else ''}",
        f"Figures up to {long_day(facts.covers)}. Each receipt is named by its number in the list of payments.",
    ]


def _papers(filed: FiledReturn) -> Iterator[Item]:
    """The return itself: the very bytes that were filed."""
    sizes = db.session.execute(
        select(func.length(FiledReturn.workbook), func.length(FiledReturn.document)).where(FiledReturn.id == filed.id)
    ).one()
    listed = "receipts" in queries.needed(queries.format_filed(filed))
    told = "the return, with the list of payments" if listed else "the return"
    yield Item("return.xlsx", lambda: _column(filed.id, "workbook"), sizes[0], told)
    if sizes[1]:
        yield Item("return.docx", lambda: _column(filed.id, "document"), sizes[1], "the return as Word")


def _column(filed_id: int, name: str) -> Iterable[bytes]:
    yield db.session.scalar(select(getattr(FiledReturn, name)).where(FiledReturn.id == filed_id)) or b""


def _receipts(row: Grant, facts: Facts) -> Iterator[Item]:
    """The receipts of every payment that the grant paid, wholly or in part, in the order of the book.

    A payment that was taken back, or put under other money, is none of them: it stands in no list of payments. Why a
    receipt was covered is the group's own affair, and may hold a name.
    """
    paid = (
        select(Transaction.entry_id)
        .join(PurposeLeg, PurposeLeg.transaction_id == Transaction.id)
        .join(Category, Category.id == PurposeLeg.category_id)
        .where(PurposeLeg.fund_id == row.fund_id, PurposeLeg.day <= facts.covers, Category.direction == "out")
        .group_by(Transaction.entry_id)
        .having(func.sum(PurposeLeg.pence) != 0)
    )
    found = db.session.execute(
        select(
            Receipt.file_id, Entry.year, Entry.series, Entry.number, StoredFile.name, StoredFile.gone_at,
            func.length(StoredFile.data).label("size"),
        )
        .join(Entry, Entry.id == Receipt.entry_id)
        .join(StoredFile, StoredFile.id == Receipt.file_id)
        .where(Receipt.entry_id.in_(paid))
        .order_by(Entry.year, Entry.series, Entry.number, Receipt.id)
    )  # fmt: skip
    counts: dict[str, int] = {}
    for one in found:
        reference = f"{one.year}-{one.series}{one.number:03d}"
        counts[reference] = counts.get(reference, 0) + 1
        if one.gone_at:
            yield Item(told=f"{reference}: covered")
            continue
        ending = one.name.rsplit(".", 1)[-1].lower()
        name = f"receipts/{reference}-{counts[reference]}.{ending}"
        yield Item(name, lambda file_id=one.file_id: _file(file_id), one.size or 0)  # type: ignore[misc]


def _pictures(filed: FiledReturn) -> Iterator[Item]:
    """The pictures that stand in the return, as far as they are still there and the yes to them still holds."""
    facts = queries.facts_filed(filed)
    gone = {one.key for one in queries.taken_back(facts, queries.format_filed(filed), tenancy.today())}
    found = [one for one in queries.paper_filed(filed).all_pictures if one.key not in gone]
    for number, picture in enumerate(found, 1):
        stored = db.session.execute(
            select(StoredFile.id, StoredFile.name, func.length(StoredFile.data).label("size")).where(
                StoredFile.key == picture.file, StoredFile.gone_at.is_(None)
            )
        ).one_or_none()
        if stored is not None:
            ending = stored.name.rsplit(".", 1)[-1].lower()
            yield Item(f"pictures/{number}.{ending}", lambda row=stored.id: _file(row), stored.size or 0)  # type: ignore[misc]


def _file(file_id: int) -> Iterable[bytes]:
    """A kept file, let go of behind its last byte."""
    yield db.session.scalar(select(StoredFile.data).where(StoredFile.id == file_id)) or b""
    db.session.expunge_all()
