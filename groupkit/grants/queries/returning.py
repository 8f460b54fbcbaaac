"""Reading returns: the one that is being written, and those that were filed."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from flask import current_app, url_for
from sqlalchemy import func, select

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, Telling, soon
from groupkit.db import db
from groupkit.files import StoredFile, digest_of
from groupkit.grants.counting import Kept
from groupkit.grants.facts import Facts, changes
from groupkit.grants.format import ReturnFormat, read_format
from groupkit.grants.known import KNOWN
from groupkit.grants.models import FiledReturn, Grant, Return, ReturnStep
from groupkit.grants.paper import Added, Answers, Paper, Signature, lay_out
from groupkit.grants.plain import from_plain
from groupkit.grants.proposing import Asking, Proposal, propose
from groupkit.grants.queries.gathering import Wanted, facts_of
from groupkit.grants.queries.tallied import Counting, counted_since, with_tallies
from groupkit.grants.rules import SOON
from groupkit.history import HistoryLine, PrivateText
from groupkit.library import Library, Mistake, shipped_folder

HEADING = "heading_"
Notes = dict[str, str]


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
    return library().read_as(lambda table, file: read_format(table, file, KNOWN))


@dataclass(frozen=True)
class Draft:
    """A return that is being written; version 0 while nothing has been saved."""

    format: ReturnFormat
    answers: Answers
    version: int = 0
    changed_at: datetime | None = None
    changed_by_no: int = 0
    until: date | None = None
    """The last day that it covers; None: today."""
    notes: Notes = field(default_factory=dict)
    """What is said beside figures: `line_3`, or `heading_12` for why a heading came to more or less."""
    shown: tuple[str, ...] = ()
    """The small numbers that the group chose to print."""
    voices: tuple[str, ...] = ()
    """The keys of the quotations, stories and pictures that go with it."""
    decision_id: int | None = None

    @property
    def asked(self) -> Answers:
        """The answers that its format asks for; those to another format's questions wait in the draft."""
        keys = {question.key for question in self.format.questions()}
        return {key: answer for key, answer in self.answers.items() if key in keys}


def proposal_of(row: Grant) -> Proposal:
    """The return that fits a grant, and why."""
    return propose(formats().values(), asking_of(row))


def asking_of(row: Grant) -> Asking:
    """What matters of a grant for the size of its return."""
    wants = {"receipts": row.wants_receipts, "indicators": row.wants_indicators}
    return Asking(row.amount, row.kind, row.programme, tuple(name for name, asked in wants.items() if asked))


def grant_and_draft(grant_id: int) -> tuple[Grant, Return | None] | None:
    """A grant with the row of its draft, where there is one, in one question."""
    wanted = select(Grant, Return).outerjoin(Return, Return.grant_id == Grant.id).where(Grant.id == grant_id)
    found = db.session.execute(wanted).one_or_none()
    return (found[0], found[1]) if found else None


def draft_of(row: Grant, wanted: str = "") -> Draft:
    """The draft of a grant's return, in the format that is wanted, or it was begun in, or else the one that fits."""
    return draft_as(row, draft_row(row), wanted)


def draft_as(row: Grant, saved: Return | None, wanted: str = "") -> Draft:
    """The same from the row of the draft, where that was read already."""
    known = formats()
    key = wanted if wanted in known else saved.format if saved else ""
    made = known[key] if key in known else propose(known.values(), asking_of(row)).made
    if saved is None:
        return Draft(made, {})
    return Draft(
        made,
        json.loads(saved.answers),
        saved.version,
        saved.changed_at,
        saved.changed_by_no,
        saved.until,
        json.loads(saved.notes),
        tuple(json.loads(saved.shown)),
        tuple(json.loads(saved.voices)),
        saved.decision_id,
    )


def draft_row(row: Grant) -> Return | None:
    """The row of a grant's draft."""
    return db.session.scalar(select(Return).where(Return.grant_id == row.id))


def facts_for(row: Grant, draft: Draft, bills: bool = False, beside: bool = True) -> Facts:
    """What is known of a grant as the return of a draft says it, with the reasons that stand beside headings; without
    what is `beside` its money and its counts, where nobody asks for that."""
    return known_for(row, draft, bills, beside)[0]


def known_for(
    row: Grant, draft: Draft, bills: bool = False, beside: bool = True, placed: Collection[str] | None = None
) -> tuple[Facts, Kept]:
    """The same, and what of the tallies is kept back; `placed` are the facts that a funder's form prints instead."""
    names = needed(draft.format)
    parts = frozenset(part for part, speaks in _SPEAKS_OF.items() if beside and speaks & names)
    wanted = Wanted(draft.until, draft.decision_id if beside else None, bills and "receipts" in names, parts)
    names_placed = None if placed is None else frozenset(placed)
    counting = Counting(draft.format, draft.shown, draft.voices, names_placed)
    facts, kept = with_tallies(row, facts_of(row, wanted), counting)
    reasons = {int(key.removeprefix(HEADING)): words for key, words in draft.notes.items() if key.startswith(HEADING)}
    return facts.with_reasons(reasons), kept


_SPEAKS_OF = {
    "instalments": {"instalments", "money"},
    "beside": {"match_funding", "in_kind", "things_bought", "beside", "match_total", "in_kind_total"},
    "outcomes": {"outcomes", "indicators"},
    "consents": {"funder_agreed", "beside"},
    "payments": {"receipts"},
}
"""What of a grant is read for which facts, tables and sheets of a format."""


