"""The weeks round a yearly meeting, counted back from its day. Pure.

The weeks are those of DOMAIN 5.5; the days of notice and the months for the accounts are the group's own rules.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from groupkit.dates import YearEnd, long_day, months_after
from groupkit.meetings.rules import Noticed

WEEK = timedelta(weeks=1)


def year_over(end: YearEnd, meeting: date) -> date:
    """The last day of the last financial year that ended before a meeting."""
    this = end.in_year(meeting.year)
    return this if this < meeting else end.in_year(meeting.year - 1)


@dataclass(frozen=True)
class Due:
    """Something to have done by a day: what the kit calls it, when, and in words."""

    key: str
    by: date
    title: str
    words: str = ""
    source: str = ""


@dataclass(frozen=True)
class Asked:
    """What the rules ask of a yearly meeting."""

    notice: Noticed
    year_end: YearEnd
    accounts_months: int
    accounts_source: str = ""

    def year_over(self, meeting: date) -> date:
        """The last day of the year whose accounts come to a meeting: the last that ended before it."""
        return year_over(self.year_end, meeting)

    def accounts_by(self, meeting: date) -> date:
        """Until when the accounts of that year are to come to the members."""
        return months_after(self.year_over(meeting), self.accounts_months)


LEAD_MONTHS = 10
"""In months after a yearly meeting: from then on planning the next is worth a look. No rule gives a figure: ours, so
that the eight weeks of the timetable fit before a year is over."""


def next_due(last: date | None, first_year_end: date, gap_months: int, today: date) -> date | None:
    """By which day a yearly meeting is due where planning it is worth a look by now; None where it is too early.

    `last` is the day of the last one. Before the first one there is something to look at once a financial year is over;
    it is then counted from there.
    """
    if last is None:
        return months_after(first_year_end, gap_months - 12) if first_year_end < today else None
    return months_after(last, gap_months) if today >= months_after(last, LEAD_MONTHS) else None


def timetable(meeting: date, asked: Asked) -> list[Due]:
    """Everything round a yearly meeting, in the order of its days."""
    return sorted(_everything(meeting, asked), key=lambda one: one.by)


def _everything(meeting: date, asked: Asked) -> Iterator[Due]:
    last, posted = asked.notice.last_day(meeting), asked.notice.last_day(meeting, "post")
    yield Due("place", meeting - 8 * WEEK, "Day and place are settled")
    yield Due(
        "accounts",
        meeting - 6 * WEEK,
        "Close the accounts and give them to whoever looks them over",
        f"The year to {long_day(asked.year_over(meeting))}",
    )
    yield Due("nominations", meeting - 4 * WEEK, "Ask who would like to stand, and check how much notice is asked for")
    yield Due("agenda", last, "Agenda, nomination forms and the exact words of any change go out")
    yield Due(
        "notice",
        last,
        "The last day to tell people",
        f"{asked.notice.words}; by post it has to go by {long_day(posted)}",
        asked.notice.source,
    )
    yield Due("papers", meeting - WEEK, "A reminder, with the accounts and the last yearly minutes")
    yield Due("sheets", meeting, "Take the attendance sheet, voting slips and the sheets for the choosing")
    yield Due("officers", meeting + WEEK, "Tell everybody who does what now")
    yield Due("mandate", meeting + 2 * WEEK, "New forms for the bank, and for whoever else has to know")


def accounts_late(meeting: date, asked: Asked) -> str:
    """What to say where the meeting is later than the accounts may come to the members; empty where it is not."""
    until = asked.accounts_by(meeting)
    if meeting <= until:
        return ""
    return (
        f"The accounts of the year to {long_day(asked.year_over(meeting))} are to come to the members by "
        f"{long_day(until)}, {asked.accounts_months} months after the year ended. This meeting is later"
    )


def gap_late(meeting: date, before: date | None, months: int) -> str:
    """What to say where the meeting comes too long after the yearly one before it; empty where it does not."""
    if before is None or meeting <= months_after(before, months):
        return ""
    return (
        f"The last yearly meeting was on {long_day(before)}, and the next is due within {months} months: "
        f"by {long_day(months_after(before, months))}"
    )
