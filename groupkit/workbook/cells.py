"""What a sheet can hold: plain values that know nothing of the file they end up in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Literal

Style = Literal["plain", "ruled", "bold", "title", "heading", "total", "quiet", "label", "boxed", "answer"]
"""How a cell looks: `ruled` has a thin line under it, and on a form `label` is a question, `boxed` a short answer
and `answer` a long one, which begins at the top of its box."""

Kind = Literal["text", "date", "money", "number"]

TALLEST_PICTURE = 520
"""In pixels: the most that a row of a sheet has room for."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole pence, shown in pounds as 1,012.50 or -5.00."""

    pence: int


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula with the value that the program worked out for it, for readers that do not calculate.

    The formula is written by the program, never by a person: put a person's words into it with `exactly`.
    """

    formula: str
    value: "str | int | date | Money"
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """A live formula for a sum of money, in bold under a line, with the sum in whole pence."""

    formula: str
    pence: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG picture, `width` pixels wide (narrower if it would not fit its row), told in words by `alt`."""

    content: bytes
    width: int
    alt: str

    def size(self) -> tuple[int, int]:
        """Its width and height in the sheet, in pixels. Raises ValueError where it is not such a picture."""
        from PIL import Image

        try:
            with Image.open(BytesIO(self.content), formats=["PNG", "JPEG"]) as image:
                width, height = image.size
        except (OSError, SyntaxError, Image.DecompressionBombError) as error:
            raise ValueError("this is not a PNG or JPEG picture") from error
        shown = min(self.width, TALLEST_PICTURE * width / height)
        return max(1, round(shown)), max(1, round(shown * height / width))


Value = str | int | date | Money | Formula | Total | Picture | None
"""Text is always text, an int is a whole number, None is an empty cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a look of its own, or one that reaches across several columns."""

    value: Value
    style: Style | None = None
    across: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row with a look of its own, or one at least `lines` lines of text tall."""

    cells: "Sequence[Value | Cell]"
    style: Style | None = None
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """Words across the whole sheet, as tall as they need, at least `lines` lines."""

    text: str
    style: Style = "plain"
    lines: int = 0


AnyRow = Row | Line | Sequence[Value | Cell]
"""A tuple or list of values is a row like any other of its sheet."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters (widened where a figure needs it), and what it mostly holds."""

    heading: str = ""
    width: float = 12
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: lines above, a row of headings (where columns have any), the rows, and what stands below them.

    `rows` may be a generator. `below` may be a function of the first and last row number of the table, so that
    totals can point at it; a table without rows keeps one empty row. `margin` is in centimetres, `tab` a colour
    like "1D5C57". Headings stay in view, are repeated on every printed page, and with `filtered` can be filtered.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[AnyRow] = ()
    above: Sequence[AnyRow] = ()
    below: Iterable[AnyRow] | Callable[[int, int], Iterable[AnyRow]] = ()
    filtered: bool = False
    frozen: bool = True
    landscape: bool = False
    one_page: bool = False
    margin: float = 1.5
    gridlines: bool = False
    tab: str | None = None

    @property
    def headed(self) -> bool:
        """Whether any column has a heading: without one the sheet is a form, not a table."""
        return any(column.heading for column in self.columns)

    @property
    def first_row(self) -> int:
        """The number of the first row of the table, as formulas count: from 1, headings and lines above included."""
        return len(self.above) + self.headed + 1


def paragraphs(text: str, style: Style = "plain", longest: int = 1500) -> list[Line]:
    """A long text as one line for each paragraph, and none so long that a printed row would cut it off.

    `longest` is in characters. A row holds about 27 lines of print.
    """
    return [Line(piece, style) for paragraph in text.splitlines() for piece in _pieces(paragraph, longest)]


def _pieces(rest: str, longest: int) -> Iterator[str]:
    while len(rest) > longest:
        space = rest.rfind(" ", 1, longest + 1)
        end = space if space > 0 else longest
        yield rest[:end]
        rest = rest[end:].lstrip(" ")
    yield rest
