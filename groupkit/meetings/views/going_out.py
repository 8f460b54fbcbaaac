"""What goes out round a yearly meeting: the timetable, the pack, and each paper on a page and in Word."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import abort, g, render_template, request

from groupkit import dates, db, packing, tenancy
from groupkit.document import Document, document
from groupkit.downloads import hand_over
from groupkit.meetings import checking, papers, queries
from groupkit.meetings.models import Meeting
from groupkit.meetings.pack import PackPaper
from groupkit.meetings.views.here import meeting_here
from groupkit.meetings.views.looking import SAYING, on_page, send_word
from groupkit.packing import Item
from groupkit.rulebook.queries import read_once


@read_once()
def show_timetable(meeting_id: int) -> Any:
    """Everything round a yearly meeting, counted back from its day, with what is done where the kit knows."""
    row = _yearly(meeting_id)
    made = checking.timetable_of(g.actor, row)
    return render_template(
        "meetings/show_timetable.html",
        meeting=row,
        called=queries.called(row),
        lines=made.lines,
        looks=made.looks,
        today=tenancy.today(),
        **SAYING,
    )


def _yearly(meeting_id: int) -> Meeting:
    row = meeting_here(meeting_id)
    return row if row.kind == "yearly" else abort(404)


@dataclass(frozen=True)
class Shown:
    """A paper with where it can be looked at."""

    paper: PackPaper
    url: str


@read_once()
def show_pack(meeting_id: int) -> Any:
    """The papers of a meeting: those that go out before it, and those for the day."""
    row = meeting_here(meeting_id)
    shown = [Shown(one, papers.page_of(g.actor, row, one)) for one in papers.every_paper(g.actor, row)]
    return render_template(
        "meetings/show_pack.html",
        meeting=row,
        called=queries.called(row),
        sent=[one for one in shown if one.paper.sent],
        on_the_day=[one for one in shown if not one.paper.sent],
        choosing=row.kind in papers.CHOOSING,
    )


def download_pack(meeting_id: int) -> Any:
    """Every paper in one ZIP file."""
    row = meeting_here(meeting_id)
    found = [one for one in papers.every_paper(g.actor, row) if one.make is not None]
    items = [
        Item(f"{number:02d}-{one.name}.{one.ending}", partial(_pieces, one))
        for number, one in enumerate(found, start=1)
    ]
    part = packing.one(f"{g.actor.slug} papers {row.day.isoformat()}", items)
    made = packing.make(part, dates.now())
    db.stop_writing(commit=False)
    return hand_over(made, part.name, packing.MIME_TYPE)


def _pieces(paper: PackPaper) -> list[bytes]:
    made = paper.make() if paper.make else b""
    return [document(made) if isinstance(made, Document) else made]


@read_once()
def show_paper(meeting_id: int, paper: str) -> Any:
    """One paper on a page that prints as a sheet."""
    row = meeting_here(meeting_id)
    one, made = _document(row, paper)
    large = request.args.get("large") == "1"
    return render_template("meetings/show_paper.html", meeting=row, one=one, **on_page(made), large=large)


@read_once()
def download_paper(meeting_id: int, paper: str, form: str) -> Any:
    """One paper as a Word file, in usual or large print."""
    row = meeting_here(meeting_id)
    return send_word(_document(row, paper)[1], form, paper, row.day.isoformat())


def _document(row: Meeting, name: str) -> tuple[PackPaper, Document]:
    one = papers.paper_called(g.actor, row, name)
    if one is None or one.make is None or not one.shown:
        abort(404)
    made = one.make()
    return (one, made) if isinstance(made, Document) else abort(404)
