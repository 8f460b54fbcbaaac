"""Tables of a return on a sheet: each stands on the same twelve narrow columns, so that many fit one below another."""

from collections.abc import Sequence
from datetime import date

from groupkit.grants.columns import Cell as Said
from groupkit.grants.columns import ReturnColumn, ReturnTable
from groupkit.grants.defining import MEANINGS
from groupkit.grants.facts import Count
from groupkit.workbook import (
    About,
    AnyRow,
    Cell,
    Column,
    Formula,
    Line,
    Money,
    Row,
    column_letter,
    paragraphs,
)
from groupkit.workbook.cells import Kind, Value

COLUMNS = 12
WIDTH = 8.4
"""Twelve such columns fill a sheet of A4."""
_LEAST = {"money": 2, "day": 2, "count": 2, "words": 1}
_KINDS: dict[str, Kind] = {"money": "money", "day": "date", "count": "number", "words": "text"}


def columns() -> list[Column]:
    """The columns of a sheet on which tables stand one below another."""
    return [Column(width=WIDTH) for _ in range(COLUMNS)]


def set_down(table: ReturnTable, first: int) -> list[AnyRow]:
    """A table's rows: title, headings, lines, sums and note; `first` is the number of the row that comes next."""
    if not table.rows:
        return [Line(table.empty, "quiet")]
    rows: list[AnyRow] = [Line(table.title, "bold")]
    shares, begin = _shares(table.columns), starts(table.columns)
    heads = zip(table.columns, shares, strict=True)
    rows.append(Row([_head(one, share) for one, share in heads]))
    top = first + len(rows)
    for number, line in enumerate(table.rows, top):
        rows.append(Row(_cells(table.columns, line, shares, begin, number), "ruled"))
    if table.added:
        rows.append(Row(_sums(table, shares, begin, top, top + len(table.rows) - 1)))
    return [*rows, *paragraphs(table.note, "quiet")]


def _head(column: ReturnColumn, share: int) -> Cell:
    """A heading stands where its figures do: over the end of them, or over the beginning of words."""
    return Cell(column.title, "heading", share, MEANINGS.get(column.title, ""), kind=_KINDS[column.kind])


def starts(found: Sequence[ReturnColumn]) -> list[int]:
    """The number of the narrow column in which each column of a table begins, from 1."""
    shares = _shares(found)
    return [sum(shares[:place]) + 1 for place in range(len(shares))]


def _shares(found: Sequence[ReturnColumn]) -> list[int]:
    """How many of the narrow columns each column takes: what its figures need, and words by their room what is left."""
    least = [_LEAST[column.kind] for column in found]
    if sum(least) > COLUMNS:
        least = [1] * len(found)
    words = [place for place, column in enumerate(found) if column.kind == "words"] or list(range(len(found)))
    for _ in range(COLUMNS - sum(least)):
        tightest = max(words, key=lambda place: found[place].wide / least[place])
        least[tightest] += 1
    return least


def _cells(
    found: Sequence[ReturnColumn], line: Sequence[Said], shares: Sequence[int], starts: Sequence[int], row: int
) -> list[Cell]:
    made = []
    for column, value, share in zip(found, line, shares, strict=True):
        shown = plain(value, column.kind)
        if column.less and isinstance(shown, Money):
            more, less = (column_letter(starts[one]) for one in column.less)
            shown = Formula(f"={more}{row}-{less}{row}", shown)
        made.append(Cell(shown, across=share, kind=_KINDS[column.kind]))
    return made


def _sums(table: ReturnTable, shares: Sequence[int], starts: Sequence[int], top: int, last: int) -> list[Cell]:
    made = []
    for place, (column, value) in enumerate(zip(table.columns, table.sums(), strict=True)):
        shown = plain(value, column.kind)
        letter = column_letter(starts[place])
        if column.less and isinstance(shown, Money):
            more, less = (column_letter(starts[one]) for one in column.less)
            shown = Formula(f"={more}{last + 1}-{less}{last + 1}", shown)
        elif column.adds and isinstance(shown, About | Money | int):
            shown = Formula(f"=SUM({letter}{top}:{letter}{last})", shown)
        made.append(Cell(shown, "total", shares[place]))
    return made


def plain(value: Said, kind: str) -> Value:
    """What stands in a cell: money as money, a count as a number or a good guess, what is not shown as words."""
    if isinstance(value, Count):
        return _counted(value)
    if kind == "money" and isinstance(value, int):
        return Money(value)
    if isinstance(value, date):
        return value
    return value or None


def _counted(count: Count) -> Value:
    if count.hidden:
        return count.said
    return About(count.number) if count.about and count.number is not None else count.number
