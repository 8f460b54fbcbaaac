"""Receipts: photos and PDFs beside an entry, and those that are lost."""

from groupkit import dates, files
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.history import private, record
from groupkit.ledger import queries
from groupkit.ledger.models import Entry, LostReceipt, Receipt
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


def note_lost(entry: Entry, why: str, by: Actor) -> LostReceipt:
    """Write down that the receipt of a payment is lost, and why; a second person then vouches for it (DOMAIN 4.1).

    Raises Refused for anything but a payment that stands without a receipt.
    """
    if not why:
        raise Refused("Write in a few words what became of it", "why")
    if entry.kind != "payment" or queries.latest_transaction(entry.id).void:
        raise Refused("Only money that went out has a receipt")
    if any(card.gone_why is None for card in queries.receipts_of(entry.id)):
        raise Refused(f"{entry.reference} has a receipt here already")
    if queries.lost_of(entry.id) is not None:
        raise Refused("That its receipt is lost stands here already")
    text = private(why)
    row = LostReceipt(entry_id=entry.id, why_id=text.id, said_at=dates.now(), said_by_no=by.person_no)
    db.session.add(row)
    db.session.flush()
    record(by, "wrote down that a receipt is lost", entry.reference, why=(None, text))
    return row


def vouch_lost(entry: Entry, by: Actor) -> None:
    """A second person vouches for a payment whose receipt is lost. Raises Refused for the one who wrote it down."""
    row = queries.lost_of(entry.id)
    if row is None:
        raise Refused("Nobody has written down that this receipt is lost")
    if row.seen_at is not None:
        raise Refused("Somebody has vouched for it already")
    if row.said_by_no == by.person_no:
        raise Refused("Somebody else has to vouch for it: two people are the point of it")
    row.seen_at, row.seen_by_no = dates.now(), by.person_no
    db.session.flush()
    record(by, "vouched for a payment without its receipt", entry.reference)


def keep_lost(old: Entry, new: Entry) -> None:
    """A payment that is written again under another number takes along what was said of its receipt."""
    row = queries.lost_of(old.id)
    if row is not None and new.kind == "payment":
        said = {"said_at": row.said_at, "said_by_no": row.said_by_no, "seen_at": row.seen_at}
        db.session.add(LostReceipt(entry_id=new.id, why_id=row.why_id, seen_by_no=row.seen_by_no, **said))


def _name(entry: Entry, picture: Prepared) -> str:
    """Named by its reference, never by what somebody's phone called it."""
    ending = picture.name.rsplit(".", 1)[-1]
    return f"{entry.year}-{entry.series}{entry.number:03d}.{ending}"
