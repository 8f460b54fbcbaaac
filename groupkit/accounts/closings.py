"""Years that were closed: their accounts as they were on that day, kept as keys and pence, and read again.

Names of accounts, funds and categories are looked up by their key, and words about assets and debts by the key of
their private text, so that a name can still be taken out of accounts that nobody can change.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select, true

from groupkit.access.actor import Actor
from groupkit.accounts import balances, making, queries
from groupkit.accounts.balances import Held, Owing, Part
from groupkit.accounts.by_key import Known
from groupkit.accounts.making import YearAccounts, make_year
from groupkit.accounts.models import Examination, YearClosing, YearOpening, YearOpeningAnswer
from groupkit.accounts.queries import Register
from groupkit.accounts.rules import LAYOUTS, Figures, Layout
from groupkit.dates import FinancialYear, Period
from groupkit.db import db
from groupkit.history import HistoryLine, PrivateText, canonical, private_text
from groupkit.ledger import queries as ledger
from groupkit.ledger.checks.written import book
from groupkit.ledger.models import Transaction

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
    return _with_what_became(db.session.execute(_closings(select(*_CLOSING))))


_CLOSING = (YearClosing, PrivateText, YearOpeningAnswer)


def _closings(wanted: Any, on: Any = None) -> Any:
    """A question about closings; with `on` of rows that are there also when there is no closing."""
    begun = wanted.select_from(YearClosing) if on is None else wanted.outerjoin(YearClosing, on)
    return (
        begun.outerjoin(PrivateText, PrivateText.id == YearClosing.why_id)
        .outerjoin(YearOpening, YearOpening.closing_id == YearClosing.id)
        .outerjoin(
            YearOpeningAnswer, (YearOpeningAnswer.opening_id == YearOpening.id) & YearOpeningAnswer.agreed.is_(True)
        )
        .order_by(YearClosing.number.desc(), YearOpening.id)
    )


def _with_what_became(rows: Iterable[Any]) -> list[Closing]:
    found: dict[int, Closing] = {}
    for closing, why, answer in rows:
        before = found.get(closing.id)
        found[closing.id] = Closing(closing, why.shown if why else "", answer or (before.opened if before else None))
    return list(found.values())


def standing() -> list[YearClosing]:
    """The closings of the years that are closed now, the newest first."""
    return [one.row for one in closings() if one.stands]


def _standing_and_days() -> tuple[list[YearClosing], tuple[date, date] | None]:
    """The same, and the first and the last day of the book, if it has any: one question."""
    ends = (select(end(Transaction.day)).scalar_subquery() for end in (func.min, func.max))
    days = select(*(end.label(name) for end, name in zip(ends, ("first", "last"), strict=True))).subquery()
    rows = db.session.execute(_closings(select(days, *_CLOSING).select_from(days), on=true())).all()
    found = _with_what_became(row[2:] for row in rows if row.YearClosing)
    return [one.row for one in found if one.stands], (rows[0].first, rows[0].last) if rows[0].first else None


def closed_until() -> date | None:
    """The last day of the last year that is closed, that day included."""
    return max((row.last for row in standing()), default=None)


@dataclass(frozen=True)
class BookYears:
    """The years of the book, the latest first, and the closings that stand: read once for a page."""

    all: list[FinancialYear]
    closed: list[YearClosing]

    @property
    def closed_until(self) -> date | None:
        """The last day of the last year that is closed, that day included."""
        return max((row.last for row in self.closed), default=None)

    def accounts_of(self, year: FinancialYear, actor: Actor) -> YearAccounts:
        """The accounts of a year for whoever looks: of a closed one as they were when it was closed."""
        row = next((one for one in self.closed if (one.first, one.last) == (year.first, year.last)), None)
        if row is None:
            return self.open_accounts_of(year, actor)
        # What is owned and owed stands in what was kept, so the register of today is not read.
        return thawed(row, make_year(year, actor, self._before(year), Register([], [])), words=not actor.friend)

    def open_accounts_of(self, year: FinancialYear, actor: Actor) -> YearAccounts:
        """The accounts of a year as the book has them now, beside the year that was closed before it."""
        return make_year(year, actor, self._before(year))

    def _before(self, year: FinancialYear) -> FinancialYear | None:
        found = next((one for one in self.closed if one.last + timedelta(days=1) == year.first), None)
        return FinancialYear(found.first, found.last) if found else None


def book_years() -> BookYears:
    """Those that are closed as they were closed, then what comes after them.

    Where the end of the year was changed since, the first year after a closing may be a shorter or a longer one.
    """
    closed, days = _standing_and_days()
    return BookYears(years_of(days, closed), closed)


def years_of(days: tuple[date, date] | None, closed: Sequence[Any]) -> list[FinancialYear]:
    """The same as `years`, from the first and last day of the book and the closings that stand, or rows of theirs."""
    return _years(making.years_between(days), [FinancialYear(row.first, row.last) for row in closed])


def years() -> list[FinancialYear]:
    """The years of the book, the latest first."""
    return book_years().all


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


def frozen(accounts: YearAccounts) -> str:
    """The accounts of a year as they are kept when it is closed: canonical JSON of keys and pence."""
    known, settings = Known.of(accounts.known), accounts.settings
    whole = {
        "settings": [settings.standing, settings.number, settings.shown],
        "layout": accounts.layout.key,
        "columns": {known.key("fund", row_id): column for row_id, column in accounts.fund_columns.items()},
        "this": _figures(accounts.this, known),
        "last": _figures(accounts.last, known),
        "accounts": [[known.key("account", one.account_id), one.opening, one.closing] for one in accounts.accounts],
        "before": {known.key("account", row_id): pence for row_id, pence in accounts.before.items()},
        "held": [
            [words, one.kind, known.key("fund", one.fund_id), one.amount, one.bought_on.isoformat()]
            for one, words in ((card.row, card.what_key) for card in accounts.register.assets)
        ],
        "owing": [
            [
                words,
                one.way,
                known.key("fund", one.fund_id),
                left,
                one.due.isoformat() if one.due else None,
            ]
            for one, words, left in ((card.row, card.what_key, card.left) for card in accounts.register.debts)
        ],
    }
    return canonical(whole)


def _figures(figures: Figures, known: Known) -> dict[str, Any]:
    sums = [[known.key("category", one.category_id), one.column, one.pence, one.asset] for one in figures.sums]
    return {"sums": sorted(sums), "opening": dict(figures.opening), "moved": dict(figures.moved)}


def _texts(keys: Iterable[str]) -> dict[str, str]:
    rows = db.session.scalars(select(PrivateText).where(PrivateText.key.in_(list(keys))))
    return {row.key: row.shown for row in rows}


def thawed(row: YearClosing, accounts: YearAccounts, words: bool) -> YearAccounts:
    """The accounts of a closed year as they were; `words` of ours about assets and debts for those who read them."""
    kept, known = json.loads(row.figures), Known.of(accounts.known)
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
    kept, choices = json.loads(row.figures), ledger.choices()
    known = Known.of(choices)
    figures = known.figures(kept["this"])
    closing = {key: pence for key, _, pence in kept["accounts"]}
    start, [flow] = ledger.before_and_flows(Period(row.first, row.last))
    now = {one.account_id: one.closing for one in queries.by_account(flow, choices, start.accounts)}
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
    why = private_text(row.why_id)
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
