"""Filling in a funder's workbook: only the chosen cells change, in the file's own XML, and every other byte stays.

Old answers of formulas that lean on what was filled are taken out, since only Excel can work them out again. A formula,
a locked cell or a table's heading is never written over. The bytes that come in are not changed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from groupkit.refusal import Refused
from groupkit.workbook.form_reading import FormSheet
from groupkit.workbook.parts.answers import Answer, Fitted, amount, fit
from groupkit.workbook.parts.book import Book, SheetPart
from groupkit.workbook.parts.formulas import FormulaAt, leaning_on
from groupkit.workbook.parts.package import WORKBOOK, with_parts
from groupkit.workbook.parts.places import Area, Place, called, read_place
from groupkit.workbook.parts.sheet import RawRow, Scan
from groupkit.workbook.parts.xml import Attributes, Tag, walk
from groupkit.workbook.texts import cell_text, escaped

NO_SHEET = "There is no sheet of this name in the form"
NO_CELL = "There is no such cell"
NOTHING = "There is nothing to put here yet"
TWICE = "Something else goes into this cell already"
UNNUMBERED = (
    "This form is written in an unusual way, so no new cell can be put here. Open it in Excel or LibreOffice, save it "
    "as .xlsx, and bring that in"
)

_TYPES = frozenset({b"t", b"cm", b"vm"})
"""What a cell says of its old value."""
_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")


@dataclass(frozen=True, slots=True)
class Put:
    """An answer and the cell that it is for: the name of the sheet, and `B5`. None is an answer not given yet."""

    sheet: str
    cell: str
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Placed:
    """An answer as it stands in its cell, perhaps with a word about it; `cell` is where it went."""

    put: Put
    cell: str
    answer: Answer
    note: str


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """An answer that has no place yet, and why, in a sentence."""

    put: Put
    why: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form: its bytes, what stands in it, what does not, and the formulas (sheet, cell) that Excel will
    work out again."""

    data: bytes
    placed: tuple[Placed, ...]
    not_placed: tuple[NotPlaced, ...]
    worked_out_later: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Edit:
    """Bytes to be put in the place of others; `order` is for what goes to the very same place."""

    start: int
    end: int
    new: bytes
    order: Place = (0, 0)


@dataclass
class _Work:
    """What is to be written, sheet by sheet."""

    parts: dict[str, SheetPart] = field(default_factory=dict)
    answers: dict[str, dict[Place, Answer]] = field(default_factory=dict)


def fill(data: bytes, puts: Sequence[Put]) -> Filled:
    """A copy of a form with these answers in it. Raises Refused where the form itself is not in order."""
    book, work = Book(data), _Work()
    placed: list[Placed] = []
    not_placed: list[NotPlaced] = []
    for put in puts:
        try:
            placed.append(_place(book, work, put))
        except Refused as refused:
            not_placed.append(NotPlaced(put, refused.sentence))
    spots = [(sheet, place) for sheet, answers in work.answers.items() for place in answers]
    stale = leaning_on(book, spots)
    new = _new_parts(book, work, stale)
    later = tuple((one.spot[0], called(one.spot[1])) for one in stale)
    return Filled(with_parts(data, new) if new else data, tuple(placed), tuple(not_placed), later)


def _place(book: Book, work: _Work, put: Put) -> Placed:
    """Find the cell of an answer and make the answer fit it. Raises Refused."""
    part, place = book.find(put.sheet), read_place(put.cell)
    if part is None:
        raise Refused(NO_SHEET)
    if place is None:
        raise Refused(NO_CELL)
    if put.answer is None or put.answer == "":
        raise Refused(NOTHING)
    found, sheet = book.scan(part), FormSheet(book, part, 1)
    place = found.corner_of(place)
    if closed := sheet.closed(place):
        raise Refused(closed)
    if found.unnumbered and place not in found.cells:
        raise Refused(UNNUMBERED)
    fitted: Fitted = fit(put.answer, book.style(found.style_of(place)), sheet.rule(place), book.serial)
    answers = work.answers.setdefault(part.name, {})
    if place in answers:
        raise Refused(TWICE)
    work.parts[part.name], answers[place] = part, fitted.answer
    return Placed(put, called(place), fitted.answer, fitted.note)


