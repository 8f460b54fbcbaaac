"""What was counted over the days of a return, with small numbers kept back, and the words of others that go with it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

from flask import url_for
from sqlalchemy import select

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.dates import Period, day_of, long_day
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
from groupkit.grants.given_out import GivenOut, given_out, not_comparable, of_same_funder, plain_name
from groupkit.grants.models import FiledReturn, Grant, GrantKind
from groupkit.tallies import queries as tallies
from groupkit.tallies.figures import TallyFigures, same_people
from groupkit.tallies.gone_out import GoneOut
from groupkit.tallies.models import SessionKind
from groupkit.tallies.rewritten import in_doubt, renamed, written_again


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
    held, doubts = before(row, everything)
    kept = _with_doubts(keep_back(told, Held(held, same_people(everything), counting.chosen)), doubts)
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


def counted_since(row: Grant, filed: FiledReturn, before: Facts) -> list[str]:
    """What was counted since over the days of a filed return, where attendances stood in it, for members to read."""
    shown = (_figures(json.loads(filed.content)) or {}).get("shown", ())
    if not any(one["key"] == "attendances" for one in shown):
        return []
    now = tallies.figures_of(period_of(before), select(GrantKind.kind_id).where(GrantKind.grant_id == row.id)).as_asked
    if tuple(now.asked.values()) != before.tally.only:
        return []
    came = now.attendances.number if now.attendances else 0
    pairs = (("gatherings", "sessions", now.sessions.held), ("attendances", "attendances", came))
    return [
        f"{name} are now {number:,}, {abs(number - then):,} {'more' if number > then else 'fewer'} than was filed"
        for name, key, number in pairs
        if (then := before.tally.sum_of(key).number) is not None and then != number
    ]


def _with_doubts(kept: Kept, doubts: Sequence[str]) -> Kept:
    """With what could not be held against earlier papers, in sentences; a paper without such figures has none."""
    if not kept.figures or not doubts:
        return kept
    return replace(kept, masked=replace(kept.masked, sentences=(*kept.masked.sentences, *doubts)))


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


def before(row: Grant, found: TallyFigures) -> tuple[Before, tuple[str, ...]]:
    """What the papers that were given out for a grant, and for its funder's other grants, show and kept back; and
    sentences on what could not be held against them. `found` is what stands in the tallies today, of every kind."""
    papers = of_same_funder(row.id, row.funder, [*_filed(), *given_out()])
    each = [Before.of([one.figures]) for one in papers if one.figures]
    doubts = dict.fromkeys(chain.from_iterable(in_doubt(one.shown, found) for one in each))
    again = [_as_of_today(one, found) for one in each]
    shown, hidden = (tuple(chain.from_iterable(some)) for some in ((a.shown for a in again), (a.hidden for a in again)))
    return Before(shown, hidden), (*not_comparable(papers), *doubts)


def _as_of_today(paper: Before, found: TallyFigures) -> Before:
    """With each gathering that was a mistake and was written again as the one that counts."""
    instead = written_again([*paper.shown, *paper.hidden], found)
    return Before(renamed(paper.shown, instead), renamed(paper.hidden, instead)) if instead else paper


def _filed() -> Iterator[GivenOut]:
    """Every return that was filed. Names are compared here, since databases fold capitals in different ways."""
    filed = select(FiledReturn, Grant.funder).join(Grant, Grant.id == FiledReturn.grant_id).order_by(FiledReturn.id)
    for one, funder in db.session.execute(filed):
        content = json.loads(one.content)
        names = frozenset(plain_name(name) for name in (funder, content["facts"]["funder"]))
        called = f"Return {one.called} to {funder}, filed on {long_day(day_of(one.filed_at, tenancy.scope().zone))}"
        yield GivenOut(one.grant_id, names, _figures(content), called)


def _figures(content: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The figures behind what a return tells of people; None where it tells some and they were not kept."""
    if "figures" in content:
        kept: Mapping[str, Any] = content["figures"] or {}
        return kept
    tally = content["facts"].get("tally") or {}
    return None if any(tally.get(name) for name in ("sums", "kinds", "months", "heard", "people")) else {}


def voices_for(made: ReturnFormat, day: date) -> list[Voice]:
    """The words and pictures that people said yes to passing on in such a return, on that day."""
    cards = tallies.voices_for("booklets" if made.shape == "booklet" else "returns", day)
    return [Voice(f"voice-{one.id}", one.kind, one.words, one.signed, one.file) for one in cards]
