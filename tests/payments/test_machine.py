"""Any sequence of asking, agreeing, wording anew, ending and paying, by several people, beside a plain model."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from groupkit import tenancy
from groupkit.access import queries as people
from groupkit.db import begin_writing, db, stop_writing
from groupkit.jobs import signing
from groupkit.ledger import queries as book
from groupkit.payments import checks, operations, queries
from groupkit.refusal import Refused
from tests.builders import AGroup
from tests.payments.desk import Table
from tests.sweep import examples

pytestmark = pytest.mark.sweep

OFFICERS = ("carys", "tamsin", "sol", "bea")
WHO = st.sampled_from((*OFFICERS, "mo"))
WHICH = st.integers(0, 50)
PENCE = st.integers(1, 3)
FEW = 2
"""Requests at a time, so that much happens to each."""


@dataclass
class Plain:
    """A request as somebody would keep it on paper."""

    id: int
    claimant: str | None
    pence: int
    wording: int = 1
    ready: bool = True
    ended: str = ""
    said: list[tuple[str, int]] = field(default_factory=list)

    def yes(self) -> set[str]:
        return {who for who, wording in self.said if wording == self.wording}


class Payments(RuleBasedStateMachine):
    """Does the same on paper and in the kit."""

    app: ClassVar[Flask]
    group: ClassVar[AGroup]
    table: ClassVar[Table]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(self.app.app_context())
        self.stack.enter_context(tenancy.in_group(self.group.scope, db.session))
        begin_writing()
        self.table.sit()
        self.all: list[Plain] = []
        self.related: set[str] = set()
        self.spent = 0

    def teardown(self) -> None:
        stop_writing(commit=False)
        self.stack.close()

    def one(self, which: int) -> Plain:
        return self.all[which % len(self.all)]

    def try_to(self, allowed: bool, deed: Any) -> bool:
        if allowed:
            deed()
        else:
            with pytest.raises(Refused):
                deed()
        return allowed

    def may_be_related(self, one: str | None, other: str) -> bool:
        """Everybody here is on the bank's list once anybody is: marks mean one another, or all when there is one."""
        if one is None or one == other or "mo" in (one, other):
            return False
        if len(self.related) == 1:
            return one in self.related or other in self.related
        return one in self.related and other in self.related

    @precondition(lambda self: len(self.all) < FEW)
    @rule(pence=PENCE, claimant=st.none() | WHO)
    def ask(self, pence: int, claimant: str | None) -> None:
        found = self.table.ask(pence, claimant, payee="" if claimant else "Library")
        self.all.append(Plain(found.id, claimant, pence))

    @precondition(lambda self: len(self.all) < FEW)
    @rule(pence=PENCE, who=WHO)
    def claim(self, pence: int, who: str) -> None:
        self.all.append(Plain(self.table.claim(who, pence).id, who, pence, ready=False))

    @precondition(lambda self: self.all)
    @rule(which=WHICH, who=WHO, stale=st.integers(0, 7).map(lambda one: one == 7))
    def say_yes(self, which: int, who: str, stale: bool) -> None:
        one = self.one(which)
        seen = one.wording - 1 if stale else one.wording
        fits = not (stale or one.ended) and one.ready and who in OFFICERS and who not in one.yes()
        fits = fits and who != one.claimant and not self.may_be_related(one.claimant, who)
        fits = fits and not any(self.may_be_related(other, who) for other in one.yes())
        if self.try_to(fits, lambda: operations.say_yes(one.id, seen, True, self.table.actors[who])):
            one.said.append((who, one.wording))

    @precondition(lambda self: self.all)
    @rule(which=WHICH, pence=PENCE)
    def change(self, which: int, pence: int) -> None:
        one = self.one(which)
        wish = self.table.wish(pence, payee="" if one.claimant else "Library")
        same = one.ready and pence == one.pence
        deed = lambda: operations.change(one.id, wish, one.wording, self.table.actors["tamsin"])  # noqa: E731
        if self.try_to(not one.ended, deed) and not same:
            one.wording, one.pence, one.ready = one.wording + 1, pence, True

    @precondition(lambda self: self.all)
    @rule(which=WHICH, how=st.sampled_from(["withdrawn", "declined"]))
    def end(self, which: int, how: str) -> None:
        one, by = self.one(which), self.table.actors["tamsin"]
        deed = operations.withdraw if how == "withdrawn" else operations.decline
        if self.try_to(not one.ended, lambda: deed(one.id, "because", by)):
            one.ended = how

    @precondition(lambda self: self.all)
    @rule(which=WHICH)
    def pay(self, which: int) -> None:
        one = self.one(which)
        fits = not one.ended and one.ready and self.counting(one) >= 2
        deed = lambda: operations.pay(one.id, one.wording, tenancy.today(), self.table.actors["tamsin"])  # noqa: E731
        if self.try_to(fits, deed):
            one.ended = "paid"
            self.spent += one.pence

    def counting(self, one: Plain) -> int:
        """Somebody who may be related to the claimant or to another counts no longer, when it was noted since."""
        near = {who for who in one.yes() if self.may_be_related(one.claimant, who)}
        left = one.yes() - near - {one.claimant or ""}
        sizes = [0]
        for mask in range(1 << len(left)):
            some = [who for at, who in enumerate(sorted(left)) if mask >> at & 1]
            if not any(self.may_be_related(a, b) for a in some for b in some if a < b):
                sizes.append(len(some))
        return max(sizes)

    @precondition(lambda self: not self.related)
    @rule(marked=st.sets(st.sampled_from(OFFICERS), min_size=1, max_size=3))
    def the_bank_lists_the_officers(self, marked: set[str]) -> None:
        for who in OFFICERS:
            person = people.person_numbered(self.group.people[who].number)
            assert person is not None
            signing.add(person, tenancy.today(), who in marked, self.table.actors["sol"])
        self.related = marked

    @invariant()
    def both_say_the_same(self) -> None:
        names = {self.group.people[who].number: who for who in (*OFFICERS, "mo")}
        numbers = queries.people_here().numbers
        for one in self.all:
            found = queries.asked(one.id)
            assert found is not None
            assert (found.ended.how if found.ended else "") == one.ended
            assert {names[numbers[row]] for row in found.said_yes} == one.yes()
            assert len(found.yeses) == len(one.said)
            assert (found.now.pence, found.now.number, found.now.ready) == (one.pence, one.wording, one.ready)
        assert [one.id for one in self.table.open_now()] == [one.id for one in self.all if not one.ended]
        assert book.account_balance(self.table.ids["account", "Bank"]) == -self.spent
        assert list(checks.check()) == []


def test_any_sequence(app: Flask, group: AGroup) -> None:
    Payments.app, Payments.group, Payments.table = app, group, Table(group)
    run_state_machine_as_test(
        Payments,
        settings=settings(
            max_examples=examples(20, 80),
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
