"""The part of minutes that only few may read, with a page and a file of its own."""

from typing import Any

from flask import g, redirect, render_template, url_for

from groupkit.document import document
from groupkit.downloads import send
from groupkit.meetings import queries as meetings
from groupkit.minutes import forms
from groupkit.minutes.on_paper import confidential_document
from groupkit.minutes.operations import confidential as operations
from groupkit.minutes.paper import DRAFT
from groupkit.minutes.queries import standing
from groupkit.minutes.views.here import group_name, meeting_here
from groupkit.workbook import safe_file_name


def show_confidential(meeting_id: int) -> Any:
    """What only few may read."""
    meeting = meeting_here(meeting_id)
    row = standing.confidential(meeting_id)
    return render_template(
        "minutes/show_confidential.html",
        meeting=meeting,
        called=meetings.called(meeting),
        words=row.words if row else "",
        draft_words=DRAFT,
    )


def write_confidential(meeting_id: int) -> Any:
    """Write what only few may read."""
    meeting, row = meeting_here(meeting_id), standing.confidential(meeting_id)
    form = forms.ConfidentialForm({"words": row.words if row else "", "version": row.version if row else 0})
    if form.submitted():
        with form.refusals():
            operations.write(meeting_here(meeting_id), form.words.data, form.version.data, by=g.actor)
            return redirect(url_for(".show_confidential", meeting_id=meeting_id))
    meeting, row = meeting_here(meeting_id), standing.confidential(meeting_id)
    meanwhile = form.version.changed_meanwhile(row.version if row else 0)
    return render_template(
        "minutes/write_confidential.html",
        form=form,
        meeting=meeting,
        called=meetings.called(meeting),
        theirs=(row.words if row else "") if meanwhile else None,
        locked=operations.LOCKED if meeting.minutes == "approved" else "",
    )


def download_confidential(meeting_id: int) -> Any:
    """The same as a Word file."""
    meeting, row = meeting_here(meeting_id), standing.confidential(meeting_id)
    paper = confidential_document(
        meetings.called(meeting), group_name(), row.words if row else "", draft=meeting.minutes != "approved"
    )
    content = document(paper)
    name = safe_file_name(g.actor.slug, "confidential", meeting.day.isoformat(), ending="docx")
    return send(content, name)
