"""Looking at the book: its lines, what is where, and what came in and went out."""

import re
from datetime import date
from typing import Any

from flask import g, render_template, request

from groupkit import tenancy
from groupkit.access.permissions import Can
from groupkit.dates import FinancialYear
from groupkit.ledger import queries, telling
from groupkit.ledger.forms import LookFor
from groupkit.rulebook.queries import year_end

_PLACE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([0-9]{1,18})", re.ASCII)


def cash_book() -> Any:
    """Every line of the book, the newest first, fifty to a page."""
    known, names = queries.choices(), g.actor.can(Can.SEE_PAYEES)
    look_for = LookFor(known, names)
    page = queries.page_of(look_for.sought, place_asked(), names=names)
    return render_template(
        "ledger/cash_book.html",
        page=page,
        look_for=look_for,
        known=known,
        names=names,
        telling=telling,
        totals=queries.total(),
        before=place_asked(),
    )


def show_balances() -> Any:
    """What is in each account, what it is for, and that the two agree."""
    return render_template(
        "ledger/show_balances.html", balances=queries.balances(tenancy.today()), months=queries.balance_by_month()
    )


def show_summary() -> Any:
    """What came in and went out in a financial year, by category and by fund."""
    years = years_of_book()
    year = year_asked(years)
    known = queries.choices()
    start, [flow] = queries.before_and_flows(year.period)
    sums = flow.by_category(known)
    return render_template(
        "ledger/show_summary.html",
        year=year,
        years=years,
        today=tenancy.today(),
        came_in=[one for one in sums if one.direction == "in"],
        went_out=[one for one in sums if one.direction == "out"],
        funds=flow.by_fund(known, start.funds),
    )


def year_asked(years: list[FinancialYear]) -> FinancialYear:
    """The financial year that the address names, or else the latest."""
    return next((one for one in years if one.label == request.args.get("year")), years[0])


def years_of_book() -> list[FinancialYear]:
    """The financial years in which the book has lines, and the present one; the latest first."""
    end, today = year_end(), tenancy.today()
    first, last = queries.first_and_last_day() or (today, today)
    year, years = FinancialYear.holding(max(last, today), end), []
    while year.last >= first:
        years.append(year)
        year = year.before(end)
    return years


def place_asked(name: str = "before") -> tuple[date, int] | None:
    """Where a page of lines begins, from an address like `?before=2026-03-01.123`."""
    match = _PLACE.fullmatch(request.args.get(name, ""))
    try:
        return (date.fromisoformat(match[1]), int(match[2])) if match else None
    except ValueError:
        return None
