"""Shapes of texts: the starting points of a constitution, and the policies, each a list of clauses. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from groupkit.constitution.clauses import (
    NATIONS,
    NO_ANSWER,
    Asked,
    Clause,
    When,
    blanks_in,
    check_within,
    take_clause,
)
from groupkit.library import Checker, Mistake, did_you_mean
from groupkit.questions import Kind

MOST_CLAUSES = 60
CONSTITUTION = "constitution"
"""The subject of a text that is the group's own constitution or ground rules; a policy's subject is its key."""


@dataclass(frozen=True)
class Listed:
    """A clause in a shape: whether it can be left out, and whether it is in to begin with."""

    clause: Clause
    optional: bool = False
    usual_in: bool = True

    @property
    def key(self) -> str:
        return self.clause.key


@dataclass(frozen=True)
class Shape:
    """What a text begins as: its clauses in order, with the answers that are usual for this shape."""

    key: str
    name: str
    version: int
    title: str
    summary: str
    suits: str
    nations: tuple[str, ...]
    clauses: tuple[Listed, ...]
    note: str = ""
    opening: str = ""
    usual: Mapping[str, Any] = field(default_factory=dict)
    policy: bool = False
    uploads: bool = False
    review_months: int = 0

    def asks(self) -> dict[str, Asked]:
        """Every question that a text of this shape may ask, by key, with what is usual for this shape."""
        return {asked.key: self._fitted(asked) for listed in self.clauses for asked in listed.clause.asks}

    def _fitted(self, asked: Asked) -> Asked:
        return replace(asked, usual=self.usual[asked.key]) if asked.key in self.usual else asked


def read_starting_point(
    table: Mapping[str, object], file: str, clauses: Mapping[str, Clause]
) -> tuple[Shape | None, list[Mistake]]:
    """The starting point that a file describes, from the clauses there are, or None with every mistake in it."""
    checker = Checker(table, file)
    listed = [_take_listed(part, clauses) for part in checker.parts("clauses")]
    shape = _shape(checker, tuple(one for one in listed if one), uploads=checker.flag("uploads"))
    return _finished(checker, shape, [*_twice(checker, shape), *_unasked(checker, shape, clauses)])


def read_policy(table: Mapping[str, object], file: str) -> tuple[Shape | None, list[Mistake]]:
    """The policy that a file describes, its clauses inside it, or None with every mistake in it."""
    checker = Checker(table, file)
    listed = tuple(_take_own(part) for part in checker.parts("clauses"))
    shape = replace(_shape(checker, listed, uploads=False), policy=True)
    known = {one.key: one.clause for one in listed}
    more = [*_twice(checker, shape), *check_within(known.values(), known, file)]
    return _finished(checker, shape, more)


def _shape(checker: Checker, clauses: tuple[Listed, ...], uploads: bool) -> Shape:
    if "clauses" in checker.table and not 1 <= len(clauses) <= MOST_CLAUSES:
        checker.say(f"A text needs from 1 to {MOST_CLAUSES} clauses under [[clauses]]")
    shape = Shape(
        key=checker.key(),
        name=checker.text("name", most=80),
        version=checker.number("version", 1, 9_999, required=False) or 1,
        title=checker.text("title", most=80),
        summary=checker.text("summary", most=300),
        suits=checker.text("suits", required=False, most=300),
        nations=checker.words_from("nations", NATIONS, required=False) or NATIONS,
        clauses=clauses,
        note=checker.text("note", required=False, most=800),
        opening=checker.text("opening", required=False, most=800),
        uploads=uploads,
        review_months=checker.number("review_months", 1, 120, required=False) or 0,
    )
    return replace(shape, usual=_take_usual(checker, shape))


def _take_listed(checker: Checker, clauses: Mapping[str, Clause]) -> Listed | None:
    key = checker.key()
    optional, usual_in = checker.flag("optional"), checker.flag("in", usual=True)
    title = checker.text("title", required=False, most=80)
    if key and key not in clauses:
        checker.say(f"There is no clause “{key}”. {did_you_mean(key, clauses)}")
    if key not in clauses:
        return None
    if not usual_in and not optional:
        checker.say("A clause that is out to begin with needs “optional = true”")
    clause = replace(clauses[key], title=title) if title else clauses[key]
    return Listed(clause, optional, usual_in)


def _take_own(checker: Checker) -> Listed:
    optional, usual_in = checker.flag("optional"), checker.flag("in", usual=True)
    return Listed(take_clause(checker), optional, usual_in)


def _take_usual(checker: Checker, shape: Shape) -> dict[str, Any]:
    """Under [usual]: what is usual for this shape where it differs from what is usual for the clause."""
    part = checker.part("usual", required=False)
    if part is None:
        return {}
    asks = {asked.key: asked for listed in shape.clauses for asked in listed.clause.asks}
    found: dict[str, Any] = {}
    for key in part.table:
        if key not in asks:
            part.say(f"“{str(key)[:60]}” is not a question of these clauses. {did_you_mean(str(key), asks)}")
            part.take(key, object)
        elif (value := _usual_value(part, key, asks[key])) is not None:
            found[key] = value
    return found


def _usual_value(part: Checker, key: str, asked: Asked) -> Any:
    question = asked.question
    if question.kind in (Kind.NUMBER, Kind.MONEY):
        return part.number(key, asked.least, question.most or 100_000_000)
    if question.kind is Kind.YES_NO:
        return part.take(key, bool)
    if question.kind is Kind.SEVERAL:
        return list(part.words_from(key, question.options))
    if question.kind is Kind.CHOICE:
        return part.one_of(key, question.options) or None
    return part.text(key, most=question.most or 2_000) or None


def _twice(checker: Checker, shape: Shape) -> list[Mistake]:
    """Clauses and questions that stand twice in one text."""
    keys = [listed.key for listed in shape.clauses]
    asked = [one.key for listed in shape.clauses for one in listed.clause.asks]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    again = sorted({key for key in asked if asked.count(key) > 1} if not twice else set())
    return [
        *(Mistake(checker.file, "", f"The clause “{key}” stands twice. Take one of them out") for key in twice),
        *(Mistake(checker.file, "", f"Two clauses ask “{key}”. Give one of them another key") for key in again),
    ]


def _unasked(checker: Checker, shape: Shape, clauses: Mapping[str, Clause]) -> list[Mistake]:
    """Clauses that speak of an answer which no clause of this text asks for."""
    keys = {listed.key for listed in shape.clauses}
    asked = {one.key for listed in shape.clauses for one in listed.clause.asks}
    asks = {one.key: clause.key for clause in clauses.values() for one in clause.asks}
    found = {
        (listed.key, blank): Mistake(
            checker.file, "", f"The clause “{listed.key}” speaks of {{{blank}}}. Take the clause “{asks[blank]}” in too"
        )
        for listed in shape.clauses
        for sentence in (*listed.clause.says, *listed.clause.in_short)
        if _can_hold(sentence.when, keys, asked, asks)
        for blank in blanks_in(sentence.words)
        if blank in asks and blank not in asked
    }
    return list(found.values())


def _can_hold(when: When, keys: set[str], asked: set[str], asks: Mapping[str, str]) -> bool:
    """Whether a sentence can ever stand in a text of these clauses; one about an unasked question counts as empty."""
    if not keys & set(when.get("with", keys)):
        return False
    return all(NO_ANSWER in values for name, values in when.items() if name in asks and name not in asked)


def _finished(checker: Checker, shape: Shape, more: list[Mistake]) -> tuple[Shape | None, list[Mistake]]:
    mistakes = [*checker.done(), *more]
    return (None if mistakes else shape), mistakes
