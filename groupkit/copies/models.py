"""A copy that an officer read through before it was shared."""

from datetime import datetime

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from groupkit import dates
from groupkit.db import LongWords, Model, Moment, Words
from groupkit.tenancy import GroupOwned, owned


class Copy(GroupOwned, Model):
    """The words of a paper with names taken out: never the signed or filed paper itself."""

    __tablename__ = "copies"
    __table_args__ = owned()

    paper: Mapped[str] = mapped_column(String(80))
    """Which paper it was made from: `text constitution 2`, `return 1 3`."""
    title: Mapped[str] = mapped_column(Words(120))
    words: Mapped[str] = mapped_column(LongWords)
    """Empty once it was taken back."""
    made_at: Mapped[datetime] = mapped_column(Moment, default=dates.now)
    made_by_no: Mapped[int] = mapped_column(Integer)
    taken_back_at: Mapped[datetime | None] = mapped_column(Moment)
