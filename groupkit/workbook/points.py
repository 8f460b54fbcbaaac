"""What stands in stretches of the sheets, read back from the rows as they were written, for charts to carry.

A chart that is not calculated (Protected View, a phone, a preview) draws the points that the file carries. They are
read from the very cells, so that the two cannot say different things.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import IO
from xml.sax.saxutils import unescape

from groupkit.workbook.cells import Kind
from groupkit.workbook.naming import Stretch

PIECE = 1 << 16

_CELL = re.compile(rb'<c r="([A-Z]+)\d+" s="(\d+)"(?: t="(\w+)")?>(?:<f>[^<]*</f>)?<v>([^<]*)</v></c>')
_TEXT = re.compile(rb"<t[^>]*>([^<]*)</t>")


@dataclass(frozen=True, slots=True)
class Point:
    """One cell of a stretch that is not empty: its place from 0, what kind of value it is, and that as it is stored."""

    place: int
    kind: Kind
    stored: str


Points = Mapping[Stretch, list[Point]]


def read_points(
    stretches: Iterable[Stretch], sheets: Mapping[str, IO[bytes]], texts: IO[bytes], kinds: Mapping[int, Kind]
) -> Points:
    """The points of these stretches, from the sheets' rows by title and the table of texts.

    Raises ValueError where a stretch names no sheet, or rows that it does not have.
    """
    found: dict[Stretch, list[tuple[int, Kind, str, bool]]] = {one: [] for one in stretches}
    for title in sorted({one.sheet for one in found}):
        if title not in sheets:
            raise ValueError(f"a chart points at {title!r}, and there is no such sheet")
        wanted = [one for one in found if one.sheet == title]
        for number, row in _rows(sheets[title], max(one.last for one in wanted)):
            for one in wanted:
                if one.first <= number <= one.last:
                    found[one].extend(_cells(row, one.column, number - one.first, kinds))
    words = _texts(texts, {int(stored) for cells in found.values() for *_, stored, shared in cells if shared})
    return {
        one: [Point(place, kind, words[int(stored)] if shared else stored) for place, kind, stored, shared in cells]
        for one, cells in found.items()
    }


def _rows(body: IO[bytes], last: int) -> Iterator[tuple[int, bytes]]:
    number = 0
    for number, row in enumerate(islice(_pieces(body, b"</row>"), last), 1):
        yield number, row
    if number < last:
        raise ValueError(f"a chart points at row {last} of a sheet that ends with row {number}")


def _cells(row: bytes, column: str, place: int, kinds: Mapping[int, Kind]) -> Iterator[tuple[int, Kind, str, bool]]:
    """The cell of this column in a row, unless it is empty; the last value says whether it stands in the texts."""
    for letters, look, kind, stored in _CELL.findall(row):
        if letters == column.encode():
            yield place, kinds[int(look)], unescape(stored.decode()), kind == b"s"


def _texts(texts: IO[bytes], wanted: Collection[int]) -> dict[int, str]:
    every = islice(_pieces(texts, b"</si>"), max(wanted, default=-1) + 1)
    found = ((number, _TEXT.search(text)) for number, text in enumerate(every) if number in wanted)
    return {number: unescape(match[1].decode()) for number, match in found if match}


def _pieces(body: IO[bytes], end: bytes) -> Iterator[bytes]:
    """The body, cut where each row or text ends."""
    body.seek(0)
    rest = b""
    while piece := body.read(PIECE):
        *whole, rest = (rest + piece).split(end)
        yield from whole
