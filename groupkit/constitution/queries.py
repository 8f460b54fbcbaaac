"""Reading texts: the draft that is being talked about, what was adopted, and the rules as they stood on a day."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from groupkit import tenancy
from groupkit.access import queries as people
from groupkit.access.models import Group
from groupkit.constitution.clauses import TOPICS, Asked
from groupkit.constitution.content import Content, thaw
from groupkit.constitution.models import AdoptedText, DraftAnswer, DraftClause, PutOutcome, PutText, TextDraft
from groupkit.constitution.reading import Stock, stock
from groupkit.constitution.shapes import CONSTITUTION, Listed, Shape
from groupkit.constitution.text import OWN, Choices, OwnWords, Text, asked_in, compose, fitting
from groupkit.db import db
from groupkit.files import StoredFile, digest_of
from groupkit.history import HistoryLine, canonical


@dataclass(frozen=True)
class Draft:
    """A text that is being talked about, with everything that a page about it needs."""

    row: TextDraft
    shape: Shape
    choices: Choices
    answers: Mapping[str, DraftAnswer]
    clauses: Mapping[str, DraftClause]
    base: AdoptedText | None
    put: PutText | None

    @cached_property
    def text(self) -> Text:
        return compose(self.shape, self.choices)

    @cached_property
    def asked(self) -> dict[str, Asked]:
        """The questions that this text asks, in the order in which a group talks them through."""
        asked = asked_in(self.shape, self.choices)
        topics = list(TOPICS)
        places = {
            one.key: topics.index(listed.clause.topic) for listed in self.shape.clauses for one in listed.clause.asks
        }
        return dict(sorted(asked.items(), key=lambda item: places[item[0]]))

    @property
    def content(self) -> Content:
        return Content(self.shape, self.choices, self.text)

    @property
    def changing(self) -> bool:
        """Whether this would change a text that was adopted."""
        return self.base is not None

    def clause_of(self, question: str) -> Listed:
        """The clause that asks a question."""
        return next(
            listed for listed in self.shape.clauses if any(asked.key == question for asked in listed.clause.asks)
        )


def draft(draft_id: int) -> Draft | None:
    """A draft by its row, closed ones too."""
    found = db.session.execute(
        select(TextDraft, Group.name).join(Group, Group.id == TextDraft.group_id).where(TextDraft.id == draft_id)
    ).one_or_none()
    return draft_of(found[0], found[1]) if found else None


def draft_of(row: TextDraft, group: str = "") -> Draft:
    """A draft with its answers, its clauses and what it builds on; `group` is the group's name, where it is known."""
    answers = {
        one.question: one for one in db.session.scalars(select(DraftAnswer).where(DraftAnswer.draft_id == row.id))
    }
    clauses = {one.clause: one for one in db.session.scalars(select(DraftClause).where(DraftClause.draft_id == row.id))}
    base = _with_content(row.base_id) if row.base_id else None
    put = put_text(row, row.put_number) if row.put_number else None
    choices = _choices(row, group or people.group_here().name, answers, clauses)
    shape = _shape(row, base, clauses, stock())
    return Draft(row, shape, fitting(shape, choices), answers, clauses, base, put)


def put_text(row: TextDraft, number: int) -> PutText | None:
    """A wording of a draft that was put to a meeting, with its content."""
    return db.session.scalar(
        select(PutText).where(PutText.draft_id == row.id, PutText.number == number).options(undefer(PutText.content))
    )


def _choices(
    row: TextDraft, group: str, answers: Mapping[str, DraftAnswer], clauses: Mapping[str, DraftClause]
) -> Choices:
    return Choices(
        group=group,
        nation=row.nation,
        starting_point=row.starting_point,
        answers={key: json.loads(one.value) for key, one in answers.items() if one.answered},
        left_out=frozenset(key for key, one in clauses.items() if one.inside is False),
        brought_in=frozenset(key for key, one in clauses.items() if one.inside is True),
        own={
            key: OwnWords(one.title, one.words)
            for key, one in clauses.items()
            if one.words and (one.inside is not False or not key.startswith(OWN))
        },
        order=tuple(json.loads(row.places)),
    )


def _shape(row: TextDraft, base: AdoptedText | None, clauses: Mapping[str, DraftClause], library: Stock) -> Shape:
    """What the draft is made of: the library's clauses; in a change those adopted, and what could be added."""
    own = shape_named(row.starting_point, library)
    if base is None:
        return own or _nothing(row)
    adopted = content_of(base).shape
    taken = {key for key, one in clauses.items() if one.newer}
    fresh = {listed.key: listed for listed in own.clauses} if own else {}
    kept = tuple(fresh[one.key] if one.key in taken and one.key in fresh else one for one in adopted.clauses)
    known = {one.key for one in adopted.clauses}
    more = tuple(replace(one, optional=True, usual_in=False) for key, one in fresh.items() if key not in known)
    return replace(adopted, clauses=(*kept, *more), usual=own.usual if own else {})


def with_newest(adopted: Shape, library: Shape) -> Shape:
    """The clauses of an adopted text with the library's words of today, in the order in which they were adopted."""
    fresh = {listed.key: listed for listed in library.clauses}
    return replace(adopted, clauses=tuple(fresh.get(one.key, one) for one in adopted.clauses))


def _nothing(row: TextDraft) -> Shape:
    """A draft whose starting point is no longer in the library keeps its own clauses and loses the rest."""
    return Shape(row.starting_point, row.starting_point, 1, "Rules", "", "", (row.nation,), ())


