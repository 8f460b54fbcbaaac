"""Planning a budget and agreeing it. What was agreed is never changed: a new version stands beside it."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm.attributes import flag_modified

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.budgets import making, queries, rules
from groupkit.budgets.models import (
    AgreedBudget,
    AgreedBudgetLine,
    BudgetDraft,
    BudgetDraftLine,
)
from groupkit.budgets.rules import Planned
from groupkit.dates import FinancialYear, long_day
from groupkit.db import db
from groupkit.history import PrivateText, Value, canonical, private, private_each, record
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Category
from groupkit.refusal import Conflict, Refused

MEANWHILE = "Somebody else changed this in the meantime. What you wrote is still here: look at theirs, then press again"
AGREED = "agreed a budget"
"""What the history calls it; `checks` looks for it."""


def subject_of(year: FinancialYear) -> str:
    """What the history calls a year's budget."""
    return f"Budget for {year.label}"


def begin_draft(year: FinancialYear, begin_with: str, by: Actor) -> BudgetDraft:
    """A draft for a year, begun from what there is (`making.starts`).

    Refused for a year that is too far away, and while there is a draft for it already.
    """
    if year not in queries.years_around():
        raise Refused("A budget can be begun for the last year, this year and the next")
    if any(row.last == year.last for row in queries.drafts()):
        raise Refused("There is a draft for this year already")
    start = next((one for one in making.starts(year) if one.key == begin_with), None)
    if start is None:
        raise Refused("Choose one of these", "begin_with")
    row = BudgetDraft(first=year.first, last=year.last, changed_at=dates.now(), changed_by_no=by.person_no)
    db.session.add(row)
    db.session.flush()
    _write_lines(row, {}, start.lines)
    told = _told({}, start.lines)
    record(by, "began a draft budget", subject_of(year), key=(None, row.key), **told)
    return row


def change_draft(draft_id: int, version: int, planned: Mapping[int, Planned], by: Actor) -> BudgetDraft:
    """Every figure of a draft as it is to be from now on; a category that is not in it has none.

    Raises Conflict when somebody else changed it, Refused beside `amount_<category>` for a figure that cannot be.
    """
    stands = _draft(draft_id, version)
    names = {one.id: one.name for one in ledger.choices().of("category")}
    rules.check_planned(planned, names, set(stands.lines))
    if dict(planned) == dict(stands.lines):
        return stands.row
    _write_lines(stands.row, stands.lines, planned)
    _touch(stands.row, by)
    told = _told(stands.lines, planned)
    record(by, "changed a draft budget", subject_of(stands.year), key=(stands.row.key, stands.row.key), **told)
    return stands.row


def set_aside(draft_id: int, version: int, by: Actor) -> None:
    """Give a draft up: its figures are gone, and the history tells what they came to."""
    stands = _draft(draft_id, version)
    told = _told(stands.lines, {})
    record(by, "set a draft budget aside", subject_of(stands.year), key=(stands.row.key, None), **told)
    _write_lines(stands.row, stands.lines, {})
    _let_go(stands.row)


def agree(draft_id: int, version: int, agreed_on: date, where: str, by: Actor) -> AgreedBudget:
    """A draft was agreed as it stands: it becomes the next version of its year's budget, and is kept for good.

    Refused when nothing is in it, when it is just what was agreed before, and for a day that cannot be.
    """
    stands = _draft(draft_id, version)
    rules.check_not_empty(stands.lines)
    before = _last_version(stands.year)
    rules.check_agreed_on(agreed_on, stands.year, before.agreed_on if before else None, tenancy.today())
    if before is not None and dict(before.lines) == dict(stands.lines):
        raise Refused(f"This is just what was agreed on {long_day(before.agreed_on)}. Change a figure first")
    kept = private(where)
    number = before.number + 1 if before else 1
    lines = queries.draft_lines(draft_id)
    row = AgreedBudget(
        first=stands.year.first,
        last=stands.year.last,
        number=number,
        agreed_on=agreed_on,
        where_id=kept.id,
        digest=digest(
            (stands.year.first, stands.year.last, number, agreed_on, kept.digest),
            lines_as_data(BudgetDraftLine, BudgetDraftLine.draft_id == draft_id),
        ),
        at=dates.now(),
        by_no=by.person_no,
    )
    db.session.add(row)
    db.session.flush()
    for line in lines:
        db.session.add(
            AgreedBudgetLine(budget_id=row.id, category_id=line.category_id, pence=line.pence, note_id=line.note_id)
        )
    _let_go(stands.row)
    record(
        by,
        AGREED,
        subject_of(stands.year),
        key=(None, row.key),
        version=(None, number),
        agreed_on=(None, agreed_on),
        where=(None, kept),
        digest=(None, row.digest),
        **{name: (None, pence) for name, pence in _both_ways(stands.lines).items()},
    )
    return row


