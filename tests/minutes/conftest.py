"""A group at its table: everything that a test writes is in one transaction, which is never saved."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask, g

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.db import begin_writing, db, stop_writing
from tests import builders


@dataclass(frozen=True)
class Table:
    """The group, and those who write: Sol keeps the minutes, Carys holds things together, Mo is a member."""

    group: builders.AGroup
    sol: Actor
    carys: Actor
    mo: Actor


@pytest.fixture
def table(app: Flask, group: builders.AGroup) -> Iterator[Table]:
    sol, carys, mo = (group.people[who].actor for who in ("sol", "carys", "mo"))
    with app.app_context(), app.test_request_context(), tenancy.in_group(group.scope, db.session):
        g.actor = sol
        begin_writing()
        try:
            yield Table(group, sol, carys, mo)
        finally:
            stop_writing(commit=False)
