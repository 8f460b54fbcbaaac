"""Reading what the accounts are made of: settings, sums by category and column, what was where, owned and owed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, or_, select
from sqlalchemy.orm import aliased

from groupkit.accounts import rules
from groupkit.accounts.balances import Held, Owing
from groupkit.accounts.models import AccountsSettings, Asset, Debt, ReportGiven, Sorting
from groupkit.accounts.rules import CategorySum, Figures, Layout
from groupkit.db import db, sum_of
from groupkit.history import PrivateText
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Account, Category, Entry, Fund, MoneyLeg, PurposeLeg, Transaction
from groupkit.ledger.queries.entries import receipt_counts

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Settings:
    """What the group said of itself: `standing` is a key of `rules.STANDINGS`, `shown` one of `rules.SHOWN`."""

    standing: str = "none"
    number: str = ""
    shown: str = "pence"
    version: int = 0

    @property
    def is_charity(self) -> bool:
        return self.standing != "none"


def settings_row() -> AccountsSettings | None:
    """The row of the settings, once there is one."""
    return db.session.scalar(select(AccountsSettings).limit(1))


def settings() -> Settings:
    """What the group said of itself, or what is usual until it does."""
    row = settings_row()
    return Settings(row.standing, row.number, row.shown, row.version) if row else Settings()


def sortings() -> list[Sorting]:
    """Where categories and funds stand that do not stand in their usual place."""
    return list(db.session.scalars(select(Sorting).order_by(Sorting.id)))


@dataclass(frozen=True)
class Places:
    """Which categories are for things that last, and which funds are endowments."""

    assets: frozenset[int]
    endowments: dict[int, str]

    def column(self, fund_id: int, kind: str, layout: Layout) -> str:
        """The column of a fund."""
        if not layout.has_columns:
            return layout.columns[0]
        return rules.column_of(kind, self.endowments.get(fund_id, ""), layout)


def places() -> Places:
    """How the group has sorted its categories and funds."""
    found = [row for row in sortings() if row.place]
    return Places(
        frozenset(row.category_id for row in found if row.category_id),
        {row.fund_id: row.place for row in found if row.fund_id},
    )


def columns_of_funds(layout: Layout) -> dict[int, str]:
    """The column of every fund."""
    known = places()
    return {fund.id: known.column(fund.id, fund.detail, layout) for fund in ledger.choices().of("fund", closed=True)}


def figures(first: date, last: date, layout: Layout) -> Figures:
    """The sums of a period, both days included, by category and column, in pence."""
    columns, known = columns_of_funds(layout), places()
    opening: dict[str, int] = dict.fromkeys(layout.columns, 0)
    moved: dict[str, int] = dict.fromkeys(layout.columns, 0)
    for fund in ledger.by_fund(first, last):
        opening[columns[fund.fund_id]] += fund.opening
        moved[columns[fund.fund_id]] += fund.moved
    sums: dict[tuple[Any, str], int] = {}
    for row in _by_category_and_fund(first, last):
        key = ((row.id, row.name, row.direction), columns[row.fund_id])
        sums[key] = sums.get(key, 0) + row.pence
    return Figures(
        tuple(
            CategorySum(row_id, name, way, column, pence if way == "in" else -pence, row_id in known.assets)
            for ((row_id, name, way), column), pence in sums.items()
        ),
        opening,
        moved,
    )


def _by_category_and_fund(first: date, last: date) -> Iterable[Any]:
    return db.session.execute(
        select(
            Category.id, Category.name, Category.direction, PurposeLeg.fund_id, sum_of(PurposeLeg.pence).label("pence")
        )
        .join(PurposeLeg, PurposeLeg.category_id == Category.id)
        .where(PurposeLeg.day >= first, PurposeLeg.day <= last)
        .group_by(Category.id, Category.name, Category.direction, PurposeLeg.fund_id)
        .order_by(Category.id, PurposeLeg.fund_id)
    )


@dataclass(frozen=True)
class AccountSum:
    """What one account began and ended with, in pence."""

    account_id: int
    name: str
    kind: str
    opening: int
    closing: int
    closed: bool

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to say of it."""
        return bool(self.opening or self.closing or not self.closed)


def by_account(first: date, last: date) -> list[AccountSum]:
    """Each account over a period; opening balances that were written in the period count as what it began with."""
    inside = (MoneyLeg.day >= first) & (MoneyLeg.day <= last)
    opening = (MoneyLeg.day < first) | (inside & (Entry.kind == "opening"))
    rows: Any = db.session.execute(
        select(
            Account.id,
            Account.name,
            Account.kind,
            sum_of(case((opening, MoneyLeg.pence), else_=0)).label("opening"),
            sum_of(MoneyLeg.pence).label("closing"),
            Account.closed_on.is_not(None).label("closed"),
        )
        .select_from(Account)
        .outerjoin(MoneyLeg, (MoneyLeg.account_id == Account.id) & (MoneyLeg.day <= last))
        .outerjoin(Transaction, Transaction.id == MoneyLeg.transaction_id)
        .outerjoin(Entry, Entry.id == Transaction.entry_id)
        .group_by(Account.id, Account.name, Account.kind, Account.closed_on)
        .order_by(Account.id)
    )
    return [AccountSum(row.id, row.name, row.kind, row.opening, row.closing, bool(row.closed)) for row in rows]


