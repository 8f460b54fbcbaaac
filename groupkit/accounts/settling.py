"""Settling what is owed: by lines of the book that paid it, all at once or in parts, or because nobody ever will."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.accounts import balances, owed
from groupkit.accounts.models import DebtPaid, DebtUnpaid
from groupkit.accounts.operations import OWED, check_version
from groupkit.accounts.owed import DebtCard
from groupkit.db import db
from groupkit.history import record
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Entry
from groupkit.ledger.queries import Line, Sought
from groupkit.refusal import Refused

OFFERED = 8
"""How many lines are shown to choose from; any other can be named by its reference."""
_NEWEST, OPENING = 60, "opening"
COMES_IN = {"to_us": True, "by_us": False, "maybe": False}
"""Which way the money goes that pays it; what was paid ahead is settled without any."""


def offered(card: DebtCard) -> list[tuple[Line, int]]:
    """Lines that may have paid it, each with what of it has paid nothing else yet, in pence: those that pay just
    what is left first, then the newest."""
    if card.row.way not in COMES_IN:
        return []
    page = ledger.page_of(Sought(first=card.row.since), most=_NEWEST)
    known = _free(card, page.lines)
    return sorted(known, key=lambda one: one[1] != card.left)[:OFFERED]


def _free(card: DebtCard, lines: Sequence[Line]) -> list[tuple[Line, int]]:
    """The lines among these that bring in or pay out money as the debt does, with what of each is still free."""
    could = [one for one in lines if _pays(card, one)]
    spoken_for = owed.paid_by([one.entry_id for one in could])
    here = {one.entry_id for one in card.parts}
    free = [(one, abs(one.pence) - spoken_for.get(one.entry_id, 0)) for one in could if one.entry_id not in here]
    return [(one, pence) for one, pence in free if pence > 0]


def _pays(card: DebtCard, line: Line) -> bool:
    if line.void or line.takes_back or line.corrected_later or line.kind == OPENING:
        return False
    return bool(line.money_in if COMES_IN[card.row.way] else line.money_out)


def settle_debt(
    card: DebtCard,
    version: int,
    by: Actor,
    *,
    lines: Collection[str] = (),
    settled_on: date | None = None,
    forgiven: bool = False,
) -> int:
    """Lines of the book paid it, as far as they go; or it was paid elsewhere, or never will be.

    `lines` are references, each counted once however it is written. Gives back what is still owed, in pence: nought
    when it is settled, on the day of the last line, or on `settled_on` where no line is named or the rest is given up
    (`forgiven`).
    """
    row = card.row
    check_version(row, version, "settled_on")
    if card.is_settled:
        raise Refused("It is settled already")
    lines = list(dict.fromkeys(one.strip().upper() for one in lines))
    parts = _parts(card, lines)
    left = card.left - sum(part.pence for part, _ in parts)
    day = _day(card, [day for _, day in parts], settled_on if forgiven or not parts else None)
    settled = forgiven or not left or not parts
    if settled:
        row.settled_on, row.forgiven, row.apart = day, forgiven and bool(left), row.apart + left
    flag_modified(row, "settled_on")  # parts stand in rows of their own, and the next to save has to be told
    db.session.add_all(part for part, _ in parts)
    db.session.flush()
    record(
        by,
        "settled money that was owed" if settled else "wrote down that some of it was paid",
        OWED,
        key=(row.key, row.key),
        paid=(None, sum(part.pence for part, _ in parts) or None),
        lines=(None, ", ".join(lines) or None),
        settled_on=(None, row.settled_on),
        given_up=(None, row.forgiven),
    )
    return 0 if settled else left


def owe_again(card: DebtCard, version: int, by: Actor) -> None:
    """It was not paid by those lines, or is not settled: all of it is owed again, as if nobody had said so."""
    row = card.row
    check_version(row, version, "version")
    if row.settled_on is None and not card.parts:
        raise Refused("All of it is owed still")
    db.session.add_all(DebtUnpaid(paid_id=one.row_id) for one in card.parts)
    told = row.settled_on
    row.settled_on, row.forgiven, row.apart = None, False, 0
    flag_modified(row, "settled_on")
    db.session.flush()
    record(
        by,
        "said that it is owed after all",
        OWED,
        key=(row.key, row.key),
        lines=(", ".join(one.reference for one in card.parts) or None, None),
        settled_on=(told, None),
    )


def _day(card: DebtCard, paid: Sequence[date], said: date | None) -> date:
    """The day on which it is settled: as `said`, or that of the last line that paid it."""
    day = said or max(paid, default=None)
    if day is None:
        raise Refused("Write the day, or choose the line of the book that paid it", "settled_on")
    balances.check_days(card.row.since, day, tenancy.today(), "settled_on")
    return day


def _parts(card: DebtCard, lines: Collection[str]) -> list[tuple[DebtPaid, date]]:
    """What each line pays of it and its day, the earliest first; Refused for one that can’t."""
    parts: list[tuple[DebtPaid, date]] = []
    left = card.left
    for found, day, free in sorted((_line(card, called) for called in lines), key=lambda one: (one[1], one[0].id)):
        if not left:
            raise Refused(f"The lines before {found.reference} pay all of it already", "lines")
        pence = min(left, free)
        parts.append((DebtPaid(debt_id=card.row.id, entry_id=found.id, pence=pence), day))
        left -= pence
    return parts


def _line(card: DebtCard, called: str) -> tuple[Entry, date, int]:
    """A line by its reference, its day, and what of it has paid nothing else yet, in pence."""
    year, _, code = called.rpartition("/")
    found = ledger.entry_called(year, code)
    if found is None:
        raise Refused(f"The book has no line {called}. Write it as the book does, for example 2026-27/P014", "another")
    if found.id in {one.entry_id for one in card.parts}:
        raise Refused(f"{found.reference} stands beside this already", "another")
    last = ledger.latest_transaction(found.id)
    moved = sum(leg.pence for leg in ledger.legs_of(last.id).money)
    if (
        last.void
        or found.kind == OPENING
        or card.row.way not in COMES_IN
        or (moved > 0) != COMES_IN[card.row.way]
        or not moved
    ):
        came = "brought money in" if COMES_IN.get(card.row.way) else "paid money out"
        raise Refused(f"{found.reference} is no line that {came}", "another")
    free = abs(moved) - owed.paid_by([found.id]).get(found.id, 0)
    if free <= 0:
        raise Refused(f"All of {found.reference} has paid other things already", "another")
    if last.day < card.row.since:
        raise Refused(f"{found.reference} is from before the day on which this began to be owed", "another")
    return found, last.day, free
