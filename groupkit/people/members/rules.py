"""What may stand on somebody's card, and how long it stays. Pure."""

import re
from calendar import monthrange
from datetime import date, timedelta

from groupkit.dates import months_after
from groupkit.refusal import Refused

WAYS = {
    "phone": "by phone",
    "text": "by text",
    "post": "by post",
    "email": "by email",
    "person": "in person",
}
"""How somebody likes to hear from the group."""

HOW_ASKED = {
    "in person": "in person",
    "on paper": "on paper",
    "by phone": "by phone",
    "by email": "by email or letter",
}
EARLIER_LIST = "from an earlier list"
"""How somebody agreed whose yes was only a day in a list: a day is no yes to words that nobody knows."""
WORDS_NOT_KNOWN = f"Words not known: {EARLIER_LIST}"

WHY_TAKEN_OUT = {
    "asked": "they asked",
    "mistake": "written down by mistake",
    "twice": "here twice",
    "died": "they have died",
}
"""Why an officer takes somebody out."""
WHY_ERASED = {**WHY_TAKEN_OUT, "time": "the time after leaving has run out"}

USUAL_WORDING = (
    "May we keep your name, one way to reach you and how you like to hear from us? Only the coordinator and the "
    "secretary see it. We pass it on to nobody. You can say no later, at any time, and we take it out at once."
)
"""What people are asked unless the group asks in its own words (DOMAIN 7.1: a separate yes, its day and its words)."""

TAKEN_OUT = "(taken out)"

_FEW_FIGURES = 5


def check_contact(way: str, contact: str) -> None:
    """Refused, on its field, where a contact does not fit the way somebody chose to hear."""
    if way not in WAYS:
        raise Refused("Choose one of these", "way")
    if way == "person":
        return
    if not contact:
        raise Refused("Write the number or address, or choose in person", "contact")
    if way in ("phone", "text") and sum(letter.isdigit() for letter in contact) < _FEW_FIGURES:
        raise Refused("Write a phone number, like 07700 900123", "contact")
    if way == "email" and not re.fullmatch(r"[^@\s]+@[^@\s]+", contact):
        raise Refused("Write an email address, like sam@example.org", "contact")


def check_given(given_on: date, today: date) -> None:
    """Refused where a yes is dated after today."""
    if given_on > today:
        raise Refused("Choose a day that has come", "given_on")


def goes_on(left_on: date, months: int) -> date:
    """The day on which the name and contact of somebody who left are taken out, so many months later."""
    return months_after(left_on, months)


def left_before(today: date, months: int) -> date:
    """Whoever left on this day or before has been gone for so many months: for them `goes_on` has come.

    On the last day of a month it is the last of that month too: 31 August and six months come to 28 February.
    """
    day = months_after(today, -months)
    ends_a_month = (today + timedelta(days=1)).day == 1
    return day.replace(day=monthrange(day.year, day.month)[1]) if ends_a_month else day


def name_after(label: str) -> str:
    """What stands where the name of `Member 014` stood."""
    return f"{label} (left)"
