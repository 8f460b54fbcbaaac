"""The meetings that come and those that were, one of them, and its agenda on a page, on paper and in a message."""

from dataclasses import replace
from typing import Any

from flask import abort, g, render_template, request

from groupkit import tenancy
from groupkit.access.permissions import Can
from groupkit.document import Document, document
from groupkit.downloads import send
from groupkit.hours import minutes_between
from groupkit.meetings import agenda, agenda_paper, calendar, noticing, papers, past, queries, rules, saying
from groupkit.meetings.models import Meeting
from groupkit.meetings.views.here import meeting_here
from groupkit.meetings.views.laying_out import laid_out
from groupkit.meetings.ways import way_to
from groupkit.rulebook.queries import read_once
from groupkit.workbook import safe_file_name

FORMS = ("docx", "large")
SAYING = {"full_day": saying.full_day, "from_to": saying.from_to, "rhythm": saying.rhythm}
"""How templates say days, hours and rhythms."""


@read_once()
def list_meetings() -> Any:
    """What is planned, the next first, and what was. A critical friend sees days and figures, and no words of ours."""
    days = calendar.calendar()
    prose = g.actor.can(Can.SEE_MINUTES)
    upcoming = _next(days) if prose else {}
    return render_template(
        "meetings/list_meetings.html",
        days=days,
        after=calendar.with_called_off(days.coming[1:]),
        past=past.by_year(),
        minutes=past.MINUTES,
        prose=prose,
        kinds=rules.KINDS,
        series=[one for one in queries.all_series() if _runs(one)] if prose else [],
        minutes_of=_minutes_of,
        **upcoming,
        **SAYING,
    )


def _minutes_of(meeting_id: int, standing: str) -> str:
    """Where the minutes of a meeting can be read; drafts by whoever keeps them."""
    if standing == "draft" and not g.actor.can(Can.KEEP_MEETINGS):
        return ""
    return way_to(g.actor, "minutes.show_minutes", meeting_id=meeting_id)


def _runs(one: Any) -> bool:
    return one.last_on is None or one.last_on >= tenancy.today()


def _next(days: calendar.Calendar) -> dict[str, Any]:
    """What stands on the card of the next meeting, where it is more than a day of a series."""
    row = queries.meeting(days.next.meeting_id) if days.next and days.next.meeting_id else None
    if row is None:
        return {"standing": None, "items": 0}
    notices = queries.notices_of(row.id)
    return {"standing": noticing.standing(row, notices), "items": len(queries.items_of(row.id))}


@read_once()
def show_meeting(meeting_id: int) -> Any:
    """One meeting: when and where, its notice, its agenda with what fills itself, and what can be done."""
    row = meeting_here(meeting_id)
    lines = papers.agenda_lines(g.actor, row)
    return render_template(
        "meetings/show_meeting.html",
        meeting=row,
        title=rules.title_of(row.kind, row.called),
        lines=lines,
        looks=looks_of(row, lines),
        standing=noticing.standing(row, queries.notices_of(row.id)),
        today=tenancy.today(),
        hold=way_to(g.actor, "minutes.hold_meeting", meeting_id=row.id),
        minutes=_minutes_of(row.id, row.minutes) if row.standing == "held" else "",
        **SAYING,
    )


def looks_of(row: Meeting, lines: list[agenda_paper.Line]) -> list[str]:
    """What about the length of an agenda is worth a look, while the meeting is still to come."""
    if not lines or row.standing != "planned":
        return []
    return agenda.worth_a_look([line.item for line in lines], minutes_between(row.starts, row.ends))


@read_once()
def show_agenda(meeting_id: int) -> Any:
    """The agenda as it goes out, to read or print, also in large print."""
    row = meeting_here(meeting_id)
    return render_template(
        "meetings/show_agenda.html", meeting=row, **on_page(_agenda(row)), large=request.args.get("large") == "1"
    )


def on_page(paper: Document) -> dict[str, Any]:
    """A document as a template takes it."""
    return {"paper": paper, "blocks": laid_out(paper)}


def _agenda(row: Meeting) -> Document:
    return agenda_paper.as_document(row, papers.agenda_lines(g.actor, row), g.actor.group_name)


@read_once()
def download_agenda(meeting_id: int, form: str) -> Any:
    """The same as a Word file, in usual or large print."""
    row = meeting_here(meeting_id)
    return send_word(_agenda(row), form, "agenda", row.day.isoformat())


def send_word(paper: Document, form: str, *named: str) -> Any:
    """Write a paper as a Word file and hand it over."""
    if form not in FORMS:
        abort(404)
    large = form == "large"
    made = document(replace(paper, large=large, close=paper.close and not large))
    name = safe_file_name(g.actor.slug, *named, *(["large"] if large else []), ending="docx")
    return send(made, name)


def show_message(meeting_id: int) -> Any:
    """The agenda in words to paste into a message, under a subject line that tells nothing about the group."""
    row = meeting_here(meeting_id)
    named = request.args.get("name") == "1"
    return render_template(
        "meetings/show_message.html",
        meeting=row,
        named=named,
        subject=agenda_paper.subject(row, g.actor.slug if named else ""),
        message=agenda_paper.message(row, papers.plain_lines(row)),
    )
