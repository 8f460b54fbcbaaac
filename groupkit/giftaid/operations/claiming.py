"""Claims: frozen when they are sent, and what became of them."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from groupkit import dates, files, tenancy, workbook
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.giftaid import queries
from groupkit.giftaid.models import ClaimedGift, ClaimEnd, GiftClaim, OverClaimed
from groupkit.giftaid.operations.declaring import check_on
from groupkit.giftaid.queries import ClaimCard, Draft
from groupkit.history import private, record
from groupkit.refusal import Conflict, Refused

CHANGED = "Something in this claim changed since you looked. Here is how it stands now"


def send(draft: Draft, seen: str, sent_on: date, made: bytes, by: Actor) -> GiftClaim:
    """A claim went to HMRC: its gifts, amounts and workbook (`made`) are kept as they were, and never claimed again.

    Raises Refused for a day to come or before its last gift, Conflict when it is not what was `seen`.
    """
    check_on()
    now = queries.draft(draft.period, draft.together)
    if not seen or seen != now.digest or draft.digest != now.digest:
        raise Conflict(CHANGED)
    if not now.ready:
        raise Refused("There is no gift to claim here")
    _check_day(now, sent_on)
    number = (db.session.scalar(select(func.max(GiftClaim.number))) or 0) + 1
    name = workbook.safe_file_name(by.slug, "gift aid claim", str(number))
    stored = files.store(by, name, workbook.MIME_TYPE, made)
    row = GiftClaim(
        number=number,
        first=now.period.first,
        last=now.period.last,
        together=now.together,
        reference=now.reference,
        pence=now.pence,
        over_pence=now.over_pence,
        digest=now.digest,
        file_id=stored.id,
        sent_on=sent_on,
        at=dates.now(),
        by_no=by.person_no,
    )
    db.session.add(row)
    db.session.flush()
    _write_lines(row, now)
    record(
        by,
        "sent a Gift Aid claim",
        f"Gift Aid claim {number}",
        key=(None, row.key),
        digest=(None, [row.digest, stored.digest]),
        amount=(None, row.pence),
        gifts=(None, len(now.ready)),
        too_much_before=(None, row.over_pence or None),
        sent_on=(None, sent_on),
    )
    return row


def _check_day(draft: Draft, sent_on: date) -> None:
    if sent_on > tenancy.today():
        raise Refused("That day has not come yet", "sent_on")
    if sent_on < max(gift.day for gift in draft.ready):
        raise Refused("That is before the last gift in it", "sent_on")


def _write_lines(row: GiftClaim, draft: Draft) -> None:
    for gift in draft.ready:
        db.session.add(
            ClaimedGift(
                claim_id=row.id,
                gift_id=gift.id,
                donor_id=gift.declared.donor_row,
                day=gift.day,
                pence=gift.pence,
            )
        )
    for over in draft.overs:
        db.session.add(OverClaimed(claim_id=row.id, gift_id=over.gift_id, pence=over.pence))
    db.session.flush()


def receive(found: ClaimCard, entry_id: int, by: Actor) -> None:
    """HMRC paid, and the money stands in the book as this line. Raises Refused."""
    _check_waits(found)
    line = queries.line_of(entry_id)
    if line is None or not line.can_be_marked:
        raise Refused("Choose the line of money in", "entry")
    if entry_id in queries.received_lines():
        raise Refused("Another claim points at that line already", "entry")
    if line.day < found.sent_on:
        raise Refused("That line is from before the claim was sent", "entry")
    if queries.marks_on([entry_id]).marked(entry_id):
        raise Refused("That line is marked as a gift. Money from HMRC is none", "entry")
    _end(found, "received", by, entry_id=entry_id)
    record(
        by,
        "wrote down that HMRC paid a claim",
        found.title,
        line=(None, line.reference),
        amount=(None, line.pence),
    )


def refuse(found: ClaimCard, why: str, by: Actor) -> None:
    """It did not go through, or never went: its gifts can be claimed again. Raises Refused."""
    _check_waits(found)
    if not why:
        raise Refused("Write in a few words why", "why")
    text = private(why)
    _end(found, "refused", by, why_id=text.id)
    record(by, "wrote down that a claim did not go through", found.title, why=(None, text))


def _check_waits(found: ClaimCard) -> None:
    if found.how:
        raise Refused("What became of this claim is written down already")


def _end(found: ClaimCard, how: str, by: Actor, **more: Any) -> None:
    db.session.add(ClaimEnd(claim_id=found.id, how=how, at=dates.now(), by_no=by.person_no, **more))
    db.session.flush()
