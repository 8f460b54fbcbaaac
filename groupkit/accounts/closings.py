"""Years that were closed: their accounts as they were on that day, kept as keys and pence, and read again.

Names of accounts, funds and categories are looked up by their key, and words about assets and debts by the key of
their private text, so that a name can still be taken out of accounts that nobody can change.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from groupkit.access import veil
from groupkit.access.actor import Actor
from groupkit.accounts import balances, making, queries
from groupkit.accounts.balances import Held, Owing, Part
from groupkit.accounts.making import YearAccounts, make_year
from groupkit.accounts.models import Examination, YearClosing, YearOpening, YearOpeningAnswer
from groupkit.accounts.queries import AccountSum
from groupkit.accounts.rules import LAYOUTS, CategorySum, Figures, Layout
from groupkit.dates import FinancialYear, Period
from groupkit.db import db
from groupkit.history import HistoryLine, PrivateText, canonical
from groupkit.ledger.checks.written import book
from groupkit.ledger.models import Account, Category, Fund, Transaction

OUTCOMES = {
    "good": "Nothing to report",
    "remarks": "Looked over, with remarks",
    "not": "They could not say that the accounts are in order",
}


@dataclass(frozen=True)
class Closing:
    """A closing with what became of it."""

    row: YearClosing
    why: str
    opened: YearOpeningAnswer | None = None
    """Two officers agreed that the year is opened again."""

    @property
    def stands(self) -> bool:
        return self.opened is None


def closings() -> list[Closing]:
    """Every closing of every year, the newest first."""
    rows = db.session.execute(
        select(YearClosing, PrivateText, YearOpeningAnswer)
        .outerjoin(PrivateText, PrivateText.id == YearClosing.why_id)
        .outerjoin(YearOpening, YearOpening.closing_id == YearClosing.id)
        .outerjoin(
            YearOpeningAnswer, (YearOpeningAnswer.opening_id == YearOpening.id) & YearOpeningAnswer.agreed.is_(True)
        )
        .order_by(YearClosing.number.desc(), YearOpening.id)
    )
    found: dict[int, Closing] = {}
    for closing, why, answer in rows:
        before = found.get(closing.id)
        found[closing.id] = Closing(closing, why.shown if why else "", answer or (before.opened if before else None))
    return list(found.values())


def standing() -> list[YearClosing]:
    """The closings of the years that are closed now, the newest first."""
    return [one.row for one in closings() if one.stands]


def closed_until() -> date | None:
    """The last day of the last year that is closed, that day included."""
    return max((row.last for row in standing()), default=None)


def years() -> list[FinancialYear]:
    """The years of the book, the latest first: those that are closed as they were closed, then what comes after them.

    Where the end of the year was changed since, the first year after a closing may be a shorter or a longer one.
    """
    return _years(making.years(), [FinancialYear(row.first, row.last) for row in standing()])


def _years(found: Iterable[FinancialYear], closed: Sequence[FinancialYear]) -> list[FinancialYear]:
    done = max((one.last for one in closed), default=None)
    opened = [one for one in found if done is None or one.last > done]
    if done is not None:
        opened = [FinancialYear(max(one.first, done + timedelta(days=1)), one.last) for one in opened]
    return sorted({*opened, *closed}, key=lambda one: one.last, reverse=True)


def examinations(closing_id: int) -> list[Examination]:
    """What was written down about looking over the accounts of a closing, the newest first."""
    return list(
        db.session.scalars(
            select(Examination).where(Examination.closing_id == closing_id).order_by(Examination.id.desc())
        )
    )


def digest_of_book(period: Period) -> str:
    """SHA-256 over every transaction of a period, both days included, as the check of the book reads them."""
    digest = sha256()
    within = (Transaction.day >= period.first) & (Transaction.day <= period.last)
    for written in book(within):
        digest.update(canonical([written.reference, written.content]).encode())
        digest.update(b"\n")
    return digest.hexdigest()


@dataclass(frozen=True)
class Known:
    """Accounts, funds and categories by the key that moves with the group: their row and what they are called now."""

    by_key: Mapping[tuple[str, str], Any]
    keys: Mapping[tuple[str, int], str]
    shown: Callable[[str, str], str]

    @classmethod
    def here(cls) -> "Known":
        """Those of the group in scope."""
        found: dict[tuple[str, str], Any] = {}
        models: list[tuple[str, Any]] = [("account", Account), ("fund", Fund), ("category", Category)]
        for sort, model in models:
            for row in db.session.scalars(select(model)):
                found[sort, row.key] = row
        return cls(found, {(sort, row.id): key for (sort, key), row in found.items()}, veil.shown())

    def key(self, sort: str, row_id: int) -> str:
        return self.keys[sort, row_id]

    def row(self, sort: str, key: str) -> Any:
        return self.by_key[sort, key]

    def name(self, sort: str, key: str) -> str:
        """What one is called to whoever is reading."""
        return self.shown(sort, self.row(sort, key).name)

    def figures(self, kept: Mapping[str, Any]) -> Figures:
        """A year's sums as they were kept."""
        sums = [
            CategorySum(row.id, self.shown("category", row.name), row.direction, column, pence, asset)
            for row, column, pence, asset in (
                (self.row("category", key), column, pence, asset) for key, column, pence, asset in kept["sums"]
            )
        ]
        return Figures(tuple(sorted(sums, key=lambda one: one.category_id)), kept["opening"], kept["moved"])

    def account(self, key: str, opening: int, closing: int) -> AccountSum:
        """What one account began and ended the year with; a closed one is shown only if it held money."""
        row = self.row("account", key)
        return AccountSum(row.id, self.name("account", key), row.kind, opening, closing, row.closed_on is not None)


