"""Letters and messages that came and went."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from groupkit.db import db
from groupkit.minutes.models import Letter
from groupkit.together import Part

ON_A_PAGE = 100


def letter(row_id: int) -> Letter | None:
    """One letter by row."""
    return db.session.scalar(select(Letter).where(Letter.id == row_id))


def letters(before: int | None = None) -> list[Letter]:
    """The newest first, one page of them; `before` is the row of the last of the page before."""
    wanted = select(Letter).order_by(Letter.day.desc(), Letter.id.desc()).limit(ON_A_PAGE + 1)
    last = letter(before) if before else None
    if last is not None:
        wanted = wanted.where((Letter.day < last.day) | ((Letter.day == last.day) & (Letter.id < last.id)))
    return list(db.session.scalars(wanted))


def not_reported() -> list[Letter]:
    """Letters that no meeting has heard of yet, the oldest first."""
    wanted = select(Letter).where(Letter.reported_at_id.is_(None)).order_by(Letter.day, Letter.id)
    return list(db.session.scalars(wanted.limit(ON_A_PAGE)))


def asks_for_meeting(meeting_id: int) -> Part:
    """Letters that wait to be reported, and those that this meeting heard of: their columns, for `together.ask`."""
    wanted = select(Letter.id, Letter.came, Letter.day, Letter.who, Letter.about, Letter.reported_at_id)
    wanted = wanted.where((Letter.reported_at_id == meeting_id) | Letter.reported_at_id.is_(None))
    return wanted.order_by(Letter.day, Letter.id).limit(ON_A_PAGE)


def told_for_meeting(rows: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """Those that wait, and those that the meeting heard of, from these rows; the oldest first."""
    rows = sorted(rows, key=lambda one: (one.day, one.id))
    return [one for one in rows if one.reported_at_id is None], [one for one in rows if one.reported_at_id]


def reported_at(meeting_id: int) -> list[Letter]:
    """The letters that a meeting heard of."""
    wanted = select(Letter).where(Letter.reported_at_id == meeting_id).order_by(Letter.day, Letter.id)
    return list(db.session.scalars(wanted))
