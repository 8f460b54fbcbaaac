"""Lines of the bank's as they were brought in, and what each is in the book."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from groupkit.bank.models import BankFile, BankLine, BankMatch
from groupkit.bank.queries import standing_ids
from groupkit.db import db
from groupkit.history import PrivateText
from groupkit.ledger.models import Account, Entry, Transaction
from groupkit.likeness import holds

STATES = {"waiting": "Not in the book yet", "written": "In the book"}
Place = tuple[date, int]


@dataclass(frozen=True)
class LinesSought:
    """What the lines are narrowed down to; nothing given means everything. Days are both included."""

    words: str = ""
    first: date | None = None
    last: date | None = None
    state: str = ""


@dataclass(frozen=True)
class Shown:
    """A line of the bank's, with the entry that it is where there is one; pence in, or below nought out."""

    id: int
    account_id: int
    account: str
    day: date
    pence: int
    balance: int | None
    words: str
    year: str
    code: str
    match_id: int | None
    made: bool
    stands: bool
    """Whether that entry counts: of one that was made void the line waits again."""
    taken_back: bool

    @property
    def reference(self) -> str:
        return f"{self.year}/{self.code}" if self.year else ""

    @property
    def place(self) -> Place:
        return self.day, self.id

    @property
    def said(self) -> str:
        """Where it stands, in a few words."""
        if self.taken_back:
            return "its file was taken back"
        if not self.stands:
            return "waits to be written down"
        return f"{'written down as' if self.made else 'matched with'} {self.reference}"


def lines_of(account_id: int, sought: LinesSought, before: Place | None = None, most: int = 50) -> list[Shown]:
    """Lines of an account below (day, id), the newest first; those of files that were taken back are left out."""
    query = _wanted().where(BankLine.account_id == account_id, BankFile.taken_back_at.is_(None))
    query = _narrowed(query, sought)
    if before is not None:
        query = query.where(or_(BankLine.day < before[0], and_(BankLine.day == before[0], BankLine.id < before[1])))
    return _read(query.order_by(BankLine.day.desc(), BankLine.id.desc()).limit(most))


def line(line_id: int) -> Shown | None:
    """One line by row."""
    return next(iter(_read(_wanted().where(BankLine.id == line_id))), None)


def lines_of_entry(entry_id: int) -> list[Shown]:
    """The lines that an entry is: of a move between two banks there may be two."""
    return _read(_wanted().where(BankMatch.entry_id == entry_id).order_by(BankLine.day, BankLine.id))


def _narrowed(query: Any, sought: LinesSought) -> Any:
    if sought.first:
        query = query.where(BankLine.day >= sought.first)
    if sought.last:
        query = query.where(BankLine.day <= sought.last)
    if sought.words:
        query = query.where(holds(PrivateText.text, sought.words))
    if sought.state:
        in_book = _standing().exists()
        query = query.where(in_book if sought.state == "written" else ~in_book)
    return query


def _standing() -> Any:
    """The standing transaction of the entry that a line is."""
    return select(Transaction.id).where(Transaction.entry_id == BankMatch.entry_id, Transaction.id.in_(standing_ids()))


def _wanted() -> Any:
    """Each line once, with the latest that was said of it: one whose entry was made void may be written down again."""
    other = aliased(BankMatch)
    latest = select(func.max(other.id)).where(other.line_id == BankLine.id, other.undone_at.is_(None)).scalar_subquery()
    return (
        select(BankLine, BankMatch, Entry, Account.name, PrivateText, _standing().exists().label("stands"))
        .add_columns(BankFile.taken_back_at)
        .join(BankFile, BankFile.id == BankLine.file_id)
        .join(Account, Account.id == BankLine.account_id)
        .outerjoin(PrivateText, PrivateText.id == BankLine.words_id)
        .outerjoin(BankMatch, and_(BankMatch.line_id == BankLine.id, BankMatch.id == latest))
        .outerjoin(Entry, Entry.id == BankMatch.entry_id)
    )


def _read(query: Any) -> list[Shown]:
    return [
        Shown(
            id=row.id,
            account_id=row.account_id,
            account=account,
            day=row.day,
            pence=row.pence,
            balance=row.balance,
            words=words.shown if words else "",
            year=entry.year if entry else "",
            code=entry.reference.rpartition("/")[2] if entry else "",
            match_id=match.id if match else None,
            made=bool(match and match.made),
            stands=bool(entry and stands),
            taken_back=taken_back_at is not None,
        )
        for row, match, entry, account, words, stands, taken_back_at in db.session.execute(query)
    ]
