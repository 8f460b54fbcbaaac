"""The pack for whoever looks over the accounts: one workbook, each figure a live sum over the cash book in it."""

from collections.abc import Iterator, Sequence
from typing import IO

from groupkit import dates, db, workbook
from groupkit.access.actor import Actor
from groupkit.accounts import balances, year_workbook
from groupkit.accounts.closings import BookYears
from groupkit.dates import FinancialYear, long_day
from groupkit.ledger.rules import FUND_KINDS
from groupkit.workbook import AnyRow, Cell, Column, Formula, Line, Money, Row, Sheet, Tab, Total, column_letter
from groupkit.yearend import pack, pack_lists
from groupkit.yearend.taken import (
    BUDGET,
    CHANGES,
    CHECKLIST,
    COUNTS,
    COVER,
    FUNDS,
    RECEIPTS,
    REGISTER,
    SAMPLE,
    STATEMENTS,
    Taken,
    take,
)


def make(year: FinancialYear, actor: Actor, years: BookYears) -> tuple[IO[bytes], str]:
    """The workbook of the pack, and its file name. Ends the reading that it began in."""
    taken = take(year, actor, years)
    db.stop_writing(commit=False)
    sheets = _sheets(taken)
    made = workbook.workbook(
        sheets, title=f"Accounts {actor.slug} to look over", author="groupkit", made_at=dates.now()
    )
    return made, workbook.safe_file_name(actor.slug, "accounts to look over", year.label)


def _sheets(taken: Taken) -> list[Sheet]:
    inside = [
        *year_workbook.papers(taken.accounts, taken.ties),
        _funds(taken),
        _register(taken),
        _budget(taken),
        pack_lists.statements(taken),
        pack_lists.counts(taken),
        pack_lists.to_look_at(taken),
        pack_lists.changes(taken),
        pack_lists.receipts(taken),
        pack_lists.checklist(),
        *taken.ties.sheets(pack.BesideBook()),
    ]
    return [_cover(taken, [sheet.title for sheet in inside]), *inside]


_ABOUT = {
    "Receipts and payments": "what came in and went out",
    "Assets and liabilities": "what there was at the end",
    FUNDS: "what each fund began with and ended with, and each budget heading of a grant",
    BUDGET: "what was agreed for the year, beside what was",
    REGISTER: "things that last, and money owed to us or by us",
    STATEMENTS: "each account held against the bank’s own statement, and by whom",
    COUNTS: "cash that was counted, by which two",
    SAMPLE: "lines chosen by a rule: find the receipt of each",
    CHANGES: "what was put right, made void, or paid with fewer yeses than the rules ask for",
    RECEIPTS: "the name of every receipt in the ZIP file that comes with this",
    CHECKLIST: "what to go through, and where it stands",
    "At the start": "what was in each account and fund before the first day",
    "Cash book": "every line of the year, with who agreed to it",
}


def _cover(taken: Taken, titles: Sequence[str]) -> Sheet:
    made = taken.accounts
    above: list[AnyRow] = [
        Line(f"Accounts of {made.year.label}, to look over", "title"),
        Line(made.group, "bold"),
        Line(f"{long_day(made.year.first)} to {long_day(made.year.last)}"),
        *(Line(words) for words in taken.status),
        Line(
            "Thank you for doing this. You need this workbook, the ZIP file with the receipts, and the bank’s own "
            "statements, which the treasurer shows you.",
        ),
        Line("This workbook holds names. Please delete it when you have finished.", "bold"),
    ]
    rows: list[AnyRow] = [(title, _ABOUT.get(title, "")) for title in titles]
    below: list[AnyRow] = []
    if made.closing:
        below = [Line(f"Fingerprint of the year’s lines: {made.closing.book}", "quiet")]
    return Sheet(
        COVER, [Column("Sheet", 26), Column("What stands there", 66)], rows, above, below, one_page=True, tab=Tab.READ
    )


