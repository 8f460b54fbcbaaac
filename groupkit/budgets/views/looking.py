"""Looking at budgets: a year beside its budget, what was agreed, a draft, and grants heading by heading."""

from typing import Any

from flask import abort, g, render_template, request

from groupkit import workbook
from groupkit.access.permissions import Can
from groupkit.budgets import budget_workbook, funders, making, queries, rules
from groupkit.budgets.making import Compared
from groupkit.budgets.queries import Agreed
from groupkit.dates import FinancialYear
from groupkit.downloads import hand_over


def show_budget() -> Any:
    """A year beside its budget, with every version that was agreed."""
    versions = queries.agreed_budgets()
    drafts = queries.drafts() if g.actor.can(Can.SEE_PAYEES) else []
    following, this, before = queries.years_around()
    years = _years(versions, [this, *(queries.year_of(row) for row in drafts)])
    year = next((one for one in years if one.last.isoformat() == request.args.get("year")), this)
    of_year = [one for one in versions if one.year.last == year.last]
    return render_template(
        "budgets/show_budget.html",
        compared=_compared(year, of_year),
        versions=of_year,
        years=years,
        this=this,
        draft=next((row for row in drafts if row.last == year.last), None),
        drafts=[row for row in drafts if row.last != year.last],
        may_begin=year in (following, this, before),
        following=None if following.last in {year.last, *(row.last for row in drafts)} else following,
        forecast=rules.FORECAST,
        usual_month=rules.USUAL_MONTH,
        year_of=queries.year_of,
    )


def _years(versions: list[Agreed], more: list[FinancialYear]) -> list[FinancialYear]:
    """Years with something to show, the latest first, each once."""
    found = {year.last: year for year in (*more, *(one.year for one in versions))}
    return [found[last] for last in sorted(found, reverse=True)]


def _compared(year: FinancialYear, versions: list[Agreed]) -> Compared:
    return making.compare(year, queries.agreed(versions[0].id) if versions else None)


def download_budget() -> Any:
    """A year beside its budget as a workbook."""
    versions = queries.agreed_budgets()
    this = queries.years_around()[1]
    years = _years(versions, [this])
    year = next((one for one in years if one.last.isoformat() == request.args.get("year")), this)
    compared = _compared(year, [one for one in versions if one.year.last == year.last])
    made, name = budget_workbook.make(compared, g.actor.group_name, g.actor.slug)
    return hand_over(made, name, workbook.MIME_TYPE)


def show_agreed(budget_id: int) -> Any:
    """One version just as it was agreed."""
    found = queries.agreed(budget_id) or abort(404)
    others = [one for one in queries.agreed_budgets() if one.year.last == found.year.last and one.id != found.id]
    sides = making.alone(found.lines)
    words = rules.difference(*(side.pence for side in sides))
    return render_template("budgets/show_agreed.html", agreed=found, sides=sides, words=words, others=others)


def show_draft(plan_id: int) -> Any:
    """A draft with the years before it, for the officers; the treasurer changes it on a page of its own."""
    found = queries.draft(plan_id) or abort(404)
    return render_template(
        "budgets/show_draft.html", plan=making.plan(found), forecast=rules.FORECAST, usual_month=rules.USUAL_MONTH
    )


def list_headings() -> Any:
    """Money that was given for one purpose, heading by heading, and what its funders agreed to."""
    return render_template("budgets/list_headings.html", funds=funders.funds())
