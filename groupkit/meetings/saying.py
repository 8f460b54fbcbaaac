"""How days, hours and rhythms of meetings are said. Pure."""

from datetime import date

from groupkit import hours
from groupkit.dates import MONTHS, long_day

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
RHYTHMS = {
    "week 1": "every week",
    "week 2": "every two weeks",
    "week 3": "every three weeks",
    "week 4": "every four weeks",
    "month 1": "every month, on the first such weekday",
    "month 2": "every month, on the second such weekday",
    "month 3": "every month, on the third such weekday",
    "month 4": "every month, on the fourth such weekday",
    "month last": "every month, on the last such weekday",
}
"""How often meetings of a series are, as a form offers it; the first day says on which weekday."""
PLACES = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "last": "last"}
"""Which of its weekday in a month a day is, in words."""


def weekday(day: date) -> str:
    """`Tuesday`."""
    return WEEKDAYS[day.weekday()]


def full_day(day: date) -> str:
    """`Tuesday 3 March 2026`."""
    return f"{weekday(day)} {long_day(day)}"


def brief_day(day: date) -> str:
    """`Tuesday 3 March`: for a message about a day that is near."""
    return f"{weekday(day)} {day.day} {MONTHS[day.month - 1]}"


def rhythm(every: str, first: date) -> str:
    """`every week, on Tuesdays`, `every two weeks, on a Tuesday`, `every month, on its last Thursday`."""
    unit, _, which = every.partition(" ")
    if unit == "month":
        return f"every month, on its {PLACES[which]} {weekday(first)}"
    return f"{RHYTHMS[every]}, on {weekday(first)}s" if which == "1" else f"{RHYTHMS[every]}, on a {weekday(first)}"


def from_to(starts: str, ends: str) -> str:
    """`7 pm to 9 pm`."""
    return f"{hours.said(starts)} to {hours.said(ends)}"
