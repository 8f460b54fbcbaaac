"""One sheet of a form: every cell with its place in the bytes, so that a single one can be changed and nothing else."""

from dataclasses import dataclass, field

from groupkit.refusal import Refused
from groupkit.workbook.parts.places import Area, Place, read_area, read_place
from groupkit.workbook.parts.xml import Attributes, Tag, walk
from groupkit.workbook.reading import NOT_A_WORKBOOK

MOST_CELLS = 100_000
TOO_MANY_CELLS = (
    "This workbook is much larger than a form. Save only the sheets that they ask you to fill in, and choose that"
)
ODD_ORDER = (
    "The rows of this file are not in order. Open it in Excel or LibreOffice, save it as .xlsx, and choose it anew"
)

_YES = ("1", "true")


@dataclass(slots=True)
class FormulaText:
    """A formula as it stands in a cell: `kind` is normal, shared, array or dataTable."""

    kind: str
    text: str
    shared: str
    area: Area | None


@dataclass(slots=True)
class RawCell:
    """A cell as it stands: `start` to `end` are its bytes, `cached` those of its `<v>` element."""

    place: Place
    start: int
    end: int
    style: int
    kind: str
    text: str
    formula: FormulaText | None
    cached: tuple[int, int] | None


@dataclass(slots=True)
class RawRow:
    """A row as it stands: `inside` is where its end tag begins, or where its only tag ends."""

    number: int
    start: int
    inside: int
    style: int | None
    columns: list[int] = field(default_factory=list)


@dataclass(slots=True)
class RawRule:
    """What a cell may hold, as it is written: a list, a number, a day, so many letters."""

    attributes: Attributes
    first: str = ""
    second: str = ""
    areas: str = ""


@dataclass(slots=True)
class Scan:
    """Everything of a sheet that reading and filling need."""

    cells: dict[Place, RawCell] = field(default_factory=dict)
    rows: dict[int, RawRow] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    columns: list[tuple[int, int, int]] = field(default_factory=list)
    """First, last and style of each stretch of columns."""
    rules: list[RawRule] = field(default_factory=list)
    protected: bool = False
    unnumbered: bool = False
    """Whether rows or cells leave out their numbers, so that nothing can be put between them."""
    body: tuple[int, int] = (0, 0)
    """Where the tag `<sheetData>` begins, and where its end tag does (or, without one, where the tag ends)."""
    extent: tuple[int, Area] | None = None
    """Where the tag begins that says how far the sheet reaches, and how far."""

    def style_of(self, place: Place) -> int:
        """The style of a cell, there or not: its own, that of its row, or that of its column."""
        if cell := self.cells.get(place):
            return cell.style
        row = self.rows.get(place[0])
        if row and row.style is not None:
            return row.style
        return next((style for first, last, style in self.columns if first <= place[1] <= last), 0)

    def corner_of(self, place: Place) -> Place:
        """The cell that stands for this one where cells are merged."""
        return next((area.first for area in self.merged if place in area), place)


def scan(data: bytes) -> Scan:
    """Read a sheet's part. Raises Refused with a sentence."""
    scanner = _Scanner(data)
    walk(data, scanner.started, scanner.ended, scanner.said)
    return scanner.found


_SAYS = ("v", "t", "f", "formula1", "formula2", "xm:f", "xm:sqref")
_BEGINS = ("v", "is", "f", "formula1", "formula2", "x14:formula1", "x14:formula2", "xm:sqref")
"""The elements with whose text something new begins; the runs of a text are one text."""


