"""Whether a yearly meeting is worth planning by now: where the group's own rules have one, and none is planned."""

from collections.abc import Iterator
from datetime import date

from flask import url_for
from sqlalchemy import func, literal, or_, select, union_all

from groupkit import tenancy
from groupkit.access import queries as people
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming
from groupkit.dates import FinancialYear, YearEnd, long_day
from groupkit.db import db
from groupkit.decisions.queries import source_of
from groupkit.meetings import queries, timetable
from groupkit.meetings.models import Meeting, MeetingSeries
from groupkit.rulebook.queries import NO_CLAUSE, Answer


def worth_planning(actor: Actor) -> Iterator[Coming]:
    """To whoever calls the meetings, at most one suggestion; three questions at most."""
    if not actor.can(Can.KEEP_MEETINGS):
        return
    answers = queries.asks().answers
    gap = answers["agm_gap_months"]
    if not _is_ours(gap):
        return
    last, planned = _last_and_planned(tenancy.today())
    first_year = FinancialYear.holding(people.began_on(), YearEnd.read(answers["financial_year_end"].value))
    due = None if planned else timetable.next_due(last, first_year.last, int(gap.value), tenancy.today())
    if due is not None:
        before = f"The last one was on {long_day(last)}." if last else "Our first year is over, and there was none yet."
        where = url_for("meetings.plan_meeting", group=actor.slug, kind="yearly")
        yield Coming(max(due, tenancy.today()), "A yearly meeting is worth planning", where, source_of(gap), before)


def _is_ours(answer: Answer) -> bool:
    """Whether the group itself says so, and it is not only what is usual."""
    return answer.from_day is not None and not answer.source.startswith(NO_CLAUSE)


def _last_and_planned(today: date) -> tuple[date | None, bool]:
    """The day of the last yearly meeting that was held, and whether another is planned; one question."""
    held = select(literal("held"), func.max(Meeting.day)).where(Meeting.kind == "yearly", Meeting.standing == "held")
    planned = select(literal("planned"), func.max(Meeting.day)).where(
        Meeting.kind == "yearly", Meeting.standing == "planned"
    )
    again = select(literal("planned"), func.max(MeetingSeries.first_on)).where(
        MeetingSeries.kind == "yearly", or_(MeetingSeries.last_on.is_(None), MeetingSeries.last_on >= today)
    )
    found = [(what, day) for what, day in db.session.execute(union_all(held, planned, again)) if day is not None]
    last = next((day for what, day in found if what == "held"), None)
    return last, any(what == "planned" for what, _ in found)
