"""What funders agreed to, heading by heading: as it stands, as it was agreed, and writing down that it was.

The headings of a fund and their sums are the ledger's; here stands a locked copy of each budget that a funder agreed
to, with the day and how we know (DOMAIN 4.11).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from groupkit import dates, tenancy
from groupkit.access import veil
from groupkit.access.actor import Actor
from groupkit.budgets import rules
from groupkit.budgets.models import FunderBudget, FunderBudgetLine
from groupkit.budgets.operations import digest
from groupkit.dates import long_day
from groupkit.db import db, sum_of
from groupkit.history import HistoryLine, PrivateText, private, record
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Category, Fund, Heading, PurposeLeg
from groupkit.refusal import Refused

AGREED_TO = "wrote down what a funder agreed to"
"""What the history calls it; `checks` looks for it."""


@dataclass(frozen=True)
class HeadingCard:
    """A heading of a fund: what is agreed for it now and what was spent, in pence."""

    id: int
    name: str
    pence: int
    spent: int
    closed: bool

    @property
    def stands(self) -> str:
        """`£12.00 left`, `£3.00 over`."""
        return rules.stands("out", self.pence - self.spent, year_over=False)


@dataclass(frozen=True)
class FunderVersion:
    """What a funder agreed to once: pence by heading; `words` say how we know."""

    number: int
    agreed_on: date
    words: str
    lines: dict[int, int]


@dataclass(frozen=True)
class Changed:
    """A heading whose sum was changed in the book."""

    day: date
    name: str
    old: int
    new: int


@dataclass(frozen=True)
class FundCard:
    """A restricted fund with its headings, what its funder agreed to (the latest first), and changes in the book."""

    id: int
    name: str
    headings: list[HeadingCard]
    elsewhere: int
    """Spent under no heading, in pence."""
    versions: list[FunderVersion]
    changes: list[Changed]

    @property
    def is_open(self) -> bool:
        """Whether there is a heading that a funder could agree to."""
        return any(not one.closed for one in self.headings)

    @property
    def apart(self) -> list[tuple[HeadingCard, int | None]]:
        """Headings that are not as the funder agreed last, with what was agreed then (None: it was not there)."""
        if not self.versions:
            return []
        last = self.versions[0].lines
        return [
            (one, last.get(one.id))
            for one in self.headings
            if last.get(one.id) != one.pence and (one.id in last or not one.closed)
        ]

    @property
    def pence(self) -> int:
        return sum(one.pence for one in self.headings)

    @property
    def spent(self) -> int:
        """Everything that was spent of the fund, under a heading or not."""
        return sum(one.spent for one in self.headings) + self.elsewhere


def funds() -> list[FundCard]:
    """Every restricted fund that has headings; as many questions for fifty funds as for one."""
    shown = veil.shown()
    rows = db.session.execute(select(Fund.id, Fund.name).where(Fund.kind == "restricted").order_by(Fund.id)).all()
    headings = list(db.session.scalars(select(Heading).order_by(Heading.id)))
    spent, versions, changes = _spent(), _versions(), list(_changes(headings))
    found = []
    for row in rows:
        mine = [one for one in headings if one.fund_id == row.id]
        if not mine:
            continue
        cards = [
            HeadingCard(
                one.id,
                shown("heading", one.name),
                one.budget,
                spent.get((row.id, one.id), 0),
                one.closed_on is not None,
            )
            for one in mine
        ]
        names = {one.key: card.name for one, card in zip(mine, cards, strict=True)}
        story = [Changed(day, names[key], old, new) for key, day, old, new in changes if key in names]
        elsewhere = spent.get((row.id, None), 0)
        found.append(FundCard(row.id, shown("fund", row.name), cards, elsewhere, versions.get(row.id, []), story))
    return found


def _spent() -> dict[tuple[int, int | None], int]:
    """Pence spent by fund and heading: payments less refunds and reversals."""
    rows: Any = db.session.execute(
        select(PurposeLeg.fund_id, PurposeLeg.heading_id, sum_of(-PurposeLeg.pence).label("pence"))
        .join(Category, Category.id == PurposeLeg.category_id)
        .where(Category.direction == "out")
        .group_by(PurposeLeg.fund_id, PurposeLeg.heading_id)
    )
    return {(row.fund_id, row.heading_id): row.pence for row in rows}


def _versions() -> dict[int, list[FunderVersion]]:
    """What the funder of each fund agreed to, the latest first."""
    lines: dict[int, dict[int, int]] = {}
    for line in db.session.scalars(select(FunderBudgetLine).order_by(FunderBudgetLine.id)):
        lines.setdefault(line.agreement_id, {})[line.heading_id] = line.pence
    rows = db.session.execute(
        select(FunderBudget, PrivateText)
        .join(PrivateText, PrivateText.id == FunderBudget.words_id)
        .order_by(FunderBudget.number.desc())
    )
    found: dict[int, list[FunderVersion]] = {}
    for row, words in rows:
        version = FunderVersion(row.number, row.agreed_on, words.shown, lines.get(row.id, {}))
        found.setdefault(row.fund_id, []).append(version)
    return found


def _changes(headings: list[Heading]) -> Iterator[tuple[str, date, int, int]]:
    """Every change of a heading's sum that the history tells of, the latest first: its key, the day, old and new."""
    if not headings:
        return
    lines = db.session.execute(
        select(HistoryLine.at, HistoryLine.body)
        .where(HistoryLine.what == "changed a budget heading")
        .order_by(HistoryLine.number.desc())
    )
    for line in lines:
        try:
            body = json.loads(line.body)
            key, (old, new) = body["key"][1], body["budget"]
        except (ValueError, LookupError, TypeError):  # a line that was tampered with may hold anything
            continue
        yield str(key), dates.day_of(line.at, tenancy.scope().zone), int(old), int(new)


