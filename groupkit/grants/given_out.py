"""What other books give out of a grant's figures about people: each registers a function when the program starts.

Whoever reads a return and such a paper can take one figure from the other, so all are held together.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

GivesOut = Callable[[Any], Iterable[Mapping[str, Any]]]
"""Of a grant: the figures of each paper, as `counting.Kept.to_keep` wrote them down, the earliest first."""

_given_out: list[GivesOut] = []


def gives_out(function: GivesOut) -> GivesOut:
    """Register what a book gives out."""
    if function not in _given_out:
        _given_out.append(function)
    return function


def given_out(row: Any) -> list[Mapping[str, Any]]:
    """The figures of every paper that another book gave out for a grant or another of its funder."""
    return [one for function in _given_out for one in function(row)]
