"""Old and new side by side: what a proposal changes in a text, word by word. Pure.

A reference is the same as long as it speaks of the same clause, whatever number that clause has by then.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import Literal

from groupkit.constitution.text import Paragraph, Text, TextClause

PieceKind = Literal["same", "inserted", "deleted"]
ChangeKind = Literal["same", "changed", "added", "removed", "moved", "renumbered"]

LEAST_SHARED = 0.4
"""When less of two paragraphs is shared, picking single words out of both helps nobody: they are shown whole."""
MOST_COMPARED = 400_000
"""Words of one paragraph times words of the other; beyond it, comparing takes longer than a reader would wait."""
_TOKEN = re.compile(r"\s+|\w+(?:['’-]\w+)*|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph that stays, is new, or goes."""

    words: str
    kind: PieceKind


@dataclass(frozen=True)
class RowOfChange:
    """A paragraph as it stands and as it would be; one side is empty when there is nothing beside it."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    old_number: str
    new_number: str


@dataclass(frozen=True)
class ClauseChange:
    """What happens to one clause. One whose words change is `changed`, even if it moves as well."""

    key: str
    kind: ChangeKind
    old_number: int | None
    new_number: int | None
    old_title: str
    new_title: str
    rows: tuple[RowOfChange, ...]


@dataclass(frozen=True)
class _Token:
    """A word, a space or a mark; `sense` is what it is compared by."""

    words: str = field(compare=False)
    sense: str

    @property
    def is_word(self) -> bool:
        return self.sense[0].isalnum()


_Tokens = tuple[_Token, ...]


def compare(old: Text, new: Text) -> list[ClauseChange]:
    """Every clause of both texts in the order of the new one; a clause that is taken out stands where it stood."""
    before = {clause.key: clause for clause in old.clauses}
    after = {clause.key: clause for clause in new.clauses}
    staying = _staying([clause.key for clause in old.clauses if clause.key in after], list(after))
    removed = _removed_after(old, after, staying)
    changes = [_removed(clause) for clause in removed.get("", [])]
    for clause in new.clauses:
        changes.append(_change(before.get(clause.key), clause, clause.key not in staying))
        changes += [_removed(gone) for gone in removed.get(clause.key, [])]
    return changes


def _staying(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The most clauses that can be said to stay where they are; those between them have moved."""
    place = {key: at for at, key in enumerate(old)}
    best: list[list[str]] = [[]]
    for key in (key for key in new if key in place):
        longest = max((chain for chain in best if not chain or place[chain[-1]] < place[key]), key=len)
        best.append([*longest, key])
    most = max(best, key=len)
    return set(most)


def _removed_after(old: Text, after: dict[str, TextClause], staying: set[str]) -> dict[str, list[TextClause]]:
    """The clauses that are taken out, by the clause after which each stood."""
    found: dict[str, list[TextClause]] = {}
    anchor = ""
    for clause in old.clauses:
        if clause.key not in after:
            found.setdefault(anchor, []).append(clause)
        elif clause.key in staying:
            anchor = clause.key
    return found


def _removed(clause: TextClause) -> ClauseChange:
    rows = tuple(RowOfChange(_whole(_tokens(one), "deleted"), (), one.number, "") for one in clause.paragraphs)
    return ClauseChange(clause.key, "removed", clause.number, None, clause.title, "", rows)


def _change(old: TextClause | None, new: TextClause, moved: bool) -> ClauseChange:
    if old is None:
        rows = tuple(RowOfChange((), _whole(_tokens(one), "inserted"), "", one.number) for one in new.paragraphs)
        return ClauseChange(new.key, "added", None, new.number, "", new.title, rows)
    rows = tuple(_rows(old.paragraphs, new.paragraphs))
    kind = _kind(old, new, rows, moved)
    return ClauseChange(new.key, kind, old.number, new.number, old.title, new.title, rows)


def _kind(old: TextClause, new: TextClause, rows: tuple[RowOfChange, ...], moved: bool) -> ChangeKind:
    # A paragraph with no words in it leaves no piece, and yet it is one more or one fewer.
    items = [one.item for one in old.paragraphs] != [one.item for one in new.paragraphs]
    pieces = (piece for row in rows for piece in (*row.old, *row.new))
    if old.title != new.title or items or any(piece.kind != "same" for piece in pieces):
        return "changed"
    if moved:
        return "moved"
    return "same" if old.number == new.number else "renumbered"


# --- paragraphs beside each other ----------------------------------------------------------------


