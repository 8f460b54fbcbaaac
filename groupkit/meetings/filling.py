"""Items of an agenda that fill themselves: each book registers what it has to show under one kind of item."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Filled:
    """One line under an item: what there is, where to look, and a quiet word beside it.

    One that is not for `paper` stands on the page only: what is in the tin is nobody's business on a poster.
    """

    words: str
    url: str = ""
    quiet: str = ""
    paper: bool = True


Fills = Callable[[Any, Any, Sequence[Any]], Sequence[Filled]]
"""Of an actor, a meeting and the rows of what it asks: only what that person may see. It reads, and never writes."""
Asks = Callable[[Any, Any], Any]
"""Of an actor and a meeting: a select of columns, asked together with those of other kinds; None asks nothing."""


@dataclass(frozen=True)
class Filling:
    """How the items of one kind fill themselves."""

    tells: Fills
    asks: Asks | None = None


FILLINGS: dict[str, Filling] = {}


def tells_filling(kind: str, function: Fills, asks: Asks | None = None) -> None:
    """Register what stands under the items of one kind (a key of `agenda.KINDS`)."""
    FILLINGS[kind] = Filling(function, asks)


def asked(kinds: Iterable[str], actor: Any, meeting: Any) -> dict[str, Any]:
    """What the items of these kinds ask of the database, by kind, for `together.ask`."""
    found = {kind: one.asks(actor, meeting) for kind, one in _of(kinds) if one.asks}
    return {kind: wanted for kind, wanted in found.items() if wanted is not None}


def told(
    kinds: Iterable[str], actor: Any, meeting: Any, rows: Mapping[str, Sequence[Any]]
) -> dict[str, Sequence[Filled]]:
    """What stands under each of these kinds of items today, from the rows of what they `asked`."""
    return {kind: one.tells(actor, meeting, rows.get(kind, ())) for kind, one in _of(kinds)}


def _of(kinds: Iterable[str]) -> list[tuple[str, Filling]]:
    """Those of some kinds that fill themselves, each once."""
    return [(kind, FILLINGS[kind]) for kind in dict.fromkeys(kinds) if kind in FILLINGS]
