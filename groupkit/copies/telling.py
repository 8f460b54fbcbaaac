"""Telling the page of a grant which of its filed returns can be taken away as a copy with names taken out."""

from groupkit.copies import operations
from groupkit.grants.copies import SharedCopy


def of_returns(grant_id: int) -> list[SharedCopy]:
    """The copies of a grant's filed returns that are shared now."""
    return [SharedCopy(number, copy.title, copy.made_at) for number, copy in operations.copies_of_returns(grant_id)]
