"""Ticking who has paid subs."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from groupkit import tenancy
from groupkit.dates import FinancialYear
from groupkit.payments import subs
from groupkit.payments.forms import SubsForm
from groupkit.rulebook.queries import year_end


def tick_subs() -> Any:
    """An optional tick beside each member for this year."""
    year = FinancialYear.holding(tenancy.today(), year_end())
    known = subs.members(year)
    form = SubsForm(known)
    if form.submitted():
        with form.refusals():
            subs.tick(year, [int(one) for one in form.paid.data], form.seen.data, by=g.actor)
            flash("Saved")
            return redirect(url_for(".tick_subs"))
    return render_template("payments/tick_subs.html", form=form, year=year, known=known)
