"""Every page there is, read off the app itself: a new page is covered on the day it is born."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from groupkit.access.gate import Needs, needs_of
from groupkit.access.permissions import Can
from tests.doors.filled import Filled
from tests.sweep import some

JOBS = ("carys", "tamsin", "sol", "bea", "mo", "femi")


@dataclass(frozen=True)
class Door:
    """One route and method, and what it needs."""

    endpoint: str
    rule: Rule
    method: str
    needs: Can | Needs

    @property
    def of_a_group(self) -> bool:
        return "group" in self.rule.arguments

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint}"


def doors(app: Flask) -> list[Door]:
    """Every route and method of the app but static files."""
    return list(_doors(app))


def of_groups(app: Flask) -> list[Door]:
    """Every route and method of a group's pages."""
    return [door for door in doors(app) if door.of_a_group]


DOORS = 90
"""How many of them `make test` tries, a fixed slice; a sweep tries every one."""


def some_of_groups(app: Flask) -> list[Door]:
    """The same, as many as there is time for."""
    return some(of_groups(app), DOORS)


def _doors(app: Flask) -> Iterator[Door]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        needs = needs_of(rule.endpoint)
        assert needs is not None, f"{rule.endpoint} names no permission"
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            yield Door(rule.endpoint, rule, method, needs)


def address(app: Flask, door: Door, filled: Filled, slug: str | None = None) -> str:
    """The address of a door in a group whose books are filled; an argument that nobody knows fails the test."""
    values: dict[str, Any] = {}
    for name in door.rule.arguments:
        values[name] = (slug or filled.group.slug) if name == "group" else filled.value(door.endpoint, name)
    adapter = app.url_map.bind("localhost")
    return adapter.build(door.endpoint, values, method=door.method)
