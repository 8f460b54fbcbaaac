"""Small cash collections, which two people counted: HMRC may add something to them without any declaration."""

from dataclasses import dataclass
from datetime import date

from groupkit import dates, tenancy
from groupkit.access import queries as people
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.giftaid import queries, rules
from groupkit.giftaid.models import CashCollection, GiftUndone
from groupkit.giftaid.operations.declaring import check_on
from groupkit.giftaid.operations.giving import line_to_mark
from groupkit.giftaid.queries import CollectionCard
from groupkit.history import private, record
from groupkit.refusal import Refused


@dataclass(frozen=True)
class Said:
    """What has to be so of a small cash collection, as whoever marks it says."""

    small: bool
    """Each gift in it was £30 or less."""
    banked: bool
    """It went, or goes, to a bank in the UK."""
    sure: bool = False
    """It was given, where its category might say something else."""


def mark_collection(
    entry_id: int, *, amount: int, collected_on: date, first: int, second: int, said: Said, by: Actor
) -> CashCollection:
    """A line of money in, or `amount` pence of it, is a small cash collection; counted by two people, by number.

    Raises Refused with the field; Asks about money that may be no gift.
    """
    check_on()
    line = line_to_mark(entry_id)
    if not said.small:
        raise Refused("Only collections of gifts of £30 or less count. Tick this if that is so", "small")
    if not said.banked:
        raise Refused("It only counts once it goes to a bank in the UK. Tick this if that is so", "banked")
    rules.check_is_gift(line.categories, said.sure)
    rules.check_collection(collected_on, line.day, first, second, tenancy.today())
    two = [_counter(number, field) for number, field in ((first, "first"), (second, "second"))]
    for fallen in queries.collections_on([line.id]):
        if fallen.fell_out:
            _undo(fallen.id, None, by)
            record(by, "marked a small cash collection once more", line.reference, amount=(fallen.pence, None))
    rules.check_amount(amount, queries.marks_on([line.id]).free(line.id))
    row = CashCollection(
        entry_id=line.id,
        revision=line.revision,
        day=collected_on,
        pence=amount,
        first_id=two[0],
        second_id=two[1],
        at=dates.now(),
        by_no=by.person_no,
    )
    db.session.add(row)
    db.session.flush()
    record(
        by,
        "marked a small cash collection",
        line.reference,
        key=(None, row.key),
        amount=(None, amount),
        collected_on=(None, collected_on),
        counted_by=(None, [people.label(people.person(one)) for one in two]),
    )
    return row


def undo_collection(found: CollectionCard, why: str, by: Actor) -> None:
    """It was something else after all."""
    if not why:
        raise Refused("Write in a few words why", "why")
    if queries.collection(found.id) is None:
        raise Refused("The mark has been taken off already")
    text = private(why)
    _undo(found.id, text.id, by)
    record(
        by,
        "took off the mark of a small cash collection",
        found.line.reference,
        amount=(found.pence, None),
        why=(None, text),
    )


def _counter(number: int, field: str) -> int:
    person = people.person_numbered(number)
    if person is None or person.friend:
        raise Refused("Choose somebody of the group", field)
    return person.id


def _undo(collection_id: int, why_id: int | None, by: Actor) -> None:
    db.session.add(GiftUndone(collection_id=collection_id, why_id=why_id, at=dates.now(), by_no=by.person_no))
    db.session.flush()
