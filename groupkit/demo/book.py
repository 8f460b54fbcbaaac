"""The example's book: short ways to write in it, by name instead of by row."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from groupkit.access.actor import Actor
from groupkit.dates import FinancialYear
from groupkit.demo import receipts
from groupkit.ledger import operations, queries
from groupkit.ledger.models import Entry
from groupkit.ledger.rules import Part

Deed = Callable[[], object]


@dataclass(frozen=True)
class Cast:
    """Who does things in the example."""

    coordinator: Actor
    treasurer: Actor
    secretary: Actor
    member: Actor


@dataclass
class Book:
    """The year as it is put together: what happened, day by day, and who wrote it down."""

    cast: Cast
    first_year: FinancialYear
    last_year: FinancialYear
    today: date
    chance: random.Random = field(default_factory=lambda: random.Random(400))  # noqa: S311 (an example, not a secret)
    _ids: dict[tuple[str, str], int] = field(default_factory=dict)
    deeds: list[tuple[date, Deed]] = field(default_factory=list)

    @staticmethod
    def evening(day: date) -> datetime:
        """When the treasurer sits down to write."""
        return datetime.combine(day, time(20, 30), UTC)

    def id(self, sort: str, name: str) -> int:
        """The row of an account, fund, heading or category by its name."""
        if (sort, name) not in self._ids:
            self._ids = {(choice.sort, choice.name): choice.id for choice in queries.choices().all}
        return self._ids[sort, name]

    def on(self, day: date, deed: Deed) -> None:
        """Something that happened on a day; today and later are left out."""
        if self.first_year.first <= day < self.today:
            self.deeds.append((day, deed))

    def part(self, pence: int, category: str, fund: str = "General", heading: str | None = None) -> Part:
        return Part(
            pence,
            self.id("category", category),
            self.id("fund", fund),
            self.id("heading", heading) if heading else None,
        )

    def pay(
        self,
        day: date,
        payee: str,
        pence: int,
        category: str,
        *,
        account: str = "Bank",
        fund: str = "General",
        heading: str | None = None,
        note: str = "",
        bought: list[tuple[str, int]] | None = None,
    ) -> None:
        """Money out on a day, with a drawn receipt when it says what was bought."""
        self.on(
            day,
            lambda: operations.record_payment(
                day=day,
                account=self.id("account", account),
                amount=pence,
                parts=[self.part(pence, category, fund, heading)],
                payee=payee,
                note=note,
                by=self.cast.treasurer,
                picture=receipts.draw(payee, day, bought) if bought else None,
            ),
        )

    def receive(
        self,
        day: date,
        payer: str,
        pence: int,
        category: str,
        *,
        account: str = "Bank",
        fund: str = "General",
        note: str = "",
        charge: int = 0,
    ) -> None:
        """Money in on a day; with a charge, the account gets what is left after it."""
        self.on(
            day,
            lambda: operations.record_receipt(
                day=day,
                account=self.id("account", account),
                amount=pence - charge,
                parts=[self.part(pence, category, fund)],
                payee=payer,
                note=note,
                by=self.cast.treasurer,
                charge=self.part(charge, "Bank charges", fund) if charge else None,
            ),
        )

    def entry(self, words: str, day: date) -> Entry:
        """The entry of a day with these words in it."""
        line = queries.page_of(queries.Sought(words=words, first=day, last=day)).lines[0]
        found = queries.entry_called(line.year, line.code)
        if found is None:
            raise LookupError(f"no entry of {day} says {words}")
        return found
