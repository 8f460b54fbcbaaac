"""The list of payments, the note below it and the sum: one reading of the book at the last day of a return."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.dates import clock_at
from groupkit.db import begin_writing, db, stop_writing
from groupkit.grants import evidence, operations, queries
from groupkit.grants.facts import Facts
from groupkit.grants.queries import Wanted
from groupkit.grants.tables import TABLES
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as book
from groupkit.ledger.models import Entry
from groupkit.questions import Kind
from groupkit.refusal import Refused
from tests.builders import AGroup
from tests.grants.giving import NOON, Giving, picture
from tests.grants.test_figures import HEADING, PENCE, again
from tests.sweep import examples

BEGIN = date(2026, 1, 1)
DAY = st.integers(0, 300).map(lambda days: BEGIN + timedelta(days=days))
LATER = st.integers(0, 20)
"""So many days after the deeds of the year somebody takes something back."""
SINCE = LATER.map(lambda days: NOON.date() + timedelta(days=days))
PLACE = st.integers(0, 9)
DEEDS = st.lists(st.tuples(st.sampled_from(["spend", "spend", "refund"]), PENCE, DAY, HEADING), min_size=1, max_size=6)
AFTERWARDS = st.lists(
    st.one_of(
        st.tuples(st.just("void"), LATER, PLACE),
        st.tuples(st.just("correct"), LATER, PLACE, PENCE),
        st.tuples(st.just("attach"), LATER, PLACE),
        st.tuples(st.just("lost"), LATER, PLACE),
    ),
    max_size=6,
)


@contextmanager
def inside(app: Flask, group: AGroup) -> Iterator[None]:
    """In a group's books, in a write transaction that is never saved."""
    with clock_at(NOON), app.app_context(), tenancy.in_group(group.scope, db.session):
        begin_writing()
        try:
            yield
        finally:
            stop_writing(commit=False)


def afterwards(giving: Giving, deed: tuple[Any, ...], written: list[Entry]) -> None:
    """Something that is done to a payment later, on a day of its own; nothing where the book refuses it."""
    what, later, *said = deed
    entry = written[said[0] % len(written)]
    with clock_at(NOON + timedelta(days=later)):
        try:
            if what == "attach":
                ledger.attach_receipt(entry, picture(), giving.by)
            elif what == "lost":
                ledger.note_lost(entry, "It went through the wash", giving.by)
                ledger.vouch_lost(entry, giving.other)
            else:
                again(giving, what, said, written)
        except Refused:
            return


def up_to(giving: Giving, until: date) -> Facts:
    with clock_at(NOON + timedelta(days=30)):
        return queries.facts_of(giving.row, Wanted(until, bills=True))


@settings(max_examples=examples(15, 200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS, settled=st.none() | DAY, after=AFTERWARDS, until=DAY | SINCE)
def test_note_list_and_sum_are_one_reading(
    app: Flask,
    giving_group: tuple[AGroup, Actor, Actor],
    deeds: list[tuple[Any, ...]],
    settled: date | None,
    after: list[tuple[Any, ...]],
    until: date,
) -> None:
    group, by, other = giving_group
    with inside(app, group):
        giving = Giving(group, by, other)
        written = [giving.spend(pence, heading, day, refund=what == "refund") for what, pence, day, heading in deeds]
        if settled:
            ledger.settle_book(settled, "the accounts are agreed", by)
        for deed in after:
            afterwards(giving, deed, written)
        facts = up_to(giving, until)
        wanting = [one for one in facts.bills if one.receipt]
        assert sum(one.pence for one in facts.bills) == facts.spent
        assert len({one.reference for one in wanting}) == len(wanting) == facts.paid_lines
        assert len([one for one in wanting if one.receipt == "no"]) == facts.without_receipt
        assert all(one.day <= until for one in facts.bills)


def test_a_payment_taken_back_after_the_last_day_stands_in_all_three(giving: Giving) -> None:
    entry = giving.spend(4_500, day=date(2026, 3, 1))
    giving.spend(500, day=date(2026, 3, 2))
    ledger.settle_book(date(2026, 6, 30), "the accounts are agreed", giving.by)
    ledger.void_entry(entry, book.latest_transaction(entry.id).revision, reason="twice", by=giving.by)
    before, today = up_to(giving, date(2026, 9, 30)), up_to(giving, NOON.date())
    assert (before.spent, before.paid_lines, before.without_receipt, len(before.bills)) == (5_000, 2, 2, 2)
    assert (today.spent, today.paid_lines, today.without_receipt, len(today.bills)) == (500, 1, 1, 1)
    assert TABLES["receipts"].make(before).note == "2 of 2 payments have no receipt."
    assert TABLES["receipts"].make(today).note == "1 of 1 payments has no receipt."
    assert before.bills[0].reference == entry.reference


def test_a_payment_put_right_later_is_listed_once(giving: Giving) -> None:
    entry = giving.spend(4_500, day=date(2026, 3, 1))
    ledger.settle_book(date(2026, 6, 30), "the accounts are agreed", giving.by)
    again(giving, "correct", [0, 4_000], [entry])
    before, today = up_to(giving, date(2026, 9, 30)), up_to(giving, NOON.date())
    assert [(one.reference, one.day, one.pence) for one in before.bills] == [(entry.reference, date(2026, 3, 1), 4_500)]
    assert [(one.reference, one.day, one.pence) for one in today.bills] == [(entry.reference, NOON.date(), 4_000)]


@pytest.mark.parametrize("until", [date(2026, 9, 30), NOON.date()])
def test_the_pack_holds_the_receipts_of_the_payments_that_are_listed(giving: Giving, until: date) -> None:
    """A payment that was taken back after the last day is in the list, and so its receipt is in the pack."""
    giving.receive()
    entry = giving.spend(4_500, day=date(2026, 3, 1))
    ledger.attach_receipt(entry, picture(), giving.by)
    ledger.settle_book(date(2026, 6, 30), "the accounts are agreed", giving.by)
    ledger.void_entry(entry, book.latest_transaction(entry.id).revision, reason="twice", by=giving.by)
    draft = queries.draft_of(giving.row, "full_return")
    answers = {one.key: "In our own words" for one in draft.format.questions() if one.kind is Kind.WORDS}
    written = operations.Written(until=until)
    operations.save_draft(giving.row, draft.version, draft.format, answers, giving.by, written=written)
    filed = giving.file()
    listed = [one for one in queries.facts_filed(filed).bills if one.receipt == "yes"]
    assert evidence.plan(giving.row, filed, giving.by).receipts == len(listed)


def test_a_lost_receipt_is_said_to_be_lost(giving: Giving) -> None:
    entry = giving.spend(4_500)
    ledger.note_lost(entry, "It went through the wash", giving.by)
    assert [one.receipt for one in up_to(giving, NOON.date()).bills] == ["no"]
    ledger.vouch_lost(entry, giving.other)
    facts = up_to(giving, NOON.date())
    assert ([one.receipt for one in facts.bills], facts.without_receipt) == (["lost"], 0)
    assert TABLES["receipts"].make(facts).note.startswith("Where a receipt is lost, two people")
