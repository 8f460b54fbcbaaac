"""The treasurer's report as a workbook: one sheet to hand round, live sums over the lines behind it, no names."""

from collections.abc import Iterator, Sequence
from typing import IO

from groupkit import dates, db, workbook
from groupkit.accounts import queries, tied_sheets
from groupkit.accounts.making import Report
from groupkit.accounts.rules import ONE_PAGE
from groupkit.accounts.tied_sheets import Ties
from groupkit.dates import long_day
from groupkit.ledger.book_rows import CAME, WENT
from groupkit.ledger.queries import CategorySum
from groupkit.workbook import AnyRow, Cell, Column, Formula, Line, Money, Row, Sheet, Tab, Total, paragraphs
from groupkit.workbook.cells import Value

REPORT = "Report"
WIDTHS = (34, 15, 15, 15, 15, 15)


def make(report: Report, short_name: str) -> tuple[IO[bytes], str]:
    """The workbook of a report, and its file name. Ends the reading that it began in."""
    place = queries.sorted_for(ONE_PAGE)
    ties = tied_sheets.take(report.period.first, report.period.last, place.columns, place.known)
    db.stop_writing(commit=False)
    sheets = [_Sheet(report, ties).sheet(), *ties.sheets()]
    made = workbook.workbook(sheets, title=f"Report {short_name}", author="groupkit", made_at=dates.now())
    return made, workbook.safe_file_name(short_name, "treasurer report", report.period.last.isoformat())


def _ruled(*values: Value) -> AnyRow:
    """A row with a line under its own cells only."""
    return Row([Cell(value, "ruled") for value in values])


