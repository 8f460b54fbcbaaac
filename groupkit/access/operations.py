"""Letting people in, giving and ending jobs, and changing a group's own particulars."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from groupkit import dates, history, tenancy
from groupkit.access import queries
from groupkit.access.actor import Actor
from groupkit.access.models import Agreement, Appointment, Group, Person
from groupkit.access.permissions import SHARED, Job
from groupkit.db import db
from groupkit.history import private, record
from groupkit.refusal import Conflict, Refused

LONGEST_AGREEMENT = timedelta(days=366)
PARTS = {
    "resource-builder": "helps us find rooms, money and people",
    "capacity-builder": "helps us learn to run things ourselves",
    "facilitator": "helps when a meeting is hard",
    "bridge-builder": "puts us in touch with others",
    "co-educator": "learns with us and teaches others with us",
}
"""The five parts a supporter can play (USERS, supporters' five parts)."""

JobTold = Callable[[Appointment, Actor], None]
EndTold = Callable[[Appointment, str, Actor], None]
_begun: list[JobTold] = []
_ended: list[EndTold] = []
_left: list[Callable[[Person, Actor], None]] = []


def when_a_job_begins(told: JobTold) -> JobTold:
    """Register what a book writes down when somebody is given a job that opens pages."""
    _begun.append(told)
    return told


def when_a_job_ends(told: EndTold) -> EndTold:
    """Register what a book writes down when such a job ends, and why: `ended` by an officer, or they `left`."""
    _ended.append(told)
    return told


def when_somebody_leaves(told: Callable[[Person, Actor], None]) -> Callable[[Person, Actor], None]:
    """Register what a book writes down when somebody leaves the group; their access has ended by then."""
    _left.append(told)
    return told


def job_begins(held: Appointment, by: Actor) -> None:
    """Tell the books that a job which opens pages has begun."""
    for told in _begun:
        told(held, by)


def add_person(name: str, by: Actor, joined_on: date | None = None) -> Person:
    """A new member has a place in the group, with the next number; they need not ever sign in.

    They are here since today, or since a day before. Raises Refused on `joined_on` for a day that has not come.
    """
    today = tenancy.today()
    joined_on = joined_on or today
    if joined_on > today:
        raise Refused("Choose today, or a day before", "joined_on")
    person = Person(number=_next_number(), name=name, joined_on=joined_on)
    db.session.add(person)
    db.session.flush()
    since: dict[str, tuple[history.Value, history.Value]] = {"since": (None, joined_on)} if joined_on != today else {}
    record(by, "added a person", queries.label(person), name=(None, private(name)), **since)
    return person


def rename_person(person: Person, name: str, version: int, by: Actor) -> None:
    """Somebody's name as they want it written from now on."""
    if person.version != version:
        raise Conflict("Somebody else changed this in the meantime. Here is how it stands now", "name")
    if person.name != name:
        record(by, "changed a name", queries.label(person), name=(private(person.name), private(name)))
        person.name = name


def person_leaves(person: Person, by: Actor) -> None:
    """Somebody leaves from today: their jobs, or a friend's agreement, end and they no longer sign in to this group."""
    if person.left_on is not None:
        raise Refused("They have left already")
    for held in queries.jobs_held(person.id):
        end_job(held, by, "left")
    agreement = queries.agreement_with(person.id)
    if agreement is not None and queries.looks_in_now(person.id):
        end_agreement(agreement, by)
    for told in _left:
        told(person, by)
    person.left_on = tenancy.today()
    record(by, "wrote down that somebody left", queries.label(person), left_on=(None, person.left_on))


def give_job(person: Person, job: Job, by: Actor) -> Appointment:
    """Somebody holds a job from today.

    Nobody gives themselves a job, unless they are the only officer: then it is allowed, and shown.
    """
    if person.friend:
        raise Refused("A critical friend looks in, and holds no job in the group", "job")
    if person.left_on is not None:
        raise Refused("They have left the group. Add them again first", "job")
    if any(held.job == job.value for held in queries.jobs_held(person.id)):
        raise Refused("They hold this job already", "job")
    themselves = person.number == by.person_no
    if themselves and queries.other_officers(person.id):
        raise Refused("Ask another officer to record this: nobody gives themselves a job while others could", "job")
    held = Appointment(
        person_id=person.id, job=job.value, from_day=tenancy.today(), given_by_no=by.person_no, alone=themselves
    )
    db.session.add(held)
    db.session.flush()
    record(by, f"gave the job of {job.value}", queries.label(person), alone=(None, themselves))
    job_begins(held, by)
    return held


def end_job(held: Appointment, by: Actor, why: str = "ended") -> None:
    """A job ends, and with it at once what it allowed; the group always keeps somebody who can let others in."""
    if held.ended_at is not None:
        raise Refused("This job has ended already")
    if is_last_who_lets_in(held):
        raise Refused("Nobody else can let people in yet. Give that job to somebody else first, then end this one")
    held.ended_at = dates.now()
    person = queries.person(held.person_id)
    record(by, f"ended the job of {held.job}", queries.label(person), from_day=(held.from_day, held.from_day))
    for told in _ended:
        told(held, why, by)


def is_last_who_lets_in(held: Appointment) -> bool:
    """Whether nobody else who can sign in could let people in, so that this job cannot end yet."""
    return held.job in queries.LETS_IN and not queries.others_who_let_in(held.id)


@dataclass(frozen=True)
class Terms:
    """What is agreed with a critical friend beside their part and until when.

    `shares` are parts as `permissions.SHARED` names them; `bounds` says what is out of bounds; `review_on` is the day
    on which both look at it again; `decision` is the meeting that agreed to it.
    """

    shares: Sequence[str] = tuple(SHARED)
    bounds: str = ""
    review_on: date | None = None
    decision: str = ""


def invite_friend(name: str, post: str, part: str, until: date, by: Actor, terms: Terms | None = None) -> Person:
    """Agree with a critical friend to look in from today until a day, a year at most.

    They see nothing until they have read and accepted it. Raises Refused with the field it is about.
    """
    terms = terms or Terms()
    person = Person(number=_next_number(), name=name, friend=True, joined_on=tenancy.today())
    db.session.add(person)
    db.session.flush()
    _agree(person, post, part, until, terms, by)
    record(
        by,
        "agreed with a critical friend",
        queries.label(person),
        name=(None, private(name)),
        post=(None, private(post)),
        part=(None, part),
        until=(None, until),
        **_told(terms),
    )
    return person


def agree_again(person: Person, post: str, part: str, until: date, by: Actor, terms: Terms | None = None) -> None:
    """A new agreement with somebody who has looked in before; one that still runs ends with it.

    It is a new decision, so they read and accept it anew. Raises Refused with the field it is about.
    """
    terms = terms or Terms()
    if not person.friend or person.left_on is not None:
        raise Refused("They are not a critical friend of this group")
    before = queries.agreement_with(person.id)
    if before is not None and before.ended_at is None:
        before.ended_at = dates.now()
    _agree(person, post, part, until, terms, by)
    old = before or Agreement()
    record(
        by,
        "agreed again with a critical friend",
        queries.label(person),
        until=(old.until, until),
        part=(old.part, part),
        post=(None, private(post)),
        **_told(terms),
    )


def _told(terms: Terms) -> dict[str, tuple[history.Value, history.Value]]:
    """The terms as the history keeps them: whatever was written freely by its digest."""
    words = {"bounds": terms.bounds, "decision": terms.decision}
    told: dict[str, tuple[history.Value, history.Value]] = {
        name: (None, private(text)) for name, text in words.items() if text
    }
    return {**told, "shares": (None, list(terms.shares)), "review_on": (None, terms.review_on)}


def _agree(person: Person, post: str, part: str, until: date, terms: Terms, by: Actor) -> None:
    today = tenancy.today()
    if until <= today:
        raise Refused("Choose a day after today", "until")
    if until - today > LONGEST_AGREEMENT:
        raise Refused("A year is the longest. It can be agreed again when the time comes", "until")
    if part not in PARTS:
        raise Refused("Choose one of these", "part")
    if not terms.shares or set(terms.shares) - set(SHARED):
        raise Refused("Choose at least one of these", "shares")
    if terms.review_on is not None and not today < terms.review_on <= until:
        raise Refused("Choose a day after today, and not after the last day", "review_on")
    db.session.add(
        Agreement(
            person_id=person.id,
            post=post,
            part=part,
            from_day=today,
            until=until,
            given_by_no=by.person_no,
            shares=" ".join(part for part in SHARED if part in terms.shares),
            bounds=terms.bounds,
            review_on=terms.review_on,
            decision=terms.decision,
        )
    )
    db.session.flush()


def end_agreement(agreement: Agreement, by: Actor) -> None:
    """A critical friend's time with the group ends now."""
    if agreement.ended_at is not None:
        raise Refused("This agreement has ended already")
    agreement.ended_at = dates.now()
    person = queries.person(agreement.person_id)
    record(
        by,
        "ended the agreement with a critical friend",
        queries.label(person),
        until=(agreement.until, tenancy.today()),
    )


def change_group(group: Group, name: str, nation: str, version: int, by: Actor) -> None:
    """The group's full name and nation; the short name stays, since it stands in addresses that people have kept."""
    if group.version != version:
        raise Conflict("Somebody else changed this in the meantime. Here is how it stands now", "name")
    changes = history.changed({"name": group.name, "nation": group.nation}, {"name": name, "nation": nation})
    if changes:
        group.name, group.nation = name, nation
        record(by, "changed the group's particulars", group.short_name, **changes)


def _next_number() -> int:
    return (db.session.scalar(select(func.max(Person.number))) or 0) + 1
