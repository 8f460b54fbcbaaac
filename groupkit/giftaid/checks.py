"""Proving that Gift Aid is whole: claims say what the history tells, and no gift is claimed twice."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from groupkit.db import db
from groupkit.giftaid import queries
from groupkit.giftaid.models import ClaimedGift, Gift, GiftDeclaration, GiftDonor, OverClaimed
from groupkit.giftaid.queries import ClaimCard
from groupkit.giftaid.queries.claims import content_digest
from groupkit.history import HistoryLine, PrivateText

MARKED, DECLARED, SENT = "marked a gift for Gift Aid", "wrote down a Gift Aid declaration", "sent a Gift Aid claim"


def check() -> Iterator[str]:
    """A sentence for each claim, gift or declaration that is not as it was written."""
    yield from _claims()
    gifts = {row.key: row.pence for row in db.session.execute(select(Gift.key, Gift.pence))}
    if gifts != {line["key"][1]: line["amount"][1] for line in _told(MARKED)}:
        yield "The gifts that are marked are not those that the history tells of"
    if set(db.session.scalars(select(GiftDeclaration.key))) != {line["key"][1] for line in _told(DECLARED)}:
        yield "The Gift Aid declarations are not those that the history tells of"


def _claims() -> Iterator[str]:
    told = {line["key"][1]: line for line in _told(SENT)}
    found = queries.claims()
    if len(told) != len(found):
        yield "The Gift Aid claims are not those that the history tells of"
    digests = {line["digest"][1][0]: line["amount"][1] for line in told.values()}
    times: Counter[int] = Counter()
    for claim in found:
        if digests.get(claim.digest) != claim.pence or claim.digest != _digest(claim):
            yield f"{claim.title} is not as it was sent"
        if claim.how != "refused":
            times.update(db.session.scalars(select(ClaimedGift.gift_id).where(ClaimedGift.claim_id == claim.id)))
    if any(many > 1 for many in times.values()):
        yield "A gift stands in two Gift Aid claims"


def _digest(claim: ClaimCard) -> str:
    """What a claim's digest comes to now, from its rows."""
    lines = db.session.execute(
        select(Gift.key, PrivateText.digest, ClaimedGift.day, ClaimedGift.pence, Gift.sponsored)
        .join(ClaimedGift, ClaimedGift.gift_id == Gift.id)
        .join(GiftDonor, GiftDonor.id == ClaimedGift.donor_id)
        .join(PrivateText, PrivateText.id == GiftDonor.who_id)
        .where(ClaimedGift.claim_id == claim.id)
    )
    overs = db.session.execute(
        select(Gift.key, OverClaimed.pence)
        .join(OverClaimed, OverClaimed.gift_id == Gift.id)
        .where(OverClaimed.claim_id == claim.id)
    )
    return content_digest(
        claim.reference,
        claim.period,
        claim.together,
        ((row.key, row.digest, row.day, row.pence, row.sponsored) for row in lines),
        ((row.key, row.pence) for row in overs),
    )


def _told(what: str) -> list[dict[str, Any]]:
    """What the history says of one kind of deed; a line that was tampered with may hold anything, and counts not."""
    bodies = db.session.scalars(select(HistoryLine.body).where(HistoryLine.what == what).order_by(HistoryLine.number))
    found = []
    for body in bodies:
        line = json.loads(body)
        if isinstance(line, dict) and "key" in line:
            found.append(line)
    return found
