"""What a watch is: it looks at a text and the answers behind it, and says what is worth a look. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from groupkit.constitution.clauses import Asked
from groupkit.constitution.shapes import Shape
from groupkit.constitution.text import Choices, Text, TextClause, asked_in, say_answer
from groupkit.questions import Kind
from groupkit.rulebook.rules import RULES
from groupkit.rulebook.rules import Kind as RuleKind

GROUND_RULES, ALREADY_HAVE, POLICIES = "ground_rules", "already_have", "policies"
"""What a watch may leave alone: ground rules, texts on a group's own paper, and policies."""
WHOLE_TEXTS = (GROUND_RULES, ALREADY_HAVE, POLICIES)
"""Left alone by what only a whole constitution needs."""


@dataclass(frozen=True)
class GroupFacts:
    """What the kit knows of a group; `one_person_two_jobs` is like `coordinator and treasurer`, when one is both."""

    members: int | None
    nation: str
    registered_charity: bool = False
    one_person_two_jobs: str = ""


@dataclass(frozen=True)
class Notice:
    """Something worth a look, in full sentences, and the clause or question to look at."""

    key: str
    sentence: str
    clause: str = ""
    question: str = ""


@dataclass(frozen=True)
class Seen:
    """A text with everything that went into it. A question that is open has no answer here, whatever is usual."""

    shape: Shape
    choices: Choices
    text: Text
    facts: GroupFacts

    @cached_property
    def asked(self) -> Mapping[str, Asked]:
        """The questions that the text asks, by key."""
        return asked_in(self.shape, self.choices)

    @cached_property
    def clause_of(self) -> Mapping[str, str]:
        """The clause of each question."""
        return {asked.key: listed.key for listed in self.shape.clauses for asked in listed.clause.asks}

    @cached_property
    def own(self) -> tuple[TextClause, ...]:
        """The clauses that are in the group's own words."""
        return tuple(clause for clause in self.text.clauses if clause.own)

    def answer(self, question: str) -> Any:
        """What was answered; None when it is open, left empty or not asked."""
        given = self.choices.answers.get(question) if question in self.asked else None
        return None if given in ("", []) else given

    def number(self, question: str) -> int | None:
        """An answer that is a number."""
        given = self.answer(question)
        is_number = question in self.asked and self.asked[question].question.kind is Kind.NUMBER
        return given if is_number and isinstance(given, int) and not isinstance(given, bool) else None

    def said(self, question: str) -> str:
        """An answer as it stands in a sentence."""
        given = self.answer(question)
        return say_answer(self.asked[question], given) if given is not None else ""

    def ruled(self, question: str) -> str:
        """The value that an answer gives to its rule; nothing when it sets none."""
        given = self.answer(question)
        asked = self.asked.get(question)
        return asked.rule_value(given) if asked and asked.rule and given is not None else ""

    def share(self, question: str) -> Fraction | None:
        """An answer whose rule is a share."""
        value = self.ruled(question)
        rule = RULES.get(self.asked[question].rule) if value else None
        return Fraction(value) if rule and rule.kind is RuleKind.SHARE else None

    def in_own_words(self, question: str) -> bool:
        """Whether the clause of a question is in the group's own words, so that the answer is not what it says."""
        clause = self.text.clause(self.clause_of.get(question, ""))
        return clause is not None and clause.own

    def as_usual(self, *questions: str) -> bool:
        """Whether all of these are answered with what the starting point itself says is usual."""
        return all(self.answer(one) == self.asked[one].usual for one in questions if one in self.asked)

    def worth(self, question: str, sentence: str) -> Notice:
        """Something about an answer."""
        return Notice("", sentence, self.clause_of.get(question, ""), question)


@dataclass(frozen=True)
class Watch:
    """One thing to look out for: what it is, how to see it, and the starting points that it leaves alone."""

    key: str
    what: str
    look: Callable[[Seen], Iterator[Notice]]
    not_for: tuple[str, ...] = ()

    def is_for(self, shape: Shape) -> bool:
        """Whether a text of this shape is looked at."""
        kinds = {shape.key, ALREADY_HAVE if shape.uploads else "", POLICIES if shape.policy else ""}
        return not kinds & set(self.not_for)


def own_words(clause: TextClause) -> Iterator[str]:
    """The paragraphs of a clause without the numbers of other clauses."""
    for paragraph in clause.paragraphs:
        yield "".join("another clause" if span.clause else span.words for span in paragraph.spans)
