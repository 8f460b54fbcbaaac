"""What a line of the bank's may be: an entry that is in the book already, or one like those written before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased

from groupkit.bank import queries, rules
from groupkit.bank.models import BankLine, BankMatch, CodingRule
from groupkit.dates import long_day
from groupkit.db import db
from groupkit.history import PrivateText
from groupkit.ledger.models import Category, Entry, MoneyLeg, PurposeLeg, Transaction, Wording

LOOKED_BACK = 1_000
AT_ONCE = 20
"""How many lines of the bank's stand on one page."""


@dataclass(frozen=True)
class Waiting:
    """A line of the bank's that is not in the book yet."""

    id: int
    account_id: int
    day: date
    pence: int
    words: str
    match: "Candidate | None" = None
    offer: "Offer | None" = None


@dataclass(frozen=True)
class Candidate:
    """An entry that a line of the bank's may be: its reference, day and payee."""

    entry_id: int
    reference: str
    day: date
    pence: int
    payee: str = ""


@dataclass(frozen=True)
class Offer:
    """How a line could be written, and where that comes from."""

    category_id: int
    fund_id: int
    heading_id: int | None
    payee: str
    because: str


def waiting(account_id: int, most: int = AT_ONCE) -> list[Waiting]:
    """The oldest lines of an account that are not in the book yet, with what each may be."""
    rows = db.session.execute(
        queries.open_lines().where(BankLine.account_id == account_id).order_by(BankLine.day, BankLine.id).limit(most)
    ).all()
    lines = [
        Waiting(row.BankLine.id, account_id, row.BankLine.day, row.BankLine.pence, row.text or row.instead or "")
        for row in rows
    ]
    found, offered = candidates(account_id, lines), offers(lines)
    return [
        Waiting(line.id, account_id, line.day, line.pence, line.words, found.get(line.id), offered.get(line.id))
        for line in lines
    ]


def candidates(account_id: int, lines: Sequence[Waiting]) -> dict[int, Candidate]:
    """For each line the entry in the book that it looks like, where there is one that no other line is."""
    if not lines:
        return {}
    first, last = min(line.day for line in lines) - rules.NEAR, max(line.day for line in lines) + rules.NEAR
    taken = (
        select(BankMatch.id)
        .join(BankLine, BankLine.id == BankMatch.line_id)
        .where(
            BankMatch.entry_id == Transaction.entry_id,
            BankMatch.undone_at.is_(None),
            BankLine.account_id == account_id,
        )
        .exists()
    )
    rows = db.session.execute(
        select(Entry, Transaction.day, MoneyLeg.pence)
        .join(Transaction, Transaction.entry_id == Entry.id)
        .join(MoneyLeg, MoneyLeg.transaction_id == Transaction.id)
        .where(
            MoneyLeg.account_id == account_id,
            MoneyLeg.day >= first,
            MoneyLeg.day <= last,
            MoneyLeg.pence.in_({line.pence for line in lines}),
            Transaction.id.in_(queries.standing_ids()),
            Entry.kind != "opening",
            ~taken,
        )
    ).all()
    by_id = {row.Entry.id: Candidate(row.Entry.id, row.Entry.reference, row.day, row.pence) for row in rows}
    paired = rules.pairs(
        (rules.Seen(line.id, line.day, line.pence) for line in lines),
        (rules.Written(one.entry_id, one.day, one.pence) for one in by_id.values()),
    )
    return {line_id: by_id[entry_id] for line_id, entry_id in paired.items()}


def offers(lines: Sequence[Waiting]) -> dict[int, Offer]:
    """How each line could be written: by a rule of the treasurer's, else as the last one with the same words was."""
    if not lines:
        return {}
    kept = coding_rules()
    before = _coded_before()
    found: dict[int, Offer] = {}
    for line in lines:
        direction = "in" if line.pence > 0 else "out"
        by_rule = next(
            (rule for rule in kept if rule.direction == direction and rules.holds(line.words, rule.contains)), None
        )
        if by_rule is not None:
            found[line.id] = Offer(
                by_rule.category_id,
                by_rule.fund_id,
                by_rule.heading_id,
                by_rule.payee,
                f"your rule “{by_rule.contains}”",
            )
        elif (known := before.get((rules.stem(line.words), direction))) is not None and rules.stem(line.words):
            found[line.id] = known
    return found


