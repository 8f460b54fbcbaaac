"""Writing: the differences that a grant is meant to make, and how the group knows."""

from collections.abc import Sequence
from typing import Any

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.grants import queries, rules
from groupkit.grants.models import Grant, GrantOutcome
from groupkit.grants.operations.beside import change, told_plainly
from groupkit.grants.operations.told import values
from groupkit.grants.starting import Starting, starting
from groupkit.history import record
from groupkit.refusal import Refused

TOLD = ("words", "how", "indicator", "baseline", "target")


def choose_outcomes(row: Grant, keys: Sequence[str], by: Actor) -> None:
    """Begin with some of the kit's own lines, by their keys. Refused for one that is there already, or too many."""
    lines = [starting(key) for key in keys]
    there = {one.words for one in queries.outcomes(row)}
    for line in lines:
        if line is None or line.words in there:
            raise Refused("Choose among those that are not there yet", "lines")
        _add_line(row, line, by)


def _add_line(row: Grant, line: Starting, by: Actor) -> None:
    add_outcome(row, "kit", by=by, words=line.words, how=line.how)


def add_outcome(row: Grant, origin: str, *, by: Actor, **new: Any) -> GrantOutcome:
    """A difference that a grant is meant to make: `origin` is `own`, `funder` or `kit`.

    Only one of the funder's has a target (USERS.md 4: no targets the funder did not set).
    """
    _check(origin, new)
    before = queries.outcomes(row)
    if sum(not one.dropped for one in before) >= rules.MOST_OUTCOMES:
        raise Refused(f"{rules.MOST_OUTCOMES} are the most that anybody can follow. Leave one aside first")
    place = max((one.place for one in before), default=0) + 1
    words = {"how": "", "indicator": "", "source": "", "about": False, **new}
    one = GrantOutcome(grant_id=row.id, place=place, origin=origin, dropped=False, **words)
    db.session.add(one)
    db.session.flush()
    fund = queries.fund_of(row).name
    record(by, "wrote down an outcome", fund, key=(None, one.key), **told_plainly({}, values(one, TOLD)))
    return one


def change_outcome(row: Grant, one: GrantOutcome, version: int, *, by: Actor, **new: Any) -> None:
    """What is known of an outcome, put right, or that it is left aside. Raises Conflict."""
    _check(one.origin, new)
    change(row, one, version, new, "changed an outcome", by)


def _check(origin: str, new: dict[str, Any]) -> None:
    if origin not in rules.ORIGINS:
        raise Refused("Choose one of these", "origin")
    rules.check_outcome(origin, new.get("target"), new.get("counted_on"), tenancy.today())
