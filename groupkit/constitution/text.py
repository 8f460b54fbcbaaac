"""Putting a text together: clauses, answers and the group's own words become numbered paragraphs. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from groupkit.constitution.clauses import ANY_ANSWER, BLANK, NO_ANSWER, UNITS, Asked, Clause, Sentence, When
from groupkit.constitution.shapes import Listed, Shape
from groupkit.money import pounds
from groupkit.questions import Kind
from groupkit.words import and_list

FIGURES = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""Numbers up to ten are written out in a text, as people read them."""
UNSAID = "……"
OWN = "own-"
"""How the key of a clause begins that a group wrote itself."""
_REFERENCE = re.compile(r"\[clause:\s*([^\]\n]{1,80})\]", re.IGNORECASE)
_ITEM = re.compile(r"^(?:[-*•]|\([a-z]{1,2}\))\s+")


@dataclass(frozen=True)
class OwnWords:
    """A clause, or the wording of one, that a group wrote itself: a line for each paragraph, `- ` before an item."""

    title: str
    words: str


@dataclass(frozen=True)
class Choices:
    """Everything that a group has chosen for a text: answers by question, clauses in or out, own words, the order.

    An answer of None says that the question was looked at and left empty; a question that is not there is open.
    """

    group: str
    nation: str
    starting_point: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    brought_in: frozenset[str] = frozenset()
    own: Mapping[str, OwnWords] = field(default_factory=dict)
    order: tuple[str, ...] = ()


@dataclass(frozen=True)
class Span:
    """A stretch of a paragraph: plain words, an answer (`open` while nobody has given it), or a clause's number."""

    words: str
    question: str = ""
    open: bool = False
    clause: str = ""
    free: bool = False
    """Whether these are somebody's own words, which a critical friend does not read."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its number (`7.1`, `(a)`, or none when its clause has only one)."""

    number: str
    spans: tuple[Span, ...]
    item: bool = False

    @property
    def words(self) -> str:
        return "".join(span.words for span in self.spans)


@dataclass(frozen=True)
class TextClause:
    """A clause as it stands in a text."""

    key: str
    number: int
    title: str
    paragraphs: tuple[Paragraph, ...]
    own: bool = False
    questions: tuple[str, ...] = ()
    version: int = 1

    @property
    def words(self) -> str:
        return "\n".join(paragraph.words for paragraph in self.paragraphs)


@dataclass(frozen=True)
class Text:
    """A whole text: numbered clauses; `open` are questions without an answer, `broken` references that lead nowhere."""

    title: str
    opening: str
    clauses: tuple[TextClause, ...]
    open: tuple[str, ...]
    broken: tuple[tuple[str, str], ...]
    in_short: tuple[Paragraph, ...] = ()

    def clause(self, key: str) -> TextClause | None:
        """The clause of this key, if it is in the text."""
        return next((clause for clause in self.clauses if clause.key == key), None)


def compose(shape: Shape, choices: Choices) -> Text:
    """The text that these choices make of a shape."""
    return _Composer(shape, choices).text()


def clauses_in(shape: Shape, choices: Choices) -> list[str]:
    """The keys of the clauses that are in, in the group's order; one without a place stands where it usually is."""
    usual = [listed.key for listed in shape.clauses if _is_in(listed, choices)]
    placed = [key for key in choices.order if key in usual or (key.startswith(OWN) and key in choices.own)]
    for at, key in enumerate(usual):
        if key not in placed:
            before = next((one for one in reversed(usual[:at]) if one in placed), None)
            placed.insert(placed.index(before) + 1 if before else 0, key)
    return placed + [key for key in choices.own if key.startswith(OWN) and key not in placed]


def _is_in(listed: Listed, choices: Choices) -> bool:
    if listed.key in choices.left_out and listed.optional:
        return False
    return listed.usual_in or listed.key in choices.brought_in


def asked_in(shape: Shape, choices: Choices) -> dict[str, Asked]:
    """The questions that this text asks, by key, in the order of its clauses."""
    return _Composer(shape, choices).asked


def fitting(shape: Shape, choices: Choices) -> Choices:
    """The choices without answers that no longer fit their question: the library may ask for a number today where it
    asked for a line. Such a question counts as open again."""
    asks = shape.asks()
    kept = {key: answer for key, answer in choices.answers.items() if key not in asks or _fits(asks[key], answer)}
    return replace(choices, answers=kept)


