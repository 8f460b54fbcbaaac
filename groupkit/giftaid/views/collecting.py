"""Small cash collections: what might come for them, marking one, taking a mark off."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for

from groupkit.giftaid import forms, operations, queries
from groupkit.giftaid.views.giving import marks_at
from groupkit.giftaid.views.overview import with_reference
from groupkit.ledger import queries as book
from groupkit.payments.queries import people_here


@with_reference
def show_small_cash() -> Any:
    """What was collected in each tax year, how much of it can count, and what asks HMRC for it."""
    found = queries.collections()
    return render_template(
        "giftaid/show_small_cash.html", years=queries.by_tax_year(found), found=found, people=people_here()
    )


def mark_collection(entry_id: int) -> Any:
    """A line of money in is a small cash collection, which two people counted."""
    marks = marks_at(entry_id)
    if not queries.here().is_on:
        return render_template("giftaid/not_yet.html")
    line, free = marks.lines[entry_id], marks.free(entry_id)
    form = forms.CollectionForm(line, free, people_here(), queries.counted_with(line.id))
    if form.submitted():
        with form.refusals():
            operations.mark_collection(
                entry_id,
                amount=form.amount.data or 0,
                collected_on=form.collected_on.data or line.day,
                first=form.first.data,
                second=form.second.data,
                said=form.said(),
                by=g.actor,
            )
            flash(f"{line.reference} is marked as a small cash collection")
            return redirect(url_for(".show_small_cash"))
    return render_template(
        "giftaid/mark_collection.html",
        form=form,
        line=line,
        free=free,
        payee=book.latest_wording(entry_id).payee,
    )


def undo_collection(collection_id: int) -> Any:
    """A mark is taken off again."""
    found = queries.collection(collection_id) or abort(404)
    form = forms.UndoForm()
    if form.submitted():
        with form.refusals():
            operations.undo_collection(queries.collection(collection_id) or found, form.why.data, by=g.actor)
            flash(f"{found.line.reference} is no longer marked as a small cash collection")
            return redirect(url_for(".show_small_cash"))
    return render_template("giftaid/undo_collection.html", form=form, one=found)
