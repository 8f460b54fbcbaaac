"""Writing down a session in a minute, bringing one in from another book, and the other counts of a month."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from groupkit import tenancy
from groupkit.forms import EmptyForm
from groupkit.refusal import Refused
from groupkit.tallies import forms, operations, queries, rules
from groupkit.tallies.figures import Count
from groupkit.tallies.models import SessionKind, TallySession
from groupkit.tallies.offering import Offered
from groupkit.tallies.views.desk import month_at, row_at
from groupkit.tallies.views.looking import offers


def write_session() -> Any:
    """A session: kind, day, how many came; where heads were counted elsewhere, these are filled in."""
    heads = _offered(request.args.get("source"))
    day, came = (heads.day, heads.came) if heads else (tenancy.today(), None)
    form = forms.SessionForm.of(operations.kind_names(), day, came)
    if form.submitted():
        with form.refusals():
            row = operations.write_session(form.came(), g.actor, heads.key if heads else None)
            flash("Written down")
            if request.form.get("again"):
                return redirect(url_for(".write_month", month=f"{row.day:%Y-%m}"))
            return redirect(url_for(".show_tallies"))
    return render_template("tallies/write_session.html", form=form, heads=heads)


def _offered(key: str | None) -> Offered | None:
    """What another book offers under this key; nothing is asked where there is none."""
    return next((one for one in offers() if one.key == key), None) if key else None


def change_session(session_id: int) -> Any:
    """A session is put right, or was written down by mistake."""
    row = row_at(TallySession, session_id)
    kind = row_at(SessionKind, row.kind_id).name
    form = forms.ChangeSessionForm.for_row(row, operations.kind_names(), kind)
    if form.submitted():
        with form.refusals():
            operations.change_session(row, form.came(), form.version.data, g.actor)
            flash("Saved")
            return redirect(url_for(".list_sessions", year=row.day.year))
    meanwhile = form.version.changed_meanwhile(row.version)
    return render_template(
        "tallies/change_session.html", form=form, row=row, kind=kind, meanwhile=meanwhile, rules=rules
    )


def bring_in() -> Any:
    """A meeting that was held, with its head-count, in one tap."""
    form = EmptyForm()
    if form.submitted():
        with form.refusals():
            one = _offered(request.form.get("source"))
            if one is None:
                raise Refused("That meeting is counted already. It stands among the sessions")
            row = operations.bring_in(one, g.actor)
            flash("Brought in. Have a look whether kind and numbers are right")
            return redirect(url_for(".change_session", session_id=row.id))
    return render_template("tallies/bring_in.html", form=form, offers=offers())


def write_month(month: str) -> Any:
    """The other counts of a month: a small box for each."""
    first = month_at(month)
    rows = queries.of_month(first)
    counted = {what: Count(row.number, row.about) for what, row in rows.items() if row.number is not None}
    stands = operations.version_of(rows)
    form = forms.MonthForm.of(counted, stands)
    if form.submitted():
        with form.refusals():
            operations.write_month(first, form.counts(), form.version.data, g.actor)
            flash(f"Saved for {rules.month_name(first)}")
            return redirect(url_for(".show_tallies"))
    return render_template(
        "tallies/write_month.html",
        form=form,
        month=first,
        rules=rules,
        months=rules.months_until(tenancy.today(), 12),
        counted=counted,
        meanwhile=form.version.changed_meanwhile(stands),
    )
