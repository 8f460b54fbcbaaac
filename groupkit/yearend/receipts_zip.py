"""Every receipt of a year as one ZIP file, each named by its reference; one picture at a time is in memory."""

from collections.abc import Iterable
from typing import IO

from sqlalchemy import select

from groupkit import dates, packing
from groupkit.access.actor import Actor
from groupkit.dates import FinancialYear, long_day
from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.packing import Item
from groupkit.yearend import pack
from groupkit.yearend.pack import ReceiptFile


def make(year: FinancialYear, actor: Actor) -> tuple[IO[bytes], str]:
    """The ZIP file and its name."""
    items = [_item(one) for one in pack.receipts(year)]
    part = packing.one(f"{actor.slug} receipts {year.label}", items, _head(year, actor), "There are no receipts.")
    return packing.make(part, dates.now()), part.name


def _item(one: ReceiptFile) -> Item:
    if one.gone:
        return Item(told=f"{one.reference}: covered. {one.gone}")
    return Item(one.name, lambda: _bytes(one.file_id), told=one.digest)


def _bytes(file_id: int) -> Iterable[bytes]:
    """The picture as it is kept, let go of behind its last byte."""
    yield db.session.scalar(select(StoredFile.data).where(StoredFile.id == file_id)) or b""
    db.session.expunge_all()


def _head(year: FinancialYear, actor: Actor) -> list[str]:
    return [
        actor.group_name,
        f"Receipts from {long_day(year.first)} to {long_day(year.last)}",
        "Each file is named by the number of its line in the cash book, with its SHA-256 fingerprint beside it here.",
    ]
