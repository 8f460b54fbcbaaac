"""How the history tells of a grant and what goes with it: words that may name somebody stand apart from the chain."""

from collections.abc import Iterable, Mapping
from typing import Any

from groupkit.history import changed, private

APART = frozenset(
    {
        "after",
        "conditions",
        "contact",
        "how",
        "indicator",
        "place",
        "publicity",
        "purpose",
        "source",
        "title",
        "what",
        "words",
    }
)
"""Words that could name somebody: kept so that they can be taken out."""
SAID = {"source": "comes_from", "how": "how_we_know", "may_move": "may_move_per_cent", "what": "what_it_is"}
"""What the history calls a column where its name would be misread."""


def values(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """What stands in some columns of a row."""
    return {name: getattr(row, name) for name in names}


def told(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What changed, old beside new; of words that stand apart only the new ones."""
    pairs = {name: pair for name, pair in changed(old, new).items() if not (_empty(pair[0]) and _empty(pair[1]))}
    return {SAID.get(name, name): _apart(pair) if name in APART else pair for name, pair in pairs.items()}


def _apart(pair: tuple[Any, Any]) -> tuple[Any, Any]:
    return None, private(pair[1]) if pair[1] else "taken out"


def _empty(value: Any) -> bool:
    return value is None or value == "" or value is False
