"""What the bank says of the example's second year: its lines are found in the book, and three wait."""

from datetime import date, timedelta

from sqlalchemy import select

from groupkit import tenancy
from groupkit.bank import bringing_in, coding, queries, reconciling
from groupkit.bank.coding import Said
from groupkit.bank.models import BankLine
from groupkit.bank.reading import StatementLine
from groupkit.db import db
from groupkit.demo.book import Book
from groupkit.files import digest_of
from groupkit.ledger.operations import Answers
from groupkit.ledger.queries import Line, Sought, all_lines, balances


def live(book: Book) -> None:
    """A few days ago the treasurer fetched a file, matched what was there, and reconciled up to the year's end."""
    book.on(book.today - timedelta(days=2), lambda: _fetch(book))
    book.on(book.today - timedelta(days=1), lambda: _reconcile(book))


def _fetch(book: Book) -> None:
    account, by = queries.bank_accounts()[0], book.cast.treasurer
    first = book.last_year.first
    known = [(line.day, line.pence, line.words.payee, line.entry_id) for line in _standing(account.id, first)]
    found = [StatementLine(row, day, pence, words.upper()) for row, (day, pence, words, _) in enumerate(known, 2)]
    waiting = [
        (1_240, "SUMUP PAYMENTS"),
        (-899, "CARD PAYMENT MACE LANTERN ST"),
        (-2_200, "LANTERN STREET LIBRARY"),
    ]
    late = tenancy.today() - timedelta(days=1)
    found += [StatementLine(900 + row, late, pence, words) for row, (pence, words) in enumerate(waiting)]
    file = bringing_in.bring_in(account, found, digest_of(repr(found).encode()), "Co-operative Bank", by)
    lines = db.session.scalars(select(BankLine).where(BankLine.file_id == file.id).order_by(BankLine.id)).all()
    said = [Said(line.id, entry_id=entry_id) for line, (*_, entry_id) in zip(lines, known, strict=False)]
    coding.write_down(said, by, Answers())


def _standing(account_id: int, first: date) -> list[Line]:
    """The lines of the book that the bank would show: those that stand, and are no opening balance."""
    return [
        line
        for line in all_lines(Sought(account=account_id, first=first))
        if not line.void and not line.takes_back and line.pence and line.kind != "opening"
    ]


def _reconcile(book: Book) -> None:
    """The statement to the end of the year: finished, and nobody else has looked at it yet."""
    account, by, until = queries.bank_accounts()[0], book.cast.treasurer, book.last_year.last
    pence = next(one.pence for one in balances(until).accounts if one.id == account.id)
    row = reconciling.begin(account, until, pence, by)
    reconciling.tick(row, [item.entry_id for item in reconciling.standing(row).entries if item.day <= until], 1, by)
    reconciling.finish(row, by)
