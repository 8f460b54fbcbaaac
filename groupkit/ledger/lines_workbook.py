"""The lines of the cash book for a critical friend: chosen fields of each, and nothing that anybody wrote in words.

Who was paid, notes and receipts are not left out of something that was read: they are never read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from groupkit import dates, db, workbook
from groupkit.dates import FinancialYear, long_day
from groupkit.ledger import queries
from groupkit.ledger.book_rows import MOVED, Labels, came_and_went, coded, letter, ways
from groupkit.ledger.queries import Line as BookLine
from groupkit.ledger.queries import Sought
from groupkit.printing import moment
from groupkit.workbook import AnyRow, Cell, Column, Line, Money, Row, Sheet, Tab, Total

TITLE = "Lines"
MARK = "Names left out: no line says who was paid, and there are no notes and no receipts."
COLUMNS = [
    Column("Date", 11, "date"),
    Column("Ref", 14),
    Column("Account", 18),
    Column("What for", 26),
    Column("Fund", 20),
    Column("Budget heading", 20),
    Column("Counts as", 11),
    Column("In", 11, "money"),
    Column("Out", 11, "money"),
]


def make(year: FinancialYear | None, group: str, short_name: str) -> tuple[IO[bytes], str]:
    """The lines of a financial year, or of the whole book, and the name of the file. Ends the reading it began in."""
    first, last = (year.first, year.last) if year else (None, None)
    rows = _Rows(Sought(first=first, last=last), queries.last_id(), Labels.of(queries.choices()))
    period = f"{year.label}: {long_day(year.first)} to {long_day(year.last)}" if year else "The whole book"
    db.stop_writing(commit=False)
    above = [
        Line(f"Lines of the cash book, {group}", "bold"),
        Line(period),
        Line(MARK, "quiet"),
        Line(f"Made on {moment(dates.now())}", "quiet"),
    ]
    sheet = Sheet(TITLE, COLUMNS, rows(), above=above, below=rows.foot, filtered=True, landscape=True, tab=Tab.BOOK)
    made = workbook.workbook([sheet], title=f"Lines {short_name}", author="groupkit", made_at=dates.now())
    return made, workbook.safe_file_name(short_name, "lines", year.label if year else "")


@dataclass
class _Rows:
    """The rows, read in slices as they are written; keeps count of what came in and went out."""

    sought: Sought
    up_to: int
    labels: Labels
    came: int = 0
    went: int = 0

    def __call__(self) -> Iterator[AnyRow]:
        for line in queries.all_lines_in_slices(self.sought, self.up_to, names=False):
            yield from self._of(line)

    def _of(self, line: BookLine) -> Iterator[AnyRow]:
        if line.void:
            yield Row([line.day, line.reference, "", "Void", "", "", "", None, None], "quiet")
        elif line.kind == "move":
            for one in line.money:
                yield self._row(line, one.account_id, ["", "", "", MOVED], *ways(line, one.pence))
        else:
            account = line.money[0].account_id if line.money else None
            for part in line.purpose:
                if line.kind == "fund_move":
                    fund = self.labels("fund", part.fund_id)
                    yield self._row(line, None, ["", fund, "", MOVED], *ways(line, part.pence))
                else:
                    came, went = came_and_went(line, part)
                    yield self._row(line, account, coded(line, part, self.labels), _money(came), _money(went))

    def _row(
        self, line: BookLine, account: int | None, for_what: list[str], came: Money | None, went: Money | None
    ) -> AnyRow:
        self.came += came.pence if came else 0
        self.went += went.pence if went else 0
        return (line.day, line.reference, self.labels("account", account), *for_what, came, went)

    def foot(self, first: int, last: int) -> list[AnyRow]:
        """What came in and went out together; a move counts on both sides, and so not at all."""
        sums = [
            Total(f"=SUM({column}{first}:{column}{last})", pence)
            for column, pence in ((letter("In", COLUMNS), self.came), (letter("Out", COLUMNS), self.went))
        ]
        return [Row([Cell("Together, with moves", "total", across=7), *sums], "total")]


def _money(pence: int | None) -> Money | None:
    return None if pence is None else Money(pence)
