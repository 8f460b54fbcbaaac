"""Putting an entry and its transactions into the book: numbers, legs, words and the history line, in one step."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.history import PrivateText, private, record
from groupkit.ledger import queries, rules
from groupkit.ledger.models import (
    Account,
    Category,
    Counter,
    Entry,
    Fund,
    Heading,
    MoneyLeg,
    PurposeLeg,
    Transaction,
    Wording,
)
from groupkit.ledger.operations.settling import closed_until
from groupkit.refusal import Refused
from groupkit.rulebook.queries import financial_year


@dataclass(frozen=True)
class Answers:
    """What somebody has said to the questions that a rule may ask before an entry is written."""

    future_ok: bool = False
    below_zero: str = ""


LookUp = Callable[[Any, set[int]], dict[int, Any]]
"""How rows of a table are found by their ids; those that are not there are left out."""

UNASKED = Answers()
"""Nothing has been asked yet."""


def enter(kind: str, day: date, legs: rules.Legs, payee: str, note: str, answers: Answers, by: Actor) -> Entry:
    """Write a new entry under the next number of its year and kind; raises Refused or Asks."""
    rules.check_day(day, tenancy.today(), closed_until(), answers.future_ok)
    check_places(kind, legs)
    why = check_funds(legs, answers.below_zero)
    entry = numbered(kind, day)
    below = kept_apart(why)
    transaction = write(entry, 0, day, legs, by, below_zero=below)
    words = put_words(entry, payee, note, by) | told("below_zero", below)
    record(
        by, f"wrote down {rules.KINDS[kind]}", entry.reference, written=(None, [content(transaction, legs)]), **words
    )
    return entry


def kept_apart(words: str | None) -> PrivateText | None:
    """Words that may name somebody, kept where they can be blanked; nothing when there are none."""
    return private(words) if words else None


def told(name: str, words: PrivateText | None) -> dict[str, tuple[Any, Any]]:
    """How the history tells of words that are kept apart."""
    return {name: (None, words)} if words else {}


def numbered(kind: str, day: date) -> Entry:
    """A new entry with the next number of its financial year, without gaps or doubles however many save at once."""
    year, series = financial_year(day).label, rules.SERIES[kind]
    counter = db.session.scalar(select(Counter).where(Counter.year == year, Counter.series == series).with_for_update())
    if counter is None:
        counter = Counter(year=year, series=series, last=0)
        db.session.add(counter)
    counter.last += 1
    entry = Entry(year=year, series=series, number=counter.last, kind=kind)
    db.session.add(entry)
    db.session.flush()
    return entry


def write(
    entry: Entry,
    revision: int,
    day: date,
    legs: rules.Legs,
    by: Actor,
    *,
    reason: PrivateText | None = None,
    below_zero: PrivateText | None = None,
    **marks: Any,
) -> Transaction:
    """One transaction of an entry, with its legs; `marks` say what it reverses and how."""
    transaction = Transaction(
        entry_id=entry.id,
        revision=revision,
        day=day,
        written_at=dates.now(),
        written_by_no=by.person_no,
        reason_id=reason.id if reason else None,
        below_zero_id=below_zero.id if below_zero else None,
        **marks,
    )
    db.session.add(transaction)
    db.session.flush()
    for leg in legs.money:
        db.session.add(MoneyLeg(transaction_id=transaction.id, account_id=leg.account_id, day=day, pence=leg.pence))
    for part in legs.purpose:
        db.session.add(
            PurposeLeg(
                transaction_id=transaction.id,
                fund_id=part.fund_id,
                category_id=part.category_id,
                heading_id=part.heading_id,
                day=day,
                pence=part.pence,
            )
        )
    db.session.flush()
    return transaction


def put_words(entry: Entry, payee: str, note: str, by: Actor, number: int = 0) -> dict[str, tuple[Any, Any]]:
    """Keep who and what for beside an entry; gives back how the history tells it."""
    kept = {name: private(text) for name, text in (("payee", payee), ("note", note)) if text}
    db.session.add(
        Wording(
            entry_id=entry.id,
            number=number,
            written_at=dates.now(),
            written_by_no=by.person_no,
            payee_id=kept["payee"].id if payee else None,
            note_id=kept["note"].id if note else None,
        )
    )
    db.session.flush()
    return {name: (None, text) for name, text in kept.items()}


def check_places(kind: str, legs: rules.Legs, look_up: LookUp | None = None) -> None:
    """Raises Refused unless every account, fund, heading and category is ours, open, and fits the kind of entry.

    `look_up` finds rows for whoever writes many entries at once and has read them already.
    """
    rules.check_kind(kind, legs)
    rows = partial(_open_rows, look_up or _found)
    rows(Account, {leg.account_id for leg in legs.money}, "Choose an account that is still open", "account")
    rows(Fund, {leg.fund_id for leg in legs.purpose}, "Choose a fund that is still open", "parts")
    categories = rows(
        Category,
        {leg.category_id for leg in legs.purpose if leg.category_id is not None},
        "Choose what it was for",
        "parts",
    )
    headings = rows(
        Heading,
        {leg.heading_id for leg in legs.purpose if leg.heading_id is not None},
        "Choose a heading that is still open",
        "parts",
    )
    for leg in legs.purpose:
        if leg.heading_id is not None and headings[leg.heading_id].fund_id != leg.fund_id:
            raise Refused("That heading belongs to another fund", "parts")
        if leg.category_id is not None:
            _check_direction(kind, categories[leg.category_id].direction, leg.pence)


def _check_direction(kind: str, direction: str, pence: int) -> None:
    """Money out is under a category for money out; so are refunds and charges taken off takings."""
    right = {"payment": "out", "refund": "out", "receipt": "in" if pence > 0 else "out"}.get(kind)
    if right is None:
        raise Refused("A move has no category: it is neither received nor spent", "parts")
    if direction != right:
        raise Refused(f"Choose something from the list for {rules.DIRECTIONS[right].lower()}", "parts")


def _found(model: Any, ids: set[int]) -> dict[int, Any]:
    return {row.id: row for row in db.session.scalars(select(model).where(model.id.in_(ids)))}


def _open_rows(look_up: LookUp, model: Any, ids: set[int], sentence: str, field: str) -> dict[int, Any]:
    if not ids:
        return {}
    rows = look_up(model, ids)
    if ids - set(rows) or any(row.closed_on for row in rows.values()):
        raise Refused(sentence, field)
    return rows


def check_funds(legs: rules.Legs, reason: str, taken_back: rules.Legs | None = None) -> str | None:
    """The reason to keep when a restricted fund goes further below nothing; Asks for one when there is none."""
    change: dict[int, int] = {}
    for leg in (*legs.purpose, *(taken_back.purpose if taken_back else ())):
        change[leg.fund_id] = change.get(leg.fund_id, 0) + leg.pence
    kept = None
    for fund in queries.restricted_funds({fund_id for fund_id, pence in change.items() if pence < 0}):
        after = queries.fund_balance(fund.id) + change[fund.id]
        kept = rules.check_not_below_zero(fund.name, after, reason) or kept
    return kept


def content(
    transaction: Transaction, legs: rules.Legs, keys: dict[tuple[str, int], str] | None = None
) -> dict[str, Any]:
    """A transaction as the history keeps it: by keys that move with the group, so that `check` can compare.

    `keys` are those of its places, where they have been read already.
    """
    keys = keys or queries.keys_of(legs)
    return {
        "revision": transaction.revision,
        "day": transaction.day,
        "money": sorted([keys["account", leg.account_id], leg.pence] for leg in legs.money),
        "purpose": sorted(_purpose_content(leg, keys) for leg in legs.purpose),
    }


def _purpose_content(leg: rules.Purpose, keys: dict[tuple[str, int], str]) -> list[Any]:
    category = keys["category", leg.category_id] if leg.category_id else ""
    heading = keys["heading", leg.heading_id] if leg.heading_id else ""
    return [keys["fund", leg.fund_id], category, heading, leg.pence]
