"""Where rounds of decisions were held and reported: the book of minutes knows, and registers how to ask it."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from groupkit.decisions.results import Thing

TellsReported = Callable[[Collection[int]], Collection[int]]
TellsPlaces = Callable[[Collection[int]], Mapping[int, Thing]]

_reported: list[TellsReported] = []
_places: list[TellsPlaces] = []
_settled: list[TellsReported] = []


def tells_reported(function: TellsReported) -> TellsReported:
    """Register which of some rounds (by row) a meeting heard of: those held at one, and those reported to one."""
    if function not in _reported:
        _reported.append(function)
    return function


def tells_places(function: TellsPlaces) -> TellsPlaces:
    """Register at which meetings some rounds (by row) were held or reported; a round of none is left out."""
    if function not in _places:
        _places.append(function)
    return function


def tells_settled(function: TellsReported) -> TellsReported:
    """Register which of some rounds (by row) stand in minutes that went round or were approved."""
    if function not in _settled:
        _settled.append(function)
    return function


def settled(round_ids: Collection[int]) -> set[int]:
    """Those of some rounds that stand in minutes that went round or were approved."""
    return {found for function in _settled if round_ids for found in function(round_ids)}


def reported(round_ids: Collection[int]) -> set[int]:
    """Those of some rounds that a meeting heard of."""
    return {found for function in _reported if round_ids for found in function(round_ids)}


def places(round_ids: Collection[int]) -> dict[int, Any]:
    """The meeting at which each of some rounds was held or reported."""
    found: dict[int, Any] = {}
    for function in _places if round_ids else ():
        found.update(function(round_ids))
    return found
