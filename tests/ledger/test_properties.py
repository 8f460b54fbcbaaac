"""Any sequence of operations, by anybody: the two sides agree, and both agree with a slow, obvious book beside them."""

from contextlib import ExitStack
from datetime import date
from typing import Any, ClassVar

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from groupkit import history, tenancy
from groupkit.access.actor import Actor
from groupkit.dates import clock_at
from groupkit.db import begin_writing, db, stop_writing
from groupkit.ledger import checks, operations, queries, rules
from groupkit.ledger.operations import Answers, writing
from groupkit.ledger.queries import Sought
from groupkit.ledger.rules import Legs, Part
from groupkit.refusal import Refused
from groupkit.rulebook import operations as rulebook
from tests.builders import AGroup
from tests.ledger import model
from tests.ledger.desk import NOON, TODAY, Desk
from tests.ledger.test_queries import every_page
from tests.sweep import examples

pytestmark = pytest.mark.sweep

DAYS = st.sampled_from(
    [
        date(2025, 1, 31),
        date(2025, 12, 31),
        date(2026, 3, 30),
        date(2026, 3, 31),
        date(2026, 4, 1),
        date(2026, 6, 30),
        date(2026, 11, 17),
        TODAY,
    ]
)
PENCE = st.integers(1, 500) | st.just(99_999_999)
WHO = st.sampled_from(["tamsin", "carys", "bea"])
WHICH = st.integers(0, 1000)
YES = Answers(future_ok=True, below_zero="it comes later")
FIRST, LAST = date(2020, 1, 1), date(2030, 12, 31)


