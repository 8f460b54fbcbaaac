"""Which formulas of a form lean on a filled cell: their old answers must go, since only Excel can work them out.

Where it cannot be told (INDIRECT, tables, names that lead nowhere) a formula counts as leaning on everything: an old
figure that is taken out comes back when the file is opened, one that is left standing is wrong before a funder.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from groupkit.workbook.parts.book import MOST_STEPS, Book, SheetPart
from groupkit.workbook.parts.places import Area, Place, called, read_area, split_sheet
from groupkit.workbook.parts.sheet import RawCell, Scan

Spot = tuple[str, Place]
"""A sheet's name and a cell of it."""

_CANNOT_TELL = ("INDIRECT", "OFFSET", "GETPIVOTDATA", "CUBE", "RTD", "_XLFN.ANCHORARRAY", "_XLFN.LAMBDA", "_XLFN.LET")


@dataclass(frozen=True, slots=True)
class Leans:
    """What a formula reads: stretches of sheets, or perhaps anything at all."""

    on: tuple[tuple[str, Area], ...] = ()
    anything: bool = False


ANYTHING = Leans(anything=True)


@dataclass(frozen=True, slots=True)
class FormulaAt:
    """A formula, the cells in which its answer stands, and what it reads."""

    spot: Spot
    answers: Area
    leans: Leans


def leaning_on(book: Book, filled: Iterable[Spot]) -> list[FormulaAt]:
    """The formulas that lean on any of these cells, directly or by way of others, in the order of the workbook."""
    formulas = [one for sheet, found in book.scan_all() for one in _formulas(book, sheet, found)]
    index = _Index(formulas)
    waiting, stale = list(filled), set()
    if waiting:
        stale |= {place for place, one in enumerate(formulas) if one.leans.anything}
        waiting += [spot for place in stale for spot in _spots(formulas[place])]
    while waiting:
        for place in index.reading(waiting.pop()) - stale:
            stale.add(place)
            waiting += _spots(formulas[place])
    return [formulas[place] for place in sorted(stale)]


def _spots(one: FormulaAt) -> Iterator[Spot]:
    """Where the answer of a formula stands; of a very large stretch the corners are enough to be safe."""
    return ((one.spot[0], place) for place in one.answers.places())


class _Index:
    """Which formulas read a cell."""

    def __init__(self, formulas: list[FormulaAt]) -> None:
        self.single: dict[Spot, set[int]] = defaultdict(set)
        self.wide: dict[str, list[tuple[Area, int]]] = defaultdict(list)
        for place, one in enumerate(formulas):
            for sheet, area in one.leans.on:
                if area.size == 1:
                    self.single[sheet, area.first].add(place)
                else:
                    self.wide[sheet].append((area, place))

    def reading(self, spot: Spot) -> set[int]:
        """The formulas that read this cell."""
        sheet, place = spot
        return self.single.get(spot, set()) | {number for area, number in self.wide[sheet] if place in area}


def _formulas(book: Book, sheet: SheetPart, found: Scan) -> Iterator[FormulaAt]:
    shared: dict[str, tuple[str, Place]] = {}
    for place, cell in found.cells.items():
        formula = cell.formula
        if formula is None:
            continue
        text = formula.text
        if formula.shared and text:
            shared[formula.shared] = text, place
        elif formula.shared and formula.shared in shared:
            text = _carried(*shared[formula.shared], place)
        one_cell = Area(*place, *place)
        area = formula.area if formula.kind in ("array", "dataTable") and formula.area else one_cell
        answers = area if area.size <= len(found.cells) + 10_000 else one_cell
        yield FormulaAt((sheet.name, place), answers, _leans(book, sheet, text, cell))


def _carried(text: str, origin: Place, place: Place) -> str:
    """A formula that is shared by many cells, as this one reads it."""
    from openpyxl.formula.translate import Translator, TranslatorError

    try:
        return str(Translator(f"={text}", called(origin)).translate_formula(called(place))).removeprefix("=")
    except (TranslatorError, ValueError):
        return ""


def _leans(book: Book, sheet: SheetPart, text: str, cell: RawCell) -> Leans:
    known = cell.formula is not None and cell.formula.kind != "dataTable" and text
    return leans_of(book, sheet, text) if known else ANYTHING


def leans_of(book: Book, sheet: SheetPart, text: str, steps: int = MOST_STEPS) -> Leans:
    """What a formula, written without its `=`, reads on a sheet."""
    from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

    try:
        tokens = Tokenizer(f"={text}").items
    except (TokenizerError, IndexError, ValueError):
        return ANYTHING
    found: list[tuple[str, Area]] = []
    for token in tokens:
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            name = token.value.upper().rstrip("(")
            if ":" in name or name.startswith(_CANNOT_TELL):
                return ANYTHING
        elif token.type == Token.OPERAND and token.subtype == Token.RANGE:
            read = _read(book, sheet, token.value, steps)
            if read is None:
                return ANYTHING
            found += read
        elif token.type == Token.OP_IN and token.value == ":":
            return ANYTHING
    return Leans(tuple(found))


def _read(book: Book, sheet: SheetPart, operand: str, steps: int) -> list[tuple[str, Area]] | None:
    """The stretches that one operand names; None where only Excel could tell."""
    named, rest = split_sheet(operand)
    if operand.lstrip("'").startswith("[") and named is not None:
        return []  # another workbook, in which we change nothing
    sheets = _named_sheets(book, sheet, named)
    area = read_area(rest.removeprefix("@"))
    if sheets is None:
        return None
    if area is not None:
        return [(one.name, area) for one in sheets]
    meant = book.name_for(rest, sheets[0].name) if len(sheets) == 1 else None
    if meant is None or not steps:
        return None
    leans = leans_of(book, sheets[0], meant.text.removeprefix("="), steps - 1)
    return None if leans.anything else list(leans.on)


def _named_sheets(book: Book, sheet: SheetPart, named: str | None) -> list[SheetPart] | None:
    """The sheets that a reference goes through: its own, one by name, or all from one to another."""
    if named is None:
        return [sheet]
    if found := book.find(named):
        return [found]
    first, colon, last = named.partition(":")
    names = [one.name.casefold() for one in book.sheets]
    if not colon or first.casefold() not in names or last.casefold() not in names:
        return None
    start, end = sorted((names.index(first.casefold()), names.index(last.casefold())))
    return [one for one in book.sheets[start : end + 1] if one.part] or None
