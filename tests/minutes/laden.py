"""A meeting under whose items every book has something to show: to count what its pages ask."""

from datetime import date, timedelta

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.accounts import closings
from groupkit.jobs import electing
from groupkit.ledger import operations as book
from groupkit.ledger.rules import Part
from groupkit.meetings import noticing, series
from groupkit.meetings import operations as calling
from groupkit.meetings.models import AgendaItem, Meeting
from groupkit.minutes.operations import room
from groupkit.rulebook import queries as rulebook
from groupkit.yearend import looking
from groupkit.yearend import operations as yearend
from tests.builders import AGroup
from tests.constitution import adopting
from tests.jobs.desk import job, person
from tests.minutes import meeting as meetings
from tests.payments.desk import Table

MORE = ("money", "talking", "rules", "accounts", "election")
"""Kinds of items that fill themselves, beside those of the usual agenda of these tests."""


def rule_book(by: Actor) -> None:
    """A constitution with a clause on interests of one's own, which was adopted a while ago."""
    adopting.begin(by, "small_association")
    adopting.put(by, tenancy.today() - timedelta(days=300))
    adopting.adopt(by)


def laden(table: Table) -> tuple[Meeting, AgendaItem, Meeting]:
    """A meeting of today that was begun, its first item, which somebody left for an interest of their own, and another
    of the same day that is still to come, with the same agenda."""
    sol = table.actors["sol"]
    _series(sol)
    now = meetings.hold(sol, kind="yearly")
    coming = meetings.plan(sol, now.day, "yearly", "20:00")
    noticing.give(coming, now.day - timedelta(days=1), ["text"], sol)
    for meeting in (now, coming):
        for position, kind in enumerate(MORE, len(meetings.USUAL)):
            calling.add_item(meeting, position, sol, kind=kind, title=kind.capitalize())
    item = meetings.item_of(now)
    room.add_guest(now, "A nurse", sol)
    room.add_conflict(now, item, "Bea", "left", sol)
    room.change_count(now, item, 5, sol)
    meetings.decision(sol, "A second kettle")
    _standing(table.group, now.day, table.actors["carys"])
    adopting.begin_change(sol)
    adopting.put(sol, now.day)
    _closed_year(table)
    table.yes(table.ask(), "bea")
    return now, item, coming


def _series(by: Actor) -> None:
    first = tenancy.today() + timedelta(days=1)
    hours = {"starts": "19:00", "ends": "21:00"}
    series.begin(
        by, every="week 2", first_on=first, kind="ordinary", called="", place="", online="", last_on=None, **hours
    )


def _standing(group: AGroup, day: date, by: Actor) -> None:
    """Two choosings of the day, each with somebody who stands."""
    for name, who in (("treasurer", "mo"), ("secretary", "sol")):
        choosing = electing.begin(day, "Yearly meeting", by)
        electing.stand(choosing, job(name), person(group, who), by)


def _closed_year(table: Table) -> None:
    """The last year that is over, with a receipt in it, closed and looked over."""
    by = table.actors["tamsin"]
    year = rulebook.financial_year(rulebook.financial_year().first - timedelta(days=1))
    part = Part(1_500, table.ids["category", "Donations"], table.ids["fund", "General"])
    account = table.ids["account", "Bank"]
    book.record_receipt(day=year.first, account=account, amount=1_500, parts=[part], payee="", by=by)
    yearend.close_year(year, looking.look(year, by).seen, "All is in", by)
    yearend.note_examination(closings.closings()[0], tenancy.today(), "Wren", "good", "", None, by)
