"""Working on a draft: answers, clauses in or out, own words, the order. Each row has its own version, so that two
people at two questions never meet."""

import json
import secrets
from typing import Any

from sqlalchemy.exc import IntegrityError

from groupkit import dates
from groupkit.access import queries as people
from groupkit.access.actor import Actor
from groupkit.constitution import queries
from groupkit.constitution.models import AdoptedText, DraftAnswer, DraftClause, TextDraft
from groupkit.constitution.own_words import as_kept, check_title
from groupkit.constitution.queries import Draft
from groupkit.constitution.reading import stock
from groupkit.constitution.shapes import CONSTITUTION, Shape
from groupkit.constitution.text import OWN, clauses_in, say_answer, say_number
from groupkit.db import db
from groupkit.history import canonical, digest_only, record
from groupkit.questions import Kind
from groupkit.refusal import Conflict, Refused

SAVED_MEANWHILE = (
    "Somebody else saved this in the meantime. What you wrote is still here: look at theirs, then press once more"
)
WITH_A_MEETING = "This wording is with a meeting. Take it back first, then it can be worked on again"
CLOSED = "This draft is closed. Begin a new one"
NOT_IN = "This clause is not in the text just now"


def begin_draft(shape: Shape, by: Actor) -> TextDraft:
    """Begin a text from a starting point, or a policy; one of each subject at a time."""
    subject = shape.key if shape.policy else CONSTITUTION
    nation = people.group_here().nation
    if queries.open_draft(subject):
        raise Refused("There is a draft of this already. Carry on with that one, or set it aside first")
    if nation not in shape.nations:
        raise Refused("This is not offered where your group is")
    row = TextDraft(
        subject=subject,
        starting_point=shape.key,
        nation=nation,
        opened_at=dates.now(),
        opened_by_no=by.person_no,
    )
    db.session.add(row)
    db.session.flush()
    record(by, "began a draft", shape.name, key=(None, row.key))
    return row


def begin_change(base: AdoptedText, reason: str, by: Actor) -> TextDraft:
    """Begin a change to a text that was adopted: everything stands as it was adopted until somebody alters it."""
    if queries.open_draft(base.subject):
        raise Refused("There is a draft of this already. Carry on with that one, or set it aside first")
    content = queries.content_of(base)
    row = TextDraft(
        subject=base.subject,
        starting_point=content.choices.starting_point,
        nation=content.choices.nation,
        base_id=base.id,
        reason=reason,
        places=json.dumps(list(content.choices.order)),
        opened_at=dates.now(),
        opened_by_no=by.person_no,
    )
    db.session.add(row)
    db.session.flush()
    for question, value in content.choices.answers.items():
        db.session.add(DraftAnswer(draft_id=row.id, question=question, answered=True, value=canonical(value)))
    for key in content.choices.left_out | content.choices.brought_in | set(content.choices.own):
        own = content.choices.own.get(key)
        inside = True if key in content.choices.brought_in else False if key in content.choices.left_out else None
        db.session.add(
            DraftClause(
                draft_id=row.id,
                clause=key,
                inside=inside,
                title=own.title if own else "",
                words=own.words if own else "",
            )
        )
    db.session.flush()
    record(by, "began a change", base.title, key=(None, row.key), digest=(None, digest_only(reason)))
    return row


def give_reason(draft: Draft, version: int, reason: str, by: Actor) -> None:
    """Why this change is proposed, in the group's own words. Raises Conflict."""
    _check_open(draft)
    if draft.row.version != version:
        raise Conflict(SAVED_MEANWHILE)
    draft.row.reason = reason
    db.session.flush()
    record(by, "gave the reason for a change", draft.shape.name, digest=(None, digest_only(reason)))


def _check_open(draft: Draft) -> None:
    if draft.row.closed_at is not None:
        raise Refused(CLOSED)
    if draft.row.put_number is not None:
        raise Refused(WITH_A_MEETING)


