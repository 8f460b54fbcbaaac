"""The sheets that figures in a workbook are tied to: every line of a period, and what was there before it.

No names stand in them, unless somebody who may read them asks for more columns: a line is its day, its number, what it
was for and the amount.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Protocol

from groupkit.accounts.rules import COLUMN_WORDS
from groupkit.dates import LATEST, long_day
from groupkit.ledger import queries as ledger
from groupkit.ledger.book_rows import CAME, START, WENT, Labels
from groupkit.ledger.queries import Choices, PurposePart, Sought
from groupkit.ledger.queries import Line as BookLine
from groupkit.workbook import AnyRow, Column, Formula, Line, Money, Sheet, Tab, column_letter, exactly, ref
from groupkit.workbook.cells import Value

BOOK, BEFORE = "Cash book", "At the start"
SLICE = 500

BETWEEN_ACCOUNTS, BETWEEN_FUNDS = "Between accounts", "Between funds"
ALL_FUNDS = "All"
"""The column of every fund, where a layout tells none apart."""

BOOK_COLUMNS = [
    Column("Date", 12, "date"),
    Column("Ref", 14),
    Column("Account", 18),
    Column("What for", 26),
    Column("Fund", 20),
    Column("Column", 16),
    Column("Counts as", 17),
    Column("In", 12, "money"),
    Column("Out", 12, "money"),
]
BEFORE_COLUMNS = [Column("What", 12), Column("Name", 30), Column("Column", 18), Column("Pounds", 14, "money")]

Criteria = Sequence[tuple[str, str]]


class Beside(Protocol):
    """More columns beside each line of the cash book."""

    @property
    def columns(self) -> Sequence[Column]:
        """Their headings."""
        ...

    def of(self, lines: Sequence[BookLine]) -> dict[int, tuple[Value, ...]]:
        """What stands in them, by the row of the transaction; the lines come some hundreds at a time."""
        ...


@dataclass(frozen=True)
class Ties:
    """One moment's picture of what the sheets are made of, and the formulas that point at them."""

    first: date
    last: date
    up_to: int
    labels: Labels
    columns: dict[int, str]
    accounts_before: list[tuple[str, int]]
    funds_before: list[tuple[str, str, int]]

    def sheets(self, beside: Beside | None = None) -> list[Sheet]:
        """What was there at the start, and every line since."""
        days = f"Every line from {long_day(self.first)} to {long_day(self.last)}"
        words = Line(f"{days}." if beside else f"{days}, without names.", "quiet")
        columns = [*BOOK_COLUMNS, *(beside.columns if beside else ())]
        return [
            self._before(),
            Sheet(BOOK, columns, self.rows(beside), above=[words], filtered=True, landscape=True, tab=Tab.BOOK),
        ]

    def _before(self) -> Sheet:
        rows: list[AnyRow] = [("Account", name, "", Money(pence)) for name, pence in self.accounts_before]
        rows += [("Fund", name, column, Money(pence)) for name, column, pence in self.funds_before]
        words = Line("Where the money was and what it was for before the first day: two views of one sum.", "quiet")
        return Sheet(BEFORE, BEFORE_COLUMNS, rows, above=[words], one_page=True, tab=Tab.BOOK)

    def rows(self, beside: Beside | None = None) -> Iterator[AnyRow]:
        """Every line, the oldest first, a row for each part; read in slices."""
        sought = Sought(first=self.first, last=self.last)
        lines = ledger.all_lines_in_slices(sought, self.up_to, names=beside is not None)
        while some := list(islice(lines, SLICE)):
            more = beside.of(some) if beside else {}
            for line in some:
                for row in self._line(line):
                    yield (*row, *more.get(line.id, ()))

    def _line(self, line: BookLine) -> Iterator[tuple[Value, ...]]:
        if line.void:
            yield (line.day, line.reference, "", "Void", "", "", "", None, None)
        elif line.kind == "move":
            yield from self._move(line)
        else:
            account = self.labels("account", line.money[0].account_id) if line.money else ""
            for part in line.purpose:
                yield self._part(line, part, account)

    def _move(self, line: BookLine) -> Iterator[tuple[Value, ...]]:
        for leg in line.money:
            account = self.labels("account", leg.account_id)
            amounts = (Money(leg.pence), None) if leg.pence > 0 else (None, Money(-leg.pence))
            yield (line.day, line.reference, account, "Moved", "", "", BETWEEN_ACCOUNTS, *amounts)

    def _part(self, line: BookLine, part: PurposePart, account: str) -> tuple[Value, ...]:
        counts_as = CAME if part.direction == "in" else WENT if part.direction else _KIND.get(line.kind, START)
        what = self.labels("category", part.category_id) or ("At the start" if line.kind == "opening" else "Moved")
        came = part.direction == "in" or (not part.direction and part.pence > 0)
        amounts = (Money(part.pence), None) if came else (None, Money(-part.pence))
        fund, column = self.labels("fund", part.fund_id), self.columns[part.fund_id]
        return (line.day, line.reference, account, what, fund, column, counts_as, *amounts)

    def counted(self, pence: int, criteria: Criteria, out: bool = False) -> Formula:
        """What the lines that fit come to, in less out (or out less in), with the program's own sum."""
        plus, minus = ("Out", "In") if out else ("In", "Out")
        return Formula(f"={_sum(plus, criteria)}-{_sum(minus, criteria)}", Money(pence))

    def began(self, pence: int, before: Criteria, lines: Criteria) -> Formula:
        """What was there before the first day, and the opening balances that were written since."""
        start = [*lines, ("Counts as", START)]
        return Formula(f"={_sum_before(before)}+{_sum('In', start)}-{_sum('Out', start)}", Money(pence))

    def ended(self, pence: int, account: str) -> Formula:
        """What is in an account at the end: what was there before, and all its lines."""
        mine = [("Account", account)]
        before = _sum_before([("What", "Account"), ("Name", account)])
        return Formula(f"={before}+{_sum('In', mine)}-{_sum('Out', mine)}", Money(pence))


_KIND = {"fund_move": BETWEEN_FUNDS, "opening": START}


def take(first: date, last: date, fund_columns: Mapping[int, str], known: Choices) -> Ties:
    """Read everything but the lines, in one go; `fund_columns` says in which column each fund stands."""
    last = min(last, LATEST)
    labels = Labels.of(known)
    columns = {row_id: COLUMN_WORDS.get(column, ALL_FUNDS) for row_id, column in fund_columns.items()}
    before = ledger.before(first)
    accounts, funds = ([one.id for one in known.of(sort, closed=True)] for sort in ("account", "fund"))
    return Ties(
        first=first,
        last=last,
        up_to=ledger.last_id(),
        labels=labels,
        columns=columns,
        accounts_before=[(labels("account", one), before.accounts.get(one, 0)) for one in accounts],
        funds_before=[(labels("fund", one), columns[one], before.funds.get(one, 0)) for one in funds],
    )


def _letter(heading: str, columns: Sequence[Column]) -> str:
    return column_letter([column.heading for column in columns].index(heading) + 1)


def _sum(column: str, criteria: Criteria) -> str:
    return _sumifs(BOOK, BOOK_COLUMNS, column, criteria)


def _sum_before(criteria: Criteria) -> str:
    return _sumifs(BEFORE, BEFORE_COLUMNS, "Pounds", criteria)


def _sumifs(sheet: str, columns: Sequence[Column], column: str, criteria: Criteria) -> str:
    asked = ",".join(f"{ref(sheet, _letter(name, columns))},{exactly(wanted)}" for name, wanted in criteria)
    return f"SUMIFS({ref(sheet, _letter(column, columns))},{asked})"
