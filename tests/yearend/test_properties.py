"""Any sequence of bringing in, matching, reconciling, putting right, closing and opening again, by anybody.

Everything that the cash book's own machine does goes on in between. A slow, obvious model stands beside it.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from groupkit.access.actor import Actor
from groupkit.accounts import closings, making
from groupkit.bank import bringing_in, coding, reconciling
from groupkit.bank import queries as bank
from groupkit.bank.coding import Said
from groupkit.bank.models import BankFile, BankLine
from groupkit.bank.reading import StatementLine
from groupkit.db import db
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries, rules
from groupkit.ledger.models import Account
from groupkit.ledger.rules import Legs
from groupkit.yearend import checks as years
from groupkit.yearend import looking, operations
from tests.builders import AGroup
from tests.ledger import model
from tests.ledger.desk import TODAY
from tests.ledger.test_properties import DAYS, WHICH, WHO, YES, TheBook
from tests.sweep import examples
from tests.yearend.test_closing import shown

pytestmark = pytest.mark.sweep

Key = tuple[date, int, str, int]
SMALL = st.integers(-300, 300).filter(bool)


@dataclass
class PlainLine:
    """A line of the bank's: by what it is known, and which line of the book it is."""

    id: int
    key: Key
    file: int
    entry: model.Line | None = None
    made: bool = False

    @property
    def pence(self) -> int:
        return self.key[1]


