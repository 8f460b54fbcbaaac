"""Who changed what, when: append-only, each line carrying the hash of the one before.

The chain hashes identifiers that move with the group and digests of anything that names a person,
so a name can later be replaced by "Member 014 (left)" without breaking it.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, Union

from sqlalchemy import Integer, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from groupkit import dates, tenancy
from groupkit.db import LongWords, Model, Moment, Words, db
from groupkit.tenancy import AppendOnly, GroupOwned, owned

Value = Union[str, int, bool, date, None, "PrivateText", list[Any], dict[str, Any]]


class By(Protocol):
    """Whoever did it: their number in the group; 0 is the program itself."""

    @property
    def person_no(self) -> int: ...


@dataclass(frozen=True)
class TheProgram:
    """The program itself, when it sets a group up."""

    person_no: int = 0


class PrivateText(GroupOwned, Model):
    """Words that may name somebody, kept apart so that they can be blanked; the digest stays."""

    __tablename__ = "private_texts"
    __table_args__ = owned(UniqueConstraint("group_id", "digest"))

    digest: Mapped[str] = mapped_column(String(64))
    salt: Mapped[str | None] = mapped_column(String(32))
    text: Mapped[str | None] = mapped_column(LongWords)
    instead: Mapped[str | None] = mapped_column(Words(100))
    """What is shown once the text has been taken out."""

    @property
    def shown(self) -> str:
        """The text, or what stands in its place."""
        return self.instead or "" if self.text is None else self.text


def shown_of(text: Any) -> Any:
    """`PrivateText.shown` as a column, of the table or an alias of it; nothing where there is no row."""
    return func.coalesce(text.text, text.instead, "")


class HistoryLine(GroupOwned, AppendOnly, Model):
    """One change: numbered within the group, ordered by number and never by time."""

    __tablename__ = "history"
    __table_args__ = owned(UniqueConstraint("group_id", "number"))

    number: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Moment)
    by_no: Mapped[int] = mapped_column(Integer)
    what: Mapped[str] = mapped_column(Words(80))
    subject: Mapped[str] = mapped_column(Words(120))
    body: Mapped[str] = mapped_column(LongWords)
    before: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


def private(text: str) -> PrivateText:
    """Keep words that may name somebody; the history will hold only their salted digest."""
    row = _kept_apart(text)
    db.session.flush()
    return row


def _kept_apart(text: str) -> PrivateText:
    salt = new_salt()
    row = PrivateText(digest=digest_of(salt, text), salt=salt, text=text)
    db.session.add(row)
    return row


def private_each(texts: Iterable[str]) -> list[PrivateText]:
    """Keep many private texts with one trip to the database."""
    rows = [_kept_apart(text) for text in texts]
    db.session.flush()
    return rows


def new_salt() -> str:
    """What makes a digest of short words worth nothing to whoever guesses them (128 bits)."""
    return secrets.token_hex(16)


def digest_of(salt: str, text: str) -> str:
    """The salted digest that stands in the chain for a private text."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def blank(row: PrivateText, instead: str) -> None:
    """Take a private text out for good, leaving its digest and what to show in its place."""
    row.text, row.salt, row.instead = None, None, instead


def digest_only(text: str) -> str:
    """How the history of a draft speaks of its words: when they changed, never what they were."""
    salt = new_salt()
    return f"words {digest_of(salt, text)[:16]}" if text else "no words"


def record(by: By, what: str, subject: str, **changes: tuple[Value, Value]) -> HistoryLine:
    """Write one line: `what` was done to `subject`; each change is (old value, new value)."""
    return record_each(by, what, [(subject, changes)])[0]


def record_each(by: By, what: str, told: Iterable[tuple[str, Mapping[str, tuple[Value, Value]]]]) -> list[HistoryLine]:
    """Write a line for each subject, one after another, with one trip to the database."""
    return record_lines(by, ((what, subject, changes) for subject, changes in told))


