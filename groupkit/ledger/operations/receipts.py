"""Receipts: photos and PDFs beside an entry."""

from groupkit import files
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.history import record
from groupkit.ledger import queries
from groupkit.ledger.models import Entry, Receipt
from groupkit.pictures import Prepared
from groupkit.refusal import Refused

MOST_RECEIPTS = 12


def attach_receipt(entry: Entry, picture: Prepared, by: Actor) -> Receipt:
    """Put a photo or PDF beside an entry; this changes nothing in the entry itself."""
    if sum(card.gone_why is None for card in queries.receipts_of(entry.id)) >= MOST_RECEIPTS:
        raise Refused(f"{MOST_RECEIPTS} pictures are the most for one entry", "picture")
    stored = files.store(by, _name(entry, picture), picture.mime, picture.data)
    receipt = Receipt(entry_id=entry.id, file_id=stored.id)
    db.session.add(receipt)
    db.session.flush()
    record(by, "attached a receipt", entry.reference, digest=(None, stored.digest))
    return receipt


def attach_stored(entry: Entry, file_id: int, by: Actor) -> Receipt:
    """Put a file that is kept here already beside an entry: the bill that came with a request, once it is paid."""
    stored = queries.stored_file(file_id)
    if stored is None:
        raise Refused("There is no such picture here", "picture")
    receipt = Receipt(entry_id=entry.id, file_id=stored.id)
    db.session.add(receipt)
    db.session.flush()
    record(by, "attached a receipt", entry.reference, digest=(None, stored.digest))
    return receipt


def cover_receipt(entry: Entry, receipt: Receipt, picture: Prepared, why: str, by: Actor) -> Receipt:
    """Put a picture with private parts covered in place of another: the old bytes go, their digest and why stay."""
    if not why:
        raise Refused("Write in a few words why it is replaced", "why")
    stored = queries.stored_file(receipt.file_id)
    if stored is None:
        raise Refused("There is no such picture here", "picture")
    files.take_out(by, stored, why)
    return attach_receipt(entry, picture, by)


def _name(entry: Entry, picture: Prepared) -> str:
    """Named by its reference, never by what somebody's phone called it."""
    ending = picture.name.rsplit(".", 1)[-1]
    return f"{entry.year}-{entry.series}{entry.number:03d}.{ending}"
