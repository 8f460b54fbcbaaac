"""Requests as they stand: their wordings, who said yes to which, and how they ended; a question each, however many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from groupkit import dates, tenancy
from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.history import PrivateText
from groupkit.ledger.models import Entry
from groupkit.payments import rules
from groupkit.payments.models import (
    Authorisation,
    PaymentEnd,
    PaymentException,
    PaymentPaper,
    PaymentRequest,
    PaymentWording,
)

LATELY = 50


@dataclass(frozen=True)
class Said:
    """What is asked for, in one wording; pence."""

    id: int
    number: int
    pence: int
    payee: str
    purpose: str
    decision: str
    way: str
    account_id: int | None
    category_id: int | None
    fund_id: int | None
    heading_id: int | None
    at: datetime
    by_no: int

    @property
    def ready(self) -> bool:
        """Whether it says which money it is to come from."""
        return bool(self.account_id and self.category_id and self.fund_id and self.way)


@dataclass(frozen=True)
class Yes:
    """Somebody's yes to one wording; with a sheet, signed on paper."""

    person_id: int
    wording: int
    at: datetime
    by_no: int
    sheet_id: int | None


@dataclass(frozen=True)
class Excepted:
    """Why a payment goes ahead with fewer people than the rule asks for."""

    id: int
    wording: int
    why: str
    needed: int
    said_yes: int
    at: datetime
    by_no: int
    shown_on: date | None


@dataclass(frozen=True)
class Ended:
    """How a request ended, and the line of the book where it was paid."""

    how: str
    why: str
    wording: int
    entry_id: int | None
    year: str
    code: str
    needed: int | None
    source: str
    at: datetime
    by_no: int

    @property
    def reference(self) -> str:
        return f"{self.year}/{self.code}" if self.entry_id else ""


@dataclass(frozen=True)
class Paper:
    """A photo or PDF that came with a request; `gone` once it was covered in the book."""

    id: int
    file_id: int
    name: str
    mime: str
    gone: bool


@dataclass(frozen=True)
class Asked:
    """One request with everything that was said about it."""

    id: int
    number: int
    claim: bool
    claimant_id: int | None
    spent_on: date | None
    how: str
    asked_at: datetime
    asked_by_no: int
    wordings: tuple[Said, ...]
    yeses: tuple[Yes, ...]
    exceptions: tuple[Excepted, ...]
    papers: tuple[Paper, ...]
    ended: Ended | None

    @property
    def now(self) -> Said:
        """What is asked for, as last worded."""
        return self.wordings[-1]

    @property
    def title(self) -> str:
        """`Claim 12`, `Payment 7`: how it is called everywhere, the history too."""
        return title_of(self.claim, self.number)

    @property
    def said_yes(self) -> tuple[int, ...]:
        """Who said yes to what is asked for now."""
        return tuple(yes.person_id for yes in self.yeses if yes.wording == self.now.number)

    @property
    def excepted(self) -> Excepted | None:
        """The exception for what is asked for now."""
        return next((one for one in self.exceptions if one.wording == self.now.number), None)

    @property
    def day(self) -> date:
        return dates.day_of(self.asked_at, tenancy.scope().zone)

    @property
    def days(self) -> int:
        """For how many days it has waited, or waited until its end."""
        until = dates.day_of(self.ended.at, tenancy.scope().zone) if self.ended else tenancy.today()
        return rules.days_waited(self.day, until)

    @property
    def waits(self) -> str:
        """`waiting 12 days`."""
        return rules.waiting_in_words(self.days)

    def state(self, votes: int, needed: int) -> str:
        """Where it stands: `ended`, `unready`, `waiting` or `agreed`."""
        return rules.state_of(self.ended is not None, self.now.ready, votes, needed, self.excepted is not None)


def title_of(claim: bool, number: int) -> str:
    """How a request is called."""
    return f"{'Claim' if claim else 'Payment'} {number}"


def asked(request_id: int) -> Asked | None:
    """One request by row."""
    return next(iter(_read(select(PaymentRequest).where(PaymentRequest.id == request_id))), None)


def open_requests() -> list[Asked]:
    """Every request that has not come to an end, the one that waits longest first."""
    return _read(select(PaymentRequest).where(~has_ended()).order_by(PaymentRequest.id))


def requests_below(before: int | None, most: int) -> list[Asked]:
    """Every request, the newest first, below a row: for a list that is written in slices."""
    wanted = select(PaymentRequest).order_by(PaymentRequest.id.desc()).limit(most)
    return _read(wanted if before is None else wanted.where(PaymentRequest.id < before))


def ended_lately() -> list[Asked]:
    """The last requests that came to an end, the newest first."""
    last = select(PaymentEnd.request_id).order_by(PaymentEnd.id.desc()).limit(LATELY)
    ids = list(db.session.scalars(last))
    found = _read(select(PaymentRequest).where(PaymentRequest.id.in_(ids)))
    return sorted(found, key=lambda one: ids.index(one.id))


def own(person_id: int) -> list[Asked]:
    """Somebody's own claims, the newest first."""
    mine = select(PaymentRequest).where(PaymentRequest.claimant_id == person_id, PaymentRequest.claim)
    return _read(mine.order_by(PaymentRequest.id.desc()))


