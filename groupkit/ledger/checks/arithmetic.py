"""What the book proves by itself: sums, numbers, and corrections that take back exactly what stood there."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import func, or_, select

from groupkit.dates import long_day
from groupkit.db import db
from groupkit.ledger import queries
from groupkit.ledger.checks.written import Written, book, reference
from groupkit.ledger.models import (
    ClosedPeriod,
    Counter,
    Entry,
    MoneyLeg,
    OpenedPeriod,
    PurposeLeg,
    SettledSum,
    Transaction,
)
from groupkit.ledger.rules import SERIES
from groupkit.money import pounds


def check() -> Iterator[str]:
    """A sentence for everything that cannot be, whoever wrote it."""
    yield from _check_totals()
    yield from _check_settled()
    yield from _check_numbers()
    yield from _check_transactions()
    yield from _check_strays()


def _check_totals() -> Iterator[str]:
    money, purpose = queries.total()
    if money != purpose:
        yield f"The accounts come to {pounds(money)} and the funds to {pounds(purpose)}"


def _check_settled() -> Iterator[str]:
    """What was kept when the book was settled is what its lines come to, in each account and fund."""
    for period in db.session.scalars(
        select(ClosedPeriod)
        .outerjoin(OpenedPeriod, OpenedPeriod.period_id == ClosedPeriod.id)
        .where(OpenedPeriod.id.is_(None))
        .order_by(ClosedPeriod.id)
    ).all():
        rows = db.session.scalars(select(SettledSum).where(SettledSum.period_id == period.id)).all()
        if rows and _kept(rows) != _come_to(period.until):
            yield f"The sums that were kept up to {long_day(period.until)} are not what the lines come to"


Sums = dict[tuple[str, int], int]


def _kept(rows: Iterable[SettledSum]) -> Sums:
    found: Sums = {}
    for row in rows:
        if row.pence:
            found[("account", row.account_id) if row.account_id else ("fund", row.fund_id or 0)] = row.pence
    return found


def _come_to(until: date) -> Sums:
    found: Sums = {}
    for sort, column, leg in (("account", MoneyLeg.account_id, MoneyLeg), ("fund", PurposeLeg.fund_id, PurposeLeg)):
        sums = (
            select(column.label("place"), func.sum(leg.pence).label("pence")).where(leg.day <= until).group_by(column)
        )
        found |= {(sort, row.place): int(row.pence) for row in db.session.execute(sums) if row.pence}
    return found


def _check_numbers() -> Iterator[str]:
    """References run from 1 without gaps, up to what the counter says."""
    given = {
        (row.year, row.series): row.last
        for row in db.session.execute(
            select(Counter.year, Counter.series, Counter.last).order_by(Counter.year, Counter.series)
        )
    }
    found = {
        (row.year, row.series): (row.many, row.highest)
        for row in db.session.execute(
            select(Entry.year, Entry.series, func.count().label("many"), func.max(Entry.number).label("highest"))
            .group_by(Entry.year, Entry.series)
            .order_by(Entry.year, Entry.series)
        )
    }
    for year, series in sorted(given.keys() | found.keys()):
        last, (many, highest) = given.get((year, series), 0), found.get((year, series), (0, 0))
        if last != highest:
            yield (
                f"The last number given is {reference(year, series, last)}, and the book ends at "
                f"{reference(year, series, highest)}"
            )
        if many != highest:
            yield from _gaps(year, series)


def _gaps(year: str, series: str) -> Iterator[str]:
    expected = 1
    for number in db.session.scalars(
        select(Entry.number).where(Entry.year == year, Entry.series == series).order_by(Entry.number)
    ):
        if number < expected:
            yield f"{reference(year, series, number)} is not a number that the book could have given"
        elif number > expected:
            yield f"There is no {reference(year, series, expected)}, though {reference(year, series, number)} is there"
        expected = number + 1


def _check_transactions() -> Iterator[str]:
    """Each transaction balances, and each correction takes back exactly what stood before it."""
    before: Written | None = None
    for written in book():
        money, purpose = sum(leg[-1] for leg in written.money), sum(leg[-1] for leg in written.purpose)
        if not written.money and not written.purpose:
            yield f"{written.name} has no amounts"
        if money != purpose:
            yield f"{written.name} has {pounds(money)} on one side and {pounds(purpose)} on the other"
        if written.leg_days - {written.day}:
            yield f"{written.name} has amounts on another day than its own"
        same = before if before and before.entry_id == written.entry_id else None
        if before and same is None:
            yield from _check_last(before)
        yield from _check_order(written, same)
        before = written
    if before:
        yield from _check_last(before)


def _check_order(written: Written, before: Written | None) -> Iterator[str]:
    """As first written, taken back, written again, taken back …: the reversals are those with an odd number."""
    if written.revision != (before.revision + 1 if before else 0):
        yield f"{written.name} does not follow on from what was written before under that number"
        return
    if before and before.void:
        yield f"{written.name} was written after {before.name} was made void"
    if written.revision % 2 == 0:
        if written.reverses_id is not None or written.same_day or written.void:
            yield f"{written.name} is marked as taking something back, and does not"
        return
    if before is None or written.reverses_id != before.id or not written.cancels(before):
        yield f"{written.name} does not take back exactly what stood there before"
    elif written.same_day != (written.day == before.day):
        yield f"{written.name} is marked with the wrong day for taking back what stood there before"


def _check_last(last: Written) -> Iterator[str]:
    if last.void != (last.revision % 2 == 1):
        yield f"{last.name} is {'void' if last.void else 'taken back'}, but not in the way that the book does it"


def _check_strays() -> Iterator[str]:
    """What hangs in the air: an entry that says nothing, amounts of no transaction, a kind under the wrong letter."""
    for entry in db.session.scalars(
        select(Entry).outerjoin(Transaction, Transaction.entry_id == Entry.id).where(Transaction.id.is_(None))
    ):
        yield f"{entry.reference} says nothing"
    wrong = [(Entry.kind == kind) & (Entry.series != series) for kind, series in SERIES.items()]
    for entry in db.session.scalars(select(Entry).where(or_(Entry.kind.not_in(SERIES), *wrong))):
        yield f"{entry.reference} has the wrong letter for what it is"
    for leg in (MoneyLeg, PurposeLeg):
        stray = select(func.count()).select_from(leg).outerjoin(Transaction, Transaction.id == leg.transaction_id)
        if many := db.session.scalar(stray.where(Transaction.id.is_(None))):
            yield f"{many} amounts belong to no entry"
    stray = select(func.count()).select_from(Transaction).outerjoin(Entry, Entry.id == Transaction.entry_id)
    if many := db.session.scalar(stray.where(Entry.id.is_(None))):
        yield f"{many} transactions belong to no entry"
