"""Which return fits a grant, and why, so that a small grant gets a small return. Pure.

The group may always take another: a proposal stops nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from groupkit.grants.facts import short
from groupkit.grants.format import ASKED, ReturnFormat
from groupkit.grants.rules import GIVEN_BY


@dataclass(frozen=True)
class Asking:
    """What matters of a grant for the size of its return: the award in pence, who gave it, and what they ask for."""

    award: int
    funder: str = ""
    programme: str = ""
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """The return that fits a grant, with the reason in one or two plain sentences."""

    made: ReturnFormat
    sentence: str


def propose(formats: Iterable[ReturnFormat], grant: Asking) -> Proposal:
    """The return that fits best: one for this very programme, then what they ask for, then the size of the award.

    Raises LookupError when there is no format at all.
    """
    known = [made for made in formats if _for_funder(made, grant)]
    if not known:
        raise LookupError("there is no return format")
    best = min(known, key=lambda made: _rank(made, grant))
    return Proposal(best, _sentence(best, grant))


def _rank(made: ReturnFormat, grant: Asking) -> tuple[bool, bool, bool, bool, int, str]:
    """The smaller the better: shipped ones tell apart by size, the group's own win by naming the programme."""
    asked = set(grant.asked)
    return (
        not _for_programme(made, grant),
        not made.suits.offered,
        bool(asked) and not asked <= set(made.suits.asked),
        not asked and not _in_range(made, grant.award),
        made.suits.least,
        made.key,
    )


def _in_range(made: ReturnFormat, award: int) -> bool:
    most = made.suits.most
    return made.suits.least * 100 <= award and (most is None or award <= most * 100)


def _for_programme(made: ReturnFormat, grant: Asking) -> bool:
    return grant.programme.casefold() in {name.casefold() for name in made.suits.programmes} - {""}


def _for_funder(made: ReturnFormat, grant: Asking) -> bool:
    return not made.suits.funders or grant.funder in made.suits.funders


def _sentence(made: ReturnFormat, grant: Asking) -> str:
    giver = f" from {GIVEN_BY[grant.funder]}" if grant.funder in GIVEN_BY else ""
    return f"{short(grant.award)}{giver}: {made.name.lower()}. {_why(made, grant)}"


def _why(made: ReturnFormat, grant: Asking) -> str:
    if _for_programme(made, grant):
        return f"It was made for “{grant.programme}”"
    if wanted := [ASKED[name] for name in ASKED if name in grant.asked and name in made.suits.asked]:
        return f"They ask for {' and '.join(wanted)}"
    if found := next((one.words for one in made.suits.because if one.funder == grant.funder), ""):
        return found
    return made.summary
