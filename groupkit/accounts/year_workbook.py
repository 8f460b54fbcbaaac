"""The accounts of a year as a workbook: each figure is a live sum over the cash book that comes with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO

from groupkit import dates, db, workbook
from groupkit.accounts import tied_sheets
from groupkit.accounts.balances import Item, Part
from groupkit.accounts.making import YearAccounts
from groupkit.accounts.rules import COLUMN_WORDS, SCOTTISH, Line
from groupkit.accounts.tied_sheets import Ties
from groupkit.dates import long_day
from groupkit.ledger.book_rows import CAME, WENT
from groupkit.workbook import AnyRow, Cell, Column, Formula, Money, Row, Sheet, Tab, Total, column_letter, ref
from groupkit.workbook import Line as Words
from groupkit.workbook.cells import Style

ACCOUNT, STATEMENT = "Receipts and payments", "Assets and liabilities"
AGREE, APART = "This agrees with the receipts and payments account", "This does not agree: look at the cash book"

_STYLES: dict[str, Style] = {"total": "total", "sub": "bold"}


def make(accounts: YearAccounts, short_name: str) -> tuple[IO[bytes], str]:
    """The workbook of a year, and its file name. Ends the reading that it began in."""
    ties = tied_sheets.take(accounts.year.first, accounts.on, accounts.fund_columns, accounts.known)
    db.stop_writing(commit=False)
    sheets = [*papers(accounts, ties), *ties.sheets()]
    made = workbook.workbook(sheets, title=f"Accounts {short_name}", author="groupkit", made_at=dates.now())
    return made, workbook.safe_file_name(short_name, "accounts", accounts.year.label)


def papers(accounts: YearAccounts, ties: Ties) -> list[Sheet]:
    """The two sheets that people read: the account, and the statement that agrees with it."""
    paper = _Paper(accounts, ties)
    return [paper.account(), paper.statement()]


def _heading(words: str) -> AnyRow:
    """The heading of a section: words alone, with no line under the empty cells beside them."""
    return Row([Cell(words, "bold")], "plain")


@dataclass
class _Paper:
    """The two sheets that people read, and where each row of the first stands."""

    accounts: YearAccounts
    ties: Ties
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def many(self) -> int:
        """How many columns of funds there are; none where only the total is shown."""
        return len(self.accounts.columns)

    @property
    def total_letter(self) -> str:
        return column_letter(self.many + 2)

    @property
    def last_letter(self) -> str:
        return column_letter(self.many + 3)

    @cached_property
    def columns(self) -> list[Column]:
        """What it is called, the funds side by side, their total, and the total of the year before."""
        figures = [*self.accounts.columns, "Total", "Last year"]
        return [Column("In pounds", 40), *(Column(word, 15, "money") for word in figures)]

    def account(self) -> Sheet:
        above = [
            Words("Receipts and payments account" if self.many else "Money in and out", "title"),
            *self._heading(),
            Words(f"For the year from {long_day(self.accounts.year.first)} to {long_day(self.accounts.on)}"),
        ]
        first = len(above) + 2
        shown = self.accounts.shown
        self.numbers = {line.name: first + place for place, line in enumerate(shown)}
        rows = [self._row(line, self.numbers[line.name]) for line in shown]
        return Sheet(
            ACCOUNT,
            self.columns,
            rows,
            above=above,
            below=self._signed(),
            one_page=True,
            tab=Tab.BOOK,
        )

    def _heading(self) -> list[AnyRow]:
        settings = self.accounts.settings
        registered = [Words(f"Registered charity, number {settings.number}")] if settings.is_charity else []
        return [Words(self.accounts.group, "bold"), *registered]

    def _row(self, line: Line, number: int) -> AnyRow:
        if line.look == "heading":
            return _heading(line.label)
        cells = [self._cell(line, at, number) for at in range(self.many)]
        if self.many:
            across = f"=SUM(B{number}:{column_letter(self.many + 1)}{number})"
            total: Formula | Money = Formula(across, Money(line.total))
        else:
            total = self._cell(line, 0, number)
        last = self._added(line, self.last_letter, line.last) if line.adds else Money(line.last)
        return Row([line.label, *cells, total, last], _STYLES.get(line.look, "ruled"))

    def _cell(self, line: Line, at: int, number: int) -> Formula | Money:
        """One column of a row: a sum over other rows, or over the lines of the cash book."""
        pence, letter = line.amounts[at], column_letter(at + 2)
        if line.name.endswith(" together") or line.adds:
            return self._added(line, letter, pence)
        return self._counted(line.name, line.category_id, at, pence)

    def _counted(self, name: str, category_id: int, at: int, pence: int) -> Formula:
        column = [("Column", COLUMN_WORDS[self.accounts.layout.columns[at]])] if self.many else []
        if name == "moved":
            return self.ties.counted(pence, [*column, ("Counts as", tied_sheets.BETWEEN_FUNDS)])
        if name == "opening":
            return self.ties.began(pence, [("What", "Fund"), *column], column)
        out = name.startswith(("A3", "A4"))
        label = self.ties.labels("category", category_id)
        return self.ties.counted(pence, [*column, ("What for", label), ("Counts as", WENT if out else CAME)], out)

    def _added(self, line: Line, letter: str, pence: int) -> Formula | Money:
        """A sum over rows that are shown; a row that is not shown gives its own parts instead."""
        parts = list(self._shown_parts(line, 1))
        if not parts:
            return Money(pence)
        numbers = [number for number, _ in parts]
        if all(sign == 1 for _, sign in parts) and numbers == list(range(numbers[0], numbers[-1] + 1)):
            return Formula(f"=SUM({letter}{numbers[0]}:{letter}{numbers[-1]})", Money(pence))
        formula = "".join(f"{'+' if sign > 0 else '-'}{letter}{number}" for number, sign in parts)
        return Formula(f"={formula.removeprefix('+')}", Money(pence))

    def _shown_parts(self, line: Line, sign: int) -> Iterator[tuple[int, int]]:
        for name, its_sign in line.adds:
            if name in self.numbers:
                yield self.numbers[name], sign * its_sign
            else:
                yield from self._shown_parts(self.accounts.line(name), sign * its_sign)

    def _signed(self) -> list[AnyRow]:
        if not self.accounts.settings.is_charity:
            return [
                (),
                Words("Treasurer: ______________________   Day: ______________", lines=2),
                Words("Looked over by: ______________________   Day: ______________", lines=2),
            ]
        return [
            (),
            Words("Signed by one or two trustees on behalf of all the trustees:", "bold"),
            Words("Signature: ____________________   Name: ____________________   Day: ____________", lines=2),
            Words("Signature: ____________________   Name: ____________________   Day: ____________", lines=2),
        ]

    def statement(self) -> Sheet:
        """What there is at the end: the money by account, that it agrees, and what is owned and owed."""
        title = {SCOTTISH.key: "Statement of balances"}.get(
            self.accounts.layout.key, "Statement of assets and liabilities"
        )
        above = [
            Words(title if self.many else "What we have", "title"),
            *self._heading(),
            Words(f"On {long_day(self.accounts.on)}"),
            *([Words(self.accounts.bound)] if self.accounts.bound else []),
        ]
        rows = list(self._cash(len(above) + 2))
        for part in self.accounts.parts:
            rows += [Row((), "plain"), *self._part(part, len(above) + 2 + len(rows) + 1)]
        return Sheet(STATEMENT, self.columns, rows, above=above, one_page=True, tab=Tab.BOOK)

    def _cash(self, first: int) -> Iterator[AnyRow]:
        """B1: each account, their sum, what it is for, and that the two agree."""
        yield _heading("B1 Cash funds" if self.many else "Money, by account")
        shown = [one for one in self.accounts.accounts if one.is_shown]
        for one in shown:
            label = self.ties.labels("account", one.account_id)
            ended = self.ties.ended(one.closing, label)
            yield (label, *self._empty, ended, Money(self.accounts.before.get(one.account_id, 0)))
        top, end = first + 1, first + max(len(shown), 1)
        was = sum(self.accounts.before.get(one.account_id, 0) for one in shown)
        sums = [
            Total(f"=SUM({letter}{top}:{letter}{end})", pence) for letter, pence in self._of((self.accounts.cash, was))
        ]
        yield Row([Cell("All accounts", "total"), *(Cell("", "total") for _ in self._empty), *sums])
        yield from self._funds(end + 1)

    def _funds(self, sum_row: int) -> Iterator[AnyRow]:
        closing = self.accounts.line("closing")
        number = sum_row
        for line, label in self._balance_lines():
            number += 1
            yield self._balance_row(line, label, number)
        apart = f"ROUND({self.total_letter}{sum_row}-{self.total_letter}{number},2)"
        agree = Formula(f'=IF({apart}=0,"{AGREE}","{APART}")', AGREE if closing.total == self.accounts.cash else APART)
        yield Row([Cell(agree, "quiet", across=len(self.columns))], "plain")

    def _balance_lines(self) -> list[tuple[Line, str]]:
        """What the money is for; in Scotland how it came to that."""
        closing = self.accounts.line("closing")
        if self.accounts.layout.key != SCOTTISH.key:
            return [(closing, "Cash funds this year end" if self.many else "At the end of the year")]
        words = {"opening": "Cash at the start of the year", "surplus": "Surplus/(deficit) for the year"}
        named = [(self.accounts.line(name), label) for name, label in words.items()]
        return [*named, (closing, "Cash at the end of the year")]

    def _balance_row(self, line: Line, label: str, number: int) -> AnyRow:
        letters = [column_letter(at + 2) for at in range(self.many)] or [self.total_letter]
        values = [self._balance(line, at, letter, number) for at, letter in enumerate(letters)]
        if self.many:
            values.append(Formula(f"=SUM(B{number}:{letters[-1]}{number})", Money(line.total)))
        return Row([label, *values, Money(line.last)], "bold" if line.name == "closing" else "ruled")

    def _balance(self, line: Line, at: int, letter: str, number: int) -> Formula:
        """A figure that stands in the account is pointed at; one that does not is worked out here."""
        pence = line.amounts[at]
        if line.name in self.numbers:
            return Formula(f"={ref(ACCOUNT, letter, self.numbers[line.name])}", Money(pence))
        if line.name == "opening":
            return self._counted("opening", 0, at, pence)
        return Formula(f"={letter}{number - 2}+{letter}{number - 1}", Money(pence))

    @property
    def _empty(self) -> list[None]:
        return [None] * self.many

    def _of(self, pence: Sequence[int]) -> list[tuple[str, int]]:
        return list(zip((self.total_letter, self.last_letter), pence, strict=True))

    def _part(self, part: Part, first: int) -> Iterator[AnyRow]:
        """B2 to B5: a line for each thing, in the column of its fund."""
        yield _heading(part.name)
        for place, item in enumerate(part.items):
            yield self._item(item, first + 1 + place)
        if not part.items:
            yield Row([Cell("None", "quiet")], "plain")
            return
        end = first + len(part.items)
        columns = [
            Total(f"=SUM({column_letter(at + 2)}{first + 1}:{column_letter(at + 2)}{end})", part.in_column(column))
            for at, column in enumerate(self.accounts.layout.columns)
        ]
        total = Total(f"=SUM({self.total_letter}{first + 1}:{self.total_letter}{end})", part.pence)
        yield Row([Cell("Together", "total"), *(columns if self.many else []), total, Cell("", "total")])

    def _item(self, item: Item, number: int) -> AnyRow:
        if not self.many:
            return (item.label, Money(item.pence), None)
        columns = [Money(item.pence) if item.column == column else None for column in self.accounts.layout.columns]
        total = Formula(f"=SUM(B{number}:{column_letter(self.many + 1)}{number})", Money(item.pence))
        return (item.label, *columns, total, None)
