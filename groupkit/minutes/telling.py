"""What the book of minutes tells other books: agendas, handover packs, decisions, and people about themselves."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy import select

from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.dates import long_day
from groupkit.db import db
from groupkit.decisions.results import Thing
from groupkit.jobs.models import GroupJob
from groupkit.meetings.filling import Filled
from groupkit.meetings.models import Meeting
from groupkit.meetings.pack import PackPaper
from groupkit.meetings.queries import called
from groupkit.meetings.rules import title_of
from groupkit.minutes import making
from groupkit.minutes.models import DecisionAtMeeting, RollEntry
from groupkit.minutes.on_paper import as_document
from groupkit.minutes.queries import acting, letters, standing
from groupkit.minutes.rules import PARTS
from groupkit.tallies.offering import Offered
from groupkit.together import Part


def actions_for_agenda(actor: Actor, _meeting: Meeting, _rows: Sequence[Any]) -> list[Filled]:
    """What is open of what people said they would do: it comes to the next agenda by itself."""
    if not actor.can(Can.SEE_MINUTES):
        return []
    where = url_for("minutes.list_actions", group=actor.slug)
    return [
        Filled(one.row.words, where, ", ".join(part for part in (one.who, one.needs, one.by) if part))
        for one in acting.open_for()
    ]


def asks_letters(actor: Actor, meeting: Meeting) -> Part | None:
    """Letters that no meeting has heard of, and those that this one did, for whoever may read them."""
    return letters.asks_for_meeting(meeting.id) if actor.can(Can.SEE_MINUTES) else None


def letters_for_agenda(actor: Actor, meeting: Meeting, rows: Sequence[Any]) -> list[Filled]:
    """Those letters."""
    where = url_for("minutes.list_letters", group=actor.slug)
    waiting, heard = letters.told_for_meeting(rows)
    return [
        Filled(one.about, where, f"{'from' if one.came else 'to'} {one.who}, {long_day(one.day)}")
        for one in (*heard, *waiting)
        if one.day <= meeting.day
    ]


def handed_on(job: GroupJob, actor: Actor) -> Iterator[str]:
    """What whoever takes a job over has promised with it."""
    if not actor.can(Can.SEE_MINUTES):
        return
    for one in acting.named(acting.of_job(job.id)):
        yield f"{one.row.words}, {one.by}" if one.by else one.row.words


def reported(round_ids: Collection[int]) -> set[int]:
    """Which rounds of decisions a meeting heard of: those held at one, and those reported to one."""
    wanted = select(DecisionAtMeeting.round_id).where(DecisionAtMeeting.round_id.in_(list(round_ids)))
    return set(db.session.scalars(wanted)) if round_ids else set()


def settled(round_ids: Collection[int]) -> set[int]:
    """Which rounds of decisions stand in minutes that went round or were approved."""
    if not round_ids:
        return set()
    wanted = select(DecisionAtMeeting.round_id).join(Meeting, Meeting.id == DecisionAtMeeting.meeting_id)
    return set(
        db.session.scalars(
            wanted.where(DecisionAtMeeting.round_id.in_(list(round_ids)), Meeting.minutes.in_(("sent", "approved")))
        )
    )


def places(round_ids: Collection[int]) -> dict[int, Thing]:
    """The minutes of the meeting at which each round was held or reported."""
    if not round_ids:
        return {}
    wanted = (
        select(DecisionAtMeeting.round_id, Meeting)
        .join(Meeting, Meeting.id == DecisionAtMeeting.meeting_id)
        .where(DecisionAtMeeting.round_id.in_(list(round_ids)))
        .order_by(DecisionAtMeeting.id)
    )
    return {
        row: Thing(meeting.key, called(meeting), url_for("minutes.show_minutes", meeting_id=meeting.id))
        for row, meeting in db.session.execute(wanted)
    }


def last_yearly_minutes(actor: Actor, meeting: Meeting) -> Iterator[PackPaper]:
    """For the pack of a yearly meeting: the minutes of the last one, as they stand."""
    if meeting.kind != "yearly":
        return
    wanted = (
        select(Meeting)
        .where(Meeting.kind == "yearly", Meeting.standing == "held", Meeting.day < meeting.day)
        .order_by(Meeting.day.desc())
    )
    last = db.session.scalar(wanted.limit(1))
    if last is None or last.minutes == "draft":
        return
    row = standing.approved(last.id)
    kept = standing.stored(row.file_id) if row else None
    title = f"Minutes of the last one, {long_day(last.day)}"
    url = url_for("minutes.show_minutes", meeting_id=last.id)
    if kept is not None:
        yield PackPaper("last-minutes", title, lambda: kept.data or b"", "docx", url, shown=False)
    else:
        words = "They were sent round, and are approved at this meeting"
        paper = making.paper_of(last, actor.group_name)
        yield PackPaper("last-minutes", title, lambda: as_document(paper), url=url, words=words, shown=False)


def own(person_id: int) -> Iterator[str]:
    """What somebody reads of what is kept about them: rolls they stand on, and what they said they would do."""
    wanted = (
        select(RollEntry.part, Meeting)
        .join(Meeting, Meeting.id == RollEntry.meeting_id)
        .where(RollEntry.person_id == person_id)
        .order_by(Meeting.day)
    )
    rolls = db.session.execute(wanted).all()
    if rolls:
        yield "Meetings with a roll"
        for part, meeting in rolls:
            yield f"  {called(meeting)}: {PARTS[part]}. The name is dropped again; the number stays."
        yield ""
    promised = acting.of_person(person_id)
    if promised:
        yield "What you said you would do"
        for row in promised:
            yield f"  {row.words} ({'open' if row.standing == 'open' else 'no longer open'})"
        yield ""


def held_sessions(first: date, last: date) -> Iterator[Offered]:
    """Meetings of members that were held from one day to another, with their head-count. A committee is no session."""
    columns = (Meeting.key, Meeting.day, Meeting.kind, Meeting.called, Meeting.present)
    held = select(*columns).where(Meeting.standing == "held", Meeting.body != "committee")
    for one in db.session.execute(held.where(Meeting.day.between(first, last)).order_by(Meeting.day, Meeting.id)):
        yield Offered(f"meeting {one.key}", one.day, title_of(one.kind, one.called), one.present)
