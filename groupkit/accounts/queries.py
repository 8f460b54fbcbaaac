"""Reading what the accounts are made of: settings, sums by category and column, what was where, owned and owed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from groupkit.access import veil
from groupkit.accounts import rules
from groupkit.accounts.balances import Held
from groupkit.accounts.models import AccountsSettings, Asset, ReportGiven, Sorting
from groupkit.accounts.owed import DebtCard, debts
from groupkit.accounts.rules import CategorySum, Figures, Layout
from groupkit.db import db, sum_of
from groupkit.history import PrivateText
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Category, Fund, PurposeLeg
from groupkit.ledger.queries import Choice, Choices, Flow, FundSum

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
    known: Choices
    """Every account, fund and category."""


def sorted_for(layout: Layout, chosen: Places | None = None, known: Choices | None = None) -> Sorted:
    """How funds and categories stand in a layout; what was read already is not read again."""
    places_now, known = places() if chosen is None else chosen, ledger.choices() if known is None else known
    columns = {one.id: places_now.column(one.id, one.detail, layout) for one in known.of("fund", closed=True)}
    return Sorted(layout, columns, places_now.assets, known)


def figures(place: Sorted, flow: Flow, funds: Iterable[FundSum]) -> Figures:
    """The sums of a period by category and column, in pence, from what became of its funds."""
    opening: dict[str, int] = dict.fromkeys(place.layout.columns, 0)
    moved: dict[str, int] = dict.fromkeys(place.layout.columns, 0)
    for fund in funds:
        opening[place.columns[fund.fund_id]] += fund.opening
        moved[place.columns[fund.fund_id]] += fund.moved
    sums: dict[tuple[int, str], int] = {}
    for (category_id, fund_id), pence in sorted(flow.sums.items()):
        under = category_id, place.columns[fund_id]
        sums[under] = sums.get(under, 0) + pence
    categories = {one.id: one for one in place.known.of("category", closed=True)}
    return Figures(
        tuple(
            _sum(categories[category_id], column, pence, category_id in place.assets)
            for (category_id, column), pence in sums.items()
        ),
        opening,
        moved,
    )


def _sum(category: Choice, column: str, pence: int, asset: bool) -> CategorySum:
    way = category.detail
    return CategorySum(category.id, category.name, way, column, pence if way == "in" else -pence, asset)


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


def by_account(flow: Flow, known: Choices, held: Mapping[int, int]) -> list[AccountSum]:
    """Each account over a period, with what it held before in pence.

    Opening balances that were written in the period count as what it began with.
    """
    return [
        AccountSum(
            one.id,
            one.name,
            one.detail,
            held.get(one.id, 0) + flow.accounts_opening.get(one.id, 0),
            held.get(one.id, 0) + flow.accounts.get(one.id, 0),
            one.closed,
            held.get(one.id, 0),
        )
        for one in known.of("account", closed=True)
    ]


def by_month(months: list[tuple[date, date]]) -> list[tuple[int, int]]:
    """Money in and money out of each of these months, in pence; moves between our own places are neither."""
    first, last = months[0][0], months[-1][1]
    sums: dict[tuple[int, int, str], int] = {}
    for row in db.session.execute(
        select(PurposeLeg.day, Category.direction, sum_of(PurposeLeg.pence).label("pence"))
        .join(Category, Category.id == PurposeLeg.category_id)
        .where(PurposeLeg.day >= first, PurposeLeg.day <= last)
        .group_by(PurposeLeg.day, Category.direction)
    ):
        under = row.day.year, row.day.month, row.direction
        sums[under] = sums.get(under, 0) + row.pence
    return [
        (sums.get((begins.year, begins.month, "in"), 0), -sums.get((begins.year, begins.month, "out"), 0))
        for begins, _ in months
    ]


def last_report() -> ReportGiven | None:
    """The report that a meeting saw last."""
    return db.session.scalar(select(ReportGiven).order_by(ReportGiven.last.desc(), ReportGiven.id.desc()).limit(1))


@dataclass(frozen=True)
class AssetCard:
    """An asset with its words; cost in pence."""

    row: Asset
    what: str
    what_key: str
    """The key of these words, which moves with the group."""
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
        AssetCard(row, its_what.shown, its_what.key, _said(its_holder), _said(its_why), fund, kind)
        for row, its_what, its_holder, its_why, fund, kind in db.session.execute(query)
    ]


def _said(words: PrivateText | None) -> str:
    return words.shown if words is not None else ""


def asset(row_id: int) -> AssetCard | None:
    """One asset by its row."""
    return next((card for card in assets() if card.row.id == row_id), None)


@dataclass(frozen=True)
class Register:
    """What the group owns and what is owed on a day, read once for the statement and whatever else shows it."""

    assets: list[AssetCard]
    debts: list[DebtCard]


def register(on: date) -> Register:
    """What the group owns and what is owed on a day."""
    return Register(assets(on), debts(on))


def held(found: Iterable[AssetCard], known: Sorted, words: bool) -> list[Held]:
    """What the group owns, for the statement; without its words for somebody who reads none of ours."""
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
        for card in found
    ]
