"""Bringing in a file of the bank's, and taking it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from groupkit import dates
from groupkit.access.actor import Actor
from groupkit.bank import queries, rules
from groupkit.bank.models import BankFile, BankLine, BankReading
from groupkit.bank.reading import StatementLine, keys
from groupkit.db import db
from groupkit.history import private_each, record
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Account, Entry
from groupkit.ledger.operations import void_entry
from groupkit.refusal import Refused

NOTHING_NEW = "Every line of this file is here already, so there is nothing to bring in"
TAKEN_BACK = "This file has been taken back already"
RECONCILED = (
    "Some of these lines are part of a statement that was reconciled, so the file stays. "
    "Put single lines of the cash book right instead"
)


def bring_in(
    account: Account,
    lines: Sequence[StatementLine],
    digest: str,
    layout_name: str,
    by: Actor,
    also: Iterable[int] = (),
) -> BankFile:
    """Keep the lines that are new, beside the book; `also` holds the places of lines to keep though they look known.

    Raises Refused when nothing is new.
    """
    if account.closed_on is not None:
        raise Refused("This account is closed. Open it again first", "table")
    found = both_keys(lines)
    compared = compare(account.id, lines)
    wanted = sorted({*compared.new, *(place for place in also if place in compared.here)})
    if not wanted:
        raise Refused(NOTHING_NEW, "table")
    days = [lines[place].day for place in wanted]
    kept = BankFile(
        account_id=account.id,
        digest=digest,
        layout_name=layout_name[:80],
        first_day=min(days),
        last_day=max(days),
        brought_in_at=dates.now(),
        brought_in_by_no=by.person_no,
    )
    db.session.add(kept)
    db.session.flush()
    words = private_each([lines[place].words for place in wanted])
    for place, said in zip(wanted, words, strict=True):
        line = lines[place]
        db.session.add(
            BankLine(
                file_id=kept.id,
                account_id=account.id,
                file_row=line.row,
                day=line.day,
                pence=line.pence,
                balance=line.balance,
                line_key=found[place][0],
                alike_key=found[place][1],
                words_id=said.id,
            )
        )
    db.session.flush()
    record(
        by,
        "brought in a file of the bank’s",
        account.name,
        lines=(None, len(wanted)),
        days=(None, f"{kept.first_day.isoformat()} to {kept.last_day.isoformat()}"),
        layout=(None, kept.layout_name),
    )
    return kept


def compare(account_id: int, lines: Sequence[StatementLine]) -> rules.Compared:
    """Which of these lines are new in an account, and which look as if they were here; one question to the database."""
    days = [line.day for line in lines]
    known = queries.known_keys(account_id, min(days), max(days)) if days else set()
    return rules.compare(both_keys(lines), known)


@dataclass(frozen=True)
class Gap:
    """A file does not begin with what the lines that are here ended with: pence, and the day of the last of them."""

    ended: int
    on: date
    begins: int


def gap(account_id: int, new: Sequence[StatementLine]) -> Gap | None:
    """Where the new lines of a file do not follow on from the last line that is here, by the bank's own balances."""
    last = queries.last_balance(account_id)
    if last is None or not new:
        return None
    first = min(line.day for line in new)
    begins = [line.balance - line.pence for line in new if line.day == first and line.balance is not None]
    if not begins or first < last.day or last.balance in begins:
        return None
    return Gap(last.balance or 0, last.day, begins[0])


def both_keys(lines: Sequence[StatementLine]) -> list[tuple[str, str]]:
    """By what each line is known: with the balance after it, and without."""
    return list(zip(keys(lines), keys(lines, balances=False), strict=True))


def remember_shape(account_id: int, shape: str) -> None:
    """How files of this account are read, for the next time."""
    row = db.session.scalar(select(BankReading).where(BankReading.account_id == account_id))
    if row is None:
        db.session.add(BankReading(account_id=account_id, shape=shape))
    else:
        row.shape = shape
    db.session.flush()


def take_back(file: BankFile, by: Actor, reason: str) -> int:
    """Take a file back: its lines count for nothing, and entries written from them are made void; says how many.

    Entries that stood in the book before and were only matched stay. Raises Refused once a statement with one of
    them was finished.
    """
    if file.taken_back_at is not None:
        raise Refused(TAKEN_BACK)
    matched = queries.matches_of_file(file.id)
    if queries.are_reconciled({match.entry_id for match in matched}):
        raise Refused(RECONCILED)
    void = 0
    for match in matched:
        entry = db.session.get(Entry, match.entry_id)
        if match.made and entry is not None:
            latest = ledger.latest_transaction(entry.id)
            if not latest.void:
                void_entry(entry, latest.revision, reason=reason, by=by)
                void += 1
        match.undone_at, match.undone_by_no = dates.now(), by.person_no
    file.taken_back_at, file.taken_back_by_no = dates.now(), by.person_no
    name = db.session.get_one(Account, file.account_id).name
    record(by, "took back a file of the bank’s", name, made_void=(None, void))
    db.session.flush()
    return void
