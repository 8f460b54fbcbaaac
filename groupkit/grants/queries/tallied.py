"""What was counted over the days of a return, with small numbers kept back, and the words of others that go with it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import url_for
from sqlalchemy import or_, select

from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.dates import Period
from groupkit.db import db
from groupkit.grants.counting import (
    Before,
    Held,
    Kept,
    checks_of,
    keep_back,
    measures_of,
    outcomes_of,
    placed,
    printed,
    tally_of,
)
from groupkit.grants.facts import Facts, Voice
from groupkit.grants.format import ReturnFormat
from groupkit.grants.given_out import given_out
from groupkit.grants.models import FiledReturn, Grant, GrantKind
from groupkit.tallies import queries as tallies
from groupkit.tallies.figures import same_people
from groupkit.tallies.gone_out import GoneOut
from groupkit.tallies.models import SessionKind


@dataclass(frozen=True)
class Counting:
    """What a return wants of the tallies: the small numbers to print all the same, and the words that go with it."""

    made: ReturnFormat
    chosen: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    placed: frozenset[str] | None = None
    """The names of the facts that a funder's form prints, each in a cell; None for a return, which prints what its
    format asks."""


def with_tallies(row: Grant, facts: Facts, counting: Counting) -> tuple[Facts, Kept]:
    """The facts with what was counted over the days of the return, and what of it is kept back."""
    period, made = period_of(facts), counting.made
    names = {*made.tables, *made.sheets}
    checks = tallies.group_checks(period) if {"group_check", "outcomes"} & names else []
    everything = tallies.figures_of(period, select(GrantKind.kind_id).where(GrantKind.grant_id == row.id))
    found = everything.as_asked
    on_form = counting.placed
    told = printed(made, found, checks, facts.outcomes) if on_form is None else placed(found, on_form)
    kept = keep_back(told, Held(before(row), same_people(everything), counting.chosen))
    asked = tallies.measures(period) if {"measures", "outcomes"} & names else []
    measures, kept = measures_of(asked, kept, counting.chosen)
    yearly, day, slips = checks_of(checks, kept)
    with_all = replace(
        facts,
        tally=tally_of(found, measures, kept, tuple(found.asked.values())),
        outcomes=outcomes_of(facts.outcomes, kept),
        checks=yearly,
        check_day=day,
        slips=slips,
        voices=_voices(counting, facts.as_of),
    )
    return with_all, kept


def _voices(counting: Counting, day: date) -> tuple[Voice, ...]:
    offered = voices_for(counting.made, day) if counting.voices else []
    return tuple(one for one in offered if one.key in counting.voices)


def kinds_of(row: Grant) -> dict[int, str]:
    """The kinds of gathering that a grant is for: row and name, in the group's own order. None: everything we do."""
    found = db.session.execute(
        select(SessionKind.id, SessionKind.name)
        .join(GrantKind, GrantKind.kind_id == SessionKind.id)
        .where(GrantKind.grant_id == row.id)
        .order_by(SessionKind.place, SessionKind.id)
    )
    return {one.id: one.name for one in found}


def taken_back(facts: Facts, made: ReturnFormat, today: date) -> list[Voice]:
    """The words and pictures of a filed return whose yes has been taken back or has run out since."""
    if not facts.voices:
        return []
    standing = {one.key for one in voices_for(made, today)}
    return [one for one in facts.voices if one.key not in standing]


def gone_out(voice_id: int, actor: Actor) -> Iterator[GoneOut]:
    """The returns that were filed with these words or this picture, and the funder who has each."""
    key = json.dumps(f"voice-{voice_id}")
    rows = db.session.execute(
        select(FiledReturn, Grant)
        .join(Grant, Grant.id == FiledReturn.grant_id)
        .where(FiledReturn.content.contains(key, autoescape=True))
    )
    sees, keeps = actor.can(Can.SEE_RETURNS), actor.can(Can.KEEP_GRANTS)
    for filed, row in rows:
        page = url_for("grants.show_filed", group=actor.slug, grant_id=row.id, filed_no=filed.number)
        yield GoneOut(
            called=f"Return {filed.called}",
            filed_at=filed.filed_at,
            has_it=row.funder,
            ask=row.contact if keeps else "",
            page=page if sees else "",
        )


def period_of(facts: Facts) -> Period:
    """The days over which a return counts: from the start of the grant, or the day on which the money came."""
    first = facts.starts or facts.received_on or tallies.first_day() or facts.covers
    return Period(min(first, facts.covers), facts.covers)


def before(row: Grant) -> Before:
    """What the returns that were filed for a grant, and whatever else was given out for it, show and kept back; with
    them those of its funder's other grants, since whoever reads both can take one from the other."""
    contents = db.session.scalars(
        select(FiledReturn.content)
        .join(Grant, Grant.id == FiledReturn.grant_id)
        .where(or_(Grant.id == row.id, Grant.funder == row.funder))
        .order_by(FiledReturn.id)
    )
    return Before.of([*(_figures(json.loads(content)) for content in contents), *given_out(row)])


def _figures(content: Mapping[str, Any]) -> Mapping[str, Any]:
    return content.get("figures") or {}


def voices_for(made: ReturnFormat, day: date) -> list[Voice]:
    """The words and pictures that people said yes to passing on in such a return, on that day."""
    cards = tallies.voices_for("booklets" if made.shape == "booklet" else "returns", day)
    return [Voice(f"voice-{one.id}", one.kind, one.words, one.signed, one.file) for one in cards]
