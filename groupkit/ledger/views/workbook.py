"""Taking the cash book away as a workbook."""

from typing import Any

from flask import abort, g, render_template

from groupkit import tenancy, workbook
from groupkit.dates import FinancialYear, long_day
from groupkit.downloads import hand_over
from groupkit.ledger import book_workbook, lines_workbook, lists, queries, taken
from groupkit.ledger.book_rows import Labels
from groupkit.ledger.forms import LookFor
from groupkit.ledger.views.book import year_asked, years_of_book

WHOLE = "whole"


def take_copies() -> Any:
    """What can be taken away: the whole book, or one financial year."""
    return render_template("ledger/take_copies.html", years=years_of_book(), whole=WHOLE)


def download_book(label: str) -> Any:
    """The cash book as a workbook, made from one moment's picture of it."""
    made, name = book_workbook.make(_year_called(label), g.actor.group_name, g.actor.slug)
    return hand_over(made, name, workbook.MIME_TYPE)


def take_lines() -> Any:
    """The lines without names, to take away: the whole book, or one financial year."""
    return render_template("ledger/take_lines.html", years=years_of_book(), whole=WHOLE)


def download_lines(label: str) -> Any:
    """The lines as a workbook: chosen fields, never a name or a note."""
    made, name = lines_workbook.make(_year_called(label), g.actor.group_name, g.actor.slug)
    return hand_over(made, name, workbook.MIME_TYPE)


def download_list() -> Any:
    """The lines of the cash book as the page is narrowed down, all of them."""
    known = queries.choices()
    look_for = LookFor(known, names=True)
    found = taken.lines(look_for.sought, queries.last_id(), Labels.of(known), look_for.told)
    return lists.hand_over([found], g.actor.group_name, g.actor.slug, "lines")


def download_balances() -> Any:
    """What is where, and what it is for."""
    found = taken.places(queries.balances(tenancy.today()))
    return lists.hand_over(found, g.actor.group_name, g.actor.slug, "what is where")


def download_summary() -> Any:
    """Money in and out of a financial year, by category and by fund."""
    year = year_asked(years_of_book())
    said = [f"{year.label}: {long_day(year.first)} to {long_day(year.last)}"]
    sums, funds = queries.by_category(year.first, year.last), queries.by_fund(year.first, year.last)
    found = taken.summary(sums, funds, said)
    return lists.hand_over(found, g.actor.group_name, g.actor.slug, "in and out", year.label)


def _year_called(label: str) -> FinancialYear | None:
    """The financial year of this label, none for the whole book; no such page where there is neither."""
    year = next((one for one in years_of_book() if one.label == label), None)
    if year is None and label != WHOLE:
        abort(404)
    return year
