"""Finding known names in the words of a paper, so that an officer can take them out. Pure.

Nicknames and initials cannot be found by a program: they are for the officer's eye (DESIGN section 5).
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from groupkit.names_in import WORDS_TOO, Names, parts, plain, words_in

INSTEAD = "[somebody]"
MARK = "Copy with names taken out"
_SHORTEST = 3


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

    @cached_property
    def names(self) -> Names:
        """What to look for: whatever is long enough, and no plain word."""
        wanted = {*self.people, *self.others, *self._parts}
        return Names((name for name in wanted if _long_enough(plain(name))), INSTEAD)

    @cached_property
    def _parts(self) -> set[str]:
        return {part for name in self.people for part in parts(name)}

    def for_the_eye(self, words: str) -> list[str]:
        """Names that are words as well, or too short to look for: where one stands in the words, somebody looks."""
        said = words_in(words)
        return sorted(part for part in self._parts if plain(part) in said and not _long_enough(plain(part)))


def _long_enough(name: str) -> bool:
    return name not in WORDS_TOO and (len(name) >= _SHORTEST or (len(name) == 2 and not name.isascii()))


def take_out(words: str, known: Known) -> tuple[str, list[Found]]:
    """The words with every known name replaced, and which names those were, as they stood there."""
    found = Counter(known.names.said_in(words))
    # Two that stood side by side were one person's first and last name.
    left = re.sub(rf"{re.escape(INSTEAD)}(\s+{re.escape(INSTEAD)})+", INSTEAD, known.names.replaced(words))
    return left, [Found(name, times) for name, times in found.items()]


def still_there(words: str, known: Known) -> list[str]:
    """The known names that still stand in the words, as they stand there."""
    return [found.name for found in take_out(words, known)[1]]