def exceptions_to_show() -> list[Asked]:
    """Requests with an exception that no meeting has been shown yet, the oldest first."""
    ids = select(PaymentException.request_id).where(PaymentException.shown_on.is_(None))
    wanted = list(db.session.scalars(ids))
    return _read(select(PaymentRequest).where(PaymentRequest.id.in_(wanted)).order_by(PaymentRequest.id))


def has_ended() -> Any:
    """Whether a request has come to its end, as a condition."""
    return select(PaymentEnd.id).where(PaymentEnd.request_id == PaymentRequest.id).exists()


def _read(wanted: Any) -> list[Asked]:
    rows = list(db.session.scalars(wanted))
    if not rows:
        return []
    ids = [row.id for row in rows]
    hows = shown(row.how_id for row in rows)
    wordings, yeses, exceptions = _wordings(ids), _yeses(ids), _exceptions(ids)
    papers, ends = _papers(ids), _ends(ids)
    return [
        Asked(
            id=row.id,
            number=row.number,
            claim=row.claim,
            claimant_id=row.claimant_id,
            spent_on=row.spent_on,
            how=hows.get(row.how_id, ""),
            asked_at=row.asked_at,
            asked_by_no=row.asked_by_no,
            wordings=tuple(wordings.get(row.id, ())),
            yeses=tuple(yeses.get(row.id, ())),
            exceptions=tuple(exceptions.get(row.id, ())),
            papers=tuple(papers.get(row.id, ())),
            ended=ends.get(row.id),
        )
        for row in rows
    ]


def shown(ids: Iterable[int | None]) -> dict[int | None, str]:
    """What to show for some private texts, by row."""
    wanted = {row_id for row_id in ids if row_id is not None}
    if not wanted:
        return {}
    return {row.id: row.shown for row in db.session.scalars(select(PrivateText).where(PrivateText.id.in_(wanted)))}


def _wordings(ids: list[int]) -> dict[int, list[Said]]:
    rows = list(
        db.session.scalars(
            select(PaymentWording).where(PaymentWording.request_id.in_(ids)).order_by(PaymentWording.number)
        )
    )
    words = shown(one for row in rows for one in (row.payee_id, row.purpose_id, row.decision_id))
    found: dict[int, list[Said]] = {}
    for row in rows:
        said = Said(
            row.id,
            row.number,
            row.pence,
            words.get(row.payee_id, ""),
            words.get(row.purpose_id, ""),
            words.get(row.decision_id, ""),
            row.way,
            row.account_id,
            row.category_id,
            row.fund_id,
            row.heading_id,
            row.written_at,
            row.written_by_no,
        )
        found.setdefault(row.request_id, []).append(said)
    return found


def _yeses(ids: list[int]) -> dict[int, list[Yes]]:
    rows = db.session.execute(
        select(Authorisation, PaymentWording.number)
        .join(PaymentWording, PaymentWording.id == Authorisation.wording_id)
        .where(Authorisation.request_id.in_(ids))
        .order_by(Authorisation.id)
    )
    found: dict[int, list[Yes]] = {}
    for row, number in rows:
        found.setdefault(row.request_id, []).append(Yes(row.person_id, number, row.at, row.by_no, row.sheet_id))
    return found


def _exceptions(ids: list[int]) -> dict[int, list[Excepted]]:
    rows = db.session.execute(
        select(PaymentException, PaymentWording.number, PrivateText)
        .join(PaymentWording, PaymentWording.id == PaymentException.wording_id)
        .join(PrivateText, PrivateText.id == PaymentException.why_id)
        .where(PaymentException.request_id.in_(ids))
        .order_by(PaymentException.id)
    )
    found: dict[int, list[Excepted]] = {}
    for row, number, why in rows:
        one = Excepted(row.id, number, why.shown, row.needed, row.said_yes, row.at, row.by_no, row.shown_on)
        found.setdefault(row.request_id, []).append(one)
    return found


def _papers(ids: list[int]) -> dict[int, list[Paper]]:
    rows = db.session.execute(
        select(PaymentPaper.id, PaymentPaper.request_id, PaymentPaper.file_id, StoredFile.name, StoredFile.mime)
        .add_columns(StoredFile.gone_at)
        .join(StoredFile, StoredFile.id == PaymentPaper.file_id)
        .where(PaymentPaper.request_id.in_(ids))
        .order_by(PaymentPaper.id)
    )
    found: dict[int, list[Paper]] = {}
    for row in rows:
        paper = Paper(row.id, row.file_id, row.name, row.mime, row.gone_at is not None)
        found.setdefault(row.request_id, []).append(paper)
    return found


def _ends(ids: list[int]) -> dict[int, Ended]:
    rows = db.session.execute(
        select(PaymentEnd, PaymentWording.number, PrivateText, Entry)
        .join(PaymentWording, PaymentWording.id == PaymentEnd.wording_id)
        .outerjoin(PrivateText, PrivateText.id == PaymentEnd.why_id)
        .outerjoin(Entry, Entry.id == PaymentEnd.entry_id)
        .where(PaymentEnd.request_id.in_(ids))
    )
    return {
        row.request_id: Ended(
            row.how,
            why.shown if why else "",
            number,
            row.entry_id,
            entry.year if entry else "",
            entry.reference.rpartition("/")[2] if entry else "",
            row.needed,
            row.source,
            row.at,
            row.by_no,
        )
        for row, number, why, entry in rows
    }
