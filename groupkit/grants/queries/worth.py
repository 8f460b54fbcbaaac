"""What is worth a look in the spending of a grant: read from the book in a few questions, however long that is."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased

from groupkit import tenancy
from groupkit.db import db, sum_of
from groupkit.grants import worth
from groupkit.grants.models import Grant
from groupkit.grants.rules import ASKED
from groupkit.grants.worth import Looked, Twice, Under, WorthALook
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Category, Entry, PurposeLeg, Transaction
from groupkit.words import folded


def worth_a_look(
    row: Grant, until: date | None = None, headings: Sequence[ledger.HeadingSum] | None = None
) -> list[WorthALook]:
    """What is worth a look in a grant up to a day (today unless told), for whoever keeps grants.

    `headings` are those of its fund up to that day, where somebody has read them already. Says nothing while the grant
    is only asked for.
    """
    if row.stage in ASKED:
        return []
    last = until or tenancy.today()
    headings = ledger.by_heading(row.fund_id, last) if headings is None else headings
    sums = _sums(row, last)
    looked = Looked(
        fund_id=row.fund_id,
        amount=row.amount,
        until=last,
        stage=row.stage,
        claimed=row.claimed,
        starts=row.starts,
        ends=row.ends,
        may_move=row.may_move,
        headings=[
            Under(one.heading_id, one.name, one.budget, one.spent, one.closed) for one in headings if one.heading_id
        ],
        loose=next((one.spent for one in headings if not one.heading_id), 0),
        before=sums.before,
        after=sums.after,
        spent=sums.spent,
        left=sums.left,
        no_receipt=ledger.count_without_receipt(ledger.PaidIn(last=last, fund=row.fund_id)),
        twice=_twice(row.fund_id, last),
    )
    return worth.worth_a_look(looked)


def _sums(row: Grant, last: date) -> Any:
    """Pence spent before the first day, after the last and in all, and what is in the fund: one question."""
    out = Category.direction == "out"
    never = PurposeLeg.id.is_(None)
    early = PurposeLeg.day < row.starts if row.starts else never
    late = PurposeLeg.day > row.ends if row.ends else never
    wanted = select(
        sum_of(case((and_(out, early), -PurposeLeg.pence), else_=0)).label("before"),
        sum_of(case((and_(out, late), -PurposeLeg.pence), else_=0)).label("after"),
        sum_of(case((out, -PurposeLeg.pence), else_=0)).label("spent"),
        sum_of(PurposeLeg.pence).label("left"),
    )
    wanted = wanted.select_from(PurposeLeg).outerjoin(Category, Category.id == PurposeLeg.category_id)
    return db.session.execute(wanted.where(PurposeLeg.fund_id == row.fund_id, PurposeLeg.day <= last)).one()


def _twice(fund_id: int, last: date) -> list[Twice]:
    """Payments from a fund that stand, of one day, one sum and one payee: one question, and one more if any are."""
    each = _standing(fund_id, last).subquery()
    alike = (select(each.c.day, each.c.pence).group_by(each.c.day, each.c.pence).having(func.count() > 1)).subquery()
    both = and_(alike.c.day == each.c.day, alike.c.pence == each.c.pence)
    rows = db.session.execute(select(each).join(alike, both).order_by(each.c.day, each.c.entry_id)).all()
    words = ledger.wordings_of([row.entry_id for row in rows])
    times: dict[tuple[date, int, str], int] = {}
    for row in rows:
        payee = folded(words[row.entry_id][-1].payee) if row.entry_id in words else ""
        if payee:
            times[row.day, row.pence, payee] = times.get((row.day, row.pence, payee), 0) + 1
    return [Twice(day, pence, many) for (day, pence, _), many in times.items() if many > 1]


def _standing(fund_id: int, last: date) -> Any:
    """Each payment that stands, with what it took from the fund in pence."""
    back = aliased(Transaction)
    return (
        select(Transaction.entry_id, Transaction.day, sum_of(-PurposeLeg.pence).label("pence"))
        .join(PurposeLeg, PurposeLeg.transaction_id == Transaction.id)
        .join(Entry, Entry.id == Transaction.entry_id)
        .outerjoin(back, back.reverses_id == Transaction.id)
        .where(
            PurposeLeg.fund_id == fund_id,
            PurposeLeg.day <= last,
            Entry.kind == "payment",
            Transaction.reverses_id.is_(None),
            back.id.is_(None),
        )
        .group_by(Transaction.id, Transaction.entry_id, Transaction.day)
    )