def _fits(asked: Asked, answer: Any) -> bool:
    kind = asked.question.kind
    if answer in (None, "", []):
        return True
    if kind in (Kind.NUMBER, Kind.MONEY):
        return isinstance(answer, int) and not isinstance(answer, bool) and answer >= 0
    if kind is Kind.SEVERAL:
        return isinstance(answer, list) and all(isinstance(one, str) for one in answer)
    return isinstance(answer, bool if kind is Kind.YES_NO else str)


def say_answer(asked: Asked, answer: Any) -> str:
    """An answer as it stands in a sentence: `three members`, `14 days`, `a, b and c`, `£50.00`."""
    if answer in (None, "", []):
        return ""
    kind = asked.question.kind
    if kind is Kind.NUMBER:
        return say_number(int(answer), asked.unit)
    if kind is Kind.MONEY:
        return pounds(int(answer))
    if kind is Kind.SEVERAL:
        return and_list(answer)
    if kind is Kind.YES_NO:
        return "yes" if answer else "no"
    if kind is Kind.WORDS:
        return _ended(str(answer))
    return str(answer)


def _ended(words: str) -> str:
    """Sentences of somebody's own end in a full stop, whether or not it was typed."""
    return words if words.endswith((".", "!", "?", ":", "”")) else f"{words}."


def say_number(number: int, unit: str = "") -> str:
    """`three members`, `one year`, `14 days`, `1,200`."""
    figure = FIGURES[number] if number < len(FIGURES) else f"{number:,}"
    return f"{figure} {unit if number == 1 else UNITS[unit]}" if unit else figure


