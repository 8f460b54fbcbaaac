"""Meetings that come again and again: a series, its days, a change from a day on, its end."""

from datetime import timedelta
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for

from groupkit import tenancy
from groupkit.dates import long_day
from groupkit.forms import EmptyForm
from groupkit.meetings import calendar, operations, queries, rules, saying, series
from groupkit.meetings.forms import ChangeSeriesForm, EndSeriesForm, SeriesForm
from groupkit.meetings.models import MeetingSeries
from groupkit.meetings.views.here import day_here, series_here, stands_at
from groupkit.meetings.views.looking import SAYING
from groupkit.meetings.views.planning import kind_asked
from groupkit.refusal import Refused

AHEAD = timedelta(weeks=26)
"""How far ahead the days of one series are shown."""


def begin_series() -> Any:
    """A series begins."""
    form, kind = SeriesForm(), kind_asked()
    form.is_of(kind)
    if form.submitted():
        with form.refusals():
            row = series.begin(g.actor, first_on=form["first_on"].data, **form.said())
            return redirect(url_for(".show_series", series_id=row.id))
    return render_template("meetings/begin_series.html", form=form, kind=kind, kinds=rules.KINDS)


def show_series(series_id: int) -> Any:
    """One series: its rhythm, its next days, and the days that were left out."""
    row, today = series_here(series_id), tenancy.today()
    out = queries.exceptions_of(row.id)
    planned = {one.series_day: one for one in queries.meetings_of_series(row.id, today)}
    days = [(day, planned.get(day), day in out) for day in calendar.days_between(row, today, today + AHEAD)]
    return render_template(
        "meetings/show_series.html",
        series=row,
        title=rules.title_of(row.kind, row.called),
        days=days,
        over=row.last_on is not None and row.last_on < today,
        **SAYING,
    )


def change_series(series_id: int) -> Any:
    """From a day on the meetings are otherwise; those before it stay as they were."""
    row = series_here(series_id)
    form, theirs = ChangeSeriesForm(_data(row)), ""
    form.ask_for(row.kind)
    if form.submitted():
        with form.refusals():
            operations.unchanged(row, form.version.data)
            new = series.change_from(row, form["from_day"].data, g.actor, **form.said())
            flash(f"From {long_day(new.first_on)} on it is as you wrote. Earlier ones stay as they were")
            return redirect(url_for(".show_series", series_id=new.id))
        if stands_at(form, row):
            theirs = in_words(row)
    return render_template("meetings/change_series.html", form=form, series=row, theirs=theirs, words=in_words(row))


def _data(row: MeetingSeries) -> dict[str, Any]:
    names = ("kind", "called", "every", "last_on", "starts", "ends", "place", "online", "version")
    return {name: getattr(row, name) for name in names}


def in_words(row: MeetingSeries) -> str:
    """`Committee meeting, every two weeks, on a Tuesday, 7 pm to 9 pm`."""
    when = saying.rhythm(row.every, row.first_on)
    until = f", until {long_day(row.last_on)}" if row.last_on else ""
    return f"{rules.title_of(row.kind, row.called)}, {when}, {saying.from_to(row.starts, row.ends)}{until}"


def end_series(series_id: int) -> Any:
    """A series ends after a day."""
    row = series_here(series_id)
    form, theirs = EndSeriesForm({"last_on": row.last_on, "version": row.version}), ""
    if form.submitted():
        with form.refusals():
            operations.unchanged(row, form.version.data)
            left = series.end(row, form["last_on"].data, g.actor)
            flash(_ended(len(left)), "heed" if left else "message")
            return redirect(url_for(".show_series", series_id=row.id))
        if stands_at(form, row):
            theirs = in_words(row)
    return render_template("meetings/end_series.html", form=form, series=row, theirs=theirs, words=in_words(row))


def _ended(left: int) -> str:
    if not left:
        return "Saved. No more meetings come from it after that day"
    many = "One meeting after that day is" if left == 1 else f"{left} meetings after that day are"
    return f"Saved. {many} planned already and stay: call them off if they do not take place"


def take_day(series_id: int, day: str) -> Any:
    """One day of a series: begin its agenda, say that there is no meeting, or that there is one after all."""
    row, on, form = series_here(series_id), day_here(day), EmptyForm()
    if on not in set(calendar.days_between(row, on, on)):
        abort(404)
    if form.submitted():
        with form.refusals():
            return redirect(_done(row, on, request.form.get("do", "")))
    out = on in queries.exceptions_of(row.id)
    return render_template(
        "meetings/take_day.html",
        form=form,
        series=row,
        day=on,
        out=out,
        title=rules.title_of(row.kind, row.called),
        today=tenancy.today(),
        **SAYING,
    )


def _done(row: MeetingSeries, day: Any, do: str) -> str:
    """Do what was pressed; gives back where to go on."""
    if do == "begin":
        meeting = series.take(row, day, g.actor)
        return url_for(".show_meeting", meeting_id=meeting.id)
    if do == "leave_out":
        series.leave_out(row, day, g.actor)
        flash(f"There is no meeting on {long_day(day)}")
    elif do == "put_back":
        series.put_back(row, day, g.actor)
        flash(f"There is a meeting on {long_day(day)} after all")
    else:
        raise Refused("Press one of the buttons")
    return url_for(".show_series", series_id=row.id)
