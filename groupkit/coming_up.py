"""What other books have to say on the group's first page; each registers a function when the program starts.

A function gets the actor and answers with what that person may see; it reads, and never writes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Coming:
    """Something that is coming up: a day, a sentence, where to look, and which rule or paper it comes from."""

    day: date
    sentence: str
    url: str = ""
    source: str = ""
    words: str = ""


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


def coming_up(actor: Any) -> list[Coming]:
    """What is coming up in all books, the nearest first."""
    return sorted((one for function in _coming for one in function(actor)), key=lambda one: one.day)


def steps(actor: Any) -> list[Step]:
    """What is worth doing first in all books."""
    return [one for function in _steps for one in function(actor)]
