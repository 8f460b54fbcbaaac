"""Opening the file of an old cash book: what sheets it has, and the rows of one. Pure.

Whether a file can be read at all is judged by the reader of bank files; here stand the sentences for this page.
"""

from collections.abc import Callable
from typing import TypeVar

from groupkit.bank.reading import Table, decoding
from groupkit.bank.reading.tables import read_sheet, read_text
from groupkit.bank.reading.values import MOST_COLUMNS
from groupkit.oldbook.reading.sides import below_one_another
from groupkit.oldbook.reading.values import MOST_ROWS
from groupkit.refusal import Refused

T = TypeVar("T")

_SAVE = "Open it in your spreadsheet, save it as .xlsx or CSV, and choose that"
_TOO_LONG = f"This sheet has more than {MOST_ROWS:,} rows. Bring in one year at a time"
_SENTENCES = {
    decoding.TOO_LARGE: "This file is larger than 5 MB. Save only the sheet with the cash book, and choose that",
    decoding.TOO_LONG: _TOO_LONG,
    decoding.NO_TEXT: f"This file cannot be read as a spreadsheet. {_SAVE}",
    decoding.PDF: f"That is a PDF, which is for reading and printing. {_SAVE}",
    decoding.PICTURE: "That is a picture. Choose the spreadsheet itself, as .xlsx or CSV",
    decoding.WEB_PAGE: f"That is a web page, even if its name says something else. {_SAVE}",
    decoding.PACKED: "That is a packed file. Unpack it, and choose the spreadsheet that is in it",
    decoding.DEFINES: f"This file carries definitions of its own, which no cash book does. {_SAVE}",
    decoding.OTHER_KIND: f"That is no spreadsheet. {_SAVE}",
}


def list_sheets(data: bytes) -> list[tuple[str, int]]:
    """The sheets of a file with how many rows each holds, the empty ones left out; a CSV is one sheet without a name.

    Raises Refused with a sentence for what cannot be read. The size is looked at first, and nothing is unpacked before.
    """
    return _in_our_words(lambda: _sheets(data))


def open_table(data: bytes, sheet: str, as_it_stands: bool = False) -> Table:
    """The rows of one sheet, each with its number there; of a book with two sides the right below the left, unless it
    is to be taken as it stands.

    Raises Refused with a sentence.
    """
    found = _in_our_words(lambda: read_sheet(data, sheet, MOST_ROWS) if sheet else _text_table(data))
    return found if as_it_stands else below_one_another(found)


def _sheets(data: bytes) -> list[tuple[str, int]]:
    from groupkit.workbook.reading import list_sheets as sheets_of

    decoding.check_bytes(data)
    if not decoding.is_packed_workbook(data):
        return [("", len(_text_table(data).rows))]
    found = [(name, rows) for name, rows in sheets_of(data, MOST_ROWS, MOST_COLUMNS) if rows]
    if not found:
        raise Refused(decoding.EMPTY, "file")
    return found


def _text_table(data: bytes) -> Table:
    text = decoding.decoded(data)
    decoding.check_text(text)
    table = read_text(text)
    if len(table.rows) > MOST_ROWS:
        raise Refused(_TOO_LONG, "file")
    width = min(max(map(len, table.rows)), MOST_COLUMNS)
    return Table([[*row[:width], *[""] * (width - len(row))] for row in table.rows], None, "csv", table.numbers)


def _in_our_words(read: Callable[[], T]) -> T:
    try:
        return read()
    except Refused as refused:
        raise Refused(_SENTENCES.get(refused.sentence, refused.sentence), "file") from None
