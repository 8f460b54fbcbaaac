"""The tables of old cash books: the one that is being sorted, those that were brought in, and what each line became."""

from datetime import date, datetime

from sqlalchemy import Date, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from groupkit.db import Bytes, LongWords, Model, Moment, Words
from groupkit.ledger import models as models  # rows point at its tables
from groupkit.tenancy import AppendOnly, GroupOwned, RowId, owned, points


class OldBookDraft(GroupOwned, Model):
    """The spreadsheet that is being sorted, and what was said of it so far: at most one in a group.

    It goes when it has been brought in or set aside, when somebody's name is taken out, or after thirty days.
    """

    __tablename__ = "old_book_drafts"
    __table_args__ = owned(UniqueConstraint("group_id"))

    data: Mapped[bytes] = mapped_column(Bytes, deferred=True)
    sheet: Mapped[str] = mapped_column(Words(100), default="")
    answers: Mapped[str] = mapped_column(LongWords)
    """What was said of its columns, its words and the beginning, as JSON."""
    begun_at: Mapped[datetime] = mapped_column(Moment)
    begun_by_no: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class OldBook(GroupOwned, Model):
    """A sheet that was brought in; taken back, everything written from it is void."""

    __tablename__ = "old_books"
    __table_args__ = owned(Index("ix_old_books_digest", "group_id", "digest"))

    digest: Mapped[str] = mapped_column(String(64))
    """Of the rows of the sheet, so that the same sheet is known again in another file."""
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    entries: Mapped[int] = mapped_column(Integer)
    brought_in_at: Mapped[datetime] = mapped_column(Moment)
    brought_in_by_no: Mapped[int] = mapped_column(Integer)
    taken_back_at: Mapped[datetime | None] = mapped_column(Moment)
    taken_back_by_no: Mapped[int | None] = mapped_column(Integer)


class OldBookLine(GroupOwned, AppendOnly, Model):
    """An entry that was written from a row of an old cash book; row 0 for what was there at the beginning."""

    __tablename__ = "old_book_lines"
    __table_args__ = owned(
        points("book_id", "old_books"),
        points("entry_id", "entries"),
        UniqueConstraint("group_id", "book_id", "entry_id", "file_row"),
        Index("ix_old_book_lines_entry", "group_id", "entry_id"),
    )

    book_id: Mapped[int] = mapped_column(RowId)
    entry_id: Mapped[int] = mapped_column(RowId)
    file_row: Mapped[int] = mapped_column(Integer)
