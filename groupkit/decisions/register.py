"""The register of decisions: what it is narrowed down to, a page of it, and all of it for a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from groupkit.db import db
from groupkit.decisions.models import Decision, DecisionRound
from groupkit.likeness import holds
from groupkit.words import clean_line, folded

ON_A_PAGE = 30
MOST_TERMS = 8
"""How many words are looked for at most; what comes after them is left out."""
IN_DECISIONS = (Decision.title, Decision.words, Decision.options, Decision.asked)
IN_ROUNDS = (DecisionRound.words, DecisionRound.note)


@dataclass(frozen=True)
class Sought:
    """What the register is narrowed down to; nothing given means everything."""

    words: str = ""
    standing: str = ""
    body: str = ""
    year: int | None = None

    def __bool__(self) -> bool:
        return bool(self.words or self.standing or self.body or self.year)


@dataclass(frozen=True)
class Talk:
    """How far a decision has been talked about: how many rounds there were, and when the last one was."""

    rounds: int = 0
    last_on: date | None = None


@dataclass(frozen=True)
class Page:
    """The open decisions on top, a page of the others, and how much each was talked about."""

    talking: list[Decision]
    others: list[Decision]
    talks: dict[int, Talk]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // ON_A_PAGE))

    def talk(self, row: Decision) -> Talk:
        """How far one was talked about."""
        return self.talks.get(row.id, Talk())


def page_of(number: int, sought: Sought) -> Page:
    """A page of the register: what is being talked about stands on the first one, above all others."""
    wanted = _wanted(sought)
    others = wanted.where(Decision.standing != "talking")
    counted = select(func.count()).select_from(others.with_only_columns(Decision.id).subquery())
    total = db.session.scalar(counted) or 0
    number = min(max(number, 1), max(1, -(-total // ON_A_PAGE)))
    talking = list(db.session.scalars(_oldest(wanted))) if number == 1 else []
    rows = _newest(others).limit(ON_A_PAGE).offset((number - 1) * ON_A_PAGE)
    return Page(talking, list(db.session.scalars(rows)), _talks(talking), number, total)


def numbers() -> dict[int, int]:
    """The number of every decision, by its row."""
    return {row.id: row.number for row in db.session.execute(select(Decision.id, Decision.number))}


def everything(sought: Sought) -> tuple[list[Decision], list[DecisionRound]]:
    """All that the register is narrowed down to, and every round of it; both read whole, for a workbook."""
    wanted = _wanted(sought)
    found = [
        *db.session.scalars(_oldest(wanted)),
        *db.session.scalars(_newest(wanted.where(Decision.standing != "talking"))),
    ]
    rounds = select(DecisionRound).where(DecisionRound.decision_id.in_(wanted.with_only_columns(Decision.id)))
    return found, list(db.session.scalars(rounds.order_by(DecisionRound.decision_id, DecisionRound.number)))


def first_year() -> int | None:
    """The year in which the first decision was brought up or made; none where there is none yet."""
    days = db.session.execute(select(func.min(Decision.begun_on), func.min(Decision.decided_on))).one()
    return min((day.year for day in days if day is not None), default=None)


def _newest(wanted: Any) -> Any:
    """The latest day first on which one was decided, or else brought up."""
    return wanted.order_by(_day().desc(), Decision.number.desc())


def _oldest(wanted: Any) -> Any:
    """What is being talked about, the longest first."""
    return wanted.where(Decision.standing == "talking").order_by(Decision.begun_on, Decision.number)


def _day() -> Any:
    return func.coalesce(Decision.decided_on, Decision.begun_on)


def _talks(rows: Sequence[Decision]) -> dict[int, Talk]:
    """How many rounds some decisions had, and when the last was."""
    if not rows:
        return {}
    wanted = (
        select(DecisionRound.decision_id, func.count(DecisionRound.id), func.max(DecisionRound.held_on))
        .where(DecisionRound.decision_id.in_([row.id for row in rows]))
        .group_by(DecisionRound.decision_id)
    )
    return {row[0]: Talk(row[1], row[2]) for row in db.session.execute(wanted)}


def _wanted(sought: Sought) -> Any:
    wanted = select(Decision)
    if sought.standing:
        wanted = wanted.where(Decision.standing == sought.standing)
    if sought.body:
        wanted = wanted.where(Decision.body == sought.body)
    if sought.year:
        wanted = wanted.where(_day() >= date(sought.year, 1, 1), _day() <= date(sought.year, 12, 31))
    terms = [term for term in clean_line(sought.words).split() if folded(term)][:MOST_TERMS]
    return wanted.where(and_(*(_has(term) for term in terms))) if terms else wanted


def _has(term: str) -> ColumnElement[bool]:
    """Whether a word stands anywhere in a decision or in what its rounds said, or is its number."""
    inside = select(DecisionRound.decision_id).where(or_(*(holds(column, term) for column in IN_ROUNDS)))
    ways = [*(holds(column, term) for column in IN_DECISIONS), Decision.id.in_(inside)]
    number = term.lstrip("#")
    if number.isascii() and number.isdigit() and len(number) < 7:
        ways.append(Decision.number == int(number))
    return or_(*ways)
