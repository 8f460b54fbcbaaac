"""Answering what a funder or a bank asks, line by line, from the text and from what the kit knows. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from groupkit.constitution.checklists import FACTS, Checklist, Line
from groupkit.constitution.clauses import Asked
from groupkit.constitution.shapes import Shape
from groupkit.constitution.text import Choices, Text, TextClause, asked_in, say_answer, say_number
from groupkit.rulebook.rules import RULES, Kind, say
from groupkit.words import and_list

State = Literal["met", "not_yet", "cannot_tell"]
ADOPTED = "adopted"
OWN_PAPER = "Your own text may say this. The kit has not read it, so have a look there."
COUNTED: Mapping[str, tuple[str, str]] = {
    "members": ("There are", "member"),
    "accounts_months": ("The cash book has been kept for", "month"),
}
"""How a fact that is a number is told: what stands before it, and what it counts."""
NOT_SO: Mapping[str, str] = {
    "has_bank_account": "The cash book has no bank account in it yet.",
    "adopted": "No text has been adopted yet.",
    "signed": "No text has been adopted yet.",
    "year_end": "No year end has been chosen yet.",
    "two_see_money": "Fewer than two people can see the cash book.",
}
"""How a fact is told that is not so."""
NOT_SIGNED = "A text has been adopted, but no signed page is kept yet, and no names of those who signed."


@dataclass(frozen=True)
class Known:
    """What the kit knows of a group: its text (none yet, a draft, or a settled one), its rules, policies and facts.

    A policy is `adopted` or a `draft`; one that is not there has not been begun. A fact that is not there is not known.
    """

    shape: Shape | None
    choices: Choices | None
    text: Text | None
    settled: bool
    rules: Mapping[str, str]
    policies: Mapping[str, str]
    facts: Mapping[str, int | bool]
    policy_names: Mapping[str, str]

    @cached_property
    def answers(self) -> Mapping[str, Any]:
        """What was answered, by question; an answer of None was left empty."""
        return self.choices.answers if self.choices else {}

    @cached_property
    def asked(self) -> Mapping[str, Asked]:
        """The questions that the text asks, by key."""
        return asked_in(self.shape, self.choices) if self.shape and self.choices else {}

    @cached_property
    def clause_of(self) -> Mapping[str, str]:
        """The clause of each question that there is in texts of this shape."""
        listed = self.shape.clauses if self.shape else ()
        return {asked.key: one.key for one in listed for asked in one.clause.asks}

    def clause(self, key: str) -> TextClause | None:
        """A clause as it stands in the text, if there is one."""
        return self.text.clause(key) if self.text else None

    def is_open(self, question: str) -> bool:
        """Whether the text asks this and nobody has answered it."""
        return question in self.asked and question not in self.answers


@dataclass(frozen=True)
class Answered:
    """A line with its answer, where that answer is to be found, and the question to go to when it is not there yet."""

    line: Line
    state: State
    where: str
    clause: str = ""
    question: str = ""


def answer(checklist: Checklist, known: Known) -> list[Answered]:
    """Every line of a checklist with its answer."""
    return [_answered(line, known) for line in checklist.lines]


def _answered(line: Line, known: Known) -> Answered:
    for way, answers in _WAYS.items():
        if getattr(line, way):
            return answers(line, known)
    return Answered(line, "cannot_tell", line.cannot_tell)


# --- clauses -------------------------------------------------------------------------------------


def _by_clauses(line: Line, known: Known) -> Answered:
    for key in line.clauses:
        clause = known.clause(key)
        if clause is None:
            return _without(line, known, key)
        for question in clause.questions:
            if known.is_open(question):
                return Answered(line, "not_yet", f"{_place(clause, known)} has a question left.", key, question)
    there = [clause for key in line.clauses if (clause := known.clause(key))]
    numbers = and_list(str(clause.number) for clause in there)
    where = f"This is in {'clause' if len(there) == 1 else 'clauses'} {numbers}{_of_the_draft(known)}."
    return Answered(line, "met", where, line.clauses[0])


def _place(clause: TextClause, known: Known) -> str:
    return f"Clause {clause.number}, “{clause.title}”,{_of_the_draft(known)}"


def _of_the_draft(known: Known) -> str:
    return "" if known.settled else " of the draft"


def _without(line: Line, known: Known, key: str) -> Answered:
    """Why a clause is not in the text: there is no text, it is on the group's own paper, or it was left out."""
    if known.shape is None or known.text is None:
        return Answered(line, "not_yet", "There are no written rules yet.", key)
    title = next((one.clause.title for one in known.shape.clauses if one.key == key), "")
    if known.shape.uploads and not title:
        return Answered(line, "cannot_tell", OWN_PAPER)
    if title:
        return Answered(line, "not_yet", f"The clause “{title}” has been left out.", key)
    name = known.shape.title[:1].lower() + known.shape.title[1:]
    return Answered(line, "not_yet", f"There is no clause on this in your {name}.", key)