def needed(made: ReturnFormat) -> set[str]:
    """The facts, tables and sheets that a format has."""
    return {*made.tables, *made.sheets, *(name for line in made.asks for name in line.facts)}


def paper_of(row: Grant, draft: Draft, bills: bool = False, signatures: Sequence[Signature] = ()) -> Paper:
    """A draft as it would stand on paper today; `bills` for every payment one by one."""
    return laid_out(draft, facts_for(row, draft, bills), signatures)


def laid_out(draft: Draft, facts: Facts, signatures: Sequence[Signature] = ()) -> Paper:
    """The paper of a draft from what is known."""
    return lay_out(draft.format, facts, draft.asked, Added(draft.notes, signatures))


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


def paper_filed(filed: FiledReturn) -> Paper:
    """The paper of a return just as it was filed."""
    content = content_of(filed)
    added = Added(content.get("notes", {}), [Signature(**one) for one in content.get("signatures", [])])
    return lay_out(format_filed(filed), facts_filed(filed), content["answers"], added)


def format_filed(filed: FiledReturn) -> ReturnFormat:
    """The format as it was on the day of filing."""
    return from_plain(ReturnFormat, content_of(filed)["format"])


@dataclass(frozen=True)
class Step:
    """What became of a filed return: a key of `rules.STEPS` with its day, way and words."""

    what: str
    day: date
    way: str
    words: str
    by_no: int


def steps_of(filed: FiledReturn) -> list[Step]:
    """What became of a return that was filed, in the order of the days."""
    found = db.session.execute(
        select(ReturnStep, PrivateText)
        .outerjoin(PrivateText, PrivateText.id == ReturnStep.words_id)
        .where(ReturnStep.filed_id == filed.id)
        .order_by(ReturnStep.day, ReturnStep.id)
    )
    return [Step(row.what, row.day, row.way, text.shown if text else "", row.by_no) for row, text in found]


def moved_on(row: Grant, filed: FiledReturn) -> list[str]:
    """What the book and the tallies say today that differs from the figures that were filed."""
    before = facts_filed(filed)
    return [*changes(before, facts_of(row, Wanted(before.until))), *counted_since(row, filed, before)]


def holds_picture(key: str) -> bool:
    """Whether a picture stands in a return that was filed."""
    found = db.session.scalar(select(FiledReturn.id).where(FiledReturn.content.contains(key, autoescape=True)).limit(1))
    return found is not None


TOLD_BEFORE = timedelta(weeks=12)
"""A return that was filed so long before the day on which one is due is that one, filed early."""


def returns_coming_up(actor: Actor) -> Telling:
    """The returns that are due within eight weeks, or were, and have not been filed yet; only of grants we took."""
    if not actor.can(Can.SEE_GRANTS):
        return
    last = func.max(FiledReturn.filed_at).label("last")
    # A version that only others signed is the return of long ago, not the one that is due.
    first = select(FiledReturn.grant_id, last).where(FiledReturn.edition == 1)
    filed = first.group_by(FiledReturn.grant_id).subquery()
    due = (
        select(Grant.id, Grant.key, Grant.funder, Grant.due, filed.c.last)
        .outerjoin(filed, filed.c.grant_id == Grant.id)
        .where(Grant.due.is_not(None), Grant.due <= tenancy.today() + soon(SOON), Grant.stage == "accepted")
    )
    rows = yield {"due": due}
    for row in sorted(rows["due"], key=lambda row: (row.due, row.id)):
        if row.last is not None and dates.day_of(row.last) >= row.due - TOLD_BEFORE:
            continue
        endpoint = "grants.write_return" if actor.can(Can.KEEP_GRANTS) else "grants.show_grant"
        words = "Worth beginning: most of it is filled in already." if actor.can(Can.KEEP_GRANTS) else ""
        yield Coming(
            row.due,
            f"{row.funder} would like to hear how it went",
            url_for(endpoint, group=actor.slug, grant_id=row.id),
            words=words,
            called="Return due",
            key=f"return {row.key}",
        )


def check() -> Iterator[str]:
    """A sentence for each filed return that is not, byte for byte, what was filed."""
    for filed in db.session.scalars(select(FiledReturn).order_by(FiledReturn.id)):
        parts = [
            *([("document", filed.document, filed.document_digest)] if filed.document is not None else []),
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
    return f"return {filed.called} of grant {filed.grant_id}"


def digests(filed: FiledReturn) -> dict[str, str]:
    """The digests by which the history tells of a filing."""
    told = {"content": filed.content_digest, "page": filed.page_digest, "workbook": filed.workbook_digest}
    return told | ({"document": filed.document_digest} if filed.document_digest else {})


def _told(filed: FiledReturn) -> bool:
    """Whether the line of the history after the head that a filed return names tells of these very bytes."""
    line = db.session.scalar(select(HistoryLine).where(HistoryLine.number == filed.history_number + 1))
    if line is None or line.before != filed.history_hash:
        return False
    told = _changes(line.body)
    right = line.by_no == filed.filed_by_no and line.subject.endswith(f", return {filed.called}")
    return bool(right and told.get("key") == [None, filed.key] and told.get("digest") == [None, digests(filed)])
