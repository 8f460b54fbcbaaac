"""The tables of Gift Aid: declarations and who made them, which money in is a gift, claims, small cash collections.

What was declared, marked or sent is never changed: what happened to it later stands beside it. Names and homes are
private texts, which can be blanked once HMRC no longer asks for them.
"""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit.db import Model, Moment, Pence
from groupkit.ledger import models as models  # rows point at its tables
from groupkit.tenancy import AppendOnly, GroupOwned, RowId, owned, points


class GiftSettings(GroupOwned, Model):
    """The charity reference that HMRC gave the group, and since when: one row for a group."""

    __tablename__ = "gift_settings"
    __table_args__ = owned(UniqueConstraint("group_id"))

    reference: Mapped[str] = mapped_column(String(7))
    """Empty when the group has none any more."""
    since: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class GiftDeclaration(GroupOwned, AppendOnly, Model):
    """Somebody asked that the group claims Gift Aid on what they give."""

    __tablename__ = "gift_declarations"
    __table_args__ = owned(UniqueConstraint("group_id", "number"))

    number: Mapped[int] = mapped_column(Integer)
    made_on: Mapped[date] = mapped_column(Date)
    how: Mapped[str] = mapped_column(String(10))
    covers: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)


class GiftDonor(GroupOwned, AppendOnly, Model):
    """Who made a declaration and where they live, as written once; the latest counts."""

    __tablename__ = "gift_donors"
    __table_args__ = owned(
        UniqueConstraint("group_id", "declaration_id", "number"),
        points("declaration_id", "gift_declarations"),
        points("who_id", "private_texts"),
    )

    declaration_id: Mapped[int] = mapped_column(RowId)
    number: Mapped[int] = mapped_column(Integer)
    """1 for the first."""
    who_id: Mapped[int] = mapped_column(RowId)
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)


class GiftStep(GroupOwned, AppendOnly, Model):
    """What happened to a declaration, once each: confirmed in writing, or ended."""

    __tablename__ = "gift_steps"
    __table_args__ = owned(
        UniqueConstraint("group_id", "declaration_id", "what"), points("declaration_id", "gift_declarations")
    )

    declaration_id: Mapped[int] = mapped_column(RowId)
    what: Mapped[str] = mapped_column(String(10))
    """`confirmed` or `ended`."""
    day: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)


class GiftPaper(GroupOwned, AppendOnly, Model):
    """A photo or PDF of a signed declaration."""

    __tablename__ = "gift_papers"
    __table_args__ = owned(points("declaration_id", "gift_declarations"), points("file_id", "stored_files"))

    declaration_id: Mapped[int] = mapped_column(RowId)
    file_id: Mapped[int] = mapped_column(RowId)


class Gift(GroupOwned, AppendOnly, Model):
    """A line of money in, or part of it, is the gift of somebody who made a declaration."""

    __tablename__ = "gifts"
    __table_args__ = owned(
        points("entry_id", "entries"),
        points("declaration_id", "gift_declarations"),
        Index("ix_gifts_of", "group_id", "entry_id"),
        Index("ix_gifts_declared", "group_id", "declaration_id"),
    )

    entry_id: Mapped[int] = mapped_column(RowId)
    revision: Mapped[int] = mapped_column(Integer)
    """The line as it stood when it was marked: put right since, the gift falls out until it is marked again."""
    declaration_id: Mapped[int] = mapped_column(RowId)
    day: Mapped[date] = mapped_column(Date)
    pence: Mapped[int] = mapped_column(Pence)
    sponsored: Mapped[bool] = mapped_column(Boolean)
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)


class CashCollection(GroupOwned, AppendOnly, Model):
    """A line of money in, or part of it, is a small cash collection, which two people counted."""

    __tablename__ = "gift_collections"
    __table_args__ = owned(
        points("entry_id", "entries"),
        points("first_id", "people"),
        points("second_id", "people"),
        Index("ix_gift_collections_of", "group_id", "entry_id"),
    )

    entry_id: Mapped[int] = mapped_column(RowId)
    revision: Mapped[int] = mapped_column(Integer)
    day: Mapped[date] = mapped_column(Date)
    """On which it was collected."""
    pence: Mapped[int] = mapped_column(Pence)
    first_id: Mapped[int] = mapped_column(RowId)
    second_id: Mapped[int] = mapped_column(RowId)
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)


