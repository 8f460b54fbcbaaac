"""What other books hand on with a job: each registers a function when the program starts."""

from collections.abc import Callable, Iterable
from typing import Any

TellsHandover = Callable[[Any, Any], Iterable[str]]
"""Of a job and an actor."""

_telling: list[tuple[str, TellsHandover]] = []


def tells_handover(heading: str, function: TellsHandover) -> TellsHandover:
    """Register lines for the handover pack of a job, under a heading; of an actor, only what they may see."""
    if (heading, function) not in _telling:
        _telling.append((heading, function))
    return function


def handed_on(job: Any, actor: Any) -> list[tuple[str, list[str]]]:
    """What goes with a job, under each heading that has any."""
    found = [(heading, list(function(job, actor))) for heading, function in _telling]
    return [(heading, lines) for heading, lines in found if lines]
