"""Reading what the accounts are made of: settings, sums by category and column, what was where, owned and owed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, or_, select
from sqlalchemy.orm import aliased

from groupkit.access import veil
from groupkit.accounts import rules
from groupkit.accounts.balances import Held, Owing
from groupkit.accounts.models import AccountsSettings, Asset, Debt, ReportGiven, Sorting
from groupkit.accounts.rules import CategorySum, Figures, Layout
from groupkit.db import db, sum_of
from groupkit.history import PrivateText
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Account, Category, Entry, Fund, MoneyLeg, PurposeLeg, Transaction
from groupkit.ledger.queries import FundSum

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
    return _as_said(settings_row())


def settings_and_places() -> tuple[Settings, "Places"]:
    """The settings, and how categories and funds are sorted, in one question: nothing is sorted without settings."""
    rows = db.session.execute(
        select(AccountsSettings, Sorting)
        .outerjoin(Sorting, Sorting.group_id == AccountsSettings.group_id)
        .order_by(Sorting.id)
    ).all()
    return _as_said(rows[0].AccountsSettings if rows else None), _as_sorted(row.Sorting for row in rows if row.Sorting)


def _as_said(row: AccountsSettings | None) -> Settings:
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
    return _as_sorted(sortings())


def _as_sorted(rows: Iterable[Sorting]) -> Places:
    found = [row for row in rows if row.place]
    return Places(
        frozenset(row.category_id for row in found if row.category_id),
        {row.fund_id: row.place for row in found if row.fund_id},
    )


@dataclass(frozen=True)
class Sorted:
    """How everything in the book stands in a layout, read once for all the figures of a page."""

    layout: Layout
    columns: dict[int, str]
    """The column of each fund."""
    assets: frozenset[int]
    """The categories that are for things that last."""


def sorted_for(layout: Layout, chosen: Places | None = None) -> Sorted:
    """How funds and categories stand in a layout."""
    known = places() if chosen is None else chosen
    funds = ledger.choices().of("fund", closed=True)
    return Sorted(layout, {one.id: known.column(one.id, one.detail, layout) for one in funds}, known.assets)


def figures(first: date, last: date, known: Sorted, funds: Iterable[FundSum] | None = None) -> Figures:
    """The sums of a period, both days included, by category and column, in pence; `funds` where they are known."""
    columns, layout = known.columns, known.layout
    opening: dict[str, int] = dict.fromkeys(layout.columns, 0)
    moved: dict[str, int] = dict.fromkeys(layout.columns, 0)
    for fund in ledger.by_fund(first, last) if funds is None else funds:
        opening[columns[fund.fund_id]] += fund.opening
        moved[columns[fund.fund_id]] += fund.moved
    sums: dict[tuple[Any, str], int] = {}
    shown = veil.shown()
    for row in _by_category_and_fund(first, last):
        key = ((row.id, row.name, row.direction), columns[row.fund_id])
        sums[key] = sums.get(key, 0) + row.pence
    return Figures(
        tuple(
            CategorySum(
                row_id, shown("category", name), way, column, pence if way == "in" else -pence, row_id in known.assets
            )
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
    before: int = 0
    """What was in it when the day before the first ended."""

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to say of it."""
        return bool(self.opening or self.closing or not self.closed)


def by_account(first: date, last: date, held: Mapping[int, int] | None = None) -> list[AccountSum]:
    """Each account over a period; opening balances that were written in the period count as what it began with.

    What was there before is added up from an index alone (or given, in pence, as `held`); only the lines of the period
    are looked at one by one.
    """
    before = ledger.before(first).accounts if held is None else held
    rows: Any = db.session.execute(
        select(
            Account.id,
            Account.name,
            Account.kind,
            sum_of(case((Entry.kind == "opening", MoneyLeg.pence), else_=0)).label("opening"),
            sum_of(MoneyLeg.pence).label("inside"),
            Account.closed_on.is_not(None).label("closed"),
        )
        .select_from(Account)
        .outerjoin(MoneyLeg, (MoneyLeg.account_id == Account.id) & (MoneyLeg.day >= first) & (MoneyLeg.day <= last))
        .outerjoin(Transaction, Transaction.id == MoneyLeg.transaction_id)
        .outerjoin(Entry, Entry.id == Transaction.entry_id)
        .group_by(Account.id, Account.name, Account.kind, Account.closed_on)
        .order_by(Account.id)
    )
    shown = veil.shown()
    return [
        AccountSum(
            row.id,
            shown("account", row.name),
            row.kind,
            before.get(row.id, 0) + row.opening,
            before.get(row.id, 0) + row.inside,
            bool(row.closed),
            before.get(row.id, 0),
        )
        for row in rows
    ]


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


def held(on: date, known: Sorted, words: bool) -> list[Held]:
    """What the group owns on a day, for the statement; without its words for somebody who reads none of ours."""
    columns, shown = known.columns, veil.shown()
    return [
        Held(
            card.what if words else "",
            card.row.kind,
            shown("fund", card.fund),
            columns[card.row.fund_id],
            card.row.amount,
            card.row.bought_on,
        )
        for card in assets(on)
    ]


def owing(on: date, known: Sorted, words: bool) -> list[Owing]:
    """What is owed on a day, for the statement; never by whom."""
    columns, shown = known.columns, veil.shown()
    return [
        Owing(
            card.what if words else "",
            card.row.way,
            shown("fund", card.fund),
            columns[card.row.fund_id],
            card.row.amount,
            card.row.due,
        )
        for card in debts(on)
    ]
