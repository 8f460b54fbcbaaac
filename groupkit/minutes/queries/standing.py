"""How minutes stand: their story, corrections, who can approve them, and what was approved."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import case, literal, select, union_all

from groupkit.access.models import Person
from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.meetings.models import Meeting
from groupkit.meetings.rules import KINDS, approving_kinds, same_body
from groupkit.minutes.models import (
    ApprovedMinutes,
    ConfidentialPart,
    Correction,
    LaterCorrection,
    Letter,
    MinutesStep,
    SentMinutes,
)
from groupkit.minutes.paper import Paper, from_data
from groupkit.together import Part

Told = TypeVar("Told", MinutesStep, Correction)

A_SLICE = 20
"""How many minutes of a book are read at a time."""


def steps_of(meeting_id: int) -> list[MinutesStep]:
    """The story of some minutes, the first step first."""
    wanted = select(MinutesStep).where(MinutesStep.meeting_id == meeting_id).order_by(MinutesStep.id)
    return list(db.session.scalars(wanted))


def told(meeting_id: int, model: type[Told]) -> list[tuple[Told, str]]:
    """Steps or corrections with the name of whoever took or proposed each, in order; one question."""
    by = (Person.number == model.by_no) & (Person.group_id == model.group_id)
    wanted = select(model, Person.name).outerjoin(Person, by).where(model.meeting_id == meeting_id).order_by(model.id)
    return [(row[0], row[1] or "") for row in db.session.execute(wanted)]


def corrections_of(meeting_id: int) -> list[Correction]:
    """The corrections that were proposed, in order."""
    wanted = select(Correction).where(Correction.meeting_id == meeting_id).order_by(Correction.id)
    return list(db.session.scalars(wanted))


def correction(meeting_id: int, row_id: int) -> Correction | None:
    """One correction that was proposed."""
    return db.session.scalar(select(Correction).where(Correction.id == row_id, Correction.meeting_id == meeting_id))


def approved(meeting_id: int) -> ApprovedMinutes | None:
    """What was approved of a meeting."""
    return db.session.scalar(select(ApprovedMinutes).where(ApprovedMinutes.meeting_id == meeting_id))


def sent(meeting_id: int) -> SentMinutes | None:
    """Minutes as they were sent round."""
    return db.session.scalar(select(SentMinutes).where(SentMinutes.meeting_id == meeting_id))


def paper_of(row: ApprovedMinutes | SentMinutes) -> Paper:
    """The minutes as they were approved."""
    return from_data(json.loads(row.content))


def stored(file_id: int | None) -> StoredFile | None:
    """A file that is kept with minutes or letters."""
    return db.session.scalar(select(StoredFile).where(StoredFile.id == file_id)) if file_id else None


def later_corrections(meeting_id: int) -> list[tuple[LaterCorrection, Meeting]]:
    """Corrections that later meetings minuted, with the meeting that did."""
    return later_corrections_of([meeting_id])


def later_corrections_of(meeting_ids: Sequence[int]) -> list[tuple[LaterCorrection, Meeting]]:
    """The same of several minutes."""
    wanted = (
        select(LaterCorrection, Meeting)
        .join(Meeting, Meeting.id == LaterCorrection.minuted_at_id)
        .where(LaterCorrection.meeting_id.in_(meeting_ids))
        .order_by(LaterCorrection.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(wanted)]


def held_after(meeting: Meeting, *only: Any, most: int = 40) -> list[Meeting]:
    """Meetings that were held later than one, the next first."""
    wanted = (
        select(Meeting)
        .where(Meeting.standing == "held", Meeting.id != meeting.id, Meeting.day >= meeting.day, *only)
        .order_by(Meeting.day, Meeting.starts, Meeting.id)
    )
    return [one for one in db.session.scalars(wanted.limit(most)) if later(one, meeting)]


def held_lately(most: int) -> list[Meeting]:
    """Meetings that were held, the newest first."""
    wanted = select(Meeting).where(Meeting.standing == "held").order_by(Meeting.day.desc(), Meeting.id.desc())
    return list(db.session.scalars(wanted.limit(most)))


def can_approve(meeting: Meeting) -> list[Meeting]:
    """The later meetings of the same body, the next first: at one of these its minutes can be approved."""
    those = held_after(meeting, Meeting.kind.in_(approving_kinds(meeting.kind)))
    return [one for one in those if approves(one, meeting)]


def later(one: Any, other: Any) -> bool:
    """Whether one meeting began after another."""
    return (one.day, one.starts) > (other.day, other.starts)


def approves(one: Any, minutes_of: Any) -> bool:
    """Whether a meeting is of the body whose minutes these are."""
    return same_body((minutes_of.kind, minutes_of.called), (one.kind, one.called))


def heard_at(meeting_id: int) -> Sequence[Any]:
    """Which minutes were approved at a meeting (`minutes`), and which letters it heard of (`came`, `went`).

    Each with two words: kind and what it is called, or who and about what. One question.
    """
    approved = (
        select(
            literal("minutes").label("sort"),
            Meeting.kind.label("first"),
            Meeting.called.label("second"),
            Meeting.day.label("day"),
            Meeting.id.label("row"),
        )
        .join(ApprovedMinutes, ApprovedMinutes.meeting_id == Meeting.id)
        .where(ApprovedMinutes.approved_at_id == meeting_id)
    )
    heard = select(case((Letter.came, "came"), else_="went"), Letter.who, Letter.about, Letter.day, Letter.id).where(
        Letter.reported_at_id == meeting_id
    )
    both = union_all(approved, heard).subquery()
    return db.session.execute(select(both).order_by(both.c.day, both.c.row)).all()


def waiting_at(meeting: Meeting) -> list[Meeting]:
    """Earlier meetings whose minutes this one could approve, the oldest first."""
    return told_waiting(list(db.session.scalars(_waiting(select(Meeting), meeting))), meeting)


def asks_waiting(meeting: Meeting) -> Part:
    """What a page shows of those, for `together.ask`."""
    columns = (Meeting.id, Meeting.kind, Meeting.called, Meeting.day, Meeting.starts, Meeting.minutes)
    return _waiting(select(*columns), meeting)


def _waiting(wanted: Part, meeting: Meeting, most: int = 12) -> Part:
    return (
        wanted.where(
            Meeting.standing == "held",
            Meeting.minutes != "approved",
            Meeting.id != meeting.id,
            Meeting.day <= meeting.day,
            Meeting.kind.in_([kind for kind in KINDS if meeting.kind in approving_kinds(kind)]),
        )
        .order_by(case((Meeting.kind == meeting.kind, 0), else_=1), Meeting.day.desc(), Meeting.starts.desc())
        .limit(most)
    )


def told_waiting(rows: Sequence[Any], meeting: Meeting) -> list[Any]:
    """Those of some rows that it could approve, in their order."""
    found = sorted(rows, key=lambda one: (one.day, one.starts, one.id))
    return [one for one in found if later(meeting, one) and approves(meeting, one)]


def confidential(meeting_id: int) -> ConfidentialPart | None:
    """The part that only few may read."""
    return db.session.scalar(select(ConfidentialPart).where(ConfidentialPart.meeting_id == meeting_id))


def years() -> list[int]:
    """The years that have approved minutes, the newest first."""
    days = db.session.scalars(
        select(Meeting.day).join(ApprovedMinutes, ApprovedMinutes.meeting_id == Meeting.id).order_by(Meeting.day.desc())
    )
    return list(dict.fromkeys(day.year for day in days))


def book(year: int | None = None) -> list[tuple[int, Meeting]]:
    """All approved minutes of a year, or of every year, in the order of their meetings: (row of the minutes, which)."""
    wanted = (
        select(ApprovedMinutes.id, Meeting)
        .join(Meeting, Meeting.id == ApprovedMinutes.meeting_id)
        .order_by(Meeting.day, Meeting.starts, Meeting.id)
    )
    if year is not None:
        wanted = wanted.where(Meeting.day >= date(year, 1, 1), Meeting.day <= date(year, 12, 31))
    return [(row[0], row[1]) for row in db.session.execute(wanted)]


def papers(rows: Sequence[int]) -> Iterator[Paper]:
    """The papers of some approved minutes in their order, read a slice at a time and let go again."""
    for first in range(0, len(rows), A_SLICE):
        some = rows[first : first + A_SLICE]
        wanted = select(ApprovedMinutes.id, ApprovedMinutes.content).where(ApprovedMinutes.id.in_(some))
        found = {row.id: row.content for row in db.session.execute(wanted)}
        for one in some:
            yield from_data(json.loads(found[one]))


def not_approved(most: int = 100) -> list[Meeting]:
    """Meetings that were held and whose minutes are not approved yet, the newest first."""
    wanted = select(Meeting).where(Meeting.standing == "held", Meeting.minutes != "approved")
    return list(db.session.scalars(wanted.order_by(Meeting.day.desc(), Meeting.starts.desc()).limit(most)))