def shape_named(key: str, library: Stock | None = None) -> Shape | None:
    """A starting point or a policy of the library by its key."""
    library = library or stock()
    return library.starting_points.get(key) or library.policies.get(key)


def open_drafts() -> list[TextDraft]:
    """The drafts that are being talked about, the newest first."""
    return list(
        db.session.scalars(select(TextDraft).where(TextDraft.closed_at.is_(None)).order_by(TextDraft.id.desc()))
    )


def open_draft(subject: str) -> TextDraft | None:
    """The draft of a subject that is being talked about: there is one at a time."""
    return next((row for row in open_drafts() if row.subject == subject), None)


def adopted(subject: str = CONSTITUTION) -> list[AdoptedText]:
    """Every text of a subject that was adopted, the latest first."""
    return list(
        db.session.scalars(
            select(AdoptedText).where(AdoptedText.subject == subject).order_by(AdoptedText.number.desc())
        )
    )


def in_force(subject: str = CONSTITUTION, on: date | None = None, content: bool = False) -> AdoptedText | None:
    """The text of a subject that holds on a day (today unless told); with its content where that is wanted."""
    wanted = (
        select(AdoptedText)
        .where(AdoptedText.subject == subject, AdoptedText.from_day <= (on or tenancy.today()))
        .order_by(AdoptedText.from_day.desc(), AdoptedText.number.desc())
        .limit(1)
    )
    return db.session.scalar(wanted.options(undefer(AdoptedText.content)) if content else wanted)


def policies_in_force() -> dict[str, AdoptedText]:
    """The policies that hold today, by subject."""
    rows = db.session.scalars(
        select(AdoptedText)
        .where(AdoptedText.subject != CONSTITUTION, AdoptedText.from_day <= tenancy.today())
        .order_by(AdoptedText.from_day, AdoptedText.number)
    )
    return {row.subject: row for row in rows}


def adopted_text(subject: str, number: int) -> AdoptedText | None:
    """An adopted text by its number, with its content."""
    return db.session.scalar(
        select(AdoptedText)
        .where(AdoptedText.subject == subject, AdoptedText.number == number)
        .options(undefer(AdoptedText.content))
    )


def _with_content(row_id: int) -> AdoptedText | None:
    return db.session.scalar(select(AdoptedText).where(AdoptedText.id == row_id).options(undefer(AdoptedText.content)))


def content_of(row: AdoptedText | PutText) -> Content:
    """What was kept of a text: its words are those of then."""
    return thaw(json.loads(row.content))


def outcomes(row: TextDraft) -> list[tuple[PutText, PutOutcome | None]]:
    """Every wording of a draft that was put to a meeting, with what the meeting made of it, the latest first."""
    found = db.session.execute(
        select(PutText, PutOutcome)
        .outerjoin(PutOutcome, PutOutcome.put_id == PutText.id)
        .where(PutText.draft_id == row.id)
        .order_by(PutText.number.desc())
    )
    return [(put, outcome) for put, outcome in found]


def outcome_of(row: AdoptedText) -> PutOutcome | None:
    """How a text came to be adopted: the votes, and what was worth a look."""
    return db.session.scalar(select(PutOutcome).where(PutOutcome.adopted_id == row.id))


def file_of(row_id: int | None) -> StoredFile | None:
    """A kept file by its row: the signed page, or the group's own paper."""
    return db.session.scalar(select(StoredFile).where(StoredFile.id == row_id)) if row_id else None


def digests(row: AdoptedText) -> list[str]:
    """The digests that the history tells of an adoption."""
    return [row.content_digest, row.page_digest, row.document_digest]


def check() -> Iterator[str]:
    """A sentence for each adopted text, or wording put to a meeting, that is not as it was kept."""
    rows = list(db.session.execute(select(AdoptedText.id, AdoptedText.subject, AdoptedText.number)))
    for row_id, subject, number in rows:
        row = db.session.scalar(
            select(AdoptedText)
            .where(AdoptedText.id == row_id)
            .options(undefer(AdoptedText.content), undefer(AdoptedText.page), undefer(AdoptedText.document))
        )
        if row is not None:
            yield from _check_adopted(row, f"The adopted text {subject} {number}")
            db.session.expunge(row)
    for put in db.session.scalars(select(PutText).options(undefer(PutText.content)).execution_options(yield_per=20)):
        if digest_of(put.content.encode()) != put.content_digest:
            yield f"A wording that was put to the meeting of {put.meeting_on.isoformat()} is not as it was"


def _check_adopted(row: AdoptedText, named: str) -> Iterator[str]:
    kept = [digest_of(row.content.encode()), digest_of(row.page), digest_of(row.document)]
    if kept != digests(row):
        yield f"{named} is not as it was adopted"
    told = db.session.scalar(select(HistoryLine).where(HistoryLine.number == row.history_number + 1))
    if told is None or told.before != row.history_hash or not _tells(told, row):
        yield f"{named} is not told in the history where it was adopted"


def _tells(line: HistoryLine, row: AdoptedText) -> bool:
    try:
        body: dict[str, Any] = json.loads(line.body)
        return line.what == "adopted a text" and body["digest"][1] == digests(row) and body["key"][1] == row.key
    except (ValueError, LookupError, TypeError):  # a line that was tampered with may hold anything
        return False


def mark_of(content: Content) -> str:
    """A mark for what a text says, so that nobody puts or adopts others words than they have seen."""
    from groupkit.constitution.content import freeze

    return digest_of(canonical(freeze(content)).encode())[:20]
