"""A year beside its budget as a workbook: live sums over the months, which stand on a sheet of their own. No names."""

from collections.abc import Iterator
from typing import IO

from groupkit import dates, db, workbook
from groupkit.budgets import rules
from groupkit.budgets.making import Compared, Side
from groupkit.budgets.rules import BudgetLine
from groupkit.dates import MONTHS, long_day
from groupkit.workbook import (
    AnyRow,
    Cell,
    Chart,
    Column,
    Formula,
    Line,
    Money,
    Row,
    Sheet,
    Tab,
    Total,
    column_letter,
    ref,
)

BUDGET, BY_MONTH = "Budget", "By month"
COLUMNS = [
    Column(width=32),
    *(Column(width=14, kind="money") for _ in range(4)),
    Column(width=26),
]
FIRST_ROW = 3
"""Of the sheet by month: below its words and its headings."""
HEADINGS = ("Budget", "So far", "Left", "Likely", "How it stands")
MEANINGS = {
    "So far": "The months of the sheet “By month” together, money that came back taken off.",
    "Likely": f"{rules.FORECAST} {rules.USUAL_MONTH}",
}


def make(compared: Compared, group_name: str, short_name: str) -> tuple[IO[bytes], str]:
    """The workbook of a year, and its file name. Ends the reading that it began in."""
    db.stop_writing(commit=False)
    months = _Months(compared)
    sheets = [_budget(compared, group_name, months), months.sheet()]
    made = workbook.workbook(sheets, title=f"Budget {short_name}", author="groupkit", made_at=dates.now())
    return made, workbook.safe_file_name(short_name, "budget", compared.year.label)


class _Months:
    """What was in each month, by category: the sheet that the sums of the budget point at."""

    def __init__(self, compared: Compared) -> None:
        self.compared = compared
        self.last = column_letter(len(compared.months) + 1)
        lines = [line for side in compared.sides for line in side.lines]
        self.rows = {line.category_id: at for at, line in enumerate(lines, start=FIRST_ROW)}

    def so_far(self, line: BudgetLine) -> Formula:
        """The sum over the months of a category."""
        row = self.rows[line.category_id]
        return Formula(f"=SUM({ref(BY_MONTH, 'B', row)}:${self.last}${row})", Money(line.actual))

    def sheet(self) -> Sheet:
        """A row for each category, a column for each month, and their sum."""
        names = [f"{MONTHS[one.first.month - 1][:3]} {one.first.year}" for one in self.compared.months]
        columns = [
            Column("What for", 30),
            *(Column(name, 11, "money") for name in names),
            Column("Together", 13, "money"),
        ]
        words = Line("What came in, and what went out, in each month; money that came back is taken off.", "quiet")
        return Sheet(BY_MONTH, columns, list(self._lines()), above=[words], landscape=True, one_page=True, tab=Tab.BOOK)

    def _lines(self) -> Iterator[AnyRow]:
        for side in self.compared.sides:
            for line in side.lines:
                row = self.rows[line.category_id]
                together = Formula(f"=SUM(B{row}:{self.last}{row})", Money(line.actual))
                yield (f"{line.name} ({line.direction})", *(Money(pence) for pence in line.months), together)


def _budget(compared: Compared, group_name: str, months: _Months) -> Sheet:
    rows: list[AnyRow] = [
        Line(f"Budget for {compared.year.label}", "title"),
        Line(group_name, "bold"),
        Line(
            f"From {long_day(compared.year.first)} to {long_day(compared.year.last)}, as it is on "
            f"{long_day(compared.until)}"
        ),
        Line(_agreed_words(compared)),
        (),
    ]
    sums = [_side(rows, compared, side, months) for side in compared.sides]
    rows.append(_less(sums, compared))
    if not compared.is_over:
        rows += [(), Line(rules.FORECAST, "quiet"), Line(rules.USUAL_MONTH, "quiet")]
    if compared.agreed and compared.went.lines:
        rows += [(), _picture(compared.went, sums[-1])]
    return Sheet(BUDGET, COLUMNS, rows, one_page=True, tab=Tab.BOOK)


def _picture(side: Side, sum_row: int) -> Chart:
    """What was planned to go out and what did, category by category: the lines above the row of their sums."""
    first, last = sum_row - len(side.lines), sum_row - 1
    return Chart(
        "bar",
        "Money out: budget, and so far",
        ref(BUDGET, "A", first, last),
        [("Budget", ref(BUDGET, "B", first, last)), ("So far", ref(BUDGET, "C", first, last))],
        alt="Bars for each category of money out: the budget, and what went out so far. The figures are in the table.",
        height=min(140 + 38 * len(side.lines), 500),
    )


def _agreed_words(compared: Compared) -> str:
    agreed = compared.agreed
    if agreed is None:
        return "No budget has been agreed for this year yet"
    return f"Version {agreed.number}, agreed on {long_day(agreed.agreed_on)}"


def _side(rows: list[AnyRow], compared: Compared, side: Side, months: _Months) -> int:
    """Write money in, or out; gives back the number of the row with its sums."""
    rows.append(
        Row([Cell(word, "heading", comment=MEANINGS.get(word, "")) for word in (side.title, *HEADINGS)], lines=1)
    )
    first = len(rows) + 1
    for line in side.lines:
        number = len(rows) + 1
        budget = None if line.budget is None else Money(line.budget)
        left = Formula(f"=B{number}-C{number}", Money(line.left))
        cells = (line.name, budget, months.so_far(line), left, Money(line.forecast), compared.words(line))
        rows.append(Row([Cell(value, "ruled") for value in cells]))
    if not side.lines:
        rows.append(Row([Cell("Nothing", "ruled"), *(Cell(Money(0), "ruled") for _ in range(4))]))
    last = len(rows)
    figures = (side.budget, side.actual, side.left, side.forecast)
    totals = [
        Total(f"=SUM({letter}{first}:{letter}{last})", pence) for letter, pence in zip("BCDE", figures, strict=True)
    ]
    rows += [Row([Cell("Together", "total"), *totals, Cell(compared.side_words(side), "total")]), ()]
    return last + 1


def _less(sums: list[int], compared: Compared) -> AnyRow:
    """Money in less money out: planned, so far and likely."""
    came, went = sums
    figures = [
        (letter, getattr(compared.came, name) - getattr(compared.went, name))
        for letter, name in (("B", "budget"), ("C", "actual"), ("E", "forecast"))
    ]
    made = {letter: Formula(f"={letter}{came}-{letter}{went}", Money(pence), "bold") for letter, pence in figures}
    return Row([Cell("In less out", "bold"), made["B"], made["C"], None, made["E"], None])