# --- questions and rules -------------------------------------------------------------------------


def _by_question(line: Line, known: Known) -> Answered:
    key, clause = line.question, known.clause_of.get(line.question, "")
    if known.clause(clause) is None:
        return _without(line, known, clause)
    asked = known.asked.get(key)
    if asked is None:
        return Answered(line, "not_yet", "Your text does not ask this.", clause)
    if known.is_open(key):
        return Answered(line, "not_yet", "This question has no answer yet.", clause, key)
    given = known.answers[key]
    if given in (None, "", []):
        return Answered(line, "not_yet", "This question was left empty.", clause, key)
    state: State = "met" if _will_do(line, given, _said_ways(asked, given)) else "not_yet"
    return Answered(line, state, _told(asked, given, known), clause, "" if state == "met" else key)


def _said_ways(asked: Asked, given: Any) -> set[str]:
    """Every way in which an answer can be named among those that will do."""
    several = set(given) if isinstance(given, list) else set()
    ruled = {asked.rule_value(given)} if asked.rule else set()
    return {say_answer(asked, given), *several, *ruled}


def _will_do(line: Line, given: Any, said: set[str]) -> bool:
    if line.least is not None and not _at_least(given, line.least):
        return False
    return not line.among or bool(said & set(line.among))


def _at_least(given: Any, least: int) -> bool:
    whole = given if isinstance(given, int) else int(given) if str(given).isdecimal() else None
    return whole is not None and not isinstance(whole, bool) and whole >= least


def _told(asked: Asked, given: Any, known: Known) -> str:
    """An answer and where in the text it stands; some stand nowhere in it. Words of somebody's own are not repeated:
    a critical friend reads this too."""
    said = "in your own words" if asked.free else say_answer(asked, given)
    clause = known.clause(known.clause_of[asked.key])
    spans = [span for one in (clause.paragraphs if clause else ()) for span in one.spans]
    if clause and any(span.question == asked.key for span in spans):
        return f"This is in clause {clause.number}{_of_the_draft(known)}: {said}."
    return f"The answer was: {said}."


def _by_rule(line: Line, known: Known) -> Answered:
    rule, value = RULES[line.rule], known.rules.get(line.rule, "")
    question = next((key for key, asked in known.asked.items() if asked.rule == line.rule), "")
    place = known.clause(known.clause_of.get(question, ""))
    clause = place.key if place else ""
    if not value:
        return Answered(line, "not_yet", "Nothing has been agreed on this yet.", clause, question)
    number = int(value) if rule.kind is Kind.NUMBER and value.isdecimal() else value
    state: State = "met" if _will_do(line, number, {value, say(rule, value)}) else "not_yet"
    where = f"This is in clause {place.number}{_of_the_draft(known)}: " if place else "Your rules say: "
    return Answered(line, state, f"{where}{say(rule, value)}.", clause, "" if state == "met" else question)


# --- policies and facts --------------------------------------------------------------------------


def _by_policy(line: Line, known: Known) -> Answered:
    name = _policy_name(known.policy_names.get(line.policy, ""))
    stands = known.policies.get(line.policy)
    if stands == ADOPTED:
        return Answered(line, "met", f"This is in your policy{name}.")
    if stands:
        return Answered(line, "not_yet", f"Your policy{name} is a draft. It has not been adopted yet.")
    return Answered(line, "not_yet", f"There is no policy{name} yet.")


def _policy_name(name: str) -> str:
    """` on expenses`, from `Expenses: getting back what you spent` or `A line on expenses`."""
    short = re.sub(r"^(?:an?|our) \w+ on ", "", name.partition(":")[0].strip(), flags=re.IGNORECASE)
    return f" on {short[:1].lower()}{short[1:]}" if short else ""


def _by_fact(line: Line, known: Known) -> Answered:
    if line.fact not in known.facts:
        return Answered(line, "cannot_tell", "The kit does not know this. You will.")
    fact = known.facts[line.fact]
    if isinstance(fact, bool):
        told = FACTS[line.fact]
        return Answered(line, "met", f"{told[:1].upper()}{told[1:]}.") if fact else _not_so(line, known)
    least = 1 if line.least is None else line.least
    return Answered(line, "met" if fact >= least else "not_yet", _counted(line.fact, fact))


def _not_so(line: Line, known: Known) -> Answered:
    if line.fact == "signed" and known.facts.get("adopted"):
        return Answered(line, "not_yet", NOT_SIGNED)
    return Answered(line, "not_yet", NOT_SO.get(line.fact, "This is not so yet."))


def _counted(fact: str, number: int) -> str:
    before, unit = COUNTED.get(fact, ("The kit counts", ""))
    if before == "There are" and number == 1:
        before = "There is"
    return f"{before} {say_number(number, unit)}."


_WAYS: Mapping[str, Callable[[Line, Known], Answered]] = {
    "clauses": _by_clauses,
    "question": _by_question,
    "rule": _by_rule,
    "policy": _by_policy,
    "fact": _by_fact,
}
