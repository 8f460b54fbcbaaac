"""Looking at what was done: twelve months, every session, a sheet for the room, and all of it as a workbook."""

from datetime import date, timedelta
from typing import Any

from flask import Response, g, render_template, request

from groupkit import db, downloads, tenancy, workbook
from groupkit.access.permissions import Can
from groupkit.dates import Period
from groupkit.forms import EmptyForm, row_number
from groupkit.tallies import offering, operations, queries, rules, showing, tally_workbook
from groupkit.tallies.offering import Offered

OFFERED_FOR = timedelta(days=60)
"""How long a meeting that was held is offered."""


def show_tallies() -> Any:
    """What we did and how many came, in the last twelve months."""
    whole = g.actor.can(Can.SEE_WHOLE_TALLIES)
    today = tenancy.today()
    keeps = g.actor.can(Can.KEEP_TALLIES)
    return render_template(
        "tallies/show_tallies.html",
        shown=showing.whole(today) if whole else showing.masked(today),
        this=rules.first_of(today),
        rules=rules,
        in_each=showing.in_each,
        offers=offers() if keeps else [],
        form=EmptyForm() if keeps else None,
    )


def offers() -> list[Offered]:
    """Meetings of the last two months that were held, and are not counted here yet."""
    today = tenancy.today()
    return queries.not_counted_yet(offering.offered(today - OFFERED_FOR, today))


def list_sessions() -> Any:
    """Every session of a year, the latest first."""
    this, first = tenancy.today().year, queries.first_day()
    year = row_number(request.args.get("year"), figures=4) or this
    years = range(this, (first.year if first else this) - 1, -1)
    year = year if year in years else this
    return render_template(
        "tallies/list_sessions.html",
        rows=queries.sessions_of(Period(date(year, 1, 1), date(year, 12, 31))),
        kinds={row.id: row.name for row in queries.kinds()},
        year=year,
        years=years,
        rules=rules,
    )


def print_sheet() -> Any:
    """A sheet of paper on which numbers are ticked off in the room."""
    return render_template("tallies/print_sheet.html", kinds=operations.kind_names(), rules=rules)


def download_tallies() -> Response:
    """Everything as a workbook, whole: small numbers stand in it as they are."""
    made, name = tally_workbook.make(tally_workbook.everything(), g.actor.group_name, g.actor.slug)
    db.stop_writing(commit=False)
    return downloads.hand_over(made, name, workbook.MIME_TYPE)
