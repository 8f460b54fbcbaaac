"""Minutes to read, print and take away."""

from collections.abc import Sequence
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for

from groupkit import files
from groupkit.access.permissions import Can
from groupkit.document import document, plain_text
from groupkit.downloads import send
from groupkit.meetings import queries as meetings
from groupkit.meetings.models import Meeting
from groupkit.meetings.rules import STEPS
from groupkit.minutes import making, rules
from groupkit.minutes.models import Correction, MinutesStep
from groupkit.minutes.on_paper import as_document
from groupkit.minutes.paper import DRAFT, Paper, facts
from groupkit.minutes.queries import room, standing
from groupkit.minutes.views.here import group_name, meeting_here
from groupkit.printing import moment
from groupkit.rulebook.queries import read_once
from groupkit.workbook import safe_file_name

ENDINGS = {"docx": "docx", "large": "docx", "txt": "txt"}


def may_read(meeting: Meeting) -> bool:
    """Whether there is something to read: a draft is its writers' own until it was sent round."""
    return meeting.standing == "held" and (meeting.minutes != "draft" or g.actor.can(Can.KEEP_MEETINGS))


@read_once()
def show_minutes(meeting_id: int) -> Any:
    """The minutes as they stand, how they came to be so, and what can be done with them now."""
    meeting = meeting_here(meeting_id)
    called = meetings.called(meeting)
    if not may_read(meeting):
        return render_template("minutes/not_yet.html", meeting=meeting, called=called)
    approved = meeting.minutes == "approved"
    found = room.room(meeting) if meeting.minutes == "draft" else None
    paper = making.made(found, group_name()) if found else making.paper_of(meeting, group_name())
    items = [] if approved else found.items if found else meetings.items_of(meeting_id)
    titles = {one.id: one.title for one in items}
    corrections = [] if approved else standing.told(meeting_id, Correction)
    return render_template(
        "minutes/show_minutes.html",
        meeting=meeting,
        called=called,
        paper=paper,
        facts=facts(paper),
        draft_words=DRAFT,
        large=request.args.get("large") == "1",
        corrections=[(one, making.in_words(one, titles), name) for one, name in corrections],
        settled=rules.SETTLED,
        later=[(one, meetings.called(at)) for one, at in standing.later_corrections(meeting_id)] if approved else [],
        story=[_told(one, name) for one, name in reversed(standing.told(meeting_id, MinutesStep))],
        standings=rules.STANDINGS,
        confidential=approved and g.actor.can(Can.SEE_CONFIDENTIAL) and standing.confidential(meeting_id) is not None,
    )


def _told(step: MinutesStep, name: str) -> dict[str, str]:
    words = STEPS[step.what][:1].upper() + STEPS[step.what][1:]
    return {
        "when": moment(step.at),
        "by": name,
        "words": f"{words}: {step.why}" if step.why else words,
    }


@read_once()
def download_minutes(meeting_id: int, form: str) -> Any:
    """The minutes as a file. Once they are approved the Word file is the very one that was kept."""
    meeting = meeting_here(meeting_id)
    ending = ENDINGS.get(form) or abort(404)
    if not may_read(meeting):
        return redirect(url_for(".show_minutes", meeting_id=meeting_id))
    row = standing.approved(meeting_id) if meeting.minutes == "approved" else None
    parts = ["minutes", meeting.day.isoformat(), *(["draft"] if row is None else [])]
    name = safe_file_name(g.actor.slug, *parts, *(["large"] if form == "large" else []), ending=ending)
    if row is not None and form == "docx":
        kept = standing.stored(row.file_id)
        if kept is None or kept.data is None or files.digest_of(kept.data) != kept.digest:
            abort(404)
        return send(kept.data, name)
    paper = making.paper_of(meeting, group_name())
    return send(_made(paper, form, making.put_right_later([meeting_id]).get(meeting_id, ())), name)


def _made(paper: Paper, form: str, later: Sequence[str]) -> bytes:
    made = as_document(paper, large=form == "large", later=later)
    return plain_text(made).encode() if form == "txt" else document(made)
