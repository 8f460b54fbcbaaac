"""Asking the rulebook."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.dates import FinancialYear, YearEnd
from groupkit.db import db
from groupkit.history import HistoryLine
from groupkit.rulebook.models import RuleInForce
from groupkit.rulebook.rules import FINANCIAL_YEAR_END, Rule

AT_THE_BEGINNING = "chosen when the group began here"
UNTIL_DECIDED = "usual until the group decides"


@dataclass(frozen=True)
class Answer:
    """A rule's value on a day, and where it came from."""

    value: str
    source: str
    from_day: date | None


def in_force(rule: Rule, on: date | None = None) -> Answer:
    """What a rule says on a day (today unless told), or what is usual until the group says otherwise."""
    row = db.session.execute(
        select(RuleInForce.value, RuleInForce.source, RuleInForce.from_day)
        .where(RuleInForce.name == rule.name, RuleInForce.from_day <= (on or tenancy.today()))
        .order_by(RuleInForce.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return Answer(rule.usual, UNTIL_DECIDED, None)
    return Answer(row.value, row.source, row.from_day)


def source_for(actor: Actor, source: str) -> str:
    """Where a rule came from; a critical friend reads only the program's own words, as others may name somebody."""
    return source if not actor.friend or source in (AT_THE_BEGINNING, UNTIL_DECIDED) else ""


def year_end() -> YearEnd:
    """The day on which this group's financial year ends."""
    return YearEnd.read(in_force(FINANCIAL_YEAR_END).value)


def financial_year(day: date | None = None) -> FinancialYear:
    """The group's financial year in which a day falls (today unless told)."""
    return FinancialYear.holding(day or tenancy.today(), year_end())


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
