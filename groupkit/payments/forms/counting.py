"""Counting the cash."""

from collections.abc import Mapping
from typing import Any

from groupkit.forms import (
    ChoiceField,
    DayField,
    GroupForm,
    LineField,
    MoneyField,
    NumberField,
    PickField,
    PicksField,
    VersionField,
)
from groupkit.ledger.forms.writing import choose, options
from groupkit.ledger.queries import Choices
from groupkit.payments.operations import Counting, Meeting
from groupkit.payments.queries import People
from groupkit.payments.subs import Member

USUAL = ("Subs", "Raffle and teas")
ODD = {"in": "Other money in", "out": "Other money out"}


class _Counted(GroupForm):
    """What every count has: a day, a tin, and two people."""

    day = DayField("When was it counted?", "For example today, yesterday or 18 Nov")
    account = ChoiceField("Which tin?", whole=True, missing="Choose the tin")

    def __init__(self, known: Choices, people: People, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        tins = [one for one in known.of("account") if one.detail == "tin"]
        self.has_tin = bool(tins)
        choose(self.account, tins)
        for field in (self["first"], self["second"]):
            field.choices = [("", "Choose"), *people.members]
        if len(tins) == 1:
            self.only_tin = tins[0].id
            del self["account"]

    def counting(self) -> Counting:
        """Who counted what, as the operations take it."""
        said = self.values()
        return Counting(said["day"], said.get("account") or self.only_tin, said["first"], said["second"])


class MeetingForm(_Counted):
    """The tea money and the subs, counted after a meeting."""

    taken = MoneyField("How much came in?", "Write 0 when nothing did", nothing_counts=True)
    category = PickField("What is it?", whole=True, missing="Choose what it is")
    fund = PickField("Which fund does it belong to?", whole=True)
    in_tin = MoneyField(
        "How much is in the tin now, all together?",
        "If you counted all of it, the page tells you whether that is what the book says",
        nothing_counts=True,
        optional=True,
    )
    first = PickField("Who counted?", whole=True, missing="Choose who counted")
    second = PickField("And who else?", whole=True, missing="Choose the second. Two people count")
    came = NumberField("How many came?", optional=True, most=10_000)
    waived = NumberField("How many did not have to pay?", "A number, never a name", optional=True, most=10_000)

    def __init__(self, known: Choices, people: People, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(known, people, data)
        found = [one for one in known.of("category") if one.detail == "in"]
        self.category.choices = [("", "Choose…"), *options(sorted(found, key=lambda one: one.name not in USUAL))]
        self.only_fund = offer_funds(self, known)

    def meeting(self) -> Meeting:
        """What came in, as the operations take it."""
        said = self.values()
        fund = said.get("fund") or self.only_fund
        return Meeting(said["taken"], said["category"], fund, said["came"], said["waived"])


class CountForm(_Counted):
    """A tin that is counted at any time."""

    in_tin = MoneyField("How much is in the tin?", nothing_counts=True)
    first = PickField("Who counted?", whole=True, missing="Choose who counted")
    second = PickField("And who else?", whole=True, missing="Choose the second. Two people count")


class DifferenceForm(GroupForm):
    """What was over or short, written down as what it is."""

    category = PickField("What does it count as?", whole=True, missing="Choose what it counts as")
    fund = PickField("Which fund?", whole=True)
    why = LineField(
        "How may it have come about?",
        "For example: somebody took change and forgot. “We do not know” is an answer too",
        most=300,
        missing="Write in a few words how it may have come about",
    )

    def __init__(self, known: Choices, over: bool) -> None:
        direction = "in" if over else "out"
        found = [one for one in known.of("category") if one.detail == direction]
        usual = next((one.id for one in found if one.name == ODD[direction]), None)
        super().__init__({"category": usual})
        self.category.choices = [("", "Choose…"), *options(found)]
        self.only_fund = offer_funds(self, known)

    def places(self) -> dict[str, int]:
        """The category and the fund."""
        said = self.values()
        return {"category": said["category"], "fund": said.get("fund") or self.only_fund}


class FloatForm(GroupForm):
    """The fixed sum of a petty cash tin."""

    size = MoneyField(
        "To how much is it topped up?",
        "Most groups choose £25 to £50. Write 0 when it is a float no longer",
        nothing_counts=True,
    )


def offer_funds(form: Any, known: Choices) -> int:
    """Offer the funds, the general one first; the only one there is needs no question. Gives back the first."""
    found = sorted(known.of("fund"), key=lambda one: one.detail != "general")
    if len(found) < 2:
        del form["fund"]
    else:
        form["fund"].choices = options(found)
    return found[0].id if found else 0


class SubsForm(GroupForm):
    """Who has paid subs this year."""

    paid = PicksField("Ticked when they have paid", optional=True)
    seen = VersionField()

    def __init__(self, members: list[Member]) -> None:
        paid = [str(one.id) for one in members if one.paid]
        super().__init__({"paid": paid, "seen": len(paid)})
        self.paid.choices = [(str(one.id), one.name) for one in members]
