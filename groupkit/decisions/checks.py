"""Decisions laid beside their rounds and the history: the words that were agreed, the counts, where each one stands."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from groupkit.db import db
from groupkit.decisions.models import Decision, DecisionRound, told_as
from groupkit.decisions.operations import ROUND, counts_of
from groupkit.decisions.rules import ROUND_WAYS, counted, in_order
from groupkit.history import HistoryLine

TELLS = ("brought up a decision", ROUND, "replaced a decision", "moved a decision")
"""The lines of the history that say where a decision stands."""


def check() -> Iterator[str]:
    """A sentence for each decision that is not as its rounds and the history tell it."""
    rows = list(db.session.scalars(select(Decision).order_by(Decision.number)))
    rounds: dict[int, list[DecisionRound]] = {}
    for one in db.session.scalars(select(DecisionRound).order_by(DecisionRound.decision_id, DecisionRound.number)):
        rounds.setdefault(one.decision_id, []).append(one)
    told = _told()
    if [row.number for row in rows] != list(range(1, len(rows) + 1)):
        yield "The decisions are not numbered one after the other"
    for row in rows:
        yield from _one(row, rounds.get(row.id, []), told.get(told_as(row), []))
    for gone in told.keys() - {told_as(row) for row in rows}:
        yield f"{gone.capitalize()} is in the history, and is gone"
    yield from _replaced(rows)


def _one(row: Decision, rounds: Sequence[DecisionRound], told: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    called = told_as(row).capitalize()
    if [one.number for one in rounds] != list(range(1, len(rounds) + 1)):
        yield f"{called} has a round that is missing"
    if row.standing in ("agreed", "replaced"):
        last = next(reversed(in_order(counted(rounds))), None)
        if last is None or not last.carried or last.held_on != row.decided_on:
            yield f"{called} is agreed, and no round of it says so"
        elif last.words != row.words:
            yield f"{called} does not have the words that were agreed"
    kept = [[one.number, ROUND_WAYS.get(one.way), counts_of(one), one.carried] for one in rounds]
    if kept != [_round_of(line) for line in told if "way" in line]:
        yield f"{called} has other rounds than the history tells of"
    if row.standing != next((line["standing"] for line in reversed(told) if "standing" in line), "talking"):
        yield f"{called} does not stand where the history says it does"


def _replaced(rows: Sequence[Decision]) -> Iterator[str]:
    by_row = {row.id: row for row in rows}
    for row in rows:
        older = by_row.get(row.replaces_id or 0)
        if row.standing in ("agreed", "replaced") and older is not None and older.standing != "replaced":
            yield f"Decision {older.number} was replaced by decision {row.number}, and still stands as agreed"


def _told() -> dict[str, list[dict[str, Any]]]:
    """Of each decision, by what the history calls it, what every line says that it came to."""
    lines = db.session.execute(
        select(HistoryLine.subject, HistoryLine.body).where(HistoryLine.what.in_(TELLS)).order_by(HistoryLine.number)
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for subject, body in lines:
        found.setdefault(subject, []).append(_now(body))
    return found


def _now(body: str) -> dict[str, Any]:
    """What a line says each thing was changed to."""
    try:
        return {name: new for name, (_, new) in json.loads(body).items()}
    except (ValueError, TypeError, AttributeError):  # a line that was tampered with may hold anything
        return {}


def _round_of(line: Mapping[str, Any]) -> list[Any]:
    return [line.get(name) for name in ("number", "way", "counts", "carried")]
