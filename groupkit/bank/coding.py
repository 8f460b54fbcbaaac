"""Writing lines of the bank's into the book, or saying which entry one is."""

from collections.abc import Sequence
from dataclasses import dataclass

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.bank import queries
from groupkit.bank.models import BankFile, BankLine, BankMatch, CodingRule
from groupkit.db import db
from groupkit.history import private, record
from groupkit.ledger import operations as ledger
from groupkit.ledger.models import Category, Entry
from groupkit.ledger.operations import Answers
from groupkit.ledger.rules import Part
from groupkit.refusal import Refused

DONE_ALREADY = "This line is in the book already: somebody else has written it down meanwhile"

WRITTEN_FROM_IT = "This line of the cash book was written from the bank’s. Put it right or make it void there"
RECONCILED = "This is part of a statement that was reconciled, so it stays. Put the line of the cash book right instead"


@dataclass(frozen=True)
class Said:
    """What the treasurer says a line is: an entry that is there, a move with another account, or something new."""

    line_id: int
    entry_id: int | None = None
    other_account_id: int | None = None
    category_id: int | None = None
    fund_id: int | None = None
    heading_id: int | None = None
    payee: str = ""


def write_down(said: Sequence[Said], by: Actor, answers: Answers) -> list[Entry]:
    """Write or match each line; all of them or none. Refused names the line in its field, `what_<id>`."""
    found = []
    for one in said:
        try:
            found.append(_write(one, by, answers))
        except Refused as refused:
            if refused.field == "below_zero":
                raise
            raise type(refused)(refused.sentence, f"what_{one.line_id}") from None
    return found


def _write(said: Said, by: Actor, answers: Answers) -> Entry:
    line = _open_line(said.line_id)
    if said.entry_id is not None:
        return _match(line, said.entry_id, by)
    if said.other_account_id is not None:
        return _as_move(line, said.other_account_id, by, answers)
    entry = _as_entry(line, said, by, answers)
    _join(line, entry, made=True, by=by)
    return entry


def _open_line(line_id: int) -> BankLine:
    line = db.session.get(BankLine, line_id)
    if line is None or db.session.get_one(BankFile, line.file_id).taken_back_at is not None:
        raise Refused("This line of the bank’s is not here any more")
    if not queries.is_open(line.id):
        raise Refused(DONE_ALREADY)
    return line


def _as_entry(line: BankLine, said: Said, by: Actor, answers: Answers) -> Entry:
    if said.category_id is None or said.fund_id is None:
        raise Refused("Choose what it was for and which fund")
    category = db.session.get(Category, said.category_id)
    if category is None:
        raise Refused("Choose what it was for")
    parts = [Part(abs(line.pence), said.category_id, said.fund_id, said.heading_id)]
    common = {"day": line.day, "account": line.account_id, "amount": abs(line.pence), "parts": parts}
    words = {"payee": said.payee, "by": by, "answers": answers}
    if line.pence < 0:
        return ledger.record_payment(**common, **words)  # type: ignore[arg-type]
    if category.direction == "out":
        return ledger.record_refund(**common, **words)  # type: ignore[arg-type]
    return ledger.record_receipt(**common, **words)  # type: ignore[arg-type]


def _as_move(line: BankLine, other_id: int, by: Actor, answers: Answers) -> Entry:
    """A move to or from another of our accounts, which may be written down already from the other side."""
    from_id, to_id = (line.account_id, other_id) if line.pence < 0 else (other_id, line.account_id)
    entry = ledger.record_move(
        day=line.day, from_account=from_id, to_account=to_id, amount=abs(line.pence), by=by, answers=answers
    )
    _join(line, entry, made=True, by=by)
    return entry


def _match(line: BankLine, entry_id: int, by: Actor) -> Entry:
    entry = db.session.get(Entry, entry_id)
    if entry is None:
        raise Refused("Choose a line of the cash book")
    if queries.standing_pence(entry.id, line.account_id) != line.pence:
        raise Refused(f"The amount of {entry.reference} is another one now. Look at it once more")
    if queries.is_matched(entry.id, line.account_id):
        raise Refused(f"{entry.reference} belongs to another line of the bank’s already")
    _join(line, entry, made=False, by=by)
    record(by, "matched with a line of the bank’s", entry.reference, day=(None, line.day.isoformat()))
    return entry


def _join(line: BankLine, entry: Entry, made: bool, by: Actor) -> None:
    db.session.add(BankMatch(line_id=line.id, entry_id=entry.id, made=made, put_at=dates.now(), put_by_no=by.person_no))
    db.session.flush()


def unmatch(match: BankMatch, reason: str, by: Actor) -> None:
    """A line was not that entry after all: both stand alone again, and nothing in the book changes.

    Refused for an entry written from the line, and once a statement with it is finished.
    """
    if match.undone_at is not None:
        raise Refused("This has been taken apart already")
    if match.made:
        raise Refused(WRITTEN_FROM_IT)
    if queries.are_reconciled([match.entry_id]):
        raise Refused(RECONCILED)
    if not reason:
        raise Refused("Write in a few words why", "reason")
    entry = db.session.get_one(Entry, match.entry_id)
    match.undone_at, match.undone_by_no = dates.now(), by.person_no
    record(by, "took apart from a line of the bank’s", entry.reference, why=(None, private(reason)))
    db.session.flush()


def add_rule(
    contains: str, payee: str, category_id: int, fund_id: int, heading_id: int | None, by: Actor
) -> CodingRule:
    """Lines that hold these words are offered like this from now on. Raises Refused for words that say too little."""
    if len(contains.strip()) < 3:
        raise Refused("Write at least three letters that the bank’s words hold", "contains")
    row = CodingRule(
        contains_id=private(contains).id,
        payee_id=private(payee).id if payee else None,
        category_id=category_id,
        fund_id=fund_id,
        heading_id=heading_id,
    )
    db.session.add(row)
    db.session.flush()
    record(by, "made a rule for lines of the bank’s", "what it is for")
    return row


def stop_rule(row: CodingRule, by: Actor) -> None:
    """Offer nothing by this rule any more; what was written by it stays."""
    if row.stopped_on is not None:
        raise Refused("This rule has been stopped already")
    row.stopped_on = tenancy.today()
    record(by, "stopped a rule for lines of the bank’s", "what it is for")
    db.session.flush()
