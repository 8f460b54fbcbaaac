"""Asking the rulebook."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, or_, select

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.dates import FinancialYear, YearEnd
from groupkit.db import db
from groupkit.history import HistoryLine
from groupkit.rulebook.models import RuleInForce
from groupkit.rulebook.rules import FINANCIAL_YEAR_END, RULES, Rule

AT_THE_BEGINNING = "chosen when the group began here"
UNTIL_DECIDED = "usual until the group decides"
NO_CLAUSE = "no clause says this since"


@dataclass(frozen=True)
class Answer:
    """A rule's value on a day, and where it came from; `clause` is the number of the clause that says so."""

    value: str
    source: str
    from_day: date | None
    clause: int | None = None

    @property
    def since(self) -> date | None:
        """The day to tell beside the source; none where the source tells of a day itself."""
        return self.from_day if self.clause is None and not self.source.startswith(NO_CLAUSE) else None


_kept: ContextVar[dict[int, list[Any]] | None] = ContextVar("groupkit_rules_kept", default=None)
"""Every rule that was ever set, by the row of the group, inside `read_once`."""


@contextmanager
def read_once() -> Iterator[None]:
    """Inside the block the rules are read in one question, for whichever days they are asked for.

    For a page that only reads; where something may be written they are read anew each time.
    """
    known = _kept.get()
    token = _kept.set({} if known is None else known)
    try:
        yield
    finally:
        _kept.reset(token)


def _rows_kept(on: date | None) -> list[Any] | None:
    """The rows of `_rows`, from those that `read_once` keeps; None where it keeps none."""
    kept = _kept.get()
    if kept is None or tenancy.is_writing():
        return None
    group, day = tenancy.scope().id, on or tenancy.today()
    if group not in kept:
        kept[group] = list(db.session.execute(_rows(date.max)))
    return [row for row in kept[group] if row.from_day <= day]


def in_force(rule: Rule, on: date | None = None) -> Answer:
    """What a rule says on a day (today unless told), or what is usual until the group says otherwise."""
    kept = _rows_kept(on)
    if kept is not None:
        return _answer(rule, next((row for row in kept if row.name == rule.name), None))
    row = db.session.execute(_rows(on).where(RuleInForce.name == rule.name).limit(1)).one_or_none()
    return _answer(rule, row)


def all_in_force(on: date | None = None) -> dict[str, Answer]:
    """What every rule says on a day (today unless told), by its name; one reading for all of them."""
    found: dict[str, Any] = {}
    kept = _rows_kept(on)
    for row in db.session.execute(_rows(on)) if kept is None else kept:
        found.setdefault(row.name, row)
    return {name: _answer(rule, found.get(name)) for name, rule in RULES.items()}


def at_any_day(names: Sequence[str]) -> Callable[[str, date], Answer]:
    """What each of some rules said on whatever day is asked for; one reading for all of them and all days."""
    found: dict[str, list[Any]] = {name: [] for name in names}
    kept = _rows_kept(date.max)
    for row in db.session.execute(_rows(date.max).where(RuleInForce.name.in_(names))) if kept is None else kept:
        if row.name in found:
            found[row.name].append(row)

    def answer(name: str, on: date) -> Answer:
        return _answer(RULES[name], next((row for row in found[name] if row.from_day <= on), None))

    return answer


def _rows(on: date | None) -> Any:
    """Every rule that holds on a day, the one that counts first.

    What was chosen at the beginning gives way to anything that was agreed: an older paper may be typed in later.
    """
    chosen_at_first = case((RuleInForce.source == AT_THE_BEGINNING, 1), else_=0)
    return (
        select(RuleInForce.name, RuleInForce.value, RuleInForce.source, RuleInForce.from_day, RuleInForce.clause)
        .where(RuleInForce.from_day <= (on or tenancy.today()))
        .order_by(chosen_at_first, RuleInForce.from_day.desc(), RuleInForce.id.desc())
    )


def _answer(rule: Rule, row: Any) -> Answer:
    if row is None:
        return Answer(rule.usual, UNTIL_DECIDED, None)
    return Answer(row.value, row.source, row.from_day, row.clause)


def days_to_come() -> list[date]:
    """The days after today from which a rule changes, as far as the group has agreed by now."""
    days = select(RuleInForce.from_day).where(RuleInForce.from_day > tenancy.today()).distinct()
    return list(db.session.scalars(days.order_by(RuleInForce.from_day)))


def next_text_after(day: date) -> date | None:
    """The first day after this one from which another adopted text holds; none when there is none."""
    of_a_text = or_(RuleInForce.clause.is_not(None), RuleInForce.source.startswith(NO_CLAUSE))
    found: date | None = db.session.scalar(
        select(func.min(RuleInForce.from_day)).where(RuleInForce.from_day > day, of_a_text)
    )
    return found


def agreed_after(day: date, before: date | None) -> list[tuple[str, date]]:
    """Each rule that was agreed, and not said by a text, from a day after this one on (and before another, if told)."""
    wanted = select(RuleInForce.name, RuleInForce.from_day).where(
        RuleInForce.from_day > day,
        RuleInForce.clause.is_(None),
        RuleInForce.source.not_in((AT_THE_BEGINNING,)),
        RuleInForce.source.not_like(f"{NO_CLAUSE}%"),
    )
    if before is not None:
        wanted = wanted.where(RuleInForce.from_day < before)
    return [(row.name, row.from_day) for row in db.session.execute(wanted.distinct().order_by(RuleInForce.from_day))]


def text_that_says(answer: Answer) -> str:
    """`Clause 7 of your constitution`, where an adopted text says a rule; empty where it does not."""
    if answer.clause is None:
        return ""
    return f"Clause {answer.clause} of your constitution" if answer.clause else "Your constitution"


def source_for(actor: Actor, answer: Answer) -> str:
    """Where a rule came from; a critical friend reads only the program's own words, as others may name somebody."""
    ours = answer.clause is not None or answer.source in (AT_THE_BEGINNING, UNTIL_DECIDED)
    return answer.source if ours or not actor.friend else ""


def year_end() -> YearEnd:
    """The day on which this group's financial year ends."""
    return YearEnd.read(in_force(FINANCIAL_YEAR_END).value)


def financial_year(day: date | None = None) -> FinancialYear:
    """The group's financial year in which a day falls (today unless told)."""
    return FinancialYear.holding(day or tenancy.today(), year_end())


def year_end_was_chosen() -> bool:
    return in_force(FINANCIAL_YEAR_END).from_day is not None


def story_of(rule: Rule) -> list[RuleInForce]:
    """Every value that a rule has had, newest first."""
    return list(
        db.session.scalars(select(RuleInForce).where(RuleInForce.name == rule.name).order_by(RuleInForce.id.desc()))
    )


def check() -> Iterator[str]:
    """A sentence when the rules in force are not, one after the other, those that the history tells of."""
    told = db.session.scalars(
        select(HistoryLine.body).where(HistoryLine.what == "set a rule").order_by(HistoryLine.number)
    )
    kept = db.session.scalars(select(RuleInForce).order_by(RuleInForce.id))
    if [_set_to(body) for body in told] != [[rule.value, rule.source] for rule in kept]:
        yield "The rules in force are not those that the history tells of"


def _set_to(body: str) -> list[str]:
    try:
        told = json.loads(body)
        return [told["value"][1], told["source"][1]]
    except (ValueError, LookupError, TypeError):  # a line that was tampered with may hold anything
        return []
