"""Asking for a payment, and claiming back what was spent."""

from collections.abc import Mapping
from typing import Any

from groupkit.forms import (
    ChoiceField,
    DayField,
    GroupForm,
    LineField,
    MoneyField,
    PickField,
    PictureField,
    VersionField,
    WordsField,
)
from groupkit.ledger.forms.writing import choose, open_or_said, options
from groupkit.ledger.queries import Choice, Choices
from groupkit.payments.operations import Wish
from groupkit.payments.queries import Asked, People
from groupkit.payments.rules import WAYS

A_PHOTO = {"accept": "image/*,application/pdf"}
"""On a phone this offers the camera beside the photos that are there."""


class AskForm(GroupForm):
    """Money that is to be paid: how much, for what, to whom, and from which money."""

    amount = MoneyField("How much?")
    purpose = WordsField(
        "What is it for?", "For example: hall in May, invoice 42", most=300, rows=2, missing="Write what it is for"
    )
    payee = LineField("Who is to be paid?", "As on the bill", optional=True, most=120)
    claimant = PickField(
        "Or does it go to one of us?", "Whoever gets the money does not say yes to it", whole=True, optional=True
    )
    way = ChoiceField(
        "How will it be paid?",
        "Each way needs just as many people",
        choices=list(WAYS.items()),
        missing="Choose how it will be paid",
    )
    account = ChoiceField("Where will it come from?", whole=True, missing="Choose the account")
    category = PickField("What does it count as?", whole=True, missing="Choose what it counts as")
    fund = ChoiceField("Which fund is it from?", whole=True)
    heading = PickField("Which budget heading?", whole=True, optional=True)
    decision = LineField("What allowed it?", "For example: agreed at our meeting on 12 May", optional=True, most=200)
    picture = PictureField(
        "A photo or PDF of the bill",
        "Up to 10 MB. Where and when it was taken is not kept",
        optional=True,
        render_kw=A_PHOTO,
    )

    def __init__(self, known: Choices, people: People, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.only_fund = next((one.id for one in known.of("fund")), 0)
        if "claimant" in self:
            self.claimant.choices = [("", "No, to somebody outside"), *people.members]
        choose(self.account, known.of("account"))
        self.category.choices = [("", "Choose…"), *options([c for c in known.of("category") if c.detail == "out"])]
        self._offer_funds(known)
        self._offer_headings(known)

    def _offer_funds(self, known: Choices) -> None:
        found = sorted(open_or_said(known.of("fund", closed=True), self.fund.data), key=_general_first)
        if len(found) < 2:
            del self["fund"]
            return
        self.fund.choices = options(found)
        if self.fund.data is None and not self.fund.raw_data:
            self.fund.data = found[0].id

    def _offer_headings(self, known: Choices) -> None:
        found = known.of("heading")
        if not found:
            del self["heading"]
            return
        named = [
            (one.id, f"{one.name} ({known.name('fund', one.parent)})", {"data-fund": str(one.parent)}) for one in found
        ]
        self.heading.choices = [("", "No heading"), *named]

    def wish(self) -> Wish:
        """What was answered, as the operations take it."""
        said = self.values()
        return Wish(
            amount=said["amount"],
            purpose=said["purpose"],
            payee=said.get("payee") or "",
            way=said["way"],
            account=said["account"],
            category=said["category"],
            fund=said.get("fund") or self.only_fund,
            heading=said.get("heading") or None,
            decision=said["decision"] or "",
        )


class ChangeForm(AskForm):
    """The same payment worded anew; who gets it stays when that is one of us."""

    wording = VersionField()

    def __init__(self, known: Choices, people: People, asked: Asked) -> None:
        now = asked.now
        super().__init__(
            known,
            people,
            {
                "amount": now.pence,
                "purpose": now.purpose,
                "payee": now.payee,
                "way": now.way or None,
                "account": now.account_id,
                "category": now.category_id,
                "fund": now.fund_id,
                "heading": now.heading_id,
                "decision": now.decision,
                "wording": now.number,
            },
        )
        del self["picture"]
        del self["claimant"]
        if asked.claimant_id is not None:
            del self["payee"]


class ClaimForm(GroupForm):
    """What somebody spent for the group, to have it back."""

    amount = MoneyField("How much did you spend?")
    purpose = WordsField(
        "What was it for?",
        "For example: milk and biscuits for two meetings",
        most=300,
        rows=2,
        missing="Write what it was for",
    )
    spent_on = DayField("On which day?", "For example 18/11/2026, 18 Nov or yesterday")
    picture = PictureField(
        "A photo of the receipt",
        "Where and when it was taken is not kept. No receipt? Say why under “What was it for?”",
        optional=True,
        render_kw=A_PHOTO,
    )
    how = LineField(
        "How would you like to have it back?",
        "For example: cash at the next meeting; to the account that ends in 1234. No card numbers and no log-ins, ever",
        optional=True,
        most=200,
    )


class WithdrawForm(GroupForm):
    """A request is taken back."""

    why = LineField("Why?", "If you like, for whoever reads this later", optional=True, most=200)


def _general_first(fund: Choice) -> bool:
    return fund.detail != "general"
