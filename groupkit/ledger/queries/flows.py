"""What came, went and was moved in some periods: every sum of a page in one question, over the lines of those days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger, case, cast, func, null, select, union_all

from groupkit.dates import Period
from groupkit.db import db
from groupkit.ledger.models import Entry, MoneyLeg, PurposeLeg, Transaction
from groupkit.ledger.queries.places import Choices
from groupkit.ledger.queries.settled import Settled, settled
from groupkit.ledger.queries.sums import CategorySum, FundSum

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Flow:
    """What became of accounts and funds in one period, both days included, in pence; below nought for out of them."""

    accounts: Mapping[int, int] = field(default_factory=dict)
    """Everything that came into each account, less what went out; opening balances too."""
    accounts_opening: Mapping[int, int] = field(default_factory=dict)
    """Of that, the opening balances."""
    funds_opening: Mapping[int, int] = field(default_factory=dict)
    funds_moved: Mapping[int, int] = field(default_factory=dict)
    """What was moved into each fund from another."""
    sums: Mapping[tuple[int, int], int] = field(default_factory=dict)
    """By category and fund, money out below nought."""

    def by_category(self, known: Choices) -> list[CategorySum]:
        """Money in and out by category; out is counted as a positive sum."""
        found: dict[int, int] = {}
        for (category_id, _), pence in self.sums.items():
            found[category_id] = found.get(category_id, 0) + pence
        return [
            CategorySum(one.id, one.name, one.detail, found[one.id] if one.detail == "in" else -found[one.id])
            for one in known.of("category", closed=True)
            if found.get(one.id)
        ]

    def by_fund(self, known: Choices, held: Mapping[int, int]) -> list[FundSum]:
        """Each fund, with what it held before in pence; opening balances written in the period count as opening."""
        ways = {one.id: one.detail for one in known.of("category", closed=True)}
        came: dict[tuple[int, str], int] = {}
        for (category_id, fund_id), pence in self.sums.items():
            under = fund_id, ways[category_id]
            came[under] = came.get(under, 0) + pence
        return [
            FundSum(
                one.id,
                one.name,
                one.detail,
                held.get(one.id, 0) + self.funds_opening.get(one.id, 0),
                came.get((one.id, "in"), 0),
                -came.get((one.id, "out"), 0),
                self.funds_moved.get(one.id, 0),
            )
            for one in known.of("fund", closed=True)
        ]


def before_and_flows(period: Period, *more: Period, start: Settled | None = None) -> tuple[Settled, list[Flow]]:
    """What each account and fund held before a period, and what became of them in it and in others: two questions.

    One where the settled sums from which to `start` were read already, those of the day before the period.
    """
    start = settled(period.first - ONE_DAY) if start is None else start
    if start.until == period.first - ONE_DAY:
        return start, _flows([period, *more])
    gap = Period(start.until + ONE_DAY, period.first - ONE_DAY)
    since, *found = _flows([gap, period, *more])
    funds: dict[int, int] = {}
    for fund_id, pence in [
        *((fund_id, pence) for (_, fund_id), pence in since.sums.items()),
        *since.funds_opening.items(),
        *since.funds_moved.items(),
    ]:
        funds[fund_id] = funds.get(fund_id, 0) + pence
    return Settled(gap.last, _added(start.accounts, since.accounts), _added(start.funds, funds)), found


def _added(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
    return {
        place: one.get(place, 0) + other.get(place, 0) for place in [*one, *(key for key in other if key not in one)]
    }


def _flows(periods: Sequence[Period]) -> list[Flow]:
    found = [Flow({}, {}, {}, {}, {}) for _ in periods]
    for account_id, fund_id, category_id, opening, *sums in db.session.execute(_by_place(periods)):
        for flow, pence in zip(found, sums, strict=True):
            if pence is not None:
                _add(flow, account_id, fund_id, category_id, bool(opening), pence)
    return found


def _add(
    flow: Any, account_id: int | None, fund_id: int | None, category_id: int | None, opening: bool, pence: int
) -> None:
    """One sum into its place; a leg without a category opens a fund or moves money between two."""
    if account_id is not None:
        flow.accounts[account_id] = flow.accounts.get(account_id, 0) + pence
        if opening:
            flow.accounts_opening[account_id] = pence
    elif category_id is not None:
        flow.sums[category_id, fund_id] = pence
    else:
        (flow.funds_opening if opening else flow.funds_moved)[fund_id] = pence


def _by_place(periods: Sequence[Period]) -> Any:
    """The question: the legs of those days as an index has them, and from these the sums of each period."""
    first, last = min(one.first for one in periods), max(one.last for one in periods)
    # Only opening balances and moves have no category: the few are found first, and the other lines need no look.
    openings = (
        select(PurposeLeg.transaction_id)
        .join(Transaction, Transaction.id == PurposeLeg.transaction_id)
        .join(Entry, Entry.id == Transaction.entry_id)
        .where(
            PurposeLeg.day >= first, PurposeLeg.day <= last, PurposeLeg.category_id.is_(None), Entry.kind == "opening"
        )
    )
    money: Any = select(
        MoneyLeg.account_id.label("account_id"),
        null().label("fund_id"),
        null().label("category_id"),
        case((MoneyLeg.transaction_id.in_(openings), 1), else_=0).label("opening"),
        MoneyLeg.day.label("day"),
        MoneyLeg.pence.label("pence"),
    ).where(MoneyLeg.day >= first, MoneyLeg.day <= last)
    opens_fund = PurposeLeg.category_id.is_(None) & PurposeLeg.transaction_id.in_(openings)
    purpose: Any = select(
        null(),
        PurposeLeg.fund_id,
        PurposeLeg.category_id,
        case((opens_fund, 1), else_=0),
        PurposeLeg.day,
        PurposeLeg.pence,
    ).where(PurposeLeg.day >= first, PurposeLeg.day <= last)
    legs = union_all(money, purpose).subquery()
    places = (legs.c.account_id, legs.c.fund_id, legs.c.category_id, legs.c.opening)
    sums = (
        cast(func.sum(case((legs.c.day.between(one.first, one.last), legs.c.pence))), BigInteger).label(f"sum_{at}")
        for at, one in enumerate(periods)
    )
    return select(*places, *sums).group_by(*places)
