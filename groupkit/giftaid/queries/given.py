"""Gifts as they stand: whose they are, whether they are claimed, and why one cannot be claimed now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from groupkit.db import db
from groupkit.giftaid.models import ClaimedGift, ClaimEnd, Gift, GiftClaim, GiftUndone
from groupkit.giftaid.queries.declared import Declared, declarations_of
from groupkit.giftaid.queries.lines import BookLine, lines_of


@dataclass(frozen=True)
class GiftCard:
    """One gift, in pence, with its line, its declaration and the claim in which it stands."""

    id: int
    key: str
    line: BookLine
    declared: Declared
    day: date
    pence: int
    sponsored: bool
    revision: int
    claim_id: int | None
    claim_number: int | None

    @property
    def fell_out(self) -> str:
        """Why a gift that is not claimed counts no longer, in a sentence; nothing when it does."""
        if self.claim_id is not None or self.line.revision == self.revision:
            return ""
        if self.line.void:
            return f"Line {self.line.reference} is void now"
        return f"Line {self.line.reference} was put right since. Look at it, and mark it once more"


def gifts_on(entry_ids: Iterable[int], lines: Mapping[int, BookLine] | None = None) -> list[GiftCard]:
    """The gifts that are marked on some lines, which may have been read already."""
    wanted = set(entry_ids)
    return _read(_standing().where(Gift.entry_id.in_(wanted)), lines) if wanted else []


def gifts_of(declaration_id: int) -> list[GiftCard]:
    """Everything that is marked as given under one declaration, the newest first."""
    found = _read(_standing().where(Gift.declaration_id == declaration_id))
    return sorted(found, key=lambda gift: (gift.day, gift.id), reverse=True)


def gift(gift_id: int) -> GiftCard | None:
    """One gift by row, unless its mark was taken off."""
    return next(iter(_read(_standing().where(Gift.id == gift_id))), None)


def unclaimed(first: date | None = None, last: date | None = None) -> list[GiftCard]:
    """Gifts that stand in no claim, by day; those of a period when it is given, both days included."""
    wanted = _standing().where(~_in_a_claim())
    if first is not None:
        wanted = wanted.where(Gift.day >= first)
    if last is not None:
        wanted = wanted.where(Gift.day <= last)
    return sorted(_read(wanted), key=lambda gift: (gift.day, gift.id))


def first_unclaimed() -> date | None:
    """The day of the earliest gift that stands in no claim."""
    found: date | None = db.session.scalar(asks_first_unclaimed())
    return found


def asks_first_unclaimed() -> Any:
    """The same as a question, for a page that asks more at once (`together.Part`)."""
    first = func.min(Gift.day).label("day")
    return _standing().where(~_in_a_claim()).with_only_columns(first, maintain_column_froms=True)


def gifts_in(claim_id: int) -> list[GiftCard]:
    """The gifts of one claim, by day."""
    rows = select(ClaimedGift.gift_id).where(ClaimedGift.claim_id == claim_id)
    return sorted(_read(select(Gift).where(Gift.id.in_(rows))), key=lambda gift: (gift.day, gift.id))


def _standing() -> Any:
    """Gifts whose mark was not taken off."""
    return select(Gift).outerjoin(GiftUndone, GiftUndone.gift_id == Gift.id).where(GiftUndone.id.is_(None))


def _in_a_claim() -> Any:
    """Whether a gift stands in a claim that HMRC did not refuse."""
    return claimed(ClaimedGift.gift_id).where(ClaimedGift.gift_id == Gift.id).exists()


def claimed(*columns: Any) -> Any:
    """Rows of claims that HMRC did not refuse."""
    refused = aliased(ClaimEnd)
    return (
        select(*columns)
        .join(GiftClaim, GiftClaim.id == ClaimedGift.claim_id)
        .outerjoin(refused, and_(refused.claim_id == GiftClaim.id, refused.how == "refused"))
        .where(refused.id.is_(None))
    )


def _read(wanted: Any, lines: Mapping[int, BookLine] | None = None) -> list[GiftCard]:
    standing = claimed(ClaimedGift.gift_id, GiftClaim.id.label("claim_id"), GiftClaim.number).subquery()
    rows = db.session.execute(
        wanted.outerjoin(standing, standing.c.gift_id == Gift.id).add_columns(standing.c.claim_id, standing.c.number)
    ).all()
    known = lines_of(row.entry_id for row, _, _ in rows) if lines is None else lines
    declared = declarations_of(row.declaration_id for row, _, _ in rows)
    return [
        GiftCard(
            row.id,
            row.key,
            known[row.entry_id],
            declared[row.declaration_id],
            row.day,
            row.pence,
            row.sponsored,
            row.revision,
            claim_id,
            number,
        )
        for row, claim_id, number in rows
    ]
