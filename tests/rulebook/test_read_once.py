"""Rules that are read once for a page: the same answers, for whichever days; read anew where something is written."""

from datetime import date, timedelta

import pytest
from flask import Flask

from groupkit import tenancy
from groupkit.dates import YEAR_ENDS
from groupkit.db import db
from groupkit.rulebook import operations, queries
from groupkit.rulebook.queries import read_once
from groupkit.rulebook.rules import FINANCIAL_YEAR_END, RULES
from tests.builders import AGroup, another_group, in_books_of
from tests.ledger.books import counted

NAMES = list(RULES)
Said = dict[str, object]


@pytest.fixture
def agreed(group: AGroup) -> AGroup:
    """A group that agreed on other ends of the year, for days that passed and one to come."""
    by = group.sol.actor
    with in_books_of(group):
        for back, (value, _) in zip((90, 40, -20), YEAR_ENDS[1:4], strict=True):
            operations.set_rule(FINANCIAL_YEAR_END, value, "agreed", by, tenancy.today() - timedelta(days=back))
    return group


def said(day: date) -> Said:
    """What every rule says on a day, asked in each of the ways in which it can be."""
    at = queries.at_any_day(NAMES)
    every = queries.all_in_force(day)
    for name, rule in RULES.items():
        assert every[name] == queries.in_force(rule, day) == at(name, day)
    return {**every}


def test_the_answers_are_the_same_on_every_day(app: Flask, agreed: AGroup) -> None:
    with app.app_context(), tenancy.in_group(agreed.scope, db.session):
        days = [tenancy.today() + timedelta(days=far) for far in (-400, -91, -90, -41, -40, 0, 19, 20, 400)]
        apart = [said(day) for day in days]
        with counted(app) as questions, read_once():
            together = [said(day) for day in days]
            assert len(questions) == 1
        said(days[0])
        assert len(questions) == 1
    assert together == apart
    assert len({repr(one) for one in apart}) == 4


def test_each_group_has_its_own(app: Flask, agreed: AGroup) -> None:
    olu = another_group(year_end="12-31")
    ends = []
    with app.app_context(), read_once():
        for one in (agreed, olu, agreed):
            with tenancy.in_group(one.scope, db.session):
                ends.append(str(queries.year_end()))
    assert ends[0] == ends[2] != ends[1] == "12-31"


def test_what_was_just_written_is_read(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group), read_once():
        assert str(queries.year_end()) == "03-31"
        operations.set_rule(FINANCIAL_YEAR_END, "12-31", "agreed", by)
        assert str(queries.year_end()) == "12-31"
