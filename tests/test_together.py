"""A little of many tables in one question: the same rows as asked apart, of the group in scope alone."""

from datetime import date
from itertools import count
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from groupkit import tenancy, together
from groupkit.access.models import Person
from groupkit.constitution.models import AdoptedText
from groupkit.db import db
from groupkit.decisions.models import Decision
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
    with in_books_of(books), pytest.raises(TypeError, match="page is none of"):
        together.ask({"texts": select(AdoptedText.page)})


def reads(name: str, rounds: int) -> together.Reading[list[Any]]:
    """A reading of so many rounds, which comes to what it was sent."""
    heard = []
    for number in range(rounds):
        rows = yield {"one": f"{name} one {number}", "other": f"{name} other {number}"}  # type: ignore[dict-item]
        heard.append((rows["one"], rows["other"]))
    return heard


def rounds_of(reading: together.Reading[Any]) -> tuple[Any, int]:
    """What a reading comes to, and in how many rounds, when every part has itself for its only row."""
    sent: Any = None
    for rounds in count():
        try:
            sent = {name: [part] for name, part in reading.send(sent).items()}
        except StopIteration as done:
            return done.value, rounds
    raise AssertionError


@pytest.mark.pure
@given(st.lists(st.integers(0, 4), max_size=5), st.lists(st.integers(0, 4), max_size=3))
def test_readings_side_by_side_come_to_what_each_comes_to_apart(some: list[int], inside: list[int]) -> None:
    apart = [rounds_of(reads(str(at), rounds))[0] for at, rounds in enumerate(some)]
    within = [rounds_of(reads(str(at), rounds))[0] for at, rounds in enumerate(inside)]
    nested = together.side_by_side(*(reads(str(at), rounds) for at, rounds in enumerate(inside)))
    readings = [reads(str(at), rounds) for at, rounds in enumerate(some)]
    found, rounds = rounds_of(together.side_by_side(*readings, nested))
    assert found == [*apart, within]
    assert rounds == max([*some, *inside, 0]), "what is asked in the same round is asked together"


def test_a_second_round_may_depend_on_the_first(app: Flask, books: AGroup) -> None:
    def items_of_first() -> together.Reading[list[str]]:
        [first] = yield from together.rows_of(PARTS["first"])
        items = yield from together.rows_of(select(AgendaItem.title).where(AgendaItem.meeting_id == first.id))
        return [one.title for one in items]

    with app.app_context(), tenancy.in_group(books.scope, db.session), counted(app) as questions:
        both = together.side_by_side(items_of_first(), together.rows_of(PARTS["people"]), items_of_first())
        items, people, again = together.answer(both)
    assert len(items) == 9 and items == again and len(people) == 6
    assert len(questions) == 2


def test_a_moment_comes_back_as_it_was_kept(books: AGroup) -> None:
    with in_books_of(books):
        lines = {"lines": select(HistoryLine.number, HistoryLine.at)}
        found = together.ask({"days": select(Meeting.day), **lines})["lines"]
        kept = db.session.execute(select(HistoryLine.number, HistoryLine.at)).all()
    assert sorted(map(tuple, found)) == sorted(map(tuple, kept)) != []
