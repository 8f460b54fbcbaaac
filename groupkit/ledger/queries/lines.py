"""The lines of the cash book: the current line once, a page at a time or all in slices."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, func, not_, or_, select
from sqlalchemy.orm import aliased

from groupkit.db import db, sum_of
from groupkit.ledger.models import Entry, MoneyLeg, PurposeLeg, Transaction
from groupkit.ledger.queries.entries import Words, receipt_counts, wordings_of
from groupkit.ledger.queries.parts import MoneyPart, PurposePart, money_parts, purpose_parts
from groupkit.ledger.queries.seeking import Wanted, entry_has, texts_with, worded

SLICE = 500


@dataclass(frozen=True)
class Sought:
    """What the cash book is narrowed down to; nothing given means everything."""

    account: int | None = None
    fund: int | None = None
    category: int | None = None
    heading: int | None = None
    first: date | None = None
    last: date | None = None
    words: str = ""
    kind: str = ""
    wanted: tuple[Wanted, ...] = ()
    """Pieces that are looked for anywhere in a line; all of them have to be found."""

    @property
    def one_place(self) -> bool:
        """Whether a running balance means anything: all, one account or one fund, without further narrowing."""
        more = self.category or self.heading or self.words or self.kind or self.wanted
        return not (more or (self.account and self.fund))


@dataclass
class Line:
    """A line of the cash book: a transaction that stands, or one that is void and counts for nothing."""

    id: int
    entry_id: int
    year: str
    series: str
    number: int
    kind: str
    day: date
    revision: int
    takes_back: bool
    corrected_later: bool
    void: bool
    below_zero: bool
    money: list[MoneyPart] = field(default_factory=list)
    purpose: list[PurposePart] = field(default_factory=list)
    words: Words = field(default_factory=lambda: Words(0, "", ""))
    receipts: int = 0
    pence: int = 0
    balance: int | None = None

    @property
    def code(self) -> str:
        return f"{self.series}{self.number:03d}"

    @property
    def reference(self) -> str:
        return f"{self.year}/{self.code}"

    @property
    def corrected(self) -> bool:
        return self.revision > 0 and not self.takes_back

    @property
    def is_out(self) -> bool:
        """Whether its amount stands in the column for money out; a reversal stands beside its entry, below nought."""
        return (self.pence < 0) != self.takes_back

    @property
    def money_in(self) -> int | None:
        return self.pence if not self.is_out and self.pence and not self.void else None

    @property
    def money_out(self) -> int | None:
        return -self.pence if self.is_out and self.pence and not self.void else None

    @property
    def moved(self) -> int:
        """What was moved, when the line is a move between our own accounts or funds."""
        parts = [part.pence for part in (self.money if self.kind == "move" else self.purpose)]
        return max((abs(pence) for pence in parts), default=0)


@dataclass(frozen=True)
class Page:
    """One page of the cash book, newest first; `older` is where the next one begins."""

    lines: list[Line]
    older: str | None
    top_balance: int | None


def page_of(sought: Sought, before: tuple[date, int] | None = None, most: int = 50, names: bool = True) -> Page:
    """A page of lines below (day, id), the newest first, in a number of questions that the length of the book
    does not change. Without `names`, payees and notes are not even read."""
    query = _listing(sought)
    if before is not None:
        query = query.where(
            or_(Transaction.day < before[0], and_(Transaction.day == before[0], Transaction.id < before[1]))
        )
    rows = db.session.execute(query.order_by(Transaction.day.desc(), Transaction.id.desc()).limit(most + 1)).all()
    lines = _filled([_line(row) for row in rows[:most]], sought, names)
    older = f"{lines[-1].day:%Y-%m-%d}.{lines[-1].id}" if len(rows) > most else None
    balance = None
    if sought.one_place and lines:
        balance = _balance_through(sought, lines[0].day, lines[0].id)
        _run_down(lines, balance)
    return Page(lines, older, balance)


def last_id() -> int:
    """Where the book ends just now: given to `all_lines`, several readings show one and the same picture."""
    return db.session.scalar(select(func.max(Transaction.id))) or 0


def all_lines(sought: Sought, names: bool = True, up_to: int | None = None, purposes: bool = True) -> Iterator[Line]:
    """Every line, the oldest first, read in slices; with a running balance where that means anything.

    Without `purposes`, what a line was for is read only where it has no money side: of moves between funds.
    One consistent picture: nothing above the last transaction at the start is read, and the book only grows.
    """
    last = last_id() if up_to is None else up_to
    after: tuple[date, int] | None = None
    running = _balance_before(sought, last) if sought.one_place else None
    while True:
        query = _listing(sought, last).where(Transaction.id <= last)
        if after is not None:
            query = query.where(
                or_(Transaction.day > after[0], and_(Transaction.day == after[0], Transaction.id > after[1]))
            )
        rows = db.session.execute(query.order_by(Transaction.day, Transaction.id).limit(SLICE)).all()
        lines = _filled([_line(row) for row in rows], sought, names, purposes)
        for line in lines:
            if running is not None:
                running += 0 if line.void else line.pence
                line.balance = running
            yield line
        if len(rows) < SLICE:
            return
        after = (lines[-1].day, lines[-1].id)


def all_lines_in_slices(sought: Sought, up_to: int, names: bool = True) -> Iterator[Line]:
    """Every line up to a transaction, oldest first, for a long writing: between slices no transaction stays open.

    Without `names`, payees and notes are not even read.
    What was loaded before is read afresh afterwards, so this is never used while a page is writing.
    """
    for count, line in enumerate(all_lines(sought, names, up_to)):
        if count % SLICE == 0:
            db.session.rollback()
        yield line
    db.session.rollback()


def _listing(sought: Sought, up_to: int | None = None) -> Any:
    """The transactions that a list shows: not the pairs that cancel on one day, unless the entry is void."""
    back = aliased(Transaction)
    taken_back = back.reverses_id == Transaction.id
    if up_to is not None:
        taken_back = and_(taken_back, back.id <= up_to)
    query = (
        select(
            Transaction.id,
            Transaction.entry_id,
            Transaction.day,
            Transaction.revision,
            Transaction.reverses_id,
            Transaction.below_zero_id,
            Entry.year,
            Entry.series,
            Entry.number,
            Entry.kind,
            back.id.label("back_id"),
            back.same_day.label("back_same_day"),
            back.void.label("back_void"),
        )
        .join(Entry, Entry.id == Transaction.entry_id)
        .outerjoin(back, taken_back)
        .where(
            or_(Transaction.reverses_id.is_(None), not_(Transaction.same_day)),
            or_(back.id.is_(None), not_(back.same_day), back.void),
        )
    )
    return _narrowed(query, sought)


def _narrowed(query: Any, sought: Sought) -> Any:
    if sought.first:
        query = query.where(Transaction.day >= sought.first)
    if sought.last:
        query = query.where(Transaction.day <= sought.last)
    if sought.kind:
        query = query.where(Entry.kind == sought.kind)
    if sought.account:
        query = query.where(
            Transaction.id.in_(select(MoneyLeg.transaction_id).where(MoneyLeg.account_id == sought.account))
        )
    purposes = {
        PurposeLeg.fund_id: sought.fund,
        PurposeLeg.category_id: sought.category,
        PurposeLeg.heading_id: sought.heading,
    }
    wanted = [column == value for column, value in purposes.items() if value]
    if wanted:
        query = query.where(Transaction.id.in_(select(PurposeLeg.transaction_id).where(*wanted)))
    if sought.words:
        query = query.where(Transaction.entry_id.in_(worded(texts_with(sought.words))))
    for one in sought.wanted:
        query = query.where(entry_has(one))
    return query


def _line(row: Any) -> Line:
    void = bool(row.back_id and row.back_same_day and row.back_void)
    return Line(
        id=row.id,
        entry_id=row.entry_id,
        year=row.year,
        series=row.series,
        number=row.number,
        kind=row.kind,
        day=row.day,
        revision=row.revision,
        takes_back=row.reverses_id is not None,
        void=void,
        below_zero=row.below_zero_id is not None,
        corrected_later=bool(row.back_id and not row.back_same_day),
    )


def _filled(lines: list[Line], sought: Sought, names: bool, purposes: bool = True) -> list[Line]:
    """Give lines their legs, words and receipts: one question each, however many lines."""
    ids, entries = [line.id for line in lines], list({line.entry_id for line in lines})
    if not ids:
        return lines
    money = money_parts(ids)
    wanted = ids if purposes else [row_id for row_id in ids if row_id not in money]
    purpose = purpose_parts(wanted) if wanted else {}
    words = wordings_of(entries) if names else {}
    receipts = receipt_counts(entries) if names else {}
    for line in lines:
        line.money, line.purpose = money.get(line.id, []), purpose.get(line.id, [])
        line.words = words[line.entry_id][-1] if line.entry_id in words else line.words
        line.receipts = receipts.get(line.entry_id, 0)
        line.pence = _amount(line, sought)
    return lines


def _amount(line: Line, sought: Sought) -> int:
    """What a line adds to whatever the list is narrowed down to."""
    if sought.fund or sought.category or sought.heading:
        return sum(
            part.pence
            for part in line.purpose
            if sought.fund in (None, part.fund_id)
            and sought.category in (None, part.category_id)
            and sought.heading in (None, part.heading_id)
        )
    return sum(part.pence for part in line.money if sought.account in (None, part.account_id))


def _place_sum(sought: Sought) -> tuple[Any, Any]:
    leg: Any = PurposeLeg if sought.fund else MoneyLeg
    query = select(sum_of(leg.pence))
    if sought.fund:
        query = query.where(PurposeLeg.fund_id == sought.fund)
    elif sought.account:
        query = query.where(MoneyLeg.account_id == sought.account)
    return query, leg


def _balance_through(sought: Sought, day: date, transaction_id: int) -> int:
    """What was there after a line: every leg before its day, and those on its day that a list shows up to it.

    Pairs that vanish from the list cancel on one day, but one of the two may stand above the line and one below.
    """
    query, leg = _place_sum(sought)
    back = aliased(Transaction)
    on_the_day = (
        query.join(Transaction, Transaction.id == leg.transaction_id)
        .outerjoin(back, back.reverses_id == Transaction.id)
        .where(
            leg.day == day,
            # Said so that no index is found for it, and the one by day is: nearly every line of the book came before.
            leg.transaction_id - transaction_id <= 0,
            not_(Transaction.same_day),
            or_(back.id.is_(None), not_(back.same_day)),
        )
    )
    before = query.where(leg.day < day).scalar_subquery()
    row = db.session.execute(select(before.label("before"), on_the_day.scalar_subquery().label("on_the_day"))).one()
    return int(row.before + row.on_the_day)


def _balance_before(sought: Sought, up_to: int) -> int:
    """What was there before the first day looked for."""
    if sought.first is None:
        return 0
    query, leg = _place_sum(sought)
    return db.session.scalar(query.where(leg.day < sought.first, leg.transaction_id <= up_to)) or 0


def _run_down(lines: list[Line], balance: int) -> None:
    for line in lines:
        line.balance = balance
        balance -= 0 if line.void else line.pence
