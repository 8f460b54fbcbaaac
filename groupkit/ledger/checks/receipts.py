"""Receipts are those that the history tells of: each beside its entry, under the digest it was stored with."""

from collections.abc import Iterator

from sqlalchemy import select

from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.ledger.checks.told import history, new_value
from groupkit.ledger.checks.written import reference
from groupkit.ledger.models import Entry, Receipt

_AGAIN = "wrote again what was "


def check() -> Iterator[str]:
    """A sentence for each entry whose receipts are not those that were attached, and each picture gone untold."""
    told, taken_out = _as_told()
    stands = _as_it_stands()
    for name in sorted(told.keys() | stands.keys()):
        if sorted(told.get(name, [])) != sorted(stands.get(name, [])):
            yield f"The receipts of {name} are not those that the history tells of"
    for stored in db.session.execute(select(StoredFile.name, StoredFile.digest).where(StoredFile.gone_at.is_not(None))):
        if stored.digest not in taken_out:
            yield f"The file {stored.name} is gone, and the history does not tell of it"


def _as_told() -> tuple[dict[str, list[str]], set[str]]:
    """By reference, the digests of what was attached; and the digests of what was taken out."""
    told: dict[str, list[str]] = {}
    taken_out = set()
    for lines in history():
        for line, body in lines:
            digest = str(new_value(body, "digest"))
            if line.what == "attached a receipt":
                told.setdefault(line.subject, []).append(digest)
            elif line.what == "took out a picture":
                taken_out.add(digest)
            elif line.what.startswith(_AGAIN):  # an entry under its new number takes its receipts along
                told[line.subject] = list(told.get(line.what.removeprefix(_AGAIN), []))
    return told, taken_out


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
