"""Old and new words side by side: what stays, what came in and what went. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

PieceKind = Literal["same", "inserted", "deleted"]

LEAST_SHARED = 0.4
"""When less of two paragraphs is shared, picking single words out of both helps nobody: they are shown whole."""
MOST_COMPARED = 400_000
"""Words of one paragraph times words of the other; beyond it, comparing takes longer than a reader would wait."""
_TOKEN = re.compile(r"\s+|\w+(?:['’-]\w+)*|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A stretch of words that stays, is new, or goes."""

    words: str
    kind: PieceKind


@dataclass(frozen=True)
class Token:
    """A word, a space or a mark; `sense` is what it is compared by."""

    words: str = field(compare=False)
    sense: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word, and neither a space nor a mark."""
        return self.sense[0].isalnum()


Tokens = tuple[Token, ...]


def tokens(text: str) -> Tokens:
    """A text in words, spaces and marks."""
    return tuple(Token(word, word) for word in _TOKEN.findall(text))


def compared(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two texts side by side: the pieces of the old one, and those of the new one."""
    return side_by_side(tokens(old), tokens(new))


def side_by_side(old: Tokens, new: Tokens) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of the old words, and those of the new ones."""
    steps = _steps(old, new)
    if not _reads_well(old, new, steps):
        return whole(old, "deleted"), whole(new, "inserted")
    before, after = [], []
    for same, i1, i2, j1, j2 in steps:
        before += [(token.words, "same" if same else "deleted") for token in old[i1:i2]]
        after += [(token.words, "same" if same else "inserted") for token in new[j1:j2]]
    return _joined(before), _joined(after)


def shared_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How many are the same at the beginning, and how many of the rest at the end."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    end = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    return start, end


_Step = tuple[bool, int, int, int, int]
"""Whether a stretch is the same, from where to where in the old words, and from where to where in the new ones."""


def _steps(old: Tokens, new: Tokens) -> list[_Step]:
    start, end = shared_ends(old, new)
    i, j = len(old) - end, len(new) - end
    middle: list[_Step] = [(False, start, i, start, j)]
    if (i - start) * (j - start) <= MOST_COMPARED:
        matcher = SequenceMatcher(None, old[start:i], new[start:j], autojunk=False)
        middle = [
            (tag == "equal", start + a, start + b, start + c, start + d) for tag, a, b, c, d in matcher.get_opcodes()
        ]
    steps = [(True, 0, start, 0, start), *middle, (True, i, len(old), j, len(new))]
    return [_unless_mere_marks(old, step, at, len(steps)) for at, step in enumerate(steps)]


def _unless_mere_marks(old: Tokens, step: _Step, at: int, count: int) -> _Step:
    """A space or comma alone between two changes does not count as the same: it would only break up what is new."""
    same, i1, i2, _, _ = step
    inside = 1 < at < count - 2
    return (same and not (inside and not any(token.is_word for token in old[i1:i2])), *step[1:])


def _reads_well(old: Tokens, new: Tokens, steps: list[_Step]) -> bool:
    """Whether enough stays for single words to be picked out, or the old words all stay, or the new were all there."""
    shared = sum(token.is_word for same, i1, i2, _, _ in steps if same for token in old[i1:i2])
    before, after = sum(token.is_word for token in old), sum(token.is_word for token in new)
    in_one_go = sum(same and i1 < i2 for same, i1, i2, _, _ in steps) <= 2
    if shared and in_one_go and shared == min(before, after):
        return True
    return 2 * shared >= LEAST_SHARED * (before + after)


def whole(found: Tokens, kind: PieceKind) -> tuple[Piece, ...]:
    """All of it as one piece."""
    return _joined([(token.words, kind) for token in found])


def _joined(words: Sequence[tuple[str, PieceKind]]) -> tuple[Piece, ...]:
    groups = groupby(words, key=lambda one: one[1])
    pieces = (Piece("".join(word for word, _ in group), kind) for kind, group in groups)
    return tuple(piece for piece in pieces if piece.words)
