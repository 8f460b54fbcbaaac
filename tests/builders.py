"""People and groups for tests: Tamsin keeps the book, Femi is the critical friend, Olu belongs to another group."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from groupkit import dates, tenancy
from groupkit.access import actor as actors
from groupkit.access import door, operations
from groupkit.access.actor import Actor
from groupkit.access.founding import Founding, found_group
from groupkit.access.models import Acceptance, Agreement, Person, User, UserSession
from groupkit.access.permissions import Job
from groupkit.db import Model, db, door_writing, writing
from groupkit.tenancy import GroupScope
from tests.browsing import form_of, links_of, post, text_of, title_of
from tests.restoring import building_in, made_once

__all__ = [
    "PASSPHRASE",
    "AGroup",
    "Someone",
    "a_group",
    "a_user",
    "actor_of",
    "another_group",
    "form_of",
    "in_books_of",
    "links_of",
    "post",
    "sign_in_as",
    "text_of",
    "title_of",
]

PASSPHRASE = "copper kettle walks slowly"
_app: Flask | None = None


def use(app: Flask) -> None:
    """Build in this app's database."""
    global _app
    _app = app
    building_in(app)


def the_app() -> Flask:
    """The app that is being built in."""
    assert _app is not None
    return _app


@dataclass(frozen=True)
class Someone:
    """A person: their place in a group, and the name they sign in with."""

    name: str
    username: str
    user_id: int
    number: int
    slug: str

    @property
    def actor(self) -> Actor:
        """What they may do now: the `by` of an operation. Ask before entering the books, not inside."""
        return actor_of(self)


@dataclass(frozen=True)
class AGroup:
    """A group with its people."""

    slug: str
    name: str
    scope: GroupScope
    people: dict[str, Someone]

    def __getattr__(self, name: str) -> Someone:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def url(self, path: str = "/") -> str:
        """An address in this group's books."""
        return f"/{self.slug}{path}"


TEAM: dict[str, Job | None] = {
    "carys": Job.COORDINATOR,
    "tamsin": Job.TREASURER,
    "sol": Job.SECRETARY,
    "bea": Job.SECOND_SIGNATORY,
    "mo": None,
}


@made_once
def a_group(
    *,
    short_name: str | None = None,
    name: str = "Hill Street Mornings",
    nation: str = "england-and-wales",
    year_end: str = "03-31",
    has_bank: bool = True,
    has_tin: bool = True,
    keeps_book: bool = False,
    team: dict[str, Job | None] | None = None,
    friend: bool = True,
    friend_until: date | None = None,
) -> AGroup:
    """A fresh group: Carys (coordinator) began it; Tamsin (treasurer), Sol (secretary), Bea (second signatory),
    Mo (member) and Femi (critical friend) came in after her."""
    slug = short_name or f"g{secrets.token_hex(5)}"
    team = TEAM if team is None else team
    founder, *others = team
    with the_app().app_context(), writing():
        users = {who: _new_user(who, slug) for who in (*team, *(["femi"] if friend else []))}
        founding = Founding(
            name=name,
            short_name=slug,
            nation=nation,
            year_end=year_end,
            has_bank=has_bank,
            has_tin=has_tin,
            keeps_book=keeps_book,
        )
        group = found_group(founding, users[founder][1], founder.title())
        scope = GroupScope(group.id, group.key, group.zone)
        with tenancy.in_group(scope, db.session):
            by = actors_first(group, founder, keeps_book)
            for who in others:
                _add(who, team[who], users[who][1], by)
            if friend:
                until = friend_until or tenancy.today() + timedelta(days=180)
                femi = operations.invite_friend("Femi", "Community nurse", "bridge-builder", until, by)
                femi.user_id = users["femi"][1]
                say_yes(femi)
            db.session.flush()
            numbers = {
                user_id: number for number, user_id in db.session.execute(select(Person.number, Person.user_id)).all()
            }
    people = {
        who: Someone(who.title(), username, user_id, numbers[user_id], slug)
        for who, (username, user_id) in users.items()
    }
    return AGroup(slug, name, scope, people)


