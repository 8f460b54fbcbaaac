"""The business roll: names for a meeting whose quorum needs them, kept apart and dropped after a set time."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import delete, select

from groupkit import dates, db, tenancy
from groupkit.access import queries as people
from groupkit.access.models import Person
from groupkit.db import db as database
from groupkit.history import By, TheProgram, record
from groupkit.meetings.models import Meeting, told_as
from groupkit.minutes import rules
from groupkit.minutes.models import RollEntry
from groupkit.minutes.operations.room import here
from groupkit.minutes.queries.room import roll_of
from groupkit.names_in import Names
from groupkit.refusal import Asks, Conflict


def mark_of(meeting: Meeting) -> str:
    """A mark of who stands on the roll, for whoever changes it."""
    return " ".join(f"{row}{part[0]}" for row, part in sorted(roll_of(meeting.id).items()))


def write_roll(
    meeting: Meeting, present: Collection[int], sorry: Collection[int], seen: str, by: By, *, needed: bool
) -> None:
    """Who was here and who sent apologies, by the rows of people; never why.

    `needed` is the group's word that its quorum needs names: without it no name is written. Raises Asks for that word,
    Conflict where somebody else wrote meanwhile, Refused for somebody ticked twice.
    """
    here(meeting)
    before = roll_of(meeting.id)
    if seen != mark_of(meeting):
        raise Conflict("Somebody else wrote in the roll meanwhile. Here is how it stands now", "here")
    rules.check_roll(present, sorry, {one.id for one in who_can_stand(meeting.day)} | before.keys())
    wanted = {**dict.fromkeys(sorry, "sorry"), **dict.fromkeys(present, "here")}
    if wanted and not before and not needed:
        raise Asks("Tick this if your rules ask who was there by name. Else the number is enough", "needed")
    if wanted == before:
        return
    database.session.execute(delete(RollEntry).where(RollEntry.meeting_id == meeting.id))
    database.session.add_all(
        RollEntry(meeting_id=meeting.id, person_id=row, part=part) for row, part in sorted(wanted.items())
    )
    database.session.flush()
    counts = [(list(one.values()).count("here"), list(one.values()).count("sorry")) for one in (before, wanted)]
    record(
        by,
        "wrote the roll of a meeting",
        told_as(meeting),
        here=(counts[0][0], counts[1][0]),
        sorry=(counts[0][1], counts[1][1]),
    )


def who_can_stand(day: date) -> list[Person]:
    """Everybody who can have been there with a vote on a day, by name; whoever left by then cannot.

    Many are written down later than they came, so the day they joined shuts nobody out.
    """
    rows = database.session.scalars(select(Person).where(Person.friend.is_(False)))
    there = [one for one in rows if one.left_on is None or one.left_on > day]
    return sorted(there, key=lambda one: (one.name.casefold(), one.number))


def dropped_on(meeting: Meeting) -> date:
    """When the names of a roll are dropped."""
    return dates.months_after(meeting.day, rules.ROLL_MONTHS)


def let_go_of_old(now: datetime) -> None:
    """Rolls whose time is over are dropped, group by group (a chore)."""
    for _, group in people.every_group():
        with tenancy.in_group(group, database.session):
            if _old_meetings(tenancy.today()):
                with db.writing():
                    drop_old(tenancy.today())


def drop_old(today: date) -> int:
    """Drop the rolls of meetings long ago; says of how many meetings. The head-count stays."""
    rows = _old_meetings(today)
    if rows:
        database.session.execute(delete(RollEntry).where(RollEntry.meeting_id.in_([one.id for one in rows])))
        database.session.flush()
        for one in rows:
            record(TheProgram(), "dropped the roll of a meeting", told_as(one), months=(None, rules.ROLL_MONTHS))
    return len(rows)


def _old_meetings(today: date) -> list[Meeting]:
    rolls = select(RollEntry.meeting_id).distinct()
    rows = database.session.scalars(select(Meeting).where(Meeting.id.in_(rolls)).order_by(Meeting.id))
    return [one for one in rows if dropped_on(one) <= today]


def take_out(names: Names) -> int:
    """Whoever is taken out leaves every roll; says how many entries went."""
    rows = database.session.execute(select(RollEntry, Person.name).join(Person, Person.id == RollEntry.person_id)).all()
    theirs = [row for row, name in rows if names.are_in(name)]
    for row in theirs:
        database.session.delete(row)
    database.session.flush()
    return len(theirs)