def frozen(accounts: YearAccounts) -> str:
    """The accounts of a year as they are kept when it is closed: canonical JSON of keys and pence."""
    known, settings = Known.here(), accounts.settings
    held, owed = queries.assets(accounts.on), queries.debts(accounts.on)
    texts = _text_keys([*(card.row.what_id for card in held), *(card.row.what_id for card in owed)])
    whole = {
        "settings": [settings.standing, settings.number, settings.shown],
        "layout": accounts.layout.key,
        "columns": {known.key("fund", row_id): column for row_id, column in accounts.fund_columns.items()},
        "this": _figures(accounts.this, known),
        "last": _figures(accounts.last, known),
        "accounts": [[known.key("account", one.account_id), one.opening, one.closing] for one in accounts.accounts],
        "before": {known.key("account", row_id): pence for row_id, pence in accounts.before.items()},
        "held": [
            [texts[one.what_id], one.kind, known.key("fund", one.fund_id), one.amount, one.bought_on.isoformat()]
            for one in (card.row for card in held)
        ],
        "owing": [
            [
                texts[one.what_id],
                one.way,
                known.key("fund", one.fund_id),
                one.amount,
                one.due.isoformat() if one.due else None,
            ]
            for one in (card.row for card in owed)
        ],
    }
    return canonical(whole)


def _figures(figures: Figures, known: Known) -> dict[str, Any]:
    sums = [[known.key("category", one.category_id), one.column, one.pence, one.asset] for one in figures.sums]
    return {"sums": sorted(sums), "opening": dict(figures.opening), "moved": dict(figures.moved)}


def _text_keys(ids: Iterable[int]) -> dict[int, str]:
    rows = db.session.execute(select(PrivateText.id, PrivateText.key).where(PrivateText.id.in_(list(ids))))
    return {row.id: row.key for row in rows}


def _texts(keys: Iterable[str]) -> dict[str, str]:
    rows = db.session.scalars(select(PrivateText).where(PrivateText.key.in_(list(keys))))
    return {row.key: row.shown for row in rows}


def accounts_of(year: FinancialYear, actor: Actor) -> YearAccounts:
    """The accounts of a year for whoever looks: of a closed one as they were when it was closed."""
    found = standing()
    row = next((one for one in found if (one.first, one.last) == (year.first, year.last)), None)
    made = _made(year, actor, found)
    return made if row is None else thawed(row, made, words=not actor.friend)


def open_accounts_of(year: FinancialYear, actor: Actor) -> YearAccounts:
    """The accounts of a year as the book has them now, beside the year that was closed before it."""
    return _made(year, actor, standing())


def _made(year: FinancialYear, actor: Actor, closed: Iterable[YearClosing]) -> YearAccounts:
    before = next((one for one in closed if one.last + timedelta(days=1) == year.first), None)
    return make_year(year, actor, FinancialYear(before.first, before.last) if before else None)


