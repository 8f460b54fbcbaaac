"""The form of one question: the answer, how the group decided it, and whether to ask at a meeting."""

import json
from collections.abc import Mapping
from typing import Any

from groupkit.constitution.clauses import UNITS, Asked
from groupkit.constitution.models import DraftAnswer
from groupkit.constitution.text import say_answer
from groupkit.forms import (
    ChoiceField,
    GroupForm,
    LineField,
    MoneyField,
    NumberField,
    PicksField,
    TickField,
    VersionField,
    WordsField,
)
from groupkit.questions import Kind

USUAL = "usual"


class AnswerForm(GroupForm):
    """One question of a draft."""

    asked: Asked
    begins: Mapping[str, Any]
    """What stood in the fields to begin with."""
    version = VersionField()

    @classmethod
    def asking(cls, asked: Asked, row: DraftAnswer | None, group: str) -> "AnswerForm":
        """The form of a question, with the answer that stands, or else with what is usual."""
        begins = _said(asked, row, group)
        form: AnswerForm = type("AnswerForm", (cls,), {**_fields(asked), "begins": begins})(begins)
        form["answer"].optional = True
        if asked.usual not in (None, "", []):
            _mark_usual(form["answer"], asked)
        return form

    def value(self) -> Any:
        """The answer as a draft keeps it; None when nothing is answered."""
        said = self["answer"].data
        if said in (None, "", []):
            return None
        return said == "yes" if self.asked.question.kind is Kind.YES_NO else said

    @property
    def typed(self) -> bool:
        """Whether anything was typed, chosen or ticked since the page was opened."""
        fields = [self[name] for name in ("answer", "decided", "ask")]
        return any(one.process_errors or _plain(one.data) != _plain(self.begins.get(one.name)) for one in fields)

    def taken(self) -> dict[str, Any]:
        """What the operation takes: a question for a meeting stays open, with what is thought so far."""
        value, ask = self.value(), bool(self["ask"].data)
        return {"answered": not ask, "value": value, "decided": self["decided"].data or "", "ask": ask}


def _fields(asked: Asked) -> dict[str, Any]:
    return {
        "asked": asked,
        "answer": _field(asked),
        "decided": WordsField(
            "How we decided this",
            "In a few words, for whoever asks in a year. Leave out who said what",
            optional=True,
            most=2000,
            rows=2,
        ),
        "ask": TickField("Ask this at a meeting", "It goes on the sheet of questions, and stays open until then"),
    }


def _field(asked: Asked) -> Any:
    question = asked.question
    words: dict[str, Any] = {"optional": question.optional}
    if question.kind in (Kind.LINE, Kind.WORDS, Kind.NUMBER):
        words["most"] = question.most
    if question.kind in (Kind.CHOICE, Kind.SEVERAL):
        words["choices"] = [(option, option) for option in question.options]
    if question.kind is Kind.YES_NO:
        words["choices"] = [("yes", "Yes"), ("no", "No")]
    if question.kind is Kind.MONEY:
        words["nothing_counts"] = True
    if question.optional and question.kind in (Kind.CHOICE, Kind.YES_NO):
        words["choices"] = [*words["choices"], ("", "We leave this empty")]
    return _KINDS[question.kind](_label(asked), question.hint, **words)


def _label(asked: Asked) -> str:
    if asked.unit:
        return f"How many {UNITS[asked.unit]}?"
    return "Choose as many as you like" if asked.question.kind is Kind.SEVERAL else "Our answer"


def _mark_usual(field: Any, asked: Asked) -> None:
    """Say what is usual: beside the option that it is, or in the hint."""
    if asked.question.kind is Kind.CHOICE:
        field.notes = {asked.usual: USUAL}
    elif asked.question.kind is Kind.YES_NO:
        field.notes = {"yes" if asked.usual else "no": USUAL}
    elif asked.question.kind is Kind.SEVERAL:
        field.notes = dict.fromkeys(asked.usual, USUAL)
    else:
        field.description = f"{field.description} Usual: {say_answer(asked, asked.usual)}.".strip()


def _said(asked: Asked, row: DraftAnswer | None, group: str) -> dict[str, Any]:
    """What stands in the fields to begin with."""
    if row is not None and (row.answered or row.value != "null"):
        value = json.loads(row.value)
    else:
        value = group if asked.key == "name" else asked.usual
    if row is None:
        return {"answer": _as_field(asked, value, False), "version": 0}
    answer = _as_field(asked, value, row.answered)
    return {"answer": answer, "decided": row.decided, "ask": row.ask, "version": row.version}


def _plain(value: Any) -> Any:
    """A value to compare with another: an empty one is empty however it is written, and order does not count."""
    return sorted(value) if isinstance(value, list) and value else "" if value in (None, "", [], False) else value


def _as_field(asked: Asked, value: Any, answered: bool) -> Any:
    """A value as its field takes it."""
    if value is None:
        return "" if answered and asked.question.kind in (Kind.CHOICE, Kind.YES_NO) else None
    if asked.question.kind is Kind.YES_NO:
        return "yes" if value else "no"
    return value


_KINDS: dict[Kind, Any] = {
    Kind.LINE: LineField,
    Kind.WORDS: WordsField,
    Kind.NUMBER: NumberField,
    Kind.MONEY: MoneyField,
    Kind.YES_NO: ChoiceField,
    Kind.CHOICE: ChoiceField,
    Kind.SEVERAL: PicksField,
}
