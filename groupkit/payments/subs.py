"""Who has paid subs this year: an optional tick beside a name, without a day and without an amount.

A tick with a day would say who came to which meeting. Ticks are seen by whoever keeps the book and by the person
themselves, and go a year after their year is over (DOMAIN 7).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select

from groupkit import db, tenancy
from groupkit.access import queries as people
from groupkit.access.actor import Actor
from groupkit.access.models import Person
from groupkit.dates import FinancialYear
from groupkit.db import db as database
from groupkit.history import record
from groupkit.names_in import Names
from groupkit.payments.models import SubTick
from groupkit.refusal import Conflict

KEPT_FOR = timedelta(days=365)
"""How long after the end of its year a tick is kept."""


@dataclass(frozen=True)
class Member:
    """Somebody of the group and whether they are ticked; told apart by their number where names are alike."""

    id: int
    name: str
    paid: bool


def members(year: FinancialYear) -> list[Member]:
    """Everybody who is in the group, by name, with the ticks of a year."""
    paid = set(database.session.scalars(select(SubTick.person_id).where(SubTick.until == year.last)))
    rows = list(
        database.session.execute(
            select(Person.id, Person.number, Person.name)
            .where(Person.friend.is_(False), Person.left_on.is_(None))
            .order_by(Person.name, Person.number)
        )
    )
    names = [row.name for row in rows]
    return [
        Member(row.id, f"{row.name} ({row.number:03d})" if names.count(row.name) > 1 else row.name, row.id in paid)
        for row in rows
    ]


def tick(year: FinancialYear, person_ids: Iterable[int], seen: int, by: Actor) -> None:
    """These have paid, and no others. Raises Conflict when the ticks are not as many as whoever saves has seen."""
    here = {one.id: one.paid for one in members(year)}
    before = {row_id for row_id, paid in here.items() if paid}
    if len(before) != seen:
        raise Conflict("Somebody else has ticked meanwhile. Here is how it stands now", "paid")
    wanted = set(person_ids) & here.keys()
    if wanted == before:
        return
    gone = before - wanted
    database.session.execute(delete(SubTick).where(SubTick.until == year.last, SubTick.person_id.in_(gone)))
    database.session.add_all(SubTick(until=year.last, person_id=row_id) for row_id in sorted(wanted - before))
    database.session.flush()
    record(by, "ticked who has paid subs", year.label, ticks=(len(before), len(wanted)))


def take_out(names: Names) -> int:
    """Whoever is taken out loses their ticks; says of how many."""
    rows = database.session.execute(select(SubTick, Person.name).join(Person, Person.id == SubTick.person_id)).all()
    theirs = [row for row, name in rows if names.are_in(name)]
    for row in theirs:
        database.session.delete(row)
    database.session.flush()
    return len(theirs)


def own(person_id: int) -> Iterator[str]:
    """What somebody reads of their own ticks."""
    found = database.session.scalars(
        select(SubTick.until).where(SubTick.person_id == person_id).order_by(SubTick.until)
    )
    years = [str(until.year) for until in found]
    if years:
        yield "Subs"
        yield f"  A tick that you have paid, for the year to {', '.join(years)}. No day and no amount."
        yield ""


def let_go_of_old(now: datetime) -> None:
    """Ticks whose year ended over a year ago go, group by group (a chore)."""
    before = now.date() - KEPT_FOR
    for _, group in people.every_group():
        with tenancy.in_group(group, database.session):
            if _old(before):
                with db.writing():
                    database.session.execute(delete(SubTick).where(SubTick.until < before))


def _old(before: date) -> bool:
    return database.session.scalar(select(SubTick.id).where(SubTick.until < before).limit(1)) is not None
