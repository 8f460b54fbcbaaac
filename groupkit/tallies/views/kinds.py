"""The group's own kinds of session."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for

from groupkit.tallies import forms, operations, queries
from groupkit.tallies.models import SessionKind
from groupkit.tallies.views.desk import row_at


def list_kinds() -> Any:
    """The kinds there are, and one more."""
    form = forms.KindForm()
    if form.submitted():
        with form.refusals():
            operations.add_kind(form.name.data, g.actor)
            flash("Added")
            return redirect(url_for(".list_kinds"))
    return render_template("tallies/list_kinds.html", form=form, rows=queries.kinds(), names=operations.kind_names())


def change_kind(kind_id: int) -> Any:
    """What one is called, where it stands, and whether it is used."""
    row = row_at(SessionKind, kind_id)
    form = forms.ChangeKindForm.of(row)
    if form.submitted():
        with form.refusals():
            operations.change_kind(
                row,
                g.actor,
                name=form.name.data,
                place=form["place"].data,
                in_use=form.in_use.data,
                version=form.version.data,
            )
            flash("Saved")
            return redirect(url_for(".list_kinds"))
    meanwhile = form.version.changed_meanwhile(row.version)
    return render_template("tallies/change_kind.html", form=form, row=row, meanwhile=meanwhile)
