"""What can be put into a funder's form: the one list, over what the book of grants knows today.

Everything that this book needs of grants is asked here.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from groupkit.db import db
from groupkit.grants import queries as grants
from groupkit.grants.counting import Kept
from groupkit.grants.facts import NOT_SHOWN, Count, Facts
from groupkit.grants.models import Grant
from groupkit.grants.paper import say
from groupkit.grants.saying import FACTS, known_count, label_of
from groupkit.ledger.models import Heading
from groupkit.questions import Kind, Question
from groupkit.tallies.masking import PEOPLE, Figure
from groupkit.workbook.cells import Money
from groupkit.workbook.parts.answers import Answer, said

KNOWN, HEADINGS, ANSWERS = "What we know", "Heading by heading", "What you wrote in the return"
FACT = "fact:"
"""How the keys of what we know begin."""
TEXT = "text"
"""The key of words that the treasurer typed for one cell."""


@dataclass(frozen=True)
class Placeable:
    """Something that a cell can be pointed at: its key, what it is, and what it is today (None: nothing yet).

    `called` are words by which a funder may name its cell.
    """

    key: str
    label: str
    group: str
    value: Answer | None
    called: tuple[str, ...] = ()
    kept_back: bool = False
    """Whether it is a number that a return leaves out, rather than one that nobody counted."""

    @property
    def shown(self) -> str:
        """What it is today, in words; nothing where there is nothing yet."""
        if self.kept_back:
            return NOT_SHOWN
        return said(self.value) if self.value not in (None, "") else ""


def placeable(row: Grant, figures: bool = True, draft: grants.Draft | None = None) -> list[Placeable]:
    """Everything that could go into a form for this grant; without figures the book is not added up, and values that
    come from it are None. `draft` is that of its return, where somebody has read it already."""
    if figures:
        return held_together(row, {f"{FACT}{name}" for name in _COUNTS}, draft)[0]
    return _everything(row, draft or grants.draft_of(row), None)


def held_together(row: Grant, keys: Collection[str], draft: grants.Draft | None = None) -> tuple[list[Placeable], Kept]:
    """The same for a form that places these keys, and what of their counts is kept back: they are held against each
    other, and against the returns and forms before."""
    draft = draft or grants.draft_of(row)
    names = {key.removeprefix(FACT) for key in keys}
    facts, kept = grants.known_for(row, draft, beside=False, placed=names.intersection(_COUNTS))
    return _everything(row, draft, facts), kept


def fact_behind(figure: Figure) -> str:
    """The key of the fact that prints a figure."""
    kind = figure.key.partition("|")[0]
    return f"{FACT}{'different_people' if kind == PEOPLE else kind}"


def _everything(row: Grant, draft: grants.Draft, facts: Facts | None) -> list[Placeable]:
    return [*_facts(facts, row.due), *_counts(facts), *_headings(row, facts), *_answers(draft)]


@dataclass(frozen=True)
class _Known:
    key: str
    label: str
    value: Callable[[Facts], Answer | None]
    called: tuple[str, ...]


_FACTS = (
    _Known("group_name", "The group", lambda one: one.group_name, ("group", "group name", "organisation", "applicant")),
    _Known("grant_funder", "Who gave it", lambda one: one.funder, ("funder", "funder name")),
    _Known(
        "grant_reference",
        "Their reference",
        lambda one: one.reference,
        ("grant ref", "grant reference", "reference", "ref", "ref no", "grant number"),
    ),
    _Known(
        "grant_amount",
        "How much was given",
        lambda one: Money(one.amount),
        ("grant amount", "amount", "award", "amount awarded", "grant", "award amount"),
    ),
    _Known("grant_purpose", "What it was given for", lambda one: one.purpose, ("purpose", "grant purpose")),
    _Known("grant_starts", "When the grant starts", lambda one: one.starts, ("start date", "starts", "start")),
    _Known("grant_ends", "When the grant ends", lambda one: one.ends, ("end date", "ends", "end")),
    _Known("received", "Come in so far", lambda one: Money(one.received), ("received", "total received", "income")),
    _Known("received_on", "The day it came", lambda one: one.received_on, ("received on", "date received")),
    _Known(
        "spent_total",
        "Spent in all",
        lambda one: Money(one.spent),
        ("spent", "total spent", "amount spent", "expenditure", "total expenditure"),
    ),
    _Known(
        "left_over",
        "Not spent",
        lambda one: Money(one.left),
        ("left", "left over", "unspent", "underspend", "balance", "remaining", "not spent"),
    ),
    _Known("spent_by_heading", "Spent under each heading, in words", FACTS["spent_by_heading"].say, ()),
    _Known("today", "Today", lambda one: one.as_of, ("today", "date", "report date", "date of report")),
)


def _facts(facts: Facts | None, due: date | None) -> Iterator[Placeable]:
    for one in _FACTS:
        yield Placeable(f"fact:{one.key}", one.label, KNOWN, one.value(facts) if facts else None, one.called)
    yield Placeable("fact:grant_due", "When they hear from us by", KNOWN, due, ("due", "due date", "report due"))


_COUNTS = ("sessions_held", "attendances", "different_people", "first_timers", "helper_hours")
LABELS_OF_PEOPLE = tuple(FACTS[name].label for name in ("attendances", "different_people", "first_timers"))
"""How the labels of counts of people begin."""


def _counts(facts: Facts | None) -> Iterator[Placeable]:
    """What was counted, small numbers left out as in the return; an estimate is words, and so is a number of everybody
    where the grant is for some kinds of gathering."""
    for name in _COUNTS:
        count = known_count(name, facts) if facts else None
        called = (FACTS[name].label, name.replace("_", " "))
        label = label_of(name, facts) if facts else FACTS[name].label
        value, hidden = (_number(count), count.hidden) if count else (None, False)
        if facts and value is not None and (beside := FACTS[name].beside(facts)):
            value = f"{value:,}{beside}" if isinstance(value, int) else f"{value}{beside}"
        yield Placeable(f"{FACT}{name}", label, KNOWN, value, called, hidden)


def _number(count: Count) -> Answer | None:
    if count.hidden or count.number is None:
        return None
    return f"About {count.number:,}" if count.about else count.number


def _headings(row: Grant, facts: Facts | None) -> Iterator[Placeable]:
    """Each heading of the grant's fund; what was spent under it is what the facts of the grant say."""
    spent = {one.heading: one.spent for one in facts.spending} if facts else {}
    wanted = select(Heading.id, Heading.name, Heading.budget).where(Heading.fund_id == row.fund_id)
    for one in db.session.execute(wanted.order_by(Heading.id)):
        paid = spent.get(one.id, 0)
        for part, pence in (("agreed", one.budget), ("spent", paid), ("left", one.budget - paid)):
            value = Money(pence) if facts else None
            key, label = f"heading:{one.id}:{part}", f"{one.name}: {part}"
            yield Placeable(key, label, HEADINGS, value, (f"{one.name} {part}",))


