"""Clauses: what each asks, and what it says for each answer, read from a data file. Pure; no interpreter.

A blank is a question's key between curly brackets, `{quorum_number}`; `{clause voting}` stands for the number that
another clause has in this text; `{group}` for the group's name. A paragraph may hold only when an answer is so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from groupkit.library import Checker, Mistake, did_you_mean
from groupkit.questions import Kind, Question, take_question
from groupkit.refusal import Refused
from groupkit.rulebook.rules import RULES, read

TOPICS = {
    "who_we_are": "Who we are",
    "belonging": "Belonging",
    "sharing_the_work": "Sharing the work",
    "meeting": "Meeting",
    "deciding": "Deciding",
    "money": "Money",
    "care": "Looking after each other",
    "changing": "Changing and ending",
    "agreeing": "Agreeing to this",
}
"""The order in which a group talks things through."""

ANY_ANSWER, NO_ANSWER = "(answered)", "(empty)"
"""What `when` may ask of a question that can be left empty."""

UNITS = {
    "day": "days",
    "month": "months",
    "year": "years",
    "week": "weeks",
    "minute": "minutes",
    "meeting": "meetings",
    "member": "members",
    "person": "people",
    "committee member": "committee members",
    "signatory": "signatories",
}
"""What a number counts: one, and more than one."""

ABOUT_THE_TEXT = ("nation", "starting_point", "with", "without")
"""What `when` may ask besides answers: where the group is, what it began from, which clauses are in the text."""
NATIONS = ("england-and-wales", "scotland", "northern-ireland", "elsewhere")
KINDS = (Kind.LINE, Kind.WORDS, Kind.NUMBER, Kind.YES_NO, Kind.CHOICE, Kind.SEVERAL, Kind.MONEY)
MOST_QUESTIONS, MOST_PARAGRAPHS = 12, 60
BLANK = re.compile(r"\{([^{}]*)\}")

When = dict[str, tuple[str, ...]]
"""Each name with the values of which one must hold; every name must."""


@dataclass(frozen=True)
class Asked:
    """One question of a clause, and what helps a group to answer it.

    `usual` is the sound default (None when there is none), `rule` the rule of the rulebook that the answer sets,
    `means` the value of that rule for each option of a choice.
    """

    question: Question
    why: str = ""
    others: str = ""
    usual: Any = None
    least: int = 0
    unit: str = ""
    rule: str = ""
    means: tuple[str, ...] = ()
    when: When = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def free(self) -> bool:
        """Whether the answer is in somebody's own words."""
        return self.question.kind in (Kind.LINE, Kind.WORDS)

    def rule_value(self, answer: Any) -> str:
        """The value that an answer gives to its rule, as the rulebook keeps it; empty when nothing was answered."""
        if answer is None:
            return ""
        if self.question.kind is Kind.YES_NO:
            return "yes" if answer else "no"
        if self.question.kind is Kind.CHOICE:
            return dict(zip(self.question.options, self.means, strict=True)).get(answer, "")
        return str(answer)


@dataclass(frozen=True)
class Sentence:
    """A paragraph of a clause (or an item of a list in it) and when it holds."""

    words: str
    item: bool = False
    when: When = field(default_factory=dict)


@dataclass(frozen=True)
class Clause:
    """A clause as its file says it; `table` is that file, to be kept with whatever is adopted."""

    key: str
    title: str
    version: int
    topic: str
    asks: tuple[Asked, ...]
    says: tuple[Sentence, ...]
    in_short: tuple[Sentence, ...]
    sets: Mapping[str, str] = field(default_factory=dict)
    """Rules that hold simply because this clause is in the text."""
    table: Mapping[str, Any] = field(repr=False, compare=False, default_factory=dict)


def read_clause(table: Mapping[str, object], file: str) -> tuple[Clause | None, list[Mistake]]:
    """The clause that a file describes, or None with every mistake in it."""
    checker = Checker(table, file)
    clause = take_clause(checker)
    mistakes = checker.done()
    return (None if mistakes else clause), mistakes


