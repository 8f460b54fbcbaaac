"""Requests as they stand: their wordings, who said yes to which, and how they ended; a question each, however many."""

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.history import PrivateText
from groupkit.ledger.models import Entry
from groupkit.payments.models import (
    Authorisation,
    PaymentEnd,
    PaymentException,
    PaymentPaper,
    PaymentRequest,
    PaymentWording,
)
from groupkit.payments.queries.values import Asked, Ended, Excepted, InLists, Paper, Said, Yes

LATELY = 50


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


def in_lists() -> InLists:
    """Every request that one of the lists of the page shows, read together and sorted into them."""
    newest = select(PaymentEnd.request_id).order_by(PaymentEnd.id.desc()).limit(LATELY).subquery()
    lately = PaymentRequest.id.in_(select(newest.c.request_id))
    found = _read(select(PaymentRequest).where(or_(~has_ended(), lately, _to_show())).order_by(PaymentRequest.id))
    ended = sorted(((one.ended.id, one) for one in found if one.ended), key=lambda pair: pair[0], reverse=True)
    return InLists(
        open=[one for one in found if one.ended is None],
        ended=[one for _, one in ended[:LATELY]],
        to_show=[one for one in found if any(exception.shown_on is None for exception in one.exceptions)],
    )


def own(person_id: int) -> list[Asked]:
    """Somebody's own claims, the newest first."""
    mine = select(PaymentRequest).where(PaymentRequest.claimant_id == person_id, PaymentRequest.claim)
    return _read(mine.order_by(PaymentRequest.id.desc()))


def _to_show() -> Any:
    return PaymentRequest.id.in_(select(PaymentException.request_id).where(PaymentException.shown_on.is_(None)))


def has_ended() -> Any:
    """Whether a request has come to its end, as a condition."""
    return select(PaymentEnd.id).where(PaymentEnd.request_id == PaymentRequest.id).exists()


def _read(wanted: Any) -> list[Asked]:
    how = aliased(PrivateText)
    rows = db.session.execute(wanted.outerjoin(how, how.id == PaymentRequest.how_id).add_columns(how)).all()
    if not rows:
        return []
    ids = [row.id for row, _ in rows]
    wordings, yeses, exceptions = _wordings(ids), _yeses(ids), _exceptions(ids)
    papers, ends = _papers(ids), _ends(ids)
    return [
        Asked(
            id=row.id,
            number=row.number,
            claim=row.claim,
            claimant_id=row.claimant_id,
            spent_on=row.spent_on,
            how=_shown(words),
            asked_at=row.asked_at,
            asked_by_no=row.asked_by_no,
            wordings=tuple(wordings.get(row.id, ())),
            yeses=tuple(yeses.get(row.id, ())),
            exceptions=tuple(exceptions.get(row.id, ())),
            papers=tuple(papers.get(row.id, ())),
            ended=ends.get(row.id),
        )
        for row, words in rows
    ]


def _shown(words: PrivateText | None) -> str:
    return words.shown if words is not None else ""


def _wordings(ids: list[int]) -> dict[int, list[Said]]:
    payee, purpose, decision = aliased(PrivateText), aliased(PrivateText), aliased(PrivateText)
    rows = db.session.execute(
        select(PaymentWording, payee, purpose, decision)
        .outerjoin(payee, payee.id == PaymentWording.payee_id)
        .outerjoin(purpose, purpose.id == PaymentWording.purpose_id)
        .outerjoin(decision, decision.id == PaymentWording.decision_id)
        .where(PaymentWording.request_id.in_(ids))
        .order_by(PaymentWording.number)
    )
    found: dict[int, list[Said]] = {}
    for row, its_payee, its_purpose, its_decision in rows:
        said = Said(
            row.id,
            row.number,
            row.pence,
            _shown(its_payee),
            _shown(its_purpose),
            _shown(its_decision),
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
            _shown(why),
            number,
            row.entry_id,
            entry.year if entry else "",
            entry.reference.rpartition("/")[2] if entry else "",
            row.needed,
            row.source,
            row.at,
            row.by_no,
            row.id,
        )
        for row, number, why, entry in rows
    }
