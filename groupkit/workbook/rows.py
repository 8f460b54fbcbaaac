"""Rows as sheet XML, written one after another, so that memory stays flat however many there are.

openpyxl makes everything else of a workbook, not the rows: it cannot write a formula's computed value, and it
writes words into the cells, where the preview on an iPhone does not see them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import ceil
from typing import IO, Any

from groupkit.money import figures
from groupkit.workbook.cells import (
    TALLEST_PICTURE,
    About,
    AnyRow,
    Cell,
    Chart,
    Expected,
    Formula,
    Kind,
    Line,
    Money,
    Picture,
    Row,
    Sheet,
    Style,
    Total,
    Validation,
    Value,
)
from groupkit.workbook.keeping import Part, part_of
from groupkit.workbook.naming import LAST_ROW, column_letter, titles_named_in
from groupkit.workbook.texts import TextTable, cell_text, cleaned, escaped

FIGURES: frozenset[Kind] = frozenset({"money", "number", "about"})
"""The kinds that are set at the right of their column."""

Look = tuple[Style, Kind, bool]
"""A style, what the value is, and whether it is text that must be kept from turning into something else."""

LINE_POINTS, TITLE_POINTS, AIR_POINTS, MOST_POINTS = 14.5, 22, 4, 409
"""Heights: a line of print, a line of a title, the air in a row, and the most that a row may have."""

POINTS_PER_PIXEL = 0.75
USUAL_POINTS = LINE_POINTS + AIR_POINTS
LONGEST_FORMULA = 8_192

LETTERS_PER_FIGURE = 1.1
"""A column's width is counted in figures; letters are narrower."""

_ROOM = {"title": 0.65, "heading": 0.9, "bold": 0.9, "total": 0.9, "label": 0.9}
_INDENTED = frozenset({"label", "boxed", "answer", "yours"})
_EMPTY_KINDS: dict[Expected, Kind] = {"choice": "text", "number": "number", "money": "money", "date": "date"}
DAY_ZERO, _FIRST_DAY = date(1899, 12, 30), date(1900, 3, 1)
_EXACT_UP_TO = 10**15
_DAY_WIDTH, _INDENT_WIDTH = 12.5, 3


