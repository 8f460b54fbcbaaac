"""Short ways to declare, give, mark and claim."""

from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

from sqlalchemy import select

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.dates import Period
from groupkit.db import db
from groupkit.giftaid import claim_workbook, operations, queries
from groupkit.giftaid.models import CashCollection
from groupkit.giftaid.operations.collecting import Said
from groupkit.giftaid.queries import ClaimCard, Declared, GiftCard
from groupkit.giftaid.rules import Donor
from groupkit.ledger import operations as book
from groupkit.ledger import queries as ledger
from groupkit.ledger import rules as book_rules
from groupkit.ledger.models import Entry
from groupkit.ledger.rules import Part
from tests.builders import AGroup

FFION = Donor("Ms", "Ffion", "Ptarmigan-Jones", "12", "LL12 3AB")
SINCE, SPRING = date(2023, 4, 6), date(2026, 5, 2)


@dataclass
class Table:
    """The treasurer of a group, in its books; make it before entering them, `sit` inside."""

    group: AGroup
    actors: dict[str, Actor] = field(default_factory=dict)
    ids: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.actors = {who: one.actor for who, one in self.group.people.items()}

    @property
    def by(self) -> Actor:
        return self.actors["tamsin"]

    def sit(self) -> "Table":
        operations.change_settings("XR12345", SINCE, queries.settings().version, self.by)
        self.ids = {(one.sort, one.name): one.id for one in ledger.choices().all}
        return self

    def declare(self, donor: Donor = FFION, **more: Any) -> Declared:
        usual = {"made_on": date(2026, 4, 20), "how": "paper", "covers": "past", "told": True}
        return operations.declare(donor=donor, by=self.by, **(usual | more))

    def receive(self, pence: int, day: date = SPRING, category: str = "Donations", account: str = "Bank") -> Entry:
        part = Part(pence, self.ids["category", category], self.ids["fund", "General"])
        return book.record_receipt(
            day=day, account=self.ids["account", account], amount=pence, parts=[part], payee="a friend", by=self.by
        )

    def mark(self, entry: Entry, declared: Declared, pence: int | None = None, **more: Any) -> GiftCard:
        line = queries.line_of(entry.id)
        assert line is not None
        usual = {"sponsored": False, "sure": False}
        return operations.mark_gift(entry.id, declared.id, pence or line.pence, by=self.by, **(usual | more))

    def give(self, pence: int, declared: Declared, day: date = SPRING, **more: Any) -> GiftCard:
        return self.mark(self.receive(pence, day), declared, **more)

    def correct(self, entry: Entry, pence: int, day: date = SPRING) -> None:
        last = ledger.latest_transaction(entry.id)
        part = Part(pence, self.ids["category", "Donations"], self.ids["fund", "General"])
        legs = book_rules.receipt_legs(self.ids["account", "Bank"], pence, [part])
        book.correct_entry(entry, last.revision, day=day, legs=legs, reason="a slip", by=self.by)

    def void(self, entry: Entry) -> None:
        book.void_entry(entry, ledger.latest_transaction(entry.id).revision, reason="written twice", by=self.by)

    def entry(self, gift: GiftCard) -> Entry:
        return db.session.scalars(select(Entry).where(Entry.id == gift.line.id)).one()

    def send(self, together: bool = False, period: Period | None = None) -> ClaimCard:
        return send_now(self.by, together, period)

    def collect(self, pence: int, day: date = SPRING, **more: Any) -> CashCollection:
        entry = self.receive(pence, day, account="Cash tin")
        numbers = self.group.people
        usual: dict[str, Any] = {
            "amount": pence,
            "collected_on": day,
            "first": numbers["tamsin"].number,
            "second": numbers["mo"].number,
            "said": Said(small=True, banked=True),
        }
        return operations.mark_collection(entry.id, by=self.by, **(usual | more))


def all_days() -> Period:
    """Every day that a gift could have."""
    return Period(date(2015, 1, 1), tenancy.today())


def send_now(by: Actor, together: bool = False, period: Period | None = None) -> ClaimCard:
    """Send whatever can be claimed today."""
    draft = queries.draft(period or all_days(), together)
    with claim_workbook.make(draft, "A group", by.slug)[0] as made:
        row = operations.send(draft, draft.digest, tenancy.today(), made.read(), by)
    found = queries.claim(row.id)
    assert found is not None
    return found


def workbook_rows(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Every sheet of a workbook as its rows, formulas as their cached values."""
    from openpyxl import load_workbook

    made = load_workbook(BytesIO(data), data_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in made}
