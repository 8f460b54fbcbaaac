"""Which line of the bank's is which line of the book, what it looks like, and what is left over. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

NEAR = timedelta(days=10)
"""How far apart the bank's day and ours may lie: a cheque takes a week to be paid in."""
OLD = timedelta(days=183)
"""An amount that has not reached the bank for half a year is worth asking about (DOMAIN 4.3)."""

_FIGURES = re.compile(r"\b\S*[0-9]\S*\b")
_BESIDES = re.compile(r"[^\w\s]")
_USUAL = {"ltd", "limited", "plc", "card", "payment", "to", "from", "ref", "on", "the", "gb", "uk", "com", "www", "co"}


@dataclass(frozen=True)
class Seen:
    """A line of the bank's, as far as pairing needs it: pence in, or below nought out."""

    line_id: int
    day: date
    pence: int


@dataclass(frozen=True)
class Written:
    """An entry that stands in the book and touched the account: its day, and its pence there."""

    entry_id: int
    day: date
    pence: int


def pairs(lines: Iterable[Seen], written: Iterable[Written]) -> dict[int, int]:
    """For each line the entry that it looks like: the same amount, and the nearest day within ten. Each is used once.

    The nearest pairs are made first, so that two alike amounts do not take each other's places.
    """
    by_pence: dict[int, list[Written]] = {}
    for one in written:
        by_pence.setdefault(one.pence, []).append(one)
    near = sorted(
        (abs(line.day - one.day), line.day, line.line_id, one.entry_id)
        for line in lines
        for one in by_pence.get(line.pence, ())
        if abs(line.day - one.day) <= NEAR
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, line_id, entry_id in near:
        if line_id not in found and entry_id not in taken:
            found[line_id] = entry_id
            taken.add(entry_id)
    return found


def stem(words: str) -> str:
    """What stays of the bank's words from one month to the next: no figures, no signs, no usual words."""
    plain = _BESIDES.sub(" ", _FIGURES.sub(" ", words.casefold()))
    return " ".join(word for word in plain.split() if word not in _USUAL)


def holds(words: str, contains: str) -> bool:
    """Whether the bank's words hold what somebody said to look for; capitals and spaces do not count."""
    return _loose(contains) in _loose(words)


def _loose(words: str) -> str:
    return " ".join(words.casefold().split())


def uncleared(left: Mapping[int, int], since: Mapping[int, int], ticked: Mapping[int, int]) -> dict[int, int]:
    """Pence by entry that no statement has shown yet: left last time, and written since, less what is ticked now."""
    found = {entry_id: left.get(entry_id, 0) + since.get(entry_id, 0) for entry_id in {*left, *since}}
    for entry_id, pence in ticked.items():
        found[entry_id] = found.get(entry_id, 0) - pence
    return {entry_id: pence for entry_id, pence in sorted(found.items()) if pence}


def difference(statement: int, before: int, ticked: Iterable[int]) -> int:
    """Pence that the statement has more than the last one and what is ticked come to; nought when they agree."""
    return statement - before - sum(ticked)


def is_old(day: date, until: date) -> bool:
    """Whether something written on a day should long have been on the statement."""
    return until - day > OLD


@dataclass(frozen=True)
class Compared:
    """A file beside what is here already: the lines that are new, and those that look as if they were here."""

    new: tuple[int, ...]
    here: tuple[int, ...]


def compare(keys: Sequence[tuple[str, str]], known: Iterable[str]) -> Compared:
    """Which lines of a file (by their place in it) are new, and which are here already: by one of their two keys."""
    there = set(known)
    here = tuple(place for place, both in enumerate(keys) if not there.isdisjoint(both))
    return Compared(tuple(place for place in range(len(keys)) if place not in set(here)), here)
