"""Writing: filing a return, and what became of it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from groupkit import dates, files, history, tenancy
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.grants import queries, rules
from groupkit.grants.as_told import as_told
from groupkit.grants.facts import Facts
from groupkit.grants.filing import Filing
from groupkit.grants.format import ReturnFormat
from groupkit.grants.models import FiledReturn, Grant, ReturnStep
from groupkit.grants.paper import unanswered
from groupkit.grants.plain import from_plain
from groupkit.grants.rules import SAVED_MEANWHILE
from groupkit.history import private, record
from groupkit.refusal import Conflict, Refused

BOOK_MOVED_ON = "The cash book has moved on since you opened this page. Look at the figures once more, then press again"


def file_return(row: Grant, filing: Filing, version: int, seen: str, by: Actor) -> FiledReturn:
    """Keep a return for good, as it was seen: data, page, workbook and Word, under the next number of its grant; or as
    the next version of a return that says the same, where only others sign it.

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
    about = f"{queries.fund_of(row).name}, return {filed.called}"
    record(by, "filed a return", about, key=(None, filed.key), digest=(None, queries.digests(filed)), **figures)
    return filed


def _keep(row: Grant, filing: Filing, by: Actor) -> FiledReturn:
    """The row of a filed return, with the end of the history as it was before the filing is told."""
    before, earlier = history.head(), queries.filed_returns(row)
    return_no, edition = next_in(earlier, json.loads(filing.content), filing.facts)
    filed = FiledReturn(
        grant_id=row.id,
        number=earlier[0].number + 1 if earlier else 1,
        return_no=return_no,
        edition=edition,
        content=filing.content,
        content_digest=files.digest_of(filing.content.encode()),
        page=filing.page,
        page_digest=files.digest_of(filing.page),
        workbook=filing.workbook,
        workbook_digest=files.digest_of(filing.workbook),
        document=filing.document,
        document_digest=files.digest_of(filing.document),
        file_name=filing.named(return_no, edition),
        filed_at=dates.now(),
        filed_by_no=by.person_no,
        history_number=before.number,
        history_hash=before.hash,
    )
    db.session.add(filed)
    db.session.flush()
    return filed


def next_in(earlier: Sequence[FiledReturn], content: Mapping[str, Any], facts: Facts) -> tuple[int, int]:
    """Which return it becomes beside those filed `earlier`, the latest first, and which version of it.

    One that says what was filed already, the same figures over the same days in the same format and words, stays that
    return, whoever signs it. `content` is as `filing.content_as_data` makes it.
    """
    again = next((one for one in earlier if _same(one, content, facts, _BUT_SIGNED)), None)
    if again is None:
        return max((one.of_return for one in earlier), default=0) + 1, 1
    return again.of_return, max(one.edition for one in earlier if one.of_return == again.of_return) + 1


def _check_ready(row: Grant, draft: queries.Draft, filing: Filing) -> None:
    missing = unanswered(draft.format, draft.asked)
    if missing:
        raise Refused(f"Not everything is answered yet. Still to write: {' '.join(missing)}")
    content, names = json.loads(filing.content), (*_BUT_SIGNED, "signatures")
    for one in queries.filed_returns(row):
        if _same(one, content, filing.facts, names):
            raise Refused(f"This is just what was filed as return {one.called}, so there is nothing new to file")


_BUT_SIGNED = ("answers", "format", "notes")


def _same(filed: FiledReturn, content: Mapping[str, Any], facts: Facts, names: Sequence[str]) -> bool:
    before = queries.content_of(filed)
    alike = all(_part(before, name) == _part(content, name) for name in names)
    return alike and as_told(queries.facts_filed(filed)) == as_told(facts)


def _part(content: Mapping[str, Any], name: str) -> Any:
    """A part of what is filed, as today's program reads it: an older one may lack what was not kept then."""
    part = content.get(name)
    return from_plain(ReturnFormat, part) if name == "format" and part else part or None


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
    about = f"{queries.fund_of(_grant_of(filed)).name}, return {filed.called}"
    key = (None, row.key)
    record(
        by, "wrote down what became of a return", about, key=key, step=(None, what), day=(None, day), words=(None, text)
    )
    return row


def _grant_of(filed: FiledReturn) -> Grant:
    return db.session.scalars(select(Grant).where(Grant.id == filed.grant_id)).one()
