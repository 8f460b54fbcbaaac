"""A book to look at: a group with a year of believable lines, and short ways to write and to look things up."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from flask import Flask
from sqlalchemy import event

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.history import PrivateText
from groupkit.ledger import operations, queries
from groupkit.ledger.models import Entry, MoneyLeg, PurposeLeg, Transaction, Wording
from groupkit.ledger.rules import Legs, Part
from tests import builders
from tests.builders import AGroup, in_books_of
from tests.restoring import made_once


def ids(group: AGroup) -> dict[str, int]:
    """The row of everything that can be chosen, by `account Bank`, `fund General`, `category Room hire`."""
    with builders.the_app().app_context(), tenancy.in_group(group.scope, db.session):
        return {f"{one.sort} {one.name}": one.id for one in queries.choices().all}


def first_day() -> date:
    """The day on which the believable book begins: a year and a bit back."""
    return dates.today() - timedelta(days=380)


@made_once
def with_grant(group: AGroup) -> None:
    """A starter grant of £400 with two budget headings, and its money in the bank."""
    by = group.tamsin.actor
    with in_books_of(group):
        fund = operations.add_fund("Starter grant", "restricted", by)
        operations.add_heading(fund, "Room", 25000, by)
        operations.add_heading(fund, "Materials", 15000, by)


def pay(group: AGroup, day: date, pence: int, payee: str, category: str, **more: Any) -> str:
    """One payment, from the bank and the general fund unless told; gives back its reference."""
    return _one(group, operations.record_payment, day, pence, payee, category, more)


def take_in(group: AGroup, day: date, pence: int, payee: str, category: str, **more: Any) -> str:
    """One receipt; gives back its reference."""
    return _one(group, operations.record_receipt, day, pence, payee, category, more)


def _one(group: AGroup, operation: Any, day: date, pence: int, payee: str, category: str, more: dict[str, Any]) -> str:
    known, by = ids(group), group.tamsin.actor
    with in_books_of(group):
        return _write(known, by, operation, day, pence, payee, category, **more)


def _write(
    known: dict[str, int], by: Actor, operation: Any, day: date, pence: int, payee: str, category: str, **more: Any
) -> str:
    account, fund, heading = more.pop("account", "Bank"), more.pop("fund", "General"), more.pop("heading", "")
    part = Part(
        pence, known[f"category {category}"], known[f"fund {fund}"], known[f"heading {heading}"] if heading else None
    )
    entry = operation(
        day=day, account=known[f"account {account}"], amount=pence, parts=[part], payee=payee, by=by, **more
    )
    return str(entry.reference)


@made_once
def a_year(group: AGroup) -> dict[str, str]:
    """A believable year: about forty lines of every kind. Gives back some references by what they are."""
    with_grant(group)
    known, by, start = ids(group), group.tamsin.actor, first_day()
    bank, tin = known["account Bank"], known["account Cash tin"]
    general, grant = known["fund General"], known["fund Starter grant"]
    paid = partial(_write, known, by, operations.record_payment)
    came = partial(_write, known, by, operations.record_receipt)
    named: dict[str, str] = {}
    with in_books_of(group):
        operations.record_opening(day=start, account=bank, parts=[(general, 21250)], by=by)
        operations.record_opening(day=start, account=tin, parts=[(general, 1835)], by=by)
        named["grant"] = came(
            start + timedelta(days=20),
            40000,
            "Community Foundation",
            "Grants",
            fund="Starter grant",
            note="Letter of 3 May",
        )
        for month in range(12):
            day = start + timedelta(days=30 + month * 28)
            from_grant = {"fund": "Starter grant", "heading": "Room"} if month < 8 else {}
            named["room"] = paid(day, 2200, "Library back room", "Room hire", **from_grant)
            named["teas"] = came(
                day, 1100 + month * 35, "Tea money", "Raffle and teas", account="Cash tin", note="Counted by two"
            )
            if month % 3 == 1:
                named["milk"] = paid(day, 460 + month, "Corner shop", "Refreshments", account="Cash tin")
        named["split"] = operations.record_payment(
            day=start + timedelta(days=120),
            account=bank,
            amount=2495,
            payee="Wool and needles",
            by=by,
            parts=[
                Part(1860, known["category Materials"], grant, known["heading Materials"]),
                Part(635, known["category Refreshments"], general),
            ],
        ).reference
        named["raffle"] = operations.record_receipt(
            day=start + timedelta(days=130),
            account=bank,
            amount=9750,
            payee="Summer raffle",
            by=by,
            parts=[Part(10000, known["category Raffle and teas"], general)],
            charge=Part(250, known["category Bank charges"], general),
        ).reference
        named["move"] = operations.record_move(
            day=start + timedelta(days=140),
            from_account=bank,
            to_account=tin,
            amount=2000,
            by=by,
            note="For the outing",
        ).reference
        named["fund move"] = operations.record_fund_move(
            day=start + timedelta(days=150), from_fund=general, to_fund=grant, amount=1000, by=by, note="Agreed in May"
        ).reference
        named["refund"] = operations.record_refund(
            day=start + timedelta(days=160),
            account=bank,
            amount=500,
            payee="Wool and needles",
            by=by,
            parts=[Part(500, known["category Materials"], grant, known["heading Materials"])],
        ).reference
        named["wrong"] = paid(start + timedelta(days=170), 1250, "Bus fares", "Travel and volunteer expenses")
        _correct(named["wrong"], 1520, "The receipt says 15.20", 0, by)
        named["void"] = paid(start + timedelta(days=171), 999, "Written twice", "Materials")
        operations.void_entry(entry_of(named["void"]), 0, reason="Written down twice", by=by)
        named["below"] = paid(
            start + timedelta(days=360),
            30000,
            "Hall for the fair",
            "Room hire",
            fund="Starter grant",
            heading="Room",
            answers=operations.Answers(below_zero="The second part comes in June"),
        )
    return named


def correct(group: AGroup, reference: str, *, pence: int, reason: str, revision: int = 0) -> None:
    """Put the amount of a one-part payment right."""
    by = group.tamsin.actor
    with in_books_of(group):
        _correct(reference, pence, reason, revision, by)


def _correct(reference: str, pence: int, reason: str, revision: int, by: Actor) -> None:
    entry = entry_of(reference)
    last = queries.latest_transaction(entry.id)
    legs = queries.legs_of(last.id)
    right = Legs((replace(legs.money[0], pence=-pence),), (replace(legs.purpose[0], pence=-pence),))
    operations.correct_entry(entry, revision, day=last.day, legs=right, reason=reason, by=by)


def entry_of(reference: str) -> Any:
    """An entry by its reference; call it inside the books."""
    found = queries.entry_called(*reference.split("/"))
    assert found is not None
    return found


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements that reach the database inside the block, beginnings and ends of transactions left out."""
    seen: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.upper().startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def many_lines(group: AGroup, first: int, last: int) -> None:
    """A long book, put in row by row without the history: to measure with, not to believe."""
    known, begin, now = ids(group), first_day(), dates.now()
    with in_books_of(group):
        entries = [Entry(year="1999-00", series="P", number=one, kind="payment") for one in range(first, last + 1)]
        payees = [
            PrivateText(digest=f"{entry.number:064d}", salt="0" * 32, text=f"Payee {entry.number}") for entry in entries
        ]
        db.session.add_all([*entries, *payees])
        db.session.flush()
        once = [
            Transaction(
                entry_id=entry.id,
                revision=0,
                day=begin + timedelta(days=entry.number // 8),
                written_at=now,
                written_by_no=1,
            )
            for entry in entries
        ]
        db.session.add_all(once)
        db.session.add_all(
            Wording(entry_id=entry.id, number=0, payee_id=payee.id, written_at=now, written_by_no=1)
            for entry, payee in zip(entries, payees, strict=True)
        )
        db.session.flush()
        db.session.add_all(
            MoneyLeg(transaction_id=one.id, account_id=known["account Bank"], day=one.day, pence=-100) for one in once
        )
        db.session.add_all(
            PurposeLeg(
                transaction_id=one.id,
                fund_id=known["fund General"],
                day=one.day,
                pence=-100,
                category_id=known["category Room hire"],
            )
            for one in once
        )
        db.session.flush()


def reading(group: AGroup) -> Any:
    """Read in a group's books inside the block, as a page does."""
    return _Reading(group)


class _Reading(ExitStack):
    def __init__(self, group: AGroup) -> None:
        super().__init__()
        self.enter_context(builders.the_app().app_context())
        self.enter_context(tenancy.in_group(group.scope, db.session))
