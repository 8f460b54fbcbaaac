"""The letters log."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from groupkit.downloads import SHOWN_IN_PAGE, show_kept
from groupkit.forms import row_number
from groupkit.meetings import queries as meetings
from groupkit.meetings.models import Meeting
from groupkit.minutes import forms
from groupkit.minutes.operations import letters as operations
from groupkit.minutes.operations import room
from groupkit.minutes.queries import letters, standing
from groupkit.minutes.views.here import letter_here, meeting_here, refused, to_room, told_in_room

MOST_MEETINGS = 60


def list_letters() -> Any:
    """What came and what went, the newest first."""
    found = letters.letters(row_number(request.args.get("before", "")))
    more = len(found) > letters.ON_A_PAGE
    found = found[: letters.ON_A_PAGE]
    at = meetings.meetings_by_row(list({one.reported_at_id for one in found if one.reported_at_id}))
    return render_template(
        "minutes/list_letters.html",
        letters=found,
        at=at,
        called=meetings.called,
        older=found[-1].id if more else None,
    )


def write_letter() -> Any:
    """A letter came or went."""
    form = forms.LetterForm()
    form.offer(standing.held_lately(MOST_MEETINGS))
    if form.submitted():
        with form.refusals():
            operations.write_letter(g.actor, **_said(form))
            flash("Written down")
            return redirect(url_for(".list_letters"))
    return render_template("minutes/write_letter.html", form=form)


def change_letter(letter_id: int) -> Any:
    """What is known about a letter is put right."""
    row = letter_here(letter_id)
    said = {name: getattr(row, name) for name in ("day", "who", "about", "version")}
    form = forms.ChangeLetterForm({**said, "came": "in" if row.came else "out", "reported_at": row.reported_at_id})
    form.offer(_meetings(row.reported_at_id))
    if form.submitted():
        with form.refusals():
            operations.change_letter(letter_here(letter_id), form.version.data, g.actor, **_said(form))
            flash("Saved")
            return redirect(url_for(".list_letters"))
    row = letter_here(letter_id)
    meanwhile = form.version.changed_meanwhile(row.version)
    stored = standing.stored(row.file_id)
    return render_template(
        "minutes/change_letter.html", form=form, letter=row, stored=stored, meanwhile=meanwhile, shown=SHOWN_IN_PAGE
    )


def _meetings(chosen: int | None) -> list[Meeting]:
    """The meetings to choose among, with the one that was chosen long ago."""
    found = standing.held_lately(MOST_MEETINGS)
    there = meetings.meeting(chosen) if chosen and chosen not in {one.id for one in found} else None
    return [*found, there] if there else found


def _said(form: forms.LetterForm) -> dict[str, Any]:
    said = form.values()
    at = said.pop("reported_at")
    return {**said, "came": said["came"] == "in", "reported_at": meetings.meeting(at) if at else None}


def show_letter_file(letter_id: int) -> Any:
    """The picture itself; a PDF is only ever handed over as a file."""
    return show_kept(standing.stored(letter_here(letter_id).file_id))


def report_letters(meeting_id: int) -> Any:
    """This meeting heard of every letter that waited."""
    meeting_here(meeting_id)
    form = forms.EmptyForm()
    if form.submitted():
        with form.refusals():
            meeting = meeting_here(meeting_id)
            room.here(meeting)
            waiting = [one for one in letters.not_reported() if one.day <= meeting.day]
            operations.report(waiting, meeting, g.actor)
            return told_in_room(meeting_id, "letters", "reported")
    refused(form)
    return to_room(meeting_id)
