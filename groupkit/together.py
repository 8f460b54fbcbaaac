"""A little of many tables in one question, for a page that shows a few words of each (decision 0025)."""

from collections import namedtuple
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import (
    Boolean,
    Date,
    Integer,
    Select,
    String,
    cast,
    false,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.types import TypeDecorator

from groupkit.db import Moment, db

Part = Select[*tuple[Any, ...]]
"""A select of columns, to be asked together with others."""
Rows = Mapping[str, list[Any]]
"""What was found, by the name of the part."""
T = TypeVar("T")
Reading = Generator[Mapping[str, Part], Rows, T]
"""A function that yields the parts that it wants to know, is sent their rows, and may then yield others.

So readings that know nothing of one another can be asked side by side, in one question for each round of theirs.
"""

# Kinds of columns that a union can hold one under another, each with what stands where a part has no such column.
# None of them is a parameter, of which SQLite takes only so many. Words get a bare null: in MariaDB a cast would bring
# a collation of its own.
_KINDS: dict[type[Any], Any] = {
    Boolean: false(),
    Integer: cast(null(), Integer),
    Date: cast(null(), Date),
    Moment: cast(null(), Moment),
    String: type_coerce(null(), String),
}


def answer(reading: Reading[T]) -> T:
    """What a reading comes to; each of its rounds is one question."""
    try:
        parts = next(reading)
        while True:
            parts = reading.send(ask(parts))
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]


def side_by_side(*readings: Reading[Any]) -> Reading[list[Any]]:
    """Several readings as one: what all of them want to know in a round is asked together."""
    answers: dict[int, Any] = {}
    sent: dict[int, Rows | None] = dict.fromkeys(range(len(readings)))
    while sent:
        wanted: dict[int, Mapping[str, Part]] = {}
        for number, rows in sent.items():
            try:
                wanted[number] = readings[number].send(rows)  # type: ignore[arg-type]
            except StopIteration as done:
                answers[number] = done.value
        if wanted:
            found = yield {f"{at} {name}": part for at, parts in wanted.items() for name, part in parts.items()}
        sent = {at: {name: found[f"{at} {name}"] for name in parts} for at, parts in wanted.items()}
    return [answers[number] for number in range(len(readings))]


def rows_of(part: Part) -> Reading[list[Any]]:
    """The rows of one part."""
    found = yield {"rows": part}
    return found["rows"]


def ask(parts: Mapping[str, Part]) -> dict[str, list[Any]]:
    """The rows of each of some selects, by its name, in one question to the database.

    They select columns (numbers, words, days, moments, yes or no), each under a name of its own. The rows have these
    names and come in no order. Without parts nothing is asked.
    """
    found: dict[str, list[Any]] = {name: [] for name in parts}
    if not parts:
        return found
    columns = {name: list(part.subquery().c) for name, part in parts.items()}
    slots = {name: _slots([_kind(one) for one in those]) for name, those in columns.items()}
    shape = [
        (kind, number)
        for kind in _KINDS
        for number in range(max(sum(at[0] is kind for at in those) for those in slots.values()))
    ]
    asked = union_all(*(_part(name, columns[name], slots[name], shape) for name in parts)).subquery()
    places = {name: [1 + shape.index(at) for at in those] for name, those in slots.items()}
    for row in db.session.execute(select(asked)):
        named = _named(tuple(one.key for one in columns[row[0]]))
        found[row[0]].append(named(*(row[place] for place in places[row[0]])))
    return found


def _kind(column: Any) -> type[Any]:
    """Under which kind a column goes; raises TypeError for one that a union cannot hold."""
    if isinstance(column.type, Moment):
        return Moment
    held = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    for kind in _KINDS:
        if isinstance(held, kind):
            return kind
    raise TypeError(f"{column.key} is none of {', '.join(one.__name__ for one in _KINDS)}")


def _slots(kinds: Sequence[type[Any]]) -> list[tuple[type[Any], int]]:
    """The place of each column of a part: the how-manieth it is of its kind."""
    return [(kind, list(kinds[:at]).count(kind)) for at, kind in enumerate(kinds)]


def _part(name: str, columns: Sequence[Any], slots: Sequence[tuple[type[Any], int]], shape: Sequence[Any]) -> Any:
    there = dict(zip(slots, columns, strict=True))
    return select(literal(name).label("part"), *_filled(there, shape))


def _filled(there: Mapping[Any, Any], shape: Sequence[tuple[type[Any], int]]) -> Iterator[Any]:
    """Every column of the union: the part's own, or what stands where it has none."""
    for at, (kind, number) in enumerate(shape):
        column = there.get((kind, number))
        yield _empty(kind, at) if column is None else column.label(f"at_{at}")  # type: ignore[arg-type]


@lru_cache(maxsize=500)
def _empty(kind: Any, at: int) -> Any:
    """What stands where a part has no column; made once, as most places of a union of many parts are empty."""
    return _KINDS[kind].label(f"at_{at}")


@lru_cache(maxsize=200)
def _named(names: tuple[str, ...]) -> Callable[..., Any]:
    return namedtuple("Row", names)  # the names that a select gave its columns
