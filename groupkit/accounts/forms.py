"""The forms of the accounts."""

from collections.abc import Iterable
from datetime import date

from flask import request
from wtforms import Form

from groupkit.accounts import balances, rules
from groupkit.dates import Period
from groupkit.forms import (
    ChoiceField,
    DayField,
    EmptyForm,
    GroupForm,
    LineField,
    MoneyField,
    PickField,
    PicksField,
    TickField,
    VersionField,
)
from groupkit.ledger.queries import Choice, Choices


class SettingsForm(GroupForm):
    """Whether the group is a registered charity, and how its accounts are shown."""

    standing = ChoiceField(
        "Is your group a registered charity?",
        "Most small groups are not. You can change this any time",
        choices=list(rules.STANDINGS.items()),
    )
    number = LineField(
        "Its number",
        "For example 1123456, SC012345 or NIC100123. Leave it empty if you said no",
        most=40,
        optional=True,
    )
    shown = ChoiceField("How shall the accounts show amounts?", choices=list(rules.SHOWN.items()))
    version = VersionField()


class SortingForm(GroupForm):
    """Which categories are for things that last, and which funds are endowments."""

    went = PicksField("Which kinds of money out are for things that last, or for investments?", optional=True)
    came = PicksField("Which kinds of money in come from selling such things?", optional=True)
    expendable = PicksField(
        "Is any fund an expendable endowment?", "Given to be kept, but we may decide to spend it", optional=True
    )
    permanent = PicksField(
        "Is any fund a permanent endowment?", "Given to be kept for good: only what it earns is spent", optional=True
    )

    version = VersionField()

    def __init__(self, known: Choices, assets: frozenset[int], endowments: dict[int, str], version: int) -> None:
        categories = known.of("category", closed=True)
        funds = [fund for fund in known.of("fund", closed=True) if fund.detail == "restricted"]
        super().__init__(
            {
                "version": version,
                "went": [str(row_id) for row_id in assets],
                "came": [str(row_id) for row_id in assets],
                **{place: [str(row_id) for row_id, its in endowments.items() if its == place] for place in _PLACES},
            }
        )
        self.went.choices = _offered(one for one in categories if one.detail == "out")
        self.came.choices = _offered(one for one in categories if one.detail == "in")
        self.expendable.choices = self.permanent.choices = _offered(funds)
        if not funds:
            del self["expendable"], self["permanent"]

    @property
    def chosen_assets(self) -> list[int]:
        """The categories that were ticked."""
        return [int(row_id) for row_id in [*(self.went.data or []), *(self.came.data or [])]]

    @property
    def chosen_endowments(self) -> dict[int, str]:
        """The funds that were ticked; one that is ticked twice is permanent."""
        return {int(row_id): place for place in _PLACES if place in self for row_id in self[place].data or []}


_PLACES = (rules.EXPENDABLE, rules.PERMANENT)


def _offered(found: Iterable[Choice]) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in found]


class _WithFund(GroupForm):
    """A form that asks for which money something is."""

    def offer_funds(self, known: Choices) -> None:
        """The funds that are open, and the one that it stands under."""
        stands = self["fund"].object_data
        funds = [fund for fund in known.of("fund", closed=True) if not fund.closed or fund.id == stands]
        self["fund"].choices = [(fund.id, fund.name) for fund in funds]


class AssetForm(_WithFund):
    """Something that lasts and belongs to the group."""

    what = LineField("What is it?", "For example: tea urn, laptop, banner. Leave names out", most=80)
    kind = ChoiceField("What do you have it for?", choices=list(balances.KINDS.items()))
    amount = MoneyField("What did it cost?", "Write 0 if it was given to you", nothing_counts=True)
    bought_on = DayField("Since when is it yours?", "The day on the receipt will do")
    fund = PickField("Which money paid for it?", "A funder may ask after it for years", whole=True)
    holder = LineField(
        "Who holds it, or where is it?",
        "A job or a place is best: the tea-maker, the cupboard in the hall",
        most=80,
        optional=True,
    )
    version = VersionField()


class GoneForm(GroupForm):
    """It is gone: sold, given away, lost, worn out."""

    disposed_on = DayField("Since when is it gone?")
    why = LineField("What became of it?", "For example: sold at the fair, worn out, given to the library", most=200)
    version = VersionField()


class DebtForm(_WithFund):
    """Money that is owed to us or by us."""

    way = ChoiceField("Which way is it owed?", choices=list(balances.WAYS.items()))
    what = LineField("What is it for?", "For example: hall hire in March. Leave names out", most=80)
    who = LineField("Who owes it, or is owed?", "Only those who see the cash book see this", most=80, optional=True)
    amount = MoneyField("How much is it?")
    fund = PickField("Which money is it about?", whole=True)
    since = DayField("Since when is it owed?")
    due = DayField("By when is it to be paid?", "Leave it empty if no day was said", optional=True)
    version = VersionField()


class SettledForm(GroupForm):
    """It was paid, by which lines of the book; or it never will be."""

    lines = PicksField(
        "Which line of the cash book paid it?", "If it pays only a part, the rest stays owed", optional=True
    )
    another = LineField(
        "Or another line, by its reference", "As the book writes it, for example 2026-27/P014", most=20, optional=True
    )
    settled_on = DayField(
        "Since when is it settled?", "Leave it empty if you chose a line: its day counts", optional=True
    )
    forgiven = TickField("The rest is given up, or no money will come at all")
    version = VersionField()

    def offer_lines(self, found: Iterable[tuple[str, str]], has_lines: bool) -> None:
        """The lines that may have paid it; a debt that no line pays asks for its day alone."""
        self["lines"].choices = list(found)
        if not self["lines"].choices:
            del self["lines"]
        if not has_lines:
            del self["another"]

    @property
    def named(self) -> list[str]:
        """The references that were ticked or written."""
        ticked = list(self["lines"].data or []) if "lines" in self else []
        written = [self["another"].data] if "another" in self and self["another"].data else []
        return [*ticked, *written]


class OwedAgainForm(GroupForm):
    """It is owed after all."""

    version = VersionField()


class GivenForm(EmptyForm):
    """A meeting has seen a report."""


class PeriodForm(Form):
    """Other days for a report: sent by GET. An answer that cannot be read is told beside its field."""

    first = DayField("From", optional=True, name="from")
    last = DayField("To", optional=True, name="to")

    def __init__(self) -> None:
        super().__init__(request.args)
        self.validate()
        if self.period is None and self._said("first") and self._said("last"):
            self["last"].errors = [*self["last"].errors, "That is before the first day"]

    def _said(self, name: str) -> date | None:
        found: date | None = None if self[name].errors else self[name].data
        return found

    @property
    def period(self) -> Period | None:
        """The days that were asked for, when both can be read and stand in their order."""
        first, last = self._said("first"), self._said("last")
        return Period(first, last) if first and last and first <= last else None
