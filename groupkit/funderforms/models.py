"""The tables of funders' forms: the form as it was sent, which cell is for what, and every copy that was filled in."""

from datetime import datetime

from sqlalchemy import Boolean, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit.db import Bytes, LongWords, Model, Moment, Words
from groupkit.files import StoredFile as StoredFile  # rows point at its table
from groupkit.grants import models as models
from groupkit.tenancy import AppendOnly, GroupOwned, RowId, owned, points


class FunderForm(GroupOwned, Model):
    """A workbook that a funder sent, kept as it came; for one grant, or offered to all grants of the same funder."""

    __tablename__ = "funder_forms"
    __table_args__ = owned(points("grant_id", "grants"), points("file_id", "stored_files"))

    grant_id: Mapped[int] = mapped_column(RowId)
    """The grant under which it was brought in."""
    name: Mapped[str] = mapped_column(Words(100))
    funder: Mapped[str] = mapped_column(Words(80))
    shared: Mapped[bool] = mapped_column(Boolean)
    file_id: Mapped[int] = mapped_column(RowId)
    digest: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime] = mapped_column(Moment)
    added_by_no: Mapped[int] = mapped_column(Integer)
    set_aside_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class FormMapping(GroupOwned, Model):
    """What one cell of a form is for: a key of `placing`, or words that the treasurer typed."""

    __tablename__ = "form_mappings"
    __table_args__ = owned(points("form_id", "funder_forms"), UniqueConstraint("group_id", "form_id", "sheet", "cell"))

    form_id: Mapped[int] = mapped_column(RowId)
    sheet: Mapped[str] = mapped_column(Words(100))
    cell: Mapped[str] = mapped_column(String(10))
    what: Mapped[str] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(LongWords)
    """The words themselves where `what` is `text`; else nothing."""
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class FilledForm(GroupOwned, AppendOnly, Model):
    """A form as it was filled in: the very bytes with their digest, and what found no place in them."""

    __tablename__ = "filled_forms"
    __table_args__ = owned(
        points("form_id", "funder_forms"),
        points("grant_id", "grants"),
        UniqueConstraint("group_id", "grant_id", "number"),
        Index("ix_filled_forms_of", "group_id", "form_id"),
    )

    form_id: Mapped[int] = mapped_column(RowId)
    grant_id: Mapped[int] = mapped_column(RowId)
    number: Mapped[int] = mapped_column(Integer)
    report: Mapped[str] = mapped_column(LongWords)
    """What was placed, what was not and why, and which formulas Excel works out: JSON, as `reports` writes it."""
    figures: Mapped[str | None] = mapped_column(LongWords)
    """The figures about people that stand in it, and those that were kept back, each with its smallest counts: JSON,
    as `counting.Kept` writes it. None for those filled in before these were kept."""
    workbook: Mapped[bytes] = mapped_column(Bytes, deferred=True)
    digest: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(Words(100))
    filled_at: Mapped[datetime] = mapped_column(Moment)
    filled_by_no: Mapped[int] = mapped_column(Integer)
