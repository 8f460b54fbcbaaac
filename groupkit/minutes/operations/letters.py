"""The letters log: what came, what went, and which meeting heard of it."""

from collections.abc import Collection
from datetime import date
from typing import Any

from groupkit import files, tenancy
from groupkit.db import db
from groupkit.history import By, digest_only, record
from groupkit.meetings.models import Meeting, told_as
from groupkit.minutes.models import Letter
from groupkit.pictures import Prepared
from groupkit.refusal import Conflict, Refused

PRIVATE = ("who", "about")


def told(row: Letter) -> str:
    """How a letter stands in the history: by its row."""
    return f"letter {row.id}"


def write_letter(
    by: By, *, came: bool, day: date, who: str, about: str, picture: Prepared | None, reported_at: Meeting | None
) -> Letter:
    """A letter came or went. Raises Refused beside the field it is about."""
    _check(day, reported_at)
    row = Letter(
        came=came,
        day=day,
        who=who,
        about=about,
        by_no=by.person_no,
        reported_at_id=reported_at.id if reported_at else None,
        file_id=_keep(picture, by),
    )
    db.session.add(row)
    db.session.flush()
    record(
        by,
        "wrote down a letter",
        told(row),
        came=(None, came),
        day=(None, day),
        who=(None, digest_only(who)),
        about=(None, digest_only(about)),
    )
    return row


def change_letter(
    row: Letter, version: int, by: By, *, picture: Prepared | None, reported_at: Meeting | None, **new: Any
) -> None:
    """What is known about a letter is put right. Raises Conflict for the second of two to save."""
    if row.version != version:
        raise Conflict("Somebody else changed this meanwhile. Look at it as it stands now, then press once more")
    _check(new["day"], reported_at)
    new["reported_at_id"] = reported_at.id if reported_at else None
    if picture is not None:
        new["file_id"] = _keep(picture, by)
    changes: dict[str, Any] = {}
    for name, value in new.items():
        old = getattr(row, name)
        if old != value:
            changes[name] = (digest_only(old), digest_only(value)) if name in PRIVATE else (old, value)
            setattr(row, name, value)
    if changes:
        db.session.flush()
        record(by, "changed a letter", told(row), **changes)


def report(rows: Collection[Letter], meeting: Meeting, by: By) -> None:
    """A meeting heard of these letters. Raises Refused for one that came after it."""
    for row in rows:
        _check(row.day, meeting)
        row.reported_at_id = meeting.id
    db.session.flush()
    if rows:
        record(by, "reported letters to a meeting", told_as(meeting), letters=(None, [told(row) for row in rows]))


def _check(day: date, meeting: Meeting | None) -> None:
    if day > tenancy.today():
        raise Refused("That day has not come yet", "day")
    if meeting is not None and day > meeting.day:
        raise Refused("That meeting was before the letter. Choose a later one, or none yet", "reported_at")


def _keep(picture: Prepared | None, by: By) -> int | None:
    return files.store(by, picture.name, picture.mime, picture.data).id if picture else None
