"""A desk to write at: one group's book with its accounts, funds and people at hand, and short ways to write in it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.history import HistoryLine
from groupkit.ledger import operations, queries, rules
from groupkit.ledger.models import Entry, MoneyLeg, PurposeLeg, Transaction
from groupkit.ledger.rules import Part
from groupkit.pictures import Prepared
from groupkit.refusal import Refused
from tests.builders import AGroup, in_books_of
from tests.restoring import made_once

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
TODAY = NOON.date()
PICTURE = Prepared(b"%PDF-1.4 a receipt", "application/pdf", 0, 0, "scan.pdf")
OTHER_PICTURE = Prepared(b"%PDF-1.4 covered", "application/pdf", 0, 0, "scan.pdf")


@dataclass
class Desk:
    """The rows by name, and who writes."""

    group: AGroup
    by: Actor
    others: dict[str, Actor] = field(default_factory=dict)
    ids: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.look_up()

    def look_up(self) -> None:
        """Read again what there is to choose."""
        self.ids = {(one.sort, one.name): one.id for one in queries.choices().all}

    @property
    def bank(self) -> int:
        return self.ids["account", "Bank"]

    @property
    def tin(self) -> int:
        return self.ids["account", "Cash tin"]

    @property
    def general(self) -> int:
        return self.ids["fund", "General"]

    @property
    def outing(self) -> int:
        return self.ids["fund", "Outing"]

    @property
    def grant(self) -> int:
        return self.ids["fund", "Starter grant"]

    @property
    def room(self) -> int:
        return self.ids["heading", "Room"]

    @property
    def materials(self) -> int:
        return self.ids["heading", "Materials"]

    def category(self, name: str) -> int:
        return self.ids["category", name]

    def part(
        self, pence: int, category: str = "Room hire", fund: int | None = None, heading: int | None = None
    ) -> Part:
        return Part(pence, self.category(category), self.general if fund is None else fund, heading)

    def pay(
        self,
        pence: int = 1250,
        *,
        day: date = TODAY,
        parts: list[Part] | None = None,
        payee: str = "Library",
        **more: Any,
    ) -> Entry:
        more = {"account": self.bank, "by": self.by} | more
        return operations.record_payment(day=day, amount=pence, parts=parts or [self.part(pence)], payee=payee, **more)

    def take(
        self,
        pence: int = 2000,
        *,
        day: date = TODAY,
        parts: list[Part] | None = None,
        payee: str = "Tea money",
        **more: Any,
    ) -> Entry:
        more = {"account": self.bank, "by": self.by} | more
        return operations.record_receipt(
            day=day, amount=pence, parts=parts or [self.part(pence, "Donations")], payee=payee, **more
        )

    def refund(self, pence: int = 500, *, day: date = TODAY, parts: list[Part] | None = None, **more: Any) -> Entry:
        more = {"account": self.bank, "by": self.by, "payee": "Library"} | more
        return operations.record_refund(day=day, amount=pence, parts=parts or [self.part(pence)], **more)

    def move(self, pence: int = 300, *, day: date = TODAY, **more: Any) -> Entry:
        more = {"from_account": self.bank, "to_account": self.tin, "by": self.by} | more
        return operations.record_move(day=day, amount=pence, **more)

    def fund_move(self, pence: int = 400, *, day: date = TODAY, **more: Any) -> Entry:
        more = {"from_fund": self.general, "to_fund": self.outing, "by": self.by, "note": "agreed in May"} | more
        return operations.record_fund_move(day=day, amount=pence, **more)

    def open_with(self, *parts: tuple[int, int], day: date = TODAY, **more: Any) -> Entry:
        more = {"account": self.bank, "by": self.by} | more
        return operations.record_opening(day=day, parts=parts or [(self.general, 10_000)], **more)

    def correct(
        self,
        entry: Entry,
        legs: rules.Legs | None = None,
        *,
        day: date | None = None,
        reason: str = "misread",
        **more: Any,
    ) -> Entry:
        """Put right what stands now: other legs, another day, or both."""
        last = queries.latest_transaction(entry.id)
        more = {"revision": last.revision, "by": self.by} | more
        return operations.correct_entry(
            entry, day=day or last.day, legs=legs or queries.legs_of(last.id), reason=reason, **more
        )

    def paid(self, pence: int, **more: Any) -> rules.Legs:
        """The legs of a payment from the bank."""
        return rules.payment_legs(more.pop("account", self.bank), pence, [self.part(pence, **more)])

    def void(self, entry: Entry, reason: str = "written twice") -> None:
        operations.void_entry(entry, queries.latest_transaction(entry.id).revision, reason=reason, by=self.by)

    def settle(self, until: date) -> None:
        operations.settle_book(until, "the examiner has seen it", self.by)

    def row(self, model: Any, name: str) -> Any:
        return db.session.scalars(select(model).where(model.name == name)).one()

    def count(self, model: Any) -> int:
        return db.session.scalar(select(func.count()).select_from(model)) or 0

    def told(self) -> HistoryLine:
        """The newest line of the history."""
        return db.session.scalars(select(HistoryLine).order_by(HistoryLine.number.desc()).limit(1)).one()

    def words(self, entry: Entry) -> tuple[int, str, str]:
        """Which wording stands now, and its payee and note."""
        found = queries.latest_wording(entry.id)
        return found.number, found.payee, found.note

    def balance(self, account: int) -> int:
        return queries.account_balance(account)


@made_once
def furnish(group: AGroup, by: Actor) -> None:
    """A grant with two headings, money set aside for the outing, and a savings account."""
    with in_books_of(group):
        grant = operations.add_fund("Starter grant", "restricted", by)
        operations.add_heading(grant, "Room", 25_000, by)
        operations.add_heading(grant, "Materials", 15_000, by)
        operations.add_fund("Outing", "designated", by)
        operations.add_account("Savings", "savings", by)


def changes(line: HistoryLine) -> dict[str, Any]:
    """What a history line says became of things."""
    return {name: change[1] for name, change in json.loads(line.body).items()}


def refused(deed: Callable[[], object], field: str | None, says: str = "", kind: type[Refused] = Refused) -> None:
    """The deed is refused on this field, and nothing at all is written."""
    before = [
        db.session.scalar(select(model.id).order_by(model.id.desc()).limit(1))
        for model in (Entry, Transaction, MoneyLeg, PurposeLeg, HistoryLine)
    ]
    with pytest.raises(Refused, match=says or None) as said:
        deed()
    assert type(said.value) is kind
    assert said.value.field == field, said.value
    db.session.flush()
    assert before == [
        db.session.scalar(select(model.id).order_by(model.id.desc()).limit(1))
        for model in (Entry, Transaction, MoneyLeg, PurposeLeg, HistoryLine)
    ]