class RowWriter:
    """Writes one sheet's rows, and remembers what the sheet's own settings need to know of them."""

    def __init__(
        self, sheet: Sheet, titles: Collection[str], looks: Mapping[Look, int], texts: TextTable, out: IO[bytes]
    ) -> None:
        self.columns, self.titles, self.looks, self.texts = sheet.columns, titles, looks, texts
        self.letters = [column_letter(number) for number in range(1, len(sheet.columns) + 1)]
        self.widths = [column.width for column in sheet.columns]
        self.number = 0
        self.merged: list[str] = []
        self.pictures: list[tuple[int, int, Picture]] = []
        self.charts: list[tuple[int, Chart]] = []
        self.comments: list[tuple[str, str]] = []
        self.expected: dict[Validation, list[tuple[int, int]]] = {}
        self.widest = [0.0] * len(sheet.columns)
        self.heights: list[tuple[float, Part]] = []
        self._kept = sheet.kept
        self._out = out
        self._tall, self._fixed = 0.0, False

    def add(self, row: AnyRow, style: Style) -> None:
        """Write the next row; `style` is for rows that name none. TypeError or ValueError: no sheet holds this."""
        self._add(row, style)
        if self._kept:
            tall = max(self._tall, USUAL_POINTS) if self._fixed or self._tall > USUAL_POINTS else USUAL_POINTS
            self.heights.append((min(tall, MOST_POINTS), part_of(row)))

    def _add(self, row: AnyRow, style: Style) -> None:
        if isinstance(row, list | tuple):
            self._write(row, style, 0)
        elif isinstance(row, Line):
            self._write([Cell(row.text, across=max(len(self.columns), 1))], row.style, max(row.lines, 1))
        elif isinstance(row, Row):
            self._write(row.cells, row.style or style, row.lines)
        elif isinstance(row, Chart):
            self._draw(row)
        else:
            raise TypeError(f"a row is a Row, a Line, a Chart, a tuple or a list, not {type(row).__name__}")

    def _draw(self, chart: Chart) -> None:
        """An empty row as tall as the chart, which is drawn when all its figures are written."""
        if not 0 <= chart.across <= len(self.columns):
            raise ValueError(f"a chart across {chart.across} columns does not fit the sheet's {len(self.columns)}")
        self._write((), "plain", ceil(min(chart.height, TALLEST_PICTURE) * POINTS_PER_PIXEL / LINE_POINTS))
        self.charts.append((self.number, chart))

    def _write(self, cells: Sequence[Value | Cell], style: Style, lines: int) -> None:
        self.number += 1
        if self.number > LAST_ROW:
            raise ValueError(f"a sheet has no more than {LAST_ROW:,} rows")
        self._tall, self._fixed = max(lines, 1) * LINE_POINTS + AIR_POINTS, lines > 0
        made: list[str] = []
        end = len(self.columns)
        place = 0
        for value in cells:
            across = value.across if isinstance(value, Cell) else 1
            if across < 1 or place + across > end:
                raise ValueError(f"row {self.number} does not fit the sheet's {end} columns")
            made.append(_WRITERS[type(value)](self, place, value, style, self.widths[place]))
            place += across
        made.extend(_nothing(self, empty, None, style, 0) for empty in range(place, end))
        self._out.write(f'<row r="{self.number}"{self._height()}>{"".join(made)}</row>'.encode())

    def _height(self) -> str:
        """The row's height, where it is not the usual one; joined cells never find theirs by themselves."""
        if self._tall <= USUAL_POINTS and not self._fixed:
            return ""
        custom = ' customHeight="1"' if self._fixed else ""
        return f' ht="{min(self._tall, MOST_POINTS):g}"{custom}'

    def cell(self, place: int, look: Look, inside: str, kind: str = "") -> str:
        """One cell's XML; `inside` is ready for XML and `kind` the attribute that says what it is."""
        return f'<c r="{self.at(place)}" s="{self.looks[look]}"{kind}>{inside}</c>'

    def at(self, place: int) -> str:
        """What the cell in this place of the row is called, like B7."""
        return f"{self.letters[place]}{self.number}"

    def join(self, place: int, across: int) -> None:
        """Join the cells from this place on into one."""
        self.merged.append(f"{self.at(place)}:{self.at(place + across - 1)}")
        self._fixed = True

    def stretch(self, points: float) -> None:
        """Make the row at least so tall inside."""
        self._tall = max(self._tall, points + AIR_POINTS)

    def widen(self, place: int, kind: Kind, stored: str) -> None:
        """Note how many characters this figure needs: a column too narrow for it would show ####."""
        commas = max(len(stored) - 4, 0) // 3 if kind == "money" else 0
        said = len(stored) + len("about ") * (kind == "about")
        width = _DAY_WIDTH if kind == "date" else said + commas + _INDENT_WIDTH
        if kind != "text" and width > self.widest[place]:
            self.widest[place] = width

    def hang(self, place: int, picture: Picture) -> None:
        """Note a picture whose top left corner is in this cell, and make the row as tall as it is."""
        self.pictures.append((self.number - 1, place, picture))
        self.stretch(picture.size()[1] * POINTS_PER_PIXEL + AIR_POINTS)
        self._fixed = True


def _points(text: str, width: float, style: Style) -> float:
    """About how tall these words stand, in points, in this many characters' width."""
    room = max(width * LETTERS_PER_FIGURE * _ROOM.get(style, 1) - 2 * (style in _INDENTED), 1)
    lines = sum(_lines(line, room) for line in cleaned(text).split("\n"))
    return lines * (TITLE_POINTS if style == "title" else LINE_POINTS)


def _lines(words: str, room: float) -> int:
    lines, used = 1, 0
    for word in words.split(" "):
        length = len(word) if word.isascii() else sum(2 if letter > "\u2e7f" else 1 for letter in word)
        if used and used + 1 + length > room:
            lines, used = lines + 1, 0
        used += length + (used > 0)
        if used > room:
            lines += ceil(used / room) - 1
            used = int(used % room)
    return lines


def _stored(value: str | int | date | Money | About) -> tuple[Kind, str]:
    """What the cell is and what stands in it: a number as every program reads it, exactly, or else words."""
    if isinstance(value, str):
        return "text", cell_text(value)
    if isinstance(value, Money):
        pence = value.pence
        if -_EXACT_UP_TO < pence < _EXACT_UP_TO:
            return "money", f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02d}"
        return "text", figures(pence)
    if isinstance(value, About):
        kind, stored = _stored(value.number)
        return ("about", stored) if kind == "number" else ("text", f"about {stored}")
    if isinstance(value, int):
        return ("number" if -_EXACT_UP_TO < value < _EXACT_UP_TO else "text"), str(value)
    if value < _FIRST_DAY:
        return "text", f"{value.day} {value:%b} {value.year}"
    return "date", str((value - DAY_ZERO).days)