def take_clause(checker: Checker) -> Clause:
    """A clause from a file of its own, or from a part of a policy's file; its mistakes stay with the checker."""
    clause = Clause(
        key=checker.key(),
        title=checker.text("title", most=80),
        version=checker.number("version", 1, 9_999, required=False) or 1,
        topic=checker.one_of("topic", TOPICS) if "topic" in checker.table else "agreeing",
        asks=tuple(_take_asked(part) for part in _parts(checker, "questions", MOST_QUESTIONS)),
        says=tuple(_take_sentence(part) for part in _parts(checker, "says", MOST_PARAGRAPHS, required=True)),
        in_short=tuple(_take_sentence(part) for part in _parts(checker, "in_short", MOST_PARAGRAPHS)),
        sets=_take_sets(checker),
        table=dict(checker.table),
    )
    _check_keys(checker, clause)
    for sentence in (*clause.says, *clause.in_short):
        _check_brackets(checker, sentence.words)
    return clause


def _parts(checker: Checker, name: str, most: int, required: bool = False) -> list[Checker]:
    parts = checker.parts(name, required)
    if len(parts) > most:
        checker.say(f"There can be at most {most} under [[{name}]], and here are {len(parts)}")
    return parts[:most]


def _take_asked(checker: Checker) -> Asked:
    question = take_question(checker)
    asked = Asked(
        question=question,
        why=checker.text("why", required=False, most=500),
        others=checker.text("others", required=False, most=400),
        usual=_take_usual(checker, question),
        least=checker.number("least", 0, 1_000_000, required=False) or 0,
        unit=checker.one_of("unit", UNITS) if "unit" in checker.table else "",
        rule=checker.one_of("rule", RULES) if "rule" in checker.table else "",
        means=checker.texts("means", required=False, most=40),
        when=take_when(checker),
    )
    _check_kind(checker, asked)
    _check_rule(checker, asked)
    return asked


def _take_usual(checker: Checker, question: Question) -> Any:
    if "usual" not in checker.table:
        return None
    value: Any
    if question.kind in (Kind.NUMBER, Kind.MONEY):
        value = checker.number("usual", 0, question.most or 100_000_000)
    elif question.kind is Kind.YES_NO:
        value = checker.take("usual", bool)
    elif question.kind is Kind.SEVERAL:
        value = list(checker.words_from("usual", question.options))
    elif question.kind is Kind.CHOICE:
        value = checker.one_of("usual", question.options) or None
    else:
        value = checker.text("usual", most=question.most or 2_000) or None
    return value


def _check_kind(checker: Checker, asked: Asked) -> None:
    question = asked.question
    if question.kind not in KINDS:
        known = [kind.value for kind in KINDS]
        checker.say(f"A clause cannot ask for “{question.kind.value}”. {did_you_mean('', known)}")
    if asked.unit and question.kind is not Kind.NUMBER:
        checker.say("“unit” goes only with the kind “number”. Remove it here")
    if question.kind is Kind.NUMBER and asked.usual is not None and asked.usual < asked.least:
        checker.say(f"“usual” is less than “least”, which is {asked.least}")


def _check_rule(checker: Checker, asked: Asked) -> None:
    """What a question can be answered with must be a value that its rule knows."""
    kind = asked.question.kind
    if asked.means and (kind is not Kind.CHOICE or not asked.rule):
        checker.say("“means” goes only with a choice that has a “rule”. Remove it here")
    if not asked.rule:
        return
    if kind not in (Kind.CHOICE, Kind.NUMBER, Kind.YES_NO):
        checker.say("A question that sets a rule needs the kind “number”, “yes_no” or “choice”")
    elif kind is Kind.CHOICE and len(asked.means) != len(asked.question.options):
        checker.say("“means” needs one value for each of “options”, in the same order")
    else:
        usual = [asked.rule_value(asked.usual)] if asked.usual is not None and not asked.means else []
        for value in (*asked.means, *usual):
            _check_value(checker, asked.rule, value)


def _check_value(checker: Checker, rule: str, value: str) -> None:
    try:
        read(RULES[rule], value)
    except Refused as refused:
        checker.say(f"“{rule}” cannot be “{value}”: {refused.sentence}")


def _take_sets(checker: Checker) -> dict[str, str]:
    part = checker.part("sets", required=False)
    found = {str(rule): part.text(str(rule), most=40) for rule in part.table} if part else {}
    for rule, value in found.items():
        if part and rule not in RULES:
            part.say(f"“{rule[:60]}” is not a rule. {did_you_mean(rule, RULES)}")
        elif part and value:
            _check_value(part, rule, value)
    return {rule: value for rule, value in found.items() if rule in RULES}


