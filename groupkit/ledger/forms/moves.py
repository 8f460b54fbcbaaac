"""Money that was moved, and money that was there when the book began."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import Form, FormField

from groupkit.forms import ChoiceField, MoneyField, PartsField, PickField
from groupkit.ledger import rules
from groupkit.ledger.forms.writing import BookForm, choose, open_or_said, options
from groupkit.ledger.queries import Choices
from groupkit.ledger.rules import Legs
from groupkit.money import pounds


class MoveForm(BookForm):
    """Between two of our own accounts."""

    kind = "move"
    asks = {"day": "When was it moved?"}

    amount = MoneyField("How much?")
    from_account = ChoiceField("From where?", whole=True)
    to_account = ChoiceField("To where?", whole=True)

    def offer(self) -> None:
        for field in (self.from_account, self.to_account):
            choose(field, self.known.of("account"))

    def figures(self) -> dict[str, Any]:
        return {name: self[name].data for name in ("day", "from_account", "to_account", "amount")}

    def legs(self) -> Legs:
        return rules.move_legs(self.said("from_account"), self.said("to_account"), self.said("amount"))

    @classmethod
    def filled_from(cls, day: date | None, legs: Legs) -> dict[str, Any]:
        came, went = sorted(legs.money, key=lambda leg: leg.pence)
        return {"day": day, "from_account": came.account_id, "to_account": went.account_id, "amount": went.pence}

    def show_balances(self, accounts: Mapping[int, int], _funds: Mapping[int, int]) -> None:
        """Put what is in each account beside it."""
        notes = {row: pounds(pence) for row, pence in accounts.items()}
        self.from_account.notes = self.to_account.notes = notes


class FundMoveForm(BookForm):
    """Between two funds: no account changes."""

    kind = "fund_move"
    asks = {"day": "When was it agreed?", "note": "Why, or who agreed to it?"}

    amount = MoneyField("How much?")
    from_fund = ChoiceField("From which fund?", whole=True)
    to_fund = ChoiceField("To which fund?", whole=True)

    def offer(self) -> None:
        for field in (self.from_fund, self.to_fund):
            choose(field, self.known.of("fund"))
        if "note" in self:
            self.note.description = "For example: agreed at the meeting on 4 May, and the funder wrote to say yes"
            self.note.optional = self.note.flags.optional = False
            self.note.missing = "Write why, or who agreed to it"

    def figures(self) -> dict[str, Any]:
        return {name: self[name].data for name in ("day", "from_fund", "to_fund", "amount")}

    def legs(self) -> Legs:
        return rules.fund_move_legs(self.said("from_fund"), self.said("to_fund"), self.said("amount"))

    @classmethod
    def filled_from(cls, day: date | None, legs: Legs) -> dict[str, Any]:
        came, went = sorted(legs.purpose, key=lambda leg: leg.pence)
        return {"day": day, "from_fund": came.fund_id, "to_fund": went.fund_id, "amount": went.pence}

    def show_balances(self, _accounts: Mapping[int, int], funds: Mapping[int, int]) -> None:
        """Put what is in each fund beside it."""
        self.from_fund.notes = self.to_fund.notes = {row: pounds(pence) for row, pence in funds.items()}


class FundPartForm(Form):
    """What of an opening balance belongs to one fund; a row without an amount is left out."""

    fund = PickField("Which fund?", whole=True)
    amount = MoneyField("How much of it?", optional=True, nothing_counts=True)


MOST_FUNDS = 20
"""How many funds one opening balance is parted into; each row lets any fund be chosen."""


class OpeningForm(BookForm):
    """What was in an account when the book began, and which funds it belongs to."""

    kind = "opening"
    asks = {"day": "From which day?"}

    account = ChoiceField("Where is it?", whole=True)
    amount = MoneyField("How much was in it?")
    parts = PartsField(
        FormField(FundPartForm),
        "How much was in it, and what was it for?",
        "A line for each fund that had money in this account. Leave the others empty",
        max_entries=MOST_FUNDS,
    )

    def __init__(self, known: Choices, data: Mapping[str, Any] | None = None, correcting: bool = False) -> None:
        rows = [{"fund": fund.id} for fund in known.of("fund")[:MOST_FUNDS]]
        super().__init__(known, {"parts": rows, **(data or {})}, correcting)

    def offer(self) -> None:
        self["day"].description = "The first day of the book, for example 1 April 2026"
        choose(self.account, self.known.of("account"))
        said = [row.form.fund.data for row in self.parts.entries]
        funds = open_or_said(self.known.of("fund", closed=True), *said)
        self._drop("parts" if len(funds) < 2 else "amount")
        for row in self.parts.entries if "parts" in self else []:
            row.form.fund.choices = options(funds)

    def leave_out_accounts(self, opened: set[int]) -> None:
        """Offer only accounts that have no opening balance yet."""
        choose(self.account, [choice for choice in self.known.of("account") if choice.id not in opened])

    def figures(self) -> dict[str, Any]:
        return {"day": self.day.data, "account": self.account.data, "parts": self._by_fund()}

    def _by_fund(self) -> list[tuple[int, int]]:
        if "parts" not in self:
            return [(self.known.of("fund")[0].id, self.said("amount"))]
        rows = [row.form for row in self.parts.entries]
        return [(row.fund.data, row.amount.data) for row in rows if row.amount.data]

    def legs(self) -> Legs:
        return rules.opening_legs(self.account.data, self._by_fund())

    def show_balances(self, _accounts: Mapping[int, int], _funds: Mapping[int, int]) -> None:
        """Nothing is in them yet."""

    @classmethod
    def filled_from(cls, day: date | None, legs: Legs) -> dict[str, Any]:
        rows = [{"fund": leg.fund_id, "amount": leg.pence} for leg in legs.purpose]
        return {"day": day, "account": legs.money[0].account_id, "amount": legs.money[0].pence, "parts": rows}