def thawed(row: YearClosing, accounts: YearAccounts, words: bool) -> YearAccounts:
    """The accounts of a closed year as they were; `words` of ours about assets and debts for those who read them."""
    kept, known = json.loads(row.figures), Known.here()
    layout, columns = LAYOUTS[kept["layout"]], kept["columns"]
    charity, number, shown = kept["settings"]
    return replace(
        accounts,
        on=row.last,
        settings=replace(accounts.settings, standing=charity, number=number, shown=shown),
        layout=layout,
        this=known.figures(kept["this"]),
        last=known.figures(kept["last"]),
        accounts=[known.account(*one) for one in kept["accounts"]],
        before={known.row("account", key).id: pence for key, pence in kept["before"].items()},
        parts=_parts(kept, known, layout, words),
        fund_columns=accounts.fund_columns | {known.row("fund", key).id: one for key, one in columns.items()},
        closing=row,
    )


def _parts(kept: Mapping[str, Any], known: Known, layout: Layout, words: bool) -> list[Part]:
    texts = _texts([one[0] for one in (*kept["held"], *kept["owing"])]) if words else {}
    columns = kept["columns"]
    held = [
        Held(texts.get(text, ""), kind, known.name("fund", fund), columns[fund], pence, date.fromisoformat(day))
        for text, kind, fund, pence, day in kept["held"]
    ]
    owing = [
        Owing(
            texts.get(text, ""),
            way,
            known.name("fund", fund),
            columns[fund],
            pence,
            date.fromisoformat(due) if due else None,
        )
        for text, way, fund, pence, due in kept["owing"]
    ]
    return balances.parts(held, owing, layout)


def agrees_with_book(row: YearClosing) -> bool:
    """Whether the figures that were kept add up, and come to what the book has in each account at the year's end."""
    kept, known = json.loads(row.figures), Known.here()
    figures = known.figures(kept["this"])
    closing = {key: pence for key, _, pence in kept["accounts"]}
    now = {account.account_id: account.closing for account in queries.by_account(row.first, row.last)}
    same = all(closing.get(known.key("account", row_id), 0) == pence for row_id, pence in now.items())
    return same and sum(figures.closing.values()) == sum(closing.values())


def examined_closings() -> set[int]:
    """The closings whose accounts somebody has looked over."""
    return set(db.session.scalars(select(Examination.closing_id).distinct()))


CLOSED = "closed a year"
"""What the history says of a closing; what was left open then stands there."""


def left_open(row: YearClosing) -> list[str]:
    """What was worth a look and left open when a year was closed, in sentences."""
    lines = select(HistoryLine.body).where(HistoryLine.what == CLOSED, HistoryLine.subject == row.year)
    for body in map(json.loads, db.session.scalars(lines)):
        if body["number"][1] == row.number:
            return [str(one) for one in body["left_open"][1] or ()]
    return []


def why_closed(row: YearClosing) -> str:
    """Why it was closed all the same."""
    why = db.session.scalar(select(PrivateText).where(PrivateText.id == row.why_id)) if row.why_id else None
    return why.shown if why else ""


def examination(row_id: int) -> Examination | None:
    """What was written down about looking over some accounts, by its row."""
    return db.session.scalar(select(Examination).where(Examination.id == row_id))


@dataclass(frozen=True)
class Opening:
    """A wish to open a year again, with why and how it was answered; `agreed` is None while it waits."""

    why: str
    asked_at: datetime
    asked_by_no: int
    agreed: bool | None
    at: datetime | None
    by_no: int | None


def openings(closing_id: int) -> list[Opening]:
    """Every wish to open a year again, the newest first."""
    rows = db.session.execute(
        select(YearOpening, PrivateText, YearOpeningAnswer)
        .join(PrivateText, PrivateText.id == YearOpening.why_id)
        .outerjoin(YearOpeningAnswer, YearOpeningAnswer.opening_id == YearOpening.id)
        .where(YearOpening.closing_id == closing_id)
        .order_by(YearOpening.id.desc())
    )
    return [
        Opening(
            why.shown,
            row.asked_at,
            row.asked_by_no,
            answer.agreed if answer else None,
            answer.at if answer else None,
            answer.by_no if answer else None,
        )
        for row, why, answer in rows
    ]
