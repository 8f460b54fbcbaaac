"""What stands under the items of an agenda that fill themselves, from the books below this one.

Actions and letters are told by the book of minutes.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import and_, select

from groupkit import together
from groupkit.access.actor import Actor
from groupkit.access.models import Person
from groupkit.access.permissions import Can
from groupkit.accounts import closings
from groupkit.accounts.models import Examination, YearClosing
from groupkit.constitution.models import PutText, TextDraft
from groupkit.dates import YearEnd, long_day
from groupkit.db import db
from groupkit.decisions.models import Decision
from groupkit.jobs.models import Election, GroupJob, Nomination
from groupkit.ledger import queries as ledger
from groupkit.meetings import filling, past, queries, rules, timetable
from groupkit.meetings.calendar import OnDay
from groupkit.meetings.filling import Filled
from groupkit.meetings.models import AgendaItem, Meeting
from groupkit.meetings.saying import from_to, full_day
from groupkit.meetings.ways import way_to
from groupkit.money import pounds
from groupkit.payments import queries as payments
from groupkit.rulebook.queries import read_once
from groupkit.together import Part
from groupkit.words import and_list

MOST_MINUTES = 12
"""Of how many earlier meetings the minutes are named that wait to be approved."""


def filled(kinds: Iterable[str], actor: Actor, meeting: Meeting) -> dict[str, Sequence[Filled]]:
    """What stands under each of these kinds of items today.

    Nothing once a meeting was held: what is open today was not what was open then, and the minutes tell of that.
    """
    if meeting.standing != "planned":
        return {}
    kinds = list(kinds)
    with read_once():
        rows = together.ask(filling.asked(kinds, actor, meeting))
        return filling.told(kinds, actor, meeting, rows)


def money(actor: Actor, _meeting: Meeting, _rows: Sequence[Any]) -> list[Filled]:
    """What is in the bank and the tin today, and how many payments wait for a yes."""
    return list(_money(actor))


def _money(actor: Actor) -> Iterator[Filled]:
    if not actor.can(Can.SEE_BALANCES):
        return
    there = [one for one in ledger.accounts_today() if one.pence or not one.closed]
    report = way_to(actor, "accounts.show_report")
    if there:
        said = and_list(f"{pounds(one.pence)} in {one.name}" for one in there)
        yield Filled(f"Today there is {said}", report, paper=False)
    waiting, _ = payments.waiting_sum()
    if waiting:
        words = "1 payment waits for a yes" if waiting == 1 else f"{waiting} payments wait for a yes"
        yield Filled(words, way_to(actor, "payments.list_requests"))


def talking(actor: Actor, _meeting: Meeting, rows: Sequence[Any]) -> list[Filled]:
    """Decisions that are still being talked about and have no item of their own on this agenda, the longest first."""
    return [
        Filled(
            one.title,
            way_to(actor, "decisions.show_decision", decision_no=one.number),
            f"decision {one.number}, talked about since {long_day(one.begun_on)}",
        )
        for one in sorted(rows, key=lambda one: (one.begun_on, one.number))
    ]


def asks_talking(_actor: Actor, meeting: Meeting) -> Part:
    """Those decisions."""
    return select(Decision.number, Decision.title, Decision.begun_on).where(_not_on_agenda(meeting))


def not_on_agenda(meeting: Meeting) -> list[Decision]:
    """Decisions that are still being talked about and have no item on this agenda, the longest first."""
    wanted = select(Decision).where(_not_on_agenda(meeting))
    return list(db.session.scalars(wanted.order_by(Decision.begun_on, Decision.number)))


def _not_on_agenda(meeting: Meeting) -> Any:
    there = select(AgendaItem.decision_id).where(
        AgendaItem.meeting_id == meeting.id, AgendaItem.decision_id == Decision.id
    )
    return and_(Decision.standing == "talking", ~there.exists())


def minutes(actor: Actor, meeting: Meeting, rows: Sequence[Any]) -> list[Filled]:
    """Earlier meetings of the same body whose minutes wait to be approved; the oldest first."""
    return [
        Filled(
            queries.called(row),
            way_to(actor, "minutes.show_minutes", meeting_id=row.id),
            past.MINUTES[row.minutes],
        )
        for row in _same_body(rows, meeting)
    ]


def asks_minutes(_actor: Actor, meeting: Meeting) -> Part:
    """Meetings held before this one whose minutes are not approved.

    A yearly meeting has only yearly ones: its item is the minutes of the last yearly meeting.
    """
    wanted = select(Meeting.id, Meeting.kind, Meeting.called, Meeting.day, Meeting.minutes).where(
        Meeting.standing == "held", Meeting.minutes != "approved", Meeting.day <= meeting.day, Meeting.id != meeting.id
    )
    return wanted.where(Meeting.kind == "yearly") if meeting.kind == "yearly" else wanted


def _same_body(rows: Sequence[Any], meeting: Meeting) -> list[Any]:
    here = (meeting.kind, meeting.called)
    there = [row for row in rows if rules.same_body((row.kind, row.called), here)]
    return sorted(there, key=lambda row: (row.day, row.id))[:MOST_MINUTES]


def wordings(actor: Actor, _meeting: Meeting, rows: Sequence[Any]) -> list[Filled]:
    """Wordings of our rules that were put to this meeting."""
    return [
        Filled(
            "A change to our rules, with its exact words" if changes else "A wording for our rules",
            way_to(actor, "constitution.compare_draft" if changes else "constitution.show_draft", draft_id=draft_id),
        )
        for draft_id, changes in sorted((row.id, row.base_id is not None) for row in rows)
    ]


def asks_wordings(actor: Actor, meeting: Meeting) -> Part | None:
    """Those wordings, for whoever may read them."""
    return _put_to(meeting) if actor.can(Can.SEE_RULES) else None


def put_to(meeting: Meeting) -> list[tuple[int, bool]]:
    """The drafts whose wording is with this meeting, each with whether it changes a text that was adopted."""
    return [(row.id, row.base_id is not None) for row in db.session.execute(_put_to(meeting).order_by(TextDraft.id))]


def _put_to(meeting: Meeting) -> Part:
    return (
        select(TextDraft.id, TextDraft.base_id)
        .join(PutText, (PutText.draft_id == TextDraft.id) & (PutText.number == TextDraft.put_number))
        .where(TextDraft.closed_at.is_(None), PutText.meeting_on == meeting.day)
    )


def following(actor: Actor, one: OnDay | None) -> list[Filled]:
    """The next meeting of the same body (`calendar.next_after`), as far as it is planned."""
    if one is None:
        return []
    where = way_to(actor, "meetings.show_meeting", meeting_id=one.meeting_id) if one.meeting_id else ""
    when = f"{full_day(one.day)}, {from_to(one.starts, one.ends)}"
    return [Filled(f"{when}, {one.place}" if one.place else when, where, one.title)]


def election(actor: Actor, _meeting: Meeting, rows: Sequence[Any]) -> list[Filled]:
    """Who stands for which job at this meeting; of several choosings the newest first."""
    lines = []
    for (_, job), those in groupby(sorted(rows, key=_by_job), lambda row: (row.election, row.job_id)):
        names = list(those)
        where = way_to(actor, "jobs.show_election", election_id=names[0].election)
        said = f"{names[0].job.capitalize()}: {and_list(row.name for row in names)}" if job else "Nobody stands yet"
        lines.append(Filled(said, where))
    return lines


def _by_job(row: Any) -> tuple[Any, ...]:
    """By choosing, by job, and then in the order in which it was written down."""
    return -row.election, (row.job or "").casefold(), row.job_id or 0, row.nomination or 0


def asks_election(actor: Actor, meeting: Meeting) -> Part | None:
    """Who stands at the choosings of this day, for whoever may see people; one row for a choosing with nobody."""
    if not actor.can(Can.SEE_PEOPLE):
        return None
    return (
        select(
            Election.id.label("election"),
            Nomination.id.label("nomination"),
            Nomination.job_id,
            GroupJob.name.label("job"),
            Person.name,
        )
        .outerjoin(Nomination, (Nomination.election_id == Election.id) & (Nomination.group_id == Election.group_id))
        .outerjoin(GroupJob, (GroupJob.id == Nomination.job_id) & (GroupJob.group_id == Nomination.group_id))
        .outerjoin(Person, (Person.id == Nomination.person_id) & (Person.group_id == Nomination.group_id))
        .where(Election.held_on == meeting.day)
    )


def accounts(actor: Actor, meeting: Meeting, rows: Sequence[Any]) -> list[Filled]:
    """The accounts of the last year that ended before this meeting: whether closed, and looked over."""
    if not actor.can(Can.SEE_SUMMARY):
        return []
    over, closed = year_before(meeting)
    if closed is None:
        words = f"The accounts of the year to {long_day(over)} are not closed yet"
        return [Filled(words, way_to(actor, "accounts.show_year"))]
    examined = closed.id in {row.closing_id for row in rows}
    said = "closed and looked over" if examined else "closed, not looked over yet"
    return [Filled(f"The accounts of {closed.year}", way_to(actor, "accounts.show_year", year=closed.year), said)]


def asks_accounts(actor: Actor, _meeting: Meeting) -> Part | None:
    """Which closings somebody has looked over."""
    return select(Examination.closing_id).distinct() if actor.can(Can.SEE_SUMMARY) else None


def year_before(meeting: Meeting) -> tuple[date, YearClosing | None]:
    """The last day of the last year that ended before a meeting, as the timetable counts it, and its closing."""
    end = YearEnd.read(queries.asks(meeting.day).answers["financial_year_end"].value)
    over = timetable.year_over(end, meeting.day)
    return over, next((row for row in closings.standing() if row.last == over), None)
