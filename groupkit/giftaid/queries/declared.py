"""Declarations as they stand: who made them, confirmed or not, ended or not; one question, however many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from groupkit import tenancy
from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.giftaid import rules
from groupkit.giftaid.models import ClaimedGift, ClaimEnd, GiftClaim, GiftDeclaration, GiftDonor, GiftPaper, GiftStep
from groupkit.giftaid.rules import Donor
from groupkit.history import PrivateText
from groupkit.rulebook.queries import year_end

GONE = "(taken out)"


@dataclass(frozen=True)
class Declared:
    """One declaration with who made it, as last written; `donor` is None once that has been taken out."""

    id: int
    number: int
    made_on: date
    how: str
    covers: str
    at: datetime
    by_no: int
    donor: Donor | None
    donor_row: int
    donor_number: int
    digest: str
    confirmed_on: date | None
    ended_on: date | None

    @property
    def title(self) -> str:
        """`Declaration 3`: how it is called everywhere, the history too."""
        return f"Declaration {self.number}"

    @property
    def name(self) -> str:
        return self.donor.name if self.donor else GONE

    @property
    def waits(self) -> bool:
        """Whether it was made by word of mouth and is not confirmed in writing yet."""
        return self.how == "spoken" and self.confirmed_on is None

    @property
    def runs(self) -> bool:
        """Whether gifts to come can be covered by it."""
        return self.ended_on is None and self.donor is not None

    def why_not(self, day: date) -> str:
        """Why a gift of a day cannot be claimed under it now, in a sentence; nothing when it can."""
        if self.donor is None:
            return "The donor’s name and home have been taken out"
        if self.waits:
            return "The declaration was made by word of mouth, and is not confirmed in writing yet"
        return rules.why_not_covered(self.covers, self.made_on, self.ended_on, day)


def declarations() -> list[Declared]:
    """Every declaration, the newest first."""
    return _read(select(GiftDeclaration).order_by(GiftDeclaration.number.desc()))


def declaration(row_id: int) -> Declared | None:
    """One declaration by row."""
    return next(iter(_read(select(GiftDeclaration).where(GiftDeclaration.id == row_id))), None)


def declarations_of(ids: Iterable[int]) -> dict[int, Declared]:
    """Some declarations by row."""
    wanted = set(ids)
    found = _read(select(GiftDeclaration).where(GiftDeclaration.id.in_(wanted))) if wanted else []
    return {one.id: one for one in found}


def _read(wanted: Any) -> list[Declared]:
    """Declarations with who made them and what happened to them, in one question."""
    rows = db.session.execute(
        wanted.join(GiftDonor, GiftDonor.declaration_id == GiftDeclaration.id)
        .join(PrivateText, PrivateText.id == GiftDonor.who_id)
        .outerjoin(GiftStep, GiftStep.declaration_id == GiftDeclaration.id)
        .add_columns(GiftDonor, PrivateText, GiftStep)
        .order_by(GiftDonor.number)
    )
    latest: dict[int, tuple[GiftDeclaration, GiftDonor, PrivateText]] = {}
    steps: dict[tuple[int, str], date] = {}
    for declaration, donor, text, step in rows:
        latest[declaration.id] = (declaration, donor, text)
        if step is not None:
            steps[declaration.id, step.what] = step.day
    return [_declared(*row, steps) for row in latest.values()]


def _declared(
    row: GiftDeclaration, written: GiftDonor, text: PrivateText, steps: dict[tuple[int, str], date]
) -> Declared:
    return Declared(
        id=row.id,
        number=row.number,
        made_on=row.made_on,
        how=row.how,
        covers=row.covers,
        at=row.at,
        by_no=row.by_no,
        donor=Donor.from_text(text.text) if text.text is not None else None,
        donor_row=written.id,
        donor_number=written.number,
        digest=text.digest,
        confirmed_on=steps.get((row.id, "confirmed")),
        ended_on=steps.get((row.id, "ended")),
    )


def texts_of(declaration_id: int | None = None) -> list[PrivateText]:
    """Every text that says who made a declaration and where they live, earlier ones too; of all when none is named."""
    wanted = select(PrivateText).join(GiftDonor, GiftDonor.who_id == PrivateText.id)
    if declaration_id is not None:
        wanted = wanted.where(GiftDonor.declaration_id == declaration_id)
    return list(db.session.scalars(wanted.order_by(PrivateText.id)))


def last_days_claimed() -> dict[int, date]:
    """For each declaration that stands in a claim, the day on which the last of them was sent."""
    rows = db.session.execute(
        select(GiftDonor.declaration_id, func.max(GiftClaim.sent_on).label("last"))
        .join(ClaimedGift, ClaimedGift.donor_id == GiftDonor.id)
        .join(GiftClaim, GiftClaim.id == ClaimedGift.claim_id)
        .where(GiftClaim.id.not_in(select(ClaimEnd.claim_id).where(ClaimEnd.how == "refused")))
        .group_by(GiftDonor.declaration_id)
    )
    return {row.declaration_id: row.last for row in rows}


def asked_for_until(claimed: date | None) -> date | None:
    """The last day on which HMRC may ask for a declaration of a claim that was sent then; None once it has passed."""
    if claimed is None:
        return None
    until = rules.kept_until([claimed], year_end())
    return until if tenancy.today() <= until else None


@dataclass(frozen=True)
class Photo:
    """A photo or PDF of a signed declaration; `gone` once it was taken out."""

    id: int
    file_id: int
    name: str
    mime: str
    gone: bool


def photos_of(declaration_id: int) -> list[Photo]:
    """The photos of one declaration."""
    rows = db.session.execute(
        select(GiftPaper.id, GiftPaper.file_id, StoredFile.name, StoredFile.mime, StoredFile.gone_at)
        .join(StoredFile, StoredFile.id == GiftPaper.file_id)
        .where(GiftPaper.declaration_id == declaration_id)
        .order_by(GiftPaper.id)
    )
    return [Photo(row.id, row.file_id, row.name, row.mime, row.gone_at is not None) for row in rows]