def _new_parts(book: Book, work: _Work, stale: Sequence[FormulaAt]) -> dict[str, bytes]:
    edits: dict[str, list[_Edit]] = {}
    for name, answers in work.answers.items():
        part = work.parts[name]
        edits.setdefault(part.part or "", []).extend(_answer_edits(book, part, answers))
    for one in stale:
        found = book.find(one.spot[0])
        if found is not None:
            edits.setdefault(found.part or "", []).extend(_stale_edits(book.scan(found), one))
    if stale:
        edits[WORKBOOK] = [_calculates_anew(book.parts[WORKBOOK])]
    return {part: _edited(book.parts[part], made) for part, made in edits.items() if made}


def _edited(data: bytes, edits: Iterable[_Edit]) -> bytes:
    """The bytes with every edit made, the same edit twice counting once."""
    pieces, at = [], 0
    for one in sorted(set(edits), key=lambda edit: (edit.start, edit.end, edit.order)):
        pieces += [data[at : one.start], one.new]
        at = one.end
    return b"".join([*pieces, data[at:]])


def _stale_edits(found: Scan, one: FormulaAt) -> list[_Edit]:
    """The old answer of a formula is taken out, wherever it stands; the formula stays."""
    cells = (found.cells.get(place) for place in one.answers.places())
    return [_Edit(*cell.cached, b"") for cell in cells if cell is not None and cell.cached]


def _answer_edits(book: Book, part: SheetPart, answers: dict[Place, Answer]) -> list[_Edit]:
    data, found = book.parts[part.part or ""], book.scan(part)
    edits = []
    fresh: dict[int, dict[int, bytes]] = {}
    for place, answer in sorted(answers.items()):
        raw = found.cells.get(place)
        if raw is not None:
            tag = Tag(data, raw.start)
            edits.append(_Edit(raw.start, raw.end, _cell(tag, answer, book)))
        else:
            made = _new_cell(_body(data, found).prefix, place, found.style_of(place), answer, book)
            fresh.setdefault(place[0], {})[place[1]] = made
    edits += [edit for row, cells in fresh.items() for edit in _row_edits(data, found, row, cells)]
    if fresh:
        edits += _new_rows(data, found, {row: cells for row, cells in fresh.items() if row not in found.rows})
        edits += _wider(data, found, [(row, column) for row, cells in fresh.items() for column in cells])
    return edits


def _cell(tag: Tag, answer: Answer, book: Book) -> bytes:
    """A cell in the place of one that is there, in its style."""
    kind, inside = _inside(tag.prefix, answer, book)
    start = tag.written(kind, closed=False, without=_TYPES)
    return b"%b%b</%b>" % (start, inside, tag.name)


def _new_cell(prefix: bytes, place: Place, style: int, answer: Answer, book: Book) -> bytes:
    kind, inside = _inside(prefix, answer, book)
    told = {"r": called(place), **({"s": str(style)} if style else {}), **kind}
    words = "".join(f' {name}="{value}"' for name, value in told.items()).encode()
    return b"<%bc%b>%b</%bc>" % (prefix, words, inside, prefix)


def _inside(prefix: bytes, answer: Answer, book: Book) -> tuple[dict[str, str], bytes]:
    """What a cell says of the kind of its value, and the value: words stand in the cell itself, so that the table of
    words which the whole file shares stays as it is."""
    if isinstance(answer, str):
        text = escaped(cell_text(answer)).encode()
        return {"t": "inlineStr"}, b'<%bis><%bt xml:space="preserve">%b</%bt></%bis>' % (
            prefix,
            prefix,
            text,
            prefix,
            prefix,
        )
    number = book.serial(answer) if isinstance(answer, date) else amount(answer)
    return {}, b"<%bv>%b</%bv>" % (prefix, str(number).encode(), prefix)


def _body(data: bytes, found: Scan) -> Tag:
    return Tag(data, found.body[0])


