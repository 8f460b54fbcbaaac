"""What is settled in a draft and what is open, topic by topic, and which question comes next."""

import json
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from groupkit.constitution.clauses import TOPICS, Asked
from groupkit.constitution.models import DraftAnswer
from groupkit.constitution.queries import Draft
from groupkit.constitution.text import say_answer
from groupkit.constitution.veil import veiled_answer

SHORT = 90
EMPTY = "nothing"


class State(StrEnum):
    """How things stand with a question."""

    SETTLED = "settled"
    OPEN = "open"
    ASK = "ask at a meeting"


@dataclass(frozen=True)
class Line:
    """A question of a draft: how it stands, and the answer in short."""

    key: str
    ask: str
    state: State
    said: str = ""


@dataclass(frozen=True)
class Topic:
    """The questions of one topic."""

    name: str
    lines: tuple[Line, ...]

    def count(self, state: State) -> int:
        """How many of its questions stand like this."""
        return sum(line.state is state for line in self.lines)

    @property
    def stands(self) -> str:
        """`3 settled, 1 open, 2 to ask at a meeting`, or that all are settled."""
        settled, still, ask = (self.count(state) for state in State)
        if not still and not ask:
            return "all settled"
        parts = [f"{settled} settled" if settled else "", f"{still} open" if still else ""]
        return ", ".join(filter(None, [*parts, f"{ask} to ask at a meeting" if ask else ""]))


def topics(draft: Draft, veil: bool = False) -> list[Topic]:
    """How every question stands, by topic; behind the veil nobody's own words are told."""
    by_topic: dict[str, list[Line]] = {}
    for key, asked in draft.asked.items():
        line = Line(key, asked.question.ask, state_of(draft, key), _said(draft, asked, veil))
        by_topic.setdefault(topic_of(draft, key), []).append(line)
    return [Topic(name, tuple(lines)) for name, lines in by_topic.items()]


def topic_of(draft: Draft, question: str) -> str:
    """What a question is about: its topic, or in a policy, which has none, its part."""
    clause = draft.clause_of(question).clause
    return clause.title if draft.shape.policy else TOPICS[clause.topic]


def state_of(draft: Draft, question: str) -> State:
    """How things stand with one question."""
    row = draft.answers.get(question)
    if row is not None and row.ask:
        return State.ASK
    return State.OPEN if question in draft.text.open else State.SETTLED


def _said(draft: Draft, asked: Asked, veil: bool) -> str:
    if asked.key not in draft.choices.answers:
        return ""
    said = say_answer(asked, draft.choices.answers[asked.key])
    if said and asked.free and veil:
        return veiled_answer(asked.key, draft.choices.group)
    return textwrap.shorten(said, SHORT, placeholder=" …") if said else EMPTY


def for_a_meeting(draft: Draft) -> frozenset[str]:
    """The questions that a meeting is to answer."""
    return frozenset(key for key, row in draft.answers.items() if row.ask)


def next_question(draft: Draft, after: str = "", meeting: frozenset[str] | None = None) -> str | None:
    """The open question to talk through next: the first after this one, or else from the beginning; None when there
    is none, or only such as a meeting is to answer."""
    keys = list(draft.asked)
    at = keys.index(after) + 1 if after in keys else 0
    skip = {after} | (for_a_meeting(draft) if meeting is None else meeting)
    open_still = set(draft.text.open)
    return next((key for key in (*keys[at:], *keys[:at]) if key in open_still - skip), None)


def answered(draft: Draft, row: DraftAnswer) -> Draft:
    """The draft once this answer stands in it."""
    others = {key: value for key, value in draft.choices.answers.items() if key != row.question}
    answers = others | ({row.question: json.loads(row.value)} if row.answered else {})
    rows = {**draft.answers, row.question: row}
    return replace(draft, choices=replace(draft.choices, answers=answers), answers=rows)


def marked(draft: Draft) -> bool:
    """Whether any question is marked for a meeting."""
    return any(state_of(draft, key) is State.ASK for key in draft.asked)


def to_talk_about(draft: Draft, only_marked: bool = False) -> Iterator[tuple[str, Asked]]:
    """The questions for a meeting, each with its topic, topic by topic: in front are those that the meeting is to
    answer, then, unless only those are wanted, the other open ones."""
    by_topic: dict[str, list[Asked]] = {}
    for wanted in (State.ASK,) if only_marked else (State.ASK, State.OPEN):
        for key, asked in draft.asked.items():
            if state_of(draft, key) is wanted:
                by_topic.setdefault(topic_of(draft, key), []).append(asked)
    for topic, questions in by_topic.items():
        yield from ((topic, asked) for asked in questions)
