"""What a document can hold: plain values that know nothing of the file they end up in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words with a look of its own.

    In an amendment the new words are `inserted` and those that go are `deleted`; `open` is a blank that nobody has
    answered yet.
    """

    words: str
    bold: bool = False
    inserted: bool = False
    deleted: bool = False
    open: bool = False


Words = str | Sequence[Run]
"""A line end in the words is a new line of the same paragraph."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1, 2 or 3. A `numbered` one, of whatever level, takes the next number: `7.`"""

    words: Words
    level: int = 1
    numbered: bool = False

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError(f"no heading of level {self.level}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: plain (level 0), numbered `7.1` under the last numbered heading (level 2), or lettered `(a)`
    (level 3).

    Numbers start again under each heading, letters under each other paragraph. Where no heading is numbered yet,
    level 2 counts `1.`, `2.`. A `bullet` has a dot in place of a number and stands as far in as its level; a `box` is
    a bullet to tick on paper; `quiet` is small and grey. An `outside` one ends the clause it stands in, and begins at
    the edge of the page; after one that is `kept` the page does not end.
    """

    words: Words
    level: int = 0
    quiet: bool = False
    bullet: bool = False
    box: bool = False
    space_above: bool = False
    outside: bool = False
    kept: bool = False

    def __post_init__(self) -> None:
        if self.level not in (0, 2, 3):
            raise ValueError(f"no paragraph of level {self.level}")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a header that is repeated on every page; `widths` are shares of the page's width.

    The columns of figures, by their places from 0, are set at the `right`, with what stands over them. A table to `cut`
    has a broken line round every cell, to cut along.
    """

    rows: Sequence[Sequence[Words]]
    header: Sequence[Words] = ()
    widths: Sequence[float] = ()
    cut: bool = False
    right: Collection[int] = ()
    leads: bool = False
    """Whether the paragraph after it is about it, and stands on the same page as its last row."""

    def __post_init__(self) -> None:
        if self.widths and (len(self.widths) != self.columns or min(self.widths) <= 0):
            raise ValueError("a table has a width above nothing for each of its columns")

    @property
    def columns(self) -> int:
        """How many columns it has: as many as its longest row."""
        return max(len(row) for row in (self.header, *self.rows))


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG picture told in words by its description, smaller where the page has no room for its height."""

    data: bytes
    description: str
    height_mm: int = 120


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class SignatureLines:
    """Lines to write on, each after its label: `Signed`, `Name`, `Office`, `Date`. They stay on one page.

    `printed` is what stands on some of them already, by their places from 0; `height_mm` is how high each is.
    """

    labels: Sequence[str]
    printed: Mapping[int, str] = field(default_factory=dict)
    height_mm: float = 11


Block = Heading | Paragraph | Table | Picture | PageBreak | SignatureLines


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. A `draft` says so on every page; a `large` one is in large print, a `close` one saves paper.

    `draft_words` is how a draft says so, where it waits for something other than being adopted.
    """

    title: str
    body: Sequence[Block]
    draft: bool = False
    large: bool = False
    landscape: bool = False
    footer: str = ""
    subtitle: str = ""
    close: bool = False
    draft_words: str = "DRAFT, not yet adopted"

    def __post_init__(self) -> None:
        if self.large and self.close:
            raise ValueError("large print is never set close")