def _nothing(writer: RowWriter, place: int, value: None, style: Style, width: float) -> str:
    return writer.cell(place, (style, "text", False), "")


def _words(writer: RowWriter, place: int, value: str, style: Style, width: float, among: Kind | None = None) -> str:
    if not value:
        return _nothing(writer, place, None, style, width)
    index, would_turn = writer.texts.place(value)
    kind = among or (writer.columns[place].kind if style == "heading" else "text")
    if len(value) * 2 > width or "\n" in value or style == "title":
        writer.stretch(_points(value, width - 2 * (kind in FIGURES), style))
    return writer.cell(place, (style, kind, would_turn), f"<v>{index}</v>", ' t="s"')


def _figure(writer: RowWriter, place: int, value: date | int | Money | About, style: Style, width: float) -> str:
    kind, stored = _stored(value)
    if kind == "text":
        return _words(writer, place, stored, style, width)
    writer.widen(place, kind, stored)
    return writer.cell(place, (style, kind, False), f"<v>{stored}</v>")


def _whole(writer: RowWriter, place: int, value: int, style: Style, width: float) -> str:
    if writer.columns[place].kind == "money":
        raise TypeError("a plain number in a column of money: say Money(pence)")
    return _figure(writer, place, value, style, width)


def _formula(writer: RowWriter, place: int, value: Formula, style: Style, width: float) -> str:
    formula = cleaned(value.formula).removeprefix("=")
    if len(formula) > LONGEST_FORMULA:
        raise ValueError(f"a formula of {len(formula):,} characters: {LONGEST_FORMULA:,} is the most")
    missing = titles_named_in(formula) - set(writer.titles)
    if missing:
        raise ValueError(f"a formula points at {sorted(missing)}, and there is no such sheet")
    kind, stored = _stored(value.value)
    writer.widen(place, kind, stored)
    inside = f"<f>{escaped(formula)}</f><v>{escaped(stored)}</v>"
    return writer.cell(place, (value.style or style, kind, False), inside, ' t="str"' if kind == "text" else "")


def _total(writer: RowWriter, place: int, value: Total, style: Style, width: float) -> str:
    return _formula(writer, place, Formula(value.formula, Money(value.pence)), "total", width)


def _picture(writer: RowWriter, place: int, value: Picture, style: Style, width: float) -> str:
    writer.hang(place, value)
    return _nothing(writer, place, None, style, width)


def _cell(writer: RowWriter, place: int, value: Cell, style: Style, width: float) -> str:
    if value.comment:
        writer.comments.append((writer.at(place), value.comment))
    if value.expects:
        writer.expected.setdefault(value.expects, []).append((place, writer.number))
        return _to_fill(writer, place, replace(value, comment="", expects=None), value.expects)
    style = value.style or style
    if value.across == 1:
        return _inside(writer, place, value, style, width)
    writer.join(place, value.across)
    widest = writer.widest[place]
    room = sum(writer.widths[place : place + value.across])
    first = _inside(writer, place, value, style, room)
    writer.widest[place] = widest
    return first + "".join(_nothing(writer, place + more, None, style, 0) for more in range(1, value.across))


def _inside(writer: RowWriter, place: int, cell: Cell, style: Style, width: float) -> str:
    if isinstance(cell.value, str):
        return _words(writer, place, cell.value, style, width, cell.kind)
    return _WRITERS[type(cell.value)](writer, place, cell.value, style, width)


def _to_fill(writer: RowWriter, place: int, cell: Cell, expected: Validation) -> str:
    """A place to fill in: what is typed there looks as it should, and an empty one is wide enough for it."""
    kind, style = _EMPTY_KINDS[expected.kind], cell.style or "yours"
    if cell.value is not None or cell.across > 1:
        return _cell(writer, place, cell, style, writer.widths[place])
    writer.widen(place, kind, "0000.00")
    return writer.cell(place, (style, kind, False), "")


_Writer = Callable[[RowWriter, int, Any, Style, float], str]


class _Writers(dict[type, _Writer]):
    def __missing__(self, kind: type) -> _Writer:
        """Markup and lazy texts are text; all else is refused rather than guessed at."""
        if issubclass(kind, str):
            return _words
        raise TypeError(f"a cell cannot hold a {kind.__name__}: say it as text, a date, an int or Money")


_WRITERS = _Writers(
    {
        type(None): _nothing,
        str: _words,
        date: _figure,
        Money: _figure,
        About: _figure,
        int: _whole,
        Formula: _formula,
        Total: _total,
        Picture: _picture,
        Cell: _cell,
    }
)
