"""Small clauses and shapes for the tests, written as their files would be."""

import tomllib
from typing import Any

from groupkit.constitution.clauses import Clause, read_clause
from groupkit.constitution.reading import read_stock
from groupkit.constitution.shapes import Listed, Shape
from groupkit.constitution.text import Choices

QUORUM = """
key = "quorum"
title = "How many must be there"
topic = "meeting"
[[questions]]
key = "quorum_number"
kind = "number"
unit = "member"
rule = "quorum_general_number"
ask = "How many must be there?"
usual = 5
least = 1
most = 200
[[says]]
words = "A meeting of {group} can decide when {quorum_number} are there."
[[says]]
words = "If fewer are there, {clause later} holds."
[says.when]
with = "later"
[[in_short]]
words = "A meeting needs {quorum_number}."
"""
LATER = """
key = "later"
title = "Not enough people"
topic = "meeting"
[[questions]]
key = "again"
kind = "choice"
ask = "When do we meet again?"
options = ["a week later", "a month later"]
usual = "a week later"
[[questions]]
key = "ways"
kind = "several"
ask = "How do we tell people?"
options = ["by phone", "by text", "by post"]
[[questions]]
key = "why_not"
kind = "line"
ask = "Anything to add?"
optional = true
[[questions]]
key = "wait"
kind = "yes_no"
ask = "Do we wait half an hour first?"
usual = true
[[questions]]
key = "wait_minutes"
kind = "number"
unit = "minute"
ask = "How long?"
usual = 30
[questions.when]
wait = "yes"
[[says]]
words = "We meet again {again} and tell people {ways}."
[[says]]
words = "First we wait {wait_minutes}."
[says.when]
wait = "yes"
[[says]]
words = "Also:"
[says.when]
why_not = "(answered)"
[[says]]
words = "{why_not}"
item = true
[says.when]
why_not = "(answered)"
[[says]]
words = "See {clause quorum}."
"""


def clause(toml: str) -> Clause:
    """A clause from the words of its file; a mistake in it fails the test."""
    made, mistakes = read_clause(tomllib.loads(toml), "a test")
    assert made is not None, [str(mistake) for mistake in mistakes]
    return made


def shape(*tomls: str, **more: Any) -> Shape:
    """A starting point of these clauses, each of which can be left out."""
    listed = tuple(Listed(clause(toml), optional=True) for toml in tomls or (QUORUM, LATER))
    return Shape("small", "Small", 1, "Constitution", "s", "", ("scotland",), listed, **more)


def choices(**more: Any) -> Choices:
    """What a group chose, of nothing yet."""
    return Choices(**{"group": "Lantern Street", "nation": "scotland", "starting_point": "small", **more})


def usual_answers(made: Shape, chosen: Choices | None = None) -> dict[str, Any]:
    """An answer to every question: what is usual, nothing where that will do, and words of a group's own."""
    own = {"line": "people who live with long-term pain", "words": "to support each other and share what helps"}
    found: dict[str, Any] = {}
    for key, asked in made.asks().items():
        question = asked.question
        fits = {"number": max(asked.least, 3), "yes_no": True, "money": 5_000, **own}
        if question.options:
            fits |= {"choice": question.options[0], "several": list(question.options[:2])}
        found[key] = (
            asked.usual if asked.usual is not None else None if question.optional else fits[question.kind.value]
        )
    return found


def shipped(key: str) -> Shape:
    """A starting point or policy that comes with groupkit."""
    stock = read_stock(None)
    return {**stock.starting_points, **stock.policies}[key]
