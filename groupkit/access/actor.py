"""Who is asking: their place in a group and what they may do there, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import or_, select

from groupkit import dates, db
from groupkit.access.models import Acceptance, Agreement, Appointment, Group, Person
from groupkit.access.permissions import DOES, SHARED_WORDS, Can, Job, may_do
from groupkit.tenancy import GroupScope


@dataclass(frozen=True)
class Agreed:
    """An agreement with a critical friend that runs today, and whether they have read and accepted it."""

    key: str
    post: str
    part: str
    shares: tuple[str, ...]
    bounds: str
    from_day: date
    until: date
    review_on: date | None
    accepted: bool
    decision: str = ""
    """The meeting that agreed to it."""
    by_no: int = 0
    """Who invited them, by number."""


@dataclass(frozen=True)
class Actor:
    """Somebody in their group: the `by` of every operation."""

    person_no: int
    name: str
    group: GroupScope
    group_name: str
    slug: str
    nation: str
    example: bool
    jobs: frozenset[Job]
    friend: bool
    may: frozenset[Can]
    until: date | None = None
    """The last day of a critical friend's agreement."""
    agreed: "Agreed | None" = None
    """What was agreed with a critical friend."""

    def can(self, can: Can | str) -> bool:
        """Whether they may do this; templates name the permission as text."""
        return (Can[can] if isinstance(can, str) and not isinstance(can, Can) else can) in self.may

    @property
    def does(self) -> str:
        """What they do, in a phrase for the top of the page."""
        if self.friend:
            return "you look in as a critical friend"
        phrases = [DOES[job] for job in Job if job in self.jobs]
        if len(phrases) > 2:
            return "you look after most things"
        return " and ".join(phrases) or "you are a member"


@dataclass(frozen=True)
class GroupCard:
    """One of a person's groups, for the list of theirs; of one where they look in, what it shares."""

    slug: str
    name: str
    friend: bool
    shares: tuple[str, ...] = ()


def find(user_id: int, slug: str) -> Actor | None:
    """Somebody's place in the group of this short name; None when they have none, or there is no such group."""
    with db.door_reading() as door:
        rows = door.execute(_places(user_id).where(Group.short_name == slug)).all()
    return _actor(rows)


def groups_of(user_id: int) -> list[GroupCard]:
    """Every group in which somebody has a place now: the one reading across groups, and it reads only this."""
    with db.door_reading() as door:
        rows = door.execute(_places(user_id).order_by(Group.name, Group.id)).all()
    found = [_actor(list(places)) for _, places in groupby(rows, key=lambda row: row.id)]
    return [GroupCard(one.slug, one.group_name, one.friend, _shared(one)) for one in found if one]


def _shared(actor: Actor) -> tuple[str, ...]:
    return tuple(SHARED_WORDS[part] for part in actor.agreed.shares if part in SHARED_WORDS) if actor.agreed else ()


def _places(user_id: int) -> Any:
    """Places, the jobs held in them and the agreements that run; each join names the group itself."""
    now = dates.now()
    return (
        select(
            Group.id,
            Group.key.label("group_key"),
            Group.zone,
            Group.name.label("group_name"),
            Group.short_name,
            Group.nation,
            Group.example,
            Person.number,
            Person.name,
            Person.friend,
            Person.left_on,
            Appointment.job,
            Appointment.from_day.label("job_from"),
            Agreement.from_day,
            Agreement.until,
            Agreement.key,
            Agreement.post,
            Agreement.part,
            Agreement.shares,
            Agreement.bounds,
            Agreement.review_on,
            Agreement.decision,
            Agreement.given_by_no,
            Acceptance.at.label("accepted_at"),
        )
        .select_from(Person)
        .join(Group, Group.id == Person.group_id)
        .outerjoin(
            Appointment,
            (Appointment.group_id == Person.group_id)
            & (Appointment.person_id == Person.id)
            & or_(Appointment.ended_at.is_(None), Appointment.ended_at > now),
        )
        .outerjoin(
            Agreement,
            (Agreement.group_id == Person.group_id)
            & (Agreement.person_id == Person.id)
            & or_(Agreement.ended_at.is_(None), Agreement.ended_at > now),
        )
        .outerjoin(Acceptance, (Acceptance.agreement_key == Agreement.key) & (Acceptance.user_id == Person.user_id))
        .where(Person.group_id == Group.id, Person.user_id == user_id)
    )


def _actor(rows: Sequence[Any]) -> Actor | None:
    if not rows:
        return None
    first = rows[0]
    today = dates.today(first.zone)
    if first.left_on is not None and first.left_on <= today:
        return None
    agreed = _agreed(rows, today) if first.friend else None
    if first.friend and agreed is None:
        return None
    held = {row.job for row in rows if row.job and row.job_from <= today}
    jobs = frozenset() if first.friend else frozenset(job for job in Job if job.value in held)
    return Actor(
        person_no=first.number,
        name=first.name,
        group=GroupScope(first.id, first.group_key, first.zone),
        group_name=first.group_name,
        slug=first.short_name,
        nation=first.nation,
        example=first.example,
        jobs=jobs,
        friend=first.friend,
        may=may_do(jobs, first.friend, agreed.shares if agreed else ()),
        until=agreed.until if agreed else None,
        agreed=agreed,
    )


def _agreed(rows: Sequence[Any], today: date) -> Agreed | None:
    """The agreement that runs today: of several, the one that runs longest."""
    running = [row for row in rows if row.until and row.from_day <= today <= row.until]
    if not running:
        return None
    row = max(running, key=lambda one: one.until)
    return as_agreed(row, accepted=row.accepted_at is not None)


def as_agreed(row: Any, accepted: bool) -> Agreed:
    """An agreement as plain values, from its row or from one that holds all of its columns."""
    return Agreed(
        key=row.key,
        post=row.post,
        part=row.part,
        shares=tuple(row.shares.split()),
        bounds=row.bounds,
        from_day=row.from_day,
        until=row.until,
        review_on=row.review_on,
        accepted=accepted,
        decision=row.decision,
        by_no=row.given_by_no,
    )
