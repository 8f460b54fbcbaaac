"""Two people wrote in the same words at once: both are kept where they touched different lines. Pure.

Both began from the same words (`base`). What each changed is found line by line; where both changed the same line
differently nobody but they can say which is meant, and there is nothing to merge.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_COMPARED = 40_000
"""How many pairs of lines are held against each other at most: beyond it a merge would keep everybody waiting."""


@dataclass(frozen=True)
class _Edit:
    """Lines `first` up to `last` of the base become `lines`."""

    first: int
    last: int
    lines: tuple[str, ...]

    @property
    def only_adds(self) -> bool:
        return self.first == self.last


def merged(base: str, theirs: str, mine: str, *, same_person: bool = False) -> str | None:
    """Both texts in one; None where both changed the same line in different ways, or too much to compare at once.

    What both added at one place stands there twice, theirs first. Of what the same person typed in two places, or saved
    twice, the longer stands alone where it begins with the shorter.
    """
    if theirs == mine or mine == base:
        return theirs
    if theirs == base:
        return mine
    began = base.splitlines()
    changed = [_edits(began, now.splitlines()) for now in (theirs, mine)]
    if changed[0] is None or changed[1] is None:
        return None
    edits = _together(changed[0], changed[1], same_person)
    if edits is None:
        return None
    result: list[str] = []
    done = 0
    for edit in edits:
        result += [*began[done : edit.first], *edit.lines]
        done = edit.last
    return "\n".join([*result, *began[done:]])


def _edits(base: list[str], now: list[str]) -> list[_Edit] | None:
    """What was changed, line by line; None where that is too much to compare. Most people add at one place only."""
    head, tail = _same(base, now)
    inner, became = base[head : len(base) - tail], now[head : len(now) - tail]
    if len(inner) * len(became) > MOST_COMPARED:
        return None
    matcher = SequenceMatcher(None, inner, became, autojunk=False)
    return [
        _Edit(head + first, head + last, tuple(became[begin:end]))
        for what, first, last, begin, end in matcher.get_opcodes()
        if what != "equal"
    ]


def _same(base: list[str], now: list[str]) -> tuple[int, int]:
    """How many lines are the same at the beginning, and at the end of what is left."""
    most, head = min(len(base), len(now)), 0
    while head < most and base[head] == now[head]:
        head += 1
    tail = 0
    while tail < most - head and base[-1 - tail] == now[-1 - tail]:
        tail += 1
    return head, tail


def _together(theirs: list[_Edit], mine: list[_Edit], same_person: bool) -> list[_Edit] | None:
    """All edits in the order of the base; None where two of them are about the same line."""
    found: list[_Edit] = []
    their, my = list(theirs), list(mine)
    while their and my:
        first, second = their[0], my[0]
        if _apart(first, second):
            found.append(their.pop(0))
        elif _apart(second, first):
            found.append(my.pop(0))
        else:
            both = _both(first, second, same_person)
            if both is None:
                return None
            found.append(both)
            their.pop(0)
            my.pop(0)
    return [*found, *their, *my]


def _apart(one: _Edit, other: _Edit) -> bool:
    """Whether the first comes before the other and they share no line."""
    if one.only_adds and other.only_adds:
        return one.first < other.first
    return one.last <= other.first


def _both(theirs: _Edit, mine: _Edit, same_person: bool) -> _Edit | None:
    """Two edits of the same place as one; None where they disagree."""
    if theirs == mine:
        return theirs
    if not (theirs.only_adds and mine.only_adds):
        return None
    first, second = "\n".join(theirs.lines), "\n".join(mine.lines)
    if same_person and second.startswith(first):
        return mine
    if same_person and first.startswith(second):
        return theirs
    return _Edit(theirs.first, theirs.last, theirs.lines + mine.lines)