class GiftUndone(GroupOwned, AppendOnly, Model):
    """A mark that was taken off again: of a gift, or of a small cash collection."""

    __tablename__ = "gifts_undone"
    __table_args__ = owned(
        UniqueConstraint("group_id", "gift_id"),
        UniqueConstraint("group_id", "collection_id"),
        points("gift_id", "gifts"),
        points("collection_id", "gift_collections"),
        points("why_id", "private_texts"),
    )

    gift_id: Mapped[int | None] = mapped_column(RowId)
    collection_id: Mapped[int | None] = mapped_column(RowId)
    why_id: Mapped[int | None] = mapped_column(RowId)
    """None when it was marked again in the same step."""
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)


class GiftClaim(GroupOwned, AppendOnly, Model):
    """A claim as it was sent to HMRC, with the digest of all that stood in it and the workbook it was copied from."""

    __tablename__ = "gift_claims"
    __table_args__ = owned(UniqueConstraint("group_id", "number"), points("file_id", "stored_files"))

    number: Mapped[int] = mapped_column(Integer)
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date] = mapped_column(Date)
    together: Mapped[bool] = mapped_column(Boolean)
    """Whether small gifts stood in lines without names."""
    reference: Mapped[str] = mapped_column(String(7))
    pence: Mapped[int] = mapped_column(Pence)
    """The gifts, not the tax on them."""
    over_pence: Mapped[int] = mapped_column(Pence)
    """Gifts claimed too much before, which HMRC was told of with this claim."""
    digest: Mapped[str] = mapped_column(String(64))
    file_id: Mapped[int] = mapped_column(RowId)
    sent_on: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)


class ClaimedGift(GroupOwned, AppendOnly, Model):
    """A gift as it stood in a claim, under the name and home of then."""

    __tablename__ = "gift_claim_lines"
    __table_args__ = owned(
        UniqueConstraint("group_id", "claim_id", "gift_id"),
        points("claim_id", "gift_claims"),
        points("gift_id", "gifts"),
        points("donor_id", "gift_donors"),
        Index("ix_gift_claim_lines_of", "group_id", "gift_id"),
    )

    claim_id: Mapped[int] = mapped_column(RowId)
    gift_id: Mapped[int] = mapped_column(RowId)
    donor_id: Mapped[int] = mapped_column(RowId)
    day: Mapped[date] = mapped_column(Date)
    pence: Mapped[int] = mapped_column(Pence)


class OverClaimed(GroupOwned, AppendOnly, Model):
    """Of a gift that was claimed before, what was too much (pence), as a later claim told HMRC."""

    __tablename__ = "gift_claim_overs"
    __table_args__ = owned(
        UniqueConstraint("group_id", "claim_id", "gift_id"),
        points("claim_id", "gift_claims"),
        points("gift_id", "gifts"),
    )

    claim_id: Mapped[int] = mapped_column(RowId)
    gift_id: Mapped[int] = mapped_column(RowId)
    pence: Mapped[int] = mapped_column(Pence)


class ClaimEnd(GroupOwned, AppendOnly, Model):
    """What became of a claim: HMRC paid it, as a line of money in, or it did not go through."""

    __tablename__ = "gift_claim_ends"
    __table_args__ = owned(
        UniqueConstraint("group_id", "claim_id"),
        UniqueConstraint("group_id", "entry_id"),
        points("claim_id", "gift_claims"),
        points("entry_id", "entries"),
        points("why_id", "private_texts"),
    )

    claim_id: Mapped[int] = mapped_column(RowId)
    how: Mapped[str] = mapped_column(String(10))
    """`received`, or `refused`: then its gifts can be claimed again."""
    entry_id: Mapped[int | None] = mapped_column(RowId)
    why_id: Mapped[int | None] = mapped_column(RowId)
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)
