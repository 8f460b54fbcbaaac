"""Which number each part of a document takes, told once for the file (which counts by itself) and for plain text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from groupkit.document.values import Block, Heading, PageBreak, Paragraph

BULLET, BOX = "•", "☐"


class Counting(Enum):
    """The ways to count: clauses `7.`, `7.1`, `(a)`; before any clause `1.`, `(a)`; `(a)` by itself; and not at all.

    What is not counted has a dot, or a box to tick.
    """

    CLAUSES = "clauses"
    LOOSE = "loose"
    LETTERS = "letters"
    BULLETS = "bullets"
    BOXES = "boxes"


@dataclass(frozen=True, slots=True)
class Number:
    """The place of a paragraph in a list: how it counts, how deep, the number as it is read.

    `restart` is 0 where the list counts on by itself, and otherwise the number of the new beginning it belongs to.
    """

    counting: Counting
    depth: int
    label: str
    restart: int = 0


def numbered(body: Iterable[Block]) -> Iterator[tuple[Block, Number | None]]:
    """Every block with its number, if it takes one."""
    counter = _Counter()
    for block in body:
        yield block, counter.number(block)


class _Counter:
    """Counts as word processors do: the letters of a list begin again by themselves after its next point.

    Letters that no point comes before have a list of their own: a point after them would count as the second.
    """

    def __init__(self) -> None:
        self._clause = self._point = self._letter = 0
        self._list = self._restarts = 0
        self._list_used = self._letters_used = False
        self._letters_list = (Counting.LETTERS, 0)

    def number(self, block: Block) -> Number | None:
        match block:
            case Heading(numbered=True):
                return self._next_clause()
            case Heading():
                self._point = self._point if self._clause else 0
            case Paragraph(bullet=True, level=level):
                self._letter = self._letter if level == 3 else 0
                return Number(Counting.BULLETS, max(0, level - 1), BULLET)
            case Paragraph(box=True):
                self._letter = 0
                return Number(Counting.BOXES, 0, BOX)
            case Paragraph(level=2):
                return self._next_point()
            case Paragraph(level=3):
                return self._next_letter()
            case PageBreak():
                return None
        self._letter = 0
        return None

    def _next_clause(self) -> Number:
        self._clause += 1
        self._point = self._letter = self._list = 0
        self._letters_used = False
        return Number(Counting.CLAUSES, 0, f"{self._clause}.")

    def _next_point(self) -> Number:
        if not self._clause and not self._point:
            self._list = self._restarted() if self._list_used else 0
            self._list_used = True
        self._point += 1
        self._letter, self._letters_used = 0, False
        label = f"{self._clause}.{self._point}" if self._clause else f"{self._point}."
        return Number(self._counting, 1, label, self._list)

    def _next_letter(self) -> Number:
        if not self._letter:
            under_point = self._point and not self._letters_used
            self._letters_list = (self._counting, self._list) if under_point else (Counting.LETTERS, self._restarted())
            self._letters_used = True
        self._letter += 1
        counting, restart = self._letters_list
        return Number(counting, 2, f"({_letter(self._letter)})", restart)

    def _restarted(self) -> int:
        self._restarts += 1
        return self._restarts

    @property
    def _counting(self) -> Counting:
        return Counting.CLAUSES if self._clause else Counting.LOOSE


def _letter(number: int) -> str:
    """The letter that stands for this number: after z come aa and bb, as word processors count."""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)