class _Composer:
    def __init__(self, shape: Shape, choices: Choices) -> None:
        self.shape, self.choices = shape, choices
        self.listed = {listed.key: listed for listed in shape.clauses}
        self.keys = clauses_in(shape, choices)
        self.numbers = {key: number for number, key in enumerate(self.keys, start=1)}
        self.asks = shape.asks()
        self.broken: list[tuple[str, str]] = []

    @cached_property
    def asked(self) -> dict[str, Asked]:
        clauses = [self.listed[key].clause for key in self.keys if key in self.listed]
        keys = [asked.key for clause in clauses for asked in clause.asks]
        return {key: self.asks[key] for key in keys if self.holds(self.asks[key].when)}

    def text(self) -> Text:
        clauses = tuple(self._clause(key) for key in self.keys)
        return Text(
            title=self.shape.title,
            opening=self.shape.opening,
            clauses=clauses,
            open=tuple(key for key in self.asked if key not in self.choices.answers),
            broken=tuple(self.broken),
            in_short=tuple(self._in_short()),
        )

    def _clause(self, key: str) -> TextClause:
        number, own = self.numbers[key], self.choices.own.get(key)
        clause = self.listed[key].clause if key in self.listed else None
        sentences = [(spans, item) for spans, item in (self._own(key, own.words) if own else self._said(clause))]
        return TextClause(
            key=key,
            number=number,
            title=own.title if own and own.title else clause.title if clause else key,
            paragraphs=tuple(_numbered(number, sentences)),
            own=own is not None,
            questions=tuple(asked.key for asked in clause.asks if asked.key in self.asked) if clause else (),
            version=clause.version if clause else 1,
        )

    def _said(self, clause: Clause | None) -> Iterator[tuple[tuple[Span, ...], bool]]:
        for sentence in clause.says if clause else ():
            if self.holds(sentence.when):
                yield tuple(self._spans(sentence, clause.key if clause else "")), sentence.item

    def _spans(self, sentence: Sentence, within: str) -> Iterator[Span]:
        at = 0
        for match in BLANK.finditer(sentence.words):
            if match.start() > at:
                yield Span(sentence.words[at : match.start()])
            yield self._blank(match[1].strip(), within)
            at = match.end()
        if at < len(sentence.words):
            yield Span(sentence.words[at:])

    def _blank(self, blank: str, within: str) -> Span:
        if blank.startswith("clause "):
            return self._reference(blank.removeprefix("clause ").strip(), within)
        if blank == "group":
            typed = self._group() != self.choices.group
            return Span(self._group(), question="name" if "name" in self.asked else "", free=typed)
        asked = self.asks.get(blank)
        if asked is None:  # a starting point that leaves out the clause which asks this
            return Span(UNSAID, open=True)
        open_still = blank in self.asked and blank not in self.choices.answers
        said = say_answer(asked, asked.usual if open_still else self.choices.answers.get(blank))
        return Span(said or UNSAID, question=blank, open=open_still or not said, free=asked.free and not open_still)

    def _group(self) -> str:
        return str(self.choices.answers.get("name") or self.choices.group)

    def _reference(self, key: str, within: str) -> Span:
        if key in self.numbers:
            return Span(f"clause {self.numbers[key]}", clause=key)
        self.broken.append((within, key))
        return Span(f"clause {UNSAID}", open=True)

    def _own(self, key: str, words: str) -> Iterator[tuple[tuple[Span, ...], bool]]:
        titles = self._titles()
        for line in filter(None, (line.strip() for line in words.split("\n"))):
            item = _ITEM.match(line)
            yield tuple(self._own_spans(key, line[item.end() :] if item else line, titles)), bool(item)

    def _own_spans(self, key: str, line: str, titles: Mapping[str, str]) -> Iterator[Span]:
        at = 0
        for match in _REFERENCE.finditer(line):
            if match.start() > at:
                yield Span(line[at : match.start()], free=True)
            named = match[1].strip()
            # Kept references hold keys; a title counts only while somebody is typing.
            known = named in self.listed or named in self.choices.own
            yield self._reference(named if known else titles.get(named.lower(), named), key)
            at = match.end()
        if at < len(line):
            yield Span(line[at:], free=True)

    def _titles(self) -> dict[str, str]:
        """The key of each clause by its title in small letters."""
        titles = {listed.clause.title.lower(): key for key, listed in self.listed.items()}
        return titles | {own.title.lower(): key for key, own in self.choices.own.items() if own.title}

    def holds(self, when: When) -> bool:
        """Whether every condition holds; an open question counts as answered with what is usual."""
        return all(self._holds(name, values) for name, values in when.items())

    def _holds(self, name: str, values: tuple[str, ...]) -> bool:
        if name == "nation":
            return self.choices.nation in values
        if name == "starting_point":
            return self.choices.starting_point in values
        if name in ("with", "without"):
            return any(value in self.numbers for value in values) == (name == "with")
        return bool(self._answered(name) & set(values))

    def _answered(self, key: str) -> set[str]:
        asked = self.asks.get(key)
        if asked is None or not self._is_asked(key):
            return {NO_ANSWER}
        answer = self.choices.answers.get(key, asked.usual)
        if answer in (None, "", []):
            return {NO_ANSWER}
        if asked.question.kind is Kind.SEVERAL:
            return {*answer, ANY_ANSWER}
        return {say_answer(asked, answer), ANY_ANSWER}

    def _is_asked(self, key: str) -> bool:
        """Whether the clause of a question is in, and the question's own condition holds."""
        return key in self._inside and self.holds(self.asks[key].when)

    @cached_property
    def _inside(self) -> set[str]:
        return {asked.key for key in self.keys if key in self.listed for asked in self.listed[key].clause.asks}

    def _in_short(self) -> Iterator[Paragraph]:
        for key in self.keys:
            if key in self.choices.own or key not in self.listed:
                continue
            for sentence in self.listed[key].clause.in_short:
                if self.holds(sentence.when):
                    yield Paragraph("", tuple(self._spans(sentence, key)))


def _numbered(clause: int, sentences: Iterable[tuple[tuple[Span, ...], bool]]) -> Iterator[Paragraph]:
    """Numbers for the paragraphs of a clause (none when there is only one), letters for the items of its lists."""
    sentences = list(sentences)
    many = sum(not item for _, item in sentences) > 1
    count, letter = 0, 0
    for spans, item in sentences:
        if item:
            letter += 1
            yield Paragraph(f"({_letters(letter)})", spans, item=True)
        else:
            count, letter = count + 1, 0
            yield Paragraph(f"{clause}.{count}" if many else "", spans)


def _letters(number: int) -> str:
    """a to z, then aa, bb … as Word's own lists go on."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def plain_lines(text: Text) -> Iterator[str]:
    """A text as lines of plain words, one paragraph a line, with its numbers."""
    for clause in text.clauses:
        yield f"{clause.number}. {clause.title}"
        for paragraph in clause.paragraphs:
            yield f"{paragraph.number} {paragraph.words}".strip()
