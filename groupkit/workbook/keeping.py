"""Where the pages of a printed sheet end, so that nothing is torn apart that belongs together. Pure."""

from collections.abc import Sequence
from typing import Literal

from groupkit.workbook.cells import AnyRow, Cell, Line, Row

Part = Literal["gap", "head", "rest"]
"""What a row is to the page: an empty one between two pieces, one that heads what follows, or neither."""


def part_of(row: AnyRow) -> Part:
    """What a row is to the page."""
    if isinstance(row, list | tuple):
        return "rest" if row else "gap"
    if isinstance(row, Line):
        return "head" if row.style in ("bold", "title") else "rest"
    if isinstance(row, Row):
        heads = any(isinstance(cell, Cell) and cell.style == "heading" for cell in row.cells)
        return "head" if heads or row.style == "heading" else "rest"
    return "rest"


def page_ends(rows: Sequence[tuple[float, Part]], room: float) -> list[int]:
    """The numbers, from 1, of the rows after which a page ends; rows are their heights in points, and `room` a page's.

    A page ends in the gap before a piece that would not fit on it whole; within a piece that is longer than a page, or
    that fills less than half of what would be left empty, at the last row that heads nothing.
    """
    ends: list[int] = []
    begin = 0
    while (last := _fitting(rows, begin, room)) < len(rows):
        end = _gap_before(rows, begin, last, room) or _no_head(rows, begin, last)
        ends.append(end)
        begin = end
    return ends


def _fitting(rows: Sequence[tuple[float, Part]], begin: int, room: float) -> int:
    """The row after the last that fits on a page that begins with this one: one at least."""
    used = 0.0
    for place in range(begin, len(rows)):
        used += rows[place][0]
        if used > room and place > begin:
            return place
    return len(rows)


def _gap_before(rows: Sequence[tuple[float, Part]], begin: int, last: int, room: float) -> int:
    """The end of the page in the last gap on it; 0 where there is none, or it would leave half of the page empty."""
    for place in range(last - 1, begin, -1):
        if rows[place][1] == "gap":
            left = sum(tall for tall, _ in rows[place + 1 : last])
            return place + 1 if left <= room / 2 else 0
    return 0


def _no_head(rows: Sequence[tuple[float, Part]], begin: int, last: int) -> int:
    """The end of the page where no row that heads something is the last on it."""
    end = last
    while end > begin + 1 and rows[end - 1][1] == "head":
        end -= 1
    return end if end > begin + 1 else last