class _Scanner:
    def __init__(self, data: bytes) -> None:
        self.data, self.found = data, Scan()
        self.path: list[str] = []
        self.words: list[str] = []
        self.last_row = 0
        self.row: RawRow | None = None
        self.cell: RawCell | None = None
        self.cell_tag: Tag | None = None
        self.value_tag: Tag | None = None
        self.rule: RawRule | None = None
        self.starts = {
            "sheetData": self._body,
            "row": self._row,
            "c": self._cell,
            "v": self._value,
            "f": self._formula,
            "mergeCell": self._merged,
            "sheetProtection": self._protection,
            "col": self._column,
            "dimension": self._extent,
            "dataValidation": self._rule,
            "x14:dataValidation": self._rule,
        }

    def started(self, name: str, attributes: Attributes, at: int) -> None:
        self.path.append(name)
        if name in _BEGINS:
            self.words = []
        if known := self.starts.get(name):
            known(attributes, at)

    def said(self, text: str) -> None:
        if self.path and self.path[-1] in _SAYS and "rPh" not in self.path:
            self.words.append(text)

    def ended(self, name: str, at: int) -> None:
        self.path.pop()
        if self.cell is not None:
            self._ended_in_cell(self.cell, name, at)
        elif name == "row" and self.row:
            self.row.inside = at
            self.row = None
        elif name == "sheetData":
            self.found.body = self.found.body[0], at
        elif self.rule is not None:
            self._ended_in_rule(self.rule, name)

    def _ended_in_cell(self, cell: RawCell, name: str, at: int) -> None:
        if name == "v" and self.value_tag:
            cell.text, cell.cached = "".join(self.words), (self.value_tag.start, self._end_of(self.value_tag, at))
        elif name == "is":
            cell.text = "".join(self.words)
        elif name == "f" and cell.formula:
            cell.formula.text = "".join(self.words)
        elif name == "c" and self.cell_tag:
            cell.end = self._end_of(self.cell_tag, at)
            self.cell = None

    def _ended_in_rule(self, rule: RawRule, name: str) -> None:
        said = "".join(self.words)
        if name in ("formula1", "x14:formula1"):
            rule.first = said
        elif name in ("formula2", "x14:formula2"):
            rule.second = said
        elif name == "xm:sqref":
            rule.areas = said
        elif name.endswith("dataValidation"):
            self.found.rules.append(rule)
            self.rule = None

    def _end_of(self, tag: Tag, at: int) -> int:
        """Where an element ends whose end tag, if it has one, begins at `at`."""
        return tag.end if tag.closed else self.data.index(b">", at) + 1

    def _body(self, _attributes: Attributes, at: int) -> None:
        self.found.body = at, at

    def _row(self, attributes: Attributes, at: int) -> None:
        number = _whole(attributes.get("r"), self.last_row + 1)
        self.found.unnumbered |= "r" not in attributes
        if number <= self.last_row:
            raise Refused(ODD_ORDER)
        self.last_row = number
        own = _whole(attributes.get("s"), 0) if attributes.get("customFormat") in _YES else None
        self.row = self.found.rows[number] = RawRow(number, at, at, own)

    def _cell(self, attributes: Attributes, at: int) -> None:
        row = self.row
        if row is None:
            raise Refused(NOT_A_WORKBOOK)
        last = row.columns[-1] if row.columns else 0
        place = read_place(attributes["r"]) if "r" in attributes else (row.number, last + 1)
        self.found.unnumbered |= "r" not in attributes
        if place is None or place[0] != row.number or place[1] <= last:
            raise Refused(ODD_ORDER)
        if len(self.found.cells) >= MOST_CELLS:
            raise Refused(TOO_MANY_CELLS)
        self.cell_tag = Tag(self.data, at)
        row.columns.append(place[1])
        style, kind = _whole(attributes.get("s"), 0), attributes.get("t", "n")
        self.cell = self.found.cells[place] = RawCell(place, at, at, style, kind, "", None, None)

    def _value(self, _attributes: Attributes, at: int) -> None:
        self.value_tag = Tag(self.data, at)

    def _formula(self, attributes: Attributes, _at: int) -> None:
        if self.cell is not None:
            area = read_area(attributes["ref"]) if "ref" in attributes else None
            self.cell.formula = FormulaText(attributes.get("t", "normal"), "", attributes.get("si", ""), area)

    def _merged(self, attributes: Attributes, _at: int) -> None:
        if area := read_area(attributes.get("ref", "")):
            self.found.merged.append(area)

    def _protection(self, attributes: Attributes, _at: int) -> None:
        self.found.protected = attributes.get("sheet") in _YES

    def _column(self, attributes: Attributes, _at: int) -> None:
        first, last = _whole(attributes.get("min"), 1), _whole(attributes.get("max"), 1)
        self.found.columns.append((first, last, _whole(attributes.get("style"), 0)))

    def _extent(self, attributes: Attributes, at: int) -> None:
        if area := read_area(attributes.get("ref", "")):
            self.found.extent = at, area

    def _rule(self, attributes: Attributes, _at: int) -> None:
        self.rule = RawRule(attributes, areas=attributes.get("sqref", ""))


def _whole(text: str | None, usual: int) -> int:
    """A whole number as a part writes it."""
    if text is None:
        return usual
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise Refused(NOT_A_WORKBOOK)
    return int(text)
