"""Twenty lines of the cash book at once."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from groupkit.ledger import operations, queries
from groupkit.ledger.forms.many import LABELS, many_form
from groupkit.printing import count


def record_many() -> Any:
    """The treasurer writes down what lies before them: all of it saved, or nothing."""
    known = queries.choices()
    form = many_form(known, queries.remembered(("payment", "receipt")), request.args.get("account", type=int))
    if form.submitted():
        with form.refusals():
            rows = form.rows()
            written = operations.record_many(rows, g.actor, form.answers)
            if written:
                flash(_told([entry.reference for entry in written]))
                return redirect(url_for(".record_many", account=rows[-1].account))
            flash("Nothing was written, so nothing was saved")
            return redirect(url_for(".cash_book"))
    return render_template("ledger/record_many.html", form=form, labels=LABELS)


def _told(references: list[str]) -> str:
    """Under which numbers they stand: each kind of line has a row of numbers of its own."""
    return f"{count(len(references), 'line').capitalize()} saved: {', '.join(references)}"
