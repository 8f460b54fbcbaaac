"""The yearly group check: slips to print, and what came in, typed as counts."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from groupkit import tenancy
from groupkit.tallies import forms, operations, queries, rules
from groupkit.tallies.models import GroupCheck
from groupkit.tallies.views.desk import ever, row_at

SLIPS_ON_A_PAGE = 3


def list_checks() -> Any:
    """Every group check, the latest first."""
    found = queries.group_checks(ever())
    return render_template("tallies/list_checks.html", rows=found, rules=rules)


def print_slips() -> Any:
    """Slips to cut apart: five questions, no name, no colour of pen."""
    return render_template("tallies/print_slips.html", rules=rules, slips=SLIPS_ON_A_PAGE)


def write_check() -> Any:
    """The slips, counted."""
    form = forms.CheckForm.of(tenancy.today())
    if form.submitted():
        with form.refusals():
            operations.write_check(g.actor, day=form["day"].data, slips=form["slips"].data, answers=form.answers())
            flash("Written down. Now put the slips through a shredder, or into the fire")
            return redirect(url_for(".list_checks"))
    return render_template("tallies/write_check.html", form=form, rules=rules)


def change_check(check_id: int) -> Any:
    """A group check is put right."""
    row = row_at(GroupCheck, check_id)
    known = queries.answers_of(row.id)
    answers = {question: (one.agree, one.partly, one.not_yet) for question, one in known.items()}
    form = forms.CheckForm.of(tenancy.today(), row, answers)
    if form.submitted():
        with form.refusals():
            operations.write_check(
                g.actor,
                day=form["day"].data,
                slips=form["slips"].data,
                answers=form.answers(),
                row=row,
                version=form.version.data,
            )
            flash("Saved")
            return redirect(url_for(".list_checks"))
    meanwhile = form.version.changed_meanwhile(row.version)
    return render_template("tallies/change_check.html", form=form, row=row, rules=rules, meanwhile=meanwhile)
