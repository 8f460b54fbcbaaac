"""Adopted texts that a decision can have led to."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from sqlalchemy import select

from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.constitution.models import AdoptedText
from groupkit.dates import short_day
from groupkit.db import db
from groupkit.decisions.results import NEWEST, Thing


def offered(actor: Actor) -> list[Thing]:
    """The texts that were adopted last."""
    return list(_things(actor, select(AdoptedText).order_by(AdoptedText.id.desc()).limit(NEWEST)).values())


def found(actor: Actor, keys: Sequence[str]) -> dict[str, Thing]:
    """Adopted texts by their keys."""
    return _things(actor, select(AdoptedText).where(AdoptedText.key.in_(keys)))


def _things(actor: Actor, wanted: Any) -> dict[str, Thing]:
    if not actor.can(Can.SEE_TEXTS):
        return {}
    return {row.key: _thing(actor, row) for row in db.session.scalars(wanted)}


def _thing(actor: Actor, row: AdoptedText) -> Thing:
    where = url_for("constitution.show_text", group=actor.slug, subject=row.subject, number=row.number)
    return Thing(row.key, f"{row.title}, adopted {short_day(row.adopted_on)}", where)
