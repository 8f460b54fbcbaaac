"""What a sheet can hold: plain values that know nothing of the file they end up in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO
from typing import Literal

Style = Literal["plain", "ruled", "bold", "title", "heading", "total", "quiet", "label", "boxed", "answer", "yours"]
"""How a cell looks: `ruled` has a thin line under it, and on a form `label` is a question, `boxed` a short answer,
`answer` a long one, which begins at the top of its box, and `yours` a place that people fill in by hand."""

Kind = Literal["text", "date", "money", "number", "about"]

TALLEST_PICTURE = 520
"""In pixels: the most that a row of a sheet has room for."""


class Tab(StrEnum):
    """What a sheet is for, told by the colour of its tab; `meaning` says it in words, for a cover."""

    READ = "35659A", "blue", "to read first"
    FILL = "D08A16", "amber", "for you to fill in"
    BOOK = "1D5C57", "green", "straight from the book"
    WORDS = "7D867F", "grey", "what the words mean"

    meaning: str

    def __new__(cls, colour: str, called: str, purpose: str) -> "Tab":
        """The member is its colour, as a spreadsheet takes it."""
        tab = str.__new__(cls, colour)
        tab._value_ = colour
        tab.meaning = f"{called.capitalize()} tab: {purpose}"
        return tab


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole pence, shown in pounds as 1,012.50 or -5.00."""

    pence: int


@dataclass(frozen=True, slots=True)
class About:
    """A whole number that was a good guess, shown as `about 14` and counted as 14."""

    number: int


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula with the value that the program worked out for it, for readers that do not calculate.

    The formula is written by the program, never by a person: put a person's words into it with `exactly`.
    """

    formula: str
    value: "str | int | date | Money | About"
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


Expected = Literal["choice", "number", "money", "date"]


@dataclass(frozen=True, slots=True)
class Validation:
    """What is welcome in a cell that people fill in by hand: one of a list, a whole number, a sum or a date.

    Numbers and sums are 0 or more. Something else is asked about and never refused, since life does not always fit.
    `options` are the words of a choice, or a reference (`ref`) to cells that hold them. `hint` is shown when somebody
    comes to the cell, and again when what they typed is something else.
    """

    kind: Expected
    options: tuple[str, ...] | str = ()
    hint: str = ""


ChartKind = Literal["bar", "column", "line"]
"""Bars lie and columns stand, each for an amount; a line is for what changes from month to month."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of figures that stand in the workbook: a row of its own, across the sheet or its first columns.

    `categories` and each figure's place are references to stretches of one column, made by `ref`, all of one length:
    `Chart("bar", "Spent by heading", ref(T, "A", 5, 9), [("Spent", ref(T, "C", 5, 9))], alt="…")`. What stands there
    is read back from the rows as they were written, so a chart cannot show other figures than its cells. Money is
    told in pounds; `axis` says what other figures count ("People"). `alt` says in words what the picture shows.
    `height` is in pixels. It draws at most four series, apart from each other in colour and in grey.
    """

    kind: ChartKind
    title: str
    categories: str
    series: Sequence[tuple[str, str]]
    alt: str
    axis: str = ""
    across: int = 0
    height: int = 300


Value = str | int | date | Money | About | Formula | Total | Picture | None
"""Text is always text, an int is a whole number, None is an empty cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a look of its own, one that reaches across several columns, or one that people fill in.

    `comment` explains a word to whoever points at the cell. Phones and paper do not show it, so nothing may stand only
    there. A cell that `expects` something looks like a place to fill in, whether it is empty or not. Words of a `kind`
    stand among figures, as a heading above them does, and are set at the right as those are.
    """

    value: Value
    style: Style | None = None
    across: int = 1
    comment: str = ""
    expects: Validation | None = None
    kind: Kind | None = None


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


AnyRow = Row | Line | Chart | Sequence[Value | Cell]
"""A tuple or list of values is a row like any other of its sheet."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters (widened where a figure needs it), and what it mostly holds.

    `comment` explains the heading, as that of a cell.
    """

    heading: str = ""
    width: float = 12
    kind: Kind = "text"
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: lines above, a row of headings (where columns have any), the rows, and what stands below them.

    `rows` may be a generator. `below` may be a function of the first and last row number of the table, so that
    totals and charts can point at it; a table without rows keeps one empty row. `margin` is in centimetres, `tab` what
    the sheet is for, or a colour like "1D5C57". Headings stay in view (unless a chart stands above them), are repeated
    on every printed page, and with `filtered` can be filtered. A sheet that is `kept` together ends its pages where an
    empty row is: what stands between two is not torn apart where it fits on a page, and no heading ends one. Such a one
    takes more than `one_page` where that would be too small to read.
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
    kept: bool = False
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
        sentence = rest.rfind(". ", longest // 2, longest) + 1
        end = sentence or (space if space > 0 else longest)
        yield rest[:end]
        rest = rest[end:].lstrip(" ")
    yield rest
