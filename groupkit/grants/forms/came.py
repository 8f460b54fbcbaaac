"""The small forms of a grant: who the funder is, how the grant came, what they ask."""

from typing import Any

from groupkit.decisions.models import Decision
from groupkit.forms import (
    ChoiceField,
    ComingDayField,
    DayField,
    GroupForm,
    LineField,
    MoneyField,
    NumberField,
    PickField,
    TickField,
    VersionField,
    WordsField,
)
from groupkit.grants import rules
from groupkit.grants.models import Grant


class _OfGrant(GroupForm):
    """A form about some columns of a grant, each field named as its column."""

    version = VersionField()

    @classmethod
    def of(cls, row: Grant, **more: Any) -> Any:
        """The form, saying what the grant says now."""
        return cls({name: getattr(row, name) for name in cls._columns()}, **more)

    @classmethod
    def _columns(cls) -> list[str]:
        return [name for name in vars(Grant) if hasattr(cls, name) and not name.startswith("_")]


class FunderForm(_OfGrant):
    """Who the funder is, and what they call the grant."""

    kind = ChoiceField(
        "What kind of giver are they?",
        "The return that suits them is offered by this",
        choices=list(rules.FUNDERS.items()),
        optional=True,
    )
    programme = LineField("Which of their programmes?", "If they call it anything", optional=True, most=80)
    title = LineField(
        "What do they call the grant?",
        "Funders publish this title. A quiet one is best, such as “Weekly meetings”",
        optional=True,
        most=140,
    )
    contact = LineField(
        "Who answers there, and how do you reach them?",
        "At the funder: an office, an address, a number",
        optional=True,
        most=200,
    )


class CameForm(_OfGrant):
    """How the grant came: asked for, offered, taken, by which decision, paid before or after."""

    stage = ChoiceField("How far is it?", choices=list(rules.STAGES.items()))
    amount = MoneyField("How much is it?", "What they give; while it is only asked for, what you ask")
    applied_for = MoneyField("How much did you ask for?", "If it was another sum", optional=True)
    applied_on = DayField("When did you ask?", optional=True)
    offered_on = DayField("When did they offer it?", "The day of their letter", optional=True)
    accepted_on = DayField("When did you take it?", optional=True)
    decision_id = PickField(
        "By which decision?", "One of the decisions that the group has written down", whole=True, optional=True
    )
    claimed = TickField("They pay after we have spent it, when we send them the bills")

    def offer(self, decisions: list[Decision]) -> None:
        """The decisions to choose from; without any, the question is not asked."""
        self.decision_id.choices = [
            ("", "None of them"),
            *((one.id, f"{one.number}: {one.title}") for one in decisions),
        ]
        if not decisions:
            del self.decision_id


class AsksForm(_OfGrant):
    """What the funder asks, in their own words."""

    purpose = WordsField(
        "What did they give it for?",
        "In the funder’s own words, copied from their letter. Leave out names of members",
        optional=True,
        most=1000,
        rows=3,
    )
    conditions = WordsField(
        "What are their conditions?",
        "In their own words, whatever you may want to find again",
        optional=True,
        most=4000,
    )
    publicity = WordsField(
        "Would they like to be named anywhere?", "For example: their sign on posters", optional=True, most=1000, rows=2
    )
    may_move = NumberField(
        "How much may move between headings without asking?",
        "In per cent: 10 is a tenth of a heading. Leave it empty if they have not said",
        optional=True,
        most=100,
    )
    wants_receipts = TickField("They would like a list of receipts")
    wants_indicators = TickField("They would like numbers beside each difference")
    most_megabytes = NumberField(
        "How large may a file be that you send them?", "In megabytes, if they have said", optional=True, most=1000
    )
    hour_pence = MoneyField(
        "What do they count an hour of a volunteer as?", "Only if they would like hours in money", optional=True
    )
    keep_until = ComingDayField(
        "Until when are its records kept?",
        "Left empty, until seven years after its end. With the year, like 31/3/2034",
        optional=True,
    )
