"""Lists as people see them on a page, taken away as a workbook: the one way for every list of the money books.

A list is read whole before the workbook is written, or reads itself in slices (`queries.all_lines_in_slices`), so that
no transaction is open while bytes travel.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Response

from groupkit import dates, db, downloads, workbook
from groupkit.printing import moment
from groupkit.workbook import AnyRow, Cell, Chart, Column, Line, Money, Row, Sheet, Tab, Total, column_letter

T = TypeVar("T")
PRIVATE = "It may name people: think before you send it on."


@dataclass
class Listed:
    """One list: its columns and rows, what it was narrowed down to in words, and the headings that are added up."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[AnyRow]
    said: Sequence[str] = ()
    sums: Sequence[str] = ()
    _together: dict[int, int] = field(default_factory=dict)

    def sheet(self, group: str) -> Sheet:
        """The sheet of this list, with its totals live below it."""
        above = [
            Line(f"{self.title}, {group}", "bold"),
            *(Line(words) for words in self.said),
            Line(f"Made on {moment(dates.now())}. {PRIVATE}", "quiet"),
        ]
        return Sheet(
            self.title,
            self.columns,
            self._counted(),
            above=above,
            below=self._foot,
            filtered=True,
            landscape=True,
            tab=Tab.BOOK,
        )

    def _counted(self) -> Iterator[AnyRow]:
        """The rows, each amount of a column that is added up counted on the way."""
        places = [number for number, column in enumerate(self.columns) if column.heading in self.sums]
        self._together = dict.fromkeys(places, 0)
        for row in self.rows:
            cells = row.cells if isinstance(row, Row) else () if isinstance(row, Line | Chart) else row
            for place in places:
                value = cells[place] if place < len(cells) else None
                self._together[place] += value.pence if isinstance(value, Money) else 0
            yield row

    def _foot(self, first: int, last: int) -> list[AnyRow]:
        if not self._together:
            return []
        cells: list[Cell | Total] = [Cell("" if place else "Together", "total") for place in range(len(self.columns))]
        for place, pence in self._together.items():
            letter = column_letter(place + 1)
            cells[place] = Total(f"=SUM({letter}{first}:{letter}{last})", pence)
        return [Row(cells, "total")]


def hand_over(lists: Sequence[Listed], group: str, short_name: str, *called: str) -> Response:
    """The answer that sends these lists as one workbook, a sheet each. Ends the reading that it began in."""
    db.stop_writing(commit=False)
    sheets = [one.sheet(group) for one in lists]
    made = workbook.workbook(sheets, title=f"{lists[0].title} {short_name}", author="groupkit", made_at=dates.now())
    return downloads.hand_over(made, workbook.safe_file_name(short_name, *called), workbook.MIME_TYPE)


def amount(pence: int | None) -> Money | None:
    """Pence as a cell; an empty one where there are none."""
    return None if pence is None else Money(pence)


def in_and_out(pence: int) -> tuple[Money | None, Money | None]:
    """One amount in the two columns for money in and money out."""
    return (Money(pence), None) if pence > 0 else (None, Money(-pence))


def in_slices(read: Callable[[Any, int], list[T]], place: Callable[[T], Any], most: int = 500) -> Iterator[T]:
    """Everything that `read(after, most)` gives, a slice at a time; between slices no transaction stays open.

    What is read holds plain values: rows of the database would be read afresh one by one afterwards.
    """
    after = None
    while True:
        found = read(after, most)
        db.db.session.rollback()
        yield from found
        if len(found) < most:
            return
        after = place(found[-1])
