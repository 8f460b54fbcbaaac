"""What the cash book is narrowed down to."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import request
from wtforms import Form

from groupkit.dates import FinancialYear, long_day
from groupkit.forms import DayField, LineField, PickField
from groupkit.ledger.queries import Choice, Choices, PaidIn, Sought


class LookFor(Form):
    """Sent by GET. An answer that cannot be read is told beside its field, and narrows nothing down."""

    words = LineField("Words", optional=True, most=100)
    account = PickField("Account", whole=True, optional=True)
    fund = PickField("Fund", whole=True, optional=True)
    category = PickField("What for", whole=True, optional=True)
    heading = PickField("Budget heading", whole=True, optional=True)
    first = DayField("From", optional=True, name="from")
    last = DayField("To", optional=True, name="to")

    def __init__(self, known: Choices, names: bool) -> None:
        super().__init__(request.args)
        for sort in ("account", "fund", "category", "heading"):
            self._offer(sort, known.of(sort, closed=True))
        if not names:
            del self["words"]
        self.validate()

    def _offer(self, sort: str, found: list[Choice]) -> None:
        if len(found) < 2:
            del self[sort]
            return
        names = {choice.id: choice.name for choice in found}
        if sort == "category":
            names = {choice.id: f"{choice.name} ({choice.detail})" for choice in found}
        self[sort].choices = [("", "Any"), *names.items()]

    @property
    def sought(self) -> Sought:
        """What to look for, from the answers that can be read."""
        said = {field.short_name: field.data for field in self if field.data and not field.errors}
        chosen = {name: value for name, value in said.items() if name not in ("from", "to")}
        return Sought(**chosen, first=self._day("first"), last=self._day("last"))

    def _day(self, name: str) -> date | None:
        found: date | None = None if self[name].errors else self[name].data
        return found

    @property
    def address(self) -> dict[str, str]:
        """What was asked for, to carry along to the next page of lines."""
        return address_of(self)

    @property
    def told(self) -> list[str]:
        """What the list is narrowed down to, in words: `Fund: General`."""
        return told_by(self)


EVERY_YEAR = "every"


class LookForMissing(Form):
    """Payments without a receipt, of one year and one fund. Sent by GET, like `LookFor`.

    Nothing chosen means what was paid since the book was closed: of what came before, a year end has told already.
    """

    year = PickField("Financial year", optional=True)
    fund = PickField("Fund", whole=True, optional=True)

    def __init__(self, years: Sequence[FinancialYear], known: Choices, closed_until: date | None) -> None:
        super().__init__(request.args)
        self._years, self._closed = {one.label: one for one in years}, closed_until
        usual = [("", "Any")]
        if closed_until:
            usual = [("", f"Since the book was closed on {long_day(closed_until)}"), (EVERY_YEAR, "Every year")]
        self.year.choices = [*usual, *((label, label) for label in self._years)]
        self.fund.choices = [("", "Any"), *((one.id, one.name) for one in known.of("fund", closed=True))]
        self.validate()

    @property
    def paid(self) -> PaidIn:
        """Which payments, from the answers that can be read."""
        year = self._years.get(self.year.data) if not self.year.errors else None
        fund = self.fund.data if not self.fund.errors else None
        return PaidIn(year.first if year else self._since, year.last if year else None, fund or None)

    @property
    def _since(self) -> date | None:
        return self._closed + timedelta(days=1) if self._closed and self.year.data != EVERY_YEAR else None

    @property
    def since_closed(self) -> date | None:
        """The day up to which payments are left out, because nobody asked for those of years that were closed."""
        return self._closed if not self.year.data else None

    @property
    def everything(self) -> dict[str, str]:
        """The address of the whole list."""
        return {"year": EVERY_YEAR} if self._closed else {}

    @property
    def address(self) -> dict[str, str]:
        """What was asked for, to carry along."""
        return address_of(self)

    @property
    def told(self) -> list[str]:
        """What the list is narrowed down to, in words."""
        since = [f"Paid since {long_day(self.since_closed)}"] if self.since_closed else []
        return [*since, *told_by(self)]


def address_of(form: Form) -> dict[str, str]:
    """What was asked for in a form sent by GET, but for what cannot be read."""
    return {
        field.short_name: request.args[field.short_name]
        for field in form
        if request.args.get(field.short_name) and not field.errors
    }


def told_by(form: Form) -> list[str]:
    """The same in words, for the head of a workbook."""
    return [f"{field.label.text}: {_shown(field)}" for field in form if field.data and not field.errors]


def _shown(field: Any) -> str:
    if isinstance(field.data, date):
        return long_day(field.data)
    offered = field.choices or () if field.shape == "pick" else ()
    return next((str(one.label) for one in offered if str(one.value) == str(field.data)), str(field.data))
