"""A book of anything, the same for the same seed; and the slow, obvious way to its figures."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from groupkit.accounts import operations as accounts
from groupkit.db import db
from groupkit.ledger import operations, queries, rules
from groupkit.ledger.models import Category, Entry, Fund, MoneyLeg, PurposeLeg, Transaction
from groupkit.ledger.operations import Answers
from groupkit.ledger.rules import Part
from tests.builders import AGroup, in_books_of
from tests.ledger import books
from tests.ledger.desk import TODAY
from tests.restoring import made_once

FIRST_DAY = date(2024, 6, 1)
YES = Answers(below_zero="it comes later")


@made_once
def write(group: AGroup, seed: int, many: int = 40) -> None:
    """Lines of every kind over more than two years, some of them put right or made void, and a place for each fund."""
    chance, by = Random(seed), group.tamsin.actor
    with in_books_of(group):
        for name, kind in (("Starter grant", "restricted"), ("Legacy", "restricted"), ("Outing", "designated")):
            operations.add_fund(name, kind, by)
    known = books.ids(group)
    with in_books_of(group):
        accounts.sort_out(
            [known["category Equipment"]], {known["fund Legacy"]: chance.choice(["permanent", ""])}, 0, by
        )
        for _ in range(many):
            _one(chance, known, by)
        for what, way in (("Hall", "by_us"), ("Grant to come", "to_us")):
            accounts.add_debt(way, what, chance.randint(1, 9_999), known["fund General"], day(chance), by)
        accounts.add_asset("Urn", "use", chance.randint(0, 9_999), known["fund Legacy"], day(chance), by)


def day(chance: Random) -> date:
    return FIRST_DAY + timedelta(days=chance.randint(0, (TODAY - FIRST_DAY).days))


def _one(chance: Random, known: dict[str, int], by: Any) -> None:
    account = known[chance.choice(["account Bank", "account Cash tin"])]
    kind = chance.choice(["payment", "payment", "receipt", "receipt", "refund", "move", "fund_move", "opening"])
    if kind == "opening" and account in queries.opened_accounts():
        kind = "receipt"
    entry = _entry(chance, known, by, kind, account)
    last = queries.latest_transaction(entry.id)
    if chance.random() < 0.15:
        operations.void_entry(entry, last.revision, reason="written twice", by=by)
    elif chance.random() < 0.15:
        legs = queries.legs_of(last.id)
        operations.correct_entry(
            entry,
            last.revision,
            day=day(chance),
            legs=legs,
            reason="misread",
            by=by,
            answers=YES,
        )


def _entry(chance: Random, known: dict[str, int], by: Any, kind: str, account: int) -> Entry:
    funds = [row_id for name, row_id in known.items() if name.startswith("fund ")]
    when, pence = day(chance), chance.randint(1, 99_999)
    if kind == "move":
        ends = chance.sample([known["account Bank"], known["account Cash tin"]], 2)
        return operations.record_move(day=when, from_account=ends[0], to_account=ends[1], amount=pence, by=by)
    if kind == "fund_move":
        first, second = chance.sample(funds, 2)
        return operations.record_fund_move(
            day=when,
            from_fund=first,
            to_fund=second,
            amount=pence,
            by=by,
            note="agreed",
            answers=YES,
        )
    if kind == "opening":
        return operations.record_opening(day=when, account=account, parts=[(chance.choice(funds), pence)], by=by)
    ways = {"payment": "out", "refund": "out", "receipt": "in"}
    names = rules.USUAL_CATEGORIES[ways[kind]]
    parts = [
        Part(one, known[f"category {chance.choice(names)}"], chance.choice(funds))
        for one in ([pence] if pence < 100 else [pence - 7, 7])
    ]
    record = getattr(operations, f"record_{kind}")
    found: Entry = record(day=when, account=account, amount=pence, parts=parts, payee="Somebody", by=by, answers=YES)
    return found


def slowly(first: date, last: date, columns: dict[int, str]) -> dict[str, Counter[object]]:
    """Every leg of the book, one by one: money in and out by category and column, opening, moved, and each account."""
    found: dict[str, Counter[object]] = {name: Counter() for name in ("sums", "opening", "moved", "accounts")}
    rows = db.session.execute(
        select(PurposeLeg, Transaction.day, Entry.kind, Category.direction)
        .join(Transaction, Transaction.id == PurposeLeg.transaction_id)
        .join(Entry, Entry.id == Transaction.entry_id)
        .outerjoin(Category, Category.id == PurposeLeg.category_id)
        .join(Fund, Fund.id == PurposeLeg.fund_id)
    )
    for leg, when, kind, direction in rows:
        column = columns[leg.fund_id]
        if when < first or (kind == "opening" and when <= last):
            found["opening"][column] += leg.pence
        elif when <= last and kind == "fund_move":
            found["moved"][column] += leg.pence
        elif when <= last:
            found["sums"][leg.category_id, column] += leg.pence if direction == "in" else -leg.pence
    for leg in db.session.scalars(select(MoneyLeg).where(MoneyLeg.day <= last)):
        found["accounts"][leg.account_id] += leg.pence
    return found
