"""A funder's own measure: a number with its name, where it comes from, and its day."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from groupkit import tenancy
from groupkit.tallies import forms, operations, queries
from groupkit.tallies.models import Measure
from groupkit.tallies.views.desk import ever, row_at


def list_measures() -> Any:
    """Every number on a funder's measure, the latest first."""
    found = queries.measures(ever())
    return render_template("tallies/list_measures.html", rows=found)


def write_measure() -> Any:
    """A new number."""
    form = forms.MeasureForm.of(tenancy.today())
    if form.submitted():
        with form.refusals():
            operations.write_measure(g.actor, **form.values())
            flash("Written down")
            return redirect(url_for(".list_measures"))
    return render_template("tallies/write_measure.html", form=form)


def change_measure(measure_id: int) -> Any:
    """A number is put right, or is used no more."""
    row = row_at(Measure, measure_id)
    form = forms.ChangeMeasureForm.for_row(row)
    if form.submitted():
        with form.refusals():
            operations.write_measure(g.actor, row=row, version=form.version.data, **form.values())
            flash("Saved")
            return redirect(url_for(".list_measures"))
    meanwhile = form.version.changed_meanwhile(row.version)
    return render_template("tallies/change_measure.html", form=form, row=row, meanwhile=meanwhile)
