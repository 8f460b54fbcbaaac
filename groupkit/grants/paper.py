"""A return as it will stand on paper: what the page and the workbook both show. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from groupkit.dates import long_day
from groupkit.grants.facts import FACTS, TABLE, Facts
from groupkit.grants.format import AskedLine, ReturnFormat
from groupkit.money import pounds
from groupkit.questions import Kind, Question
from groupkit.words import and_list

Answers = dict[str, Any]
"""What was answered, by the key of the question: words, or plain values that JSON can hold."""

Size = Literal["roomy", "close", "snug", "small"]

_LETTERS_A_LINE = 88
_ROOMY, _CLOSE, _SNUG = 30, 46, 70
"""How many rows stand on one side in letters of each size."""


@dataclass(frozen=True)
class PaperLine:
    """One numbered line: its title, what it says, and whether the table of money stands under it."""

    number: int
    title: str
    words: tuple[str, ...]
    has_money: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class Picture:
    """A picture on the paper: the key of the question that asked for it, and of the file that is kept."""

    key: str
    file: str


@dataclass(frozen=True)
class Paper:
    """A whole return, ready to be set on a sheet."""

    name: str
    facts: Facts
    lines: tuple[PaperLine, ...]
    thanks: str
    pictures: tuple[Picture, ...]

    @property
    def size(self) -> Size:
        """How large the letters can be for everything to stand on one side of A4."""
        rows = sum(_rows(f"{line.title}  {line.text}") + 0.5 for line in self.lines)
        rows += len(self.facts.spending) + 3 + 9 * bool(self.pictures) + _rows(self.thanks)
        sizes: dict[Size, int] = {"roomy": _ROOMY, "close": _CLOSE, "snug": _SNUG}
        return next((size for size, most in sizes.items() if rows <= most), "small")

    @property
    def beside(self) -> bool:
        """Whether pictures stand beside the table of money, so that more fits on the sheet."""
        return self.size in ("snug", "small")


def lay_out(made: ReturnFormat, facts: Facts, answers: Mapping[str, Any]) -> Paper:
    """The paper of a return: the facts that a format asks for, and what was answered."""
    thanks = made.closing.thank_you
    return Paper(
        name=made.name,
        facts=facts,
        lines=tuple(_line(asked, facts, answers) for asked in made.asks),
        thanks=say(thanks, answers) if thanks else "",
        pictures=tuple(_pictures(made, answers)),
    )


def _line(asked: AskedLine, facts: Facts, answers: Mapping[str, Any]) -> PaperLine:
    if asked.facts:
        words = tuple(filter(None, (_sentence(asked, facts), _purpose(asked, facts))))
        return PaperLine(asked.number, asked.title, words, has_money=bool(TABLE & set(asked.facts)))
    said = (say(question, answers) for question in asked.questions)
    return PaperLine(asked.number, asked.title, tuple(filter(None, said)))


def _sentence(asked: AskedLine, facts: Facts) -> str:
    """`Community Chest, £400, received on 3 February 2026.` The group stands at the head of the paper already."""
    left_out = {*TABLE, "group_name", "grant_purpose"}
    said = [FACTS[name].in_sentence(facts) for name in asked.facts if name not in left_out]
    return f"{', '.join(filter(None, said))}." if any(said) else ""


def _purpose(asked: AskedLine, facts: Facts) -> str:
    return f"Given for: {facts.purpose}" if "grant_purpose" in asked.facts and facts.purpose else ""


def _pictures(made: ReturnFormat, answers: Mapping[str, Any]) -> Iterator[Picture]:
    for question in made.questions():
        if question.kind is Kind.PICTURE and answers.get(question.key):
            yield Picture(question.key, answers[question.key]["picture"])


def say(question: Question, answers: Mapping[str, Any]) -> str:
    """An answer as it stands on the paper; nothing when there is none, or it is a picture."""
    answer = answers.get(question.key)
    if answer is None or answer == "":
        return ""
    return _SAYS[question.kind](answer)


def _number(answer: Mapping[str, Any]) -> str:
    return f"{'About ' if answer.get('about') else ''}{answer['number']:,}."


_SAYS: dict[Kind, Callable[[Any], str]] = {
    Kind.LINE: str,
    Kind.WORDS: str,
    Kind.CHOICE: str,
    Kind.SEVERAL: lambda answer: f"{and_list(answer)}.",
    Kind.NUMBER: _number,
    Kind.YES_NO: lambda answer: "Yes." if answer else "No.",
    Kind.DAY: lambda answer: f"{long_day(date.fromisoformat(answer))}.",
    Kind.MONEY: lambda answer: f"{pounds(answer)}.",
    Kind.PICTURE: lambda _answer: "",
}


def unanswered(made: ReturnFormat, answers: Mapping[str, Any]) -> list[str]:
    """The questions that still want an answer before a return is filed."""
    return [
        question.ask
        for question in made.questions()
        if not question.optional and answers.get(question.key) in (None, "")
    ]


def _rows(text: str) -> int:
    return sum(1 + len(row) // _LETTERS_A_LINE for row in text.split("\n"))
