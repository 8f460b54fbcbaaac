"""Reading a form that a funder sends as a workbook: its sheets as grids, and what each cell would take.

Nothing is worked out: of a formula we say that it is one, and show what the file says it came to.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from groupkit.workbook.naming import column_letter
from groupkit.workbook.parts.answers import Rule
from groupkit.workbook.parts.book import Book, SheetPart
from groupkit.workbook.parts.places import Area, Place, called, read_place, split_sheet
from groupkit.workbook.parts.sheet import RawCell, Scan

MOST_COLUMNS = 26
MOST_ROWS = 1_000
"""How far a sheet is shown; a cell beyond it can still be named."""
MOST_LIKELY = 120
LOOKS_LEFT, LOOKS_UP = 6, 3
"""How many cells to the left, and above, a label is looked for."""
LONGEST_LABEL = 120
BRIEF = 300
"""In characters: how much of a cell's text is shown."""


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell as it is shown: `closed` says why nothing can be put there, and is empty where something can."""

    place: Place
    text: str
    formula: bool
    closed: str
    across: int = 1
    down: int = 1

    @property
    def name(self) -> str:
        """`B5`."""
        return called(self.place)


@dataclass(frozen=True, slots=True)
class LikelyCell:
    """A cell that seems to wait for an answer, with the words of the form beside it."""

    cell: FormCell
    label: str
    takes: str


@dataclass(frozen=True, slots=True)
class NamedCell:
    """A single cell to which the funder gave a name."""

    name: str
    sheet: str
    cell: str


LOCKED = "This cell is locked: the funder protected the sheet"
FORMULA = "A formula of the funder’s works this out by itself"
HEADING = "This is the heading of a table, which the form needs as it is"


class FormSheet:
    """One sheet of a form."""

    def __init__(self, book: Book, part: SheetPart, number: int) -> None:
        self._book, self._part = book, part
        self.number, self.name = number, part.name
        self.shown = part.state == "visible"

    @cached_property
    def _found(self) -> Scan:
        return self._book.scan(self._part)

    @property
    def protected(self) -> bool:
        return self._found.protected

    @cached_property
    def _worked_out(self) -> list[Area]:
        """The stretches that one formula fills with its answers."""
        formulas = (cell.formula for cell in self._found.cells.values() if cell.formula)
        return [one.area for one in formulas if one.area is not None and one.kind in ("array", "dataTable")]

    def corner(self, place: Place) -> Place:
        """The cell that stands for this one where cells are merged."""
        return self._found.corner_of(place)

    def closed(self, place: Place) -> str:
        """Why nothing can be put into a cell, in a sentence; nothing where something can."""
        raw = self._found.cells.get(place)
        if (raw is not None and raw.formula) or any(place in area for area in self._worked_out):
            return FORMULA
        if self.protected and self._book.style(self._found.style_of(place)).locked:
            return LOCKED
        return HEADING if any(place in area for area in self._book.headers(self._part)) else ""

    def cell(self, place: Place) -> FormCell:
        """One cell as it is shown; a merged one by its corner."""
        corner = self.corner(place)
        raw = self._found.cells.get(corner)
        merged = next((area for area in self._found.merged if corner == area.first), None)
        across, down = (merged.right - merged.left + 1, merged.bottom - merged.top + 1) if merged else (1, 1)
        text = self._book.text(raw)[:BRIEF] if raw else ""
        return FormCell(corner, text, bool(raw and raw.formula), self.closed(corner), across, down)

    def rule(self, place: Place) -> Rule | None:
        """What a cell takes, or None where it takes anything."""
        return self._book.rule_at(self._part, place)

    @cached_property
    def extent(self) -> Place:
        """The last row and the last column that hold something."""
        used = [place for place, cell in self._found.cells.items() if self._shows(cell)]
        used += [(area.bottom, area.right) for area in self._found.merged]
        return max((row for row, _ in used), default=1), max((column for _, column in used), default=1)

    def _shows(self, cell: RawCell) -> bool:
        return bool(cell.text or cell.formula or cell.style)

    def rows(self, first: int, last: int) -> list[tuple[int, list[FormCell]]]:
        """The rows from one number to another, each with its cells; what a merged one covers is left out."""
        width = min(self.extent[1] + 1, MOST_COLUMNS)
        return [
            (row, [self._cut(cell, width, last) for cell in self._row(row, width)]) for row in range(first, last + 1)
        ]

    def _row(self, row: int, width: int) -> Iterator[FormCell]:
        for column in range(1, width + 1):
            if self.corner((row, column)) == (row, column):
                yield self.cell((row, column))

    def _cut(self, cell: FormCell, width: int, last: int) -> FormCell:
        """A merged cell no wider than the table that is shown and no taller than the rows that are."""
        across, down = min(cell.across, width - cell.place[1] + 1), min(cell.down, last - cell.place[0] + 1)
        return FormCell(cell.place, cell.text, cell.formula, cell.closed, across, down)

    @property
    def letters(self) -> list[str]:
        """The letters of the columns that are shown."""
        return [column_letter(number) for number in range(1, min(self.extent[1] + 1, MOST_COLUMNS) + 1)]

    def label(self, place: Place) -> str:
        """The words of the form beside a cell: to its left, or else above it."""
        row, column = place
        left = ((row, column - step) for step in range(1, LOOKS_LEFT + 1) if column > step)
        above = ((row - step, column) for step in range(1, LOOKS_UP + 1) if row > step)
        return next((words for near in (*left, *above) if (words := self._words(near))), "")

    def _words(self, place: Place) -> str:
        raw = self._found.cells.get(self.corner(place))
        text = " ".join(self._book.text(raw).split()) if raw else ""
        return text[:LONGEST_LABEL] if any(letter.isalpha() for letter in text) else ""

    def likely(self, named: frozenset[Place] = frozenset()) -> list[LikelyCell]:
        """The cells that seem to wait for an answer, row by row: named, with a list, open, or empty beside words."""
        places = {self.corner(place) for place in (*named, *self._candidates())}
        found = []
        for place in sorted(places):
            cell = self.cell(place)
            if not cell.closed:
                found.append(LikelyCell(cell, self.label(place), takes(self.rule(place))))
        return found[:MOST_LIKELY]

    def _candidates(self) -> Iterator[Place]:
        for place, raw in self._found.cells.items():
            if raw.formula:
                continue
            if self.protected:
                if not self._book.style(raw.style).locked:
                    yield place
            elif raw.text and self._words(place):
                yield from self._asked_by(place)
            elif self.rule(place) is not None:
                yield place
        for raw_rule in self._found.rules:
            corner = read_place(raw_rule.areas.partition(" ")[0].partition(":")[0])
            if corner is not None:
                yield corner

    def _asked_by(self, place: Place) -> Iterator[Place]:
        """The empty cell beside some words, or else the empty box below them."""
        merged = next((area for area in self._found.merged if place == area.first), Area(*place, *place))
        beside, below = (place[0], merged.right + 1), (merged.bottom + 1, place[1])
        if self._is_empty(beside):
            yield beside
        elif any(below == area.first for area in self._found.merged) and self._is_empty(below):
            yield below

    def _is_empty(self, place: Place) -> bool:
        raw = self._found.cells.get(self.corner(place))
        return raw is not None and not raw.text and raw.formula is None


def takes(rule: Rule | None) -> str:
    """What a cell takes, in a few words; nothing where it takes anything."""
    if rule is None:
        return ""
    if rule.kind == "list":
        if not rule.options:
            return "one from a list that we cannot read"
        more = f" and {len(rule.options) - 6} more" if len(rule.options) > 6 else ""
        return f"one of: {', '.join(rule.options[:6])}{more}"
    return _TAKES.get(rule.kind, "")


_TAKES = {
    "whole": "a whole number",
    "decimal": "a number",
    "date": "a day",
    "time": "a time of day",
    "textLength": "words of a certain length",
    "custom": "what a rule of the form allows",
}


class Form:
    """A form as it was sent. Raises Refused with a sentence where it is none that we can fill."""

    def __init__(self, data: bytes) -> None:
        self._book = Book(data)
        parts = [one for one in self._book.sheets if one.part and one.state != "veryHidden"]
        self.sheets = [FormSheet(self._book, part, number) for number, part in enumerate(parts, 1)]

    def sheet(self, name: str) -> FormSheet | None:
        """The sheet of that name."""
        return next((one for one in self.sheets if one.name.casefold() == name.casefold()), None)

    def numbered(self, number: int) -> FormSheet | None:
        """The sheet of that number, counted from 1."""
        return self.sheets[number - 1] if 1 <= number <= len(self.sheets) else None

    def check(self) -> None:
        """Read every sheet once. Raises Refused where one is not in order, or all are too much."""
        for sheet, _ in self._book.scan_all():
            self._book.headers(sheet)
        self._book.read_the_rest()

    def named_cells(self) -> list[NamedCell]:
        """The names that the funder gave to single cells, in the order of the file."""
        found = []
        for one in self._book.names:
            sheet, _ = split_sheet(one.text)
            part = self._book.find(sheet) if sheet else None
            led = self._book.area_of(part, one.text) if part and not one.name.startswith("_") else None
            if led and (led[1].size == 1 or self._is_merged(*led)) and self.sheet(led[0].name):
                found.append(NamedCell(one.name, led[0].name, called(led[1].first)))
        return found

    def _is_merged(self, part: SheetPart, area: Area) -> bool:
        """Whether a stretch is shown as one cell."""
        return area in self._book.scan(part).merged
