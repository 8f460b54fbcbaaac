"""The papers that this book has for a meeting, each with what it needs from the books below."""

from collections.abc import Callable, Iterator, Sequence

from flask import url_for

from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.accounts import closings, year_workbook
from groupkit.constitution import papers as texts
from groupkit.constitution import queries as constitution
from groupkit.constitution.changes import compare
from groupkit.dates import FinancialYear, long_day, months_after
from groupkit.decisions import bodies
from groupkit.document import Document
from groupkit.jobs import electing
from groupkit.jobs import queries as jobs
from groupkit.jobs.cards import cards
from groupkit.meetings import agenda_paper, live, pack, queries, sheets
from groupkit.meetings.agenda_paper import Line
from groupkit.meetings.models import Meeting
from groupkit.meetings.pack import PackPaper
from groupkit.meetings.sheets import Job
from groupkit.meetings.ways import way_to

CHOOSING = ("yearly", "special")
"""Kinds of meeting at which who does what is chosen, so that the sheets for it belong to them."""
SOON_AFTER = 3
"""In months: a term that ends within so many after a yearly meeting is chosen for at it."""


def agenda_lines(actor: Actor, meeting: Meeting) -> list[Line]:
    """The agenda of a meeting as it stands now, with what fills itself."""
    items = queries.items_of(meeting.id)
    kinds = [one.kind for one in items if not one.decision_id]
    return agenda_paper.lines_of(meeting, items, live.filled(kinds, actor, meeting))


def plain_lines(meeting: Meeting) -> list[Line]:
    """The agenda of a meeting without what fills itself: for a message, where it would be too much and too open."""
    return agenda_paper.lines_of(meeting, queries.items_of(meeting.id), {})


def for_sending(actor: Actor, meeting: Meeting) -> Iterator[PackPaper]:
    """What goes out with the notice: the notice, the agenda, the accounts, forms, and the words of any change."""
    group, put = actor.group_name, live.put_to(meeting)
    asked = queries.asks(meeting.day).notice(meeting.kind)
    yield PackPaper(
        "notice",
        "The notice",
        lambda: sheets.notice(meeting, asked, up_for_choosing(meeting), bool(put), group),
    )
    yield PackPaper(
        "agenda", "The agenda", lambda: agenda_paper.as_document(meeting, agenda_lines(actor, meeting), group)
    )
    if meeting.kind in CHOOSING:
        yield PackPaper("standing", "A form for whoever would like to stand", _sheet(sheets.nomination, actor, meeting))
        yield PackPaper("jobs", "What the jobs are for", lambda: sheets.roles(meeting, with_tasks(meeting), group))
    for number, (draft_id, changes) in enumerate(put, start=1):
        ending = f"-{number}" if number > 1 else ""
        title = "The exact words of a change to our rules" if changes else "The exact words of our rules"
        yield PackPaper(f"wording{ending}", title, _wording(actor, draft_id))
    if meeting.kind == "yearly":
        yield from _accounts(actor, meeting)


def for_the_day(actor: Actor, meeting: Meeting) -> Iterator[PackPaper]:
    """What is printed for the day itself."""
    group = actor.group_name
    yield PackPaper(
        "attendance",
        "A sheet for who is here",
        lambda: sheets.attendance(meeting, queries.asks(meeting.day).quorum(meeting.body), group),
        sent=False,
    )
    if meeting.kind in CHOOSING:
        made: list[tuple[str, str, Callable[..., Document]]] = [
            ("choosing", "A sheet for counting the choosing", sheets.election),
            ("script", "What to say, for whoever leads the choosing", sheets.script),
        ]
        for name, title, make in made:
            yield PackPaper(name, title, _sheet(make, actor, meeting), sent=False)
        yield PackPaper("slips", "Voting slips", lambda: _slips(meeting, group), sent=False)


def _slips(meeting: Meeting, group: str) -> Document:
    """As many slips as have a vote in the body that meets."""
    return sheets.slips(meeting, up_for_choosing(meeting), group, bodies.size_of(meeting.body, meeting.day))


