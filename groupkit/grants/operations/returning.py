"""Writing: the draft of a return."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from groupkit import dates, files, tenancy
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.grants import queries, rules
from groupkit.grants.format import ReturnFormat
from groupkit.grants.models import Grant, Return
from groupkit.grants.paper import Answers
from groupkit.grants.rules import SAVED_MEANWHILE
from groupkit.history import canonical, digest_only, record
from groupkit.pictures import Prepared
from groupkit.refusal import Conflict, Refused

PICTURES = ("image/jpeg", "image/png")


@dataclass(frozen=True)
class Written:
    """What is written into a draft beside its answers; see `queries.Draft`."""

    until: date | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    shown: Sequence[str] = ()
    voices: Sequence[str] = ()
    decision_id: int | None = None


def save_draft(
    row: Grant,
    version: int,
    made: ReturnFormat,
    answers: Answers,
    by: Actor,
    pictures: Mapping[str, Prepared] | None = None,
    written: Written | None = None,
) -> Return:
    """Keep the draft of a return. Raises Conflict when somebody else saved it since version `version`, Refused for a
    last day that has not come, or lies before the grant begins.

    The history tells which lines changed, with a digest: what is taken out of a draft is gone. Answers to questions
    that only another format asks wait in the draft.
    """
    draft = queries.draft_row(row)
    if version != (draft.version if draft else 0):
        raise Conflict(SAVED_MEANWHILE)
    stands = queries.draft_of(row, made.key)
    written = written or Written(stands.until, stands.notes, stands.shown, stands.voices, stands.decision_id)
    rules.check_until(written.until, row.starts, tenancy.today())
    old = stands.answers
    kept = {key: answer for key, answer in old.items() if key not in stands.asked}
    new = {**kept, **answers, **{key: _keep_picture(key, one, by) for key, one in (pictures or {}).items()}}
    if draft is not None and (old, draft.format, _written(draft)) == (new, made.key, _plain(written)):
        return draft
    if draft is None:
        draft = Return(grant_id=row.id)
        db.session.add(draft)
    beside = _beside_changed(stands, written)
    draft.format, draft.answers = made.key, canonical(new)
    draft.until, draft.notes, draft.shown, draft.voices, draft.decision_id = _plain(written)
    draft.changed_at, draft.changed_by_no = dates.now(), by.person_no
    db.session.flush()
    record(
        by,
        "wrote on the draft of a return",
        queries.fund_of(row).name,
        about=(None, _lines_changed(made, old, new) + beside),
        digest=(None, digest_only(draft.answers)),
    )
    _let_go(_picture_keys(old.values()) - _picture_keys(new.values()), by)
    return draft


Columns = tuple[date | None, str, str, str, int | None]


def _plain(written: Written) -> Columns:
    notes = {key: words for key, words in written.notes.items() if words}
    return (
        written.until,
        canonical(notes),
        canonical(sorted(written.shown)),
        canonical(list(written.voices)),
        written.decision_id,
    )


def _written(draft: Return) -> Columns:
    return draft.until, draft.notes, draft.shown, draft.voices, draft.decision_id


def _beside_changed(old: queries.Draft, new: Written) -> list[str]:
    pairs = {
        "Up to which day": (old.until, new.until),
        "What is said beside figures": (old.notes, {key: words for key, words in new.notes.items() if words}),
        "Small numbers that are printed": (sorted(old.shown), sorted(new.shown)),
        "Words of others": (list(old.voices), list(new.voices)),
        "The decision of a meeting": (old.decision_id, new.decision_id),
    }
    return [name for name, (before, after) in pairs.items() if before != after]


def _keep_picture(key: str, picture: Prepared, by: Actor) -> dict[str, str]:
    if picture.mime not in PICTURES:
        raise Refused("A photo or a picture goes here, rather than a PDF", f"answer_{key}")
    ending = picture.name.rsplit(".", 1)[-1]
    return {"picture": files.store(by, f"picture-for-return.{ending}", picture.mime, picture.data).key}


def _lines_changed(made: ReturnFormat, old: Answers, new: Answers) -> list[str]:
    lines = [
        line.title
        for line in made.asks
        if any(old.get(question.key) != new.get(question.key) for question in line.questions)
    ]
    closing = {"thank_you": "Thanks", "photo": "A picture"}
    return lines + [title for key, title in closing.items() if old.get(key) != new.get(key)]


def _picture_keys(values: Iterable[Any]) -> set[str]:
    return {value["picture"] for value in values if isinstance(value, dict) and "picture" in value}


def _let_go(keys: set[str], by: Actor) -> None:
    """A picture that left the draft is gone for good, unless a return that was filed holds it."""
    for key in keys:
        stored = queries.picture(key)
        if stored is not None and not queries.holds_picture(key):
            files.take_out(by, stored, "Taken out of the draft of a return")
