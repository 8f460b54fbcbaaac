"""What other books have to say on the group's first page; each registers a function when the program starts.

A function gets the actor and answers with what that person may see; it reads, and never writes. It is a generator that
yields what it tells. Where it wants to know something first, it yields the parts of a question (`together.Part`), by
name, and is sent their rows: what all books want to know is asked together (decision 0025).
"""

from collections.abc import Callable, Generator, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from groupkit.together import Part, Reading, Rows, answer, side_by_side


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


Telling = Generator[Coming | Step | Mapping[str, Part], Rows, None]
"""What a book tells, and what it wants to know for that."""
TellsComing = Callable[[Any], Telling | Iterable[Coming]]
TellsSteps = Callable[[Any], Telling | Iterable[Step]]

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
        return answer(reads_coming(actor))
    finally:
        _ahead.reset(token)


def steps(actor: Any) -> list[Step]:
    """What is worth doing first in all books."""
    return answer(reads_steps(actor))


def reads_coming(actor: Any) -> Reading[list[Coming]]:
    """The same as `coming_up`, as far ahead as is usual, for a page that asks more at once."""
    told = yield from side_by_side(*(_said(function(actor)) for function in _coming))
    return sorted((one for those in told for one in those), key=lambda one: one.day)


def reads_steps(actor: Any) -> Reading[list[Step]]:
    """The same as `steps`, for a page that asks more at once."""
    told = yield from side_by_side(*(_said(function(actor)) for function in _steps))
    return [one for those in told for one in those]


def told_by(function: Callable[[Any], Telling | Iterable[Any]], actor: Any) -> list[Any]:
    """What one book alone tells."""
    return answer(_said(function(actor)))


def _said(telling: Telling | Iterable[Any]) -> Reading[list[Any]]:
    """Everything that a book tells, once what it wants to know has been asked."""
    if not isinstance(telling, Generator):
        return list(telling)
    said: list[Any] = []
    rows: Any = None
    while True:
        try:
            one = telling.send(rows)
        except StopIteration:
            return said
        rows = None
        if isinstance(one, Mapping):
            rows = yield one
        else:
            said.append(one)
