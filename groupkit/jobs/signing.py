"""Who signs at the bank: since when, who is related to whom as a yes or no, and off it only when the bank says so."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from groupkit import tenancy
from groupkit.access import queries as people
from groupkit.access.actor import Actor
from groupkit.access.models import Person
from groupkit.db import db
from groupkit.history import changed, record
from groupkit.jobs.models import Signatory
from groupkit.jobs.rules import Signs, mandate
from groupkit.refusal import Conflict, Refused
from groupkit.rulebook import queries as rulebook


def add(person: Person, since: date, related: bool, by: Actor) -> Signatory:
    """The bank lets somebody sign since a day. Raises Refused when they sign already, or the day has not come."""
    if person.friend or person.left_on is not None:
        raise Refused("Only somebody in the group signs for it", "person")
    if since > tenancy.today():
        raise Refused("Write it down once the bank has said yes", "since")
    if any(row.person_id == person.id for row in rows()):
        raise Refused("They are on the list already", "person")
    row = Signatory(person_id=person.id, since=since, related=related)
    db.session.add(row)
    db.session.flush()
    record(by, "wrote down who signs at the bank", people.label(person), since=(None, since), related=(None, related))
    return row


def change(
    row: Signatory, related: bool, asked_off_on: date | None, off_on: date | None, version: int, by: Actor
) -> None:
    """Whether they are related to another; when the bank was asked to take them off, and when it said it had.

    Raises Conflict when somebody else changed it meanwhile, Refused with the field for days out of order.
    """
    if row.version != version:
        raise Conflict("Somebody else changed this in the meantime. Here is how it stands now", "related")
    if row.off_on is not None:
        raise Refused("They no longer sign. Add them again if the bank lets them")
    today = tenancy.today()
    for day, field in ((asked_off_on, "asked_off_on"), (off_on, "off_on")):
        if day is not None and not row.since <= day <= today:
            raise Refused("Choose today or a day before, and not before they began to sign", field)
    if asked_off_on is not None and off_on is not None and off_on < asked_off_on:
        raise Refused("The bank said so after it was asked", "off_on")
    before = {"related": row.related, "asked_off_on": row.asked_off_on, "off_on": row.off_on}
    changes = changed(before, {"related": related, "asked_off_on": asked_off_on, "off_on": off_on})
    if changes:
        row.related, row.asked_off_on, row.off_on = related, asked_off_on, off_on
        record(by, "changed who signs at the bank", people.label(people.person(row.person_id)), **changes)


def rows() -> list[Signatory]:
    """Everybody whom the bank lets sign today, in the order in which they began."""
    return list(
        db.session.scalars(select(Signatory).where(Signatory.off_on.is_(None)).order_by(Signatory.since, Signatory.id))
    )


def times_of(person_id: int) -> list[Signatory]:
    """Each time that the bank let somebody sign, over or not, in the order in which they began."""
    wanted = select(Signatory).where(Signatory.person_id == person_id).order_by(Signatory.since, Signatory.id)
    return list(db.session.scalars(wanted))


def signatory(row_id: int) -> Signatory | None:
    """One who signs, by row."""
    return db.session.scalar(select(Signatory).where(Signatory.id == row_id))


@dataclass(frozen=True)
class Signing:
    """Somebody who signs at the bank, for a page."""

    id: int
    name: str
    number: int
    since: date
    related: bool
    asked_off_on: date | None
    left: bool
    """Whether they have left the group, and the bank still lets them sign."""


def who_signs() -> list[Signing]:
    """Everybody whom the bank lets sign today, those who left the group too: the bank goes by its own list."""
    wanted = (
        select(Signatory, Person.name, Person.number, Person.left_on)
        .join(Person, Person.id == Signatory.person_id)
        .where(Signatory.off_on.is_(None))
        .order_by(Signatory.since, Signatory.id)
    )
    return [
        Signing(
            r.Signatory.id,
            r.name,
            r.number,
            r.Signatory.since,
            r.Signatory.related,
            r.Signatory.asked_off_on,
            r.left_on is not None,
        )
        for r in db.session.execute(wanted)
    ]


def worth_a_look() -> list[str]:
    """What about the bank's list is worth a look against our rules; nothing while it is empty."""
    signing = who_signs()
    if not signing:
        return []
    in_force = rulebook.all_in_force(tenancy.today())
    named, needed = (int(in_force[name].value) for name in ("signatories_named", "signatories_needed"))
    signs = [Signs(one.name, one.related, one.left or one.asked_off_on is not None) for one in signing]
    return mandate(signs, named, needed)


def rule_in_words() -> str:
    """`two of three people sign, not related and not at one address`: what our rules ask."""
    in_force = rulebook.all_in_force(tenancy.today())
    named, needed = (int(in_force[name].value) for name in ("signatories_named", "signatories_needed"))
    return f"{needed} of {named} people sign together, and they are not related and do not share an address"