def _answers(draft: grants.Draft) -> Iterator[Placeable]:
    for question in draft.format.questions():
        if question.kind is not Kind.PICTURE:
            key, answer = f"answer:{question.key}", draft.answers.get(question.key)
            words = (question.key.replace("_", " "),)
            yield Placeable(key, question.ask, ANSWERS, _answer(question, draft.answers), words)
            if question.about:
                bare = answer["number"] if answer else None
                yield Placeable(f"{key}:number", f"{question.ask} Only the figure", ANSWERS, bare)


def _answer(question: Question, answers: Mapping[str, Any]) -> Answer | None:
    """An answer as a cell takes it. An estimate stays one: “About 14” is words."""
    answer = answers.get(question.key)
    if answer in (None, "", []):
        return None
    if question.kind is Kind.NUMBER:
        return f"About {answer['number']:,}" if answer.get("about") else int(answer["number"])
    if question.kind is Kind.MONEY:
        return Money(answer)
    if question.kind is Kind.DAY:
        return date.fromisoformat(answer)
    if question.kind in (Kind.YES_NO, Kind.SEVERAL):
        return say(question, answers).removesuffix(".")
    return str(answer)


def meant_by(name: str, known: list[Placeable]) -> Placeable | None:
    """What a name of the funder's (`total_spent`, `GrantRef`) means; None where nothing or several things fit."""
    wanted = _words(name)
    fits = [one for one in known if any(_words(words) == wanted for words in (one.label, *one.called))]
    return fits[0] if len(fits) == 1 else None


def _words(name: str) -> frozenset[str]:
    """The words of a name, whatever their order: `TotalSpent` and `spent_total` are the same."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return frozenset(re.findall(r"[^\W_]+", parted.casefold()))
