"""The example's first year: a quiet one, held against the bank's statements, closed, and looked over by a neighbour."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from groupkit import dates, tenancy
from groupkit.accounts import closings
from groupkit.bank import bringing_in, coding, queries, reconciling
from groupkit.bank.coding import Said
from groupkit.bank.models import BankLine
from groupkit.bank.reading import StatementLine
from groupkit.dates import FinancialYear, months_after
from groupkit.db import db
from groupkit.demo import receipts
from groupkit.demo.book import Book
from groupkit.files import digest_of
from groupkit.ledger import operations
from groupkit.ledger.operations import Answers
from groupkit.ledger.queries import balances
from groupkit.payments import operations as payments
from groupkit.payments.operations import Counting
from groupkit.payments.queries.counting import in_account
from groupkit.yearend import looking
from groupkit.yearend import operations as yearend

IN_BANK, IN_TIN = 18_460, 2_315
"""What is left in the bank and the tin when the second year begins, in pence."""


@dataclass(frozen=True)
class Line:
    """Something of the first year: how many days in, who, pence in (or, below nought, out), as what, in which place."""

    days: int
    who: str
    pence: int
    what: str
    tin: bool = False


def lines() -> list[Line]:
    """Everything of the year but the moves from the tin to the bank, in the order of its days."""
    found = [
        Line(9, "Community Insure", -6_200, "Insurance"),
        Line(16, "Council for Voluntary Service", -1_500, "Affiliation fees"),
        Line(31, "Gift at the start", 10_000, "Donations"),
        Line(70, "Print Corner", -940, "Printing, post and phone"),
        Line(124, "Rotary Club", 5_000, "Donations"),
        Line(190, "Speaker’s travel", -1_420, "Speakers and training"),
        Line(251, "Collection at the library", 2_870, "Donations", tin=True),
        Line(300, "Bank", 38, "Bank interest"),
    ]
    for month in range(12):
        start = month * 30
        found.append(Line(start + 5, "Lantern Street Library", -2_000, "Room hire"))
        found.append(Line(start + 12, "Tea money", 1_250 + 150 * (month % 5), "Raffle and teas", tin=True))
        found.append(Line(start + 13, "Corner shop", -(510 + 30 * (month % 4)), "Refreshments", tin=True))
        found.append(Line(start + 18, "Subs", 1_600 + 100 * (month % 3), "Subs", tin=True))
    return sorted(found, key=lambda one: (one.days, one.who))


BANKED, BANKED_AFTER = 2_200, 24
"""What goes from the tin to the bank each month, in pence, and after how many days."""


def live(book: Book, year: FinancialYear) -> None:
    """Write the year down as its bank files and meetings come in, close it in its third month after, have it seen."""
    with dates.clock_at(book.evening(year.first)):
        _open(book, year.first)
    for one in (one for one in lines() if one.tin):
        book.on(year.first + timedelta(days=one.days), lambda one=one: _in_tin(book, year, one))  # type: ignore[misc]
    for quarter in range(4):
        first = months_after(year.first, quarter * 3)
        last = min(months_after(first, 3) - timedelta(days=1), year.last)
        day = last + timedelta(days=6)
        book.on(day, lambda first=first, last=last: _bring_in(book, year, first, last))  # type: ignore[misc]
        book.on(day, lambda last=last: _reconcile(book, last))  # type: ignore[misc]
        book.on(day + timedelta(days=5), lambda: _see(book))
    book.on(year.last + timedelta(days=4), lambda: _count(book))
    book.on(year.last + timedelta(days=48), lambda: _close(book, year))
    book.on(year.last + timedelta(days=66), lambda: _looked_over(book))


def _open(book: Book, day: date) -> None:
    """What was there before, so that the year ends with what the next one begins with."""
    general, by = book.id("fund", "General"), book.cast.treasurer
    tin = IN_TIN - sum(one.pence for one in lines() if one.tin) + 12 * BANKED
    bank = IN_BANK - sum(one.pence for one in lines() if not one.tin) - 12 * BANKED
    for name, pence, note in (("Bank", bank, "From the old exercise book"), ("Cash tin", tin, "Counted by two of us")):
        operations.record_opening(day=day, account=book.id("account", name), parts=[(general, pence)], by=by, note=note)


def _in_tin(book: Book, year: FinancialYear, one: Line) -> None:
    day, tin = year.first + timedelta(days=one.days), book.id("account", "Cash tin")
    common = {"day": day, "account": tin, "amount": abs(one.pence), "payee": one.who, "by": book.cast.treasurer}
    parts = [book.part(abs(one.pence), one.what)]
    if one.pence > 0:
        operations.record_receipt(**common, parts=parts, note="Counted by two")  # type: ignore[arg-type]
    else:
        picture = receipts.draw(one.who, day, [("Milk and biscuits", -one.pence)])
        operations.record_payment(**common, parts=parts, picture=picture)  # type: ignore[arg-type]


def _bring_in(book: Book, year: FinancialYear, first: date, last: date) -> None:
    """A quarter's file of the bank's, and each of its lines written down."""
    by, account = book.cast.treasurer, queries.bank_accounts()[0]
    wanted = [(year.first + timedelta(days=one.days), one) for one in lines() if not one.tin]
    wanted += [
        (months_after(year.first, month) + timedelta(days=BANKED_AFTER), Line(0, "CASH PAID IN", BANKED, ""))
        for month in range(12)
    ]
    mine = sorted(((day, one) for day, one in wanted if first <= day <= last), key=lambda pair: pair[0])
    found = [StatementLine(row, day, one.pence, one.who.upper()) for row, (day, one) in enumerate(mine, 2)]
    digest = digest_of(repr(found).encode())
    file = bringing_in.bring_in(account, found, digest, "Co-operative Bank", by)
    kept = db.session.scalars(select(BankLine).where(BankLine.file_id == file.id).order_by(BankLine.id)).all()
    said = [_said(book, line.id, one) for line, (_, one) in zip(kept, mine, strict=True)]
    for entry, (day, one) in zip(coding.write_down(said, by, Answers()), mine, strict=True):
        if one.pence < 0:
            operations.attach_receipt(entry, receipts.draw(one.who, day, [(one.what, -one.pence)]), by)


def _said(book: Book, line_id: int, one: Line) -> Said:
    if not one.what:
        return Said(line_id, other_account_id=book.id("account", "Cash tin"))
    fund, category = book.id("fund", "General"), book.id("category", one.what)
    return Said(line_id, category_id=category, fund_id=fund, payee=one.who)


def _reconcile(book: Book, last: date) -> None:
    """Everything that the bank shows is ticked, so nothing is left over."""
    by, account = book.cast.treasurer, queries.bank_accounts()[0]
    pence = next(one.pence for one in balances(last).accounts if one.id == account.id)
    row = reconciling.begin(account, last, pence, by)
    reconciling.tick(row, [item.entry_id for item in reconciling.standing(row).entries if item.day <= last], 1, by)
    reconciling.finish(row, by)


def _see(book: Book) -> None:
    row, _ = reconciling.finished()[0]
    reconciling.see(row, book.cast.coordinator)


def _count(book: Book) -> None:
    tin, day = book.id("account", "Cash tin"), tenancy.today()
    two = (book.cast.treasurer.person_no, book.cast.member.person_no)
    payments.count_cash(Counting(day, tin, *two), in_account(tin, day), book.cast.treasurer)


def _close(book: Book, year: FinancialYear) -> None:
    yearend.close_year(year, looking.look(year, book.cast.treasurer).seen, "", book.cast.treasurer)


def _looked_over(book: Book) -> None:
    yearend.note_examination(
        closings.closings()[0],
        tenancy.today() - timedelta(days=2),
        "Geraint Moss, retired from the post office",
        "good",
        "A tidy book. I looked at twenty lines and found every receipt.",
        None,
        book.cast.treasurer,
    )