class TheBook(RuleBasedStateMachine):
    """Writes in both books, and compares them after every step."""

    app: ClassVar[Flask]
    group: ClassVar[AGroup]
    people: ClassVar[dict[str, Actor]]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(clock_at(NOON))
        self.stack.enter_context(self.app.app_context())
        self.stack.enter_context(tenancy.in_group(self.group.scope, db.session))
        begin_writing()
        self.desk = Desk(self.group, self.people["tamsin"], self.people)
        self.book = model.PlainBook(TODAY)
        self.at_settling: dict[date, queries.Balances] = {}

    def teardown(self) -> None:
        stop_writing(commit=False)
        self.stack.close()

    @initialize(pence=PENCE)
    def begins_with_something(self, pence: int) -> None:
        self.enter("opening", TODAY, rules.opening_legs(self.desk.bank, [(self.desk.general, pence)]), "tamsin")

    # -- what people do ------------------------------------------------------------------------------------------

    @rule(
        day=DAYS,
        who=WHO,
        kind=st.sampled_from(["payment", "receipt", "refund"]),
        parts=st.lists(st.tuples(PENCE, WHICH), min_size=1, max_size=3),
        account=WHICH,
        charge=st.integers(0, 1),
    )
    def writes_a_line(
        self, day: date, who: str, kind: str, parts: list[tuple[int, int]], account: int, charge: int
    ) -> None:
        self.enter(kind, day, self.legs(kind, parts, account, charge), who)

    @rule(day=DAYS, who=WHO, pence=PENCE, back=st.booleans())
    def moves_money(self, day: date, who: str, pence: int, back: bool) -> None:
        ends = (self.desk.tin, self.desk.bank) if back else (self.desk.bank, self.desk.tin)
        self.enter("move", day, rules.move_legs(*ends, pence), who)

    @rule(day=DAYS, who=WHO, pence=PENCE, back=st.booleans())
    def moves_between_funds(self, day: date, who: str, pence: int, back: bool) -> None:
        ends = (self.desk.grant, self.desk.general) if back else (self.desk.general, self.desk.grant)
        self.enter("fund_move", day, rules.fund_move_legs(*ends, pence), who)

    @rule(
        which=WHICH,
        who=WHO,
        day=st.none() | DAYS,
        parts=st.none() | st.lists(st.tuples(PENCE, WHICH), min_size=1, max_size=2),
        account=WHICH,
    )
    def puts_right(
        self, which: int, who: str, day: date | None, parts: list[tuple[int, int]] | None, account: int
    ) -> None:
        line = self.book.lines[which % len(self.book.lines)]
        entry = self.entry(line)
        last = queries.latest_transaction(entry.id)
        legs, day = queries.legs_of(last.id), day or last.day
        if parts:
            legs = self.again(line.kind, legs, parts, account)
        before = len(self.book.lines)
        expected = self.book.correct(line, day, legs)
        if expected is None:
            self.is_refused(
                lambda: operations.correct_entry(
                    entry, last.revision, day=day, legs=legs, reason="wrong", by=self.people[who], answers=YES
                )
            )
            return
        if len(self.book.lines) > before:
            expected.words = (0, *line.words[1:])
        found = operations.correct_entry(
            entry, last.revision, day=day, legs=legs, reason="wrong", by=self.people[who], answers=YES
        )
        assert found.reference == expected.reference

    @rule(which=WHICH, who=WHO)
    def makes_void(self, which: int, who: str) -> None:
        line = self.book.lines[which % len(self.book.lines)]
        entry = self.entry(line)
        revision = queries.latest_transaction(entry.id).revision
        if self.book.void(line):
            operations.void_entry(entry, revision, reason="twice", by=self.people[who])
        else:
            self.is_refused(lambda: operations.void_entry(entry, revision, reason="twice", by=self.people[who]))

    @rule(which=WHICH, who=WHO, payee=st.sampled_from(["", "Library", "Ada"]), note=st.sampled_from(["", "hall"]))
    def puts_words_right(self, which: int, who: str, payee: str, note: str) -> None:
        line = self.book.lines[which % len(self.book.lines)]
        entry, number = self.entry(line), line.words[0]
        if line.words[1:] == (payee, note):
            self.is_refused(lambda: operations.reword_entry(entry, number, payee=payee, note=note, by=self.people[who]))
            return
        operations.reword_entry(entry, number, payee=payee, note=note, by=self.people[who])
        line.words = (number + 1, payee, note)

    @rule(until=DAYS, who=WHO)
    def settles(self, until: date, who: str) -> None:
        if until >= TODAY or self.book.is_settled(until):
            self.is_refused(lambda: operations.settle_book(until, "looked at", self.people[who]))
            return
        operations.settle_book(until, "looked at", self.people[who])
        self.book.settlements.append(until)
        self.at_settling[until] = queries.balances(until)

    @precondition(lambda self: len(self.book.lines) > 2)
    @rule(end=st.sampled_from([(3, 31), (12, 31), (6, 30)]))
    def ends_the_year_on_another_day(self, end: tuple[int, int]) -> None:
        if end != self.book.year_end:
            rulebook.change_year_end(f"{end[0]:02d}-{end[1]:02d}", "agreed", self.people["tamsin"])
            self.book.year_end = end

    # -- what must be so after every step --------------------------------------------------------------------------

    @invariant()
    def the_two_sides_agree_with_the_plain_book(self) -> None:
        balances = queries.balances()
        assert balances.agree
        assert queries.total() == (balances.total, balances.fund_total)
        assert {place.id: place.pence for place in balances.accounts} == {
            place.id: self.book.in_account(place.id) for place in balances.accounts
        }
        assert {place.id: place.pence for place in balances.funds} == {
            place.id: self.book.in_fund(place.id) for place in balances.funds
        }
        assert sum(leg.pence for _, legs in self.book.postings() for leg in legs.money) == balances.total

    @invariant()
    def the_lines_add_up_to_it(self) -> None:
        for sought in (
            Sought(),
            Sought(account=self.desk.bank),
            Sought(fund=self.desk.grant),
            Sought(first=date(2026, 4, 1)),
        ):
            lines = list(queries.all_lines(sought))
            counted = [line for line in lines if not line.void and (sought.first is None or line.day >= sought.first)]
            if sought.account:
                assert sum(line.pence for line in counted) == self.book.in_account(sought.account)
            elif sought.fund:
                assert sum(line.pence for line in counted) == self.book.in_fund(sought.fund)
            elif sought.first is None:
                assert sum(line.pence for line in counted) == queries.total()[0]
            if lines and not sought.first:
                assert lines[-1].balance == sum(line.pence for line in counted)
            assert every_page(sought, 3) == lines

    @invariant()
    def every_line_stands_once(self) -> None:
        lines = list(queries.all_lines(Sought()))
        standing = [
            (line.reference, line.day) for line in lines if not (line.void or line.takes_back or line.corrected_later)
        ]
        assert sorted(standing) == sorted((line.reference, line.stands[0]) for line in self.book.lines if line.stands)
        assert {line.reference for line in lines} == {line.reference for line in self.book.lines}
        assert len(self.book.lines) == len({line.reference for line in self.book.lines})
        words = {line.reference: (line.words.number, line.words.payee, line.words.note) for line in lines}
        assert words == {line.reference: line.words for line in self.book.lines}

    @invariant()
    def the_sums_add_up(self) -> None:
        for first, last in ((FIRST, LAST), (date(2026, 4, 1), LAST)):
            found = {
                each.category_id: each.pence if each.direction == "in" else -each.pence
                for each in queries.by_category(first, last)
            }
            ids = {one.id for one in queries.choices().of("category")}
            assert found == {row: pence for row in ids if (pence := self.book.under(row, first, last))}
            for fund in queries.by_fund(first, last):
                assert fund.closing == self.book.in_fund(fund.fund_id, last)
            assert sum(each.received for each in queries.by_fund(first, last)) == sum(
                pence for row, pence in found.items() if self.is_in(row)
            )
        money_out = {row for row in ids if not self.is_in(row)}
        for heading in queries.by_heading(self.desk.grant):
            assert heading.spent == self.book.spent_under(self.desk.grant, heading.heading_id or None, money_out)

    @invariant()
    def settled_figures_stay_as_they_were(self) -> None:
        if self.book.settled:
            assert queries.balances(self.book.settled) == self.at_settling[self.book.settled]

    @invariant()
    def the_proof_holds(self) -> None:
        assert list(history.check()) == []
        assert list(checks.check()) == []

    # -- short ways ------------------------------------------------------------------------------------------------

    def enter(self, kind: str, day: date, legs: Legs, who: str) -> None:
        payee, note = ("Library" if kind in ("payment", "receipt", "refund") else ""), "agreed"

        def write() -> Any:
            return writing.enter(kind, day, legs, payee, note, YES, self.people[who])

        line = self.book.enter(kind, day, legs)
        if line is None:
            self.is_refused(write)
            return
        line.words = (0, payee, note)
        assert write().reference == line.reference

    def is_refused(self, deed: Any) -> None:
        try:
            deed()
        except Refused:
            return
        raise AssertionError("this should have been refused")

    def entry(self, line: model.Line) -> Any:
        entry = queries.entry_called(*line.reference.split("/"))
        assert entry is not None
        return entry

    def is_in(self, category: int) -> bool:
        return category in {one.id for one in queries.choices().of("category") if one.detail == "in"}

    def legs(self, kind: str, parts: list[tuple[int, int]], account: int, charge: int) -> Legs:
        out = kind != "receipt"
        categories = [one.id for one in queries.choices().of("category") if (one.detail == "out") == out][:3]
        where = [
            (self.desk.general, None),
            (self.desk.grant, None),
            (self.desk.grant, self.desk.room),
            (self.desk.grant, self.desk.materials),
        ]
        made = [Part(pence, categories[which % len(categories)], *where[which % len(where)]) for pence, which in parts]
        place = [self.desk.bank, self.desk.tin][account % 2]
        whole = sum(part.pence for part in made)
        if kind == "payment":
            return rules.payment_legs(place, whole, made)
        if kind == "receipt" and charge and charge < whole:
            return rules.receipt_legs(place, whole - charge, made, self.desk.part(charge, "Bank charges"))
        return rules.receipt_legs(place, whole, made)

    def again(self, kind: str, legs: Legs, parts: list[tuple[int, int]], account: int) -> Legs:
        pence = parts[0][0]
        if kind == "move":
            ends = [leg.account_id for leg in legs.money]
            return rules.move_legs(ends[0], ends[1], pence)
        if kind == "fund_move":
            return rules.fund_move_legs(self.desk.general, self.desk.grant, pence)
        if kind == "opening":
            return rules.opening_legs(legs.money[0].account_id, [(self.desk.general, pence)])
        return self.legs(kind, parts, account, 0)


def test_any_sequence_of_operations(app: Flask, desk_group: tuple[AGroup, dict[str, Actor]]) -> None:
    TheBook.app, (TheBook.group, TheBook.people) = app, desk_group
    run_state_machine_as_test(
        TheBook,
        settings=settings(  # type: ignore[no-untyped-call]
            max_examples=examples(5, 30),
            stateful_step_count=examples(10, 30),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
