"""Asking the rulebook."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from groupkit import tenancy
from groupkit.dates import FinancialYear, YearEnd
from groupkit.db import db
from groupkit.rulebook.models import RuleInForce
from groupkit.rulebook.rules import FINANCIAL_YEAR_END, Rule


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
        return Answer(rule.usual, "usual until the group decides", None)
    return Answer(row.value, row.source, row.from_day)


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
