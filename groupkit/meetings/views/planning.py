"""Planning a meeting, changing it, calling it off."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from groupkit import tenancy
from groupkit.forms import EmptyForm
from groupkit.meetings import operations, queries, rules
from groupkit.meetings.forms import MeetingForm
from groupkit.meetings.models import Meeting
from groupkit.meetings.saying import from_to, full_day
from groupkit.meetings.views.here import meeting_here, stands_at
from groupkit.refusal import Refused


def plan_meeting() -> Any:
    """A meeting by itself; one that was held already can be written up too, once somebody says that it is meant."""
    form, kind = MeetingForm(), kind_asked()
    form.is_of(kind)
    if form.submitted():
        with form.refusals():
            _check(form)
            row = operations.plan(g.actor, **form.said())
            if row.day < tenancy.today():
                flash("That day has passed, so this is for writing it up")
            return redirect(url_for(".show_meeting", meeting_id=row.id))
    return render_template("meetings/plan_meeting.html", form=form, kind=kind, kinds=rules.KINDS)


def kind_asked() -> str:
    """The kind of meeting that a form is for: as it was sent with it, or as the address says; first the usual one."""
    kind = request.form.get("kind") or request.args.get("kind", "")
    return kind if kind in rules.KINDS else next(iter(rules.KINDS))


def _check(form: MeetingForm) -> None:
    """What a form asks before anything is written."""
    if form.kind.data == "special" and not form.purpose.data:
        raise Refused("Write what it is called for", "purpose")
    operations.ask_about_the_past(form["day"].data, bool(form.all_the_same.data))


def change_meeting(meeting_id: int) -> Any:
    """Another day, hour, place or kind; the second of two people to save is told, and loses nothing."""
    row = meeting_here(meeting_id)
    form, theirs = MeetingForm(obj_data(row)), ""
    form.ask_for(row.kind)
    if form.submitted():
        moved = form.day.data != row.day
        with form.refusals():
            operations.unchanged(row, form.version.data)
            _check(form)
            operations.change(row, g.actor, **form.said())
            if moved and queries.notices_of(row.id):
                flash("Saved. It is on another day now, so people need to be told again", "heed")
            return redirect(url_for(".show_meeting", meeting_id=row.id))
        if stands_at(form, row):
            theirs = _in_words(row)
    return render_template("meetings/change_meeting.html", form=form, meeting=row, theirs=theirs)


def obj_data(row: Meeting) -> dict[str, Any]:
    """A meeting as its form begins from it."""
    names = ("kind", "called", "day", "starts", "ends", "place", "online", "purpose", "version")
    return {name: getattr(row, name) for name in names}


def _in_words(row: Meeting) -> str:
    where = f", {row.place}" if row.place else ""
    return f"{queries.called(row)}: {full_day(row.day)}, {from_to(row.starts, row.ends)}{where}"


def call_off(meeting_id: int) -> Any:
    """A meeting does not take place."""
    row, form = meeting_here(meeting_id), EmptyForm()
    if form.submitted():
        with form.refusals():
            operations.call_off(row, g.actor)
            flash("Called off. It stays in the list, so that everybody can see it")
            return redirect(url_for(".list_meetings"))
    told = bool(queries.notices_of(row.id))
    return render_template("meetings/call_off.html", form=form, meeting=row, told=told, called=queries.called(row))
