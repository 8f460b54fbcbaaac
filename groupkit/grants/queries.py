"""Reading grants: what was given and spent, the return that is being written, and those that were filed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import current_app, url_for
from sqlalchemy import func, select

from groupkit import dates, tenancy
from groupkit.access import queries as people
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming
from groupkit.db import db
from groupkit.files import StoredFile, digest_of
from groupkit.grants.facts import MEANINGS, NO_HEADING, Facts, Spending, changes
from groupkit.grants.format import ReturnFormat, read_format, suits
from groupkit.grants.models import FiledReturn, Grant, Return
from groupkit.grants.paper import Answers, Paper, lay_out
from groupkit.grants.rules import SOON
from groupkit.history import HistoryLine
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Fund
from groupkit.library import Library, Mistake, shipped_folder


@dataclass(frozen=True)
class GrantCard:
    """A grant with its figures, all in pence and read from the book; no words that the funder or we have written."""

    id: int
    funder: str
    fund_id: int
    fund: str
    amount: int
    starts: date | None
    ends: date | None
    due: date | None
    received: int
    own_money: int
    spent: int
    left: int
    filed: int
    """How many returns have been filed."""

    @property
    def to_come(self) -> int:
        """What was promised and has not come in yet."""
        return max(self.amount - self.received, 0)


def grants() -> list[GrantCard]:
    """Every grant, the latest first; as many questions for fifty grants as for one."""
    filed = {
        row.grant_id: row.many
        for row in db.session.execute(
            select(FiledReturn.grant_id, func.count().label("many")).group_by(FiledReturn.grant_id)
        )
    }
    rows = db.session.scalars(select(Grant).order_by(Grant.id.desc())).all()
    funds = {row.fund_id for row in rows}
    sums = {one.fund_id: one for one in ledger.by_fund(dates.EARLIEST, tenancy.today(), funds)} if funds else {}
    return [_card(row, sums[row.fund_id], filed.get(row.id, 0)) for row in rows]


def _card(row: Grant, sums: ledger.FundSum, filed: int) -> GrantCard:
    return GrantCard(
        id=row.id,
        funder=row.funder,
        fund_id=row.fund_id,
        fund=sums.name,
        amount=row.amount,
        starts=row.starts,
        ends=row.ends,
        due=row.due,
        received=sums.received + sums.opening,
        own_money=sums.moved,
        spent=sums.paid,
        left=sums.closing,
        filed=filed,
    )


def card_of(row: Grant) -> GrantCard:
    """One grant with its figures."""
    return next(card for card in grants() if card.id == row.id)


def grant(grant_id: int) -> Grant | None:
    """One grant by row."""
    return db.session.scalar(select(Grant).where(Grant.id == grant_id))


def free_funds() -> list[ledger.Choice]:
    """The restricted funds of the book that no grant has yet."""
    taken = set(db.session.scalars(select(Grant.fund_id)))
    return [fund for fund in ledger.choices().of("fund") if fund.detail == "restricted" and fund.id not in taken]


def fund_of(row: Grant) -> Fund:
    """The fund of a grant."""
    return db.session.scalars(select(Fund).where(Fund.id == row.fund_id)).one()


def facts_of(row: Grant) -> Facts:
    """Everything that is known of a grant today; the figures from the book."""
    [sums] = ledger.by_fund(dates.EARLIEST, tenancy.today(), [row.fund_id])
    return Facts(
        group_name=people.group_here().name,
        funder=row.funder,
        reference=row.reference,
        amount=row.amount,
        purpose=row.purpose,
        starts=row.starts,
        ends=row.ends,
        received=sums.received + sums.opening,
        received_on=ledger.first_received(row.fund_id),
        own_money=sums.moved,
        spending=tuple(_spending(row.fund_id)),
        as_of=tenancy.today(),
    )


def _spending(fund_id: int) -> list[Spending]:
    """By budget heading; where there are none, by what it was spent on."""
    headings = ledger.by_heading(fund_id, tenancy.today())
    if any(one.heading_id for one in headings):
        return [
            Spending(one.name if one.heading_id else NO_HEADING, one.budget if one.heading_id else None, one.spent)
            for one in headings
            if one.spent or not one.closed
        ]
    sums = ledger.by_category(dates.EARLIEST, tenancy.today(), fund_id)
    return [Spending(one.name, None, one.pence) for one in sums if one.direction == "out"]


def library() -> Library:
    """The return formats that come with groupkit, and those added to this installation."""
    return Library(
        "formats", shipped_folder("groupkit.grants", "formats"), current_app.config["INSTANCE"] / "library" / "formats"
    )


def formats() -> dict[str, ReturnFormat]:
    """Every return format that can be read, by its key."""
    found, _mistakes = _read_formats()
    return found


def library_mistakes() -> list[Mistake]:
    """Every mistake in the format files of this installation, in plain words."""
    return _read_formats()[1]


def _read_formats() -> tuple[dict[str, ReturnFormat], list[Mistake]]:
    return library().read_as(lambda table, file: read_format(table, file, MEANINGS))


@dataclass(frozen=True)
class Draft:
    """A return that is being written; version 0 while nothing has been saved."""

    format: ReturnFormat
    answers: Answers
    version: int
    changed_at: datetime | None
    changed_by_no: int


def draft_of(row: Grant, wanted: str = "") -> Draft:
    """The draft of a grant's return; a new one is in the format that is wanted, or else the first that suits."""
    known = formats()
    usual = next((made for made in known.values() if suits(made, row.amount).fits), next(iter(known.values())))
    saved = draft_row(row)
    if saved is None:
        return Draft(known.get(wanted, usual), {}, 0, None, 0)
    return Draft(
        known.get(saved.format, usual), json.loads(saved.answers), saved.version, saved.changed_at, saved.changed_by_no
    )


