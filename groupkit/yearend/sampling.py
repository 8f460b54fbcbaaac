"""Which lines of a year to look at, and why: chosen by a rule that anybody can follow, never by the treasurer. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

LARGEST, CASH, OF_A_KIND, AT_LEAST = 5, 5, 10, 25
"""How many of the largest, of cash, of each thing that is worth a look, and together."""


@dataclass(frozen=True)
class Sampled:
    """A line of the book as somebody who looks it over sees it; pence of money in, below nought for money out."""

    entry_id: int
    transaction_id: int
    reference: str
    day: date
    kind: str
    pence: int
    cash: bool
    receipts: int
    corrected: bool
    void: bool
    below_zero: bool
    what_for: str = ""


@dataclass(frozen=True)
class Chosen:
    """A line to look at, and why it was chosen."""

    line: Sampled
    why: str


def sample(lines: Iterable[Sampled]) -> list[Chosen]:
    """The lines to look at, in the order of the book: the largest, cash, what was put right, and some of the rest."""
    known = list(lines)
    why: dict[str, list[str]] = {}
    for words, found in _reasons(known):
        for line in found:
            why.setdefault(line.reference, []).append(words)
    rest = [line for line in known if line.reference not in why and not line.void]
    for line in spread(rest, AT_LEAST - len(why)):
        why[line.reference] = ["one of the rest"]
    return [Chosen(line, ", ".join(why.pop(line.reference))) for line in known if line.reference in why]


def _reasons(lines: Sequence[Sampled]) -> Iterable[tuple[str, list[Sampled]]]:
    standing = [line for line in lines if not line.void]
    paid = [line for line in standing if line.kind == "payment"]
    yield "one of the largest paid", _largest(paid, LARGEST)
    yield "one of the largest received", _largest([one for one in standing if one.kind == "receipt"], LARGEST)
    yield "paid in cash", _largest([one for one in paid if one.cash], CASH)
    yield "moved between accounts", _largest([one for one in standing if one.kind == "move"], CASH)
    yield "moved between funds", _largest([one for one in standing if one.kind == "fund_move"], OF_A_KIND)
    yield "no receipt", _largest([one for one in paid if not one.receipts], OF_A_KIND)
    yield "put right", _largest([one for one in standing if one.corrected], OF_A_KIND)
    yield "made void", _largest([one for one in lines if one.void], OF_A_KIND)
    yield "took a fund below nothing", _largest([one for one in standing if one.below_zero], OF_A_KIND)


def _largest(lines: Iterable[Sampled], many: int) -> list[Sampled]:
    return sorted(lines, key=lambda one: (-abs(one.pence), one.reference))[:many]


def spread(lines: Sequence[Sampled], many: int) -> list[Sampled]:
    """So many of some lines, evenly from the first to the last; all of them when there are no more."""
    if many <= 0:
        return []
    if len(lines) <= many:
        return list(lines)
    return [lines[place * len(lines) // many] for place in range(many)]
