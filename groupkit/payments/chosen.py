"""Payments that were asked for and that a decision can have led to, for whoever may see who is paid."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from sqlalchemy import select

from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.db import db
from groupkit.decisions.results import NEWEST, Thing
from groupkit.history import PrivateText
from groupkit.money import pounds
from groupkit.payments.models import PaymentRequest, PaymentWording
from groupkit.payments.queries import title_of


def offered(actor: Actor) -> list[Thing]:
    """The newest requests."""
    newest = select(PaymentRequest.id).order_by(PaymentRequest.id.desc()).limit(NEWEST)
    ids = list(db.session.scalars(newest)) if actor.can(Can.SEE_PAYEES) else []
    return list(_things(actor, PaymentRequest.id.in_(ids)).values())


def found(actor: Actor, keys: Sequence[str]) -> dict[str, Thing]:
    """Requests by their keys."""
    return _things(actor, PaymentRequest.key.in_(keys))


def _things(actor: Actor, those: Any) -> dict[str, Thing]:
    """The newest first, each as it was last worded."""
    if not actor.can(Can.SEE_PAYEES):
        return {}
    wanted = (
        select(PaymentRequest, PaymentWording.pence, PrivateText)
        .join(PaymentWording, PaymentWording.request_id == PaymentRequest.id)
        .join(PrivateText, PrivateText.id == PaymentWording.purpose_id)
        .where(those)
        .order_by(PaymentRequest.id.desc(), PaymentWording.number)
    )
    things: dict[str, Thing] = {}
    for row in db.session.execute(wanted):
        asked: PaymentRequest = row.PaymentRequest
        label = f"{title_of(asked.claim, asked.number)}: {row.PrivateText.shown}, {pounds(row.pence)}"
        things[asked.key] = Thing(
            asked.key, label, url_for("payments.show_request", group=actor.slug, request_id=asked.id)
        )
    return things