def draft_row(row: Grant) -> Return | None:
    """The row of a grant's draft."""
    return db.session.scalar(select(Return).where(Return.grant_id == row.id))


def paper_of(row: Grant, draft: Draft) -> Paper:
    """A draft as it would stand on paper today."""
    return lay_out(draft.format, facts_of(row), draft.answers)


def picture(key: str) -> StoredFile | None:
    """A kept picture by its key, while it is there."""
    return db.session.scalar(select(StoredFile).where(StoredFile.key == key, StoredFile.gone_at.is_(None)))


def filed_returns(row: Grant) -> list[FiledReturn]:
    """The returns of a grant that were filed, the latest first."""
    return list(
        db.session.scalars(
            select(FiledReturn).where(FiledReturn.grant_id == row.id).order_by(FiledReturn.number.desc())
        )
    )


def filed_return(row: Grant, number: int) -> FiledReturn | None:
    """One filed return of a grant by its number."""
    return db.session.scalar(select(FiledReturn).where(FiledReturn.grant_id == row.id, FiledReturn.number == number))


def content_of(filed: FiledReturn) -> dict[str, Any]:
    """What was filed, as data: facts, answers and format."""
    content: dict[str, Any] = json.loads(filed.content)
    return content


def facts_filed(filed: FiledReturn) -> Facts:
    """The facts as they were on the day of filing."""
    return Facts.from_dict(content_of(filed)["facts"])


def moved_on(row: Grant, filed: FiledReturn) -> list[str]:
    """What the book says today that differs from the figures that were filed."""
    return changes(facts_filed(filed), facts_of(row))


def holds_picture(key: str) -> bool:
    """Whether a picture stands in a return that was filed."""
    found = db.session.scalar(select(FiledReturn.id).where(FiledReturn.content.contains(key, autoescape=True)).limit(1))
    return found is not None


def returns_coming_up(actor: Actor) -> Iterator[Coming]:
    """The returns that are due within eight weeks, or were, and of which none has been filed yet."""
    today = tenancy.today()
    filed = select(FiledReturn.id).where(FiledReturn.grant_id == Grant.id).exists()
    soon = select(Grant).where(Grant.due.is_not(None), Grant.due <= today + SOON, ~filed).order_by(Grant.due)
    for row in db.session.scalars(soon) if actor.can(Can.SEE_GRANTS) else ():
        endpoint = "grants.write_return" if actor.can(Can.KEEP_GRANTS) else "grants.show_grant"
        words = "Worth beginning: most of it is filled in already." if actor.can(Can.KEEP_GRANTS) else ""
        if row.due is not None:
            yield Coming(
                row.due,
                f"{row.funder} would like to hear how it went",
                url_for(endpoint, group=actor.slug, grant_id=row.id),
                words=words,
            )


def check() -> Iterator[str]:
    """A sentence for each filed return that is not, byte for byte, what was filed."""
    for filed in db.session.scalars(select(FiledReturn).order_by(FiledReturn.id)):
        parts = [
            ("content", filed.content.encode(), filed.content_digest),
            ("page", filed.page, filed.page_digest),
            ("workbook", filed.workbook, filed.workbook_digest),
        ]
        for part, data, digest in parts:
            if digest_of(data) != digest:
                yield f"The {part} of {_called(filed)} is not as it was filed"
        if not _told(filed):
            yield f"The history does not tell of the filing of {_called(filed)} as it stands"
        db.session.expunge(filed)
    yield from _check_none_gone()


def _check_none_gone() -> Iterator[str]:
    """A sentence for each return that was filed, by the history, and is not there."""
    kept = set(db.session.scalars(select(FiledReturn.key)))
    told = select(HistoryLine.subject, HistoryLine.body).where(HistoryLine.what == "filed a return")
    for line in db.session.execute(told.order_by(HistoryLine.number)):
        if _changes(line.body).get("key", [None, None])[-1] not in kept:
            yield f"The return that the history calls “{line.subject}” is gone"


def _changes(body: str) -> dict[str, list[Any]]:
    """What a line of the history says; one that was tampered with may hold anything."""
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return {name: pair for name, pair in told.items() if isinstance(pair, list) and pair} if type(told) is dict else {}


def _called(filed: FiledReturn) -> str:
    return f"return {filed.number} of grant {filed.grant_id}"


def digests(filed: FiledReturn) -> dict[str, str]:
    """The digests by which the history tells of a filing."""
    return {"content": filed.content_digest, "page": filed.page_digest, "workbook": filed.workbook_digest}


def _told(filed: FiledReturn) -> bool:
    """Whether the line of the history after the head that a filed return names tells of these very bytes."""
    line = db.session.scalar(select(HistoryLine).where(HistoryLine.number == filed.history_number + 1))
    if line is None or line.before != filed.history_hash:
        return False
    told = _changes(line.body)
    right = line.by_no == filed.filed_by_no and line.subject.endswith(f", return {filed.number}")
    return bool(right and told.get("key") == [None, filed.key] and told.get("digest") == [None, digests(filed)])
