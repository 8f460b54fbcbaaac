"""The rounds of a decision as a page shows them: what changed in the words from one to the next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from groupkit.comparing import Piece, compared
from groupkit.decisions.models import DecisionRound
from groupkit.decisions.rules import in_order


@dataclass(frozen=True)
class RoundShown:
    """One round: the meeting it was at, where one is known, and the words before and after, where they changed."""

    row: DecisionRound
    at: Any = None
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()
    first: bool = False

    @property
    def changed(self) -> bool:
        """Whether it had other words than the round before."""
        return bool(self.before or self.after)


def rounds(rows: Sequence[DecisionRound], places: Mapping[int, Any]) -> list[RoundShown]:
    """Every round in the order of its day, each laid beside the one before."""
    return list(_rounds(in_order(rows), places))


def _rounds(rows: Sequence[DecisionRound], places: Mapping[int, Any]) -> Iterator[RoundShown]:
    words: str | None = None
    for row in rows:
        before, after = compared(words, row.words) if words not in (None, row.words) else ((), ())
        yield RoundShown(row, places.get(row.id), before, after, first=words is None)
        words = row.words
