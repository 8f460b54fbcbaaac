"""What a critical friend reads in the place of what a job, an account or a fund is called after somebody.

Words that a group chose may hold a name: whoever looks in reads chosen fields, so such a one is not theirs.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from groupkit.access.queries import every_name
from groupkit.names_in import Names, parts

_drawn: ContextVar[list[Names] | None] = ContextVar("groupkit_veil_drawn", default=None)
"""The names, once they have been read; None while nothing is veiled."""
INSTEAD = {
    "job": "a job that is called after somebody",
    "account": "an account that is called after somebody",
    "fund": "a fund that is called after somebody",
    "heading": "a heading that is called after somebody",
    "category": "a category that is called after somebody",
    "kind": "a kind of session that is called after somebody",
}


@contextmanager
def drawn(over: bool) -> Iterator[None]:
    """Inside the block names are veiled in what accounts, funds, headings and categories are called, or are not."""
    token = _drawn.set([] if over else None)
    try:
        yield
    finally:
        _drawn.reset(token)


def words_of_names() -> Names:
    """Every word of everybody's name: what holds one may be called after somebody."""
    return Names((part for name in every_name() for part in parts(name)), bare_s=True)


def shown() -> Callable[[str, str], str]:
    """How to say what a thing of a sort is called to whoever is reading now: names are read once for them all."""
    read = _drawn.get()
    if read is None:
        return _as_it_is
    if not read:
        read.append(words_of_names())
    names = read[0]
    return lambda sort, called: INSTEAD[sort] if names.are_in(called) else called


def _as_it_is(_sort: str, called: str) -> str:
    return called
