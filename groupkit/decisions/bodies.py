"""Who has a vote: how many members there were on a day, and how many were on the committee."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from groupkit import tenancy, together
from groupkit.access.models import Person
from groupkit.db import db
from groupkit.jobs.models import GroupJob, Tenure
from groupkit.jobs.rules import HOLDS
from groupkit.together import Part


def size_of(body: str, day: date | None = None) -> int:
    """How many had a vote in a body on a day (today unless told): all members, or those on the committee."""
    on = day or tenancy.today()
    return committee(on) if body == "committee" else members(on)


@dataclass(frozen=True)
class Sizes:
    """How many had a vote in each body on one day."""

    members: int
    committee: int

    @classmethod
    def told(cls, rows: Mapping[str, Sequence[Any]]) -> "Sizes":
        """From the rows of what `asks` asks."""
        return cls(rows["members"][0].people, rows["committee"][0].people)

    def of(self, body: str) -> int:
        """The same as `size_of` on that day."""
        return self.committee if body == "committee" else self.members

    def known(self, body: str) -> int:
        """How many with a vote the kit knows of; none where a group writes down only its officers."""
        return self.of(body) if body == "committee" or self.members > self.committee else 0


def sizes(day: date) -> Sizes:
    """How many had a vote in each body on a day, in one question."""
    return Sizes.told(together.ask(asks(day)))


def asks(day: date) -> dict[str, Part]:
    """What `sizes` asks, for whoever asks more at once (`together.ask`)."""
    return {"members": _members(day), "committee": _committee(day)}


def members(day: date) -> int:
    """How many members there were on a day; a critical friend is none, and whoever left that day no longer is."""
    return int(db.session.scalar(_members(day)) or 0)


def committee(day: date) -> int:
    """How many people were on the committee: whoever had an officer's job, or was chosen or brought in for another."""
    return int(db.session.scalar(_committee(day)) or 0)


def _members(day: date) -> Part:
    return select(func.count(Person.id).label("people")).where(
        Person.friend.is_(False),
        or_(Person.joined_on.is_(None), Person.joined_on <= day),
        or_(Person.left_on.is_(None), Person.left_on > day),
    )


def _committee(day: date) -> Part:
    return (
        select(func.count(Tenure.person_id.distinct()).label("people"))
        .join(GroupJob, GroupJob.id == Tenure.job_id)
        .where(
            Tenure.role == HOLDS,
            Tenure.from_day <= day,
            or_(Tenure.ended_on.is_(None), Tenure.ended_on > day),
            or_(GroupJob.gives != "", Tenure.how.in_(("elected", "co-opted"))),
        )
    )


def sizes_at_any_day() -> Callable[[str, date], int]:
    """The same as `size_of` for whatever days are asked for, with two questions in all: for a list of many meetings."""
    people = db.session.execute(select(Person.joined_on, Person.left_on).where(Person.friend.is_(False))).all()
    chosen = or_(GroupJob.gives != "", Tenure.how.in_(("elected", "co-opted")))
    wanted = select(Tenure.person_id, Tenure.from_day, Tenure.ended_on).join(GroupJob, GroupJob.id == Tenure.job_id)
    tenures = db.session.execute(wanted.where(Tenure.role == HOLDS, chosen)).all()

    def size(body: str, day: date) -> int:
        if body == "committee":
            return len({who for who, first, ended in tenures if first <= day and (ended is None or ended > day)})
        return sum((first is None or first <= day) and (left is None or left > day) for first, left in people)

    return size
