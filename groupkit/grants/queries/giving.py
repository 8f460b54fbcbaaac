"""Reading grants: what was given, spent and is left."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from groupkit import dates, tenancy
from groupkit.db import db
from groupkit.grants.models import FiledReturn, Grant
from groupkit.grants.rules import ASKED, NEVER_OURS, is_over
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Fund, PurposeLeg
from groupkit.together import Reading, rows_of


@dataclass(frozen=True)
class GrantCard:
    """A grant with its figures, all in pence and read from the book; no words that the funder or we have written."""

    id: int
    funder: str
    fund_id: int
    fund: str
    amount: int
    starts: date | None
    ends: date | None
    due: date | None
    received: int
    own_money: int
    spent: int
    left: int
    filed: int
    """How many returns have been filed."""
    stage: str = "accepted"
    claimed: bool = False
    """Whether it is paid after the group has spent it."""
    over: bool = False
    """Whether it stands among those that are over."""

    @property
    def to_come(self) -> int:
        """What was promised and has not come in yet; of a grant that is asked for or over, nothing."""
        return max(self.amount - self.received, 0) if self.stage == "accepted" else 0

    @property
    def to_claim(self) -> int:
        """What was spent of a grant that is paid afterwards, and has not come back yet."""
        return max(min(self.spent, self.amount) - self.received, 0) if self.claimed and self.stage == "accepted" else 0

    @property
    def asked(self) -> bool:
        """Whether nothing is certain of it yet."""
        return self.stage in ASKED

    @property
    def given(self) -> bool:
        """Whether it is, or was, ours: what is only asked for, or was not given, counts in no report."""
        return self.stage not in NEVER_OURS


def grants() -> list[GrantCard]:
    """Every grant, the latest first; as many questions for fifty grants as for one."""
    return _cards()


def _cards(*which: Any) -> list[GrantCard]:
    first = select(FiledReturn.grant_id, func.count().label("filed")).where(FiledReturn.edition == 1)
    many = first.group_by(FiledReturn.grant_id).subquery()
    wanted = select(Grant, many.c.filed).outerjoin(many, many.c.grant_id == Grant.id).where(*which)
    rows = db.session.execute(wanted.order_by(Grant.id.desc())).all()
    funds = {row.fund_id for row, _ in rows}
    sums = {one.fund_id: one for one in ledger.by_fund(dates.EARLIEST, tenancy.today(), funds)} if funds else {}
    return [card_from(row, sums[row.fund_id], filed or 0) for row, filed in rows]


def card_from(row: Grant, sums: ledger.FundSum, filed: int) -> GrantCard:
    """The card of a grant from the sums of its fund up to today, with how many returns were filed."""
    return GrantCard(
        id=row.id,
        funder=row.funder,
        fund_id=row.fund_id,
        fund=sums.name,
        amount=row.amount,
        starts=row.starts,
        ends=row.ends,
        due=row.due,
        received=sums.received + sums.opening,
        own_money=sums.moved,
        spent=sums.paid,
        left=sums.closing,
        filed=filed,
        stage=row.stage,
        claimed=row.claimed,
        over=is_over(row.stage, row.ends, sums.closing, tenancy.today()),
    )


def card_of(row: Grant) -> GrantCard:
    """One grant with its figures."""
    return _cards(Grant.id == row.id)[0]


def reads_received_by_fund(fund_ids: Collection[int]) -> Reading[dict[int, int]]:
    """Pence that came into each of some funds, with what was there when the book began."""
    if not fund_ids:
        return {}
    sums = yield from rows_of(ledger.asks_by_fund(dates.EARLIEST, tenancy.today(), fund_ids))
    return {one.id: (one.received or 0) + (one.opening or 0) for one in sums}


def has_lines(fund_id: int) -> bool:
    """Whether anything was ever written of a fund."""
    return db.session.scalar(select(PurposeLeg.id).where(PurposeLeg.fund_id == fund_id).limit(1)) is not None


def grant(grant_id: int) -> Grant | None:
    """One grant by row."""
    return db.session.scalar(select(Grant).where(Grant.id == grant_id))


def free_funds() -> list[ledger.Choice]:
    """The restricted funds of the book that no grant has yet."""
    taken = set(db.session.scalars(select(Grant.fund_id)))
    return [fund for fund in ledger.choices().of("fund") if fund.detail == "restricted" and fund.id not in taken]


def fund_of(row: Grant) -> Fund:
    """The fund of a grant."""
    return db.session.scalars(select(Fund).where(Fund.id == row.fund_id)).one()
