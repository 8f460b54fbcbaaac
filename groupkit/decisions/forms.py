"""The forms of decisions: what is to be decided, and a round of talking or deciding."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Self

from flask import request
from wtforms import Form

from groupkit.decisions import rules
from groupkit.decisions.models import Decision
from groupkit.decisions.operations import Held
from groupkit.decisions.register import Sought
from groupkit.decisions.results import Thing
from groupkit.decisions.rules import Measure, Stances
from groupkit.forms import (
    ChoiceField,
    ComingDayField,
    DayField,
    GroupForm,
    LineField,
    NumberField,
    PickField,
    VersionField,
    WordsField,
)

MOST_PEOPLE = 10_000


STEPS = {
    "parked": ("Put it aside for now", "It waits, and can be brought up again"),
    "withdrawn": ("Take it back", "Nothing is decided, and it stays in the register"),
    "talking": ("Bring it up again", "It is open once more"),
}


class ProposeForm(GroupForm):
    """What any member can bring up."""

    title = LineField("What is it about?", "A few words, for the list")
    words = WordsField(
        "What would we agree to?", "As you would say it. The words can change until it is decided", most=2_000
    )


class DecisionForm(ProposeForm):
    """Something to decide, with who decides it and what else is worth keeping."""

    body = ChoiceField("Who decides it?", choices=list(rules.BODIES.items()))
    matter = PickField(
        "What sort of thing is it?", "Some need a larger share of the votes", choices=list(rules.MATTERS.items())
    )
    options = WordsField("Which options did you think about?", rows=3, most=2_000, optional=True)
    asked = WordsField(
        "Who was asked?", "Who in the group, or outside it. No names are needed", rows=2, most=1_000, optional=True
    )
    review_on = ComingDayField("When is a good time to look at it again?", "A day to come", optional=True)
    replaces = PickField("Does it replace an earlier decision?", whole=True, optional=True)
    version = VersionField()

    @classmethod
    def of(cls, earlier: Sequence[Decision], row: Decision | None = None, replaces: Decision | None = None) -> Self:
        """The form for a new decision, or for one that is open; `earlier` are those that could be replaced."""
        said: dict[str, Any] = {"body": "general", "matter": "ordinary", "replaces": replaces and replaces.number}
        if row is not None:
            names = ("title", "words", "body", "matter", "options", "asked", "review_on", "version")
            said |= {name: getattr(row, name) for name in names}
        form = cls(said)
        if earlier:
            form.replaces.choices = [("", "No"), *((one.number, f"{one.number}: {one.title}") for one in earlier)]
        else:
            del form.replaces
        return form


class LookFor(Form):
    """What the register is narrowed down to. Sent by GET; an answer that cannot be read narrows nothing down."""

    words = LineField("Words, or a number", optional=True, most=100)
    standing = PickField("Where it stands", optional=True)
    body = PickField("Who decides", optional=True)
    year = PickField("Year", whole=True, optional=True)

    def __init__(self, years: Sequence[int]) -> None:
        super().__init__(request.args)
        self.standing.choices = [
            ("", "Any"),
            *((key, words[0].upper() + words[1:]) for key, words in rules.STANDINGS.items()),
        ]
        self.body.choices = [("", "Anybody"), *rules.BODIES.items()]
        self.year.choices = [("", "Any"), *((year, str(year)) for year in years)]
        self.validate()

    @property
    def sought(self) -> Sought:
        """What to look for, from the answers that can be read."""
        return Sought(**{field.short_name: field.data for field in self if field.data and not field.errors})

    @property
    def address(self) -> dict[str, Any]:
        """What was asked for, to carry along to the next page."""
        return {field.short_name: field.data for field in self if field.data and not field.errors}

    @property
    def told(self) -> list[str]:
        """What the register is narrowed down to, in words."""
        return [f"{field.label.text}: {_chosen(field)}" for field in self if field.data and not field.errors]


def _chosen(field: Any) -> str:
    offered = field.choices if field.shape == "pick" else ()
    return next((str(one.label) for one in offered if str(one.value) == str(field.data)), str(field.data))


class MoveForm(GroupForm):
    """A step that needs no round."""

    step = ChoiceField("What happens with it?")

    @classmethod
    def of(cls, standing: str) -> Self:
        """The form for a decision that stands somewhere; every step is offered where it can take none."""
        steps = rules.MOVES.get(standing) or tuple(STEPS)
        form = cls({"step": steps[0]})
        form.step.choices = [(key, STEPS[key][0]) for key in steps]
        form.step.notes = {key: STEPS[key][1] for key in steps}
        return form


class ReviewForm(GroupForm):
    """When to look at a decision again."""

    review_on = ComingDayField("When is a good time to look at it again?", "Left empty: no day", optional=True)


class LedToForm(GroupForm):
    """What a decision led to, of one kind."""

    thing = PickField("Which one?", "The newest first")

    @classmethod
    def of(cls, things: Sequence[Thing]) -> Self:
        """The form that offers these."""
        form = cls()
        form.thing.choices = [("", "Choose"), *((one.key, one.label) for one in things)]
        return form


class RoundForm(GroupForm):
    """A round: the wording then, and what its way of deciding counts. Made by `of`, which knows the way."""

    way = ""
    words = WordsField("The exact words", "As they would be read out", rows=4, most=2_000)

    @classmethod
    def of(cls, way: str, measure: Measure, words: str, present: int | None = None, **more: Any) -> Self:
        """The form for one way of deciding (a key of `rules.WAYS`), beginning from the wording as it stands.

        `more` is what stands in further fields of a form made from this one.
        """
        fields: dict[str, Any] = {"way": way, **_counts(way, measure)}
        fields["note"] = WordsField(
            "What mattered to people",
            "A line or two, without names",
            rows=2,
            most=1_000,
            optional=True,
        )
        form: Self = type("RoundForm", (cls,), fields)({"words": words, "present": present, **more})
        return form

    def held(self, held_on: date, place: str, quorum: str = "") -> Held:
        """The round as the operations take it."""
        said = self.values()
        votes = tuple(said.get(name) or 0 for name in ("for_", "against", "abstained"))
        return Held(
            way=self.way,
            held_on=held_on,
            place=place,
            words=said["words"],
            present=said.get("present"),
            votes=(votes[0], votes[1], votes[2]) if "for_" in said else None,
            casting=said.get("casting") or "",
            stances=Stances(*(said.get(name) or 0 for name, _ in rules.STANCES)) if "agree" in said else None,
            decided=said.get("decided") == "yes",
            quorum=quorum,
            note=said["note"] or "",
        )


class HereForm(RoundForm):
    """A round that was held at no meeting that is written down here: with its day and how people came together."""

    held_on = DayField("On which day?", "If it went on for days, the last of them")
    place = LineField("Where was it talked about?", "Such as “over tea, all who were there”. No names are needed")


class BetweenForm(HereForm):
    """A round between meetings."""

    held_on = DayField("When did the last answer come?")
    place = LineField("How were people asked?", "Such as “by email and phone, with a week to answer”")


def _counts(way: str, measure: Measure) -> dict[str, Any]:
    """The fields that a way of deciding counts with."""
    if way == "talk":
        return {}
    there = "How many with a vote were asked?" if way == "between" else "How many with a vote were there?"
    fields: dict[str, Any] = {"present": NumberField(there, most=MOST_PEOPLE)}
    if way in ("vote", "between"):
        fields["for_"] = NumberField("For", most=MOST_PEOPLE)
        fields["against"] = NumberField("Against", "Left empty, nobody", most=MOST_PEOPLE, optional=True)
        fields["abstained"] = NumberField("Abstained", "Left empty, nobody", most=MOST_PEOPLE, optional=True)
    if way == "vote" and measure.casting:
        fields["casting"] = ChoiceField(
            "Was there a casting vote?",
            "Only to settle a tie",
            choices=[("", "No"), ("yes", "Yes, for it"), ("no", "Yes, against it")],
            optional=True,
        )
    if way == "consensus":
        for name, words in rules.STANCES:
            hint = "" if name == "agree" else "Left empty, nobody"
            label = words[0].upper() + words[1:]
            fields[name] = NumberField(label, hint, most=MOST_PEOPLE, optional=name != "agree")
        fields["decided"] = ChoiceField(
            "Is it decided?", choices=[("yes", "Yes, this is our decision"), ("no", "Not yet, we go on talking")]
        )
    return fields


class TakeBackForm(GroupForm):
    """A round was written down wrongly."""

    why = LineField("What was wrong?", "For example: the figures were turned round. Leave names out", most=200)
