"""The tables of grants: what was given, the return that is being written, and those that were filed."""

from datetime import date, datetime

from sqlalchemy import Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit.db import Bytes, LongWords, Model, Moment, Pence, Words
from groupkit.ledger import models as models  # rows point at its tables
from groupkit.tenancy import AppendOnly, GroupOwned, RowId, owned, points


class Grant(GroupOwned, Model):
    """Money that somebody gave for one purpose; what was spent of it is read from its fund, never kept here."""

    __tablename__ = "grants"
    __table_args__ = owned(UniqueConstraint("group_id", "fund_id"), points("fund_id", "funds"))

    funder: Mapped[str] = mapped_column(Words(80))
    reference: Mapped[str] = mapped_column(Words(60))
    amount: Mapped[int] = mapped_column(Pence)
    purpose: Mapped[str] = mapped_column(LongWords)
    starts: Mapped[date | None] = mapped_column(Date)
    ends: Mapped[date | None] = mapped_column(Date)
    due: Mapped[date | None] = mapped_column(Date)
    fund_id: Mapped[int] = mapped_column(RowId)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class Return(GroupOwned, Model):
    """The draft of a grant's return: answers by the key of the question, as JSON."""

    __tablename__ = "returns"
    __table_args__ = owned(UniqueConstraint("group_id", "grant_id"), points("grant_id", "grants"))

    grant_id: Mapped[int] = mapped_column(RowId)
    format: Mapped[str] = mapped_column(String(40))
    answers: Mapped[str] = mapped_column(LongWords)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by_no: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class FiledReturn(GroupOwned, AppendOnly, Model):
    """A return as it was filed: its data, its page and the bytes of its workbook, each with a digest."""

    __tablename__ = "filed_returns"
    __table_args__ = owned(UniqueConstraint("group_id", "grant_id", "number"), points("grant_id", "grants"))

    grant_id: Mapped[int] = mapped_column(RowId)
    number: Mapped[int] = mapped_column(Integer)
    content: Mapped[str] = mapped_column(LongWords)
    """Facts, answers and the whole format, as canonical JSON: a later library changes nothing in it."""
    content_digest: Mapped[str] = mapped_column(String(64))
    page: Mapped[bytes] = mapped_column(Bytes, deferred=True)
    page_digest: Mapped[str] = mapped_column(String(64))
    workbook: Mapped[bytes] = mapped_column(Bytes, deferred=True)
    workbook_digest: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(Words(100))
    filed_at: Mapped[datetime] = mapped_column(Moment)
    filed_by_no: Mapped[int] = mapped_column(Integer)
    history_number: Mapped[int] = mapped_column(Integer)
    """How long the history was when this was filed; the line after it tells of the filing."""
    history_hash: Mapped[str] = mapped_column(String(64))
