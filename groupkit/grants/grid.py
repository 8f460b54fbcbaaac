"""Tables of a return on a sheet: each stands on the same twelve narrow columns, so that many fit one below another."""

from collections.abc import Sequence
from datetime import date

from groupkit.grants.defining import MEANINGS
from groupkit.grants.facts import Count
from groupkit.grants.tables import Cell as Said
from groupkit.grants.tables import ReturnColumn, ReturnTable
from groupkit.workbook import (
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
from groupkit.workbook.cells import Value

COLUMNS = 12
WIDTH = 8.4
"""Twelve such columns fill a sheet of A4."""
_LEAST = {"money": 2, "day": 2, "count": 1, "words": 1}


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
    rows.append(Row([Cell(one.title, "heading", share, MEANINGS.get(one.title, "")) for one, share in heads]))
    top = first + len(rows)
    for number, line in enumerate(table.rows, top):
        rows.append(Row(_cells(table.columns, line, shares, begin, number), "ruled"))
    if table.added:
        rows.append(Row(_sums(table, shares, begin, top, top + len(table.rows) - 1)))
    return [*rows, *paragraphs(table.note, "quiet")]


def starts(found: Sequence[ReturnColumn]) -> list[int]:
    """The number of the narrow column in which each column of a table begins, from 1."""
    shares = _shares(found)
    return [sum(shares[:place]) + 1 for place in range(len(shares))]


def _shares(found: Sequence[ReturnColumn]) -> list[int]:
    """How many of the narrow columns each column takes: by its room, never fewer than its figures need."""
    least = [_LEAST[column.kind] for column in found]
    spare = COLUMNS - sum(least)
    room = sum(column.wide for column in found)
    shares = [one + int(spare * column.wide / room) for one, column in zip(least, found, strict=True)]
    widest = max(range(len(found)), key=lambda place: found[place].wide)
    shares[widest] += COLUMNS - sum(shares)
    return shares


def _cells(
    found: Sequence[ReturnColumn], line: Sequence[Said], shares: Sequence[int], starts: Sequence[int], row: int
) -> list[Cell]:
    made = []
    for column, value, share in zip(found, line, shares, strict=True):
        shown = plain(value, column.kind)
        if column.less and isinstance(shown, Money):
            more, less = (column_letter(starts[one]) for one in column.less)
            shown = Formula(f"={more}{row}-{less}{row}", shown)
        made.append(Cell(shown, across=share))
    return made


def _sums(table: ReturnTable, shares: Sequence[int], starts: Sequence[int], top: int, last: int) -> list[Cell]:
    made = []
    for place, (column, value) in enumerate(zip(table.columns, table.sums(), strict=True)):
        shown = plain(value, column.kind)
        letter = column_letter(starts[place])
        if column.less and isinstance(shown, Money):
            more, less = (column_letter(starts[one]) for one in column.less)
            shown = Formula(f"={more}{last + 1}-{less}{last + 1}", shown)
        elif column.adds and isinstance(shown, Money | int):
            shown = Formula(f"=SUM({letter}{top}:{letter}{last})", shown)
        made.append(Cell(shown, "total", shares[place]))
    return made


def plain(value: Said, kind: str) -> Value:
    """What stands in a cell: money as money, a count as a number, what is not shown as words."""
    if isinstance(value, Count):
        return value.said if value.hidden else value.number
    if kind == "money" and isinstance(value, int):
        return Money(value)
    if isinstance(value, date):
        return value
    return value or None
