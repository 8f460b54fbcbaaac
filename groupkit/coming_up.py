"""What other books have to say on the group's first page; each registers a function when the program starts.

A function gets the actor and answers with what that person may see; it reads, and never writes.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Coming:
    """Something that is coming up: a day, a sentence, where to look, and which rule or paper it comes from.

    What has a neutral name too (`called`) can stand in a calendar of somebody's own. What merely waits has none.
    """

    day: date
    sentence: str
    url: str = ""
    source: str = ""
    words: str = ""
    called: str = ""
    """What a calendar says that others may see over a shoulder: `Return due`. Never a name, a sum or the group."""
    key: str = ""
    """What the thing is, the same however often it is moved: `election <key of its row>`. Each has one of its own."""
    starts: datetime | None = None
    """The moment at which it begins, with its zone; None for what has a day and no hour."""
    ends: datetime | None = None
    news: bool = False
    """Whether it has happened and can be read, so that it waits for nobody."""


@dataclass(frozen=True)
class Step:
    """Something worth doing while the books are still empty."""

    title: str
    words: str
    url: str
    act: str
    done: bool = False


TellsComing = Callable[[Any], Iterable[Coming]]
TellsSteps = Callable[[Any], Iterable[Step]]

_coming: list[TellsComing] = []
_steps: list[TellsSteps] = []
_ahead: ContextVar[timedelta | None] = ContextVar("groupkit_looks_ahead", default=None)


def tells_coming(function: TellsComing) -> TellsComing:
    """Register what a book knows to be coming up."""
    if function not in _coming:
        _coming.append(function)
    return function


def tells_steps(function: TellsSteps) -> TellsSteps:
    """Register what is worth doing first in a book."""
    if function not in _steps:
        _steps.append(function)
    return function


def soon(usual: timedelta) -> timedelta:
    """How far ahead a book looks: as far as is usual for it, or as far as whoever asks wants to see."""
    return max(usual, _ahead.get() or usual)


def coming_up(actor: Any, ahead: timedelta | None = None) -> list[Coming]:
    """What is coming up in all books, the nearest first; so far `ahead` at least, where that is asked for."""
    token = _ahead.set(ahead)
    try:
        return sorted((one for function in _coming for one in function(actor)), key=lambda one: one.day)
    finally:
        _ahead.reset(token)


def steps(actor: Any) -> list[Step]:
    """What is worth doing first in all books."""
    return [one for function in _steps for one in function(actor)]
