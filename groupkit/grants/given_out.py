"""Every paper that gave out figures about people, and which of them the same funder holds. Pure.

Whoever reads two papers can take one figure from the other, so all that one funder holds are held together. Books
beside that of grants (funders' forms) register a function here when the program starts.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class GivenOut:
    """A paper that left the group for a grant: a return, or a form that was filled in."""

    grant_id: int
    funders: frozenset[str]
    """What its funder is called, on the paper and today, each as `plain_name` has it."""
    figures: Mapping[str, Any] | None
    """The figures about people in it, as `counting.Kept.to_keep` wrote them down; None where it has some and they were
    not kept."""
    called: str
    """What it is, with its day: `Form 2 of Community Chest, filled in on 3 May 2026`."""


GivesOut = Callable[[], Iterable[GivenOut]]
"""Every paper that a book gave out for any grant of the group, the earliest first."""

_given_out: list[GivesOut] = []


def gives_out(function: GivesOut) -> GivesOut:
    """Register what a book gives out."""
    if function not in _given_out:
        _given_out.append(function)
    return function


def given_out() -> list[GivenOut]:
    """Every paper that another book gave out."""
    return [one for function in _given_out for one in function()]


def plain_name(funder: str) -> str:
    """A funder's name whatever its capitals and gaps: `Community  chest ` is `community chest`."""
    return " ".join(unicodedata.normalize("NFKC", funder).casefold().split())


def of_same_funder(grant_id: int, funder: str, papers: Sequence[GivenOut]) -> list[GivenOut]:
    """The papers on one grant, and those of its funder's other grants.

    A funder that was renamed is known by every name that stands on its papers, so it holds what it held before.
    """
    grants, names = {grant_id}, {plain_name(funder)}
    while True:
        found = [one for one in papers if one.grant_id in grants or one.funders & names]
        more = names.union(*(one.funders for one in found))
        if more == names and grants >= {one.grant_id for one in found}:
            return found
        names, grants = more, grants | {one.grant_id for one in found}


def not_comparable(papers: Iterable[GivenOut]) -> tuple[str, ...]:
    """A sentence for each paper whose figures were not kept, to be read before another goes out."""
    return tuple(
        f"{one.called}, is from before the figures of such a paper were kept, so the numbers here could not be held "
        "against it. Read both together, as the funder will"
        for one in papers
        if one.figures is None
    )
