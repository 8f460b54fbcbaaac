"""What the pages of the list share: whose page it is, and whether the contacts may be shown just now."""

from datetime import timedelta
from typing import Any

from flask import abort, g, session

from groupkit import dates
from groupkit.access import queries as people
from groupkit.access.models import Person
from groupkit.people.members import queries
from groupkit.people.members.queries import Member

SHOWN_FOR = timedelta(minutes=30)
"""How long the contacts stay in sight after a look was written down."""


def member_at(number: int) -> Member:
    """The member at an address; no such page for a critical friend, or for somebody who was taken out."""
    return queries.member(number) or abort(404)


def person_at(number: int) -> Person:
    """The place in the group of the member at an address."""
    return people.person(member_at(number).person_id)


def friend_at(number: int) -> Person:
    """The critical friend at an address, unless they have been taken out."""
    found = people.person_numbered(number)
    if found is None or not found.friend or queries.erasure_of(found.id) is not None:
        abort(404)
    return found


def show_contacts_for_a_while() -> None:
    """A look has been written down: the contacts may be seen in this browser for half an hour."""
    session["contacts"] = {"group": g.actor.slug, "until": _until()}


def show_contact_for_a_while(number: int) -> None:
    """A look at one member has been written down: how to reach them may be seen in this browser for half an hour."""
    session["contact"] = {"number": number, "group": g.actor.slug, "until": _until()}


def contact_is_shown(number: int) -> bool:
    """Whether a look at how to reach this member, or everybody, was written down in the last half hour."""
    seen = session.get("contact") or {}
    return contacts_are_shown() or (seen.get("number") == number and _is_ours_still(seen))


def card_is_hidden(member: Member) -> bool:
    """Whether there is a card that may only be seen once a look at it has been written down."""
    return bool(member.way) and not contact_is_shown(member.number)


def _until() -> int:
    return int((dates.now() + SHOWN_FOR).timestamp())


def _is_ours_still(seen: dict[str, Any]) -> bool:
    return bool(seen.get("group") == g.actor.slug and seen.get("until", 0) > dates.now().timestamp())


def contacts_are_shown() -> bool:
    """Whether a look at this group's contacts was written down in the last half hour."""
    return _is_ours_still(session.get("contacts") or {})