def _funds(taken: Taken) -> Sheet:
    columns = [
        Column("Fund", 30),
        Column("What it is for", 34),
        *(Column(words, 13, "money") for words in ("At the start", "Came in", "Went out", "Moved", "At the end")),
    ]
    first = 3
    rows: list[AnyRow] = []
    for place, one in enumerate(taken.funds):
        at = first + place
        closing = Formula(f"=C{at}+D{at}-E{at}+F{at}", Money(one.closing))
        figures = (Money(one.opening), Money(one.received), Money(one.paid), Money(one.moved))
        rows.append((one.name, FUND_KINDS[one.kind], *figures, closing))

    def below(top: int, last: int) -> list[AnyRow]:
        sums = [
            Total(
                f"=SUM({column_letter(at)}{top}:{column_letter(at)}{last})",
                sum(getattr(one, name) for one in taken.funds),
            )
            for at, name in enumerate(("opening", "received", "paid", "moved", "closing"), 3)
        ]
        return [Row([Cell("All funds", "total"), Cell("", "total"), *sums], "total"), *_headings(taken)]

    words = Line("Together the funds come to the same as the accounts.", "quiet")
    return Sheet(FUNDS, columns, rows, above=[words], below=below, landscape=True, tab=Tab.BOOK)


def _headings(taken: Taken) -> Iterator[AnyRow]:
    if not taken.headings:
        return
    yield Row([], "plain")
    yield Row([Cell(words, "bold") for words in ("Budget headings", "", "Agreed", "Spent", "Left")], "plain")
    for fund, one in taken.headings:
        left = Money(one.budget - one.spent)
        yield Row([fund, one.name, Money(one.budget), Money(one.spent), left], "ruled")


def _budget(taken: Taken) -> Sheet:
    """What was agreed for the year beside what was: money in and money out, each with its sum."""
    columns = [
        Column("What for", 34),
        Column("Counts as", 14),
        *(Column(words, 14, "money") for words in ("Budget", "It was", "Left, or still to come")),
    ]
    found = taken.budget
    if found is None or found.agreed is None:
        return Sheet(BUDGET, columns, [("No budget was agreed for this year",)], one_page=True, tab=Tab.BOOK)
    words = Line(f"Version {found.agreed.number}, agreed on {long_day(found.agreed.agreed_on)}.", "quiet")
    rows: list[AnyRow] = []
    number = 2
    for side in found.sides:
        top = number + 1
        for line in side.lines:
            number += 1
            left = Formula(f"=C{number}-D{number}", Money((line.budget or 0) - line.actual))
            rows.append((line.name, side.title, Money(line.budget or 0), Money(line.actual), left))
        number += 1
        sums = [
            Total(f"=SUM({letter}{top}:{letter}{max(top, number - 1)})", pence)
            for letter, pence in (("C", side.budget), ("D", side.actual), ("E", side.left))
        ]
        rows.append(Row([Cell("Together", "total"), Cell(side.title, "total"), *sums], "total"))
    return Sheet(BUDGET, columns, rows, above=[words], one_page=True, tab=Tab.BOOK)


def _register(taken: Taken) -> Sheet:
    columns = [
        Column("What", 36),
        Column("Kind", 30),
        Column("Fund", 22),
        Column("Since", 12, "date"),
        Column("By", 12, "date"),
        Column("Pounds", 12, "money"),
        Column("Who", 22),
    ]
    if taken.accounts.closing:
        rows: list[AnyRow] = [
            (item.label, part.name, "", None, None, Money(item.pence), "")
            for part in taken.accounts.parts
            for item in part.items
        ]
        then = Line("As it stood when the year was closed; what was changed in the list since is not here.", "quiet")
        return Sheet(REGISTER, columns, rows or [("Nothing",)], above=[then], landscape=True, tab=Tab.BOOK)
    rows = [
        (one.what, balances.KINDS[one.row.kind], one.fund, one.row.bought_on, None, Money(one.row.amount), one.holder)
        for one in taken.assets
    ]
    rows += [
        (one.what, balances.WAYS[one.row.way], one.fund, one.row.since, one.row.due, Money(one.left), one.who)
        for one in taken.debts
    ]
    words = Line(f"As it stood on {long_day(taken.accounts.on)}: things at what they cost.", "quiet")
    return Sheet(REGISTER, columns, rows or [("Nothing",)], above=[words], landscape=True, tab=Tab.BOOK)