@dataclass(frozen=True)
class Coding:
    """A rule of the treasurer's: lines that hold these words are written like this."""

    id: int
    contains: str
    payee: str
    category_id: int
    fund_id: int
    heading_id: int | None
    direction: str
    version: int


def coding_rules() -> list[Coding]:
    """The rules that are in use, the newest first."""
    said, payee = aliased(PrivateText), aliased(PrivateText)
    rows = db.session.execute(
        select(CodingRule, said.text.label("contains"), payee.text.label("payee"), Category.direction)
        .join(said, said.id == CodingRule.contains_id)
        .join(Category, Category.id == CodingRule.category_id)
        .outerjoin(payee, payee.id == CodingRule.payee_id)
        .where(CodingRule.stopped_on.is_(None), said.text.is_not(None))
        .order_by(CodingRule.id.desc())
    )
    return [
        Coding(
            row.CodingRule.id,
            row.contains,
            row.payee or "",
            row.CodingRule.category_id,
            row.CodingRule.fund_id,
            row.CodingRule.heading_id,
            row.direction,
            row.CodingRule.version,
        )
        for row in rows
    ]


def _coded_before() -> dict[tuple[str, str], Offer]:
    """How the last thousand lines were written, by what stays of their words and by direction; the latest wins."""
    said = aliased(PrivateText)
    rows = db.session.execute(
        select(BankLine.day, BankLine.pence, said.text, BankMatch.entry_id)
        .join(BankMatch, BankMatch.line_id == BankLine.id)
        .join(said, said.id == BankLine.words_id)
        .where(BankMatch.undone_at.is_(None), said.text.is_not(None))
        .order_by(BankMatch.id.desc())
        .limit(LOOKED_BACK)
    ).all()
    latest: dict[tuple[str, str], tuple[date, int]] = {}
    for row in rows:
        latest.setdefault((rules.stem(row.text), "in" if row.pence > 0 else "out"), (row.day, row.entry_id))
    coded = _single_purposes({entry_id for _, entry_id in latest.values()})
    found = {}
    for key, (day, entry_id) in latest.items():
        if entry_id in coded:
            leg, payee = coded[entry_id]
            found[key] = Offer(leg.category_id or 0, leg.fund_id, leg.heading_id, payee, f"like on {long_day(day)}")
    return found


def _single_purposes(entry_ids: Iterable[int]) -> dict[int, tuple[PurposeLeg, str]]:
    """Of entries that stand and were for one thing: what for, and who was paid."""
    wanted = set(entry_ids)
    found = db.session.execute(
        select(Transaction.entry_id, PurposeLeg)
        .join(PurposeLeg, PurposeLeg.transaction_id == Transaction.id)
        .where(Transaction.entry_id.in_(wanted), Transaction.id.in_(queries.standing_ids()))
    ).all()
    legs: dict[int, list[PurposeLeg]] = {}
    for row in found:
        legs.setdefault(row.entry_id, []).append(row.PurposeLeg)
    names: dict[int, str] = {}
    worded = db.session.execute(
        select(Wording.entry_id, PrivateText.text)
        .outerjoin(PrivateText, PrivateText.id == Wording.payee_id)
        .where(Wording.entry_id.in_(wanted))
        .order_by(Wording.number)
    )
    for said in worded:
        names[said.entry_id] = said.text or ""
    return {
        entry_id: (own[0], names.get(entry_id, ""))
        for entry_id, own in legs.items()
        if len(own) == 1 and own[0].category_id is not None
    }
