"""Short ways to ask, agree, pay and count, by name."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from groupkit import tenancy, together
from groupkit.access import operations as access
from groupkit.access.actor import Actor
from groupkit.access.models import Person
from groupkit.jobs import signing
from groupkit.ledger import queries as book
from groupkit.ledger.models import Entry
from groupkit.payments import operations, queries
from groupkit.payments.operations import Counting, Wish
from groupkit.payments.queries import Asked, OpenRequest
from groupkit.pictures import Prepared
from tests.builders import AGroup

SHEET = Prepared(b"\xff\xd8 a signed sheet", "image/jpeg", 1, 1, "sheet.jpg")
BILL = Prepared(b"\xff\xd8 a bill", "image/jpeg", 1, 1, "bill.jpg")


@dataclass
class Table:
    """The people of a group round a table, in its books; make it before entering them, `sit` inside."""

    group: AGroup
    actors: dict[str, Actor] = field(default_factory=dict)
    ids: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.actors = {who: one.actor for who, one in self.group.people.items()}

    def sit(self) -> "Table":
        self.ids = {(one.sort, one.name): one.id for one in book.choices().all}
        return self

    def wish(self, amount: int = 4_500, **more: Any) -> Wish:
        usual = {
            "purpose": "Hall in May",
            "payee": "Library",
            "way": "bank",
            "account": self.ids["account", "Bank"],
            "category": self.ids["category", "Room hire"],
            "fund": self.ids["fund", "General"],
        }
        return Wish(amount, **(usual | more))

    def ask(self, amount: int = 4_500, claimant: str | None = None, **more: Any) -> Asked:
        number = self.group.people[claimant].number if claimant else None
        picture = more.pop("picture", None)
        return operations.ask(self.wish(amount, **more), self.actors["tamsin"], number, picture)

    def claim(self, who: str = "mo", amount: int = 640, **more: Any) -> Asked:
        usual = {"purpose": "Milk", "spent_on": tenancy.today(), "how": "in cash"}
        return operations.claim(amount=amount, by=self.actors[who], **(usual | more))

    def ready(self, asked: Asked, **more: Any) -> Asked:
        wish = self.wish(asked.now.pence, purpose=asked.now.purpose, **({"payee": ""} | more))
        return operations.change(asked.id, wish, asked.now.number, self.actors["tamsin"])

    def yes(self, asked: Asked, who: str, wording: int | None = None) -> Asked:
        now = queries.asked(asked.id)
        assert now is not None
        return operations.say_yes(asked.id, wording or now.now.number, True, self.actors[who])

    def pay(self, asked: Asked, day: date | None = None) -> Entry:
        now = queries.asked(asked.id)
        assert now is not None
        return operations.pay(asked.id, now.now.number, day or tenancy.today(), self.actors["tamsin"])

    def votes(self, asked: Asked) -> int:
        now = queries.asked(asked.id)
        assert now is not None
        return queries.circle_for(now, queries.people_here()).votes(now.said_yes)

    def open_now(self) -> list[OpenRequest]:
        """What waits as the first page knows it, once that is what the whole of each request says."""
        found = queries.told_open(together.ask(queries.asks_open(yeses=True)))
        for one, whole in zip(found, queries.open_requests(), strict=True):
            assert (one.id, one.claim, one.claimant_id) == (whole.id, whole.claim, whole.claimant_id)
            assert (one.day, one.days, one.ready) == (whole.day, whole.days, whole.now.ready)
            assert (one.excepted, one.said_yes) == (whole.excepted is not None, frozenset(whole.said_yes))
        return found

    def signatory(self, name: str, related: bool = False) -> Person:
        """Somebody without an account whom the bank lets sign."""
        person = access.add_person(name, self.actors["carys"])
        signing.add(person, tenancy.today(), related, self.actors["sol"])
        return person

    def counting(self, first: str = "tamsin", second: str = "bea", day: date | None = None) -> Counting:
        one, two = (self.group.people[who].number for who in (first, second))
        return Counting(day or tenancy.today(), self.ids["account", "Cash tin"], one, two)
