"""Founding a group: its first person, and whatever the other books want to begin with."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from groupkit import dates, db, history, tenancy
from groupkit.access.actor import Actor
from groupkit.access.gate import KIT
from groupkit.access.models import Appointment, Group, Person
from groupkit.access.operations import job_begins
from groupkit.access.permissions import Job, may_do
from groupkit.refusal import Refused
from groupkit.tenancy import GroupScope

NATIONS = {
    "england-and-wales": "England or Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
    "elsewhere": "Somewhere else",
}
_SHORT_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True)
class Founding:
    """What is asked when a group begins."""

    name: str
    short_name: str
    nation: str
    year_end: str
    """`MM-DD`"""
    has_bank: bool
    has_tin: bool
    keeps_book: bool
    example: bool = False


Starter = Callable[[Actor, Founding], None]
_starters: list[Starter] = []


def at_founding(starter: Starter) -> Starter:
    """Register what another book writes when a group begins."""
    if starter not in _starters:
        _starters.append(starter)
    return starter


def check_short_name(short_name: str) -> None:
    """Raises Refused unless it can stand in an address: small letters, figures and hyphens, 2 to 30 of them."""
    if not 2 <= len(short_name) <= 30 or not _SHORT_NAME.fullmatch(short_name):
        raise Refused(
            "Use 2 to 30 small letters, figures and single hyphens, beginning with a letter, like hill-street",
            "short_name",
        )
    if short_name == KIT:
        raise Refused("That short name is kept for the program itself. Choose another", "short_name")


def found_group(founding: Founding, user_id: int, person_name: str) -> Group:
    """Begin a group with its first person, who lets others in and may keep the book for now.

    Raises Refused when the short name is taken or cannot stand in an address. Runs inside a write transaction.
    """
    check_short_name(founding.short_name)
    session = db.db.session
    if session.scalar(select(Group.id).where(Group.short_name == founding.short_name)):
        raise Refused("Another group here already has that short name. Choose another", "short_name")
    if founding.nation not in NATIONS:
        raise Refused("Choose one of these", "nation")
    group = Group(short_name=founding.short_name, name=founding.name, nation=founding.nation, example=founding.example)
    session.add(group)
    session.flush()
    with tenancy.in_group(GroupScope(group.id, group.key, group.zone), _KeepsAll()):
        _begin(group, founding, user_id, person_name)
    return group


class _KeepsAll:
    """Entering the new group's scope must not forget the rows that this transaction has just added."""

    def expunge_all(self) -> None:
        """Nothing of another group has been loaded in this transaction."""


def _begin(group: Group, founding: Founding, user_id: int, person_name: str) -> None:
    session, today = db.db.session, dates.today(group.zone)
    person = Person(number=1, name=person_name, user_id=user_id, joined_on=today)
    session.add(person)
    session.flush()
    jobs = [Job.COORDINATOR, *([Job.TREASURER] if founding.keeps_book else [])]
    held = [Appointment(person_id=person.id, job=job.value, from_day=today, given_by_no=1, alone=True) for job in jobs]
    session.add_all(held)
    session.flush()
    actor = first_actor(group, person_name, frozenset(jobs))
    history.record(
        actor,
        "began this group's books",
        group.short_name,
        name=(None, history.private(person_name)),
        jobs=(None, [job.value for job in jobs]),
    )
    for one in held:
        job_begins(one, actor)
    for starter in _starters:
        starter(actor, founding)
    session.flush()


def first_actor(group: Group, name: str, jobs: frozenset[Job]) -> Actor:
    """The founder, as the `by` of the first operations."""
    return Actor(
        person_no=1,
        name=name,
        group=GroupScope(group.id, group.key, group.zone),
        group_name=group.name,
        slug=group.short_name,
        nation=group.nation,
        example=group.example,
        jobs=jobs,
        friend=False,
        may=may_do(jobs),
    )
