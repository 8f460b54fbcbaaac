"""The forms of returns: they ask whatever the format asks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import HiddenField

from groupkit.forms import (
    ChoiceField,
    DayField,
    GroupForm,
    LineField,
    MoneyField,
    NumberField,
    PickField,
    PicksField,
    PictureField,
    TickField,
    VersionField,
    WordsField,
)
from groupkit.grants import rules
from groupkit.grants.facts import Facts
from groupkit.grants.format import ReturnFormat
from groupkit.grants.paper import Answers, Signature, note_key
from groupkit.grants.queries import HEADING, Draft
from groupkit.grants.rules import STEPS, WAYS
from groupkit.grants.saying import FACTS, known_count
from groupkit.pictures import Prepared
from groupkit.questions import Kind, Question


@dataclass(frozen=True)
class Offers:
    """What a return may take: decisions, words of others, and small numbers that are kept back, each with its words."""

    decisions: Sequence[tuple[int, str]] = ()
    voices: Sequence[tuple[str, str]] = ()
    small: Sequence[tuple[str, str]] = ()


_OFFERED = {"decision": "decisions", "voices": "voices", "shown": "small"}
SMALL = (
    "Numbers from one to four are left out, since in a small group people can often tell who is meant, and a return "
    "may be published. Averages of fewer than ten answers are left out too: they say little, and one answer can be "
    "worked out from them. Tick one only if everybody it speaks of would be happy to see it there, or if it counts no "
    "people at all, such as events or pounds"
)
BESIDE = "Something to say beside these figures?"
BESIDE_HINT = "It is printed under them. The figures themselves come from the book, and are put right there"


class ReturnForm(GroupForm):
    """A return that is being written: nothing has to be answered before it is filed."""

    made: ReturnFormat
    version = VersionField()
    until = DayField(
        "Up to which day?",
        "The last day that the figures cover, with the year. Left empty, everything up to today",
        optional=True,
    )
    decision = PickField(
        "Did a meeting agree to it?",
        "The decision by which it did. It can also be chosen later",
        whole=True,
        optional=True,
    )

    voices = PicksField(
        "Which words and pictures go with it?",
        "Only those are offered that somebody has said yes to passing on, today",
        optional=True,
    )
    shown = PicksField("Print these small numbers all the same?", SMALL, optional=True)

    @classmethod
    def asking(cls, draft: Draft, facts: Facts, offers: Offers) -> "ReturnForm":
        """The form that asks what a format asks, with what has been answered already, and what the kit knows."""
        asked: dict[str, Any] = {"made": draft.format}
        for question in draft.format.questions():
            asked |= _fields(question)
        for key, field in _beside(draft, facts):
            asked[key] = field
        said = {
            "until": draft.until,
            "decision": draft.decision_id,
            "voices": list(draft.voices),
            "shown": list(draft.shown),
            **_said(draft, facts),
            **_noted(draft),
        }
        form: ReturnForm = type("ReturnForm", (cls,), asked)(said)
        form.decision.choices = [("", "Not yet, or it need not"), *offers.decisions]
        form.voices.choices, form.shown.choices = list(offers.voices), list(offers.small)
        for name in ("decision", "voices", "shown"):
            if not getattr(offers, _OFFERED[name]):
                del form[name]
        for field in form:
            field.optional = True
        return form

    def notes(self) -> dict[str, str]:
        """What is said beside figures now."""
        names = [name for name in self._fields if name.startswith("note_")]
        return {name.removeprefix("note_"): self[name].data for name in names if self[name].data}

    def picked(self, name: str, before: Sequence[str]) -> tuple[str, ...]:
        """What is picked of the words of others, or of small numbers; as it was where none were offered."""
        return tuple(self[name].data or ()) if name in self else tuple(before)

    def chosen_decision(self) -> int | None:
        """The decision by which a meeting agreed."""
        return self.decision.data or None if "decision" in self else None

    def answers(self, before: Answers) -> Answers:
        """What is answered now; a picture that was there stays unless somebody took it out."""
        found = {question.key: self._answer(question, before) for question in self.made.questions()}
        return {key: answer for key, answer in found.items() if answer not in (None, "", [])}

    def _answer(self, question: Question, before: Answers) -> Any:
        said = self[f"answer_{question.key}"].data
        if question.kind is Kind.PICTURE:
            return None if self[f"drop_{question.key}"].data else before.get(question.key)
        if said in (None, ""):
            return None
        if question.kind is Kind.NUMBER:
            return {"number": said, "about": question.about and bool(self[f"about_{question.key}"].data)}
        if question.kind is Kind.YES_NO:
            return said == "yes"
        return said.isoformat() if question.kind is Kind.DAY else said

    def pictures(self) -> dict[str, Prepared]:
        """The pictures that came with the form, by the key of the question."""
        found = {
            question.key: self[f"answer_{question.key}"].data
            for question in self.made.questions()
            if question.kind is Kind.PICTURE
        }
        return {key: picture for key, picture in found.items() if picture is not None}


def _beside(draft: Draft, facts: Facts) -> Iterator[tuple[str, Any]]:
    """A place to say something beside the figures of each line, and beside each heading where reasons are printed."""
    for line in draft.format.known_lines:
        yield f"note_{note_key(line)}", WordsField(BESIDE, BESIDE_HINT, optional=True, most=600, rows=2)
    if "money_by_heading" in draft.format.tables:
        for one in facts.spending:
            if one.heading:
                yield f"note_{HEADING}{one.heading}", LineField(f"Why “{one.name}”?", optional=True, most=160)


def _noted(draft: Draft) -> dict[str, str]:
    return {f"note_{key}": words for key, words in draft.notes.items()}


def _known(question: Question, facts: Facts) -> dict[str, Any]:
    """What the kit knows of a question that nobody has answered yet: a number, never one that is not to be shown, nor
    one of the whole group where a grant is for some kinds of gathering only."""
    count = known_count(question.known, facts)
    if count is not None and FACTS[question.known].beside(facts):
        return {}
    if count is None or count.number is None or count.hidden:
        return {}
    return {f"answer_{question.key}": count.number, f"about_{question.key}": count.about}


def _fields(question: Question) -> dict[str, Any]:
    """The fields that ask one question."""
    asked: dict[str, Any] = {f"answer_{question.key}": _field(question)}
    if question.kind is Kind.NUMBER and question.about:
        asked[f"about_{question.key}"] = TickField("This is about right, rather than counted")
    if question.kind is Kind.PICTURE:
        asked[f"drop_{question.key}"] = TickField("Take this picture out again")
    return asked


def _field(question: Question) -> Any:
    words: dict[str, Any] = {"optional": question.optional}
    if question.kind in (Kind.LINE, Kind.WORDS, Kind.NUMBER):
        words["most"] = question.most
    if question.kind in (Kind.CHOICE, Kind.SEVERAL):
        words["choices"] = [(option, option) for option in question.options]
    if question.kind is Kind.YES_NO:
        words["choices"] = [("yes", "Yes"), ("no", "No")]
    return _KINDS[question.kind](question.ask, question.hint, **words)


_KINDS: dict[Kind, Any] = {
    Kind.LINE: LineField,
    Kind.WORDS: WordsField,
    Kind.NUMBER: NumberField,
    Kind.YES_NO: ChoiceField,
    Kind.CHOICE: ChoiceField,
    Kind.SEVERAL: PicksField,
    Kind.DAY: DayField,
    Kind.MONEY: MoneyField,
    Kind.PICTURE: PictureField,
}


def _said(draft: Draft, facts: Facts) -> dict[str, Any]:
    """What has been answered already, as the fields take it."""
    said: dict[str, Any] = {"version": draft.version}
    for question in draft.format.questions():
        answer, name = draft.answers.get(question.key), f"answer_{question.key}"
        if answer is None and question.kind is Kind.NUMBER and not draft.version:
            said |= _known(question, facts)
        if answer is None or question.kind is Kind.PICTURE:
            continue
        if question.kind is Kind.NUMBER:
            said |= {name: answer["number"], f"about_{question.key}": answer["about"]}
        elif question.kind is Kind.YES_NO:
            said[name] = "yes" if answer else "no"
        else:
            said[name] = date.fromisoformat(answer) if question.kind is Kind.DAY else answer
    return said


NAME_HINT = "As it is to be printed. Left empty, there is a line to sign on by hand"


class SeenField(HiddenField):
    """A mark for the figures that stood on the page."""

    shape = "hidden"


class FileForm(GroupForm):
    """Agreeing that a return is filed, just as it was seen."""

    name_1 = LineField("Who signs it?", NAME_HINT, optional=True, most=80)
    office_1 = LineField("What are they in the group?", "For example: treasurer", optional=True, most=60)
    name_2 = LineField("Who else signs it?", NAME_HINT, optional=True, most=80)
    office_2 = LineField("What are they in the group?", "For example: chair", optional=True, most=60)
    unrelated = TickField(
        "The two are not related, and do not share a home",
        "This return asks for it. If it is not so, name one only and leave the other line to be signed by hand",
    )
    version = VersionField()
    seen = SeenField()

    @classmethod
    def signing(cls, made: ReturnFormat, values: Mapping[str, Any]) -> "FileForm":
        """The form with as many places to sign as the format has."""
        form = cls(values)
        for number in range(made.signatures + 1, 3):
            del form[f"name_{number}"], form[f"office_{number}"]
        if not made.unrelated:
            del form.unrelated
        return form

    def named(self) -> list[Signature]:
        """Who signs, as far as somebody was named."""
        return [
            Signature(self[f"name_{number}"].data, self[f"office_{number}"].data)
            for number in (1, 2)
            if f"name_{number}" in self and self[f"name_{number}"].data
        ]

    def check_signed(self) -> None:
        """Raises Refused where those who are named cannot sign it."""
        asked = "unrelated" in self
        rules.check_signed([one.name for one in self.named()], asked, asked and bool(self.unrelated.data))


class StepForm(GroupForm):
    """What became of a return that was filed."""

    what = ChoiceField("What happened?", choices=list(STEPS.items()), missing="Choose what happened")
    day = DayField("On which day?", missing="Write the day")
    way = ChoiceField("How did it go?", choices=list(WAYS.items()), optional=True)
    words = LineField(
        "To whom, or what did they say?", "A few words are plenty. No names of members", optional=True, most=200
    )