@dataclass(frozen=True)
class WithoutReceipt:
    """A payment that has no receipt yet, in pence; by its number, never by who was paid."""

    reference: str
    day: date
    pence: int


def without_receipt(first: date, last: date) -> list[WithoutReceipt]:
    """The payments of a period that stand and have no receipt."""
    lines = list(ledger.all_lines(ledger.Sought(kind="payment", first=first, last=last), names=False))
    paid: dict[int, WithoutReceipt] = {}
    for line in lines:
        if not line.void:
            before = paid.get(line.entry_id)
            paid[line.entry_id] = WithoutReceipt(line.reference, line.day, (before.pence if before else 0) - line.pence)
    have = receipt_counts(list(paid))
    return [one for entry_id, one in paid.items() if one.pence and not have.get(entry_id)]


def by_month(months: list[tuple[date, date]]) -> list[tuple[int, int]]:
    """Money in and money out of each of these months, in pence; moves between our own places are neither."""
    first, last = months[0][0], months[-1][1]
    rows = db.session.execute(
        select(PurposeLeg.day, Category.direction, sum_of(PurposeLeg.pence).label("pence"))
        .join(Category, Category.id == PurposeLeg.category_id)
        .where(PurposeLeg.day >= first, PurposeLeg.day <= last)
        .group_by(PurposeLeg.day, Category.direction)
    ).all()
    return [
        (
            sum(row.pence for row in rows if row.direction == "in" and begins <= row.day <= ends),
            -sum(row.pence for row in rows if row.direction == "out" and begins <= row.day <= ends),
        )
        for begins, ends in months
    ]


def last_report() -> ReportGiven | None:
    """The report that a meeting saw last."""
    return db.session.scalar(select(ReportGiven).order_by(ReportGiven.last.desc(), ReportGiven.id.desc()).limit(1))


@dataclass(frozen=True)
class AssetCard:
    """An asset with its words; cost in pence."""

    row: Asset
    what: str
    holder: str
    why: str
    fund: str
    fund_kind: str


def assets(on: date | None = None) -> list[AssetCard]:
    """Everything the group owns on a day; every asset there ever was when no day is given."""
    what, holder, why = aliased(PrivateText), aliased(PrivateText), aliased(PrivateText)
    query = (
        select(Asset, what, holder, why, Fund.name, Fund.kind)
        .join(what, what.id == Asset.what_id)
        .outerjoin(holder, holder.id == Asset.holder_id)
        .outerjoin(why, why.id == Asset.why_id)
        .join(Fund, Fund.id == Asset.fund_id)
        .order_by(Asset.id)
    )
    if on is not None:
        query = query.where(Asset.bought_on <= on, or_(Asset.disposed_on.is_(None), Asset.disposed_on > on))
    return [
        AssetCard(row, _said(its_what), _said(its_holder), _said(its_why), fund, kind)
        for row, its_what, its_holder, its_why, fund, kind in db.session.execute(query)
    ]


def _said(words: PrivateText | None) -> str:
    return words.shown if words is not None else ""


@dataclass(frozen=True)
class DebtCard:
    """Money owed to us or by us with its words, in pence."""

    row: Debt
    what: str
    who: str
    fund: str
    fund_kind: str


def debts(on: date | None = None) -> list[DebtCard]:
    """Everything that is owed on a day; every debt there ever was when no day is given."""
    what, who = aliased(PrivateText), aliased(PrivateText)
    query = (
        select(Debt, what, who, Fund.name, Fund.kind)
        .join(what, what.id == Debt.what_id)
        .outerjoin(who, who.id == Debt.who_id)
        .join(Fund, Fund.id == Debt.fund_id)
        .order_by(Debt.id)
    )
    if on is not None:
        query = query.where(Debt.since <= on, or_(Debt.settled_on.is_(None), Debt.settled_on > on))
    return [
        DebtCard(row, _said(its_what), _said(its_who), fund, kind)
        for row, its_what, its_who, fund, kind in db.session.execute(query)
    ]


def asset(row_id: int) -> AssetCard | None:
    """One asset by its row."""
    return next((card for card in assets() if card.row.id == row_id), None)


def debt(row_id: int) -> DebtCard | None:
    """One debt by its row."""
    return next((card for card in debts() if card.row.id == row_id), None)


def held(on: date, layout: Layout, words: bool) -> list[Held]:
    """What the group owns on a day, for the statement; without its words for somebody who reads none of ours."""
    columns = columns_of_funds(layout)
    return [
        Held(
            card.what if words else "",
            card.row.kind,
            card.fund,
            columns[card.row.fund_id],
            card.row.amount,
            card.row.bought_on,
        )
        for card in assets(on)
    ]


def owing(on: date, layout: Layout, words: bool) -> list[Owing]:
    """What is owed on a day, for the statement; never by whom."""
    columns = columns_of_funds(layout)
    return [
        Owing(
            card.what if words else "",
            card.row.way,
            card.fund,
            columns[card.row.fund_id],
            card.row.amount,
            card.row.due,
        )
        for card in debts(on)
    ]
