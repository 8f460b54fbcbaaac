"""What was counted over the days of a return, with small numbers kept back, and the words of others that go with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from groupkit.dates import Period
from groupkit.db import db
from groupkit.grants.counting import Before, Kept, checks_of, keep_back, tally_of
from groupkit.grants.facts import Facts, Measured, Voice
from groupkit.grants.format import ReturnFormat
from groupkit.grants.models import FiledReturn, Grant
from groupkit.tallies import queries as tallies


@dataclass(frozen=True)
class Counting:
    """What a return wants of the tallies: the small numbers to print all the same, and the words that go with it."""

    made: ReturnFormat
    chosen: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()


def with_tallies(row: Grant, facts: Facts, counting: Counting) -> tuple[Facts, Kept]:
    """The facts with what was counted over the days of the return, and what of it is kept back."""
    period = period_of(facts)
    names = {*counting.made.tables, *counting.made.sheets}
    checks = tallies.group_checks(period) if {"group_check", "outcomes"} & names else []
    found = tallies.figures_of(period)
    kept = keep_back(counting.made, found, checks, before(row), counting.chosen)
    asked = tallies.measures(period) if {"measures", "outcomes"} & names else []
    measures = [Measured(one.name, one.source, one.day, one.number) for one in asked]
    told, day, slips = checks_of(checks, kept)
    offered = voices_for(counting.made, facts.as_of) if counting.voices else []
    chosen = tuple(one for one in offered if one.key in counting.voices)
    tally = tally_of(found, measures, kept)
    return replace(facts, tally=tally, checks=told, check_day=day, slips=slips, voices=chosen), kept


def taken_back(facts: Facts, made: ReturnFormat, today: date) -> list[Voice]:
    """The words and pictures of a filed return whose yes has been taken back or has run out since."""
    if not facts.voices:
        return []
    standing = {one.key for one in voices_for(made, today)}
    return [one for one in facts.voices if one.key not in standing]


def period_of(facts: Facts) -> Period:
    """The days over which a return counts: from the start of the grant, or the day on which the money came."""
    first = facts.starts or facts.received_on or tallies.first_day() or facts.covers
    return Period(min(first, facts.covers), facts.covers)


def before(row: Grant) -> Before:
    """What the returns that were filed for a grant show and kept back; with them those of its funder's other grants,
    since whoever reads both can take one from the other."""
    contents = db.session.scalars(
        select(FiledReturn.content)
        .join(Grant, Grant.id == FiledReturn.grant_id)
        .where(or_(Grant.id == row.id, Grant.funder == row.funder))
        .order_by(FiledReturn.id)
    )
    return Before.of([_figures(json.loads(content)) for content in contents])


def _figures(content: Mapping[str, Any]) -> Mapping[str, Any]:
    return content.get("figures") or {}


def voices_for(made: ReturnFormat, day: date) -> list[Voice]:
    """The words and pictures that people said yes to passing on in such a return, on that day."""
    cards = tallies.voices_for("booklets" if made.shape == "booklet" else "returns", day)
    return [Voice(f"voice-{one.id}", one.kind, one.words, one.signed, one.file) for one in cards]
