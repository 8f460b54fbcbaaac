"""The book laid beside the history: each transaction and wording is what was told, and nothing is there untold."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from groupkit.db import db
from groupkit.history import HistoryLine, PrivateText
from groupkit.ledger.checks.written import SLICE, Written, book, some
from groupkit.ledger.models import ClosedPeriod, Entry, OpenedPeriod, Transaction, Wording
from groupkit.ledger.operations.settling import OPENED

Told = tuple[Any, dict[str, Any]]
Digests = tuple[str | None, str | None]


def check() -> Iterator[str]:
    """A sentence wherever the book and the history differ."""
    beside = _Beside()
    for lines in history():
        yield from beside.lay(lines)
    yield from beside.close()


class _Beside:
    """Goes along the history; what it tells stands in the book in the same order, each once."""

    def __init__(self) -> None:
        self.last_id = self.transactions = 0
        self.last_wording = self.wordings = 0
        self.settled: list[str] = []
        self.in_force: list[str] = []

    def lay(self, lines: list[Told]) -> Iterator[str]:
        """Compare one slice of the history."""
        found = _by_reference(lines)
        words = _wordings({entry[0].entry_id for entry in found.values() if 0 in entry})
        for line, body in lines:
            entry = found.get(line.subject, {})
            for told in transactions_in(body):
                yield from self._transaction(line, told, entry.get(told["revision"]))
            if 0 in entry and _tells_words(line, body):
                yield from self._words(line, body, words.get(entry[0].entry_id, []))
            self._settling(line, body)

    def _settling(self, line: Any, body: dict[str, Any]) -> None:
        if line.what == "settled the book":
            self.settled.append(str(new_value(body, "until")))
            self.in_force.append(self.settled[-1])
        if line.what == OPENED:
            self.in_force = [day for day in self.in_force if day < str(new_value(body, "first"))]

    def _transaction(self, line: Any, told: dict[str, Any], written: Written | None) -> Iterator[str]:
        if self.in_force and told["day"] <= max(self.in_force):
            yield f"{line.subject} was written into a part of the book that was settled before"
        if written is None:
            yield f"{line.subject} is not in the book as history line {line.number} tells it"
            return
        if written.content != told or written.by_no != line.by_no:
            yield f"{written.name} is not as history line {line.number} tells it"
        if written.id <= self.last_id:
            yield f"{written.name} is told twice, or in another order, by history line {line.number}"
        self.last_id = max(self.last_id, written.id)
        self.transactions += 1

    def _words(self, line: Any, body: dict[str, Any], words: list[tuple[int, Digests]]) -> Iterator[str]:
        row, digests = next((word for word in words if word[0] > self.last_wording), (0, (None, None)))
        if not row or digests != (_digest(body, "payee"), _digest(body, "note")):
            yield f"The words of {line.subject} are not as history line {line.number} tells them"
        if row:
            self.last_wording = row
            self.wordings += 1

    def close(self) -> Iterator[str]:
        """After the last line: what the history told must be all there is."""
        if self.transactions != db.session.scalar(select(func.count()).select_from(Transaction)):
            yield from _untold()
        if self.wordings != db.session.scalar(select(func.count()).select_from(Wording)):
            yield "The words in the book are more or fewer than the history tells"
        rows = db.session.execute(
            select(ClosedPeriod.until, OpenedPeriod.id.label("opened"))
            .outerjoin(OpenedPeriod, OpenedPeriod.period_id == ClosedPeriod.id)
            .order_by(ClosedPeriod.id)
        ).all()
        kept = [row.until.isoformat() for row in rows]
        if (
            kept != self.settled
            or [day for day, row in zip(kept, rows, strict=True) if not row.opened] != self.in_force
        ):
            yield "The days up to which the book is settled are not those that the history tells"


def _untold() -> Iterator[str]:
    """Each transaction that no history line tells."""
    waiting: list[Written] = []
    for written in book():
        waiting.append(written)
        if len(waiting) == SLICE:
            yield from _untold_of(waiting)
            waiting = []
    yield from _untold_of(waiting)


def _untold_of(waiting: list[Written]) -> Iterator[str]:
    rows = db.session.execute(
        select(HistoryLine.subject, HistoryLine.body).where(
            HistoryLine.subject.in_({written.reference for written in waiting})
        )
    )
    told = {(row.subject, item["revision"]) for row in rows for item in transactions_in(_read(row.body))}
    for written in waiting:
        if (written.reference, written.revision) not in told:
            yield f"{written.name} is in the book, and the history does not know it"


def history() -> Iterator[list[Told]]:
    """Every history line with its changes, in slices by number."""
    after = 0
    while True:
        rows = db.session.execute(
            select(HistoryLine.number, HistoryLine.by_no, HistoryLine.what, HistoryLine.subject, HistoryLine.body)
            .where(HistoryLine.number > after)
            .order_by(HistoryLine.number)
            .limit(SLICE)
        ).all()
        yield [(row, _read(row.body)) for row in rows]
        if len(rows) < SLICE:
            return
        after = rows[-1].number


def _read(body: str) -> dict[str, Any]:
    """The changes of a line; a line that was tampered with may hold anything, and `history.check` says so."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def new_value(body: dict[str, Any], name: str) -> Any:
    """What a line says something became; None when it does not say."""
    match body.get(name):
        case [_, new]:
            return new
    return None


def transactions_in(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The transactions that a history line tells of."""
    told = new_value(body, "written")
    if not isinstance(told, list):
        return []
    return [
        item
        for item in told
        if isinstance(item, dict) and isinstance(item.get("revision"), int) and isinstance(item.get("day"), str)
    ]


def _digest(body: dict[str, Any], name: str) -> str | None:
    match new_value(body, name):
        case {"private": str(digest)}:
            return digest
    return None


def _tells_words(line: Any, body: dict[str, Any]) -> bool:
    return line.what == "put words right" or any(told["revision"] == 0 for told in transactions_in(body))


def _by_reference(lines: list[Told]) -> dict[str, dict[int, Written]]:
    """The transactions that stand under the references of some history lines, by revision."""
    parts = [reference for line, _ in lines if (reference := _parts(line.subject))]
    if not parts:
        return {}
    years, series, numbers = {part[0] for part in parts}, {part[1] for part in parts}, {part[2] for part in parts}
    found: dict[str, dict[int, Written]] = {}
    for written in some(Entry.year.in_(years) & Entry.series.in_(series) & Entry.number.in_(numbers)):
        found.setdefault(written.reference, {})[written.revision] = written
    return found


def _parts(subject: str) -> tuple[str, str, int] | None:
    year, slash, code = subject.partition("/")
    number = code[1:]
    if not slash or not number.isdigit() or not number.isascii() or len(number) > 9:
        return None
    return year, code[0], int(number)


def _wordings(entry_ids: set[int]) -> dict[int, list[tuple[int, Digests]]]:
    """The wordings of some entries, each as (row, digests), in the order they were written."""
    payee, note = aliased(PrivateText), aliased(PrivateText)
    rows = db.session.execute(
        select(Wording.id, Wording.entry_id, payee.digest.label("payee"), note.digest.label("note"))
        .outerjoin(payee, payee.id == Wording.payee_id)
        .outerjoin(note, note.id == Wording.note_id)
        .where(Wording.entry_id.in_(entry_ids))
        .order_by(Wording.id)
    )
    found: dict[int, list[tuple[int, Digests]]] = {}
    for row in rows:
        found.setdefault(row.entry_id, []).append((row.id, (row.payee, row.note)))
    return found
