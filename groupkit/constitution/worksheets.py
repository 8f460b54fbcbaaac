"""Worksheets: the blanks to think about before using a regulator's own model, and where that model is. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from groupkit.constitution.clauses import NATIONS
from groupkit.library import Checker, Mistake


@dataclass(frozen=True)
class Section:
    """Some blanks that belong together."""

    title: str
    words: str
    blanks: tuple[str, ...]


@dataclass(frozen=True)
class Worksheet:
    """What to settle before filling in a model that the kit does not write."""

    key: str
    name: str
    version: int
    summary: str
    nations: tuple[str, ...]
    pointer: str
    address: str
    sections: tuple[Section, ...]


def read_worksheet(table: Mapping[str, object], file: str) -> tuple[Worksheet | None, list[Mistake]]:
    """The worksheet that a file describes, or None with every mistake in it."""
    checker = Checker(table, file)
    made = Worksheet(
        key=checker.key(),
        name=checker.text("name", most=80),
        version=checker.number("version", 1, 9_999, required=False) or 1,
        summary=checker.text("summary", most=400),
        nations=checker.words_from("nations", NATIONS, required=False) or NATIONS,
        pointer=checker.text("pointer", most=400),
        address=checker.text("address", most=200),
        sections=tuple(_take_section(part) for part in checker.parts("sections")),
    )
    if made.address and not made.address.startswith("https://"):
        checker.say("“address” needs to begin with https://")
    mistakes = checker.done()
    return (None if mistakes else made), mistakes


def _take_section(checker: Checker) -> Section:
    return Section(
        checker.text("title", most=80),
        checker.text("words", required=False, most=500),
        checker.texts("blanks", most=200),
    )
