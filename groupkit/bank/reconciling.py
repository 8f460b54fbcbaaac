"""Holding an account against its statement: ticking off, finishing when nothing is left over, and a second look."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import case, delete, func, select
from sqlalchemy.orm.attributes import flag_modified

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.bank import rules
from groupkit.bank.models import BankFile, BankLine, BankMatch, LeftOpen, Reconciliation, Tick
from groupkit.dates import long_day
from groupkit.db import db
from groupkit.history import PrivateText, canonical, record
from groupkit.ledger.models import Account, Entry, MoneyLeg, Transaction, Wording
from groupkit.ledger.queries import last_id
from groupkit.money import pounds
from groupkit.refusal import Conflict, Refused

FINISHED = "This statement is finished, so its ticks stay as they are"
SAVED_MEANWHILE = "Somebody else has ticked lines meanwhile. Here is how it stands now"


@dataclass(frozen=True)
class Item:
    """An entry that no finished statement has shown, with the pence of it that are still to come."""

    entry_id: int
    reference: str
    day: date
    pence: int
    payee: str
    ticked: bool
    old: bool


@dataclass(frozen=True)
class Standing:
    """How a reconciliation stands: the statement, what came before, what is ticked, and what is left over."""

    before: int
    ticked: int
    difference: int
    entries: list[Item]
    until: date

    @property
    def uncleared(self) -> list[Item]:
        """In the book and not on the statement, those among them that were written with a later day."""
        return [item for item in self.entries if not item.ticked]

    @property
    def outstanding(self) -> list[Item]:
        """In the book up to the day of the statement and not on it: what stands between the two (DOMAIN 4.3)."""
        return [item for item in self.uncleared if item.day <= self.until]


def begin(account: Account, until: date, pence: int, by: Actor) -> Reconciliation:
    """Begin to hold an account against a statement up to a day; entries that the bank's lines show are ticked already.

    Raises Refused for a day that is not after the last statement, or has not come.
    """
    last = last_finished(account.id)
    if until > tenancy.today():
        raise Refused("A statement cannot end on a day that has not come", "until")
    if last is not None and until <= last.until:
        raise Refused(f"This account is reconciled to {long_day(last.until)} already. Take a later statement", "until")
    if open_one(account.id) is not None:
        raise Refused("A statement of this account has been begun already. Finish it first, or set it aside")
    row = Reconciliation(
        account_id=account.id, until=until, pence=pence, begun_at=dates.now(), begun_by_no=by.person_no
    )
    db.session.add(row)
    db.session.flush()
    open_pence = _uncleared(row)
    seen = _shown_by_the_bank(account.id, until, open_pence)
    for entry_id in sorted(seen):
        db.session.add(Tick(reconciliation_id=row.id, entry_id=entry_id, pence=open_pence[entry_id]))
    record(by, "began to reconcile", account.name, until=(None, until.isoformat()), statement=(None, pence))
    db.session.flush()
    return row


def open_one(account_id: int) -> Reconciliation | None:
    """The statement of an account that is being ticked off."""
    wanted = select(Reconciliation).where(
        Reconciliation.account_id == account_id,
        Reconciliation.finished_at.is_(None),
        Reconciliation.set_aside_at.is_(None),
    )
    return db.session.scalar(wanted.order_by(Reconciliation.id.desc()).limit(1))


def last_finished(account_id: int, below: int | None = None) -> Reconciliation | None:
    """The newest finished statement of an account, or the newest before another."""
    wanted = select(Reconciliation).where(
        Reconciliation.account_id == account_id, Reconciliation.finished_at.is_not(None)
    )
    if below is not None:
        wanted = wanted.where(Reconciliation.id < below)
    return db.session.scalar(wanted.order_by(Reconciliation.id.desc()).limit(1))


def finished() -> list[tuple[Reconciliation, str]]:
    """Every finished statement with the name of its account, the newest first."""
    rows = db.session.execute(
        select(Reconciliation, Account.name)
        .join(Account, Account.id == Reconciliation.account_id)
        .where(Reconciliation.finished_at.is_not(None))
        .order_by(Reconciliation.until.desc(), Reconciliation.id.desc())
    )
    return [(row.Reconciliation, row.name) for row in rows]


def reconciled_to() -> dict[int, date]:
    """The last day of the newest finished statement of each account, by the account's row."""
    return {row.account_id: row.until for row in db.session.execute(newest_statements())}


def newest_statements() -> Any:
    """The question: `account_id`, and `until`, the last day of its newest finished statement."""
    return (
        select(Reconciliation.account_id, func.max(Reconciliation.until).label("until"))
        .where(Reconciliation.finished_at.is_not(None))
        .group_by(Reconciliation.account_id)
    )


