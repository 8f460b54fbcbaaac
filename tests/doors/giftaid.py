"""The Gift Aid of the filled group: declarations with a photo, gifts, a claim that was sent, small cash collections."""

from datetime import date
from typing import Any

from groupkit.access.actor import Actor
from groupkit.giftaid import operations, queries
from groupkit.giftaid.operations.collecting import Said
from groupkit.giftaid.rules import Donor
from groupkit.ledger import operations as book
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Entry
from groupkit.ledger.rules import Part
from groupkit.pictures import Prepared
from tests.giftaid.desk import send_now

DONOR = Donor("Ms", "Blodeuwedd", "Fotheringay-Ash", "Gooseberry Lodge", "LL57 4ZZ", "Pontcysyllte Rise")
ABROAD = Donor("", "Isambard", "Quernmore", "", "X", "Rue du Chaudron, Lille")
SECRETS = ["Blodeuwedd", "Fotheringay", "Gooseberry Lodge", "LL57 4ZZ", "Pontcysyllte", "Isambard", "Quernmore"]
WHY = "it was for Zephyrine’s ticket"
DAY = date(2026, 4, 14)


def fill_giftaid(by: Actor, numbers: dict[str, int]) -> tuple[dict[str, Any], dict[Any, Any]]:
    """Declare, mark, claim and collect; gives back what the addresses need, and what those of single pages need."""
    operations.change_settings("XR12345", date(2025, 4, 6), 0, by)
    photo = Prepared(b"\xff\xd8 Fotheringay signed", "image/jpeg", 1, 1, "fotheringay.jpg")
    spoken = operations.declare(donor=ABROAD, made_on=DAY, how="spoken", covers="on", told=True, by=by)
    declared = operations.declare(
        donor=DONOR, made_on=date(2026, 4, 2), how="paper", covers="past", told=True, by=by, picture=photo
    )
    claimed, wrong = (_give(declared.id, pence, by) for pence in (5_000, 700))
    operations.undo_gift(wrong, WHY, by)
    claim = send_now(by)
    operations.refuse(claim, WHY, by)
    claim = send_now(by)
    entry = _receive(1_200, by)
    cash = operations.mark_collection(
        _receive(900, by).id,
        amount=900,
        collected_on=DAY,
        first=numbers["tamsin"],
        second=numbers["mo"],
        said=Said(small=True, banked=True),
        by=by,
    )
    values = {
        "declaration_id": declared.id,
        "photo_id": queries.photos_of(declared.id)[0].id,
        "entry_id": entry.id,
        "gift_id": claimed.id,
        "claim_id": claim.id,
        "collection_id": cash.id,
    }
    return values, {("giftaid.confirm_declaration", "declaration_id"): spoken.id}


def _give(declaration_id: int, pence: int, by: Actor) -> Any:
    return operations.mark_gift(_receive(pence, by).id, declaration_id, pence, sponsored=False, sure=False, by=by)


def _receive(pence: int, by: Actor) -> Entry:
    ids = {(one.sort, one.name): one.id for one in ledger.choices().all}
    part = Part(pence, ids["category", "Donations"], ids["fund", "General"])
    return book.record_receipt(
        day=DAY, account=ids["account", "Bank"], amount=pence, parts=[part], payee="Fotheringay", by=by
    )
