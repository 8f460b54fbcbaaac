"""Writing tallies down and putting them right. The history tells every figure, and of people's words only digests."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeVar

from groupkit import tenancy
from groupkit.dates import Period
from groupkit.db import db
from groupkit.history import By, record
from groupkit.refusal import Conflict, Refused
from groupkit.tallies import queries, rules
from groupkit.tallies.models import (
    CheckAnswer,
    GroupCheck,
    Measure,
    MonthCount,
    PeopleCount,
    SessionKind,
    TallySession,
    told_as,
)
from groupkit.tallies.offering import Offered
from groupkit.tenancy import GroupOwned

Row = TypeVar("Row", bound=GroupOwned)
MEANWHILE = "Somebody else changed this in the meantime. What you wrote is still here: look at both, then save again"


@dataclass(frozen=True)
class Came:
    """A session as somebody writes it down; numbers are None where nobody counted."""

    day: date
    kind: str
    """What its kind is called."""
    standing: str = "held"
    attendances: int | None = None
    about: bool = False
    first_timers: int | None = None
    helper_minutes: int = 0


def write_session(came: Came, by: By, source: str | None = None) -> TallySession:
    """A session that was held or called off. Raises Refused beside the field it is about."""
    row = TallySession(source=source)
    return _put(row, came, by, "wrote down a session")


def change_session(row: TallySession, came: Came, version: int, by: By) -> TallySession:
    """A session is put right. Raises Refused; Conflict when somebody else changed it since `version`."""
    _check_version(row, version)
    return _put(row, came, by, "changed a session")


def _put(row: TallySession, came: Came, by: By, what: str) -> TallySession:
    if came.standing not in rules.STANDINGS:
        raise Refused("Choose one of these", "standing")
    numbers = (came.attendances, came.first_timers, came.helper_minutes)
    if came.standing != "mistake":
        rules.check_session(came.day, tenancy.today(), came.standing, *numbers)
    new = asdict(came) | {"kind_id": _kind(came.kind, by).id}
    new.pop("kind")
    return _save(row, new, by, what)


def _kind(name: str, by: By) -> SessionKind:
    """The kind of that name; the usual ones are made when the first of them is used."""
    found = queries.kinds()
    if not found:
        found = [_new_kind(usual, place, by) for place, usual in enumerate(rules.USUAL_KINDS, start=1)]
    kind = next((one for one in found if one.name == name), None)
    if kind is None:
        raise Refused("Choose one of these", "kind")
    return kind


def kind_names() -> list[str]:
    """What can be chosen: the kinds in use, or the usual ones where none was ever made."""
    found = queries.kinds()
    return [one.name for one in found if one.in_use] if found else list(rules.USUAL_KINDS)


def add_kind(name: str, by: By) -> SessionKind:
    """A kind of session of the group's own. Raises Refused where there is one of that name."""
    found = queries.kinds() or [_new_kind(one, at, by) for at, one in enumerate(rules.USUAL_KINDS, start=1)]
    _check_free(name, found, None)
    return _new_kind(name, len(found) + 1, by)


def _new_kind(name: str, place: int, by: By) -> SessionKind:
    row = SessionKind(name=name, place=place, in_use=True)
    db.session.add(row)
    db.session.flush()
    record(by, "added a kind of session", told_as(row), place=(None, place))
    return row


def change_kind(row: SessionKind, by: By, *, name: str, place: int, in_use: bool, version: int) -> None:
    """A kind is called something else, stands elsewhere in the list, or is used no more. Raises Refused."""
    _check_version(row, version)
    others = queries.kinds()
    _check_free(name, others, row)
    renamed, moved, was_used = name != row.name, (row.place, place), row.in_use
    row.name, row.in_use = name, in_use
    _reorder([one for one in others if one.id != row.id], row, place)
    db.session.flush()
    record(
        by, "changed a kind of session", told_as(row), renamed=(False, renamed), place=moved, in_use=(was_used, in_use)
    )


def _reorder(others: list[SessionKind], row: SessionKind, place: int) -> None:
    others.insert(max(0, place - 1), row)
    for at, one in enumerate(others, start=1):
        one.place = at


def _check_free(name: str, found: list[SessionKind], own: SessionKind | None) -> None:
    if any(one.name.casefold() == name.casefold() for one in found if one is not own):
        raise Refused("There is one of that name already", "name")


def bring_in(one: Offered, by: By) -> TallySession:
    """A session that another book knows of, with its head-count. Raises Refused where it was brought in already."""
    if queries.is_brought_in(one.key):
        raise Refused("That was brought in already")
    names = kind_names()
    if not names:
        raise Refused("Take a kind of session into use first")
    kind = next((name for name in names if name.casefold() == one.called.casefold()), names[0])
    return write_session(Came(one.day, kind, attendances=one.came), by, one.key)


