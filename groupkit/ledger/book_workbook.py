"""The cash book as a workbook: a cover, a sheet for each account, and sums by category and by fund that stay live."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import IO

from groupkit import dates, db, history, workbook
from groupkit.dates import FinancialYear, long_day
from groupkit.ledger import queries
from groupkit.ledger.book_rows import (
    ACCOUNT_COLUMNS,
    CAME,
    MOVE_COLUMNS,
    START,
    WENT,
    AccountRows,
    Labels,
    fund_moves,
    letter,
)
from groupkit.ledger.queries import Balances, CategorySum, FundSum, Place, Sought
from groupkit.printing import moment
from groupkit.workbook import AnyRow, Cell, Column, Formula, Line, Money, Row, Sheet, Tab, Total, exactly, ref

LONGEST = 8_000
FIRST_FUND = 4
"""The row of the first fund: two lines and the headings stand above it."""

COVER, MOVES, CATEGORIES, FUNDS = "Cover", "Moves between funds", "By category", "By fund"


@dataclass(frozen=True)
class Snapshot:
    """Everything but the lines, read in one go: what the sums in the workbook must come to."""

    group: str
    period: str
    year: FinancialYear | None
    up_to: int
    head: history.Head
    labels: Labels
    at_start: dict[int, int]
    """What was in each account before the period."""
    funds_at_start: dict[int, int]
    at_end: Balances
    by_category: list[CategorySum]
    by_fund: list[FundSum]
    has_moves: bool

    @cached_property
    def titles(self) -> dict[int, str]:
        """The sheet of each account: titles that are safe, and never two alike."""
        names = [place.name for place in self.at_end.accounts]
        made = workbook.sheet_titles([COVER, *names, MOVES, CATEGORIES, FUNDS])
        return {place.id: title for place, title in zip(self.at_end.accounts, made[1:], strict=False)}

    def sought(self, account: int | None = None, kind: str = "") -> Sought:
        """The lines of the period, of one account or one kind."""
        first, last = (self.year.first, self.year.last) if self.year else (None, None)
        return Sought(account=account, kind=kind, first=first, last=last)


def make(year: FinancialYear | None, group: str, short_name: str) -> tuple[IO[bytes], str]:
    """The workbook of a financial year, or of the whole book, and its file name. Ends the reading that it began in."""
    taken = _snapshot(year, group)
    db.stop_writing(commit=False)
    sheets = [_cover(taken), *_accounts(taken), *_moves(taken), _categories(taken), _funds(taken)]
    made = workbook.workbook(sheets, title=f"Cash book {short_name}", author="groupkit", made_at=dates.now())
    return made, workbook.safe_file_name(short_name, "cash book", year.label if year else "")


def _snapshot(year: FinancialYear | None, group: str) -> Snapshot:
    first, last = (year.first, year.last) if year else (dates.EARLIEST, dates.LATEST)
    before = queries.balances(first - timedelta(days=1)) if year else Balances([], [])
    days = queries.first_and_last_day()
    whole = f"the whole book, {long_day(days[0])} to {long_day(days[1])}" if days else "the whole book"
    return Snapshot(
        group=group,
        period=f"{year.label}: {long_day(first)} to {long_day(last)}" if year else whole,
        year=year,
        up_to=queries.last_id(),
        head=history.head(),
        labels=Labels.of(queries.choices()),
        at_start={place.id: place.pence for place in before.accounts},
        funds_at_start={place.id: place.pence for place in before.funds},
        at_end=queries.balances(last if year else None),
        by_category=queries.by_category(first, last),
        by_fund=queries.by_fund(first, last),
        has_moves=queries.has_kind("fund_move", first, last),
    )


def _accounts(taken: Snapshot) -> Iterator[Sheet]:
    for place in taken.at_end.accounts:
        lines = AccountRows(
            place.id, taken.sought(account=place.id), taken.up_to, taken.labels, taken.at_start.get(place.id, 0)
        )
        above = [Line(f"{place.name}, {taken.period}", "bold")]
        yield Sheet(
            taken.titles[place.id],
            ACCOUNT_COLUMNS,
            lines.rows(),
            above=above,
            below=_Foot(lines),
            filtered=True,
            landscape=True,
            tab=Tab.BOOK,
        )


@dataclass(frozen=True)
class _Foot:
    """What stands below the lines of an account: what came in, what went out, what is left."""

    lines: AccountRows

    def __call__(self, first: int, last: int) -> list[AnyRow]:
        came, went = (letter(name, ACCOUNT_COLUMNS) for name in ("In", "Out"))
        totals = [
            Total(f"=SUM({column}{first}:{column}{last})", pence)
            for column, pence in ((came, self.lines.came), (went, self.lines.went))
        ]
        left = Total(f"={came}{last + 1}-{went}{last + 1}", self.lines.came - self.lines.went)
        if self.lines.brought_forward:
            balance = letter("Balance", ACCOUNT_COLUMNS)
            left = Total(f"={balance}{first}+{left.formula[1:]}", self.lines.balance)
        return [Row([Cell("Together", "total"), *([Cell("", "total")] * 6), *totals, left], "total")]


def _moves(taken: Snapshot) -> list[Sheet]:
    if not taken.has_moves:
        return []
    rows = fund_moves(taken.sought(kind="fund_move"), taken.up_to, taken.labels)
    words = Line("What was meant for one thing and is now meant for another. No account changes.", "quiet")
    return [Sheet(MOVES, MOVE_COLUMNS, rows, above=[words], filtered=True, landscape=True, tab=Tab.BOOK)]


def _categories(taken: Snapshot) -> Sheet:
    came_in = [one for one in taken.by_category if one.direction == "in"]
    went_out = [one for one in taken.by_category if one.direction == "out"]
    columns = [Column("What for", 36), Column("Money in", 14, "money"), Column("Money out", 14, "money")]
    rows: list[AnyRow] = [(_category(taken, one), _category_sum(taken, one, CAME), None) for one in came_in]
    rows += [(_category(taken, one), None, _category_sum(taken, one, WENT)) for one in went_out]
    received, paid = (sum(one.pence for one in found) for found in (came_in, went_out))

    def below(first: int, last: int) -> list[AnyRow]:
        came, went = Total(f"=SUM(B{first}:B{last})", received), Total(f"=SUM(C{first}:C{last})", paid)
        left = Formula(f"=B{last + 1}-C{last + 1}", Money(received - paid), "bold")
        return [Row([Cell("Together", "total"), came, went]), Row([Cell("In less out", "bold"), left])]

    above = [
        Line(f"Money in and out, {taken.period}", "bold"),
        Line("Money that came back is taken off what was spent. Moves between our own accounts are neither.", "quiet"),
    ]
    return Sheet(CATEGORIES, columns, rows, above=above, below=below, one_page=True, tab=Tab.BOOK)


def _category(taken: Snapshot, one: CategorySum) -> str:
    return taken.labels("category", one.category_id)


def _category_sum(taken: Snapshot, one: CategorySum, counts_as: str) -> Formula | Money:
    criteria = [("Counts as", counts_as), ("What for", _category(taken, one))]
    return _live(taken, one.pence, criteria, into=counts_as == CAME)


def _live(taken: Snapshot, pence: int, criteria: Sequence[tuple[str, str]], into: bool) -> Formula | Money:
    """A live sum over all account sheets; the plain figure where there are so many that no cell takes the formula."""
    plus, minus = ("In", "Out") if into else ("Out", "In")
    parts = [
        f"{_sum_over(title, plus, criteria)}-{_sum_over(title, minus, criteria)}" for title in taken.titles.values()
    ]
    formula = "=" + "+".join(parts)
    return Formula(formula, Money(pence)) if parts and len(formula) < LONGEST else Money(pence)


def _sum_over(title: str, column: str, criteria: Sequence[tuple[str, str]]) -> str:
    asked = ",".join(f"{ref(title, letter(name, ACCOUNT_COLUMNS))},{exactly(wanted)}" for name, wanted in criteria)
    return f"SUMIFS({ref(title, letter(column, ACCOUNT_COLUMNS))},{asked})"


def _funds(taken: Snapshot) -> Sheet:
    """Each fund: what it began with, took in, paid out, was moved, ended with."""
    columns = [
        Column("Fund", 30),
        Column("At the start", 14, "money"),
        Column("First written", 14, "money"),
        Column("Money in", 14, "money"),
        Column("Money out", 14, "money"),
        Column("Moved", 14, "money"),
        Column("At the end", 14, "money"),
    ]
    above = [
        Line(f"What the money is for, {taken.period}", "bold"),
        Line("“First written” is what was there when the book began.", "quiet"),
    ]
    rows = [_fund_row(taken, fund, FIRST_FUND + number) for number, fund in enumerate(taken.by_fund)]

    def below(first: int, last: int) -> list[AnyRow]:
        sums = [sum(column) for column in zip(*(_fund_figures(taken, fund) for fund in taken.by_fund), strict=True)]
        return [
            Row(
                [
                    Cell("Together", "total"),
                    *(
                        Total(f"=SUM({column}{first}:{column}{last})", pence)
                        for column, pence in zip("BCDEFG", sums, strict=True)
                    ),
                ]
            )
        ]

    return Sheet(FUNDS, columns, rows, above=above, below=below, landscape=True, one_page=True, tab=Tab.BOOK)


def _fund_figures(taken: Snapshot, fund: FundSum) -> tuple[int, int, int, int, int, int]:
    before = taken.funds_at_start.get(fund.fund_id, 0)
    return before, fund.opening - before, fund.received, fund.paid, fund.moved, fund.closing


def _fund_row(taken: Snapshot, fund: FundSum, row: int) -> AnyRow:
    label = taken.labels("fund", fund.fund_id)
    before, opened, received, paid, moved, closing = _fund_figures(taken, fund)
    return (
        label,
        Money(before),
        _live(taken, opened, [("Counts as", START), ("Fund", label)], into=True),
        _live(taken, received, [("Counts as", CAME), ("Fund", label)], into=True),
        _live(taken, paid, [("Counts as", WENT), ("Fund", label)], into=False),
        _moved(taken, moved, label),
        Formula(f"=B{row}+C{row}+D{row}-E{row}+F{row}", Money(closing), "bold"),
    )


def _moved(taken: Snapshot, pence: int, label: str) -> Formula | Money:
    if not taken.has_moves:
        return Money(pence)
    fund = f"{ref(MOVES, letter('Fund', MOVE_COLUMNS))},{exactly(label)}"
    into, out = (ref(MOVES, letter(name, MOVE_COLUMNS)) for name in ("Into", "Out of"))
    return Formula(f"=SUMIFS({into},{fund})-SUMIFS({out},{fund})", Money(pence))


def _cover(taken: Snapshot) -> Sheet:
    """Whose book, which time, what was where, that accounts and funds agree, and how to notice a missing end."""
    columns = [Column(width=30), *(Column(width=16, kind="money") for _ in range(2))]
    rows: list[AnyRow] = [
        Line("Cash book", "title"),
        Line(taken.group, "bold"),
        Line(taken.period[:1].upper() + taken.period[1:]),
        Line(f"Made on {moment(dates.now())}", "quiet"),
        (),
        Row([Cell(words, "heading") for words in ("Account", "From before", "At the end")], lines=1),
    ]
    first = len(rows) + 1
    rows += [_cover_row(taken, place, first + number) for number, place in enumerate(taken.at_end.accounts)]
    last = max(len(rows), first)
    rows.append(_cover_total(taken, first, last))
    rows += [*_check(taken, last + 1), (), *_what_is_here(taken), (), *_history(taken)]
    return Sheet(COVER, columns, rows, one_page=True, tab=Tab.READ)


def _cover_row(taken: Snapshot, place: Place, row: int) -> AnyRow:
    """What an account began with, and that with all its rows added up: whatever counts as something counts."""
    title, start = taken.titles[place.id], taken.at_start.get(place.id, 0)
    counted = f'{ref(title, letter("Counts as", ACCOUNT_COLUMNS))},"?*"'
    came, went = (f"SUMIFS({ref(title, letter(name, ACCOUNT_COLUMNS))},{counted})" for name in ("In", "Out"))
    left = Formula(f"=B{row}+{came}-{went}", Money(place.pence))
    return Row([taken.labels("account", place.id), Money(start), left], "ruled")


def _cover_total(taken: Snapshot, first: int, last: int) -> AnyRow:
    sums = [sum(taken.at_start.values()), taken.at_end.total]
    return Row(
        [
            Cell("All accounts", "total"),
            *(Total(f"=SUM({column}{first}:{column}{last})", pence) for column, pence in zip("BC", sums, strict=True)),
        ]
    )


def _check(taken: Snapshot, accounts_row: int) -> list[AnyRow]:
    """All funds, and whether they come to the same as all accounts."""
    last = FIRST_FUND + max(len(taken.by_fund), 1) - 1
    funds = Formula(f"=SUM({ref(FUNDS, 'G', FIRST_FUND, last)})", Money(taken.at_end.fund_total), "bold")
    yes, no = "Accounts and funds agree", "Accounts and funds do not agree"
    apart = f"ROUND(C{accounts_row}-C{accounts_row + 1},2)"
    agree = Formula(f'=IF({apart}=0,"{yes}","{no}")', yes if taken.at_end.agree else no, "bold")
    return [Row([Cell("All funds", "bold"), None, funds]), Row([Cell(agree, across=3)])]


def _history(taken: Snapshot) -> list[AnyRow]:
    return [
        Line("Behind each line stands the group's history of changes.", "quiet"),
        Line(f"When this was made it had {taken.head.number:,} lines, and its last one bears this mark:", "quiet"),
        Line(taken.head.hash[:32], "quiet"),
        Line(taken.head.hash[32:], "quiet"),
        Line("Kept safe, this shows later whether anything was cut off the end.", "quiet"),
    ]


def _what_is_here(taken: Snapshot) -> list[AnyRow]:
    names = ", ".join(taken.titles.values())
    moves = [Line(f"{MOVES}: what was meant for one thing and is now meant for another.")] if taken.has_moves else []
    return [
        Line("What the sheets are", "bold"),
        Line(
            f"{names}: every line of the account, the oldest first. A receipt for several things has a row for each.",
            lines=2,
        ),
        *moves,
        Line(f"{CATEGORIES}: what came in and went out, and what for."),
        Line(f"{FUNDS}: what the money is for."),
    ]