def statements_reached(first: date, last: date) -> Any:
    """The same with `unseen`: how many statements for these days, both included, nobody else has looked at."""
    unseen = case((Reconciliation.seen_at.is_(None) & Reconciliation.until.between(first, last), 1))
    return newest_statements().add_columns(func.count(unseen).label("unseen"))


def _uncleared(row: Reconciliation) -> dict[int, int]:
    """Pence by entry that no earlier statement has shown: what was left then, and what was written since."""
    last = last_finished(row.account_id, below=row.id)
    left: dict[int, int] = {}
    after = 0
    if last is not None:
        after = last.newest_transaction or 0
        found = db.session.execute(
            select(LeftOpen.entry_id, LeftOpen.pence).where(LeftOpen.reconciliation_id == last.id)
        )
        left = {line.entry_id: line.pence for line in found}
    rows = db.session.execute(
        select(Transaction.entry_id, func.sum(MoneyLeg.pence).label("pence"))
        .join(MoneyLeg, MoneyLeg.transaction_id == Transaction.id)
        .where(MoneyLeg.account_id == row.account_id, MoneyLeg.transaction_id > after)
        .group_by(Transaction.entry_id)
    )
    return rules.uncleared(left, {line.entry_id: int(line.pence) for line in rows}, {})


def _shown_by_the_bank(account_id: int, until: date, open_pence: Mapping[int, int]) -> set[int]:
    """Entries that lines of the bank's up to a day show, with the very pence that are still to come."""
    rows = db.session.execute(
        select(BankMatch.entry_id, BankLine.pence)
        .join(BankLine, BankLine.id == BankMatch.line_id)
        .join(BankFile, BankFile.id == BankLine.file_id)
        .where(
            BankLine.account_id == account_id,
            BankLine.day <= until,
            BankMatch.undone_at.is_(None),
            BankFile.taken_back_at.is_(None),
        )
    )
    return {row.entry_id for row in rows if open_pence.get(row.entry_id) == row.pence}


def ticks_of(row: Reconciliation) -> dict[int, int]:
    """Pence by entry that are ticked on a statement."""
    found = db.session.execute(select(Tick.entry_id, Tick.pence).where(Tick.reconciliation_id == row.id))
    return {line.entry_id: line.pence for line in found}


def standing(row: Reconciliation) -> Standing:
    """How a statement stands; of a finished one, as it stood when it was finished."""
    last = last_finished(row.account_id, below=row.id)
    ticked = ticks_of(row)
    if row.finished_at is None:
        open_pence = _uncleared(row)
    else:
        found = db.session.execute(
            select(LeftOpen.entry_id, LeftOpen.pence).where(LeftOpen.reconciliation_id == row.id)
        )
        open_pence = {line.entry_id: line.pence for line in found} | ticked
    before = last.pence if last else 0
    shown = {entry_id: pence for entry_id, pence in open_pence.items() if entry_id in ticked or pence}
    marks = {entry_id for entry_id in ticked if shown.get(entry_id) == ticked[entry_id]}
    return Standing(
        before,
        sum(shown[entry_id] for entry_id in marks),
        rules.difference(row.pence, before, (shown[entry_id] for entry_id in marks)),
        _items(shown, marks, row.until),
        row.until,
    )


def _items(pence: Mapping[int, int], marks: set[int], until: date) -> list[Item]:
    wanted = list(pence)
    days = {
        line.entry_id: line.day
        for line in db.session.execute(
            select(Transaction.entry_id, func.max(Transaction.day).label("day"))
            .where(Transaction.entry_id.in_(wanted), Transaction.reverses_id.is_(None))
            .group_by(Transaction.entry_id)
        )
    }
    payees = {
        line.entry_id: line.text or ""
        for line in db.session.execute(
            select(Wording.entry_id, PrivateText.text)
            .outerjoin(PrivateText, PrivateText.id == Wording.payee_id)
            .where(Wording.entry_id.in_(wanted))
            .order_by(Wording.number)
        )
    }
    entries = db.session.scalars(select(Entry).where(Entry.id.in_(wanted)))
    found = [
        Item(
            one.id,
            one.reference,
            days[one.id],
            pence[one.id],
            payees.get(one.id, "") or ("Moved between our accounts" if one.kind == "move" else ""),
            one.id in marks,
            rules.is_old(days[one.id], until),
        )
        for one in entries
    ]
    return sorted(found, key=lambda item: (item.day, item.entry_id))


