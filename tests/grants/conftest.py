"""A grant to write about: one fixture that forgets everything afterwards, and one that is saved, for pages."""

from collections.abc import Iterator

import pytest
from flask import Flask

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.dates import clock_at
from groupkit.db import begin_writing, db, stop_writing
from tests import builders
from tests.builders import AGroup
from tests.grants.giving import NOON, Giving, Saved, saved_grant


@pytest.fixture(scope="module")
def giving_group(app: Flask) -> tuple[AGroup, Actor, Actor]:
    """A group, its treasurer, and another officer."""
    builders.use(app)
    with clock_at(NOON):
        group = builders.a_group()
        return group, group.tamsin.actor, group.carys.actor


@pytest.fixture
def giving(app: Flask, giving_group: tuple[AGroup, Actor, Actor]) -> Iterator[Giving]:
    """A grant of £400 with three headings, in one write transaction that is never saved."""
    group, by, other = giving_group
    with clock_at(NOON), app.app_context(), tenancy.in_group(group.scope, db.session):
        begin_writing()
        try:
            yield Giving(group, by, other)
        finally:
            stop_writing(commit=False)


@pytest.fixture
def saved(app: Flask) -> Saved:
    """A fresh group with the same grant, saved, for whoever opens its pages."""
    return saved_grant()
