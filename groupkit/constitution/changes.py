"""Old and new side by side: what a proposal changes in a text, word by word. Pure.

A reference is the same as long as it speaks of the same clause, whatever number that clause has by then.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from groupkit.comparing import LEAST_SHARED, Piece, Token, Tokens, shared_ends, side_by_side, tokens, whole
from groupkit.constitution.text import Paragraph, Text, TextClause

ChangeKind = Literal["same", "changed", "added", "removed", "moved", "renumbered"]


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
    rows = tuple(RowOfChange(whole(_tokens(one), "deleted"), (), one.number, "") for one in clause.paragraphs)
    return ClauseChange(clause.key, "removed", clause.number, None, clause.title, "", rows)


def _change(old: TextClause | None, new: TextClause, moved: bool) -> ClauseChange:
    if old is None:
        rows = tuple(RowOfChange((), whole(_tokens(one), "inserted"), "", one.number) for one in new.paragraphs)
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
    left: list[Tokens],
    right: list[Tokens],
) -> RowOfChange:
    before, after = side_by_side(left[i] if i is not None else (), right[j] if j is not None else ())
    return RowOfChange(before, after, "" if i is None else old[i].number, "" if j is None else new[j].number)


def _pairs(old: list[Tokens], new: list[Tokens]) -> list[tuple[int, int]]:
    """Which paragraphs belong together, in order: those at both ends that are the same, then the likeliest between."""
    start, end = shared_ends(old, new)
    middle = _likeliest(old[start : len(old) - end], new[start : len(new) - end])
    return [
        *((at, at) for at in range(start)),
        *((start + i, start + j) for i, j in middle),
        *((len(old) - at, len(new) - at) for at in range(end, 0, -1)),
    ]


def _likeliest(old: list[Tokens], new: list[Tokens]) -> list[tuple[int, int]]:
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


def _likenesses(old: list[Tokens], new: list[Tokens]) -> list[list[float]]:
    left, right = ([Counter(token.sense for token in one if token.is_word) for one in side] for side in (old, new))
    return [[_likeness(one, other) for other in right] for one in left]


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    """How much of two paragraphs is shared, from 0 to 1; nothing when it is too little to set them side by side."""
    sizes = old.total() + new.total()
    share = 2 * (old & new).total() / sizes if sizes else 1.0
    return share if share >= LEAST_SHARED else 0.0


def _tokens(paragraph: Paragraph) -> Tokens:
    found: list[Token] = []
    for span in paragraph.spans:
        if span.clause:
            found.append(Token(span.words, f"clause {span.clause}"))
        else:
            found += tokens(span.words)
    return tuple(found)