def note(fund_id: int, agreed_on: date, words: str, by: Actor) -> FunderBudget:
    """The funder of a restricted fund has agreed to its open headings as they stand now; `words` say how we know.

    Refused for a fund without headings, a day that has not come, and what was written down before just so.
    """
    fund = ledger.row_of("fund", fund_id)
    wanted = select(Heading).where(Heading.fund_id == fund_id, Heading.closed_on.is_(None)).order_by(Heading.id)
    headings = list(db.session.scalars(wanted))
    if not isinstance(fund, Fund) or not headings:
        raise Refused("This money has no budget headings that are open")
    if agreed_on > tenancy.today():
        raise Refused("That day has not come yet", "agreed_on")
    before = next(iter(_versions().get(fund_id, [])), None)
    _check_new(before, {one.id: one.budget for one in headings}, agreed_on)
    kept, number = private(words), before.number + 1 if before else 1
    row = FunderBudget(
        fund_id=fund_id,
        number=number,
        agreed_on=agreed_on,
        words_id=kept.id,
        digest=digest((fund.key, number, agreed_on, kept.digest), [[one.key, one.budget] for one in headings]),
        at=dates.now(),
        by_no=by.person_no,
    )
    db.session.add(row)
    db.session.flush()
    db.session.add_all(FunderBudgetLine(agreement_id=row.id, heading_id=one.id, pence=one.budget) for one in headings)
    db.session.flush()
    record(
        by,
        AGREED_TO,
        fund.name,
        key=(None, row.key),
        version=(None, number),
        agreed_on=(None, agreed_on),
        words=(None, kept),
        budget=(None, sum(one.budget for one in headings)),
        digest=(None, row.digest),
    )
    return row


def _check_new(before: FunderVersion | None, now: dict[int, int], agreed_on: date) -> None:
    if before is None:
        return
    if agreed_on < before.agreed_on:
        raise Refused(f"What they agreed to before is of {long_day(before.agreed_on)}, which is later", "agreed_on")
    if before.lines == now:
        raise Refused(
            f"This is just what they agreed to on {long_day(before.agreed_on)}. Change a heading in the grant first"
        )