class TheYears(TheBook):
    """The bank, the statements and the ends of years, beside the same book."""

    ends_the_year_on_another_day = None

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[PlainLine] = []
        self.files: dict[int, bool] = {}
        self.statements: list[tuple[date, int, dict[str, int]]] = []
        self.closed: list[tuple[int, Any, object]] = []

    @initialize()
    def knows_the_account(self) -> None:
        self.account = db.session.get_one(Account, self.desk.bank)

    # -- the bank ---------------------------------------------------------------------------------------------------

    @rule(rows=st.lists(st.tuples(DAYS, SMALL, st.sampled_from(["TEA", "HALL"])), min_size=1, max_size=4), who=WHO)
    def brings_in(self, rows: list[tuple[date, int, str]], who: str) -> None:
        lines = [StatementLine(row, *said) for row, said in enumerate(rows, 2)]
        seen: Counter[tuple[date, int, str]] = Counter()
        keys: list[Key] = []
        for said in rows:
            seen[said] += 1
            keys.append((*said, seen[said]))
        known = {line.key for line in self.lines if self.files[line.file]}
        new = [key for key in keys if key not in known]

        def deed() -> BankFile:
            return bringing_in.bring_in(self.account, lines, "0" * 64, "A bank", self.people[who])

        if not new:
            self.is_refused(deed)
            return
        file = deed()
        self.files[file.id] = True
        ids = db.session.scalars(select_lines(file.id)).all()
        self.lines += [PlainLine(row_id, key, file.id) for row_id, key in zip(ids, new, strict=True)]

    @property
    def waiting(self) -> list[PlainLine]:
        return [
            line for line in self.lines if self.files[line.file] and (line.entry is None or line.entry.stands is None)
        ]

    @rule(which=WHICH, who=WHO, moved=st.booleans())
    def writes_down_a_line_of_the_banks(self, which: int, who: str, moved: bool) -> None:
        if not self.waiting:
            return
        line = self.waiting[which % len(self.waiting)]
        day, pence = line.key[:2]
        category = self.desk.category("Room hire" if pence < 0 else "Donations")
        part = rules.Part(abs(pence), category, self.desk.general)
        ends = (self.desk.bank, self.desk.tin) if pence < 0 else (self.desk.tin, self.desk.bank)
        if moved:
            kind, legs = "move", rules.move_legs(*ends, abs(pence))
            said = Said(line.id, other_account_id=self.desk.tin)
        else:
            kind = "payment" if pence < 0 else "receipt"
            make = rules.payment_legs if pence < 0 else rules.receipt_legs
            legs = make(self.desk.bank, abs(pence), [part])
            said = Said(line.id, category_id=category, fund_id=self.desk.general, payee="Library")
        self._write(line, kind, day, legs, said, who)

    def _write(self, line: PlainLine, kind: str, day: date, legs: Legs, said: Said, who: str) -> None:
        entered = self.book.enter(kind, day, legs)
        if entered is None:
            self.is_refused(lambda: coding.write_down([said], self.people[who], YES))
            return
        entered.words = (0, said.payee, "")
        [entry] = coding.write_down([said], self.people[who], YES)
        assert entry.reference == entered.reference
        line.entry, line.made = entered, True

    @rule(which=WHICH, who=WHO)
    def writes_a_line_in_two_parts_and_matches_it(self, which: int, who: str) -> None:
        lines = [line for line in self.waiting if line.pence < -1 and not self.book.is_settled(line.key[0])]
        if not lines:
            return
        line = lines[which % len(lines)]
        whole = abs(line.pence)
        parts = [self.desk.part(1), self.desk.part(whole - 1, "Refreshments", self.desk.grant)]
        self.enter("payment", line.key[0], rules.payment_legs(self.desk.bank, whole, parts), who)
        self._match(line, self.book.lines[-1], who)

    @rule(which=WHICH, who=WHO)
    def matches(self, which: int, who: str) -> None:
        taken = {id(line.entry) for line in self.lines if line.entry and self.files[line.file]}
        pairs = [
            (line, entry)
            for line in self.waiting
            for entry in self.book.lines
            if entry.stands and id(entry) not in taken and self.in_bank(entry.stands[1]) == line.pence
        ]
        if pairs:
            line, entry = pairs[which % len(pairs)]
            self._match(line, entry, who)

    def _match(self, line: PlainLine, entry: model.Line, who: str) -> None:
        coding.write_down([Said(line.id, entry_id=self.entry(entry).id)], self.people[who], YES)
        line.entry, line.made = entry, False

    @rule(which=WHICH, who=WHO)
    def takes_a_file_back(self, which: int, who: str) -> None:
        standing = [row for row, stands in self.files.items() if stands]
        if not standing:
            return
        file = standing[which % len(standing)]
        mine = [line for line in self.lines if line.file == file and line.entry]
        ticked = {reference for _, _, ticks in self.statements for reference in ticks}

        def deed() -> object:
            return bringing_in.take_back(db.session.get_one(BankFile, file), self.people[who], "the wrong one")

        if any(line.entry and line.entry.reference in ticked for line in mine):
            self.is_refused(deed)
            return
        deed()
        self.files[file] = False
        for line in mine:
            if line.made and line.entry:
                self.book.void(line.entry)

    def other(self, who: str) -> Actor:
        """Somebody else."""
        return next(actor for name, actor in self.people.items() if name != who)

    # -- statements -------------------------------------------------------------------------------------------------

    def in_bank(self, legs: Legs) -> int:
        return sum(leg.pence for leg in legs.money if leg.account_id == self.desk.bank)

    def open(self) -> dict[str, int]:
        """What no statement has shown of each line: all that was ever posted in the bank, less what was ticked."""
        found: Counter[str] = Counter()
        for line in self.book.lines:
            found[line.reference] += sum(self.in_bank(legs) for _, legs in line.postings)
        for _, _, ticks in self.statements:
            found.subtract(ticks)
        return {reference: pence for reference, pence in found.items() if pence}

    @rule(until=DAYS, which=WHICH, who=WHO, wrong=st.booleans())
    def reconciles(self, until: date, which: int, who: str, wrong: bool) -> None:
        by = self.people[who]
        before = self.statements[-1] if self.statements else (date.min, 0, {})
        if until <= before[0]:
            self.is_refused(lambda: reconciling.begin(self.account, until, 0, by))
            return
        wanted = self.open()
        if which % 2 and wanted:
            wanted.pop(sorted(wanted)[which % len(wanted)])
        pence = before[1] + sum(wanted.values())
        row = reconciling.begin(self.account, until, pence + wrong, by)
        items = reconciling.standing(row).entries
        assert {item.reference: item.pence for item in items} == self.open()
        reconciling.tick(row, [item.entry_id for item in items if item.reference in wanted], row.version, by)
        if wrong:
            self.is_refused(lambda: reconciling.finish(row, by))
            reconciling.set_aside(row, by)
            return
        reconciling.finish(row, by)
        self.is_refused(lambda: reconciling.see(row, by))
        reconciling.see(row, self.other(who))
        self.statements.append((until, pence, wanted))

    # -- years ------------------------------------------------------------------------------------------------------

    @rule(who=WHO)
    def closes_a_year(self, who: str) -> None:
        by = self.people[who]
        done = self.closed[-1][1].last if self.closed else date.min
        year = next(one for one in reversed(making.years()) if one.last > done)
        looked = looking.look(year, by)
        if year.last >= TODAY:
            self.is_refused(lambda: operations.close_year(year, looked.seen, "why not", by))
            return
        accounts = making.make_year(year, by)
        row = operations.close_year(year, looked.seen, "the statements come later", by)
        self.closed.append((row.id, year, shown(accounts)))
        if self.book.settled is None or self.book.settled < year.last:
            self.book.settlements.append(year.last)
            self.at_settling[year.last] = queries.balances(year.last)

    @rule(who=WHO)
    def two_open_it_again(self, who: str) -> None:
        if not self.closed:
            return
        row_id, year, _ = self.closed[-1]
        closing = next(one for one in closings.closings() if one.row.id == row_id)
        asked = operations.ask_opening(closing, "something was wrong", self.people[who])
        self.is_refused(lambda: operations.answer_opening(asked, True, self.people[who]))
        operations.answer_opening(asked, True, self.other(who))
        self.closed.pop()
        self.book.settlements = [day for day in self.book.settlements if day < year.first]

    # -- what must be so after every step ---------------------------------------------------------------------------

    @invariant()
    def the_same_lines_wait(self) -> None:
        found = {row.BankLine.id for row in db.session.execute(bank.open_lines())}
        assert found == {line.id for line in self.waiting}

    @invariant()
    def the_book_is_settled_to_the_same_day(self) -> None:
        assert ledger.closed_until() == self.book.settled

    @invariant()
    def closed_years_read_as_they_were(self) -> None:
        for _, year, was in self.closed:
            assert shown(closings.book_years().accounts_of(year, self.people["carys"])) == was

    @invariant()
    def statements_and_years_prove_themselves(self) -> None:
        assert list(reconciling.check()) == []
        assert list(years.check()) == []


def select_lines(file_id: int) -> Any:
    return select(BankLine.id).where(BankLine.file_id == file_id).order_by(BankLine.id)


def test_any_sequence_of_bringing_in_reconciling_and_closing(
    app: Flask, desk_group: tuple[AGroup, dict[str, Actor]]
) -> None:
    TheYears.app, (TheYears.group, TheYears.people) = app, desk_group
    run_state_machine_as_test(
        TheYears,
        settings=settings(  # type: ignore[no-untyped-call]
            max_examples=examples(2, 12),
            stateful_step_count=examples(12, 25),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
