"""What is kept of a text for good: its words, what was chosen, and every clause as its file said it then. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from groupkit.constitution.clauses import Clause, take_clause
from groupkit.constitution.shapes import Listed, Shape
from groupkit.constitution.text import Choices, OwnWords, Paragraph, Span, Text, TextClause, asked_in
from groupkit.library import Checker


@dataclass(frozen=True)
class Signer:
    """Somebody who signed, and the office they hold."""

    name: str
    office: str


@dataclass(frozen=True)
class Adoption:
    """When and where a text was adopted, from which day it holds, how it was decided, and who signed."""

    adopted_on: date
    from_day: date
    meeting: str
    how: str = ""
    signed: tuple[Signer, ...] = ()


@dataclass(frozen=True)
class Content:
    """A text with everything that is needed to read it, and to begin a change from it."""

    shape: Shape
    choices: Choices
    text: Text
    adoption: Adoption | None = None


def freeze(content: Content) -> dict[str, Any]:
    """As plain values that JSON can hold."""
    shape, choices = content.shape, content.choices
    adoption = asdict(content.adoption) if content.adoption else None
    if adoption:
        adoption |= {name: adoption[name].isoformat() for name in ("adopted_on", "from_day")}
    return {
        "shape": {name: getattr(shape, name) for name in _SHAPE},
        "clauses": [
            {
                "table": dict(listed.clause.table),
                "title": listed.clause.title,
                "optional": listed.optional,
                "in": listed.usual_in,
            }
            for listed in shape.clauses
        ],
        "choices": asdict(choices)
        | {name: sorted(getattr(choices, name)) for name in ("left_out", "brought_in")}
        | {"answers": dict(choices.answers), "own": {key: asdict(own) for key, own in choices.own.items()}},
        "text": asdict(content.text),
        "adoption": adoption,
    }


_SHAPE = (
    "key",
    "name",
    "version",
    "title",
    "summary",
    "suits",
    "note",
    "opening",
    "policy",
    "uploads",
    "review_months",
)


def thaw(data: Mapping[str, Any]) -> Content:
    """A text as it was kept. Its words are those of then, whatever the library says now."""
    shape = Shape(
        **{name: data["shape"][name] for name in _SHAPE},
        nations=(data["choices"]["nation"],),
        clauses=tuple(_listed(one) for one in data["clauses"]),
    )
    return Content(shape, _choices(data["choices"]), _text(data["text"]), _adoption(data["adoption"]))


def _listed(data: Mapping[str, Any]) -> Listed:
    clause = take_clause(Checker(data["table"], ""))
    return Listed(replace(clause, title=data["title"]), data["optional"], data["in"])


def _choices(data: Mapping[str, Any]) -> Choices:
    return Choices(
        **{name: data[name] for name in ("group", "nation", "starting_point", "answers")},
        left_out=frozenset(data["left_out"]),
        brought_in=frozenset(data["brought_in"]),
        own={key: OwnWords(**own) for key, own in data["own"].items()},
        order=tuple(data["order"]),
    )


def _text(data: Mapping[str, Any]) -> Text:
    return Text(
        title=data["title"],
        opening=data["opening"],
        clauses=tuple(_clause(one) for one in data["clauses"]),
        open=tuple(data["open"]),
        broken=tuple((within, key) for within, key in data["broken"]),
        in_short=tuple(_paragraph(one) for one in data["in_short"]),
    )


def _clause(data: Mapping[str, Any]) -> TextClause:
    plain = {one.name: data[one.name] for one in fields(TextClause)}
    return TextClause(
        **plain
        | {"paragraphs": tuple(_paragraph(one) for one in data["paragraphs"]), "questions": tuple(data["questions"])}
    )


def _paragraph(data: Mapping[str, Any]) -> Paragraph:
    return Paragraph(data["number"], tuple(Span(**span) for span in data["spans"]), data["item"])


def _adoption(data: Mapping[str, Any] | None) -> Adoption | None:
    if data is None:
        return None
    days = {name: date.fromisoformat(data[name]) for name in ("adopted_on", "from_day")}
    return Adoption(
        **days, meeting=data["meeting"], how=data["how"], signed=tuple(Signer(**one) for one in data["signed"])
    )


def rule_values(content: Content) -> dict[str, tuple[str, int]]:
    """What a text says for the rulebook: the value of each rule, and the number of the clause that says so."""
    numbers = {clause.key: clause.number for clause in content.text.clauses}
    asked = asked_in(content.shape, content.choices)
    found: dict[str, tuple[str, int]] = {}
    for clause in (listed.clause for listed in content.shape.clauses if listed.key in numbers):
        # The first clause that sets a rule counts: a text that looks for consensus says so before it speaks of votes.
        found = {rule: (value, numbers[clause.key]) for rule, value in clause.sets.items()} | found
        found |= _answered(clause, content.choices, numbers[clause.key], set(asked))
    return found


def _answered(clause: Clause, choices: Choices, number: int, asked: set[str]) -> dict[str, tuple[str, int]]:
    ruled = [one for one in clause.asks if one.rule and one.key in asked and choices.answers.get(one.key) is not None]
    return {one.rule: (one.rule_value(choices.answers[one.key]), number) for one in ruled}
