"""The desk: a furnished book in which each test writes, and which forgets it all afterwards."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.dates import clock_at
from groupkit.db import begin_writing, db, stop_writing
from groupkit.ledger import queries
from tests import builders
from tests.builders import AGroup, sign_in_as
from tests.ledger.desk import NOON, Desk, furnish


@pytest.fixture(scope="module")
def desk_group(app: Flask) -> tuple[AGroup, dict[str, Actor]]:
    """A group whose book has been furnished, and who writes in it."""
    builders.use(app)
    with clock_at(NOON):
        group = builders.a_group()
        people = {name: group.people[name].actor for name in ("tamsin", "carys", "bea")}
        furnish(group, people["tamsin"])
    return group, people


@pytest.fixture(scope="module")
def olus_ids(app: Flask) -> dict[tuple[str, str], int]:
    """What can be chosen in another group's book, by row."""
    builders.use(app)
    with clock_at(NOON):
        group = builders.another_group()
        furnish(group, group.olu.actor)
    with app.app_context(), tenancy.in_group(group.scope, db.session):
        return {(one.sort, one.name): one.id for one in queries.choices().all}


@pytest.fixture
def desk(app: Flask, desk_group: tuple[AGroup, dict[str, Actor]]) -> Iterator[Desk]:
    """A desk in one write transaction that is never saved."""
    group, people = desk_group
    with clock_at(NOON), app.app_context(), tenancy.in_group(group.scope, db.session):
        begin_writing()
        try:
            yield Desk(group, people["tamsin"], people)
        finally:
            stop_writing(commit=False)


@pytest.fixture
def at_noon() -> Iterator[None]:
    """It is noon on one and the same day, so that figures of a year do not move."""
    with clock_at(NOON):
        yield


@pytest.fixture
def desk_client(client: FlaskClient, group: AGroup) -> FlaskClient:
    """Tamsin's browser, on a fresh group."""
    return sign_in_as(client, group.tamsin)
