"""Sessions that higher books know of: meetings that were held, with their head-count, so that nobody types it twice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Offered:
    """A session that another book keeps: its key there, its day, what it is called, and how many came (None: nobody
    counted)."""

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
    """What all books know of sessions that were held, the earliest first."""
    found = [one for function in TELLERS for one in function(first, last)]
    return sorted(found, key=lambda one: (one.day, one.key))
