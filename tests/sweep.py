"""How far a sweep goes: a fixed slice in `make test`, the full size in `make sweep`."""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

LONG = os.environ.get("GROUPKIT_SWEEP") == "1"


def examples(small: int, large: int) -> int:
    """How many examples a property test tries: in `make test` a few, since many properties are tried."""
    return large if LONG else max(1, small // 2)


def some(everything: Sequence[T], few: int) -> list[T]:
    """All of it in a sweep, else a fixed few, spread evenly from the last backwards."""
    step = max(1, len(everything) // few)
    return list(everything) if LONG else list(everything[::-step][:few])
