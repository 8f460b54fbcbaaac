"""Proving that the treasurer's book is whole: by its own arithmetic, and against what the history says was written.

Everything is read in slices, a few questions each, so a long book takes no more memory than a short one.
"""

from collections.abc import Iterator

from groupkit.ledger.checks import arithmetic, places, receipts, told


def check() -> Iterator[str]:
    """A sentence for everything in the book of the group in scope that is not as it was written."""
    yield from arithmetic.check()
    yield from told.check()
    yield from places.check()
    yield from receipts.check()
