"""Accounts, funds, headings and categories are what the history made of them: name, kind, budget, closed or open."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from groupkit.db import db
from groupkit.ledger.checks.told import history, new_value
from groupkit.ledger.models import Account, Category, Fund, Heading

_ADDED = {
    "added an account": "an account",
    "added a fund": "a fund",
    "added a budget heading": "a budget heading",
    "added a category": "a category",
}
_CHANGED = ("changed a name in the book", "changed a budget heading", "closed in the book", "opened again in the book")


def check() -> Iterator[str]:
    """A sentence for each that is not as the history tells it. There are few of them, so they are read whole."""
    told = _as_told()
    for what, row, stands in _as_it_stands():
        expected = told.pop(row.key, None)
        if expected is None:
            yield f"{what.capitalize()} called {row.name} is in the book, and the history does not know it"
        elif expected != stands:
            yield f"{what.capitalize()} called {row.name} is not as the history tells it"
    for expected in told.values():
        yield f"{expected['what'].capitalize()} called {expected['name']} is gone from the book"


def _as_it_stands() -> Iterator[tuple[str, Any, dict[str, Any]]]:
    funds = {}
    for row in db.session.scalars(select(Fund).order_by(Fund.id)):
        funds[row.id] = row.key
        yield "a fund", row, _shape("a fund", row, kind=row.kind)
    for account in db.session.scalars(select(Account).order_by(Account.id)):
        yield "an account", account, _shape("an account", account, kind=account.kind)
    for heading in db.session.scalars(select(Heading).order_by(Heading.id)):
        shape = _shape("a budget heading", heading, budget=heading.budget, fund=funds.get(heading.fund_id))
        yield "a budget heading", heading, shape
    for category in db.session.scalars(select(Category).order_by(Category.id)):
        yield "a category", category, _shape("a category", category, direction=category.direction)


def _shape(what: str, row: Any, **more: Any) -> dict[str, Any]:
    return {"what": what, "name": row.name, "closed_on": row.closed_on.isoformat() if row.closed_on else None, **more}


def _as_told() -> dict[str, dict[str, Any]]:
    """By key, what the history made of each."""
    told: dict[str, dict[str, Any]] = {}
    for lines in history():
        for line, body in lines:
            told.update(_usual_categories(new_value(body, "categories")))
            new = {name: new_value(body, name) for name in body}
            key = str(new.pop("key", None))
            if line.what in _ADDED:
                told[key] = {"what": _ADDED[line.what], "name": line.subject, "closed_on": None, **new}
            elif line.what in _CHANGED and key in told:
                told[key].update(new)
    return told


def _usual_categories(told: Any) -> dict[str, dict[str, Any]]:
    rows = [row for row in told if isinstance(row, list) and len(row) == 3] if isinstance(told, list) else []
    return {
        str(key): {"what": "a category", "name": name, "closed_on": None, "direction": direction}
        for key, direction, name in rows
    }
