"""Plain facts that one book knows and another asks for; each book registers its own when the program starts.

A fact is a whole number, or yes or no. What is not told is not known.
"""

from collections.abc import Callable

Fact = int | bool | None

_tellers: dict[str, Callable[[], Fact]] = {}


def tells_fact(name: str) -> Callable[[Callable[[], Fact]], Callable[[], Fact]]:
    """Register a function that tells a fact about the group in scope."""

    def register(function: Callable[[], Fact]) -> Callable[[], Fact]:
        _tellers[name] = function
        return function

    return register


def facts() -> dict[str, int | bool]:
    """Every fact that is known about the group in scope."""
    told = {name: teller() for name, teller in _tellers.items()}
    return {name: fact for name, fact in told.items() if fact is not None}
