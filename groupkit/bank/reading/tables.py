"""Text to rows: the mark between columns, quotation marks, rows that go on over several lines. Pure."""

import csv
from collections import Counter
from dataclasses import replace

from groupkit.bank.reading.decoding import EMPTY, NO_TEXT, TOO_LONG
from groupkit.bank.reading.values import MOST_COLUMNS, MOST_LINES, Table
from groupkit.refusal import Refused

_MARKS = (",", ";", "\t", "|")
_MOST_LINE = 10_000
_MOST_JOINED = 8
"""How many lines of the file one row may go on over, inside quotation marks."""
_END = "\x1f"


def read_text(text: str) -> Table:
    """The rows of a file of text, without the empty ones."""
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise Refused(TOO_LONG, "file")
    mark, skipped = _mark(lines)
    rows, numbers = [], []
    at = skipped
    while at < len(lines):
        cells, used = _row(lines, at, mark)
        if any(cell.strip() for cell in cells):
            rows.append(cells)
            numbers.append(at + 1)
        at += used
    if not rows:
        raise Refused(EMPTY, "file")
    return Table(rows, None, "csv", numbers)


def read_workbook(data: bytes) -> Table:
    """The rows of the first sheet of a workbook, all as wide as the widest."""
    from groupkit.workbook.reading import read_rows

    try:
        rows = read_rows(data, MOST_LINES, MOST_COLUMNS)
    except Refused as refused:
        raise Refused(refused.sentence, "file") from None
    if len(rows) > MOST_LINES:
        raise Refused(TOO_LONG, "file")
    if not rows:
        raise Refused(EMPTY, "file")
    width = max(map(width_of, rows))
    wide = [[*row[:width], *[""] * (width - len(row))] for row in rows]
    return Table(wide, None, "xlsx", list(range(1, len(rows) + 1)))


def read_sheet(data: bytes, sheet: str, most: int = MOST_LINES) -> Table:
    """The rows of one sheet of a workbook, each with its number there; refused when there are more than `most`."""
    from groupkit.workbook.reading import read_numbered

    try:
        found = read_numbered(data, sheet, most, MOST_COLUMNS)
    except Refused as refused:
        raise Refused(refused.sentence, "file") from None
    if len(found) > most:
        raise Refused(TOO_LONG, "file")
    if not found:
        raise Refused(EMPTY, "file")
    width = max(width_of(row) for _, row in found)
    wide = [[*row[:width], *[""] * (width - len(row))] for _, row in found]
    return Table(wide, None, "xlsx", [number for number, _ in found])


def with_header(table: Table, header: int | None) -> Table:
    """The same table, its headings found."""
    return replace(table, header=header)


def width_of(cells: list[str]) -> int:
    """How many columns a row has, empty ones at its end not counted."""
    return next((at for at in range(len(cells), 0, -1) if cells[at - 1].strip()), 0)


def _mark(lines: list[str]) -> tuple[str, int]:
    """What stands between the columns, and how many lines at the top only say so."""
    first = lines[0].strip().lower() if lines else ""
    if first.startswith("sep=") and len(first) == 5 and first[4] in _MARKS:
        return first[4], 1
    looked = [line for line in lines[:400] if line.strip()][:60]
    return max(_MARKS, key=lambda mark: _regularity(looked, mark)), 0


def _regularity(lines: list[str], mark: str) -> tuple[int, int]:
    """How many of the lines come apart into the same number of columns, at least three if any do; and that number."""
    widths = Counter(width for line in lines if mark in line and (width := len(_split(line[:_MOST_LINE], mark)[0])) > 1)
    if not widths:
        return 0, 0
    width, often = max(widths.items(), key=lambda item: (item[0] > 2, item[1], item[0]))
    return (often if width > 2 else 0), width


def _row(lines: list[str], at: int, mark: str) -> tuple[list[str], int]:
    """The cells of the row that begins at a line, and over how many lines it goes."""
    text = lines[at][:_MOST_LINE]
    for used in range(1, _MOST_JOINED + 1):
        cells, whole = _split(text, mark)
        if whole:
            return cells[:MOST_COLUMNS], used
        if at + used >= len(lines):
            break
        text = f"{text}\n{lines[at + used][:_MOST_LINE]}"
    # A quotation mark that nobody closed is only a letter.
    cells = [cell.strip().strip('"') for cell in lines[at][:_MOST_LINE].split(mark)]
    return cells[:MOST_COLUMNS], 1


def _split(text: str, mark: str) -> tuple[list[str], bool]:
    """The cells of a line, and whether every quotation mark in it is closed."""
    if '"' not in text:
        return text.split(mark), True
    try:
        cells = next(csv.reader([f"{text}{mark}{_END}"], delimiter=mark, skipinitialspace=True))
    except csv.Error:
        raise Refused(NO_TEXT, "file") from None
    return cells[:-1], cells[-1] == _END
