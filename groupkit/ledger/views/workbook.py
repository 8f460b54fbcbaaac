"""Taking the cash book away as a workbook."""

from collections.abc import Iterator
from typing import IO, Any

from flask import Response, abort, g, render_template

from groupkit import workbook
from groupkit.dates import FinancialYear
from groupkit.ledger import book_workbook, lines_workbook
from groupkit.ledger.views.book import years_of_book

WHOLE, PIECE = "whole", 64 * 1024


def take_copies() -> Any:
    """What can be taken away: the whole book, or one financial year."""
    return render_template("ledger/take_copies.html", years=years_of_book(), whole=WHOLE)


def download_book(label: str) -> Any:
    """The cash book as a workbook, made from one moment's picture of it."""
    return _send(*book_workbook.make(_year_called(label), g.actor.group_name, g.actor.slug))


def take_lines() -> Any:
    """The lines without names, to take away: the whole book, or one financial year."""
    return render_template("ledger/take_lines.html", years=years_of_book(), whole=WHOLE)


def download_lines(label: str) -> Any:
    """The lines as a workbook: chosen fields, never a name or a note."""
    return _send(*lines_workbook.make(_year_called(label), g.actor.group_name, g.actor.slug))


def _year_called(label: str) -> FinancialYear | None:
    """The financial year of this label, none for the whole book; no such page where there is neither."""
    year = next((one for one in years_of_book() if one.label == label), None)
    if year is None and label != WHOLE:
        abort(404)
    return year


def _send(book: IO[bytes], name: str) -> Response:
    answer = Response(_pieces(book), mimetype=workbook.MIME_TYPE)
    answer.call_on_close(book.close)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _pieces(book: IO[bytes]) -> Iterator[bytes]:
    """The bytes a little at a time, and the file closed behind them."""
    with book:
        while piece := book.read(PIECE):
            yield piece