def _take_sentence(checker: Checker) -> Sentence:
    return Sentence(checker.text("words", most=2_000), checker.flag("item"), take_when(checker))


def take_when(checker: Checker) -> When:
    """The conditions under [….when]: a name, and the value or values of which one must hold."""
    raw = checker.take("when", dict, required=False)
    found: When = {}
    for name, value in (raw or {}).items():
        values = value if isinstance(value, list) else [value]
        if not values or not all(isinstance(one, str) for one in values):
            checker.say(f"“when.{name}” needs words between quotation marks, or a list of them")
            continue
        found[str(name)] = tuple(values)
    return found


def _check_keys(checker: Checker, clause: Clause) -> None:
    keys = [asked.key for asked in clause.asks if asked.key]
    for key in sorted({*keys} & {*ABOUT_THE_TEXT, "group", "clause"}):
        checker.say(f"A question cannot be called “{key}”, which means something else here. Call it “our_{key}”")
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        checker.say(f"Two questions have the key “{key}”. Give one of them another key")


def _check_brackets(checker: Checker, words: str) -> None:
    if "{" in BLANK.sub("", words) or "}" in BLANK.sub("", words):
        checker.say(f"A curly bracket stands alone in “{words[:50]}”. A blank looks like {{quorum_number}}")


def blanks_in(words: str) -> Iterator[str]:
    """What stands between curly brackets."""
    for match in BLANK.finditer(words):
        yield match[1].strip()


def check_within(clauses: Iterable[Clause], known: Mapping[str, Clause], file: str) -> list[Mistake]:
    """Every blank, condition and reference in these clauses that leads nowhere.

    `known` are all the clauses that a text could hold, by key: a blank may ask any of their questions.
    """
    asks = {asked.key: asked for clause in known.values() for asked in clause.asks}
    return [mistake for clause in clauses for mistake in _Within(clause, known, asks, file).mistakes()]


@dataclass(frozen=True)
class _Within:
    clause: Clause
    known: Mapping[str, Clause]
    asks: Mapping[str, Asked]
    file: str

    def mistakes(self) -> Iterator[Mistake]:
        for sentence in (*self.clause.says, *self.clause.in_short):
            for blank in blanks_in(sentence.words):
                yield from self._blank(blank)
            yield from self._when(sentence.when)
        for asked in self.clause.asks:
            yield from self._when(asked.when)
            # One question deep, so that no two questions can wait for each other.
            for name in set(asked.when) & {key for key, other in self.asks.items() if set(other.when) & set(self.asks)}:
                yield self._say(f"“{asked.key}” waits for “{name}”, which waits for another question itself")

    def _say(self, sentence: str) -> Mistake:
        return Mistake(self.file, self.clause.title, sentence)

    def _blank(self, blank: str) -> Iterator[Mistake]:
        if blank.startswith("clause "):
            key = blank.removeprefix("clause ").strip()
            if key not in self.known:
                yield self._say(f"There is no clause “{key[:60]}”. {did_you_mean(key, self.known)}")
        elif blank in self.asks:
            if self.asks[blank].question.kind is Kind.YES_NO:
                yield self._say(f"“{{{blank}}}” is yes or no, so it cannot stand in a sentence. Use “when” instead")
        elif blank != "group":
            near = did_you_mean(blank, [*self.asks, "group"]) if len(blank) <= 60 else ""
            yield self._say(f"Nothing is called “{{{blank[:60]}}}”. {near}")

    def _when(self, when: When) -> Iterator[Mistake]:
        for name, values in when.items():
            known = self._values(name)
            if known is None:
                near = did_you_mean(name[:60], [*self.asks, *ABOUT_THE_TEXT])
                yield self._say(f"“when.{name[:60]}” is not a question. {near}")
                continue
            for value in values:
                if known and value not in known:
                    yield self._say(f"“when.{name}” cannot be “{value[:60]}”. {did_you_mean(value, known)}")

    def _values(self, name: str) -> list[str] | None:
        """The values that a condition may name; none at all when any will do."""
        if name == "nation":
            return list(NATIONS)
        if name in ("with", "without"):
            return list(self.known)
        if name == "starting_point":
            return []
        if name not in self.asks:
            return None
        question = self.asks[name].question
        if question.kind is Kind.YES_NO:
            return ["yes", "no"]
        return [*question.options, ANY_ANSWER, NO_ANSWER]
