"""Taking a name out of the words of every book. Pure."""

from collections.abc import Callable

from groupkit.names_in import Names
from groupkit.people.members.rules import TAKEN_OUT

LONGEST_INSTEAD = 100
"""In characters: the most that stands in the place of a text that was taken out."""


def taken_out(names: Names, text: str) -> str:
    """The text with what stands instead, or only that it was taken out where it would be too long."""
    left = names.replaced(text)
    return left if len(left) <= LONGEST_INSTEAD else TAKEN_OUT


HOLDERS: list[Callable[[Names], int]] = []
"""How each higher book takes a name out of its own words; each answers with how many it changed."""


def holds_names(function: Callable[[Names], int]) -> Callable[[Names], int]:
    """Register how a book takes a name out of its own words."""
    if function not in HOLDERS:
        HOLDERS.append(function)
    return function