def _rows(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[RowOfChange]:
    """The paragraphs of a clause, those that belong together side by side."""
    left, right = [_tokens(one) for one in old], [_tokens(one) for one in new]
    at, beside = 0, 0
    for one, other in [*_pairs(left, right), (len(left), len(right))]:
        for i, j in zip_longest(range(at, one), range(beside, other)):
            yield _row(old, new, i, j, left, right)
        if one < len(left):
            yield _row(old, new, one, other, left, right)
        at, beside = one + 1, other + 1


def _row(
    old: Sequence[Paragraph],
    new: Sequence[Paragraph],
    i: int | None,
    j: int | None,
    left: list[_Tokens],
    right: list[_Tokens],
) -> RowOfChange:
    before, after = _pieces(left[i] if i is not None else (), right[j] if j is not None else ())
    return RowOfChange(before, after, "" if i is None else old[i].number, "" if j is None else new[j].number)


def _pairs(old: list[_Tokens], new: list[_Tokens]) -> list[tuple[int, int]]:
    """Which paragraphs belong together, in order: those at both ends that are the same, then the likeliest between."""
    start, end = _shared_ends(old, new)
    middle = _likeliest(old[start : len(old) - end], new[start : len(new) - end])
    return [
        *((at, at) for at in range(start)),
        *((start + i, start + j) for i, j in middle),
        *((len(old) - at, len(new) - at) for at in range(end, 0, -1)),
    ]


def _shared_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How many are the same at the beginning, and how many of the rest at the end."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    end = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    return start, end


def _likeliest(old: list[_Tokens], new: list[_Tokens]) -> list[tuple[int, int]]:
    """The pairs, in order, that have most in common taken together."""
    likeness = _likenesses(old, new)
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            together = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    return list(_walk(likeness, best))


def _walk(likeness: list[list[float]], best: list[list[float]]) -> Iterator[tuple[int, int]]:
    i, j = 0, 0
    while i < len(likeness) and j < len(likeness[i]):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _likenesses(old: list[_Tokens], new: list[_Tokens]) -> list[list[float]]:
    left, right = ([Counter(token.sense for token in one if token.is_word) for one in side] for side in (old, new))
    return [[_likeness(one, other) for other in right] for one in left]


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    """How much of two paragraphs is shared, from 0 to 1; nothing when it is too little to set them side by side."""
    sizes = old.total() + new.total()
    share = 2 * (old & new).total() / sizes if sizes else 1.0
    return share if share >= LEAST_SHARED else 0.0


# --- words within a paragraph --------------------------------------------------------------------


def _tokens(paragraph: Paragraph) -> _Tokens:
    found: list[_Token] = []
    for span in paragraph.spans:
        if span.clause:
            found.append(_Token(span.words, f"clause {span.clause}"))
        else:
            found += [_Token(word, word) for word in _TOKEN.findall(span.words)]
    return tuple(found)


def _pieces(old: _Tokens, new: _Tokens) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    steps = _steps(old, new)
    if not _reads_well(old, new, steps):
        return _whole(old, "deleted"), _whole(new, "inserted")
    before, after = [], []
    for same, i1, i2, j1, j2 in steps:
        before += [(token.words, "same" if same else "deleted") for token in old[i1:i2]]
        after += [(token.words, "same" if same else "inserted") for token in new[j1:j2]]
    return _joined(before), _joined(after)


_Step = tuple[bool, int, int, int, int]
"""Whether a stretch is the same, from where to where in the old words, and from where to where in the new ones."""


def _steps(old: _Tokens, new: _Tokens) -> list[_Step]:
    start, end = _shared_ends(old, new)
    i, j = len(old) - end, len(new) - end
    middle: list[_Step] = [(False, start, i, start, j)]
    if (i - start) * (j - start) <= MOST_COMPARED:
        matcher = SequenceMatcher(None, old[start:i], new[start:j], autojunk=False)
        middle = [
            (tag == "equal", start + a, start + b, start + c, start + d) for tag, a, b, c, d in matcher.get_opcodes()
        ]
    steps = [(True, 0, start, 0, start), *middle, (True, i, len(old), j, len(new))]
    return [_unless_mere_marks(old, step, at, len(steps)) for at, step in enumerate(steps)]


def _unless_mere_marks(old: _Tokens, step: _Step, at: int, count: int) -> _Step:
    """A space or comma alone between two changes does not count as the same: it would only break up what is new."""
    same, i1, i2, _, _ = step
    inside = 1 < at < count - 2
    return (same and not (inside and not any(token.is_word for token in old[i1:i2])), *step[1:])


def _reads_well(old: _Tokens, new: _Tokens, steps: list[_Step]) -> bool:
    """Whether enough stays for single words to be picked out, or the old words all stay, or the new were all there."""
    shared = sum(token.is_word for same, i1, i2, _, _ in steps if same for token in old[i1:i2])
    before, after = sum(token.is_word for token in old), sum(token.is_word for token in new)
    in_one_go = sum(same and i1 < i2 for same, i1, i2, _, _ in steps) <= 2
    if shared and in_one_go and shared == min(before, after):
        return True
    return 2 * shared >= LEAST_SHARED * (before + after)


def _whole(tokens: _Tokens, kind: PieceKind) -> tuple[Piece, ...]:
    return _joined([(token.words, kind) for token in tokens])


def _joined(words: Sequence[tuple[str, PieceKind]]) -> tuple[Piece, ...]:
    groups = groupby(words, key=lambda one: one[1])
    pieces = (Piece("".join(word for word, _ in group), kind) for kind, group in groups)
    return tuple(piece for piece in pieces if piece.words)
