"""Finding a name in people's words, and taking it out. Pure."""

import re
from collections.abc import Callable, Iterable

from groupkit.people.members.rules import TAKEN_OUT

LONGEST_INSTEAD = 100
"""In characters: the most that stands in the place of a text that was taken out."""


class Names:
    """What somebody was called, to be found as whole words in any capitals.

    The longer names of others are left alone: taking out Jo leaves Jo Smith as she is.
    """

    def __init__(self, names: Iterable[str], instead: str, others: Iterable[str] = ()) -> None:
        """`instead` is what stands where a name stood."""
        self.instead = instead
        known = _longest_first(names)
        self._pattern = re.compile("|".join(map(_whole, known)), re.IGNORECASE) if known else None
        own = {name.casefold() for name in known}
        longer = [other for other in _longest_first(others) if other.casefold() not in own and self.are_in(other)]
        if known and longer:
            theirs = "|".join(map(_whole, longer))
            self._pattern = re.compile(f"(?P<theirs>{theirs})|{'|'.join(map(_whole, known))}", re.IGNORECASE)

    def are_in(self, text: str) -> bool:
        """Whether a text is or holds one of the names."""
        if self._pattern is None:
            return False
        return any(not hit.groupdict().get("theirs") for hit in self._pattern.finditer(text))

    def replaced(self, text: str) -> str:
        """The text with what stands instead, however long it is."""
        return text if self._pattern is None else self._pattern.sub(self._in_its_place, text)

    def taken_out(self, text: str) -> str:
        """The text with what stands instead, or only that it was taken out where it would be too long."""
        left = self.replaced(text)
        return left if len(left) <= LONGEST_INSTEAD else TAKEN_OUT

    def _in_its_place(self, hit: re.Match[str]) -> str:
        return hit.groupdict().get("theirs") or self.instead


HOLDERS: list[Callable[[Names], int]] = []
"""How each higher book takes a name out of its own words; each answers with how many it changed."""


def holds_names(function: Callable[[Names], int]) -> Callable[[Names], int]:
    """Register how a book takes a name out of its own words."""
    if function not in HOLDERS:
        HOLDERS.append(function)
    return function


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted({name.strip() for name in names if name.strip()}, key=lambda name: (-len(name), name))


def _whole(name: str) -> str:
    """A name as whole words; scripts that write no spaces between words have no edge to look for."""
    before = r"(?<!\w)" if _has_edges(name[0]) else ""
    after = r"(?!\w)" if _has_edges(name[-1]) else ""
    return before + r"\s+".join(re.escape(word) for word in name.split()) + after


def _has_edges(letter: str) -> bool:
    return letter.isdecimal() or letter.lower() != letter.upper()