def answer(
    draft: Draft, question: str, version: int, *, answered: bool, value: Any, decided: str, ask: bool, by: Actor
) -> DraftAnswer:
    """What the group answers to a question (a value of None: looked at and left empty), how it decided that, and
    whether it wants to ask at a meeting. Raises Conflict when somebody else saved since version `version`."""
    _check_open(draft)
    asked = draft.asked.get(question)
    if asked is None:
        raise Refused("This question is not asked any more")
    if answered or value not in (None, "", []):
        _check_value(asked, value)
    row = draft.answers.get(question)
    if version != (row.version if row else 0):
        raise Conflict(SAVED_MEANWHILE)
    old = (row.answered, json.loads(row.value), row.decided, row.ask) if row else (False, None, "", False)
    if old == (answered, value, decided, ask) and row is not None:
        return row
    if row is None:
        row = DraftAnswer(draft_id=draft.row.id, question=question)
        db.session.add(row)
    row.answered, row.value, row.decided, row.ask = answered, canonical(value), decided, ask
    _flush_first()
    told = (_told(asked, old[1]), _told(asked, value)) if answered else (None, "left open")
    words = canonical([value if asked.free else "", decided])
    record(by, "answered a question", asked.question.ask[:120], answer=told, digest=(None, digest_only(words)))
    return row


def _flush_first() -> None:
    """Save a row of which there can be one: somebody else may have made it since the draft was read."""
    try:
        db.session.flush()
    except IntegrityError:
        raise Conflict(SAVED_MEANWHILE) from None


def _told(asked: Any, value: Any) -> str:
    """An answer as the history tells it; words of somebody's own stand there only by their digest."""
    return ("in our own words" if value else "") if asked.free else say_answer(asked, value)


def _check_value(asked: Any, value: Any) -> None:
    question = asked.question
    if value in (None, "", []):
        if not question.optional:
            raise Refused("Write or choose an answer, or leave the question open for now", "answer")
    elif question.kind is Kind.NUMBER and value < asked.least:
        raise Refused(f"That is less than {say_number(asked.least)}, which is the least this can be", "answer")


def answer_as_usual(draft: Draft, by: Actor) -> int:
    """Answer every open question that has a usual answer with it, but not those that a meeting is to answer; gives
    back how many were."""
    _check_open(draft)
    to_ask = {key for key, row in draft.answers.items() if row.ask}
    usual = {
        key: asked.usual
        for key in draft.text.open
        if key not in to_ask and ((asked := draft.asked[key]).usual is not None or asked.question.optional)
    }
    for key, value in usual.items():
        row = draft.answers.get(key)
        if row is None:
            row = DraftAnswer(draft_id=draft.row.id, question=key)
            db.session.add(row)
        row.answered, row.value = True, canonical(value)
    db.session.flush()
    if usual:
        record(by, "answered as is usual", draft.shape.name, questions=(None, len(usual)))
    return len(usual)


def leave_out(draft: Draft, clause: str, by: Actor) -> None:
    """Leave an optional clause out of the text; one that the group wrote itself goes the same way."""
    _check_open(draft)
    listed = next((one for one in draft.shape.clauses if one.key == clause), None)
    if not clause.startswith(OWN) and (listed is None or not listed.optional):
        raise Refused("This clause belongs to the text. You can say it in your own words instead")
    if draft.text.clause(clause) is None:
        raise Refused(NOT_IN)
    _clause_row(draft, clause).inside = False
    db.session.flush()
    record(by, "left a clause out", _title(draft, clause))


def bring_in(draft: Draft, clause: str, by: Actor) -> None:
    """Bring a clause into the text that was left out, or is not usually in it."""
    _check_open(draft)
    if clause not in {one.key for one in draft.shape.clauses} and clause not in draft.clauses:
        raise Refused("There is no such clause here")
    if draft.text.clause(clause) is not None:
        raise Refused("This clause is in the text already")
    _clause_row(draft, clause).inside = True
    db.session.flush()
    record(by, "brought a clause in", _title(draft, clause))


