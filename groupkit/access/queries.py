"""Who is in the group and what they do."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import g
from sqlalchemy import func, literal, select, union_all

from groupkit import dates, tenancy
from groupkit.access.models import Agreement, Appointment, Group, Look, Person, User
from groupkit.access.permissions import JOBS, Can
from groupkit.db import db, door_reading
from groupkit.history import HistoryLine, PrivateText, private_in
from groupkit.refusal import Refused
from groupkit.tenancy import GroupScope
from groupkit.together import Part

_NO_NAME = re.compile(r"(?:Member|Friend) [0-9]+ \(left\)")
LOOKS_ON_A_PAGE = 200
LETS_IN = [job.value for job, gives in JOBS.items() if Can.LET_IN in gives]


def label(person: Person) -> str:
    """How a person stands in the history: by number, never by name."""
    return f"{'Friend' if person.friend else 'Member'} {person.number:03d}"


def is_a_name(words: str) -> bool:
    """Whether what somebody is called names them: `Member 014 (left)` stands where a name was taken out."""
    return _NO_NAME.fullmatch(words) is None


def person(person_id: int) -> Person:
    """A person by row; Refused when there is no such person in this group."""
    found: Person | None = db.session.scalar(select(Person).where(Person.id == person_id))
    if found is None:
        raise Refused("There is no such person in this group")
    return found


def person_numbered(number: int) -> Person | None:
    """The person with this number in the group."""
    return db.session.scalar(select(Person).where(Person.number == number))


def names(numbers: Iterable[int]) -> dict[int, str]:
    """What to call each person by their number; number 0 is the program itself."""
    wanted = set(numbers)
    rows = db.session.execute(select(Person.number, Person.name).where(Person.number.in_(wanted)))
    return {0: "groupkit", **{row.number: row.name for row in rows}}


def every_name() -> set[str]:
    """What everybody in the group is or was called, those who left too, unless it was taken out."""
    told = select(literal("told"), HistoryLine.body).where(HistoryLine.what == "changed a name")
    rows = db.session.execute(union_all(select(literal("name").label("sort"), Person.name.label("words")), told)).all()
    once = {digest for row in rows if row.sort == "told" for digest in private_in(json.loads(row.words))}
    names = {row.words for row in rows if row.sort == "name"}
    if once:
        names |= set(db.session.scalars(select(PrivateText.text).where(PrivateText.digest.in_(once))))
    return {name for name in names if name and is_a_name(name)}


@dataclass(frozen=True)
class HeldJob:
    """A job and since when; `alone` when they gave it to themselves as the only officer."""

    appointment_id: int
    job: str
    from_day: date
    alone: bool


@dataclass(frozen=True)
class PersonCard:
    """One person for the page of who does what."""

    number: int
    name: str
    friend: bool
    signs_in: bool
    jobs: list[HeldJob]


def everyone() -> list[PersonCard]:
    """Everybody with a place now, officers first, then by number."""
    held: dict[int, list[HeldJob]] = {}
    for job in db.session.scalars(select(Appointment).where(Appointment.ended_at.is_(None)).order_by(Appointment.id)):
        held.setdefault(job.person_id, []).append(HeldJob(job.id, job.job, job.from_day, job.alone))
    people = db.session.scalars(select(Person).where(Person.left_on.is_(None)).order_by(Person.number))
    cards = [PersonCard(p.number, p.name, p.friend, p.user_id is not None, held.get(p.id, [])) for p in people]
    return sorted(cards, key=lambda card: (card.friend, not card.jobs, card.number))


def jobs_held(person_id: int) -> list[Appointment]:
    """The jobs somebody holds now."""
    return list(
        db.session.scalars(
            select(Appointment)
            .where(Appointment.person_id == person_id, Appointment.ended_at.is_(None))
            .order_by(Appointment.id)
        )
    )


def appointment(appointment_id: int) -> Appointment | None:
    """One appointment by row."""
    return db.session.scalar(select(Appointment).where(Appointment.id == appointment_id))


def other_officers(person_id: int) -> bool:
    """Whether anybody else who holds a job could record one, and can sign in."""
    return db.session.scalar(_who_let_in().where(Person.id != person_id).limit(1)) is not None


def others_who_let_in(appointment_id: int) -> bool:
    """Whether somebody else, or the same person by another job, could still let people in."""
    return db.session.scalar(_who_let_in().where(Appointment.id != appointment_id).limit(1)) is not None


def who_let_in() -> list[str]:
    """The name of each person who can let others in and can sign in, by number; two may have the same name."""
    wanted = _who_let_in().with_only_columns(Person.number, Person.name).distinct().order_by(Person.number)
    return [row.name for row in db.session.execute(wanted)]


def _who_let_in() -> Any:
    return (
        select(Appointment.id)
        .join(Person, Person.id == Appointment.person_id)
        .where(
            Appointment.ended_at.is_(None),
            Appointment.job.in_(LETS_IN),
            Person.left_on.is_(None),
            Person.user_id.is_not(None),
        )
    )


def agreement_with(person_id: int) -> Agreement | None:
    """The latest agreement with a critical friend."""
    return db.session.scalar(
        select(Agreement).where(Agreement.person_id == person_id).order_by(Agreement.id.desc()).limit(1)
    )


def running_agreements() -> list[tuple[Agreement, Person]]:
    """Agreements with critical friends that run today."""
    rows = db.session.execute(_running(select(Agreement, Person)).order_by(Agreement.id))
    return [(row[0], row[1]) for row in rows]


def asks_running_agreements() -> Part:
    """The same as a question for a page that asks more at once: the agreement's days, and whose it is."""
    columns = (Agreement.id, Agreement.key, Agreement.until, Agreement.review_on, Person.number, Person.name)
    return _running(select(*columns))  # type: ignore[no-any-return]


