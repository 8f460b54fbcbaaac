"""What holds what somebody looks for, kind by kind, the newest first.

The words of the cash book are asked for as the cash book itself asks; of all other kinds one question asks together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, literal, or_, select, union_all

from groupkit.access.models import Person
from groupkit.db import db
from groupkit.finding.kinds import KINDS, Kind, Sought
from groupkit.ledger.queries import Wanted
from groupkit.ledger.queries.seeking import EARLIER
from groupkit.likeness import is_in

Place = tuple[date, int]


@dataclass(frozen=True)
class Hit:
    """Something that was found: its row, its day where it has one, pence, its words, and by what it was found."""

    kind: str
    id: int
    day: date | None
    at: datetime | None
    pence: int | None
    more: int | None
    number: int | None
    people: tuple[int | None, int | None]
    place: str
    words: tuple[str, str, str]
    by: list[str] = field(default_factory=list)

    @property
    def cursor(self) -> Place:
        """Where the next page begins."""
        return self.day or date.min, self.id


@dataclass(frozen=True)
class Cast:
    """Everybody of the group but its critical friends: what they are called, by row."""

    names: Mapping[int, str]

    def like(self, said: str) -> tuple[int, ...]:
        """The rows of those who are called like this."""
        return tuple(row for row, name in self.names.items() if is_in(name, said))

    def name(self, row_id: int | None) -> str:
        """What somebody is called; nothing for nobody."""
        return "" if row_id is None else self.names.get(row_id, "somebody who was here")


def everybody() -> Cast:
    """Everybody of the group but its critical friends, in one question."""
    rows = db.session.execute(select(Person.id, Person.name).where(Person.friend.is_(False)))
    return Cast({row.id: row.name for row in rows})


def others(
    wanted: Sequence[Wanted], cast: Cast, kinds: Iterable[str], before: Place | None = None, most: int = 8
) -> dict[str, list[Hit]]:
    """What was found of these kinds, at most so many of each, below a place: one question for them all."""
    sought = [Sought(one, select(one.texts.c.id), cast.like(one.term.said)) for one in wanted]
    parts = [_of_kind(KINDS[name], sought, before, most) for name in kinds]
    question: Any = union_all(*parts) if len(parts) > 1 else parts[0]
    found: dict[str, list[Hit]] = {}
    for row in db.session.execute(question):
        hit = Hit(
            row.kind,
            row.row_id,
            row.day,
            row.at,
            row.pence,
            row.more,
            row.number,
            (row.one, row.two),
            row.place,
            (row.first, row.second, row.third),
        )
        hit.by.extend(found_by(hit, sought))
        found.setdefault(hit.kind, []).append(hit)
    return found


def _of_kind(kind: Kind, sought: Sequence[Sought], before: Place | None, most: int) -> Any:
    query = kind.query().add_columns(literal(kind.name).label("kind"))
    for one in sought:
        ways = kind.has(one)
        query = query.where(or_(*ways) if ways else kind.order[-1].is_(None))
    if before is not None:
        query = query.where(_below(kind, before))
    listed = query.order_by(*(column.desc() for column in kind.order)).limit(most).subquery()
    return select(*listed.c)


def _below(kind: Kind, before: Place) -> Any:
    row = kind.order[-1]
    if len(kind.order) == 1:
        return row < before[1]
    day = kind.order[0]
    return or_(day < before[0], and_(day == before[0], row < before[1]))


def found_by(hit: Hit, sought: Iterable[Sought]) -> list[str]:
    """By what it was found, in words, each once."""
    said: dict[str, None] = {}
    for one in sought:
        said |= dict.fromkeys(list(_found_by(hit, one)) or [EARLIER])
    return list(said)


def _found_by(hit: Hit, one: Sought) -> Iterable[str]:
    term, kind = one.term, KINDS[hit.kind]
    if term.numbered and term.numbered[1] == hit.number:
        yield "number"
    if term.days and hit.day and hit.day in term.days:
        yield "day"
    if term.pence is not None and term.pence in (abs(hit.pence or 0), hit.more):
        yield "amount"
    if any(row in one.people for row in hit.people):
        yield "counted by" if hit.kind == "counts" else "who"
    for label, words in zip(kind.labels, hit.words, strict=True):
        if label and is_in(words, term.said):
            yield label
    if hit.kind != "payments" and is_in(hit.place, term.said):
        yield "fund" if hit.kind in ("things", "debts") else "account"
