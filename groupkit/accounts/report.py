"""The treasurer's report: the periods it can be about, and the one plain sentence. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from groupkit.accounts.rules import lasts
from groupkit.dates import FinancialYear, Period, months_after
from groupkit.money import pounds
from groupkit.words import and_list

PACE_MONTHS = 6
"""Over how many months the pace of spending is taken."""


@dataclass(frozen=True)
class Span:
    """A period with what it is called; `key` stands in the address."""

    key: str
    label: str
    period: Period


def spans(today: date, year: FinancialYear, last_year: FinancialYear, reported: date | None) -> list[Span]:
    """The quick choices, the usual one first; `reported` is the last day of the report before."""
    this_month = today.replace(day=1)
    last_month = this_month - timedelta(days=1)
    found = [
        Span("month", "This month", Period(this_month, today)),
        Span("last-month", "Last month", Period(last_month.replace(day=1), last_month)),
        Span("year", "This year so far", Period(year.first, today)),
        Span("last-year", "Last year", last_year.period),
    ]
    if reported is not None and reported < today:
        since = Period(reported + timedelta(days=1), today)
        found.insert(0, Span("since", "Since the last report", since))
    return found


def pace_period(until: date, began: date | None) -> tuple[Period, int]:
    """The last six months up to a day and how many months that is: fewer, in whole ones, while the book is young."""
    first = months_after(until, -PACE_MONTHS) + timedelta(days=1)
    months = PACE_MONTHS
    while began is not None and months > 1 and began > first:
        months -= 1
        first = months_after(until, -months) + timedelta(days=1)
    return Period(first, until), months


def sentence(total: int, restricted: Sequence[tuple[str, int]], paid: int, months: int) -> str:
    """What we have, what of it is for one purpose only, and how long it lasts, all from pence.

    "We have £412.30. £180.00 of it is for the walking grant. At the pace of the last six months it lasts about nine
    months."
    """
    said = [f"We have {pounds(total)}."]
    meant = [f"{pounds(pence)} of it is for {name}" for name, pence in restricted if pence > 0]
    if meant:
        said.append(f"{and_list(meant)}.")
    below = [f"{name} is {pounds(-pence)} below nothing" for name, pence in restricted if pence < 0]
    if below:
        said.append(f"{and_list(below)}.")
    left = lasts(total, paid, months)
    if left:
        pace = "last month" if months == 1 else f"last {_COUNTED[months]} months"
        said.append(f"At the pace of the {pace} it lasts {left}.")
    return " ".join(said)


_COUNTED = ("no", "one", "two", "three", "four", "five", "six")