def _running(wanted: Any) -> Any:
    runs = (Agreement.ended_at.is_(None), Agreement.until >= tenancy.today())
    return wanted.join(Person, Person.id == Agreement.person_id).where(*runs)


def looks(most: int = LOOKS_ON_A_PAGE, after: int = 0) -> list[Look]:
    """What critical friends opened, newest first, at most so many, `after` so many newer ones."""
    return list(db.session.scalars(select(Look).order_by(Look.id.desc()).limit(most).offset(after)))


def asks_last_looks() -> Part:
    """The question when each critical friend last opened a page: `person_no` and `at`."""
    latest = select(func.max(Look.id)).group_by(Look.person_no)
    return select(Look.person_no, Look.at).where(Look.id.in_(latest))


@dataclass(frozen=True)
class PageOfLooks:
    """One page of what critical friends opened, as the template of pages takes it."""

    looks: list[Look]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // LOOKS_ON_A_PAGE))


def page_of_looks(number: int) -> PageOfLooks:
    """A page of what critical friends opened, newest first; the last page beyond the end."""
    total = db.session.scalar(select(func.count()).select_from(Look)) or 0
    number = min(max(number, 1), max(1, -(-total // LOOKS_ON_A_PAGE)))
    return PageOfLooks(looks(after=(number - 1) * LOOKS_ON_A_PAGE), number, total)


def group_here() -> Group:
    """The group in scope."""
    return db.session.scalars(select(Group).where(Group.id == tenancy.scope().id)).one()


def group_name() -> str:
    """What the group in scope is called; whoever is here knows it already."""
    actor = g.get("actor")
    return actor.group_name if actor is not None and actor.group == tenancy.scope() else group_here().name


def began_on() -> date:
    """The day on which the books of this group began here."""
    return day_begun(group_here().since)


def asks_begun() -> Part:
    """The question when that was: `since`, the moment of which `day_begun` is the day."""
    return select(Group.since).where(Group.id == tenancy.scope().id)


def day_begun(since: datetime) -> date:
    """The day of a moment where the group is."""
    return dates.day_of(since, tenancy.scope().zone)


@dataclass(frozen=True)
class GroupSize:
    """What a keeper sees of a group: its short name and how many people, no page of it."""

    short_name: str
    people: int
    since: date


def every_group() -> list[tuple[str, GroupScope]]:
    """Every group by its short name, for work that enters each in turn: checks and chores."""
    with door_reading() as door:
        rows = door.execute(select(Group.short_name, Group.id, Group.key, Group.zone).order_by(Group.id)).all()
    return [(row.short_name, GroupScope(row.id, row.key, row.zone)) for row in rows]


def has_user() -> bool:
    """Whether anybody has an account on this installation yet."""
    with door_reading() as door:
        return door.scalar(select(User.id).limit(1)) is not None


def looks_in_now(person_id: int) -> bool:
    """Whether an agreement with this critical friend runs today."""
    today = tenancy.today()
    running = select(Agreement.id).where(
        Agreement.person_id == person_id,
        Agreement.ended_at.is_(None),
        Agreement.from_day <= today,
        Agreement.until >= today,
    )
    return db.session.scalar(running.limit(1)) is not None


def groups_holding(user_id: int) -> list[GroupScope]:
    """The groups in which an account has a place: the one way to begin reading across groups."""
    with tenancy.across_groups(), door_reading() as door:
        rows = door.execute(
            select(Group.id, Group.key, Group.zone)
            .join(Person, Person.group_id == Group.id)
            .where(Person.user_id == user_id, Person.left_on.is_(None))
            .order_by(Group.short_name)
        ).all()
    return [GroupScope(row.id, row.key, row.zone) for row in rows]


def opens_more_than_this_group(user_id: int) -> bool:
    """Whether an account is a keeper's, or has a place in another group too."""
    keeper = db.session.scalar(select(User.keeper).where(User.id == user_id))
    return bool(keeper) or any(scope.id != tenancy.scope().id for scope in groups_holding(user_id))


def sizes() -> list[GroupSize]:
    """What the keeper sees of every group: short name, how many people, since when. No page of any group."""
    people = (
        select(func.count())
        .select_from(Person)
        .where(Person.group_id == Group.id, Person.left_on.is_(None))
        .correlate(Group)
        .scalar_subquery()
    )
    with tenancy.across_groups(), door_reading() as door:
        rows = door.execute(
            select(Group.short_name, people.label("people"), Group.since, Group.zone).order_by(Group.short_name)
        ).all()
    return [GroupSize(row.short_name, int(row.people), dates.day_of(row.since, row.zone)) for row in rows]
