"""The forms of grants: what was given, and a return, which asks whatever its format asks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import g, request
from wtforms import Form, FormField, HiddenField

from groupkit.forms import (
    ChoiceField,
    DayField,
    GroupForm,
    LineField,
    MoneyField,
    NumberField,
    PartsField,
    PickField,
    PicksField,
    PictureField,
    TickField,
    VersionField,
    WordsField,
)
from groupkit.grants.format import ReturnFormat
from groupkit.grants.models import Grant
from groupkit.grants.paper import Answers
from groupkit.grants.queries import Draft
from groupkit.grants.rules import MOST_HEADINGS, Budget
from groupkit.ledger.queries import Choice
from groupkit.pictures import Prepared
from groupkit.questions import Kind, Question

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
    amount = MoneyField("How much did they give?", missing="Write how much they gave, like 400")
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
    version = VersionField()

    @classmethod
    def of(cls, row: Grant) -> "ChangeGrantForm":
        """The form, saying what a grant says now."""
        return cls(
            {
                name: getattr(row, name)
                for name in ("funder", "reference", "amount", "purpose", "starts", "ends", "due", "version")
            }
        )


class GrantForm(ChangeGrantForm):
    """A new grant, with its fund and its headings."""

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

    def __init__(self, free_funds: list[Choice]) -> None:
        super().__init__()
        del self.version
        g.more_rows = request.method == "POST" and bool(request.form.get("more"))
        if g.more_rows and len(self.headings.entries) < MOST_HEADINGS:
            self.headings.append_entry()
        self.fund.choices = [("", NEW_FUND), *((fund.id, fund.name) for fund in free_funds)]
        if not free_funds:
            del self.fund

    def values(self) -> dict[str, Any]:
        rows = [row.form for row in self.headings.entries if not row.form.blank]
        return super().values() | {"headings": [Budget(row["name"].data, row["budget"].data) for row in rows]}


class ReturnForm(GroupForm):
    """A return that is being written: nothing has to be answered before it is filed."""

    made: ReturnFormat
    version = VersionField()

    @classmethod
    def asking(cls, draft: Draft) -> "ReturnForm":
        """The form that asks what a format asks, with what has been answered already."""
        asked: dict[str, Any] = {"made": draft.format}
        for question in draft.format.questions():
            asked |= _fields(question)
        form: ReturnForm = type("ReturnForm", (cls,), asked)(_said(draft))
        for field in form:
            field.optional = True
        return form

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


def _said(draft: Draft) -> dict[str, Any]:
    """What has been answered already, as the fields take it."""
    said: dict[str, Any] = {"version": draft.version}
    for question in draft.format.questions():
        answer, name = draft.answers.get(question.key), f"answer_{question.key}"
        if answer is None or question.kind is Kind.PICTURE:
            continue
        if question.kind is Kind.NUMBER:
            said |= {name: answer["number"], f"about_{question.key}": answer["about"]}
        elif question.kind is Kind.YES_NO:
            said[name] = "yes" if answer else "no"
        else:
            said[name] = date.fromisoformat(answer) if question.kind is Kind.DAY else answer
    return said


class SeenField(HiddenField):
    """A mark for the figures that stood on the page."""

    shape = "hidden"


class FileForm(GroupForm):
    """Agreeing that a return is filed, just as it was seen."""

    version = VersionField()
    seen = SeenField()