def digest(head: tuple[Any, ...], lines: list[list[Any]]) -> str:
    """SHA-256 over what was agreed: keys and digests that move with the group, days and pence, never a word."""
    said = [one.isoformat() if isinstance(one, date) else one for one in head]
    return sha256(canonical([said, sorted(lines)]).encode()).hexdigest()


def lines_as_data(model: Any, wanted: Any) -> list[list[Any]]:
    """The lines of a budget as they are digested: the key of the category, pence, and the digest of the note."""
    rows = db.session.execute(
        select(Category.key, model.pence, PrivateText.digest)
        .select_from(model)
        .join(Category, Category.id == model.category_id)
        .outerjoin(PrivateText, PrivateText.id == model.note_id)
        .where(wanted)
    )
    return [[key, pence, note or ""] for key, pence, note in rows]


def _draft(draft_id: int, version: int) -> queries.Draft:
    found = queries.draft(draft_id)
    if found is None:
        raise Refused("This draft is no longer there: it was agreed or set aside")
    if found.row.version != version:
        raise Conflict(MEANWHILE)
    return found


def _last_version(year: FinancialYear) -> queries.Agreed | None:
    rows = [one for one in queries.agreed_budgets() if one.year.last == year.last]
    return queries.agreed(rows[0].id) if rows else None


def _touch(row: BudgetDraft, by: Actor) -> None:
    """The lines stand in rows of their own, and the next to save has to be told all the same."""
    row.changed_at, row.changed_by_no = dates.now(), by.person_no
    flag_modified(row, "changed_at")
    db.session.flush()


def _let_go(row: BudgetDraft) -> None:
    """The notes stay: those of an agreed budget are the very same."""
    db.session.flush()
    db.session.execute(delete(BudgetDraftLine).where(BudgetDraftLine.draft_id == row.id))
    db.session.delete(row)
    db.session.flush()


def _write_lines(row: BudgetDraft, old: Mapping[int, Planned], new: Mapping[int, Planned]) -> None:
    rows = {line.category_id: line for line in queries.draft_lines(row.id)}
    fresh = [(row_id, one.note) for row_id, one in new.items() if one.note and one.note != _note(old, row_id)]
    texts = private_each(note for _, note in fresh)
    notes = {row_id: text.id for (row_id, _), text in zip(fresh, texts, strict=True)}
    before = {line.note_id for line in rows.values()}
    for row_id, one in new.items():
        line = rows.pop(row_id, None)
        if line is None:
            line = BudgetDraftLine(draft_id=row.id, category_id=row_id)
            db.session.add(line)
        line.pence = one.pence
        line.note_id = notes.get(row_id, line.note_id) if one.note else None
    for line in rows.values():
        db.session.delete(line)
    db.session.flush()
    _forget(before - {line.note_id for line in queries.draft_lines(row.id)})


def _forget(notes: set[int | None]) -> None:
    """The words of a draft stand nowhere else: what is taken out of it is gone."""
    ids = [row_id for row_id in notes if row_id is not None]
    if ids:
        db.session.execute(delete(PrivateText).where(PrivateText.id.in_(ids)))


def _both_ways(planned: Mapping[int, Planned]) -> dict[str, int]:
    """What comes in and goes out by a budget, in pence, as the history names the two."""
    ways = {one.id: one.detail for one in ledger.choices().of("category", closed=True)}
    return {
        f"money_{way}": sum(one.pence for row_id, one in planned.items() if ways[row_id] == way) for way in rules.WAYS
    }


def _told(old: Mapping[int, Planned], new: Mapping[int, Planned]) -> dict[str, tuple[Value, Value]]:
    """What the history tells of a change: the sums for people; each figure by the key of its category for the chain.

    Of a note it tells only that it was changed: what is taken out of a draft is gone.
    """
    was, now = _both_ways(old) if old else {}, _both_ways(new) if new else {}
    told: dict[str, tuple[Value, Value]] = {
        name: (was.get(name), now.get(name)) for name in {**was, **now} if was.get(name) != now.get(name)
    }
    ids = sorted({row_id for row_id in {*old, *new} if _pence(old, row_id) != _pence(new, row_id)})
    keys = _keys(ids)
    figures: list[Any] = [[keys[row_id], _pence(old, row_id), _pence(new, row_id)] for row_id in ids]
    if figures:
        told |= {"planned": (None, figures), "figures_changed": (None, len(figures))}
    notes = sum(_note(old, row_id) != _note(new, row_id) for row_id in {*old, *new})
    if notes:
        told["notes_changed"] = (None, notes)
    return told


def _pence(planned: Mapping[int, Planned], row_id: int) -> int | None:
    return planned[row_id].pence if row_id in planned else None


def _note(planned: Mapping[int, Planned], row_id: int) -> str:
    return planned[row_id].note if row_id in planned else ""


def _keys(ids: list[int]) -> dict[int, str]:
    if not ids:
        return {}
    rows = db.session.execute(select(Category.id, Category.key).where(Category.id.in_(ids)))
    return {row.id: row.key for row in rows}
