"""What a funder or a bank asks, line by line, read from a data file, each line answered in one way. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from groupkit.library import Checker, Mistake, did_you_mean
from groupkit.rulebook.rules import RULES

WAYS = ("clauses", "question", "rule", "policy", "fact", "cannot_tell")
FACTS = {
    "has_bank_account": "the cash book has a bank account in it",
    "accounts_months": "for how many months the cash book has been kept",
    "members": "how many members there are",
    "adopted": "a text has been adopted",
    "signed": "a text has been adopted and signed",
    "year_end": "a year end has been chosen",
    "two_see_money": "two people or more can see the cash book",
}
"""The facts that a line may ask for; books above this one tell them at the start (DESIGN section 2)."""


@dataclass(frozen=True)
class Line:
    """One thing that somebody asks for, and the one way in which it is answered."""

    ask: str
    clauses: tuple[str, ...] = ()
    question: str = ""
    rule: str = ""
    policy: str = ""
    fact: str = ""
    cannot_tell: str = ""
    least: int | None = None
    among: tuple[str, ...] = ()
    """The answers that will do, where a question or a rule has to be answered in a certain way."""
    do: str = ""
    """What to do when it is not there yet."""


@dataclass(frozen=True)
class Checklist:
    """What one funder, or one kind of funder, checks."""

    key: str
    name: str
    version: int
    about: str
    as_of: str
    lines: tuple[Line, ...]


def read_checklist(table: Mapping[str, object], file: str) -> tuple[Checklist | None, list[Mistake]]:
    """The checklist that a file describes, or None with every mistake in it."""
    checker = Checker(table, file)
    made = Checklist(
        key=checker.key(),
        name=checker.text("name", most=80),
        version=checker.number("version", 1, 9_999, required=False) or 1,
        about=checker.text("about", most=500),
        as_of=checker.text("as_of", most=40),
        lines=tuple(_take_line(part) for part in checker.parts("lines")),
    )
    if "lines" in checker.table and not 1 <= len(made.lines) <= 40:
        checker.say("A checklist needs from 1 to 40 lines under [[lines]]")
    mistakes = checker.done()
    return (None if mistakes else made), mistakes


def _take_line(checker: Checker) -> Line:
    line = Line(
        ask=checker.text("ask", most=200),
        clauses=checker.texts("clauses", required=False, most=40),
        question=checker.key("question") if "question" in checker.table else "",
        rule=checker.one_of("rule", RULES) if "rule" in checker.table else "",
        policy=checker.key("policy") if "policy" in checker.table else "",
        fact=checker.one_of("fact", FACTS) if "fact" in checker.table else "",
        cannot_tell=checker.text("cannot_tell", required=False, most=300),
        least=checker.number("least", 0, 1_000_000, required=False),
        among=checker.texts("among", required=False, most=120),
        do=checker.text("do", required=False, most=300),
    )
    given = [way for way in WAYS if way in checker.table]
    if len(given) != 1:
        checker.say(f"A line is answered in one way. {did_you_mean('', WAYS)}")
    return line
