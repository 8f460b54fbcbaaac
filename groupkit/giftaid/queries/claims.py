"""Claims: what could be claimed now, what was claimed too much, and the claims that were sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, func, or_, select

from groupkit import tenancy
from groupkit.dates import FinancialYear, Period, YearEnd, long_day
from groupkit.db import db, sum_of
from groupkit.files import StoredFile, digest_of
from groupkit.giftaid import rules, schedule
from groupkit.giftaid.models import ClaimedGift, ClaimEnd, Gift, GiftClaim, GiftStep, GiftUndone, OverClaimed
from groupkit.giftaid.queries.declared import declarations
from groupkit.giftaid.queries.given import GiftCard, claimed, unclaimed
from groupkit.giftaid.queries.known import Settings, settings
from groupkit.giftaid.queries.lines import lines_of
from groupkit.giftaid.schedule import Given, Part
from groupkit.history import PrivateText, canonical
from groupkit.ledger.models import Entry, Transaction
from groupkit.rulebook.queries import year_end


@dataclass(frozen=True)
class Over:
    """What was claimed too much on one gift, in pence, and HMRC has not been told of yet."""

    gift_id: int
    key: str
    reference: str
    claim_number: int
    pence: int


@dataclass(frozen=True)
class Waiting:
    """A gift that waits for its claim, with why it cannot be claimed now, or what is worth knowing about it."""

    gift: GiftCard
    why_not: str
    note: str = ""


@dataclass(frozen=True)
class Draft:
    """A claim as it would be sent now."""

    reference: str
    period: Period
    together: bool
    waiting: tuple[Waiting, ...]
    overs: tuple[Over, ...]
    end: YearEnd
    ready: tuple[GiftCard, ...] = field(default=())

    @property
    def left_out(self) -> list[Waiting]:
        """What cannot be claimed now."""
        return [one for one in self.waiting if one.why_not]

    @property
    def notes(self) -> list[Waiting]:
        """What can be claimed, and should not wait."""
        return [one for one in self.waiting if one.note and not one.why_not]

    @property
    def pence(self) -> int:
        return sum(gift.pence for gift in self.ready)

    @property
    def over_pence(self) -> int:
        return sum(over.pence for over in self.overs)

    @property
    def parts(self) -> list[Part]:
        """The rows, as many files as they need."""
        return schedule.parts_of(given(self.ready, self.end), self.together)

    @property
    def digest(self) -> str:
        """A mark for all that stands in it, so that nothing else is sent than what was seen."""
        lines = [(gift.key, gift.declared.digest, gift.day, gift.pence, gift.sponsored) for gift in self.ready]
        return content_digest(
            self.reference, self.period, self.together, lines, [(one.key, one.pence) for one in self.overs]
        )


def given(gifts: Iterable[GiftCard], end: YearEnd) -> list[Given]:
    """Gifts as rows are made of them; those whose donor was taken out are left out."""
    return [
        Given(gift.id, gift.day, gift.pence, donor, gift.sponsored, FinancialYear.holding(gift.day, end).label)
        for gift in gifts
        if (donor := gift.declared.donor) is not None
    ]


def content_digest(
    reference: str,
    period: Period,
    together: bool,
    lines: Iterable[tuple[str, str, date, int, bool]],
    overs: Iterable[tuple[str, int]],
) -> str:
    """The digest of a claim: over keys and digests, so that it can be worked out after names have been taken out."""
    plain = {
        "reference": reference,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "together": together,
        "lines": sorted([key, who, day.isoformat(), pence, sponsored] for key, who, day, pence, sponsored in lines),
        "overs": sorted([key, pence] for key, pence in overs),
    }
    return digest_of(canonical(plain).encode())


def draft(period: Period, together: bool, known: Settings | None = None) -> Draft:
    """What could be claimed of a period now, both days included, and what cannot and why."""
    known, end, today = known or settings(), year_end(), tenancy.today()
    waiting = tuple(_waiting(gift, known, end, today) for gift in unclaimed(period.first, period.last))
    ready = tuple(one.gift for one in waiting if not one.why_not)
    return Draft(known.reference, period, together, waiting, tuple(over_claimed()), end, ready)


def all_waiting(known: Settings | None = None) -> list[Waiting]:
    """Every gift that stands in no claim, with whether it can be claimed now."""
    known, end, today = known or settings(), year_end(), tenancy.today()
    return [_waiting(gift, known, end, today) for gift in unclaimed()]


def _waiting(gift: GiftCard, known: Settings, end: YearEnd, today: date) -> Waiting:
    until = rules.last_day_to_claim(gift.day, end)
    note = ""
    if rules.is_old(gift.day, today):
        note = f"It is more than four years old. It can be claimed until {long_day(until)}, so do not wait"
    return Waiting(gift, why_not_now(gift, known, until, today), note)


def why_not_now(gift: GiftCard, known: Settings, until: date, today: date) -> str:
    """Why a gift cannot be claimed today, in a sentence; nothing when it can."""
    if gift.fell_out:
        return gift.fell_out
    if known.since is not None and gift.day < known.since:
        return f"It came before {long_day(known.since)}, when HMRC began to know us as a charity"
    if today > until:
        return f"It is too old: it could be claimed until {long_day(until)}"
    return gift.declared.why_not(gift.day)


def over_claimed() -> list[Over]:
    """What was claimed too much, since a line was put right or made void, or a mark was taken off, after the claim."""
    ended = select(GiftStep.declaration_id).where(GiftStep.what == "ended")
    rows = list(
        db.session.execute(
            claimed(Gift, ClaimedGift.pence, GiftClaim.number, GiftUndone.id.label("undone"), _told().label("told"))
            .join(Gift, Gift.id == ClaimedGift.gift_id)
            .outerjoin(GiftUndone, GiftUndone.gift_id == Gift.id)
            .where(or_(GiftUndone.id.is_not(None), _put_right_since(), Gift.declaration_id.in_(ended)))
            .order_by(Gift.id)
        )
    )
    lines = lines_of(row.Gift.entry_id for row in rows)
    stands = {row_id: line.pence for row_id, line in lines.items()}
    known = {one.id: one for one in declarations()}
    found = []
    for gift, pence, number, undone, told in rows:
        line, declared = lines[gift.entry_id], known.get(gift.declaration_id)
        covered = declared is None or declared.donor is None or not declared.why_not(line.day)
        stays = undone is None and covered
        left = min(pence, stands[gift.entry_id]) if stays else 0
        stands[gift.entry_id] -= left
        too_much = pence - left - told
        if too_much > 0:
            found.append(Over(gift.id, gift.key, lines[gift.entry_id].reference, number, too_much))
    return found


def _put_right_since() -> Any:
    return exists().where(Transaction.entry_id == Gift.entry_id, Transaction.revision > Gift.revision)


def _told() -> Any:
    """What claims that HMRC did not refuse have said was too much on a gift, in pence."""
    refused = select(ClaimEnd.claim_id).where(ClaimEnd.how == "refused")
    return (
        select(sum_of(OverClaimed.pence))
        .where(OverClaimed.gift_id == Gift.id, OverClaimed.claim_id.not_in(refused))
        .correlate(Gift)
        .scalar_subquery()
    )


@dataclass(frozen=True)
class ClaimCard:
    """A claim that was sent, in pence, and what became of it: `how` is empty while it waits."""

    id: int
    number: int
    period: Period
    together: bool
    reference: str
    pence: int
    over_pence: int
    digest: str
    file_id: int
    file_name: str
    file_gone: bool
    sent_on: date
    at: datetime
    by_no: int
    many: int
    how: str
    why: str
    entry_id: int | None
    line: str

    @property
    def title(self) -> str:
        return f"Gift Aid claim {self.number}"

    @property
    def tax(self) -> int:
        """What HMRC would pay, in pence."""
        return rules.tax_back(self.pence) - rules.tax_back(self.over_pence)


def claims() -> list[ClaimCard]:
    """Every claim, the newest first."""
    return _cards(_sent().order_by(GiftClaim.number.desc()))


def claim(claim_id: int) -> ClaimCard | None:
    """One claim by row."""
    return next(iter(_cards(_sent().where(GiftClaim.id == claim_id))), None)


def _sent() -> Any:
    many = (
        select(func.count(ClaimedGift.id))
        .where(ClaimedGift.claim_id == GiftClaim.id, ClaimedGift.group_id == GiftClaim.group_id)
        .scalar_subquery()
    )
    return (
        select(GiftClaim, StoredFile.name, StoredFile.gone_at, ClaimEnd, PrivateText, Entry, many.label("many"))
        .join(StoredFile, StoredFile.id == GiftClaim.file_id)
        .outerjoin(ClaimEnd, ClaimEnd.claim_id == GiftClaim.id)
        .outerjoin(PrivateText, PrivateText.id == ClaimEnd.why_id)
        .outerjoin(Entry, Entry.id == ClaimEnd.entry_id)
    )


def _cards(wanted: Any) -> list[ClaimCard]:
    return [
        ClaimCard(
            row.id,
            row.number,
            Period(row.first, row.last),
            row.together,
            row.reference,
            row.pence,
            row.over_pence,
            row.digest,
            row.file_id,
            name,
            gone is not None,
            row.sent_on,
            row.at,
            row.by_no,
            many,
            ended.how if ended else "",
            why.shown if why else "",
            entry.id if entry else None,
            entry.reference if entry else "",
        )
        for row, name, gone, ended, why, entry, many in db.session.execute(wanted)
    ]


def received_lines() -> set[int]:
    """The lines of the book that claims point at as paid."""
    return set(db.session.scalars(select(ClaimEnd.entry_id).where(ClaimEnd.entry_id.is_not(None))))


def overs_in(claim_id: int) -> Sequence[OverClaimed]:
    """What a claim told HMRC had been too much before."""
    return db.session.scalars(
        select(OverClaimed).where(OverClaimed.claim_id == claim_id).order_by(OverClaimed.id)
    ).all()
