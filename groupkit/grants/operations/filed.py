"""Writing: filing a return, and what became of it."""

import json
from datetime import date

from sqlalchemy import select

from groupkit import dates, files, history, tenancy
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.grants import queries, rules
from groupkit.grants.filing import Filing
from groupkit.grants.models import FiledReturn, Grant, ReturnStep
from groupkit.grants.paper import unanswered
from groupkit.grants.rules import SAVED_MEANWHILE
from groupkit.history import private, record
from groupkit.refusal import Conflict, Refused

BOOK_MOVED_ON = "The cash book has moved on since you opened this page. Look at the figures once more, then press again"


def file_return(row: Grant, filing: Filing, version: int, seen: str, by: Actor) -> FiledReturn:
    """Keep a return for good, as it was seen: data, page, workbook and Word, under the next number of its grant.

    Raises Conflict when the draft or the book has moved on since the page was opened.
    """
    draft = queries.draft_of(row)
    now = queries.facts_for(row, draft)
    if draft.version != version or draft.version != filing.version:
        raise Conflict(SAVED_MEANWHILE)
    if seen != filing.seen or not filing.facts.same_as(now):
        raise Conflict(BOOK_MOVED_ON)
    _check_ready(row, draft, filing)
    filed = _keep(row, filing, by)
    figures = {"received": (None, now.received), "spent": (None, now.spent), "left": (None, now.left)}
    about = f"{queries.fund_of(row).name}, return {filed.number}"
    record(by, "filed a return", about, key=(None, filed.key), digest=(None, queries.digests(filed)), **figures)
    return filed


def _keep(row: Grant, filing: Filing, by: Actor) -> FiledReturn:
    """The row of a filed return, with the end of the history as it was before the filing is told."""
    before, earlier = history.head(), queries.filed_returns(row)
    number = earlier[0].number + 1 if earlier else 1
    filed = FiledReturn(
        grant_id=row.id,
        number=number,
        content=filing.content,
        content_digest=files.digest_of(filing.content.encode()),
        page=filing.page,
        page_digest=files.digest_of(filing.page),
        workbook=filing.workbook,
        workbook_digest=files.digest_of(filing.workbook),
        document=filing.document,
        document_digest=files.digest_of(filing.document),
        file_name=filing.named(number),
        filed_at=dates.now(),
        filed_by_no=by.person_no,
        history_number=before.number,
        history_hash=before.hash,
    )
    db.session.add(filed)
    db.session.flush()
    return filed


def _check_ready(row: Grant, draft: queries.Draft, filing: Filing) -> None:
    missing = unanswered(draft.format, draft.asked)
    if missing:
        raise Refused(f"Not everything is answered yet. Still to write: {' '.join(missing)}")
    earlier = queries.filed_returns(row)
    if earlier and _same(earlier[0], filing):
        raise Refused(f"This is just what was filed as return {earlier[0].number}, so there is nothing new to file")


def _same(filed: FiledReturn, filing: Filing) -> bool:
    before, now = queries.content_of(filed), json.loads(filing.content)
    words_same = all(before.get(name) == now[name] for name in ("answers", "format", "notes", "signatures"))
    return bool(words_same and queries.facts_filed(filed).same_as(filing.facts))


def note_step(filed: FiledReturn, what: str, day: date, by: Actor, way: str = "", words: str = "") -> ReturnStep:
    """Write down what became of a return that was filed: sent, accepted, a question, changes asked for.

    `words` say to whom it went or what came back; they can be blanked. Raises Refused for a day before the filing, or
    one that has not come.
    """
    rules.check_step(day, dates.day_of(filed.filed_at, tenancy.scope().zone), tenancy.today())
    text = private(words) if words else None
    row = ReturnStep(
        filed_id=filed.id,
        what=what,
        day=day,
        way=way,
        words_id=text.id if text else None,
        at=dates.now(),
        by_no=by.person_no,
    )
    db.session.add(row)
    db.session.flush()
    about = f"{queries.fund_of(_grant_of(filed)).name}, return {filed.number}"
    key = (None, row.key)
    record(
        by, "wrote down what became of a return", about, key=key, step=(None, what), day=(None, day), words=(None, text)
    )
    return row


def _grant_of(filed: FiledReturn) -> Grant:
    return db.session.scalars(select(Grant).where(Grant.id == filed.grant_id)).one()
