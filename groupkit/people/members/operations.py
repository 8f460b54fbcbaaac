"""Keeping the list of members: cards, what people agreed to, taking it back, and a whole list at once."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from sqlalchemy import func, select

from groupkit import tenancy
from groupkit.access import operations as access
from groupkit.access import queries as people
from groupkit.access.actor import Actor
from groupkit.access.models import Person
from groupkit.access.permissions import Can
from groupkit.db import db
from groupkit.history import digest_only, private_each, record, record_each
from groupkit.people.members import queries, rules
from groupkit.people.members.models import Consent, ContactCard
from groupkit.refusal import Conflict, Refused


@dataclass(frozen=True)
class Card:
    """What is written on somebody's card."""

    way: str
    contact: str = ""
    large_print: bool = False
    language: str = ""
    helps: str = ""
    emergency_on_paper: bool = False

    @property
    def words(self) -> str:
        """Everything on it in one text, of which the history keeps only a digest."""
        return "\n".join(str(getattr(self, field.name)) for field in fields(self))


@dataclass(frozen=True)
class Yes:
    """What somebody agreed to: the very words, how they were asked, and the day."""

    given_on: date
    wording: str
    how: str


@dataclass(frozen=True)
class NewMember:
    """Somebody on a list that is taken in; without a yes no card is kept."""

    name: str
    card: Card | None = None
    yes: Yes | None = None
    joined_on: date | None = None
    """None where the list does not say: then it is not known, and no day is made up."""


def add_member(name: str, card: Card | None, yes: Yes | None, by: Actor, joined_on: date | None = None) -> Person:
    """Somebody new, with a card when they agreed to one; here since today unless another day is given."""
    person = access.add_person(name, by, joined_on)
    if card is not None:
        write_card(person, card, yes, 0, by)
    return person


def write_card(person: Person, card: Card, yes: Yes | None, version: int, by: Actor) -> None:
    """What stands on somebody's card; the first one, and any after a no, needs their yes. `version` 0 says none."""
    _still_known(person)
    before = queries.card_of(person.id)
    if (before.version if before else 0) != version:
        raise Conflict("Somebody else changed this in the meantime. Here is how it stands now", "way")
    rules.check_contact(card.way, card.contact)
    agreed = queries.consent_of(person.id)
    if yes is None and agreed is None:
        raise Refused("Only with their yes: ask them first, then tick this", "agreed")
    if yes is not None:
        _write_consent(person, yes, by)
    _write_card(person, before, card, by)


def _write_card(person: Person, before: ContactCard | None, card: Card, by: Actor) -> None:
    old = _as_written(before) if before else None
    if old == card:
        return
    row = before or ContactCard(person_id=person.id)
    for field in fields(card):
        setattr(row, field.name, getattr(card, field.name))
    db.session.add(row)
    db.session.flush()
    told = (digest_only(old.words) if old else None, digest_only(card.words))
    record(by, "changed how to reach somebody", people.label(person), card=told)


def _as_written(row: ContactCard) -> Card:
    return Card(**{field.name: getattr(row, field.name) for field in fields(Card)})


def _write_consent(person: Person, yes: Yes, by: Actor) -> None:
    rules.check_given(yes.given_on, tenancy.today())
    before = queries.consent_of(person.id)
    if before is not None:
        before.withdrawn_on = tenancy.today()
    db.session.add(_consent(person, yes, by))
    db.session.flush()
    record(by, "wrote down that somebody agreed", people.label(person), **_told(yes))


def _consent(person: Person, yes: Yes, by: Actor) -> Consent:
    return Consent(
        person_id=person.id, given_on=yes.given_on, wording=yes.wording, how=yes.how, asked_by_no=by.person_no
    )


def _told(yes: Yes) -> dict[str, tuple[None, date | str]]:
    return {"given_on": (None, yes.given_on), "wording": (None, digest_only(yes.wording))}


def withdraw_consent(person: Person, by: Actor) -> None:
    """Somebody says no from now on: their card goes at once, and their name stays while they are a member."""
    _still_known(person)
    agreed = queries.consent_of(person.id)
    if agreed is None:
        raise Refused("There is nothing to take back: no yes of theirs stands here")
    agreed.withdrawn_on = tenancy.today()
    take_card_away(person)
    record(by, "wrote down that somebody took their yes back", people.label(person), until=(None, tenancy.today()))


def take_card_away(person: Person) -> None:
    """Somebody's card is gone for good; the history still tells that there was one."""
    card = queries.card_of(person.id)
    if card is not None:
        db.session.delete(card)
        db.session.flush()


def take_what_helps_away(person: Person, by: Actor) -> None:
    """What helps somebody, and whether an emergency contact is on paper, is kept only while they are a member.

    Their name and contact stay for the months that the group keeps them (DOMAIN 7.3).
    """
    card = queries.card_of(person.id)
    if card is not None:
        _write_card(person, card, replace(_as_written(card), helps="", emergency_on_paper=False), by)


def member_leaves(person: Person, by: Actor) -> None:
    """Somebody leaves today; whoever keeps the list ends no jobs by that, unless they may give and end jobs."""
    if people.jobs_held(person.id) and not by.can(Can.LET_IN):
        raise Refused("They hold a job. Ask the coordinator to end it first")
    access.person_leaves(person, by)


def take_in(members: Sequence[NewMember], by: Actor) -> int:
    """Everybody on a list, all of them or nobody; gives back how many came in."""
    first = (db.session.scalar(select(func.max(Person.number))) or 0) + 1
    rows = [Person(number=number, name=one.name, joined_on=one.joined_on) for number, one in enumerate(members, first)]
    db.session.add_all(rows)
    db.session.flush()
    labels = [people.label(row) for row in rows]
    names = private_each(one.name for one in members)
    told = [(label, {"name": (None, name)}) for label, name in zip(labels, names, strict=True)]
    record_each(by, "added a person", told)
    _take_in_cards(list(zip(rows, members, strict=True)), by)
    return len(rows)


def _take_in_cards(members: Sequence[tuple[Person, NewMember]], by: Actor) -> None:
    consents, cards = [], []
    for person, one in members:
        if one.yes is None or one.card is None:
            continue
        rules.check_contact(one.card.way, one.card.contact)
        rules.check_given(one.yes.given_on, tenancy.today())
        db.session.add(_consent(person, one.yes, by))
        db.session.add(
            ContactCard(person_id=person.id, **{field.name: getattr(one.card, field.name) for field in fields(Card)})
        )
        consents.append((people.label(person), _told(one.yes)))
        cards.append((people.label(person), {"card": (None, digest_only(one.card.words))}))
    db.session.flush()
    record_each(by, "wrote down that somebody agreed", consents)
    record_each(by, "changed how to reach somebody", cards)


def look_at_contacts(by: Actor) -> None:
    """Somebody is about to see how to reach everybody: this is written down first."""
    record(by, "looked at the contact list", by.slug)


def look_at_member(person: Person, by: Actor) -> None:
    """Somebody is about to see how to reach one member: this is written down first."""
    record(by, "looked at how to reach somebody", people.label(person))


def take_copy(by: Actor) -> None:
    """Somebody is about to take the contact list away as a workbook: this is written down first."""
    record(by, "took a copy of the contact list", by.slug)


def _still_known(person: Person) -> None:
    if queries.erasure_of(person.id) is not None:
        raise Refused("Their name and details have been taken out already")
