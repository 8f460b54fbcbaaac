"""The lists of payments, claims and counts as they go into a workbook: never how somebody likes to be paid."""

from collections.abc import Iterable, Iterator
from typing import Any

from groupkit import dates, tenancy
from groupkit.ledger.lists import Listed, amount, in_slices
from groupkit.payments import queries, rules
from groupkit.payments.queries import Asked, Counted, Needed, People
from groupkit.workbook import AnyRow, Column, Money

REQUESTS = [
    Column("Asked for on", 12, "date"),
    Column("What", 13),
    Column("To", 22),
    Column("For", 34),
    Column("What allowed it", 24),
    Column("Amount", 12, "money"),
    Column("Where it stands", 26),
    Column("Ended on", 12, "date"),
    Column("Ref", 14),
    Column("Days", 7, "number"),
]
OWN = [REQUESTS[0], REQUESTS[1], REQUESTS[3], *REQUESTS[5:]]
COUNTS = [
    Column("Date", 12, "date"),
    Column("Count", 8, "number"),
    Column("Tin", 16),
    Column("Counted by", 28),
    Column("Came in", 11, "money"),
    Column("How many came", 9, "number"),
    Column("Did not pay", 9, "number"),
    Column("In the tin", 11, "money"),
    Column("By the book", 11, "money"),
    Column("Over or short", 11, "money"),
    Column("Written as", 14),
    Column("How it may have come about", 30),
]


def requests(people: People, needed: Needed) -> Listed:
    """Every payment that was ever asked for and every claim, the newest first, read in slices as it is written."""
    found = in_slices(queries.requests_below, lambda one: one.id, most=200)
    return Listed("Payments and claims", REQUESTS, _requests(found, people, needed), (), ("Amount",))


def own(found: Iterable[Asked], people: People, needed: Needed) -> Listed:
    """Somebody's own claims."""
    rows = [(row[0], row[1], row[3], *row[5:]) for row in (_request(one, people, needed) for one in found)]
    return Listed("Your claims", OWN, rows, (), ("Amount",))


def counts(people: People) -> Listed:
    """Every count of cash, the newest first, read in slices as it is written."""
    found = in_slices(queries.counts_below, lambda one: one.id)
    return Listed("Cash counts", COUNTS, _counts(found, people), (), ("Came in",))


def _requests(found: Iterable[Asked], people: People, needed: Needed) -> Iterator[AnyRow]:
    for one in found:
        yield _request(one, people, needed)


def _request(one: Asked, people: People, needed: Needed) -> tuple[Any, ...]:
    ended = one.ended
    return (
        one.day,
        one.title,
        people.name(one.claimant_id) if one.claimant_id else one.now.payee,
        one.now.purpose,
        one.now.decision,
        Money(one.now.pence),
        f"{rules.ENDS[ended.how]}{f': {ended.why}' if ended.why else ''}" if ended else _waiting(one, people, needed),
        dates.day_of(ended.at, tenancy.scope().zone) if ended else None,
        ended.reference if ended else "",
        one.days,
    )


def _waiting(one: Asked, people: People, needed: Needed) -> str:
    votes = queries.circle_for(one, people).votes(one.said_yes)
    state = one.state(votes, needed.people)
    if state == "unready":
        return "The treasurer looks at it first"
    return "Can be paid" if state == "agreed" else rules.said_in_words(votes, needed.people).capitalize()


def _counts(found: Iterable[Counted], people: People) -> Iterator[AnyRow]:
    for one in found:
        yield (
            one.day,
            one.number,
            one.account,
            " and ".join(people.name(row) for row in one.counters),
            amount(one.taken),
            one.came,
            one.waived,
            amount(one.pence),
            None if one.pence is None else Money(one.book_pence),
            None if one.pence is None else Money(one.difference),
            one.difference_reference,
            one.why,
        )
