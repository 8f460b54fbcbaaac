"""A return as it will stand on paper: what the page, the workbook and Word all show. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from groupkit.dates import long_day
from groupkit.grants.columns import ReturnTable
from groupkit.grants.declaring import declared
from groupkit.grants.facts import Facts, Voice
from groupkit.grants.format import AskedLine, ReturnFormat
from groupkit.grants.saying import FACTS, TABLE, counted_at
from groupkit.grants.tables import tables_of
from groupkit.money import pounds
from groupkit.questions import Kind, Question
from groupkit.words import and_list

Answers = dict[str, Any]
"""What was answered, by the key of the question: words, or plain values that JSON can hold."""

Size = Literal["roomy", "close", "snug", "small", "pages"]

_LETTERS_A_LINE = 88
_ROOMY, _CLOSE, _SNUG = 30, 46, 70
"""How many rows stand on one side in letters of each size."""


@dataclass(frozen=True)
class Signature:
    """Somebody who signs a return, as it is printed: a name, and what they are in the group."""

    name: str
    office: str


@dataclass(frozen=True)
class Picture:
    """A picture on the paper: the key of the question or of the voice it belongs to, and of the file that is kept."""

    key: str
    file: str


@dataclass(frozen=True)
class PaperLine:
    """One numbered line: its title, what it says, its tables, and whether the table of money stands under it."""

    number: int
    title: str
    words: tuple[str, ...]
    has_money: bool = False
    tables: tuple[ReturnTable, ...] = ()
    voices: tuple[Voice, ...] = ()
    pictures: tuple[Picture, ...] = ()
    note: str = ""
    """What the group says beside the figures of this line."""

    def silence(self, draft: bool) -> str:
        """What stands where nothing is said."""
        return "" if self.said else "Not written yet." if draft else "Nothing to add."

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def said(self) -> bool:
        """Whether anything stands on this line."""
        return bool(self.words or self.has_money or self.tables or self.voices or self.pictures)


@dataclass(frozen=True)
class Paper:
    """A whole return, ready to be set on a sheet."""

    name: str
    facts: Facts
    lines: tuple[PaperLine, ...]
    thanks: str
    pictures: tuple[Picture, ...]
    """The pictures after the last line."""
    shape: str = "sheet"
    declared: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    """Who signs: as many as the format asks for, with an empty name for each who has not been named."""
    sheets: tuple[str, ...] = ("money",)

    @property
    def size(self) -> Size:
        """How large the letters can be for everything to stand on one side of A4; `pages` where it may take more."""
        if self.shape != "sheet":
            return "pages"
        rows = sum(_rows(f"{line.title}  {line.text}") + 0.5 + _table_rows(line) for line in self.lines)
        rows += len(self.facts.spending) + 3 + 9 * bool(self.pictures) + _rows(self.thanks)
        rows += len(self.declared) + 2 * len(self.signatures)
        sizes: dict[Size, int] = {"roomy": _ROOMY, "close": _CLOSE, "snug": _SNUG}
        return next((size for size, most in sizes.items() if rows <= most), "small")

    @property
    def beside(self) -> bool:
        """Whether pictures stand beside the table of money, so that more fits on the sheet."""
        return self.size in ("snug", "small")

    @property
    def all_pictures(self) -> tuple[Picture, ...]:
        """Every picture, in the order in which they stand."""
        inside = tuple(one for line in self.lines for one in line.pictures)
        return inside + self.pictures


@dataclass(frozen=True)
class Added:
    """What people add to a return besides its answers: notes by the number of the line, and who signs."""

    notes: Mapping[str, str]
    signatures: Sequence[Signature] = ()


NOTHING_ADDED = Added({})


def lay_out(made: ReturnFormat, facts: Facts, answers: Mapping[str, Any], added: Added = NOTHING_ADDED) -> Paper:
    """The paper of a return: the facts and tables that a format asks for, and what was answered."""
    thanks = made.closing.thank_you
    photo = made.closing.photo
    lines = tuple(_line(asked, facts, answers, added.notes) for asked in made.asks)
    last = tuple(_pictures([photo] if photo else [], answers))
    shown = last or any(line.pictures for line in lines)
    return Paper(
        name=made.name,
        facts=facts,
        lines=lines,
        thanks=say(thanks, answers) if thanks else "",
        pictures=last,
        shape=made.shape,
        declared=declared((key for key in made.declares if key != "pictures_agreed" or shown), facts),
        signatures=_signatures(made, added.signatures),
        sheets=made.sheets,
    )


def _signatures(made: ReturnFormat, named: Sequence[Signature]) -> tuple[Signature, ...]:
    missing = max(made.signatures - len(named), 0)
    return (*named, *[Signature("", "")] * missing)


def _line(asked: AskedLine, facts: Facts, answers: Mapping[str, Any], notes: Mapping[str, str]) -> PaperLine:
    told = filter(None, (_sentence(asked, facts), counted_at(asked.facts, facts), _purpose(asked, facts)))
    said = filter(None, (say(question, answers) for question in asked.questions))
    voices = tuple(one for one in facts.voices if one.kind in asked.voices)
    from_voices = tuple(Picture(one.key, one.file) for one in voices if one.file)
    return PaperLine(
        asked.number,
        asked.title,
        (*told, *said),
        has_money=bool(TABLE & set(asked.facts)),
        tables=tuple(one for one in tables_of(asked.tables, facts) if one.rows or one.key in _SAY_SO),
        voices=tuple(one for one in voices if not one.file or one.words),
        pictures=(*_pictures(asked.questions, answers), *from_voices),
        note=notes.get(note_key(asked), ""),
    )


_SAY_SO = frozenset({"money_by_heading", "receipts"})
"""Tables that say it when there is nothing in them; of the others nothing stands there."""


def note_key(asked: AskedLine) -> str:
    """The key of what is said beside the figures of a line."""
    return f"line_{asked.number}"


def _sentence(asked: AskedLine, facts: Facts) -> str:
    """`Community Chest, £400, received on 3 February 2026.` The group stands at the head of the paper already."""
    left_out = {*TABLE, "group_name", "grant_purpose"}
    said = [FACTS[name].in_sentence(facts) for name in asked.facts if name not in left_out]
    words = ", ".join(filter(None, said))
    return f"{words[0].upper()}{words[1:]}." if words else ""


def _purpose(asked: AskedLine, facts: Facts) -> str:
    return f"Given for: {facts.purpose}" if "grant_purpose" in asked.facts and facts.purpose else ""


def _pictures(questions: Sequence[Question], answers: Mapping[str, Any]) -> Iterator[Picture]:
    for question in questions:
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


def _table_rows(line: PaperLine) -> int:
    return sum(len(table.rows) + 3 for table in line.tables) + sum(_rows(one.words) + 1 for one in line.voices)
