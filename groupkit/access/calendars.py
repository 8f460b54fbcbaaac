"""Secret addresses for calendar programs, which cannot sign in: each shows one person's dates in one group.

An address holds 192 random bits and only its digest is kept. What it shows is asked afresh each time, by the same
question as the gate's: whoever has left the group, or may no longer see something, has it in no calendar either.
"""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select

from groupkit import dates, db, tenancy
from groupkit.access import actor as actors
from groupkit.access import door, queries
from groupkit.access.actor import Actor
from groupkit.access.door_models import CalendarAddress
from groupkit.access.models import Group, Person
from groupkit.access.permissions import Can
from groupkit.refusal import Refused

MOST = 10
"""How many addresses somebody can have in a group: a telephone, a computer, and some that were forgotten."""
ENOUGH = f"You have {MOST} addresses already. End one that you no longer use, then make a new one"
OVER = "That address has ended already"

_MARK = re.compile(r"[0-9a-f]{16}", re.ASCII)


@dataclass(frozen=True)
class Address:
    """One of somebody's addresses, for the list of them."""

    made_at: datetime
    used_for: str
    with_name: bool
    mark: str
    """What finds it in the list: it tells nothing of the address itself."""


@dataclass(frozen=True)
class Asked:
    """Who stands behind an address: what they may see today, and whether they want the short name in titles."""

    actor: Actor
    with_name: bool


def _digest(secret: str) -> str:
    return door.digest_of(f"calendar {secret}")


def _of(user_id: int) -> tuple[Any, ...]:
    """The addresses of an account in the group in scope."""
    return CalendarAddress.user_id == user_id, CalendarAddress.group_id == tenancy.scope().id


def make(user_id: int, used_for: str, with_name: bool) -> str:
    """A new address in the group in scope: its secret end, shown once and kept nowhere. Refused beyond MOST."""
    session = db.db.session
    if (session.scalar(select(func.count()).select_from(CalendarAddress).where(*_of(user_id))) or 0) >= MOST:
        raise Refused(ENOUGH)
    secret = secrets.token_urlsafe(24)
    session.add(
        CalendarAddress(
            digest=_digest(secret),
            user_id=user_id,
            group_id=tenancy.scope().id,
            used_for=used_for,
            with_name=with_name,
            made_at=dates.now(),
        )
    )
    session.flush()
    return secret


def addresses(user_id: int) -> list[Address]:
    """Somebody's addresses in the group in scope, the newest first."""
    rows = db.db.session.scalars(
        select(CalendarAddress).where(*_of(user_id)).order_by(CalendarAddress.made_at.desc(), CalendarAddress.digest)
    )
    return [Address(row.made_at, row.used_for, row.with_name, row.digest[:16]) for row in rows]


def end(user_id: int, mark: str) -> None:
    """End one of somebody's own addresses, found by its mark; Refused when there is none (any more)."""
    where = (*_of(user_id), CalendarAddress.digest.startswith(mark))
    done: Any = _MARK.fullmatch(mark) and db.db.session.execute(delete(CalendarAddress).where(*where))
    if not done or done.rowcount != 1:
        raise Refused(OVER)


def end_all(person: Person, _by: Actor) -> None:
    """Whoever leaves the group takes no address along: it stays ended should they come back."""
    if person.user_id is not None:
        db.db.session.execute(delete(CalendarAddress).where(*_of(person.user_id)))


def behind(secret: str) -> Asked | None:
    """Whose address this is, if it is one and they still have a place in the group."""
    wanted = (
        select(CalendarAddress.user_id, CalendarAddress.with_name, Group.short_name)
        .join(Group, Group.id == CalendarAddress.group_id)
        .where(CalendarAddress.digest == _digest(secret))
    )
    with db.door_reading() as records:
        row = records.execute(wanted).one_or_none()
    actor = actors.find(row.user_id, row.short_name) if row else None
    if row is None or actor is None or not actor.can(Can.KEEP_CALENDAR):
        return None
    return Asked(actor, row.with_name)


def places(user_id: int) -> Iterator[Actor]:
    """Somebody's place in each group whose dates they may have in a calendar."""
    for card in actors.groups_of(user_id):
        actor = actors.find(user_id, card.slug)
        if actor is not None and actor.can(Can.KEEP_CALENDAR):
            yield actor


def kept_of(person_id: int) -> Iterator[str]:
    """What is kept of somebody's addresses, for them to read."""
    user_id = queries.person(person_id).user_id
    found = addresses(user_id) if user_id is not None else []
    if found:
        yield "Your calendar"
        for one in found:
            day = dates.long_day(dates.day_of(one.made_at, tenancy.scope().zone))
            used_for = f" ({one.used_for})" if one.used_for else ""
            yield f"  You made an address for a calendar program on {day}{used_for}"
        yield ""
