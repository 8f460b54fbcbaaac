"""A whole form in memory: its sheets, names, texts and styles; each sheet is read when it is first wanted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from groupkit.dates import short_day
from groupkit.refusal import Refused
from groupkit.workbook.parts.answers import Rule
from groupkit.workbook.parts.package import WORKBOOK, open_package, related
from groupkit.workbook.parts.places import Area, Place, read_area, read_areas, shifted, split_sheet
from groupkit.workbook.parts.sheet import TOO_MANY_CELLS, RawCell, RawRule, Scan, scan
from groupkit.workbook.parts.styles import PLAIN, Style, read_styles
from groupkit.workbook.parts.xml import tree
from groupkit.workbook.reading import NOT_A_WORKBOOK

MOST_SHEETS = 200
MOST_CELLS = 200_000
"""In all sheets together."""
MOST_OPTIONS = 2_000
MOST_STEPS = 8
"""How many names may lead to one another."""
_ERA, _ERA_1904 = date(1899, 12, 30), date(1904, 1, 1)
_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name, whether it is shown, and the part that holds its cells (None for a sheet of only a chart)."""

    name: str
    state: str
    part: str | None


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name that the funder gave to a place, for one sheet or (None) for the whole workbook."""

    name: str
    sheet: str | None
    text: str


class Book:
    """A form as it was sent. Every reading raises Refused with a sentence where the file is not in order."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.parts = open_package(data)
        root = tree(self.parts[WORKBOOK])
        self.sheets = _sheets(root, related(self.parts, WORKBOOK))
        if not self.sheets or len({one.name.casefold() for one in self.sheets}) < len(self.sheets):
            raise Refused(NOT_A_WORKBOOK)
        if len(self.sheets) > MOST_SHEETS:
            raise Refused(
                f"This workbook has {len(self.sheets)} sheets, and we can look through {MOST_SHEETS} at most. "
                "Save only those that they ask you to fill in, and choose that"
            )
        self.names = _names(root, self.sheets)
        settings = root.find("workbookPr")
        self.era = _ERA_1904 if settings is not None and settings.get("date1904") in _TRUE else _ERA
        self._known = {one.name.casefold(): one for one in self.sheets}
        self._scans: dict[str, Scan] = {}
        self._headers: dict[str, list[Area]] = {}
        self._rules: dict[str, list[tuple[RawRule, list[Area]]]] = {}
        self._texts: list[str] | None = None
        self._styles: list[Style] | None = None

    def find(self, name: str) -> SheetPart | None:
        """The sheet of that name, whatever its capitals, if it has cells."""
        found = self._known.get(name.casefold())
        return found if found is not None and found.part else None

    def scan(self, sheet: SheetPart) -> Scan:
        """A sheet's cells with their places."""
        if sheet.name not in self._scans:
            part = self.parts.get(sheet.part or "")
            if part is None:
                raise Refused(NOT_A_WORKBOOK)
            self._scans[sheet.name] = scan(part)
        return self._scans[sheet.name]

    def scan_all(self) -> Iterator[tuple[SheetPart, Scan]]:
        """Every sheet with cells. Raises Refused where they are too many for a form."""
        cells = 0
        for sheet in self.sheets:
            if sheet.part:
                found = self.scan(sheet)
                cells += len(found.cells)
                if cells > MOST_CELLS:
                    raise Refused(TOO_MANY_CELLS)
                yield sheet, found

    def style(self, number: int) -> Style:
        """The style of that number."""
        if self._styles is None:
            self._styles = read_styles(self._told("styles"))
        return self._styles[number] if number < len(self._styles) else PLAIN

    def read_the_rest(self) -> None:
        """Read styles and texts too, which otherwise wait until they are wanted."""
        self.style(0)
        self._text_at("0")

    def serial(self, day: date) -> int:
        """A day as the workbook counts it."""
        return (day - self.era).days

    def headers(self, sheet: SheetPart) -> list[Area]:
        """The headings of a sheet's tables: Excel takes a file amiss in which they were changed."""
        if sheet.name not in self._headers:
            linked = related(self.parts, sheet.part or "").values()
            tables = [tree(self.parts[part]) for kind, part in linked if kind == "table" and part in self.parts]
            areas = [(read_area(one.get("ref", "")), one.get("headerRowCount", "1")) for one in tables]
            self._headers[sheet.name] = [
                Area(area.top, area.left, area.top, area.right) for area, rows in areas if area and rows != "0"
            ]
        return self._headers[sheet.name]

    def text(self, cell: RawCell) -> str:
        """A cell as the form shows it, or nearly so."""
        if cell.kind == "s":
            return self._text_at(cell.text)
        if cell.kind == "b":
            return "TRUE" if cell.text == "1" else "FALSE"
        if cell.kind in ("n", "d") and cell.text:
            return self._number(cell.text, self.style(cell.style))
        return _decoded(cell.text)

    def _text_at(self, place: str) -> str:
        if self._texts is None:
            told = self._told("sharedStrings")
            self._texts = [_words_of(one) for one in tree(told).iterfind("si")] if told else []
        known = place.isascii() and place.isdigit() and len(place) < 9 and int(place) < len(self._texts)
        return _decoded(self._texts[int(place)]) if known else ""

    def _number(self, text: str, style: Style) -> str:
        try:
            value = Decimal(text)
        except InvalidOperation:
            return text
        if style.shows == "day" and 0 < value < 2_900_000:
            return short_day(self.era + timedelta(days=int(value)))
        if style.shows == "percent":
            return f"{value * 100:.{style.decimals or 0}f}%"
        if style.shows == "number" and style.decimals is not None:
            return f"{value:{',' if style.commas else ''}.{style.decimals}f}"
        return f"{float(value):g}" if "e" in text.lower() or len(text) > 12 else text

    def _told(self, kind: str) -> bytes | None:
        part = next((name for what, name in related(self.parts, WORKBOOK).values() if what == kind), "")
        return self.parts.get(part)

    def rule_at(self, sheet: SheetPart, place: Place) -> Rule | None:
        """What a cell takes, or None where it takes anything."""
        for raw, areas in self._rules_of(sheet):
            if any(place in area for area in areas):
                top, left = areas[0].first
                return self._rule(sheet, raw, place[0] - top, place[1] - left)
        return None

    def _rules_of(self, sheet: SheetPart) -> list[tuple[RawRule, list[Area]]]:
        if sheet.name not in self._rules:
            rules = [one for one in self.scan(sheet).rules if one.attributes.get("type", "none") != "none"]
            self._rules[sheet.name] = [(one, read_areas(one.areas)) for one in rules]
        return self._rules[sheet.name]

    def _rule(self, sheet: SheetPart, raw: RawRule, down: int, right: int) -> Rule:
        kind, operator = raw.attributes["type"], raw.attributes.get("operator", "between")
        first, second = (shifted(text, down, right) if '"' not in text else text for text in (raw.first, raw.second))
        if kind == "list":
            return Rule(kind, operator, self._options(sheet, first))
        return Rule(kind, operator, (), self._limit(sheet, first), self._limit(sheet, second))

    def _options(self, sheet: SheetPart, text: str) -> tuple[str, ...] | None:
        """The answers of a list, written out or by where they stand; None where only Excel could tell."""
        written = text.strip().removeprefix("=")
        if written.startswith('"') and written.endswith('"') and len(written) > 1:
            words = written[1:-1].replace('""', '"').split(",")
            return tuple(one.strip() for one in words if one.strip())
        found = self.area_of(sheet, written)
        if found is None:
            return None
        where, area = found
        cells = self.scan(where).cells
        stand = (cells[one] for one in _within(cells, area))
        return tuple(text for cell in stand if (text := self.text(cell).strip()))[:MOST_OPTIONS]

    def _limit(self, sheet: SheetPart, text: str) -> Decimal | None:
        try:
            return Decimal(text.strip().removeprefix("="))
        except InvalidOperation:
            found = self.area_of(sheet, text)
        if found is None or found[1].size != 1:
            return None
        cell = self.scan(found[0]).cells.get(found[1].first)
        try:
            return Decimal(cell.text) if cell and cell.kind == "n" else None
        except InvalidOperation:
            return None

    def area_of(self, sheet: SheetPart, text: str, steps: int = MOST_STEPS) -> tuple[SheetPart, Area] | None:
        """The stretch that a reference or a name leads to, as read on this sheet; None where only Excel could tell."""
        named, rest = split_sheet(text)
        where = self.find(named) if named is not None else sheet
        if where is None:
            return None
        if area := read_area(rest):
            return where, area
        found = self.name_for(rest, where.name)
        return self.area_of(where, found.text, steps - 1) if found and steps else None

    def name_for(self, name: str, sheet: str) -> DefinedName | None:
        """What a name means on a sheet: one given for that sheet goes before one for the whole workbook."""
        wanted = name.strip().removeprefix("=").casefold()
        alike = [one for one in self.names if one.name.casefold() == wanted and one.sheet in (None, sheet)]
        return next((one for one in alike if one.sheet), alike[0] if alike else None)


