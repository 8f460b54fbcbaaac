"""What is worth a look before a year is closed, in plain sentences. Pure.

The checks are those of DOMAIN 4.3 (statements), 4.4 (funds) and 4.5 (claims), as of the last day of the year.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from groupkit.dates import short_day
from groupkit.money import pounds
from groupkit.words import and_list

COUNT_WITHIN = timedelta(days=31)
"""How near to the end of the year a tin is counted."""


@dataclass(frozen=True)
class Finding:
    """One thing that is worth a look; `place` names the page where it is mended, `stops` that the year cannot close.

    `kept` says the same without what anything is called, for the history: a tin may be called after somebody.
    """

    place: str
    sentence: str
    stops: bool = False
    without_names: str = ""

    @property
    def kept(self) -> str:
        return self.without_names or self.sentence


@dataclass(frozen=True)
class Held:
    """An account at the end of a year: pence, and up to which day it was held against a statement or counted."""

    name: str
    tin: bool
    pence: int
    last_line: date | None
    """The last day of the year, or before it, on which the book has a line of it."""
    proved: date | None
    """The last statement that was finished, or of a tin the last count that is near the year's end."""


def findings(
    held: Iterable[Held],
    funds: Iterable[tuple[str, str, int]],
    bank_lines: int,
    missing: tuple[int, int],
    waiting: tuple[int, int],
    differences: int,
    exceptions: int,
    unseen: int,
    last: date,
) -> list[Finding]:
    """Everything that is worth a look at the end of a year, amounts in pence.

    `funds` are name, kind and balance; `missing` how many payments have no receipt and what they come to; `waiting`
    the same of what was asked for and has not come to an end.
    """
    return [
        *_accounts(list(held), last),
        *_funds(funds),
        *_counted("lines", bank_lines, "line of the bank’s is", "lines of the bank’s are", "not in the book yet"),
        *_summed("receipts", *missing, "payment has", "payments have", "no receipt"),
        *_summed("requests", *waiting, "claim or payment is", "claims and payments are", "still waiting"),
        *_counted("counts", differences, "count of cash", "counts of cash", "did not agree, and nobody has said why"),
        *_counted("bank", unseen, "statement was", "statements were", "looked at by nobody but whoever ticked it off"),
        *_counted(
            "requests", exceptions, "payment with an exception", "payments with an exception", "to show a meeting"
        ),
    ]


def _accounts(held: Sequence[Held], last: date) -> Iterator[Finding]:
    used = [one for one in held if one.last_line is not None]
    apart = [one for one in used if not one.tin and not _reaches(one.proved, one.last_line)]
    if apart:
        words = [f"{one.name} ({_until(one.proved)})" for one in apart]
        kept = f"Not held against a statement up to the end of the year: {_many(apart, 'account')}"
        said = f"Not held against a statement up to the end of the year: {and_list(words)}"
        yield Finding("bank", said, without_names=kept)
    uncounted = [one for one in used if one.tin and one.pence and not _near(one.proved, last)]
    if uncounted:
        names = and_list([one.name for one in uncounted])
        said = f"Not counted by two within a month of {short_day(last)}"
        yield Finding("counts", f"{said}: {names}", without_names=f"{said}: {_many(uncounted, 'tin')}")
    below = [f"{one.name} ({pounds(-one.pence)})" for one in used if one.pence < 0]
    if below:
        said = "Below nothing at the end of the year"
        yield Finding("balances", f"{said}: {and_list(below)}", without_names=f"{said}: {_many(below, 'account')}")


def _many(found: Sequence[object], one: str) -> str:
    return f"{len(found)} {one}{'' if len(found) == 1 else 's'}"


def _reaches(proved: date | None, last_line: date | None) -> bool:
    return proved is not None and last_line is not None and proved >= last_line


def _until(proved: date | None) -> str:
    return f"only up to {short_day(proved)}" if proved else "never yet"


def _near(counted: date | None, last: date) -> bool:
    return counted is not None and abs(counted - last) <= COUNT_WITHIN


def _funds(funds: Iterable[tuple[str, str, int]]) -> Iterator[Finding]:
    for name, kind, pence in funds:
        if pence < 0:
            more = (
                ". It was given for one purpose, so say where the rest is to come from" if kind == "restricted" else ""
            )
            said = f"is {pounds(-pence)} below nothing{more}"
            sort = {"restricted": "A fund that was given for one purpose"}.get(kind, "A fund")
            yield Finding("balances", f"{name} {said}", without_names=f"{sort} is {pounds(-pence)} below nothing")


def _counted(place: str, many: int, one: str, more: str, words: str) -> Iterator[Finding]:
    if many:
        yield Finding(place, f"{many} {one if many == 1 else more} {words}")


def _summed(place: str, many: int, pence: int, one: str, more: str, words: str) -> Iterator[Finding]:
    if many:
        yield Finding(place, f"{many} {one if many == 1 else more} {words}, {pounds(pence)} in all")
