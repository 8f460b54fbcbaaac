"""What is worth a look in the spending of a grant: read from the book in a few questions, however long that is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased

from groupkit import tenancy
from groupkit.db import db, sum_of
from groupkit.grants import worth
from groupkit.grants.models import Grant, GrantOutcome
from groupkit.grants.queries.returning import Draft
from groupkit.grants.rules import ASKED
from groupkit.grants.worth import Looked, Text, Twice, Under, Unmet, WorthALook
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Category, Entry, PurposeLeg, Transaction
from groupkit.questions import Kind
from groupkit.words import folded

PEOPLE = frozenset({"different_people", "attendances", "first_timers", "contacts", "moved_on", "took_a_job"})
"""The facts behind a question of a return that are numbers of people."""


@dataclass(frozen=True)
class Sums:
    """Pence of a grant's fund: spent before its first day, after its last and in all, and what is left in it."""

    before: int
    after: int
    spent: int
    left: int


def worth_a_look(
    row: Grant,
    until: date | None = None,
    headings: Sequence[ledger.HeadingSum] | None = None,
    outcomes: Sequence[GrantOutcome] = (),
    draft: Draft | None = None,
    sums: Sums | None = None,
) -> list[WorthALook]:
    """What is worth a look in a grant up to a day (today unless told), for whoever keeps grants.

    `headings` are those of its fund up to that day, and `sums` its sums, where somebody has read them already. What was
    written is looked at as far as it is handed over: its outcomes, the draft of its return. Says nothing while the
    grant is only asked for.
    """
    if row.stage in ASKED:
        return []
    last = until or tenancy.today()
    headings = ledger.by_heading(row.fund_id, last) if headings is None else headings
    sums = sums or _sums(row, last)
    standing = [one for one in outcomes if not one.dropped]
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
        texts=[*(_in_draft(row, draft) if draft else ()), *_in_outcomes(row, standing)],
        unmet=[
            Unmet(one.words, one.target, _where(row, one))
            for one in standing
            if one.origin == "funder" and one.target is not None and one.actual is None
        ],
    )
    return worth.worth_a_look(looked)


def _in_draft(row: Grant, draft: Draft) -> Iterator[Text]:
    """The answers of a draft that are words, numbers of people that were typed, and what is said beside figures."""
    where = {"grant_id": row.id}
    for question in draft.format.questions():
        answer = draft.answers.get(question.key)
        if answer and question.kind in (Kind.LINE, Kind.WORDS):
            yield Text(question.ask, answer, worth.RETURN, where)
        elif answer and question.kind is Kind.NUMBER and question.known in PEOPLE:
            yield Text(question.ask, f"{answer['number']} people", worth.RETURN, where)
    for words in draft.notes.values():
        yield Text("What is said beside the figures", words, worth.RETURN, where)


def _in_outcomes(row: Grant, outcomes: Iterable[GrantOutcome]) -> Iterator[Text]:
    for one in outcomes:
        words = ". ".join(filter(None, (one.words, one.how, one.indicator, one.source)))
        yield Text(one.words, words, worth.OUTCOME, _where(row, one))


def _where(row: Grant, one: GrantOutcome) -> dict[str, int]:
    return {"grant_id": row.id, "outcome_id": one.id}


def _sums(row: Grant, last: date) -> Sums:
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
    return Sums(*db.session.execute(wanted.where(PurposeLeg.fund_id == row.fund_id, PurposeLeg.day <= last)).one())


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