def tick(row: Reconciliation, entry_ids: Iterable[int], version: int, by: Actor) -> None:
    """Tick these entries and no others. Raises Conflict when somebody else has ticked meanwhile."""
    _still_open(row)
    if row.version != version:
        raise Conflict(SAVED_MEANWHILE)
    open_pence = _uncleared(row)
    db.session.execute(delete(Tick).where(Tick.reconciliation_id == row.id))
    for entry_id in sorted(set(entry_ids) & set(open_pence)):
        db.session.add(Tick(reconciliation_id=row.id, entry_id=entry_id, pence=open_pence[entry_id]))
    flag_modified(row, "pence")  # ticks stand in rows of their own, and the next to save has to be told
    db.session.flush()


def change_statement(row: Reconciliation, until: date, pence: int, by: Actor) -> None:
    """Put the day or the balance of a statement right that is not finished."""
    _still_open(row)
    last = last_finished(row.account_id, below=row.id)
    if until > tenancy.today() or (last is not None and until <= last.until):
        raise Refused("The statement ends after the last one, and not after today", "until")
    row.until, row.pence = until, pence
    db.session.flush()


def finish(row: Reconciliation, by: Actor) -> None:
    """Finish a statement: only when nothing is left over; from now on its ticks and what was uncleared stay."""
    _still_open(row)
    now = standing(row)
    if now.difference:
        raise Refused(f"{pounds(abs(now.difference))} are still left over. It can be finished when nothing is")
    for item in now.uncleared:
        db.session.add(LeftOpen(reconciliation_id=row.id, entry_id=item.entry_id, pence=item.pence))
    kept = {item.entry_id: item.pence for item in now.entries if item.ticked}
    db.session.execute(delete(Tick).where(Tick.reconciliation_id == row.id, Tick.entry_id.not_in(list(kept))))
    row.finished_at, row.finished_by_no, row.newest_transaction = dates.now(), by.person_no, last_id()
    db.session.flush()
    row.digest = digest_of(row)
    account = db.session.get_one(Account, row.account_id)
    record(
        by,
        "reconciled",
        account.name,
        until=(None, row.until.isoformat()),
        statement=(None, row.pence),
        ticked=(None, len(kept)),
        uncleared=(None, len(now.uncleared)),
    )
    db.session.flush()


def digest_of(row: Reconciliation) -> str:
    """SHA-256 over a finished statement, its ticks and what was left open, so that a change behind our back shows."""
    left = db.session.execute(
        select(LeftOpen.entry_id, LeftOpen.pence)
        .where(LeftOpen.reconciliation_id == row.id)
        .order_by(LeftOpen.entry_id)
    )
    whole = {
        "until": row.until.isoformat(),
        "pence": row.pence,
        "ticked": sorted(ticks_of(row).items()),
        "left": [(line.entry_id, line.pence) for line in left],
        "last": row.newest_transaction,
    }
    return sha256(canonical(whole).encode()).hexdigest()


def check() -> Iterator[str]:
    """A sentence for each finished statement that does not add up, or was changed since."""
    for row, name in finished():
        last = last_finished(row.account_id, below=row.id)
        label = f"the statement of {name} to {long_day(row.until)}"
        if rules.difference(row.pence, last.pence if last else 0, ticks_of(row).values()):
            yield f"The ticks of {label} do not come to what it says"
        if digest_of(row) != row.digest:
            yield f"Something in {label} was changed after it was finished"


def set_aside(row: Reconciliation, by: Actor) -> None:
    """Give up a statement that was begun; the ticks count for nothing."""
    _still_open(row)
    row.set_aside_at = dates.now()
    record(by, "set a statement aside", db.session.get_one(Account, row.account_id).name)
    db.session.flush()


def see(row: Reconciliation, by: Actor) -> None:
    """Somebody else puts their name to a finished statement. Raises Refused for whoever finished it."""
    if row.finished_at is None:
        raise Refused("It is not finished yet")
    if row.seen_at is not None:
        raise Refused("Somebody has looked at it already")
    if row.finished_by_no == by.person_no:
        raise Refused("Somebody else has to look at it: two pairs of eyes are the point of it")
    row.seen_at, row.seen_by_no = dates.now(), by.person_no
    record(by, "looked at a reconciled statement", db.session.get_one(Account, row.account_id).name)
    db.session.flush()


def _still_open(row: Reconciliation) -> None:
    if row.finished_at is not None:
        raise Refused(FINISHED)
    if row.set_aside_at is not None:
        raise Refused("This statement was set aside")
