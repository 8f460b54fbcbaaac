"""Whether a yearly meeting is worth planning by now: where the group's own rules have one, and none is planned."""

from datetime import date

from flask import url_for
from sqlalchemy import func, or_, select

from groupkit import tenancy
from groupkit.access import queries as people
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, Telling
from groupkit.dates import FinancialYear, YearEnd, long_day
from groupkit.decisions.queries import source_of
from groupkit.meetings import queries, timetable
from groupkit.meetings.models import Meeting, MeetingSeries
from groupkit.rulebook.queries import NO_CLAUSE, Answer
from groupkit.together import Part


def worth_planning(actor: Actor) -> Telling:
    """To whoever calls the meetings, at most one suggestion."""
    if not actor.can(Can.KEEP_MEETINGS):
        return
    answers = queries.asks().answers
    gap = answers["agm_gap_months"]
    if not _is_ours(gap):
        return
    rows = yield _asks_last_and_planned(tenancy.today()) | {"begun": people.asks_begun()}
    last, planned = rows["held"][0].day, rows["planned"][0].day or rows["series"][0].day
    began_on = people.day_begun(rows["begun"][0].since)
    first_year = FinancialYear.holding(began_on, YearEnd.read(answers["financial_year_end"].value))
    due = None if planned else timetable.next_due(last, first_year.last, int(gap.value), tenancy.today())
    if due is not None:
        before = f"The last one was on {long_day(last)}." if last else "Our first year is over, and there was none yet."
        where = url_for("meetings.plan_meeting", group=actor.slug, kind="yearly")
        yield Coming(max(due, tenancy.today()), "A yearly meeting is worth planning", where, source_of(gap), before)


def _is_ours(answer: Answer) -> bool:
    """Whether the group itself says so, and it is not only what is usual."""
    return answer.from_day is not None and not answer.source.startswith(NO_CLAUSE)


def _asks_last_and_planned(today: date) -> dict[str, Part]:
    """The day of the last yearly meeting that was held, and a day on which another is planned, or a series of them."""
    yearly = select(func.max(Meeting.day).label("day")).where(Meeting.kind == "yearly")
    runs_on = or_(MeetingSeries.last_on.is_(None), MeetingSeries.last_on >= today)
    return {
        "held": yearly.where(Meeting.standing == "held"),
        "planned": yearly.where(Meeting.standing == "planned"),
        "series": select(func.max(MeetingSeries.first_on).label("day")).where(MeetingSeries.kind == "yearly", runs_on),
    }
