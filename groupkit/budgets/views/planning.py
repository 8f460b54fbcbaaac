"""Planning a budget, agreeing it, and writing down what a funder agreed to."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for

from groupkit.budgets import forms, funders, making, operations, queries, rules
from groupkit.budgets.queries import Draft
from groupkit.dates import FinancialYear


def begin_draft() -> Any:
    """A draft for a year begins from last year, from a budget that was agreed, or empty."""
    year, years = _wanted_year(), queries.years_around()
    there = next((row for row in queries.drafts() if row.last == year.last), None)
    if there is not None and request.method == "GET":
        return redirect(url_for(".plan_draft", plan_id=there.id))
    form = forms.BeginForm(making.starts(year))
    if form.submitted():
        with form.refusals():
            row = operations.begin_draft(year, form.begin_with.data, by=g.actor)
            return redirect(url_for(".plan_draft", plan_id=row.id))
    return render_template("budgets/begin_draft.html", form=form, year=year, years=years)


def _wanted_year() -> FinancialYear:
    """The year that the address names, or else the next."""
    found = queries.years_around()
    return next((one for one in found if one.last.isoformat() == request.args.get("year")), found[0])


def plan_draft(plan_id: int) -> Any:
    """Several years side by side, and the figures of the draft to write."""
    plan = making.plan(_draft(plan_id), forms.posted_categories())
    form = forms.PlanForm.of(plan)
    if form.submitted():
        with form.refusals():
            operations.change_draft(plan_id, form.version.data, form.planned(), by=g.actor)
            if request.form.get("do") == "agree":
                return redirect(url_for(".agree_draft", plan_id=plan_id))
            flash("Saved. It stays a draft until it is agreed")
            return redirect(url_for(".plan_draft", plan_id=plan_id))
    meanwhile = form.version.changed_meanwhile(plan.draft.row.version)
    return render_template(
        "budgets/plan_draft.html",
        plan=plan,
        form=form,
        theirs=form.theirs(plan) if meanwhile else [],
        forecast=rules.FORECAST,
        usual_month=rules.USUAL_MONTH,
    )


def agree_draft(plan_id: int) -> Any:
    """The draft was agreed: it is kept as it stands."""
    draft = _draft(plan_id)
    form = forms.AgreeForm({"version": draft.row.version})
    if form.submitted():
        with form.refusals():
            row = operations.agree(plan_id, **form.values(), version=form.version.data, by=g.actor)
            flash(f"Kept as version {row.number} of the budget")
            return redirect(url_for(".show_budget", year=row.last.isoformat()))
    meanwhile, sides = form.version.changed_meanwhile(draft.row.version), making.alone(draft.lines)
    return render_template(
        "budgets/agree_draft.html",
        form=form,
        draft=draft,
        sides=sides,
        words=rules.difference(*(side.pence for side in sides)),
        version=next((one.number for one in queries.agreed_budgets() if one.year.last == draft.year.last), 0) + 1,
        meanwhile=meanwhile,
    )


def set_aside(plan_id: int) -> Any:
    """The draft is given up."""
    draft = _draft(plan_id)
    form = forms.SetAsideForm({"version": draft.row.version})
    if form.submitted():
        with form.refusals():
            operations.set_aside(plan_id, form.version.data, by=g.actor)
            flash("The draft is set aside. What was agreed before still holds")
            return redirect(url_for(".show_budget"))
    return render_template("budgets/set_aside.html", form=form, draft=draft)


def _draft(plan_id: int) -> Draft:
    return queries.draft(plan_id) or abort(404)


def note_funder(fund_id: int) -> Any:
    """A funder agreed to the headings of a fund as they stand."""
    fund = next((one for one in funders.funds() if one.id == fund_id and one.is_open), None) or abort(404)
    form = forms.FunderForm()
    if form.submitted():
        with form.refusals():
            funders.note(fund_id, **form.values(), by=g.actor)
            flash("Written down, with the sums as they stand today")
            return redirect(url_for(".list_headings"))
    return render_template("budgets/note_funder.html", form=form, fund=fund)
