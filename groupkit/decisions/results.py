"""What a decision can lead to: each higher book registers the things that it keeps, and how they are called."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NEWEST = 60
"""How many of a kind are offered to choose from, the newest first."""


@dataclass(frozen=True)
class Thing:
    """Something that a book keeps: its key, what it is called for somebody who may see it, and where it stands."""

    key: str
    label: str
    url: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of thing: what it is called, which can be chosen just now, and those with some keys."""

    name: str
    offers: Callable[[Any], Sequence[Thing]]
    """Of an actor: the newest things first, only those that they may see."""
    find: Callable[[Any, Sequence[str]], Mapping[str, Thing]]
    """Of an actor and some keys: what is called how; a thing that they may not see is left out."""


CANNOT_SEE = "Something that you cannot see"


@dataclass(frozen=True)
class Told:
    """What a decision led to, for one reader: what it is called and where it stands, as far as they may see it."""

    kind: str
    label: str
    url: str = ""


KINDS: dict[str, Kind] = {}


def tells_results(kind: str, name: str, offers: Callable[..., Any], find: Callable[..., Any]) -> None:
    """Register what decisions can lead to in a book."""
    KINDS[kind] = Kind(name, offers, find)


def told(actor: Any, written: Iterable[tuple[str, str]]) -> list[Told]:
    """How to say to somebody what a decision led to, each a kind and a key; what they may not see is only counted."""
    pairs = list(written)
    found = {
        kind: KINDS[kind].find(actor, [key for one, key in pairs if one == kind])
        for kind in dict.fromkeys(kind for kind, _ in pairs)
        if kind in KINDS
    }
    return [_told(kind, found.get(kind, {}).get(key)) for kind, key in pairs]


def _told(kind: str, thing: Thing | None) -> Told:
    name = KINDS[kind].name if kind in KINDS else ""
    return Told(name, thing.label, thing.url) if thing else Told(name, CANNOT_SEE)
