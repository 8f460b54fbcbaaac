"""A little of many tables in one question: the same rows as asked apart, of the group in scope alone."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from groupkit import tenancy, together
from groupkit.access.models import Person
from groupkit.db import db
from groupkit.decisions.models import Decision
from groupkit.files import StoredFile
from groupkit.history import HistoryLine
from groupkit.meetings.models import AgendaItem, Meeting, MeetingSeries
from tests.builders import AGroup, another_group, in_books_of
from tests.ledger.books import counted
from tests.minutes import meeting as meetings

PARTS = {
    "people": select(Person.id, Person.name, Person.friend, Person.left_on),
    "first": select(Meeting.id, Meeting.day, Meeting.series_id, Meeting.kind).order_by(Meeting.day.desc()).limit(1),
    "items": select(AgendaItem.notes, AgendaItem.title, AgendaItem.takes, AgendaItem.position),
    "how many": select(func.count(AgendaItem.id).label("many")),
    "series": select(MeetingSeries.id, MeetingSeries.first_on, MeetingSeries.last_on, MeetingSeries.place),
    "lines": select(HistoryLine.number, HistoryLine.at, HistoryLine.subject),
    "decisions": select(Decision.number, Decision.begun_on, Decision.review_on),
}
"""Columns of every kind, of each more or fewer; one part with an end, one that adds up, one that finds nothing."""


@pytest.fixture
def books(group: AGroup) -> AGroup:
    """A group with two meetings and a decision, and another one with a meeting too."""
    by, olu = group.sol.actor, another_group()
    with in_books_of(group):
        meetings.hold(by, 30)
        now = meetings.hold(by)
        meetings.note(now, "The kettle leaks", by)
        meetings.decision(by)
    by = olu.olu.actor
    with in_books_of(olu):
        meetings.hold(by)
    return group


def test_the_rows_are_those_that_are_found_apart(books: AGroup) -> None:
    with in_books_of(books):
        found = together.ask(PARTS)
        apart = {name: [tuple(row) for row in db.session.execute(part)] for name, part in PARTS.items()}
    assert {name: sorted(map(repr, map(tuple, rows))) for name, rows in found.items()} == {
        name: sorted(map(repr, rows)) for name, rows in apart.items()
    }
    assert len(found["people"]) == 6 and found["series"] == []
    [first], [many] = found["first"], found["how many"]
    assert (type(first.day), first.series_id, first.kind) == (date, None, "ordinary")
    assert many.many == len(found["items"]) == 18
    assert {row.friend for row in found["people"]} == {True, False}


def test_it_is_one_question_and_none_without_parts(app: Flask, books: AGroup) -> None:
    with app.app_context(), tenancy.in_group(books.scope, db.session), counted(app) as questions:
        together.ask(PARTS)
        assert len(questions) == 1
        assert together.ask({}) == {}
        assert len(questions) == 1


def test_nobody_asks_outside_a_group(app: Flask, books: AGroup) -> None:
    with app.app_context(), pytest.raises(tenancy.GuardBroken):
        together.ask(PARTS)


def test_what_a_union_cannot_hold_is_a_mistake_of_ours(books: AGroup) -> None:
    with in_books_of(books), pytest.raises(TypeError, match="data is none of"):
        together.ask({"files": select(StoredFile.data)})
