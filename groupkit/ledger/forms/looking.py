"""What the cash book is narrowed down to."""

from datetime import date

from flask import request
from wtforms import Form

from groupkit.forms import DayField, LineField, PickField
from groupkit.ledger.queries import Choice, Choices, Sought


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
        return {
            field.short_name: request.args[field.short_name]
            for field in self
            if request.args.get(field.short_name) and not field.errors
        }
