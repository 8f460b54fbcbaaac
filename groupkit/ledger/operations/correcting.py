"""Putting a line right: taken back and written again in one step; nothing is edited."""

from datetime import date

from sqlalchemy import select

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.history import PrivateText, private, record
from groupkit.ledger import queries, rules
from groupkit.ledger.models import Entry, Receipt, Transaction
from groupkit.ledger.operations.receipts import keep_lost
from groupkit.ledger.operations.settling import closed_until
from groupkit.ledger.operations.writing import (
    UNASKED,
    Answers,
    check_funds,
    check_places,
    content,
    kept_apart,
    numbered,
    put_words,
    told,
    write,
)
from groupkit.refusal import Conflict, Refused
from groupkit.rulebook.queries import financial_year

SAVED_MEANWHILE = "Somebody else put this line right in the meantime. Here is how it stands now"


def correct_entry(
    entry: Entry,
    revision: int,
    *,
    day: date,
    legs: rules.Legs,
    reason: str,
    by: Actor,
    kind: str | None = None,
    answers: Answers = UNASKED,
) -> Entry:
    """Put an entry right with a reason; gives back the entry that holds the right figures.

    It is the same entry, keeping its reference, except when the financial year or the direction was wrong:
    then it is void and a new one takes its place. Raises Conflict when `revision` is no longer the latest.
    """
    current, old_legs = _current(entry, revision, reason)
    kind = kind or entry.kind
    if (current.day, old_legs, entry.kind) == (day, legs, kind):
        raise Refused("Nothing is different from what stands there already", "amount")
    if rules.needs_new_number(entry.kind, kind, financial_year(current.day).label, financial_year(day).label):
        return _renumber(entry, current, old_legs, kind, day, legs, reason, answers, by)
    return _rewrite(entry, current, old_legs, kind, day, legs, reason, answers, by)


def void_entry(entry: Entry, revision: int, *, reason: str, by: Actor) -> None:
    """Take an entry out of the sums for good; its number stays listed as void."""
    current, legs = _current(entry, revision, reason)
    why = private(reason)
    below = why if check_funds(legs.reversed, reason) else None
    taken_back = _take_back(entry, current, legs, why, void=True, by=by, below_zero=below)
    record(
        by,
        "made void",
        entry.reference,
        written=(None, [content(taken_back, legs.reversed)]),
        reason=(None, why),
    )


def reword_entry(entry: Entry, number: int, *, payee: str, note: str, by: Actor) -> None:
    """A new wording beside the old one; figures stay as they are. Raises Conflict when `number` is not the latest."""
    latest = queries.latest_wording(entry.id)
    if latest.number != number:
        raise Conflict(SAVED_MEANWHILE, "payee")
    if (latest.payee, latest.note) == (payee, note):
        raise Refused("These are the words that stand there already", "payee")
    words = put_words(entry, payee, note, by, number=number + 1)
    record(by, "put words right", entry.reference, **words)


def _current(entry: Entry, revision: int, reason: str) -> tuple[Transaction, rules.Legs]:
    """The transaction that stands now, under the lock, and its legs."""
    if not reason:
        raise Refused("Write in a few words what was wrong", "reason")
    last = db.session.scalars(
        select(Transaction).where(Transaction.entry_id == entry.id).order_by(Transaction.revision.desc()).limit(1)
    ).one()
    if last.revision != revision:
        raise Conflict(SAVED_MEANWHILE, "reason")
    if last.void:
        raise Refused("This line is void already. Write a new one instead", "reason")
    return last, queries.legs_of(last.id)


def _take_back(
    entry: Entry,
    current: Transaction,
    legs: rules.Legs,
    reason: PrivateText,
    *,
    void: bool,
    by: Actor,
    below_zero: PrivateText | None = None,
) -> Transaction:
    day, _ = rules.correction_day(current.day, current.day, tenancy.today(), closed_until())
    return write(
        entry,
        current.revision + 1,
        day,
        legs.reversed,
        by,
        reverses_id=current.id,
        void=void,
        same_day=day == current.day,
        reason=reason,
        below_zero=below_zero,
    )


def _rewrite(
    entry: Entry,
    current: Transaction,
    old_legs: rules.Legs,
    kind: str,
    day: date,
    legs: rules.Legs,
    reason: str,
    answers: Answers,
    by: Actor,
) -> Entry:
    if kind != entry.kind:
        raise Refused(
            "A refund and money in are two kinds of entry. Make this one void and write it as the other", "reason"
        )
    today, closed = tenancy.today(), closed_until()
    back_day, new_day = rules.correction_day(current.day, day, today, closed)
    if old_legs == legs and back_day != current.day:
        raise Refused("The book is settled there, so the day stays as it is written", "day")
    rules.check_day(new_day, today, closed, answers.future_ok)
    check_places(kind, legs)
    below = kept_apart(check_funds(legs, answers.below_zero, taken_back=old_legs.reversed))
    why = private(reason)
    back = _take_back(entry, current, old_legs, why, void=False, by=by)
    again = write(entry, current.revision + 2, new_day, legs, by, reason=why, below_zero=below)
    record(
        by,
        "corrected",
        entry.reference,
        reason=(None, why),
        written=(None, [content(back, old_legs.reversed), content(again, legs)]),
        **told("below_zero", below),
    )
    return entry


def _renumber(
    entry: Entry,
    current: Transaction,
    old_legs: rules.Legs,
    kind: str,
    day: date,
    legs: rules.Legs,
    reason: str,
    answers: Answers,
    by: Actor,
) -> Entry:
    rules.check_day(day, tenancy.today(), closed_until(), answers.future_ok)
    check_places(kind, legs)
    below = kept_apart(check_funds(legs, answers.below_zero, taken_back=old_legs.reversed))
    why = private(reason)
    back = _take_back(entry, current, old_legs, why, void=True, by=by)
    new = numbered(kind, day)
    again = write(new, 0, day, legs, by, reason=why, below_zero=below)
    old_words = queries.latest_wording(entry.id)
    words = put_words(new, old_words.payee, old_words.note, by) | told("below_zero", below)
    for receipt in queries.receipts_of(entry.id):
        db.session.add(Receipt(entry_id=new.id, file_id=receipt.file_id))
    keep_lost(entry, new)
    db.session.flush()
    record(
        by,
        f"made void, and wrote again as {new.reference}",
        entry.reference,
        reason=(None, why),
        written=(None, [content(back, old_legs.reversed)]),
    )
    record(
        by, f"wrote again what was {entry.reference}", new.reference, written=(None, [content(again, legs)]), **words
    )
    return new
