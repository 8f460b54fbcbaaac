"""What the door keeps of somebody besides the account itself: outside every group, and read only by `access/`."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from groupkit.db import Model, Moment, Words
from groupkit.tenancy import RowId


class SecondStep(Model):
    """An app that shows codes, set up for an account; without `on_since` it is still being set up.

    The secret has to be kept as it is, since codes are worked out from it; it is never shown again once it is on.
    """

    __tablename__ = "second_steps"

    user_id: Mapped[int] = mapped_column(RowId, ForeignKey("users.id"), primary_key=True, autoincrement=False)
    secret: Mapped[str] = mapped_column(String(64))
    begun_at: Mapped[datetime] = mapped_column(Moment)
    on_since: Mapped[datetime | None] = mapped_column(Moment)
    last_step: Mapped[int] = mapped_column(Integer, default=0)
    """The half minute of the last code that was used: that one and earlier ones open nothing any more."""


class SpareCode(Model):
    """A code on paper for when the telephone is not there; known only by its digest, and good once."""

    __tablename__ = "spare_codes"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(RowId, ForeignKey("users.id"), index=True)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class HalfSignIn(Model):
    """Somebody who gave the right passphrase and still owes a code: it opens one page, for a few minutes."""

    __tablename__ = "half_sign_ins"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(RowId, ForeignKey("users.id"), index=True)
    began_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class OwnAddress(Model):
    """Where somebody wants a link for a new passphrase to go: kept only if they wrote it down themselves."""

    __tablename__ = "own_addresses"

    user_id: Mapped[int] = mapped_column(RowId, ForeignKey("users.id"), primary_key=True, autoincrement=False)
    address: Mapped[str] = mapped_column(Words(200))
    since: Mapped[datetime] = mapped_column(Moment)


class WayBack(Model):
    """A one-use way to a new passphrase, by email or through the host's files; known only by its digest.

    A row without an account is one that was asked for in a name that nobody has: the same work is done for it, so
    that the time an answer takes tells nothing.
    """

    __tablename__ = "ways_back"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    how: Mapped[str] = mapped_column(String(10))
    """`email` or `file`."""
    user_id: Mapped[int | None] = mapped_column(RowId, ForeignKey("users.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class CalendarAddress(Model):
    """An address at which a calendar program asks for somebody's dates in one group; known only by its digest.

    Whoever has the address reads the dates without signing in. It is gone once it was ended.
    """

    __tablename__ = "calendar_addresses"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(RowId, ForeignKey("users.id"), index=True)
    group_id: Mapped[int] = mapped_column(RowId, ForeignKey("groups.id"), index=True)
    with_name: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether they asked for the group's short name before each title."""
    used_for: Mapped[str] = mapped_column(Words(40), default="")
    """What they call the thing that asks there (`my phone`), so that they know which one to end."""
    made_at: Mapped[datetime] = mapped_column(Moment)