def every_paper(actor: Actor, meeting: Meeting) -> Sequence[PackPaper]:
    """Every paper for a meeting, those of other books among them."""
    return list(pack.papers(actor, meeting))


def paper_called(actor: Actor, meeting: Meeting, name: str) -> PackPaper | None:
    """One paper for a meeting by its name; nothing is asked about those that come after it."""
    return next((one for one in pack.papers(actor, meeting) if one.name == name), None)


def _sheet(make: Callable[..., Document], actor: Actor, meeting: Meeting) -> Callable[[], Document]:
    return lambda: make(meeting, up_for_choosing(meeting), actor.group_name)


def up_for_choosing(meeting: Meeting) -> list[Job]:
    """The jobs that are chosen for at a meeting: those somebody stands for, and those whose term is over by then.

    A yearly meeting also chooses for terms that end soon after it: the next one would be too late.
    """
    found = next((one for one in electing.elections() if one.held_on == meeting.day), None)
    standing = electing.by_job(electing.standing(found.id)) if found else []
    named = {job: tuple(one.name for one in those) for job, those in standing}
    until = months_after(meeting.day, SOON_AFTER) if meeting.kind == "yearly" else meeting.day
    due = [one.held.job for one in electing.due_to_stand(until)]
    return [Job(name, named.get(name, ())) for name in dict.fromkeys([*named, *due])]


def with_tasks(meeting: Meeting) -> list[Job]:
    """The same jobs with what each is for; every job that opens pages where nobody knows yet which are chosen for."""
    wanted = {job.name for job in up_for_choosing(meeting)}
    found = [row for row in jobs.jobs() if (row.name in wanted if wanted else row.gives)]
    ready = cards()
    told = []
    for row in found:
        card = ready.get(row.card)
        lines = tuple(note.words for note in jobs.notes_by_kind(row.id).get("task", ()))
        told.append(Job(row.name, about=card.about if card else "", tasks=lines or (card.tasks if card else ())))
    return told


def _wording(actor: Actor, draft_id: int) -> Callable[[], Document]:
    def make() -> Document:
        draft = constitution.draft(draft_id)
        if draft is None or draft.put is None:
            raise LookupError("a wording that was put to a meeting has gone")
        content = constitution.content_of(draft.put)
        if draft.base is None:
            return texts.as_document(content.text, actor.group_name, None, signs=False)
        changes = compare(constitution.content_of(draft.base).text, content.text)
        title = f"A change to our {content.text.title.lower()}"
        return texts.side_by_side(title, actor.group_name, draft.row.reason, changes, ())

    return make


def _accounts(actor: Actor, meeting: Meeting) -> Iterator[PackPaper]:
    """The accounts of the year that is over: as a workbook for those who may take it, and a page.

    Until that year is closed the pack only says so: accounts of an earlier year would be taken for them.
    """
    if not actor.can(Can.SEE_SUMMARY):
        return
    over, row = live.year_before(meeting)
    if row is None:
        title, where = f"The accounts of the year to {long_day(over)}", way_to(actor, "accounts.show_year")
        yield PackPaper("accounts", title, url=where, words="not closed yet", shown=False)
        return

    year = FinancialYear(row.first, row.last)

    def make() -> bytes:
        accounts = closings.book_years().accounts_of(year, actor)
        made, _ = year_workbook.make(accounts, actor.slug)
        with made:
            return made.read()

    yield PackPaper(
        "accounts",
        f"The accounts of {row.year}",
        make if actor.can(Can.TAKE_COPIES) else None,
        "xlsx",
        url=way_to(actor, "accounts.show_year", year=row.year),
        shown=False,
    )


def page_of(actor: Actor, meeting: Meeting, paper: PackPaper) -> str:
    """Where a paper can be looked at: its own page, or the page of the book that it comes from."""
    if paper.url or not paper.shown:
        return paper.url
    return url_for("meetings.show_paper", group=actor.slug, meeting_id=meeting.id, paper=paper.name)
