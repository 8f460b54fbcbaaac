"""The forms of grants."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask import g, request
from wtforms import Form, FormField

from groupkit.forms import (
    ChoiceField,
    DayField,
    GroupForm,
    LineField,
    MoneyField,
    PartsField,
    PickField,
    PicksField,
    VersionField,
    WordsField,
)
from groupkit.grants.models import Grant
from groupkit.grants.rules import MOST_HEADINGS, STAGES, Budget
from groupkit.ledger.queries import Choice
from groupkit.tallies.models import SessionKind

ROWS = 4
WITH_YEAR = "With the year, like 31/3/2027"
NEW_FUND = "A new one"


class HeadingRow(Form):
    """One budget heading; a row that says nothing is left out."""

    name = LineField("What is the money for?", most=60, missing="Write what this part is for")
    budget = MoneyField("How much?", nothing_counts=True, missing="Write how much was agreed for this, like 150")

    @property
    def blank(self) -> bool:
        typed = self.budget.raw_data and str(self.budget.raw_data[0]).strip()
        return not (typed or self.budget.data or self.name.data)

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        return self.blank or super().validate(extra_validators)


class ChangeGrantForm(GroupForm):
    """What is known of a grant."""

    funder = LineField(
        "Who gave it?",
        "The funder, as they call themselves, for example: Community Chest",
        most=80,
        missing="Write who gave it",
    )
    reference = LineField("Their reference", "From their letter, if there is one", optional=True, most=60)
    amount = MoneyField(
        "How much did they give?",
        "While it is only asked for, what you ask",
        missing="Write how much they gave, like 400",
    )
    purpose = WordsField(
        "What did they give it for?",
        "In the funder’s own words, copied from their letter. Leave out names of members",
        optional=True,
        most=1000,
        rows=3,
    )
    starts = DayField("When does it start?", WITH_YEAR, optional=True)
    ends = DayField("When does it end?", f"The last day on which it may be spent. {WITH_YEAR}", optional=True)
    due = DayField(
        "When would they like to hear how it went?", f"Home reminds you eight weeks before. {WITH_YEAR}", optional=True
    )
    kinds = PicksField(
        "Which gatherings is this grant for?",
        "Its returns then count only these. Tick none if it is for everything that you do. How people heard of you, "
        "and how many different people came, are known only for the whole group, and a return says so",
        optional=True,
        whole=True,
    )
    version = VersionField()

    @classmethod
    def of(cls, row: Grant, kinds: Sequence[SessionKind], chosen: Collection[int]) -> "ChangeGrantForm":
        """The form, saying what a grant says now, with the group's kinds of gathering and those it is for."""
        names = ("funder", "reference", "amount", "purpose", "starts", "ends", "due", "version")
        form = cls({name: getattr(row, name) for name in names} | {"kinds": list(chosen)})
        form.offer(kinds)
        return form

    def offer(self, kinds: Sequence[SessionKind]) -> None:
        """The kinds of gathering to choose from; where there are none yet, nobody is asked."""
        self.kinds.choices = [(one.id, one.name if one.in_use else f"{one.name} (not held any more)") for one in kinds]
        if not kinds:
            del self.kinds


class GrantForm(ChangeGrantForm):
    """A new grant, with its fund and its headings."""

    stage = ChoiceField(
        "How far is it?",
        choices=[(key, STAGES[key]) for key in ("accepted", "offered", "applied")],
    )
    fund = PickField(
        "Which fund is it in?", "One that stands in the cash book already, or a new one", whole=True, optional=True
    )
    fund_name = LineField(
        "What shall we call its fund?",
        "A fund keeps the money of this grant apart from the rest. Left empty, it is called after the funder",
        optional=True,
        most=60,
    )
    headings = PartsField(
        FormField(HeadingRow),
        "Did the funder agree what it is for, part by part?",
        "One line for each part, as in your application. Leave them all empty if not",
        min_entries=ROWS,
        max_entries=MOST_HEADINGS,
    )

    def __init__(self, free_funds: list[Choice], kinds: Sequence[SessionKind] = ()) -> None:
        super().__init__({"stage": "accepted"})
        del self.version
        self.offer(kinds)
        g.more_rows = request.method == "POST" and bool(request.form.get("more"))
        if g.more_rows and len(self.headings.entries) < MOST_HEADINGS:
            self.headings.append_entry()
        self.fund.choices = [("", NEW_FUND), *((fund.id, fund.name) for fund in free_funds)]
        if not free_funds:
            del self.fund

    def values(self) -> dict[str, Any]:
        rows = [row.form for row in self.headings.entries if not row.form.blank]
        return super().values() | {"headings": [Budget(row["name"].data, row["budget"].data) for row in rows]}
