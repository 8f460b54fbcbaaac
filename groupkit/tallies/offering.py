"""Sessions that higher books know of: meetings that were held, with their head-count, so that nobody types it twice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

HEADS = "count "
"""How the key of heads begins that were counted with the tin, without saying at what."""


@dataclass(frozen=True)
class Offered:
    """A session that another book keeps: its key there, its day, what it is called, and how many came (None: nobody
    counted). A book that knows only of heads leaves `called` empty."""

    key: str
    day: date
    called: str
    came: int | None


TellsSessions = Callable[[date, date], Iterable[Offered]]
TELLERS: list[TellsSessions] = []


def tells_sessions(function: TellsSessions) -> TellsSessions:
    """Register what a book knows of sessions that were held from one day to another, both included."""
    if function not in TELLERS:
        TELLERS.append(function)
    return function


def offered(first: date, last: date) -> list[Offered]:
    """What all books know of sessions that were held, the earliest first.

    Heads that were counted without saying at what belong to the one session of that day, where there is one and nobody
    counted there.
    """
    found = [one for function in TELLERS for one in function(first, last)]
    by_day: dict[date, list[Offered]] = {}
    for one in sorted(found, key=lambda one: (one.day, not one.called)):
        by_day.setdefault(one.day, []).append(one)
    return [one for ones in by_day.values() for one in _of_a_day(ones)]


def _of_a_day(ones: list[Offered]) -> list[Offered]:
    named = [one for one in ones if one.called]
    heads = [one for one in ones if not one.called]
    if not named:
        return heads[-1:]
    if len(named) == 1 and named[0].came is None and heads:
        return [replace(named[0], came=heads[-1].came)]
    return named
