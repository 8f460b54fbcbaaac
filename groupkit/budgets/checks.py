"""Agreed budgets laid beside the history: each as it was agreed, and every one that the history tells of is there."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from groupkit.budgets.funders import AGREED_TO
from groupkit.budgets.models import AgreedBudget, AgreedBudgetLine, FunderBudget, FunderBudgetLine
from groupkit.budgets.operations import AGREED, digest, lines_as_data, subject_of
from groupkit.budgets.queries import year_of
from groupkit.db import db
from groupkit.history import HistoryLine, PrivateText
from groupkit.ledger.models import Fund, Heading


def check() -> Iterator[str]:
    """A sentence for each agreed budget that is not as the history tells it."""
    yield from _beside(AGREED, dict(_budgets()))
    yield from _beside(AGREED_TO, dict(_of_funders()))


def _budgets() -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Each agreed version by its key: what to call it, the digest that was kept, and the one of what stands now."""
    rows = db.session.execute(
        select(AgreedBudget, PrivateText.digest)
        .join(PrivateText, PrivateText.id == AgreedBudget.where_id)
        .order_by(AgreedBudget.id)
    )
    for row, where in rows.all():
        head = (row.first, row.last, row.number, row.agreed_on, where)
        now = digest(head, lines_as_data(AgreedBudgetLine, AgreedBudgetLine.budget_id == row.id))
        yield row.key, (f"{subject_of(year_of(row))}, version {row.number}", row.digest, now)


def _of_funders() -> Iterator[tuple[str, tuple[str, str, str]]]:
    rows = db.session.execute(
        select(FunderBudget, Fund.key, Fund.name, PrivateText.digest)
        .join(Fund, Fund.id == FunderBudget.fund_id)
        .join(PrivateText, PrivateText.id == FunderBudget.words_id)
        .order_by(FunderBudget.id)
    )
    for row, fund_key, fund, words in rows.all():
        lines = db.session.execute(
            select(Heading.key, FunderBudgetLine.pence)
            .join(Heading, Heading.id == FunderBudgetLine.heading_id)
            .where(FunderBudgetLine.agreement_id == row.id)
        )
        now = digest((fund_key, row.number, row.agreed_on, words), [[key, pence] for key, pence in lines])
        yield row.key, (f"What the funder of {fund} agreed to, version {row.number},", row.digest, now)


def _beside(what: str, kept: dict[str, tuple[str, str, str]]) -> Iterator[str]:
    told = _told(what)
    for key, (label, was, now) in kept.items():
        if not was == now == told.get(key, ("", ""))[1]:
            yield f"{label} is not as it was agreed"
    for key, (subject, _) in told.items():
        if key not in kept:
            yield f"{subject} was agreed in the history, and is gone"


def _told(what: str) -> dict[str, tuple[str, str]]:
    """Subject and digest of each line of the history that tells of such a thing, by its key."""
    lines = db.session.execute(
        select(HistoryLine.subject, HistoryLine.body).where(HistoryLine.what == what).order_by(HistoryLine.number)
    )
    return {_said(body, "key"): (subject, _said(body, "digest")) for subject, body in lines}


def _said(body: str, name: str) -> str:
    try:
        found: Any = json.loads(body)[name][1]
    except (ValueError, LookupError, TypeError):  # a line that was tampered with may hold anything
        return ""
    return str(found)
