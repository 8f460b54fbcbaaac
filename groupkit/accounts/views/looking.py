"""Looking at the report, the accounts of a year and the charts, and taking them away as workbooks."""

from typing import Any

from flask import g, render_template, request

from groupkit import tenancy, workbook
from groupkit.access.permissions import Can
from groupkit.accounts import closings, making, queries, report_workbook, rules, scrutiny, telling, year_workbook
from groupkit.accounts.forms import PeriodForm
from groupkit.accounts.making import YearAccounts
from groupkit.accounts.report import Span
from groupkit.dates import MONTHS, FinancialYear
from groupkit.downloads import hand_over
from groupkit.grants import queries as grants
from groupkit.ledger import queries as ledger


def show_report() -> Any:
    """The treasurer's report of a period: one page, and no names."""
    begun, asked = making.begin(), PeriodForm()
    spans = begun.spans
    span = wanted_span(spans, asked)
    return render_template(
        "accounts/show_report.html",
        report=making.make_report(span.period, g.actor, begun),
        span=span,
        spans=spans,
        asked=asked,
        today=tenancy.today(),
    )


def wanted_span(spans: list[Span], asked: PeriodForm) -> Span:
    """The period that the address names: two days, a quick choice, or else the usual one."""
    if asked.period is not None:
        return Span("", "Other days", asked.period)
    return next((one for one in spans if one.key == request.args.get("period")), spans[0])


def download_report() -> Any:
    """The report as a workbook."""
    begun = making.begin()
    span = wanted_span(begun.spans, PeriodForm())
    made, name = report_workbook.make(making.make_report(span.period, g.actor, begun), g.actor.slug)
    return hand_over(made, name, workbook.MIME_TYPE)


def show_year() -> Any:
    """The accounts of a year: what came in and went out, what there is, what applies to them."""
    found = closings.book_years()
    accounts = found.accounts_of(_wanted_year(found.all), g.actor)
    return render_template(
        "accounts/show_year.html",
        accounts=accounts,
        years=found.all,
        show=_shown_as(accounts),
        nation=telling.nation(g.actor.nation),
        duties=_duties(accounts),
        clause=telling.own_clause(accounts.on) if g.actor.can(Can.SEE_RULES) else None,
        topics=scrutiny.TOPICS,
        may_read=g.actor.can(Can.SEE_TEXTS),
        notes=rules.COLUMN_NOTES,
    )


def _shown_as(accounts: YearAccounts) -> Any:
    return lambda pence: rules.show(pence, accounts.settings.shown)


def _duties(accounts: YearAccounts) -> list[scrutiny.Duty]:
    nation = telling.nation(g.actor.nation)
    if nation is None:
        return []
    year = accounts.year
    return scrutiny.duties_for(nation, accounts.settings.standing, year.first, year.last, accounts.this.gross_income)


def _wanted_year(found: list[FinancialYear]) -> FinancialYear:
    return next((one for one in found if one.label == request.args.get("year")), making.usual_year(found))


def download_year() -> Any:
    """The accounts of a year as a workbook, with the cash book that they are made of."""
    found = closings.book_years()
    accounts = found.accounts_of(_wanted_year(found.all), g.actor)
    made, name = year_workbook.make(accounts, g.actor.slug)
    return hand_over(made, name, workbook.MIME_TYPE)


def show_charts() -> Any:
    """Money in and out by month, and what was spent of each heading's budget."""
    months = making.months_until(tenancy.today())
    cards = grants.grants() if g.actor.can(Can.SEE_GRANTS) else []
    spent = ledger.by_headings([card.fund_id for card in cards])
    headings = {card.id: [one for one in spent[card.fund_id] if one.heading_id] for card in cards}
    return render_template(
        "accounts/show_charts.html",
        months=[first for first, _ in months],
        names=[MONTHS[first.month - 1][:1] for first, _ in months],
        sums=queries.by_month(months),
        cards=[card for card in cards if headings[card.id]],
        headings=headings,
        budget=making.budget_on(tenancy.today()),
    )
