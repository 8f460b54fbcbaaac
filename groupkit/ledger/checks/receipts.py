"""Receipts are those that the history tells of: each beside its entry, under the digest it was stored with.

So is what was said of those that are lost, and by whom.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select

from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.ledger.checks.told import history, new_value
from groupkit.ledger.checks.written import reference
from groupkit.ledger.models import Entry, LostReceipt, Receipt

_AGAIN = "wrote again what was "
_OF_LOST = ("wrote down that a receipt is lost", "vouched for a payment without its receipt")


@dataclass
class _Told:
    """What the history tells, by reference: the digests attached, who said what is lost; and digests taken out."""

    attached: dict[str, list[str]] = field(default_factory=dict)
    lost: dict[str, list[int]] = field(default_factory=dict)
    taken_out: set[str] = field(default_factory=set)


def check() -> Iterator[str]:
    """A sentence for each entry whose receipts are not those that were attached, and each picture gone untold."""
    told = _as_told()
    stands, lost = _as_it_stands(), _said_lost()
    for name in sorted(told.attached.keys() | stands.keys()):
        if sorted(told.attached.get(name, [])) != sorted(stands.get(name, [])):
            yield f"The receipts of {name} are not those that the history tells of"
    for name in sorted(told.lost.keys() | lost.keys()):
        if told.lost.get(name, []) != lost.get(name, []):
            yield f"Who said that the receipt of {name} is lost is not what the history tells"
    for stored in db.session.execute(select(StoredFile.name, StoredFile.digest).where(StoredFile.gone_at.is_not(None))):
        if stored.digest not in told.taken_out:
            yield f"The file {stored.name} is gone, and the history does not tell of it"


def _as_told() -> _Told:
    told = _Told()
    for lines in history():
        for line, body in lines:
            digest = str(new_value(body, "digest"))
            if line.what == "attached a receipt":
                told.attached.setdefault(line.subject, []).append(digest)
            elif line.what == "took out a picture":
                told.taken_out.add(digest)
            elif line.what in _OF_LOST:
                told.lost.setdefault(line.subject, []).append(line.by_no)
            elif line.what.startswith(_AGAIN):  # an entry under its new number takes its receipts along
                before = line.what.removeprefix(_AGAIN)
                told.attached[line.subject] = list(told.attached.get(before, []))
                if before in told.lost and "/P" in line.subject:
                    told.lost[line.subject] = list(told.lost[before])
    return told


def _said_lost() -> dict[str, list[int]]:
    rows = db.session.execute(
        select(Entry.year, Entry.series, Entry.number, LostReceipt.said_by_no, LostReceipt.seen_by_no).join(
            Entry, Entry.id == LostReceipt.entry_id
        )
    )
    return {
        reference(row.year, row.series, row.number): [
            row.said_by_no,
            *([] if row.seen_by_no is None else [row.seen_by_no]),
        ]
        for row in rows
    }


def _as_it_stands() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = db.session.execute(
        select(Entry.year, Entry.series, Entry.number, StoredFile.digest)
        .select_from(Receipt)
        .join(Entry, Entry.id == Receipt.entry_id)
        .join(StoredFile, StoredFile.id == Receipt.file_id)
    )
    for row in rows:
        found.setdefault(reference(row.year, row.series, row.number), []).append(row.digest)
    return found
