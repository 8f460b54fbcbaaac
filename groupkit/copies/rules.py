"""Finding known names in the words of a paper, so that an officer can take them out. Pure.

Nicknames and initials cannot be found by a program: they are for the officer's eye (DESIGN section 5).
"""

import re
from dataclasses import dataclass

INSTEAD = "[somebody]"
MARK = "Copy with names taken out"
_SHORTEST = 3
_PLACES = {"shop", "room", "hall", "group", "club", "bank", "church", "library", "centre", "trust", "street", "house"}
_WORDS = {
    "the",
    "and",
    "for",
    "may",
    "june",
    "april",
    "march",
    "august",
    "grace",
    "hope",
    "joy",
    "rose",
    "will",
    "mark",
}
_NO_NAMES = frozenset({*_PLACES, *_WORDS, "art", "bill", "frank", "sunny", "road", "post", "council", "miss", "mrs"})
"""Words that are also names, or stand in the names of places: alone they are shown to the officer, not taken out."""


@dataclass(frozen=True)
class Found:
    """A name that stands in the words, and how often."""

    name: str
    times: int


@dataclass(frozen=True)
class Known:
    """The names to look for: `people` whole and by each part, `others` (who was paid) only whole."""

    people: tuple[str, ...]
    others: tuple[str, ...] = ()

    def patterns(self) -> list[re.Pattern[str]]:
        """What to look for, the longest first."""
        whole = [_one_space(name) for name in (*self.people, *self.others)]
        parts = {part for name in self.people for part in _parts(name)}
        wanted = {name for name in (*whole, *parts) if len(name) >= _SHORTEST and name.casefold() not in _NO_NAMES}
        wanted |= {name for name in whole if len(name) == 2 and not name.isascii()}
        return [_pattern(name) for name in sorted(wanted, key=lambda name: (-len(name), name))]

    def for_the_eye(self, words: str) -> list[str]:
        """Names that are words as well, or too short to look for: where one stands in the words, somebody looks."""
        said = {word.casefold() for word in re.findall(r"[^\W\d_]+", words)}
        odd = {part for name in self.people for part in _parts(name) if part.casefold() in _NO_NAMES or len(part) < 3}
        return sorted(part for part in odd if part.casefold() in said)


def _one_space(name: str) -> str:
    return " ".join(name.split())


def _parts(name: str) -> list[str]:
    return re.findall(r"[^\W\d_][\w'’-]*", name)


def _pattern(name: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)


def take_out(words: str, names: Known) -> tuple[str, list[Found]]:
    """The words with every known name replaced, and which names those were; upper and lower case alike."""
    found: dict[str, int] = {}

    def instead(match: re.Match[str]) -> str:
        name = " ".join(match[0].split())
        found[name] = found.get(name, 0) + 1
        return INSTEAD

    for pattern in names.patterns():
        words = pattern.sub(instead, words)
    # Two that stood side by side were one person's first and last name.
    words = re.sub(rf"{re.escape(INSTEAD)}(\s+{re.escape(INSTEAD)})+", INSTEAD, words)
    return words, [Found(name, times) for name, times in found.items()]


def still_there(words: str, names: Known) -> list[str]:
    """The known names that still stand in the words, as they stand there."""
    return [found.name for found in take_out(words, names)[1]]
