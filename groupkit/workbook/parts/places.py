"""Where things are in a workbook: cells, stretches of cells, and how formulas write them. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from groupkit.workbook.naming import LAST_COLUMN, LAST_ROW, column_letter, column_number

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)
_COLUMNS = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})", re.ASCII)
_ROWS = re.compile(r"\$?([1-9][0-9]{0,6}):\$?([1-9][0-9]{0,6})", re.ASCII)
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.*)", re.DOTALL)
_DOLLARS = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([1-9][0-9]{0,6})", re.ASCII)

Place = tuple[int, int]
"""A row and a column, both from 1."""


@dataclass(frozen=True, slots=True)
class Area:
    """A stretch of cells, its first and last rows and columns included."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, place: Place) -> bool:
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right

    @property
    def first(self) -> Place:
        return self.top, self.left

    @property
    def size(self) -> int:
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def places(self) -> Iterator[Place]:
        """Every cell of it, row by row."""
        return (
            (row, column) for row in range(self.top, self.bottom + 1) for column in range(self.left, self.right + 1)
        )


def called(place: Place) -> str:
    """`B5`."""
    return f"{column_letter(place[1])}{place[0]}"


def read_place(text: str) -> Place | None:
    """The cell that `B5` or `$b$5` names; None where there is no such cell."""
    found = _CELL.fullmatch(text.strip().upper())
    if found is None:
        return None
    try:
        column = column_number(found[1])
    except ValueError:
        return None
    row = int(found[2])
    return (row, column) if row <= LAST_ROW else None


def read_area(text: str) -> Area | None:
    """The stretch that `B5`, `B5:C9`, `B:C` or `5:9` names, with or without dollar signs; None where it is no such."""
    written = text.strip().upper()
    try:
        if whole := _COLUMNS.fullmatch(written):
            sides = sorted((column_number(whole[1]), column_number(whole[2])))
            return Area(1, sides[0], LAST_ROW, sides[1])
        if whole := _ROWS.fullmatch(written):
            top, bottom = sorted((int(whole[1]), int(whole[2])))
            return Area(top, 1, bottom, LAST_COLUMN) if bottom <= LAST_ROW else None
    except ValueError:
        return None
    ends = [read_place(end) for end in written.split(":")]
    if len(ends) > 2 or None in ends:
        return None
    rows = sorted(end[0] for end in ends if end)
    columns = sorted(end[1] for end in ends if end)
    return Area(rows[0], columns[0], rows[-1], columns[-1])


def read_areas(text: str) -> list[Area]:
    """The stretches of a list like `B2:B9 D4`; what cannot be read is left out."""
    return [area for word in text.split() if (area := read_area(word)) is not None]


def split_sheet(text: str) -> tuple[str | None, str]:
    """The sheet that a reference names, if any, and the rest: `'It''s'!A1` is (`It's`, `A1`)."""
    found = _SHEET.fullmatch(text.strip())
    if found is None:
        return None, text.strip()
    return (found[1].replace("''", "'") if found[1] else found[2]), found[3]


def shifted(text: str, down: int, right: int) -> str:
    """A reference as another cell reads it: what has no dollar sign moves along. What leaves the sheet stays."""

    def move(found: re.Match[str]) -> str:
        column = column_number(found[2]) + (0 if found[1] else right)
        row = int(found[4]) + (0 if found[3] else down)
        if not (1 <= column <= LAST_COLUMN and 1 <= row <= LAST_ROW):
            return found[0]
        return f"{found[1]}{column_letter(column)}{found[3]}{row}"

    return _DOLLARS.sub(move, text)