def _row_edits(data: bytes, found: Scan, number: int, cells: dict[int, bytes]) -> list[_Edit]:
    """New cells among those of a row that is there."""
    row = found.rows.get(number)
    if row is None:
        return []
    tag = Tag(data, row.start)
    edits = _reaching(tag, cells)
    if tag.closed:
        whole = tag.written(_spans(tag, cells), closed=False) + _joined(cells) + b"</%b>" % tag.name
        return [_Edit(tag.start, tag.end, whole)]
    return edits + [
        _Edit(at, at, new, (number, column)) for column, new in cells.items() for at in [_before(found, row, column)]
    ]


def _before(found: Scan, row: RawRow, column: int) -> int:
    later = next((one for one in row.columns if one > column), None)
    return found.cells[row.number, later].start if later else row.inside


def _joined(cells: dict[int, bytes]) -> bytes:
    return b"".join(cells[column] for column in sorted(cells))


def _spans(tag: Tag, cells: Iterable[int]) -> dict[str, str]:
    """How far a row reaches, where it says so and new cells lie beyond."""
    said = dict(tag.attributes).get(b"spans", b"").strip(b"\"'").split()
    ends = [int(end) for span in said for end in span.split(b":") if end.isdigit()]
    if not ends or all(min(ends) <= column <= max(ends) for column in cells):
        return {}
    return {"spans": f"{min(*ends, *cells)}:{max(*ends, *cells)}"}


def _reaching(tag: Tag, cells: Iterable[int]) -> list[_Edit]:
    spans = _spans(tag, cells)
    return [_Edit(tag.start, tag.end, tag.written(spans))] if spans else []


def _new_rows(data: bytes, found: Scan, rows: dict[int, dict[int, bytes]]) -> list[_Edit]:
    """Rows that were not there, each where its number belongs."""
    if not rows:
        return []
    tag = _body(data, found)
    made = {
        number: b'<%brow r="%d">%b</%brow>' % (tag.prefix, number, _joined(cells), tag.prefix)
        for number, cells in rows.items()
    }
    if tag.closed:
        whole = tag.written({}, closed=False) + b"".join(made[number] for number in sorted(made)) + b"</%b>" % tag.name
        return [_Edit(tag.start, tag.end, whole)]
    numbers = sorted(found.rows)
    edits = []
    for number, new in made.items():
        later = next((one for one in numbers if one > number), None)
        at = found.rows[later].start if later else found.body[1]
        edits.append(_Edit(at, at, new, (number, 0)))
    return edits


def _wider(data: bytes, found: Scan, places: list[Place]) -> list[_Edit]:
    """The sheet says how far it reaches: new cells beyond are counted in."""
    if found.extent is None:
        return []
    at, area = found.extent
    tops, lefts = [area.top, *(row for row, _ in places)], [area.left, *(column for _, column in places)]
    bottoms, rights = [area.bottom, *(row for row, _ in places)], [area.right, *(column for _, column in places)]
    now = Area(min(tops), min(lefts), max(bottoms), max(rights))
    if now == area:
        return []
    tag = Tag(data, at)
    reach = f"{called(now.first)}:{called((now.bottom, now.right))}"
    return [_Edit(tag.start, tag.end, tag.written({"ref": reach}))]


def _calculates_anew(data: bytes) -> _Edit:
    """Excel is told to work every formula out when it opens the file."""
    finder = _CalcFinder(data)
    walk(data, finder.started, finder.ended, lambda _text: None)
    if finder.calc is not None:
        return _Edit(finder.calc.start, finder.calc.end, finder.calc.written({"fullCalcOnLoad": "1"}))
    new = b'<%bcalcPr fullCalcOnLoad="1"/>' % finder.prefix
    return _Edit(finder.after, finder.after, new)


class _CalcFinder:
    """Where a workbook says how it is worked out, or where it would."""

    def __init__(self, data: bytes) -> None:
        self.data, self.after = data, 0
        self.calc: Tag | None = None
        self.prefix = b""
        self.open: list[Tag] = []

    def started(self, name: str, _attributes: Attributes, at: int) -> None:
        self.open.append(Tag(self.data, at))
        if name == "calcPr":
            self.calc = self.open[-1]

    def ended(self, name: str, at: int) -> None:
        tag = self.open.pop()
        if name in _BEFORE_CALC and len(self.open) == 1:
            self.after = tag.end if tag.closed else self.data.index(b">", at) + 1
            self.prefix = tag.prefix
