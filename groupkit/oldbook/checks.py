"""Proving that old cash books are whole: what was brought in stands in the history, and what was taken back is void."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select

from groupkit.bank.queries import standing_ids
from groupkit.dates import short_day
from groupkit.db import db
from groupkit.history import HistoryLine
from groupkit.ledger.models import Transaction
from groupkit.oldbook.models import OldBook, OldBookLine
from groupkit.oldbook.queries import BEGINNING


def check() -> Iterator[str]:
    """A sentence for each old cash book that is not as it should be."""
    counts: Counter[int] = Counter(dict(_counts()))
    stand = set(db.session.scalars(_still_standing()))
    kept = list(db.session.scalars(select(OldBook).order_by(OldBook.id)))
    for book in kept:
        called = f"The old cash book of {short_day(book.first_day)} to {short_day(book.last_day)}"
        if counts[book.id] != book.entries:
            yield f"{called} says {book.entries} lines, and {counts[book.id]} point at it"
        if book.taken_back_at is not None and book.id in stand:
            yield f"{called} was taken back, and a line of it stands"
    told = {key for line in _told() if (key := _key(line))}
    if told != {book.key for book in kept}:
        yield "The old cash books that were brought in are not those that the history tells"


def _counts() -> list[tuple[int, int]]:
    wanted = (
        select(OldBookLine.book_id, func.count(OldBookLine.entry_id.distinct()).label("many"))
        .where(OldBookLine.file_row >= BEGINNING)
        .group_by(OldBookLine.book_id)
    )
    return [(row.book_id, row.many) for row in db.session.execute(wanted)]


def _still_standing() -> Any:
    return (
        select(OldBookLine.book_id)
        .join(Transaction, Transaction.entry_id == OldBookLine.entry_id)
        .where(OldBookLine.file_row >= BEGINNING, Transaction.id.in_(standing_ids()))
        .distinct()
    )


def _told() -> list[HistoryLine]:
    wanted = select(HistoryLine).where(HistoryLine.what == "brought in an old cash book").order_by(HistoryLine.number)
    return list(db.session.scalars(wanted))


def _key(line: HistoryLine) -> str:
    try:
        return str(json.loads(line.body)["key"][1])
    except (ValueError, LookupError, TypeError):  # a line that was tampered with may hold anything
        return ""