def record_lines(by: By, told: Iterable[tuple[str, str, Mapping[str, tuple[Value, Value]]]]) -> list[HistoryLine]:
    """Write a line for each (what was done, to what, changes), one after another, with one trip to the database."""
    end, lines = head(), []
    for what, subject, changes in told:
        line = HistoryLine(
            number=end.number + 1,
            at=dates.now(),
            by_no=by.person_no,
            what=what,
            subject=subject,
            body=canonical({name: [_plain(old), _plain(new)] for name, (old, new) in changes.items()}),
            before=end.hash,
        )
        line.hash = hash_of(line)
        end = Head(line.number, line.hash)
        db.session.add(line)
        lines.append(line)
    db.session.flush()
    return lines


def changed(old: Mapping[str, Value], new: Mapping[str, Value]) -> dict[str, tuple[Value, Value]]:
    """Only what differs between two sets of values, as `record` takes it."""
    return {name: (old.get(name), value) for name, value in new.items() if old.get(name) != value}


def beginning(group_key: str) -> str:
    """What the first line of a group's history follows on from."""
    return hashlib.sha256(f"groupkit history {group_key}".encode()).hexdigest()


def hash_of(line: HistoryLine) -> str:
    """The hash of a line over its content and the hash before it."""
    content = canonical([line.number, line.at.isoformat(), line.by_no, line.what, line.subject, line.body])
    return hashlib.sha256(f"{line.before}\n{content}".encode()).hexdigest()


def canonical(value: Any) -> str:
    """JSON that is always the same for the same value."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Value) -> Any:
    if isinstance(value, PrivateText):
        return {"private": value.digest}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value


def private_in(value: Any) -> Iterator[str]:
    """The digests of private texts that a value names."""
    if isinstance(value, dict):
        if set(value) == {"private"}:
            yield str(value["private"])
        for inner in value.values():
            yield from private_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from private_in(inner)


@dataclass(frozen=True)
class Head:
    """How many lines the history has and the hash of the last: print it, and a cut-off end can be noticed."""

    number: int
    hash: str


def head(session: Session | None = None) -> Head:
    """The end of the history of the group in scope."""
    last = (
        (session or db.session)
        .execute(select(HistoryLine.number, HistoryLine.hash).order_by(HistoryLine.number.desc()).limit(1))
        .one_or_none()
    )
    return Head(last.number, last.hash) if last else Head(0, beginning(tenancy.scope().key))


def check() -> Iterator[str]:
    """A sentence for the first line that does not follow from the one before; nothing when the chain is whole."""
    before, expected = beginning(tenancy.scope().key), 1
    for line in db.session.scalars(select(HistoryLine).order_by(HistoryLine.number).execution_options(yield_per=500)):
        if line.number != expected:
            yield f"History line {expected} is missing"
            return
        if line.before != before or line.hash != hash_of(line):
            yield f"History line {line.number} is not as it was written"
            return
        before, expected = line.hash, expected + 1


def check_private_texts() -> Iterator[str]:
    """A sentence for each private text that is not what its digest says."""
    for row in db.session.scalars(select(PrivateText).order_by(PrivateText.id).execution_options(yield_per=500)):
        if row.text is not None and digest_of(row.salt or "", row.text) != row.digest:
            yield f"The words kept under {row.digest[:12]} have been changed"


def lines(most: int, below: int | None = None) -> list[HistoryLine]:
    """The newest lines first, at most `most`, below a number."""
    wanted = select(HistoryLine).order_by(HistoryLine.number.desc()).limit(most)
    if below is not None:
        wanted = wanted.where(HistoryLine.number < below)
    return list(db.session.scalars(wanted))


def private_texts(ids: Iterable[int | None]) -> dict[int, PrivateText]:
    """Some private texts by their row, in one question; none is asked where there is nothing to ask for."""
    wanted = {row_id for row_id in ids if row_id is not None}
    if not wanted:
        return {}
    return {row.id: row for row in db.session.scalars(select(PrivateText).where(PrivateText.id.in_(wanted)))}


def private_text(row_id: int | None) -> PrivateText | None:
    """One private text by its row; None for none."""
    return next(iter(private_texts([row_id]).values()), None)


def texts(digests: Iterable[str]) -> dict[str, str]:
    """What to show for each digest of a private text."""
    wanted = set(digests)
    if not wanted:
        return {}
    rows = db.session.scalars(select(PrivateText).where(PrivateText.digest.in_(wanted)))
    return {row.digest: row.shown for row in rows}