class _Sheet:
    """Written from the top down; knows the number of the next row."""

    def __init__(self, report: Report, ties: Ties) -> None:
        self.report, self.ties = report, ties
        self.rows: list[AnyRow] = []

    @property
    def next(self) -> int:
        return len(self.rows) + 1

    def sheet(self) -> Sheet:
        report = self.report
        self.rows = [
            Line("Treasurer’s report", "title"),
            Line(report.group, "bold"),
            Line(f"From {long_day(report.period.first)} to {long_day(report.period.last)}"),
            (),
            *paragraphs(report.sentence),
            (),
        ]
        self._where()
        if report.reconciled_words:
            self.rows[-1:] = [*paragraphs(report.reconciled_words, "quiet"), ()]
        self._categories("Money in", report.came_in, report.received, CAME)
        self._categories("Money out", report.went_out, report.paid, WENT)
        self._budget()
        self._funds()
        self._grants()
        self._missing()
        columns = [Column(width=width, kind="text" if at == 0 else "money") for at, width in enumerate(WIDTHS)]
        return Sheet(REPORT, columns, self.rows, one_page=True, tab=Tab.READ)

    def _head(self, *words: str, days: Sequence[str] = ()) -> None:
        """Headings over figures, and after them those over days, which begin where the days do."""
        heads = [*(Cell(word, "heading") for word in words), *(Cell(word, "heading", kind="date") for word in days)]
        self.rows.append(Row(heads, lines=1))

    def _together(self, label: str, letters: str, pence: Sequence[int], first: int) -> None:
        last = self.next - 1
        sums = [
            Total(f"=SUM({letter}{first}:{letter}{last})", amount) if last >= first else Money(amount)
            for letter, amount in zip(letters, pence, strict=True)
        ]
        self.rows += [Row([Cell(label, "total"), *sums]), ()]

    def _where(self) -> None:
        """What was in each account at the start and at the end."""
        self._head("Where the money is", "At the start", "At the end")
        first = self.next
        for one in self.report.accounts:
            label = self.ties.labels("account", one.account_id)
            began = self.ties.began(one.opening, [("What", "Account"), ("Name", label)], [("Account", label)])
            self.rows.append(_ruled(label, began, self.ties.ended(one.closing, label)))
        self._together("Together", "BC", (self.report.opening, self.report.closing), first)

    def _categories(self, title: str, found: list[CategorySum], total: int, counts_as: str) -> None:
        self._head(title, "Pounds")
        first = self.next
        for one in found:
            label = self.ties.labels("category", one.category_id)
            criteria = [("What for", label), ("Counts as", counts_as)]
            self.rows.append(_ruled(label, self.ties.counted(one.pence, criteria, out=counts_as == WENT)))
        if not found:
            self.rows.append(_ruled("Nothing", Money(0)))
        self._together("Together", "B", (total,), first)

    def _budget(self) -> None:
        """The agreed budget of the year that the last day is in, beside what was up to that day."""
        budget = self.report.budget
        if budget is None:
            return
        so_far = "Came to" if budget.is_over else "So far"
        heads = [Cell(word, "heading") for word in (f"Budget for {budget.year.label}", "Budget", so_far, "Left")]
        self.rows.append(Row([*heads, Cell("How it stands", "heading", across=2, kind="text")], lines=1))
        found = [(side.title, side.budget, side.actual, budget.side_words(side)) for side in budget.sides]
        found += [(one.name, one.budget or 0, one.actual, budget.words(one)) for one in budget.overspent]
        for label, planned, actual, words in found:
            left = Formula(f"=B{self.next}-C{self.next}", Money(planned - actual))
            cells = [Cell(value, "ruled") for value in (label, Money(planned), Money(actual), left)]
            self.rows.append(Row([*cells, Cell(words, "ruled", across=2)]))
        self.rows.append(())

    def _funds(self) -> None:
        self._head("What it is for", "At the start", "In", "Out", "Moved", "At the end")
        first = self.next
        self.rows += [self._fund(*one, first + at) for at, one in enumerate(self._fund_figures())]
        columns = zip(*(figures for _, figures in self._fund_figures()), strict=True)
        sums = [sum(column) for column in columns] or [0] * 5
        self._together("Together", "BCDEF", sums, first)

    def _fund_figures(self) -> Iterator[tuple[str, tuple[int, int, int, int, int]]]:
        for one in self.report.funds:
            label = self.ties.labels("fund", one.fund_id)
            yield label, (one.opening, one.received, one.paid, one.moved, one.closing)

    def _fund(self, label: str, figures: tuple[int, int, int, int, int], number: int) -> AnyRow:
        opening, received, paid, moved, closing = figures
        mine = [("Fund", label)]
        return _ruled(
            label,
            self.ties.began(opening, [("What", "Fund"), ("Name", label)], mine),
            self.ties.counted(received, [*mine, ("Counts as", CAME)]),
            self.ties.counted(paid, [*mine, ("Counts as", WENT)], out=True),
            self.ties.counted(moved, [*mine, ("Counts as", tied_sheets.BETWEEN_FUNDS)]),
            Formula(f"=B{number}+C{number}-D{number}+E{number}", Money(closing)),
        )

    def _grants(self) -> None:
        if not self.report.grants:
            return
        self._head("Grants, as they stand today", "Received", "Spent", "Left", days=("Ends", "Report due"))
        for one in self.report.grants:
            received = one.received + one.own_money
            number = self.next
            left = Formula(f"=B{number}-C{number}", Money(one.left))
            self.rows.append(_ruled(one.funder, Money(received), Money(one.spent), left, one.ends, one.due))
        self.rows.append(())

    def _missing(self) -> None:
        """What is still to be paid, and which payments still want their receipt."""
        if self.report.owed_words:
            self.rows += paragraphs(self.report.owed_words)
        if self.report.waiting_words:
            self.rows += paragraphs(self.report.waiting_words)
        missing = self.report.missing
        if missing:
            many = "payment has" if len(missing) == 1 else "payments have"
            refs = ", ".join(one.reference for one in missing)
            self.rows += paragraphs(f"{len(missing)} {many} no receipt yet: {refs}.", "quiet")
