"""The two sides of transactions, with the names of places and purposes: one question each, however many."""

from dataclasses import dataclass

from sqlalchemy import select

from groupkit.access import veil
from groupkit.db import db
from groupkit.ledger.models import Account, Category, Fund, Heading, MoneyLeg, PurposeLeg


@dataclass(frozen=True)
class MoneyPart:
    account_id: int
    account: str
    pence: int


@dataclass(frozen=True)
class PurposePart:
    fund_id: int
    fund: str
    category_id: int | None
    category: str
    direction: str
    heading_id: int | None
    heading: str
    pence: int


def money_parts(ids: list[int]) -> dict[int, list[MoneyPart]]:
    """The money side of some transactions, in one question."""
    found: dict[int, list[MoneyPart]] = {}
    # In the order of the index first: by the rows alone, SQLite goes through every leg of the book.
    rows = db.session.execute(
        select(MoneyLeg.transaction_id, MoneyLeg.account_id, Account.name, MoneyLeg.pence)
        .join(Account, Account.id == MoneyLeg.account_id)
        .where(MoneyLeg.transaction_id.in_(ids))
        .order_by(MoneyLeg.transaction_id, MoneyLeg.id)
    )
    shown = veil.shown()
    for row in rows:
        part = MoneyPart(row.account_id, shown("account", row.name), row.pence)
        found.setdefault(row.transaction_id, []).append(part)
    return found


def purpose_parts(ids: list[int]) -> dict[int, list[PurposePart]]:
    """The purpose side of some transactions, in one question."""
    found: dict[int, list[PurposePart]] = {}
    # Ordered as the money side is, for the same reason.
    rows = db.session.execute(
        select(
            PurposeLeg.transaction_id,
            PurposeLeg.fund_id,
            Fund.name.label("fund"),
            PurposeLeg.category_id,
            Category.name.label("category"),
            Category.direction,
            PurposeLeg.heading_id,
            Heading.name.label("heading"),
            PurposeLeg.pence,
        )
        .join(Fund, Fund.id == PurposeLeg.fund_id)
        .outerjoin(Category, Category.id == PurposeLeg.category_id)
        .outerjoin(Heading, Heading.id == PurposeLeg.heading_id)
        .where(PurposeLeg.transaction_id.in_(ids))
        .order_by(PurposeLeg.transaction_id, PurposeLeg.id)
    )
    shown = veil.shown()
    for row in rows:
        found.setdefault(row.transaction_id, []).append(
            PurposePart(
                row.fund_id,
                shown("fund", row.fund),
                row.category_id,
                shown("category", row.category or ""),
                row.direction or "",
                row.heading_id,
                shown("heading", row.heading or ""),
                row.pence,
            )
        )
    return found
