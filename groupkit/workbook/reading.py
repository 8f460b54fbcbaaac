"""Reading the first sheet of a workbook that somebody sends, with care: it may be huge, hidden or made to do harm."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from groupkit.refusal import Refused

MOST_UNPACKED = 40 * 1024 * 1024
"""In bytes: what all parts of a workbook together may unpack to."""
MOST_PARTS = 400
MOST_SHEETS = 40
MOST_BLANK = 2_000
"""How many empty rows in a row end a sheet: some programs save a million of them."""

NOT_A_WORKBOOK = "This file cannot be read as a spreadsheet. Open it, save it again as .xlsx or CSV, and choose it anew"
NO_SUCH_SHEET = "There is no sheet of that name in this file. Choose the sheet again"
TOO_BIG = "This workbook is larger inside than it looks. Save only the sheet with the list as CSV, and choose that"


def read_rows(data: bytes, most_rows: int, most_columns: int) -> list[list[str]]:
    """The rows of the first sheet as text, at most one more than `most_rows` so that too many can be told.

    Formulas are never worked out: what the file says they came to is read. Raises Refused with a sentence.
    """
    with _opened(data) as sheets:
        return [row for _, row in _rows(_cells(sheets[0], most_columns), most_rows)]


def read_numbered(data: bytes, sheet: str, most_rows: int, most_columns: int) -> list[tuple[int, list[str]]]:
    """The rows of the sheet of that name as text, each with its number in the sheet, counted from 1.

    At most one more than `most_rows`, so that too many can be told. Raises Refused with a sentence.
    """
    with _opened(data) as sheets:
        found = next((one for one in sheets if one.title == sheet), None)
        if found is None:
            raise Refused(NO_SUCH_SHEET)
        return list(_rows(_cells(found, most_columns), most_rows))


def list_sheets(data: bytes, most_rows: int, most_columns: int) -> list[tuple[str, int]]:
    """The sheets of a workbook that are not hidden, each with how many rows hold something: at most one more than
    `most_rows`. Raises Refused with a sentence."""
    with _opened(data) as sheets:
        cells = {one.title: _cells(one, most_columns) for one in sheets[:MOST_SHEETS]}
        return [(title, sum(1 for _ in _rows(found, most_rows))) for title, found in cells.items()]


@contextmanager
def _opened(data: bytes) -> Iterator[list[Any]]:
    """The sheets that are not hidden, or all where every one is."""
    check_parts(data)
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
            if not sheets:
                raise Refused(NOT_A_WORKBOOK)
            yield sheets
        finally:
            book.close()
    except Refused:
        raise
    except Exception:  # a broken file can break the reader anywhere
        raise Refused(NOT_A_WORKBOOK) from None


def _cells(sheet: Any, most_columns: int) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()
    found: Iterator[tuple[Any, ...]] = sheet.iter_rows(values_only=True, max_col=most_columns)
    return found


def check_parts(data: bytes, most_parts: int = MOST_PARTS) -> None:
    """Refused for what is no workbook, unpacks to too much, or carries definitions of its own."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in {part.filename for part in parts}:
                raise Refused(NOT_A_WORKBOOK)
            if len(parts) > most_parts or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Refused(TOO_BIG)
            unpacked = 0
            for part in parts:
                with archive.open(part) as inside:
                    if b"<!DOCTYPE" in inside.read(2_000):
                        raise Refused(NOT_A_WORKBOOK)
                    unpacked += 2_000
                    while piece := len(inside.read(1 << 16)):  # the sizes that a file states need not be true
                        unpacked += piece
                        if unpacked > MOST_UNPACKED:
                            raise Refused(TOO_BIG)
    except (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise Refused(NOT_A_WORKBOOK) from None
    except Exception as error:  # zlib's own error is no OSError
        if isinstance(error, Refused):
            raise
        raise Refused(NOT_A_WORKBOOK) from None


def _rows(found: Iterator[tuple[Any, ...]], most: int) -> Iterator[tuple[int, list[str]]]:
    blank = given = 0
    for number, values in enumerate(found, 1):
        row = [as_text(value) for value in values]
        if not any(row):
            blank += 1
            if blank > MOST_BLANK:
                return
            continue
        blank = 0
        yield number, row
        given += 1
        if given > most:
            return


def as_text(value: Any) -> str:
    """A cell as a person would read it: a date as 2026-05-03, a whole number without its point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)[:2_000]
