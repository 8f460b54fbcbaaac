"""Sums over a period: by category, by fund and by heading."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, null, select, union_all

from groupkit import dates
from groupkit.access import veil
from groupkit.db import db, sum_of
from groupkit.ledger.models import Category, Entry, Fund, Heading, MoneyLeg, PurposeLeg, Transaction
from groupkit.ledger.queries.settled import Settled, settled
from groupkit.together import Part


@dataclass(frozen=True)
class CategorySum:
    """What came in or went out under a category, in pence; refunds and reversals already taken off."""

    category_id: int
    name: str
    direction: str
    pence: int


def by_category(first: date, last: date, fund_id: int | None = None) -> list[CategorySum]:
    """Money in and out by category over a period, both days included; out is counted as a positive sum."""
    query = (
        select(Category.id, Category.name, Category.direction, sum_of(PurposeLeg.pence).label("pence"))
        .join(PurposeLeg, PurposeLeg.category_id == Category.id)
        .where(PurposeLeg.day >= first, PurposeLeg.day <= last)
        .group_by(Category.id, Category.name, Category.direction)
        .order_by(Category.id)
    )
    if fund_id is not None:
        query = query.where(PurposeLeg.fund_id == fund_id)
    shown = veil.shown()
    return [
        CategorySum(
            row.id, shown("category", row.name), row.direction, row.pence if row.direction == "in" else -row.pence
        )
        for row in db.session.execute(query)
        if row.pence
    ]


@dataclass(frozen=True)
class FundSum:
    """What one fund began with, took in, paid out, was moved and ended with, in pence."""

    fund_id: int
    name: str
    kind: str
    opening: int
    received: int
    paid: int
    moved: int

    @property
    def closing(self) -> int:
        return self.opening + self.received - self.paid + self.moved


def before(first: date) -> Settled:
    """What each account and fund held before a day: the newest settled sums, and what came since.

    Nothing is asked where the day is the first that any book can have: then there was nothing.
    """
    if first <= dates.EARLIEST:
        return Settled()
    start = settled(first - timedelta(days=1))
    if start.until == first - timedelta(days=1):
        return start
    money = select(MoneyLeg.account_id, null().label("fund_id"), sum_of(MoneyLeg.pence).label("pence")).where(
        MoneyLeg.day > start.until, MoneyLeg.day < first
    )
    purpose = select(null(), PurposeLeg.fund_id, sum_of(PurposeLeg.pence)).where(
        PurposeLeg.day > start.until, PurposeLeg.day < first
    )
    accounts, funds = dict(start.accounts), dict(start.funds)
    rows: Any = union_all(money.group_by(MoneyLeg.account_id), purpose.group_by(PurposeLeg.fund_id))
    for account_id, fund_id, pence in db.session.execute(rows):
        held, place = (accounts, account_id) if account_id is not None else (funds, fund_id)
        held[place] = held.get(place, 0) + pence
    return Settled(first - timedelta(days=1), accounts, funds)


def by_fund(first: date, last: date, only: Collection[int] | None = None) -> list[FundSum]:
    """Each fund over a period, both days included, or only some; opening balances written in it count as opening.

    What was there before is added up from an index alone; only the lines of the period are looked at one by one.
    """
    opening = before(first).funds
    rows: Any = db.session.execute(asks_by_fund(first, last, only).order_by(Fund.id))
    shown = veil.shown()
    return [
        FundSum(
            row.id,
            shown("fund", row.name),
            row.kind,
            opening.get(row.id, 0) + (row.opening or 0),
            row.received or 0,
            row.paid or 0,
            row.moved or 0,
        )
        for row in rows
    ]


def asks_by_fund(first: date, last: date, only: Collection[int] | None = None) -> Part:
    """The question what came of each fund in a period, without what was there before; nothing where it has no lines."""
    # The days first: asked for fund by fund, every line that each of them ever had is gone through.
    sums = (
        select(
            PurposeLeg.fund_id,
            sum_of(case((Entry.kind == "opening", PurposeLeg.pence), else_=0)).label("opening"),
            sum_of(case((Category.direction == "in", PurposeLeg.pence), else_=0)).label("received"),
            sum_of(case((Category.direction == "out", -PurposeLeg.pence), else_=0)).label("paid"),
            sum_of(case((Entry.kind == "fund_move", PurposeLeg.pence), else_=0)).label("moved"),
        )
        .select_from(PurposeLeg)
        .join(Transaction, Transaction.id == PurposeLeg.transaction_id)
        .join(Entry, Entry.id == Transaction.entry_id)
        .outerjoin(Category, Category.id == PurposeLeg.category_id)
        .where(PurposeLeg.day >= first, PurposeLeg.day <= last)
        .group_by(PurposeLeg.fund_id)
        .subquery()
    )
    inside = select(
        Fund.id, Fund.name, Fund.kind, sums.c.opening, sums.c.received, sums.c.paid, sums.c.moved
    ).outerjoin(sums, sums.c.fund_id == Fund.id)
    return inside if only is None else inside.where(Fund.id.in_(only))


@dataclass(frozen=True)
class HeadingSum:
    """A budget heading, what was agreed and what has been spent, in pence; heading 0 is spending under no heading."""

    heading_id: int
    name: str
    budget: int
    spent: int
    version: int = 0
    closed: bool = False


UNDER_NONE = "Under no heading"


def by_heading(fund_id: int, until: date | None = None) -> list[HeadingSum]:
    """What was spent of a fund by heading, from the book: payments less refunds and reversals."""
    return by_headings([fund_id], until)[fund_id]


def by_headings(fund_ids: Collection[int], until: date | None = None) -> dict[int, list[HeadingSum]]:
    """The same for several funds, in two questions however many there are."""
    # In the order of the index, and summed up over the categories here: that spares the database a table of its own.
    out = select(Category.id).where(Category.direction == "out")
    spent = (
        select(PurposeLeg.fund_id, PurposeLeg.heading_id, sum_of(-PurposeLeg.pence).label("pence"))
        .where(PurposeLeg.fund_id.in_(fund_ids), PurposeLeg.category_id.in_(out))
        .group_by(PurposeLeg.fund_id, PurposeLeg.category_id, PurposeLeg.heading_id)
    )
    if until is not None:
        spent = spent.where(PurposeLeg.day <= until)
    sums: dict[tuple[int, int | None], int] = {}
    for row in db.session.execute(spent):
        under = row.fund_id, row.heading_id
        sums[under] = sums.get(under, 0) + row.pence
    shown = veil.shown()
    found: dict[int, list[HeadingSum]] = {fund_id: [] for fund_id in fund_ids}
    for one in db.session.execute(
        select(Heading.id, Heading.fund_id, Heading.name, Heading.budget, Heading.version, Heading.closed_on)
        .where(Heading.fund_id.in_(fund_ids))
        .order_by(Heading.id)
    ):
        name, pence = shown("heading", one.name), sums.get((one.fund_id, one.id), 0)
        found[one.fund_id].append(HeadingSum(one.id, name, one.budget, pence, one.version, one.closed_on is not None))
    for fund_id, lines in found.items():
        if under_none := sums.get((fund_id, None)):
            lines.append(HeadingSum(0, UNDER_NONE, 0, under_none))
    return found


def headings_of(fund_id: int) -> list[Heading]:
    """The headings of a fund, closed ones too, in the order in which they were made."""
    return list(db.session.scalars(select(Heading).where(Heading.fund_id == fund_id).order_by(Heading.id)))


def received_in_fund(fund_id: int, until: date | None = None) -> int:
    """Pence that came into a fund as money in, less reversals."""
    query = (
        select(sum_of(PurposeLeg.pence))
        .join(Category, Category.id == PurposeLeg.category_id)
        .where(PurposeLeg.fund_id == fund_id, Category.direction == "in")
    )
    if until is not None:
        query = query.where(PurposeLeg.day <= until)
    return db.session.scalar(query) or 0


def first_and_last_day() -> tuple[date, date] | None:
    """The first and the last day in the book; None while it is empty."""
    # Each by itself is a look at one end of an index; together they would be a walk through it.
    first, last = (select(end(Transaction.day)).scalar_subquery() for end in (func.min, func.max))
    row = db.session.execute(select(first.label("first"), last.label("last"))).one()
    return (row.first, row.last) if row.first else None


def months_kept() -> int:
    """For how many months the book has been kept, from its first line to its last."""
    days = first_and_last_day()
    return (days[1].year - days[0].year) * 12 + days[1].month - days[0].month if days else 0


def has_kind(kind: str, first: date, last: date) -> bool:
    """Whether anything of a kind was written with a day in a period."""
    return (
        db.session.scalar(
            select(Transaction.id)
            .join(Entry, Entry.id == Transaction.entry_id)
            .where(Entry.kind == kind, Transaction.day >= first, Transaction.day <= last)
            .limit(1)
        )
        is not None
    )
