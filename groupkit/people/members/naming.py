"""Taking a name out of the words of every book. Pure."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from groupkit.names_in import WORDS_TOO, Names, parts, plain
from groupkit.people.members.rules import TAKEN_OUT

LONGEST_INSTEAD = 100
"""In characters: the most that stands in the place of a text that was taken out."""
SHORTEST = 3
"""In letters: a part of a name that is shorter is looked for only where something is said to be theirs."""


def taken_out(names: Names, text: str) -> str:
    """The text with what stands instead, or only that it was taken out where it would be too long."""
    left = names.replaced(text)
    return left if len(left) <= LONGEST_INSTEAD else TAKEN_OUT


def in_what_it_is_called(names: Names) -> Names:
    """The names and each word of them, for what a job or an account is called: a first name alone tells who.

    Words that somebody else is called by too stay, and so do plain words (`Hall`) unless something is said to be theirs
    (`Grace's round`).
    """
    others = {plain(part) for other in names.others for part in parts(other)}
    mine = {part for name in names.names for part in parts(name) if plain(part) not in others}
    words = {f"{part}'s" if plain(part) in WORDS_TOO or len(part) < SHORTEST else part for part in mine}
    return Names({*names.names, *words}, names.instead, names.others, bare_s=True)


def take_out_of(row: Any, columns: Iterable[str], names: Names) -> int:
    """Take a name out of some columns of a row; says out of how many.

    What stands instead may be longer than the name: never longer than its column.
    """
    found = 0
    for column in columns:
        words = getattr(row, column)
        if words and names.are_in(words):
            setattr(row, column, names.replaced(words)[: getattr(type(row), column).type.length])
            found += 1
    return found


def free_name(wanted: str, taken: Collection[str], room: int) -> str:
    """What a thing is called from now on in at most `room` characters, with a figure where another is called so.

    `taken` are the names of the others, in `casefold`.
    """
    name, count = wanted[:room].strip(), 1
    while name.casefold() in taken:
        count += 1
        name = f"{wanted[: room - 6].strip()} ({count})"
    return name


HOLDERS: list[Callable[[Names], int]] = []
"""How each higher book takes a name out of its own words; each answers with how many it changed."""


def holds_names(function: Callable[[Names], int]) -> Callable[[Names], int]:
    """Register how a book takes a name out of its own words."""
    if function not in HOLDERS:
        HOLDERS.append(function)
    return function


OWN: list[Callable[[int], Iterable[str]]] = []
"""What each higher book keeps about one person (by row), in lines that they can read."""


def tells_own(function: Callable[[int], Iterable[str]]) -> Callable[[int], Iterable[str]]:
    """Register what a book keeps about a person, for that person to read."""
    if function not in OWN:
        OWN.append(function)
    return function


KEEPERS: list[Callable[[], set[str]]] = []
"""Of each higher book, the digests of texts that it takes out by itself, since the law may ask for them for a while."""


def keeps_texts(function: Callable[[], set[str]]) -> Callable[[], set[str]]:
    """Register which texts a book takes out by itself, through `holds_names`."""
    if function not in KEEPERS:
        KEEPERS.append(function)
    return function
