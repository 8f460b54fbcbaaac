"""How a clause will read for each answer to one question, so that a page can show it while somebody answers. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from groupkit.constitution.clauses import ANY_ANSWER, NO_ANSWER, UNITS, Asked, Clause, Sentence
from groupkit.constitution.shapes import Listed, Shape
from groupkit.constitution.text import Choices, Paragraph, Span, TextClause, compose, say_answer
from groupkit.questions import Kind


@dataclass(frozen=True)
class Condition:
    """A paragraph holds when the answer is one of these; or, the other way round, when it is none of them."""

    values: tuple[str, ...]
    none_of: bool = False

    def holds(self, said: set[str]) -> bool:
        """Whether it holds for what an answer says."""
        return bool(said & set(self.values)) != self.none_of


@dataclass(frozen=True)
class LiveSpan:
    """A stretch of a paragraph; where the answer stands, with what stands there while nothing is answered."""

    span: Span
    answers: bool = False
    otherwise: str = ""


@dataclass(frozen=True)
class LiveParagraph:
    """A paragraph that may come and go with the answer, its number with the answer of now; `shown` if it holds now."""

    number: str
    item: bool
    spans: tuple[LiveSpan, ...]
    conditions: tuple[Condition, ...]
    shown: bool


@dataclass(frozen=True)
class Preview:
    """The clause that asks a question, ready to change with the answer; `usual` is what the usual answer says."""

    clause: TextClause
    paragraphs: tuple[LiveParagraph, ...]
    usual: tuple[str, ...]
    one: str = ""
    many: str = ""

    @property
    def own(self) -> bool:
        """Whether the clause is in the group's own words, which no answer changes."""
        return self.clause.own


def preview(shape: Shape, choices: Choices, asked: Asked) -> Preview | None:
    """How the clause of a question reads, and would read with another answer; None when it is not in the text."""
    listed = next(one for one in shape.clauses if any(each.key == asked.key for each in one.clause.asks))
    now = compose(shape, choices).clause(listed.key)
    if now is None:
        return None
    return Preview(
        clause=now,
        paragraphs=() if now.own else tuple(_Live(shape, choices, asked, listed, now).paragraphs()),
        usual=() if asked.question.optional else tuple(pieces(asked, asked.usual)),
        one=f"one {asked.unit}" if asked.unit else "",
        many=UNITS.get(asked.unit, ""),
    )


def pieces(asked: Asked, answer: Any) -> list[str]:
    """What an answer says, piece by piece: nothing when it is empty, several for a question of which several hold."""
    if answer in (None, "", []):
        return []
    return list(answer) if asked.question.kind is Kind.SEVERAL else [say_answer(asked, answer)]


class _Live:
    """Each sentence of the clause alone, in a text whose other clauses keep their places and say nothing."""

    def __init__(self, shape: Shape, choices: Choices, asked: Asked, listed: Listed, now: TextClause) -> None:
        self.choices, self.asked, self.clause, self.now = choices, asked, listed.clause, now
        self.bare = replace(shape, clauses=tuple(_without_words(one) for one in shape.clauses))
        self.empty = self._with(None) if asked.question.optional else self._open()
        self.waiting = {key: other.when[asked.key] for key, other in shape.asks().items() if asked.key in other.when}

    def paragraphs(self) -> Iterator[LiveParagraph]:
        shown = iter(self.now.paragraphs)
        said = self._said(self.choices)
        for sentence in self.clause.says:
            found = self._paragraph(sentence)
            if found is None:
                continue
            holds = all(condition.holds(said) for condition in found.conditions)
            yield replace(found, shown=holds, number=next(shown).number if holds else "")

    def _said(self, choices: Choices) -> set[str]:
        """What the answer of now says, as conditions ask for it; an open question says what is usual."""
        said = pieces(self.asked, choices.answers.get(self.asked.key, self.asked.usual))
        return {*said, ANY_ANSWER} if said else {NO_ANSWER}

    def _paragraph(self, sentence: Sentence) -> LiveParagraph | None:
        key, waiting = self.asked.key, [name for name in sentence.when if name in self.waiting]
        conditions = [Condition(sentence.when[key])] if key in sentence.when else []
        plain = {name: values for name, values in sentence.when.items() if name != key and name not in waiting}
        if self._alone(replace(sentence, when=plain), self.choices) is None:
            return None
        for name in waiting:
            found = self._through(replace(sentence, when=plain | {name: sentence.when[name]}), self.waiting[name])
            if found is None:
                return None
            conditions += found
        return self._with_spans(replace(sentence, when=plain), tuple(conditions))

    def _through(self, sentence: Sentence, values: tuple[str, ...]) -> list[Condition] | None:
        """What a sentence asks of the answer through a question that waits for it; None when it can never hold."""
        asked = self._alone(sentence, self._answering(values)) is not None
        not_asked = self._alone(sentence, self._answering(values, none_of=True)) is not None
        if asked and not_asked:
            return []
        return [Condition(values, none_of=not_asked)] if asked or not_asked else None

    def _answering(self, values: tuple[str, ...], none_of: bool = False) -> Choices:
        """The choices with an answer that says one of these, or none of them."""
        tries = [self.choices, *(self._with(answer) for answer in _answers(self.asked, values))]
        wanted = Condition(values, none_of)
        return next((one for one in tries if wanted.holds(self._said(one))), self.choices)

    def _open(self) -> Choices:
        answers = {key: value for key, value in self.choices.answers.items() if key != self.asked.key}
        return replace(self.choices, answers=answers)

    def _with(self, answer: Any) -> Choices:
        return replace(self.choices, answers={**self.choices.answers, self.asked.key: answer})

    def _alone(self, sentence: Sentence, choices: Choices) -> Paragraph | None:
        clause = replace(self.clause, says=(sentence,), in_short=())
        shape = replace(
            self.bare,
            clauses=tuple(replace(one, clause=clause) if one.key == clause.key else one for one in self.bare.clauses),
        )
        found = compose(shape, choices).clause(clause.key)
        return found.paragraphs[0] if found and found.paragraphs else None

    def _with_spans(self, sentence: Sentence, conditions: tuple[Condition, ...]) -> LiveParagraph | None:
        choices = self._answering(conditions[0].values, conditions[0].none_of) if conditions else self.choices
        now, empty = self._alone(sentence, choices), self._alone(sentence, self.empty)
        if now is None or empty is None:
            return None
        key = self.asked.key
        spans = tuple(
            LiveSpan(one, answers=one.question == key, otherwise=other.words if one.question == key else "")
            for one, other in zip(now.spans, empty.spans, strict=True)
        )
        return LiveParagraph("", now.item, spans, conditions, shown=False)


def _answers(asked: Asked, values: tuple[str, ...]) -> Iterator[Any]:
    """Answers that might say one of these, or none of them."""
    kind = asked.question.kind
    yield None
    if kind is Kind.YES_NO:
        yield from (True, False)
    elif kind is Kind.CHOICE:
        yield from asked.question.options
    elif kind is Kind.SEVERAL:
        yield from ([option] for option in asked.question.options)
    elif kind in (Kind.NUMBER, Kind.MONEY):
        yield from (number for number in range(1, 101))
    else:
        yield from (*values, "words")


def _without_words(listed: Listed) -> Listed:
    clause: Clause = replace(listed.clause, says=(), in_short=())
    return replace(listed, clause=clause)