def reword(draft: Draft, clause: str, version: int, *, title: str, words: str, by: Actor) -> DraftClause:
    """Say a clause in the group's own words; `[clause: Title]` in them speaks of another one. Raises Conflict."""
    _check_open(draft)
    if draft.text.clause(clause) is None:
        raise Refused(NOT_IN)
    row = _clause_row(draft, clause)
    if version != (row.version or 0):
        raise Conflict(SAVED_MEANWHILE)
    check_title(title, clause, draft.text)
    words = as_kept(words, draft.text, draft.shape)
    row.title, row.words = title, words
    db.session.flush()
    record(by, "put a clause in own words", _title(draft, clause), digest=(None, digest_only(words)))
    return row


def restore_wording(draft: Draft, clause: str, by: Actor) -> None:
    """Go back to the library's words for a clause."""
    _check_open(draft)
    row = draft.clauses.get(clause)
    if row is None or not row.words or clause.startswith(OWN):
        raise Refused("This clause is not in words of your own")
    row.title, row.words = "", ""
    db.session.flush()
    record(by, "went back to the usual words", _title(draft, clause))


def write_clause(draft: Draft, *, title: str, words: str, by: Actor) -> DraftClause:
    """Write a clause that the library does not have; it stands last until somebody moves it."""
    _check_open(draft)
    if sum(key.startswith(OWN) for key in draft.clauses) >= 20:
        raise Refused("There are twenty clauses of your own already, which is as many as fit")
    check_title(title, "", draft.text)
    words = as_kept(words, draft.text, draft.shape)
    row = DraftClause(draft_id=draft.row.id, clause=f"{OWN}{secrets.token_hex(4)}", title=title, words=words)
    db.session.add(row)
    draft.row.places = json.dumps([*clauses_in(draft.shape, draft.choices), row.clause])
    db.session.flush()
    record(by, "wrote a clause", draft.shape.name, digest=(None, digest_only(words)))
    return row


def move_clause(draft: Draft, clause: str, step: int, by: Actor) -> None:
    """Move a clause one place up (-1) or down (1) in the text."""
    _check_open(draft)
    keys = clauses_in(draft.shape, draft.choices)
    at = keys.index(clause) if clause in keys else -1
    if at < 0 or not 0 <= at + step < len(keys):
        raise Refused("The clause cannot move further that way")
    keys[at], keys[at + step] = keys[at + step], keys[at]
    draft.row.places = json.dumps(keys)
    db.session.flush()
    record(by, "moved a clause", _title(draft, clause), place=(at + 1, at + step + 1))


def take_newer(draft: Draft, clause: str, by: Actor) -> None:
    """In a change: take the library's newer wording of a clause in place of the adopted one."""
    _check_open(draft)
    if not draft.changing:
        raise Refused("Only a change to an adopted text has an older wording")
    if (
        clause in draft.choices.own
        or clause not in stock().clauses
        or clause not in clauses_in(draft.shape, draft.choices)
    ):
        raise Refused("The library has no newer words for that clause")
    row = _clause_row(draft, clause)
    row.newer, row.title, row.words = True, "", ""
    db.session.flush()
    record(by, "took the newer words of a clause", _title(draft, clause))


def set_aside(draft: Draft, by: Actor) -> None:
    """Close a draft without adopting it; it stays to be looked at."""
    _check_open(draft)
    draft.row.closed_at = dates.now()
    db.session.flush()
    record(by, "set a draft aside", draft.shape.name, key=(draft.row.key, None))


def _clause_row(draft: Draft, clause: str) -> DraftClause:
    row = draft.clauses.get(clause)
    if row is None:
        row = DraftClause(draft_id=draft.row.id, clause=clause, title="", words="", newer=False)
        db.session.add(row)
    return row


def _title(draft: Draft, clause: str) -> str:
    """What the history calls a clause: its title in the library, never one of the group's own."""
    if clause.startswith(OWN):
        return "a clause of our own"
    return next((one.clause.title for one in draft.shape.clauses if one.key == clause), clause)[:120]
