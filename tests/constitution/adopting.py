"""A text on its way through meetings, inside the books: put, adopted, changed."""

from datetime import date, timedelta
from typing import Any

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.constitution import operations, queries
from groupkit.constitution.content import Adoption, Signer
from groupkit.constitution.models import AdoptedText, PutText
from groupkit.constitution.operations import Decision
from groupkit.constitution.queries import Draft
from groupkit.constitution.reading import stock
from groupkit.constitution.shapes import CONSTITUTION
from tests.constitution.shapes import usual_answers


def open_draft(subject: str = CONSTITUTION) -> Draft:
    """The draft of a subject as it stands."""
    row = queries.open_draft(subject)
    assert row is not None, f"no draft of {subject}"
    return queries.draft_of(row)


def begin(by: Actor, starting_point: str = "ground_rules") -> Draft:
    """A draft in which every question is answered with what is usual."""
    library = stock()
    shape = {**library.starting_points, **library.policies}[starting_point]
    operations.begin_draft(shape, by)
    subject = shape.key if shape.policy else CONSTITUTION
    for question, value in {**usual_answers(shape), "name": "Lantern Street Tuesdays"}.items():
        answer(by, question, value, subject)
    return open_draft(subject)


def answer(by: Actor, question: str, value: Any, subject: str = CONSTITUTION) -> None:
    """Answer a question as whoever looked at it last; one that is not asked is left alone."""
    draft = open_draft(subject)
    row = draft.answers.get(question)
    if question in draft.asked:
        version = row.version if row else 0
        operations.answer(draft, question, version, answered=True, value=value, decided="", ask=False, by=by)


def put(by: Actor, meeting: date | None = None, sent: date | None = None, subject: str = CONSTITUTION) -> PutText:
    """Put the open draft to a meeting, today unless told, with plenty of notice."""
    draft = open_draft(subject)
    meeting = meeting or tenancy.today()
    seen = queries.mark_of(draft.content)
    sent = sent or meeting - timedelta(days=40)
    return operations.put_to_meeting(draft, seen, meeting_on=meeting, sent_on=sent, sent_how="by text", by=by)


def adopt(by: Actor, subject: str = CONSTITUTION, **more: Any) -> AdoptedText:
    """Adopt what is with a meeting."""
    draft = open_draft(subject)
    on = more.pop("on", None) or (draft.put.meeting_on if draft.put else tenancy.today())
    from_day, how = more.pop("from_day", on), more.pop("how", "agreed by everyone")
    signed = more.pop("signed", (Signer("Wilhelmina Tobermory", "chair"), Signer("Sol Whitlock", "secretary")))
    content = queries.content_of(draft.put) if draft.put else draft.content
    ready = operations.prepare(content, Adoption(on, from_day, "our meeting", how, signed))
    values = {"warnings": [], "all_the_same": False, "by": by, **more}
    return operations.adopt(draft, ready, values.pop("decision", Decision()), **values)


def begin_change(by: Actor, number: int = 1) -> Draft:
    """Propose a change to what was adopted."""
    base = queries.adopted_text(CONSTITUTION, number)
    assert base is not None
    operations.begin_change(base, "Five was too many", by)
    return open_draft()
