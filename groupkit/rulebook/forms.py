"""The forms of the book of rules."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import request
from wtforms import Form

from groupkit.access.founding import NATIONS
from groupkit.dates import YEAR_ENDS
from groupkit.forms import ChoiceField, DayField, GroupForm, LineField, NumberField, PickField, VersionField
from groupkit.printing import capitalize_first
from groupkit.rulebook.rules import SHARES, Kind, Rule

HOW_DECIDED = "How we decided this"
NOTES = {
    "voting": "whoever does not vote is left out of the count",
    "present": "whoever is there and does not vote counts against",
    "all": "whoever stays away counts against",
    "consensus": "we look for what everybody can live with",
}
"""What a choice means, where its words alone may not say so."""


class YearEndForm(GroupForm):
    """The last day of the group's year, and how that was decided."""

    year_end = PickField("Our year ends on", choices=YEAR_ENDS)
    source = LineField(
        HOW_DECIDED,
        "Like: agreed at our meeting on 3 May",
        most=200,
        missing="Write a few words, so that people can look it up later",
    )


class RuleForm(GroupForm):
    """One rule, set by agreement; the field that asks for it is made to fit."""

    @classmethod
    def asking(cls, rule: Rule, stands: str) -> "RuleForm":
        """The form that asks for a rule, with what stands now."""
        fields = {
            "value": _field(rule, stands),
            "source": LineField(
                HOW_DECIDED,
                "Like: agreed at our meeting on 3 May",
                most=200,
                missing="Write a few words, so that people can look it up later",
            ),
            "from_day": DayField("From which day?", "Left empty, it holds from today", optional=True),
        }
        form: RuleForm = type("RuleForm", (cls,), fields)({"value": _shown(rule, stands)})
        return form


def _field(rule: Rule, stands: str) -> Any:
    if rule.kind is Kind.NUMBER:
        hint = f"In {rule.unit[1]}" if rule.unit[1] else ""
        return NumberField(rule.label, hint, most=rule.most, optional=rule.optional)
    if rule.kind is Kind.SHARE:
        known = dict(SHARES) | ({stands: stands} if stands and stands not in SHARES else {})
        choices = [*([("", "nothing agreed")] if rule.optional else []), *known.items()]
        return PickField(rule.label, choices=_begun(choices), optional=rule.optional)
    if rule.kind is Kind.YEAR_END:
        return PickField(rule.label, choices=YEAR_ENDS)
    return ChoiceField(rule.label, choices=_begun(rule.options.items()), notes=NOTES)


def _begun(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(value, capitalize_first(words)) for value, words in choices]


def _shown(rule: Rule, stands: str) -> Any:
    return int(stands) if rule.kind is Kind.NUMBER and stands else stands


class OnDayForm(Form):
    """The rules as they stood on a day: sent by GET, so that the address can be kept."""

    on = DayField("As they stood on", "With the year, like 31/3/2026", optional=True)

    def __init__(self) -> None:
        super().__init__(request.args)
        self.validate()

    @property
    def day(self) -> date | None:
        """The day that was asked for; none when nobody asked, or it cannot be read."""
        found: date | None = None if self.on.errors else self.on.data
        return found


class ParticularsForm(GroupForm):
    """What the group is called, and where it is."""

    name = LineField("The group's name", "As it stands on your papers", most=120, missing="Write the group's name")
    nation = ChoiceField("Where the group is", choices=list(NATIONS.items()))
    version = VersionField()