def say_yes(friend: Person) -> None:
    """A critical friend has read what was agreed and accepted it; call it inside the books."""
    wanted = select(Agreement).where(Agreement.person_id == friend.id).order_by(Agreement.id.desc()).limit(1)
    row = db.session.scalars(wanted).one()
    db.session.add(Acceptance(agreement_key=row.key, user_id=friend.user_id, at=dates.now(), digest="0" * 64))
    db.session.flush()


def another_group(**choices: Any) -> AGroup:
    """Another group altogether, with Olu, who holds everything together and keeps the book."""
    return a_group(
        **{
            "name": "Canal Side Evenings",
            "team": {"olu": Job.COORDINATOR},
            "keeps_book": True,
            "friend": False,
            **choices,
        }
    )


def a_user(name: str = "Wren", keeper: bool = False) -> Someone:
    """Somebody with an account and no group."""
    with the_app().app_context(), writing():
        username, user_id = _new_user(name.lower(), secrets.token_hex(5), keeper)
    return Someone(name, username, user_id, 0, "")


def actors_first(group: Any, founder: str, keeps_book: bool) -> Actor:
    """The founder, as the `by` of what is built."""
    from groupkit.access.founding import first_actor

    jobs = frozenset({Job.COORDINATOR, *([Job.TREASURER] if keeps_book else [])})
    return first_actor(group, founder.title(), jobs)


def actor_of(someone: Someone) -> Actor:
    """Somebody's place in their group, as the gate finds it."""
    with the_app().app_context():
        found = actors.find(someone.user_id, someone.slug)
    assert found is not None, f"{someone.name} has no place in the group now"
    return found


@contextmanager
def in_books_of(group: AGroup) -> Iterator[None]:
    """Read and write in a group's books inside the block, as one transaction, with no page in between."""
    with the_app().app_context(), tenancy.in_group(group.scope, db.session), writing():
        yield


def sign_in_as(client: FlaskClient, someone: Someone, began: datetime | None = None) -> FlaskClient:
    """Open a real session for somebody in this browser, without going through the sign-in page."""
    token, now = secrets.token_urlsafe(32), began or dates.now()
    with client.application.app_context(), door_writing() as records:
        records.add(UserSession(digest=door.digest_of(token), user_id=someone.user_id, began_at=now, seen_at=now))
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    return client


def count(model: type[Model], *where: Any, group: AGroup | None = None) -> int:
    """How many rows there are, in a group's books or of the installation."""
    with the_app().app_context():
        wanted = select(func.count()).select_from(model).where(*where)
        if group is None:
            return int(db.session.scalar(wanted) or 0)
        with tenancy.in_group(group.scope, db.session):
            return int(db.session.scalar(wanted) or 0)


def agreement_of(group: AGroup, someone: Someone) -> Agreement:
    """The latest agreement with a critical friend; call it inside the books."""
    found = db.session.scalars(
        select(Agreement)
        .join(Person, Person.id == Agreement.person_id)
        .where(Person.number == someone.number)
        .order_by(Agreement.id)
    ).all()
    return found[-1]


@lru_cache(maxsize=4)
def _hash(method: str) -> str:
    from werkzeug.security import generate_password_hash

    return generate_password_hash(PASSPHRASE, method=method)


def _new_user(who: str, slug: str, keeper: bool = False) -> tuple[str, int]:
    user = User(
        username=f"{who}-{slug}",
        name=who.title(),
        passphrase=_hash(the_app().config["PASSPHRASE_METHOD"]),
        keeper=keeper,
    )
    db.session.add(user)
    db.session.flush()
    return user.username, user.id


def _add(who: str, job: Job | None, user_id: int, by: Actor) -> None:
    person = operations.add_person(who.title(), by)
    person.user_id = user_id
    if job:
        operations.give_job(person, job, by)