def write_month(month: date, counts: Mapping[str, tuple[int | None, bool]], version: int, by: By) -> None:
    """The counts of one month, each with whether it is a good guess; None is not counted.

    Raises Refused for a month to come; Conflict when somebody else changed it since `version`.
    """
    if month > tenancy.today():
        raise Refused("That month has not come yet")
    rows = queries.of_month(month)
    if version != version_of(rows):
        raise Conflict(MEANWHILE)
    changes = {}
    for what, (number, about) in counts.items():
        row = rows.get(what)
        before = (row.number, row.about) if row else (None, False)
        after = (number, about and number is not None)
        if before == after:
            continue
        if row is None:
            row = MonthCount(month=month, what=what)
            db.session.add(row)
        row.number, row.about = after
        changes[what] = (_said(before), _said(after))
    if changes:
        db.session.flush()
        record(by, "wrote down the counts of a month", f"{month:%Y-%m}", **changes)


def version_of(rows: Mapping[str, MonthCount]) -> int:
    """The version of a whole month: it grows with every change to any of its counts."""
    return sum(row.version for row in rows.values())


def _said(count: tuple[int | None, bool]) -> str:
    number, about = count
    return "not counted" if number is None else f"about {number}" if about else str(number)


def write_people(
    by: By,
    *,
    first: date,
    last: date,
    people: int,
    about: bool,
    known_by: str,
    row: PeopleCount | None = None,
    set_aside: bool = False,
    version: int = 0,
) -> PeopleCount:
    """Different people over a stated time, new or put right. Raises Refused; Conflict."""
    if known_by not in rules.KNOWN_BY:
        raise Refused("Choose one of these", "known_by")
    counted = None if about or last < first else queries.attendances_if_all_counted(Period(first, last))
    if not set_aside:
        rules.check_people(first, last, tenancy.today(), people, counted)
    new = {"first": first, "last": last, "people": people, "about": about, "known_by": known_by}
    if row is None:
        return _save(PeopleCount(), new, by, "wrote down different people")
    _check_version(row, version)
    return _save(row, new | {"set_aside": set_aside}, by, "changed a count of different people")


Counts = Mapping[str, tuple[int, int, int]]


def write_check(
    by: By, *, day: date, slips: int, answers: Counts, row: GroupCheck | None = None, version: int = 0
) -> GroupCheck:
    """A group check as it was counted from the slips, new or put right. Raises Refused; Conflict."""
    if day > tenancy.today():
        raise Refused("That day has not come yet", "day")
    there = queries.check_on(day)
    if there is not None and there is not row:
        raise Refused("There is a group check of that day already", "day")
    rules.check_slips(slips, answers)
    if row is not None:
        _check_version(row, version)
    made = _save(row or GroupCheck(), {"day": day, "slips": slips}, by, "wrote down a group check")
    known = queries.answers_of(made.id)
    for question, (agree, partly, not_yet) in answers.items():
        one = known.get(question) or CheckAnswer(check_id=made.id, question=question)
        before = [one.agree, one.partly, one.not_yet] if one.id else None
        one.agree, one.partly, one.not_yet = agree, partly, not_yet
        db.session.add(one)
        if before != [agree, partly, not_yet]:
            told = {question: (before, [agree, partly, not_yet])}
            record(by, "wrote down answers of a group check", told_as(made), **told)
    db.session.flush()
    return made


def write_measure(
    by: By,
    *,
    name: str,
    source: str,
    day: date,
    hundredths: int,
    answered: int | None,
    row: Measure | None = None,
    set_aside: bool = False,
    version: int = 0,
) -> Measure:
    """A number on a funder's own measure, new or put right. Raises Refused; Conflict."""
    if day > tenancy.today():
        raise Refused("That day has not come yet", "day")
    new = {"name": name, "source": source, "day": day, "hundredths": hundredths, "answered": answered}
    if row is None:
        return _save(Measure(), new, by, "wrote down a number on a funder’s measure")
    _check_version(row, version)
    return _save(row, new | {"set_aside": set_aside}, by, "changed a number on a funder’s measure")


def _check_version(row: Any, version: int) -> None:
    if version != row.version:
        raise Conflict(MEANWHILE)


_WORDS = ("name", "source")
"""What people wrote themselves, of which the history says only that it changed."""


def _save(row: Row, new: Mapping[str, Any], by: By, what: str) -> Row:
    """Put values into a row, and write each that changed into the history."""
    fresh = row.id is None
    changes = {name: (None if fresh else getattr(row, name), value) for name, value in new.items()}
    changes = {name: pair for name, pair in changes.items() if fresh or pair[0] != pair[1]}
    for name, value in new.items():
        setattr(row, name, value)
    db.session.add(row)
    db.session.flush()
    told = {name: pair for name, pair in changes.items() if name not in _WORDS or isinstance(row, TallySession)}
    if changes:
        record(by, what, told_as(row), **told)
    return row
