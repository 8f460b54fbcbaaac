"""The end of a request, which comes once."""

from typing import Any

from sqlalchemy import select

from groupkit import dates
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.history import PrivateText, blank, private, record
from groupkit.ledger.models import Entry
from groupkit.payments.models import PaymentEnd, PaymentRequest
from groupkit.payments.queries import Asked, Needed

NOT_KEPT = "not kept after the end"
_TOLD = {
    "paid": "paid what was asked for",
    "withdrawn": "took a request back",
    "declined": "did not agree to a payment",
}


def end(
    found: Asked, how: str, by: Actor, *, why: str = "", entry: Entry | None = None, needed: Needed | None = None
) -> None:
    """Write how a request ended; how its claimant wished to be paid is no longer kept after that."""
    text = private(why) if why else None
    db.session.add(
        PaymentEnd(
            request_id=found.id,
            wording_id=found.now.id,
            how=how,
            why_id=text.id if text else None,
            entry_id=entry.id if entry else None,
            needed=needed.people if needed else None,
            source=(needed.clause or needed.source)[:200] if needed else "",
            at=dates.now(),
            by_no=by.person_no,
        )
    )
    _forget_how(found)
    db.session.flush()
    told: dict[str, Any] = {"why": (None, text)} if text else {}
    if entry is not None:
        told |= {
            "amount": (None, found.now.pence),
            "line": (None, entry.reference),
            "wording": (None, found.now.number),
        }
    record(by, _TOLD[how], found.title, **told)


def _forget_how(found: Asked) -> None:
    how = db.session.scalar(
        select(PrivateText)
        .join(PaymentRequest, PaymentRequest.how_id == PrivateText.id)
        .where(PaymentRequest.id == found.id)
    )
    if how is not None:
        blank(how, NOT_KEPT)
