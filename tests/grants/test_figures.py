"""Whatever happens in the book, a return says what the book says on that day."""

from datetime import date, timedelta
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.dates import clock_at
from groupkit.db import begin_writing, db, stop_writing
from groupkit.grants import queries
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as book
from groupkit.ledger import rules
from groupkit.ledger.models import Entry
from groupkit.ledger.rules import Part
from tests.builders import AGroup
from tests.grants.giving import NOON, Giving

PENCE = st.integers(1, 50_000)
HEADING = st.sampled_from(["Wool", "Room hire", "Bus fares", ""])
DAY = st.integers(0, 300).map(lambda days: date(2026, 1, 1) + timedelta(days=days))
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("receive"), PENCE, DAY),
        st.tuples(st.just("spend"), PENCE, DAY, HEADING),
        st.tuples(st.just("refund"), PENCE, DAY, HEADING),
        st.tuples(st.just("move"), PENCE, DAY, st.booleans()),
        st.tuples(st.just("void"), st.integers(0, 9)),
        st.tuples(st.just("correct"), st.integers(0, 9), PENCE),
    ),
    min_size=1,
    max_size=10,
)


def do(giving: Giving, deed: tuple[Any, ...], written: list[Entry]) -> None:
    what, *said = deed
    if what == "receive":
        written.append(giving.receive(*said))
    elif what in ("spend", "refund"):
        pence, day, heading = said
        written.append(giving.spend(pence, heading, day, refund=what == "refund"))
    elif what == "move":
        pence, day, out = said
        ends = (giving.row.fund_id, giving.id("fund", "General"))
        source, target = ends if out else ends[::-1]
        ledger.record_fund_move(
            day=day,
            from_fund=source,
            to_fund=target,
            amount=pence,
            note="Agreed",
            by=giving.by,
            answers=ledger.Answers(below_zero="for now"),
        )
    elif written:
        again(giving, what, said, written)


def again(giving: Giving, what: str, said: list[Any], written: list[Entry]) -> None:
    entry = written[said[0] % len(written)]
    last = book.latest_transaction(entry.id)
    if last.void:
        return
    if what == "void":
        ledger.void_entry(entry, last.revision, reason="twice", by=giving.by)
        return
    old = book.legs_of(last.id)
    leg = old.purpose[0]
    part = Part(said[1], leg.category_id or 0, leg.fund_id, leg.heading_id)
    make = rules.payment_legs if entry.kind == "payment" else rules.receipt_legs
    legs = make(old.money[0].account_id, said[1], [part])
    if legs != old:
        ledger.correct_entry(
            entry,
            last.revision,
            day=last.day,
            legs=legs,
            reason="misread",
            by=giving.by,
            answers=ledger.Answers(below_zero="for now"),
        )


def by_hand(giving: Giving, written: list[Entry]) -> tuple[int, int, dict[str, int]]:
    """Received, spent and spent by heading, added up from what each entry says last of all."""
    received, spent, headings = 0, 0, dict.fromkeys(("Wool", "Room hire", "Bus fares", ""), 0)
    names = {one.id: one.name for one in book.choices().of("heading")}
    for entry in written:
        last = book.latest_transaction(entry.id)
        if last.void:
            continue
        for leg in book.legs_of(last.id).purpose:
            if entry.kind == "receipt":
                received += leg.pence
            else:
                spent -= leg.pence
                headings[names[leg.heading_id] if leg.heading_id else ""] -= leg.pence
    return received, spent, headings


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_a_return_says_what_the_book_says(
    app: Flask,
    giving_group: tuple[AGroup, Actor, Actor],
    deeds: list[tuple[Any, ...]],
) -> None:
    group, by, other = giving_group
    with clock_at(NOON), app.app_context(), tenancy.in_group(group.scope, db.session):
        begin_writing()
        try:
            giving, written = Giving(group, by, other), []
            for deed in deeds:
                do(giving, deed, written)
            giving.write()
            facts = queries.facts_filed(giving.file())
            received, spent, headings = by_hand(giving, written)
            assert (facts.received, facts.spent) == (received, spent)
            assert {one.name: one.spent for one in facts.spending if one.spent} == {
                name or "Under no heading": pence for name, pence in headings.items() if pence
            }
            assert facts.left == book.fund_balance(giving.row.fund_id) == received + facts.own_money - spent
            card = queries.card_of(giving.row)
            assert (card.received, card.spent, card.left) == (facts.received, facts.spent, facts.left)
        finally:
            stop_writing(commit=False)
