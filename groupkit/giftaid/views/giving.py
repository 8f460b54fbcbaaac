"""Which money in is a gift of whom."""

import re
from datetime import date
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for

from groupkit.giftaid import forms, operations, queries
from groupkit.giftaid.queries import Marks
from groupkit.giftaid.views.overview import with_reference
from groupkit.ledger import queries as book
from groupkit.ledger.queries import Sought
from groupkit.ledger.telling import headline

MOST = 40
_PLACE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([0-9]{1,18})", re.ASCII)


@with_reference
def list_gifts() -> Any:
    """Money in, the newest first, with what is marked on each line."""
    page = book.page_of(Sought(kind="receipt"), _before(), MOST)
    lines = [line for line in page.lines if not line.takes_back and not line.void]
    return render_template(
        "giftaid/list_gifts.html",
        lines=lines,
        marks=queries.marks_on({line.entry_id for line in lines}),
        older=page.older,
        headline=headline,
        first_page="before" not in request.args,
    )


def _before() -> tuple[date, int] | None:
    """Where a page of lines begins, from an address like `?before=2026-03-01.123`; at the newest if it says none."""
    match = _PLACE.fullmatch(request.args.get("before", ""))
    try:
        return (date.fromisoformat(match[1]), int(match[2])) if match else None
    except ValueError:
        return None


def mark_gift(entry_id: int) -> Any:
    """A line of money in is a gift of somebody who made a declaration."""
    marks = marks_at(entry_id)
    if not queries.here().is_on:
        return render_template("giftaid/not_yet.html")
    line, free = marks.lines[entry_id], marks.free(entry_id)
    form = forms.GiftForm(line, free, queries.declarations())
    if form.submitted():
        with form.refusals():
            gift = operations.mark_gift(
                entry_id,
                form.declaration.data,
                form.amount.data or 0,
                bool(form.sponsored.data),
                bool(form.sure.data),
                by=g.actor,
            )
            flash(f"{gift.line.reference} is marked as a gift of {gift.declared.name}")
            return redirect(url_for(".list_gifts"))
    return render_template(
        "giftaid/mark_gift.html",
        form=form,
        line=line,
        free=free,
        payee=book.latest_wording(entry_id).payee,
        marked=marks.gifts,
    )


def undo_gift(gift_id: int) -> Any:
    """A mark is taken off again."""
    found = queries.gift(gift_id) or abort(404)
    form = forms.UndoForm()
    if form.submitted():
        with form.refusals():
            operations.undo_gift(queries.gift(gift_id) or found, form.why.data, by=g.actor)
            flash(f"{found.line.reference} is no longer marked as a gift")
            return redirect(url_for(".list_gifts"))
    return render_template("giftaid/undo_gift.html", form=form, gift=found)


def marks_at(entry_id: int) -> Marks:
    """The line of money in at an address, with its marks; no such page for any other line."""
    marks = queries.marks_on([entry_id])
    line = marks.lines.get(entry_id)
    return marks if line is not None and line.kind == "receipt" else abort(404)
