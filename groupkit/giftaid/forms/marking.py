"""Marking money in as a gift, or as a small cash collection, and taking a mark off."""

from groupkit.forms import DayField, GroupForm, LineField, MoneyField, PickField, TickField
from groupkit.giftaid.operations.collecting import Said
from groupkit.giftaid.queries import BookLine, Declared
from groupkit.payments.queries import People

SURE = "Yes, that is so"


class GiftForm(GroupForm):
    """A line of money in, or part of it, is a gift of somebody."""

    declaration = PickField("Whose gift is it?", whole=True, missing="Choose whose gift it is")
    amount = MoneyField("How much of it?", "Only what they gave. Leave out what paid for something else")
    sponsored = TickField(
        "They collected it on a sponsor form, and everybody on it asked for Gift Aid. A sponsor who gave over £500 has "
        "a line of their own"
    )
    sure = TickField(SURE, aside=True, optional=True)

    def __init__(self, line: BookLine, free: int, found: list[Declared]) -> None:
        super().__init__({"amount": max(free, 0) or None})
        able = [one for one in found if one.donor is not None and not one.why_not(line.day)]
        waiting = [one for one in found if one.donor is not None and one.waits]
        self.offered = sorted({one.id: one for one in (*able, *waiting)}.values(), key=lambda one: one.name.casefold())
        self.declaration.choices = [
            ("", "Choose…"),
            *((one.id, f"{one.name} ({one.title.lower()})") for one in self.offered),
        ]


class UndoForm(GroupForm):
    """A mark is taken off."""

    why = LineField(
        "Why?",
        "For example: it paid for a ticket; it was somebody else’s. Leave names out",
        most=200,
        missing="Write in a few words why",
    )


class CollectionForm(GroupForm):
    """A line of money in, or part of it, is a small cash collection."""

    amount = MoneyField("How much of it was collected?", "Leave out subs, teas and everything that was bought")
    collected_on = DayField("On which day was it collected?")
    first = PickField("Who counted?", whole=True, missing="Choose who counted")
    second = PickField("And who else?", whole=True, missing="Choose the second. Two people count")
    small = TickField("Each gift in it was £30 or less, in cash or contactless")
    banked = TickField("It went, or will go, into a bank account in the UK")
    sure = TickField(SURE, aside=True, optional=True)

    def __init__(self, line: BookLine, free: int, people: People, counted: tuple[int, int, object] | None) -> None:
        numbers = people.numbers
        said = {"amount": max(free, 0) or None, "collected_on": counted[2] if counted else line.day}
        if counted:
            said |= {"first": numbers.get(counted[0]), "second": numbers.get(counted[1])}
        super().__init__(said)
        for field in (self["first"], self["second"]):
            field.choices = [("", "Choose"), *people.members]

    def said(self) -> Said:
        """What has to be so of it."""
        return Said(bool(self.small.data), bool(self.banked.data), bool(self.sure.data))
