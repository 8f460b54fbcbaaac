"""Receipts, photos and filed papers: kept in the database, and only ever seen inside their group."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import FileStorage

from groupkit import dates
from groupkit import db as database
from groupkit.db import Bytes, Model, Moment, Words, db
from groupkit.history import By, private, record
from groupkit.pictures import MOST_BYTES
from groupkit.pictures import Prepared as Prepared
from groupkit.refusal import Refused
from groupkit.tenancy import GroupOwned, owned

ALONE = "default-src 'none'; sandbox"
"""The policy under which a browser shows a kept file: by itself, and able to do nothing."""
HELD_FOR = timedelta(hours=1)


class StoredFile(GroupOwned, Model):
    """A file and its digest; of a covered picture the bytes go, and the digest, who and why stay."""

    __tablename__ = "stored_files"
    __table_args__ = owned()

    name: Mapped[str] = mapped_column(Words(100))
    mime: Mapped[str] = mapped_column(String(80))
    size: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes | None] = mapped_column(Bytes, deferred=True)
    added_at: Mapped[datetime] = mapped_column(Moment)
    added_by_no: Mapped[int] = mapped_column(Integer)
    gone_at: Mapped[datetime | None] = mapped_column(Moment)
    gone_why: Mapped[str | None] = mapped_column(Words(300))


TABLE = "table"
"""The field of a form that takes a list of members or a file of the bank."""


class HeldPicture(GroupOwned, Model):
    """A picture that came with a refused form, kept under the form's token for an hour."""

    __tablename__ = "held_pictures"
    __table_args__ = owned()

    token: Mapped[str] = mapped_column(String(100), index=True)
    field: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(Words(100))
    mime: Mapped[str] = mapped_column(String(80))
    data: Mapped[bytes] = mapped_column(Bytes)
    held_at: Mapped[datetime] = mapped_column(Moment)


def prepare(upload: FileStorage) -> Prepared:
    """Read an upload and make it fit to keep; raises Refused with a sentence."""
    from groupkit import pictures

    upload.stream.seek(0)
    return pictures.prepare(upload.stream.read(MOST_BYTES + 1), upload.filename or "")


def store(by: By, name: str, mime: str, data: bytes) -> StoredFile:
    """Keep a file's bytes with their digest."""
    row = StoredFile(
        name=name,
        mime=mime,
        size=len(data),
        digest=digest_of(data),
        data=data,
        added_at=dates.now(),
        added_by_no=by.person_no,
    )
    db.session.add(row)
    db.session.flush()
    return row


def take_out(by: By, row: StoredFile, why: str) -> None:
    """Let a file's bytes go for good, keeping its digest, who took it out and why."""
    if row.gone_at is not None:
        raise Refused("That picture has been taken out already")
    row.data, row.gone_at, row.gone_why = None, dates.now(), why
    record(by, "took out a picture", row.name, digest=(row.digest, row.digest), why=(None, private(why)))


def digest_of(data: bytes) -> str:
    """SHA-256 of a file's bytes, as hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def hold(token: str, field: str, picture: Prepared) -> None:
    """Keep the picture of a refused form for an hour, in a short transaction of its own."""
    with database.writing():
        db.session.execute(delete(HeldPicture).where(HeldPicture.token == token, HeldPicture.field == field))
        db.session.add(
            HeldPicture(
                token=token,
                field=field,
                name=picture.name,
                mime=picture.mime,
                data=picture.data,
                held_at=dates.now(),
            )
        )


def held(token: str, field: str) -> Prepared | None:
    """The picture that was sent with this form before, if it is less than an hour old."""
    row = db.session.scalar(
        select(HeldPicture).where(
            HeldPicture.token == token, HeldPicture.field == field, HeldPicture.held_at > dates.now() - HELD_FOR
        )
    )
    return Prepared(data=row.data, mime=row.mime, width=0, height=0, name=row.name) if row else None


def let_go(token: str) -> None:
    """What was held for a form is no longer needed."""
    db.session.execute(delete(HeldPicture).where(HeldPicture.token == token))


def let_go_of_tables() -> None:
    """Lists that are held for a second look may name anybody: they are sent once more."""
    db.session.execute(delete(HeldPicture).where(HeldPicture.field == TABLE))


def forget_held() -> None:
    """Clear away held pictures older than an hour (a chore)."""
    db.session.execute(delete(HeldPicture).where(HeldPicture.held_at <= dates.now() - HELD_FOR))


def check() -> Iterator[str]:
    """A sentence for each file whose bytes are not what its digest says."""
    rows: list[Any] = list(
        db.session.execute(
            select(StoredFile.id, StoredFile.name, StoredFile.digest)
            .where(StoredFile.gone_at.is_(None))
            .order_by(StoredFile.id)
        )
    )
    for kept in rows:
        data = db.session.scalar(select(StoredFile.data).where(StoredFile.id == kept.id))
        if data is None or digest_of(data) != kept.digest:
            yield f"The file {kept.name} is not as it was stored"
