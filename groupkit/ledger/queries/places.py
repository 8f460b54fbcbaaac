"""Accounts, funds, headings and categories: what there is, and what is in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Date, and_, cast, func, literal, null, select, union_all

from groupkit import tenancy
from groupkit.access import veil
from groupkit.db import db, sum_of
from groupkit.ledger import rules
from groupkit.ledger.models import Account, Category, Counter, Entry, Fund, Heading, MoneyLeg, PurposeLeg, Transaction
from groupkit.ledger.queries.settled import Settled, as_settled, settled, settled_rows


@dataclass(frozen=True)
class Place:
    """An account or a fund and what is in it, in pence."""

    id: int
    name: str
    kind: str
    pence: int
    closed: bool


@dataclass(frozen=True)
class Balances:
    """What is where, and what it is for: two views of one sum."""

    accounts: list[Place]
    funds: list[Place]

    @property
    def total(self) -> int:
        return sum(place.pence for place in self.accounts)

    @property
    def fund_total(self) -> int:
        return sum(place.pence for place in self.funds)

    @property
    def agree(self) -> bool:
        return self.total == self.fund_total


def balances(until: date | None = None) -> Balances:
    """What is in each account and fund at the end of a day, from the legs alone; of all days when none is given."""
    start = settled(until)
    # An account has an index by day, a fund only one of all funds by day: asked for the wrong way round, the whole book
    # is gone through.
    sums = (
        select(PurposeLeg.fund_id, sum_of(PurposeLeg.pence).label("pence"))
        .where(*_since(PurposeLeg, start.until, until))
        .group_by(PurposeLeg.fund_id)
        .subquery()
    )
    funds = (
        select(Fund.id, Fund.name, Fund.kind, Fund.closed_on, sums.c.pence)
        .outerjoin(sums, sums.c.fund_id == Fund.id)
        .order_by(Fund.id)
    )
    return Balances(
        _places("account", _accounts(start.until, until), start.accounts), _places("fund", funds, start.funds)
    )


def _accounts(after: date, until: date | None) -> Any:
    """Each account with what moved in it after a day, up to another."""
    return (
        select(Account.id, Account.name, Account.kind, Account.closed_on, sum_of(MoneyLeg.pence).label("pence"))
        .outerjoin(MoneyLeg, and_(MoneyLeg.account_id == Account.id, *_since(MoneyLeg, after, until)))
        .group_by(Account.id, Account.name, Account.kind, Account.closed_on)
        .order_by(Account.id)
    )


def _since(leg: type[MoneyLeg] | type[PurposeLeg], after: date, until: date | None) -> list[Any]:
    return [leg.day > after] + ([leg.day <= until] if until is not None else [])


def accounts_today() -> list[Place]:
    """What is in each account today, without the funds: for whoever only wants to say where the money is."""
    start = settled(tenancy.today())
    return _places("account", _accounts(start.until, tenancy.today()), start.accounts)


def _places(sort: str, query: Any, before: Mapping[int, int]) -> list[Place]:
    shown = veil.shown()
    return [
        Place(
            row.id,
            shown(sort, row.name),
            row.kind,
            before.get(row.id, 0) + (row.pence or 0),
            row.closed_on is not None,
        )
        for row in db.session.execute(query)
    ]


def total() -> tuple[int, int]:
    """The sum over all accounts and the sum over all funds, in one question."""
    money = select(sum_of(MoneyLeg.pence)).scalar_subquery()
    purpose = select(sum_of(PurposeLeg.pence)).scalar_subquery()
    row = db.session.execute(select(money.label("money"), purpose.label("purpose"))).one()
    return row.money, row.purpose


def account_balance(account_id: int) -> int:
    """Pence in one account."""
    return db.session.scalar(select(sum_of(MoneyLeg.pence)).where(MoneyLeg.account_id == account_id)) or 0


def fund_balance(fund_id: int) -> int:
    """Pence in one fund."""
    return db.session.scalar(select(sum_of(PurposeLeg.pence)).where(PurposeLeg.fund_id == fund_id)) or 0


def restricted_funds(ids: Iterable[int]) -> Sequence[Fund]:
    """Those of these funds that were given for one purpose only."""
    wanted = set(ids)
    if not wanted:
        return []
    return db.session.scalars(
        select(Fund).where(Fund.id.in_(wanted), Fund.kind == "restricted").order_by(Fund.id)
    ).all()


def open_general_funds() -> int:
    """How many general funds are open."""
    return (
        db.session.scalar(
            select(func.count()).select_from(Fund).where(Fund.kind == "general", Fund.closed_on.is_(None))
        )
        or 0
    )


@dataclass(frozen=True)
class Choice:
    """Something that can be chosen on a form or a filter."""

    sort: str
    id: int
    name: str
    detail: str
    parent: int
    closed: bool
    key: str = ""
    """What moves with the group."""


@dataclass(frozen=True)
class Choices:
    """Everything that can be chosen in the book, read in one question."""

    all: list[Choice]

    def of(self, sort: str, closed: bool = False) -> list[Choice]:
        """Those of one sort (`account`, `fund`, `heading`, `category`), the closed ones only when asked."""
        return [choice for choice in self.all if choice.sort == sort and (closed or not choice.closed)]

    def name(self, sort: str, row_id: int | None) -> str:
        """What one is called."""
        return next((choice.name for choice in self.all if (choice.sort, choice.id) == (sort, row_id)), "")


def choices() -> Choices:
    """Accounts, funds, headings and categories, in the order they were made."""
    return _as_choices(db.session.execute(union_all(*_choices())))


def choices_and_settled(by: date) -> tuple[Choices, Settled]:
    """The same, and what stood in accounts and funds when the book was settled at a day or before it: one question."""
    sums = settled_rows(by).subquery()
    held = select(
        literal(_SETTLED).label("sort"), sums.c.account_id, null(), null(), sums.c.fund_id, null(), null()
    ).add_columns(sums.c.until, sums.c.pence)
    wanted = [
        one.add_columns(cast(null(), Date).label("until"), cast(null(), BigInteger).label("pence"))
        for one in _choices()
    ]
    rows = db.session.execute(union_all(*wanted, held)).all()
    return (
        _as_choices(row for row in rows if row.sort != _SETTLED),
        as_settled(_Sum(row.until, row.id, row.parent, row.pence) for row in rows if row.sort == _SETTLED),
    )


_SETTLED = "settled"


class _Sum(NamedTuple):
    until: date
    account_id: int | None
    fund_id: int | None
    pence: int


def _choices() -> list[Any]:
    """A question for each sort; together they are one."""
    none = literal(0)
    return [
        select(
            literal("account").label("sort"),
            Account.id,
            Account.name,
            Account.kind.label("detail"),
            none.label("parent"),
            Account.closed_on.is_not(None).label("closed"),
            Account.key,
        ),
        select(literal("fund"), Fund.id, Fund.name, Fund.kind, none, Fund.closed_on.is_not(None), Fund.key),
        select(
            literal("heading"),
            Heading.id,
            Heading.name,
            literal(""),
            Heading.fund_id,
            Heading.closed_on.is_not(None),
            Heading.key,
        ),
        select(
            literal("category"),
            Category.id,
            Category.name,
            Category.direction,
            none,
            Category.closed_on.is_not(None),
            Category.key,
        ),
    ]


def _as_choices(rows: Iterable[Any]) -> Choices:
    shown = veil.shown()
    found = [
        Choice(row.sort, row.id, shown(row.sort, row.name), row.detail, row.parent, bool(row.closed), row.key)
        for row in rows
    ]
    return Choices(sorted(found, key=lambda choice: choice.id))


def keys_of(legs: rules.Legs) -> dict[tuple[str, int], str]:
    """The keys that move with the group, for every account, fund, category and heading in some legs."""
    wanted: list[tuple[str, Any, set[int]]] = [
        ("account", Account, {leg.account_id for leg in legs.money}),
        ("fund", Fund, {leg.fund_id for leg in legs.purpose}),
        ("category", Category, {leg.category_id for leg in legs.purpose if leg.category_id}),
        ("heading", Heading, {leg.heading_id for leg in legs.purpose if leg.heading_id}),
    ]
    found: dict[tuple[str, int], str] = {}
    for sort, model, ids in wanted:
        if ids:
            rows = db.session.execute(select(model.id, model.key).where(model.id.in_(ids)))
            found.update({(sort, row.id): row.key for row in rows})
    return found


def row_of(sort: str, row_id: int) -> Account | Fund | Heading | Category | None:
    """One account, fund, heading or category of this group, by its sort and row."""
    models: dict[str, Any] = {"account": Account, "fund": Fund, "heading": Heading, "category": Category}
    model = models[sort]
    found: Account | Fund | Heading | Category | None = db.session.scalar(select(model).where(model.id == row_id))
    return found


def opened_accounts() -> set[int]:
    """The accounts whose opening balance is written already, and stands."""
    series = rules.SERIES["opening"]
    # From the few years in which one was written, and from the days: from the legs, the whole book is gone through.
    years = select(Counter.year).where(Counter.series == series)
    entries = select(Entry.id).where(Entry.series == series, Entry.year.in_(years), Entry.kind == "opening")
    ids, days = (select(one).where(Transaction.entry_id.in_(entries)) for one in (Transaction.id, Transaction.day))
    held: dict[int, int] = {}
    for row in db.session.execute(
        select(MoneyLeg.account_id, MoneyLeg.pence).where(MoneyLeg.day.in_(days), MoneyLeg.transaction_id.in_(ids))
    ):
        held[row.account_id] = held.get(row.account_id, 0) + row.pence
    return {account_id for account_id, pence in held.items() if pence}


def has_bank_account() -> bool:
    found = select(Account.id).where(Account.kind == "bank", Account.closed_on.is_(None)).limit(1)
    return db.session.scalar(found) is not None
