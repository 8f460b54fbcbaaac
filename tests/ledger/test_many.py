"""Many lines at once are the same lines, with the same checks, as one by one."""

import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from groupkit import checks
from groupkit.db import db
from groupkit.history import HistoryLine
from groupkit.ledger import operations, queries, rules
from groupkit.ledger.models import Entry, Fund, Transaction
from groupkit.ledger.operations import Answers, NewEntry
from groupkit.ledger.operations.writing import UNASKED
from groupkit.ledger.rules import Part
from groupkit.refusal import Asks, Refused
from tests.ledger.desk import TODAY, Desk, changes, refused

MARCH = date(2026, 3, 31)


def some(desk: Desk) -> list[NewEntry]:
    part = desk.part(500)
    return [
        NewEntry(
            "receipt",
            MARCH,
            rules.receipt_legs(desk.bank, 900, [desk.part(1000, "Donations")], desk.part(100, "Bank charges")),
            "Raffle",
        ),
        NewEntry("payment", MARCH, rules.payment_legs(desk.bank, 500, [part]), "Library", "no. 12"),
        NewEntry("refund", TODAY, rules.receipt_legs(desk.bank, 500, [part]), "Library"),
        NewEntry("move", TODAY, rules.move_legs(desk.bank, desk.tin, 250), "", "for the tin"),
        NewEntry(
            "payment", TODAY, rules.payment_legs(desk.tin, 30, [desk.part(30, fund=desk.grant, heading=desk.room)])
        ),
        NewEntry("receipt", TODAY, rules.receipt_legs(desk.tin, 70, [desk.part(70, "Subs", fund=desk.grant)])),
    ]


def test_they_stand_in_the_book_and_the_history_as_if_written_one_by_one(desk: Desk) -> None:
    desk.pay(100, day=MARCH)
    entries = operations.enter_each(some(desk), desk.by, Answers(below_zero="it comes tomorrow"))
    assert [one.reference for one in entries] == [
        "2025-26/R001",
        "2025-26/P002",
        "2026-27/R001",
        "2026-27/M001",
        "2026-27/P001",
        "2026-27/R002",
    ]
    assert desk.words(entries[1]) == (0, "Library", "no. 12")
    assert (desk.balance(desk.bank), desk.balance(desk.tin)) == (-100 + 900 - 250, 250 - 30 + 70)
    kept = [queries.latest_transaction(one.id).below_zero_id is not None for one in entries]
    assert kept == [False, False, False, False, True, False], "only where it was below nought when its turn came"
    told = changes(db.session.query(HistoryLine).order_by(HistoryLine.number.desc()).offset(1).first())
    assert set(told) == {"written", "below_zero"}
    assert list(checks.check_group()) == []


WRONG: list[tuple[Callable[[Desk], NewEntry], str, type[Refused]]] = [
    (lambda desk: NewEntry("payment", TODAY + timedelta(days=1), desk.paid(5)), "future_ok", Asks),
    (lambda desk: NewEntry("payment", TODAY, rules.payment_legs(10**9, 5, [desk.part(5)])), "account", Refused),
    (
        lambda desk: NewEntry("payment", TODAY, rules.payment_legs(desk.bank, 5, [desk.part(5, "Donations")])),
        "parts",
        Refused,
    ),
    (lambda desk: NewEntry("receipt", TODAY, desk.paid(5)), "amount", Refused),
    (
        lambda desk: NewEntry("payment", TODAY, rules.payment_legs(desk.bank, 5, [desk.part(5, heading=desk.room)])),
        "parts",
        Refused,
    ),
    (
        lambda desk: NewEntry(
            "payment", TODAY, rules.payment_legs(desk.bank, 5, [Part(5, desk.category("Room hire"), desk.grant)])
        ),
        "below_zero",
        Asks,
    ),
]


@pytest.mark.parametrize(("wrong", "field", "kind"), WRONG)
def test_one_that_is_refused_stops_them_all(
    desk: Desk, wrong: Callable[[Desk], NewEntry], field: str, kind: type[Refused]
) -> None:
    right = NewEntry("payment", TODAY, desk.paid(5))
    refused(lambda: operations.enter_each([right, wrong(desk)], desk.by, UNASKED), field, kind=kind)


def test_a_settled_day_and_a_closed_fund_are_refused(desk: Desk) -> None:
    desk.settle(MARCH)
    late = NewEntry("payment", MARCH, desk.paid(5))
    refused(lambda: operations.enter_each([late], desk.by, UNASKED), "day")
    outing = desk.row(Fund, "Outing")
    operations.close(outing, outing.version, desk.by)
    shut = NewEntry("payment", TODAY, rules.payment_legs(desk.bank, 5, [desk.part(5, fund=desk.outing)]))
    refused(lambda: operations.enter_each([shut], desk.by, UNASKED), "parts")


def test_they_are_made_void_at_once_as_one_by_one(desk: Desk) -> None:
    entries = operations.enter_each(some(desk), desk.by, Answers(below_zero="it comes tomorrow"))
    desk.correct(entries[1], desk.paid(600))
    desk.void(entries[2])
    desk.settle(MARCH)
    assert operations.void_each(entries, "wrong sheet", desk.by) == 5
    assert queries.total() == (0, 0)
    back = [queries.latest_transaction(one.id) for one in entries]
    assert all(one.void for one in back)
    assert [one.day for one in back[:2]] == [TODAY, TODAY], "what is settled is taken back today"
    assert list(checks.check_group()) == []
    assert operations.void_each(entries, "again", desk.by) == 0
    refused(lambda: operations.void_each(entries, "", desk.by), "reason")


def test_a_year_of_lines_takes_seconds(desk: Desk) -> None:
    """As a ratio, since computers differ: two thousand at once take no longer than three hundred one by one."""
    parts = [desk.part(5)]
    begun = time.perf_counter()
    for _ in range(30):
        desk.pay(5, parts=parts)
    alone = (time.perf_counter() - begun) / 30
    many = [NewEntry("payment", TODAY, rules.payment_legs(desk.bank, 5, parts), f"payee {n}") for n in range(400)]
    begun = time.perf_counter()
    entries = operations.enter_each(many, desk.by, UNASKED)
    together = (time.perf_counter() - begun) / 400
    print(f"one by one {alone * 1000:.2f} ms a line, at once {together * 1000:.2f} ms")
    assert together < alone / 2
    assert len({one.id for one in entries}) == 400
    assert db.session.query(Transaction).count() == db.session.query(Entry).count()
