"""Writing or taking back many lines at once: the checks of each are the same, the questions to the database few.

A year from an old spreadsheet is a thousand lines; one by one they would be longer than a host lets anybody wait.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.db import db, sum_of
from groupkit.history import PrivateText, private, private_each, record_lines
from groupkit.ledger import rules
from groupkit.ledger.models import (
    Account,
    Category,
    Counter,
    Entry,
    Fund,
    Heading,
    MoneyLeg,
    PurposeLeg,
    Transaction,
    Wording,
)
from groupkit.ledger.operations.settling import closed_until
from groupkit.ledger.operations.writing import Answers, check_places, content, kept_apart, told
from groupkit.refusal import Refused
from groupkit.rulebook.queries import year_end

SLICE = 500
_SORTS: dict[str, Any] = {"account": Account, "fund": Fund, "category": Category, "heading": Heading}


@dataclass(frozen=True)
class NewEntry:
    """An entry that is to be written: its kind, day and legs, and the words that stand beside it."""

    kind: str
    day: date
    legs: rules.Legs
    payee: str = ""
    note: str = ""


@dataclass
class _Places:
    """Every account, fund, category and heading of the group, read once, and what is in the restricted funds."""

    rows: dict[Any, dict[int, Any]] = field(default_factory=dict)
    keys: dict[tuple[str, int], str] = field(default_factory=dict)
    in_fund: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for sort, model in _SORTS.items():
            self.rows[model] = {row.id: row for row in db.session.scalars(select(model))}
            self.keys |= {(sort, row_id): row.key for row_id, row in self.rows[model].items()}
        sums = db.session.execute(
            select(PurposeLeg.fund_id, sum_of(PurposeLeg.pence).label("pence")).group_by(PurposeLeg.fund_id)
        )
        self.in_fund = {row.fund_id: row.pence for row in sums}

    def look_up(self, model: Any, ids: set[int]) -> dict[int, Any]:
        """Rows by their ids, as `check_places` asks for them."""
        return {row_id: self.rows[model][row_id] for row_id in ids if row_id in self.rows[model]}

    def change(self, legs: rules.Legs, reason: str) -> str | None:
        """Carry the funds on; the reason to keep when a restricted one goes further below nothing. Raises Asks."""
        change: dict[int, int] = {}
        for leg in legs.purpose:
            change[leg.fund_id] = change.get(leg.fund_id, 0) + leg.pence
        kept = None
        for fund_id, pence in sorted(change.items()):
            self.in_fund[fund_id] = after = self.in_fund.get(fund_id, 0) + pence
            fund = self.rows[Fund][fund_id]
            if pence < 0 and fund.kind == "restricted":
                kept = rules.check_not_below_zero(fund.name, after, reason) or kept
        return kept


def enter_each(wanted: Sequence[NewEntry], by: Actor, answers: Answers) -> list[Entry]:
    """Write new entries in this order, each under the next number of its year and kind; all of them or none.

    Each is checked as if it were written alone, a restricted fund by what is in it when its turn comes. Raises
    Refused, or Asks where one reason is wanted for all that leave a restricted fund below nothing.
    """
    places, today, closed = _Places(), tenancy.today(), closed_until()
    below: list[bool] = []
    for one in wanted:
        rules.check_day(one.day, today, closed, answers.future_ok)
        check_places(one.kind, one.legs, places.look_up)
        below.append(places.change(one.legs, answers.below_zero) is not None)
    why = kept_apart(answers.below_zero if any(below) else None)
    entries = _numbered(wanted)
    transactions = [
        _transaction(entry, 0, one.day, by, below_zero_id=why.id if why and low else None)
        for entry, one, low in zip(entries, wanted, below, strict=True)
    ]
    _keep(transactions)
    _keep_legs(transactions, [one.legs for one in wanted])
    words = _put_words(entries, wanted, by)
    record_lines(
        by,
        (
            (
                f"wrote down {rules.KINDS[one.kind]}",
                entry.reference,
                {"written": (None, [content(transaction, one.legs, places.keys)])}
                | said
                | told("below_zero", why if low else None),
            )
            for one, entry, transaction, said, low in zip(wanted, entries, transactions, words, below, strict=True)
        ),
    )
    return entries


def void_each(entries: Sequence[Entry], reason: str, by: Actor) -> int:
    """Take entries out of the sums for good, as `void_entry` does one; those that are void already stay as they are.

    Says how many were made void. Raises Refused when no reason is given.
    """
    if not reason:
        raise Refused("Write in a few words why", "reason")
    standing = [(entry, last) for entry, last in _latest(entries) if not last.void]
    if not standing:
        return 0
    places, why, legs = _Places(), private(reason), _legs_of([last.id for _, last in standing])
    today, closed = tenancy.today(), closed_until()
    back, reversals = [], []
    for entry, last in standing:
        reversal = legs[last.id].reversed
        day, _ = rules.correction_day(last.day, last.day, today, closed)
        marks = {"reverses_id": last.id, "void": True, "same_day": day == last.day, "reason_id": why.id}
        low = why.id if places.change(reversal, reason) else None
        back.append(_transaction(entry, last.revision + 1, day, by, below_zero_id=low, **marks))
        reversals.append(reversal)
    _keep(back)
    _keep_legs(back, reversals)
    record_lines(
        by,
        (
            (
                "made void",
                entry.reference,
                {"written": (None, [content(transaction, reversal, places.keys)]), "reason": (None, why)},
            )
            for (entry, _), transaction, reversal in zip(standing, back, reversals, strict=True)
        ),
    )
    return len(back)


def _numbered(wanted: Sequence[NewEntry]) -> list[Entry]:
    """New entries with the next numbers of their financial years, without gaps or doubles."""
    end, counters = year_end(), {}
    entries = []
    for one in wanted:
        year, series = dates.FinancialYear.holding(one.day, end).label, rules.SERIES[one.kind]
        if (year, series) not in counters:
            counters[year, series] = _counter(year, series)
        counter = counters[year, series]
        counter.last += 1
        entries.append(Entry(year=year, series=series, number=counter.last, kind=one.kind))
    _keep(entries)
    return entries


def _counter(year: str, series: str) -> Counter:
    found = db.session.scalar(select(Counter).where(Counter.year == year, Counter.series == series).with_for_update())
    if found is None:
        found = Counter(year=year, series=series, last=0)
        db.session.add(found)
    return found


def _transaction(entry: Entry, revision: int, day: date, by: Actor, **marks: Any) -> Transaction:
    return Transaction(
        entry_id=entry.id, revision=revision, day=day, written_at=dates.now(), written_by_no=by.person_no, **marks
    )


def _keep(rows: Iterable[Any]) -> None:
    """Rows get their ids in the order in which they are given: the history tells of them in that order."""
    db.session.add_all(rows)
    db.session.flush()


def _keep_legs(transactions: Sequence[Transaction], each: Sequence[rules.Legs]) -> None:
    both = list(zip(transactions, each, strict=True))
    _keep(
        MoneyLeg(transaction_id=row.id, account_id=leg.account_id, day=row.day, pence=leg.pence)
        for row, legs in both
        for leg in legs.money
    )
    _keep(
        PurposeLeg(
            transaction_id=row.id,
            fund_id=leg.fund_id,
            category_id=leg.category_id,
            heading_id=leg.heading_id,
            day=row.day,
            pence=leg.pence,
        )
        for row, legs in both
        for leg in legs.purpose
    )


def _put_words(entries: Sequence[Entry], wanted: Sequence[NewEntry], by: Actor) -> list[dict[str, tuple[Any, Any]]]:
    """Keep who and what for beside each entry; gives back how the history tells each."""
    texts = [(at, name, getattr(one, name)) for at, one in enumerate(wanted) for name in ("payee", "note")]
    filled = [one for one in texts if one[2]]
    kept: list[dict[str, PrivateText]] = [{} for _ in wanted]
    for (at, name, _), row in zip(filled, private_each([text for _, _, text in filled]), strict=True):
        kept[at][name] = row
    _keep(
        Wording(
            entry_id=entry.id,
            number=0,
            written_at=dates.now(),
            written_by_no=by.person_no,
            payee_id=words["payee"].id if "payee" in words else None,
            note_id=words["note"].id if "note" in words else None,
        )
        for entry, words in zip(entries, kept, strict=True)
    )
    return [{name: (None, text) for name, text in words.items()} for words in kept]


def _latest(entries: Sequence[Entry]) -> list[tuple[Entry, Transaction]]:
    """Each entry with its newest transaction, in the order of the entries."""
    found: dict[int, Transaction] = {}
    for ids in _slices([entry.id for entry in entries]):
        newest = (
            select(Transaction.entry_id, func.max(Transaction.revision).label("revision"))
            .where(Transaction.entry_id.in_(ids))
            .group_by(Transaction.entry_id)
            .subquery()
        )
        on = (newest.c.entry_id == Transaction.entry_id) & (newest.c.revision == Transaction.revision)
        found |= {row.entry_id: row for row in db.session.scalars(select(Transaction).join(newest, on))}
    return [(entry, found[entry.id]) for entry in entries]


def _legs_of(transaction_ids: Sequence[int]) -> dict[int, rules.Legs]:
    money: dict[int, list[rules.Money]] = {}
    purpose: dict[int, list[rules.Purpose]] = {}
    for ids in _slices(transaction_ids):
        for leg in db.session.scalars(
            select(MoneyLeg).where(MoneyLeg.transaction_id.in_(ids)).order_by(MoneyLeg.transaction_id, MoneyLeg.id)
        ):
            money.setdefault(leg.transaction_id, []).append(rules.Money(leg.account_id, leg.pence))
        for part in db.session.scalars(
            select(PurposeLeg)
            .where(PurposeLeg.transaction_id.in_(ids))
            .order_by(PurposeLeg.transaction_id, PurposeLeg.id)
        ):
            one = rules.Purpose(part.fund_id, part.category_id, part.heading_id, part.pence)
            purpose.setdefault(part.transaction_id, []).append(one)
    return {one: rules.Legs(tuple(money.get(one, ())), tuple(purpose.get(one, ()))) for one in transaction_ids}


def _slices(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[at : at + SLICE] for at in range(0, len(ids), SLICE)]
