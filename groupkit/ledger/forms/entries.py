"""Money out, money in, and money back: one form, asked in three ways."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from wtforms import Form, FormField, ValidationError

from groupkit.forms import ChoiceField, LineField, MoneyField, PartsField, PickField, PictureField, VersionField
from groupkit.ledger import rules
from groupkit.ledger.forms.writing import NO_NAMES, BookForm, choose, open_or_said, options
from groupkit.ledger.queries import Choice, Choices, Remembered
from groupkit.ledger.rules import Legs, Part, Purpose
from groupkit.money import pounds

ROWS = 3
MOST_ROWS = rules.MOST_LEGS - 2
USUAL_CHARGE = "Bank charges"


class PartForm(Form):
    """One of several things on one receipt; a row that says nothing is left out."""

    amount = MoneyField("How much?")
    category = PickField("What was it for?", whole=True, missing="Choose what this part was for")
    fund = PickField("Which fund?", whole=True)
    heading = PickField("Budget heading", whole=True, optional=True)
    parents: Mapping[int, int] = {}

    @property
    def blank(self) -> bool:
        typed = self.amount.raw_data and str(self.amount.raw_data[0]).strip()
        return not (typed or self.amount.data or self.category.data)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        return self.blank or super().validate(extra_validators)

    def validate_heading(self, field: PickField) -> None:
        _check_heading(self, field)


class EntryForm(BookForm):
    """Money out of or into one account, for one or several things."""

    direction = "out"

    amount = MoneyField("How much?")
    charge = MoneyField(
        "What was taken off?",
        "Write what the card reader or web page kept. The takings in the book are then the two together",
    )
    charge_category = PickField("What does that charge count as?", whole=True)
    payee = LineField("Who was paid?", f"As on the receipt. {NO_NAMES}", optional=True, most=120)
    account = ChoiceField("Where did it come from?", whole=True, missing="Choose the account")
    category = PickField("What was it for?", whole=True, missing="Choose what it was for")
    fund = ChoiceField("Which fund is it from?", whole=True)
    heading = PickField("Which budget heading?", whole=True, optional=True)
    parts = PartsField(
        FormField(PartForm),
        "What was it for?",
        "Each thing on a line of its own. A line left empty counts for nothing",
        min_entries=ROWS,
        max_entries=MOST_ROWS,
    )
    picture = PictureField(
        "A photo or PDF of the receipt", "Up to 10 MB. Where and when it was taken is not kept", optional=True
    )
    several = VersionField()
    charged = VersionField()
    parents: Mapping[int, int] = {}

    def offer(self) -> None:
        self.parents = {choice.id: choice.parent for choice in self.known.of("heading", closed=True)}
        if self._pressed == "several" and not self.several.data:
            self._split()
        if self._pressed == "parts" and len(self.parts.entries) < MOST_ROWS:
            self.parts.append_entry()
        if self._pressed == "charge":
            self.charged.data = 1
        if self.kind != "receipt":  # a charge is taken off what comes in
            self.charged.data = 0
        choose(self.account, self.known.of("account"))
        for name in ("category", "fund", "heading") if self.several.data else ("parts",):
            self._drop(name)
        if not self.charged.data:
            self._drop("charge")
            self._drop("charge_category")
        else:
            self._offer_charge()
        for form in self._rows():
            _offer_purpose(form, self.known, self.direction, self.parents)

    def _split(self) -> None:
        """One receipt, several things: what has been chosen already becomes the first of them."""
        self.several.data = 1
        first = self.parts.entries[0].form
        for name in ("category", "fund", "heading"):
            first[name].data = self[name].data

    def _offer_charge(self) -> None:
        found = self.known.of("category")
        usual = [choice.id for choice in found if choice.detail == "out" and choice.name == USUAL_CHARGE]
        self.charge_category.choices = [("", "Choose…"), *options([one for one in found if one.detail == "out"])]
        if usual and self.charge_category.data is None:
            self.charge_category.data = usual[0]

    def _rows(self) -> list[Any]:
        return [row.form for row in self.parts.entries] if "parts" in self else [self]

    def validate_heading(self, field: PickField) -> None:
        _check_heading(self, field)

    def figures(self) -> dict[str, Any]:
        found = {name: self[name].data for name in ("day", "account", "amount")} | {"parts": self._said_parts()}
        if self.charged.data:
            found["charge"] = Part(self.said("charge"), self.said("charge_category"), found["parts"][0].fund_id)
        return found

    def _said_parts(self) -> list[Part]:
        one_fund = next((choice.id for choice in self.known.of("fund")), 0)
        rows = [row for row in self._rows() if row is self or not row.blank]
        gross = (self.charge.data or 0) if self.charged.data and "parts" not in self else 0
        return [
            Part(
                row["amount"].data + gross, row["category"].data, _said(row, "fund") or one_fund, _said(row, "heading")
            )
            for row in rows
        ] or [Part(0, 0, one_fund)]

    def legs(self) -> Legs:
        said = self.figures()
        if self.kind == "payment":
            return rules.payment_legs(said["account"], said["amount"], said["parts"])
        return rules.receipt_legs(said["account"], said["amount"], said["parts"], said.get("charge"))

    @classmethod
    def filled_from(cls, day: date | None, legs: Legs) -> dict[str, Any]:
        money = legs.money[0] if legs.money else rules.Money(0, 0)
        taken_off = [leg for leg in legs.purpose if cls.kind == "receipt" and leg.pence < 0 < money.pence]
        rows = [_filled_row(leg) for leg in legs.purpose if leg not in taken_off]
        found: dict[str, Any] = {"day": day, "account": money.account_id, "amount": abs(money.pence)}
        if taken_off:
            found |= {"charged": 1, "charge": -taken_off[0].pence, "charge_category": taken_off[0].category_id}
        if len(rows) == 1:
            return found | {name: value for name, value in rows[0].items() if name != "amount"}
        return found | {"several": 1, "parts": rows}

    def show_balances(self, accounts: Mapping[int, int], funds: Mapping[int, int]) -> None:
        """Put what is in each account, and each fund, beside it."""
        self.account.notes = {row: pounds(pence) for row, pence in accounts.items()}
        if "fund" in self:
            self.fund.notes = {row: pounds(pence) for row, pence in funds.items()}

    def recall(self, known_payees: Iterable[Remembered], fund: int | None = None) -> None:
        """Offer everybody who was paid before, with how that was coded.

        Where the fund is chosen already, as from the page of a grant, nobody's last time may put another in its place.
        Nor does it choose a restricted fund by itself: whose money paid last time need not pay again.
        """
        if "payee" in self:
            free = {fund} if fund else {one.id for one in self.known.of("fund") if one.detail != "restricted"}
            self.payee.suggestions = [
                {
                    "value": one.payee,
                    "label": self.known.name("category", one.category_id),
                    "data": {"category": one.category_id, "account": one.account_id}
                    | ({"fund": one.fund_id, "heading": one.heading_id or ""} if one.fund_id in free else {}),
                }
                for one in known_payees
            ]


class PaymentForm(EntryForm):
    """Money out."""

    kind = "payment"
    asks = {"day": "When was it paid?"}


class ReceiptForm(EntryForm):
    """Money in."""

    kind = "receipt"
    direction = "in"
    asks = {
        "day": "When did it come in?",
        "payee": "Who was it from?",
        "account": "Where did it go?",
        "category": "What is it?",
        "fund": "Which fund does it belong to?",
        "parts": "What is it?",
    }

    def offer(self) -> None:
        super().offer()
        if "payee" in self:
            self.payee.description = f"For example: tea money, a collection, a funder. {NO_NAMES}"
        if self.charged.data:
            self.amount.label.text = "How much arrived?"


class RefundForm(EntryForm):
    """Money back for something that was paid: what was spent goes down."""

    kind = "refund"
    asks = {
        "day": "When did it come back?",
        "amount": "How much came back?",
        "payee": "Who gave it back?",
        "account": "Where did it go?",
        "category": "What had it been paid for?",
        "fund": "Which fund had it come from?",
        "parts": "What had it been paid for?",
    }


def _filled_row(leg: Purpose) -> dict[str, Any]:
    return {"amount": abs(leg.pence), "category": leg.category_id, "fund": leg.fund_id, "heading": leg.heading_id}


def _offer_purpose(form: Any, known: Choices, direction: str, parents: Mapping[int, int]) -> None:
    """What it was for, which fund, which heading: the same three questions on the form and on each row."""
    form.parents = parents
    fits = [choice for choice in known.of("category") if choice.detail == direction]
    form["category"].choices = [("", "Choose…"), *options(fits)]
    funds = sorted(open_or_said(known.of("fund", closed=True), form["fund"].data), key=_general_first)
    if len(funds) < 2:
        del form["fund"]
    else:
        form["fund"].choices = options(funds)
        if form["fund"].data is None and not form["fund"].raw_data:
            form["fund"].data = funds[0].id
    headings = open_or_said(known.of("heading", closed=True), form["heading"].data) if direction == "out" else []
    if headings:
        form["heading"].choices = [("", "No heading"), *_heading_options(headings, known)]
    else:
        del form["heading"]


def _general_first(fund: Choice) -> bool:
    return fund.detail != "general"


def _heading_options(headings: list[Choice], known: Choices) -> list[tuple[int, str, dict[str, str]]]:
    """Each heading with the fund that it belongs to, so that only the fitting ones need to be shown."""
    several = len({heading.parent for heading in headings}) > 1
    return [
        (
            heading.id,
            f"{called} ({known.name('fund', heading.parent)})" if several else called,
            {"data-fund": str(heading.parent)},
        )
        for heading, (_, called) in zip(headings, options(headings), strict=True)
    ]


def _check_heading(form: Any, field: PickField) -> None:
    fund = _said(form, "fund")
    if field.data and fund and form.parents.get(field.data) != fund:
        raise ValidationError("That heading belongs to another fund. Choose that fund, or no heading")


def _said(form: Any, name: str) -> Any:
    return form[name].data if name in form else None