def _within(cells: dict[Place, RawCell], area: Area) -> list[Place]:
    """The cells of a stretch that are there, row by row."""
    if area.size <= MOST_OPTIONS:
        return [one for one in area.places() if one in cells]
    return [one for one in cells if one in area]


def _sheets(root: Element, links: dict[str, tuple[str, str]]) -> list[SheetPart]:
    found = []
    for one in root.iterfind("sheets/sheet"):
        kind, part = links.get(one.get("r:id", ""), ("", ""))
        state = one.get("state", "visible")
        found.append(SheetPart(one.get("name", ""), state, part if kind == "worksheet" else None))
    return found


def _names(root: Element, sheets: list[SheetPart]) -> list[DefinedName]:
    found = []
    for one in root.iterfind("definedNames/definedName"):
        at = one.get("localSheetId")
        here = int(at) if at is not None and at.isascii() and at.isdigit() and len(at) < 6 else None
        if here is not None and here >= len(sheets):
            continue
        local = sheets[here].name if here is not None else None
        found.append(DefinedName(one.get("name", ""), local, one.text or ""))
    return found


def _words_of(text: Element) -> str:
    """The words of a shared text, whatever their looks; how they are pronounced stands apart and is left out."""
    return "".join(one.text or "" for one in (*text.iterfind("t"), *text.iterfind("r/t")))


def _decoded(text: str) -> str:
    """A text as it is read: `_x0041_` is a code for a letter."""
    from openpyxl.utils.escape import unescape

    return str(unescape(text)) if "_x" in text else text
