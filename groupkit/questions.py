"""The closed set of question kinds that a data file may ask: there is no other kind and no interpreter."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from groupkit.library import Checker, Mistaken

MOST_OPTIONS = 14


class Kind(StrEnum):
    """What a question asks for."""

    LINE = "line"
    WORDS = "words"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    SEVERAL = "several"
    DAY = "day"
    MONEY = "money"
    PICTURE = "picture"


@dataclass(frozen=True)
class _Size:
    usual: int
    ceiling: int


# For words, characters; for a number, the largest that may be written.
_SIZES = {
    Kind.LINE: _Size(200, 500),
    Kind.WORDS: _Size(2_000, 10_000),
    Kind.NUMBER: _Size(100_000, 1_000_000_000),
}


@dataclass(frozen=True)
class Question:
    """One question on a form.

    `most` is in characters for a line or words, the largest value for a number, and None for the rest.
    `options` are the answers of a choice, or those of which several may hold. `about` lets a number be marked as an
    estimate.
    """

    key: str
    kind: Kind
    ask: str
    hint: str = ""
    optional: bool = False
    most: int | None = None
    options: tuple[str, ...] = ()
    about: bool = False
    known: str = ""
    """The name of a fact from which the answer may be filled in to begin with."""


def read_question(table: Mapping[str, object], where: str, file: str = "") -> Question:
    """One question from a table of a data file; raises Mistaken with every mistake in it."""
    checker = Checker(table, file, where)
    question = take_question(checker)
    mistakes = checker.done()
    if mistakes:
        raise Mistaken(mistakes)
    return question


def take_question(checker: Checker) -> Question:
    """One question from a part of a larger file; its mistakes stay with the checker."""
    kind = _kind(checker)
    return Question(
        key=checker.key(),
        kind=kind or Kind.LINE,
        ask=checker.text("ask", most=200),
        hint=checker.text("hint", required=False, most=500),
        optional=_optional(checker, kind),
        most=_most(checker, kind),
        options=_options(checker, kind),
        about=_about(checker, kind),
        known=checker.text("known", required=False, most=40),
    )


def _kind(checker: Checker) -> Kind | None:
    word = checker.one_of("kind", [kind.value for kind in Kind])
    return Kind(word) if word else None


def _optional(checker: Checker, kind: Kind | None) -> bool:
    optional = checker.flag("optional", usual=kind is Kind.PICTURE)
    if kind is Kind.PICTURE and not optional:
        # Somebody in the picture may not want to be seen: no form can insist on one.
        checker.say("A picture can always be left out. Remove “optional = false”")
    return optional


def _most(checker: Checker, kind: Kind | None) -> int | None:
    size = _SIZES.get(kind) if kind else None
    if size:
        most = checker.number("most", 1, size.ceiling, required=False)
        return size.usual if most is None else most
    if checker.take("most", int, required=False) is not None and kind:
        checker.say("“most” goes only with the kinds “line”, “words” and “number”. Remove it here")
    return None


def _options(checker: Checker, kind: Kind | None) -> tuple[str, ...]:
    chooses = kind in (Kind.CHOICE, Kind.SEVERAL)
    options = checker.texts("options", required=chooses, most=120)
    if kind and not chooses and options:
        checker.say("“options” go only with the kinds “choice” and “several”. Remove them, or make this a choice")
    if chooses and "options" in checker.table and not 2 <= len(options) <= MOST_OPTIONS:
        checker.say(f"A choice needs from 2 to {MOST_OPTIONS} “options”")
    return options


def _about(checker: Checker, kind: Kind | None) -> bool:
    about = checker.flag("about")
    if about and kind and kind is not Kind.NUMBER:
        checker.say("“about” goes only with the kind “number”. Remove it here")
    return about
