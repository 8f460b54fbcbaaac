"""Which dates there are for somebody, and which of them goes by a name that a calendar program knows."""

from collections.abc import Iterable

from groupkit import coming_up, tenancy
from groupkit.access.actor import Actor
from groupkit.calendar.rules import A_YEAR, Entry, entry_of, goes_out, uid_of
from groupkit.coming_up import Coming
from groupkit.rulebook.queries import read_once


@read_once()
def listed(actor: Actor) -> list[Coming]:
    """What is coming up in the next year, from today on, as far as somebody may see it."""
    today = tenancy.today()
    return [one for one in coming_up.coming_up(actor, A_YEAR) if one.day >= today and not one.news]


@read_once()
def dated(actor: Actor) -> list[Coming]:
    """What goes into somebody's calendar: also a day that has passed, as long as it waits to be seen to."""
    return [one for one in coming_up.coming_up(actor, A_YEAR) if goes_out(one)]


def entries(those: Iterable[Coming], short_name: str = "") -> list[Entry]:
    """Dates of the group in scope as they go out."""
    return [entry_of(one, tenancy.scope().key, short_name) for one in those]


def by_uid(actor: Actor, uid: str) -> Coming | None:
    """The date that a calendar program knows by this name, if somebody may still see it."""
    key = tenancy.scope().key
    return next((one for one in dated(actor) if uid_of(key, one.key) == uid), None)


def name_for_calendar(one: Coming) -> str:
    """What a calendar program knows a date by; nothing for what stands in no calendar."""
    return uid_of(tenancy.scope().key, one.key) if goes_out(one) else ""
