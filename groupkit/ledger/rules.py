"""The arithmetic of the book: legs, what may be written, and where a correction falls. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from groupkit.dates import long_day
from groupkit.money import MOST_PENCE, pounds
from groupkit.refusal import Asks, Refused

ACCOUNT_KINDS = {
    "bank": "Bank account",
    "tin": "Cash tin",
    "savings": "Savings account",
    "online": "Online or card reader",
    "held": "Held for us by another organisation",
}
FUND_KINDS = {
    "general": "General: for anything the group does",
    "designated": "Set aside by ourselves, and we can change our minds",
    "restricted": "Given for one purpose only, such as a grant",
}
DIRECTIONS = {"in": "Money in", "out": "Money out"}
SERIES = {"payment": "P", "receipt": "R", "refund": "R", "move": "M", "fund_move": "M", "opening": "B"}
KINDS = {
    "payment": "money out",
    "receipt": "money in",
    "refund": "a refund",
    "move": "a move between accounts",
    "fund_move": "a move between funds",
    "opening": "an opening balance",
}

USUAL_CATEGORIES = {
    "in": ["Subs", "Donations", "Grants", "Fundraising", "Raffle and teas", "Bank interest", "Other money in"],
    "out": [
        "Room hire",
        "Refreshments",
        "Travel and volunteer expenses",
        "Speakers and training",
        "Printing, post and phone",
        "Publicity and website",
        "Insurance",
        "Equipment",
        "Materials",
        "Outings and activities",
        "Affiliation fees",
        "Bank charges",
        "Welfare and flowers",
        "Grant returned",
        "Other money out",
    ],
}
"""A sensible list to begin with (DOMAIN 4.1), which each group edits."""

MOST_LEGS = 40


@dataclass(frozen=True)
class Money:
    """One money leg: pence into an account, below nought for out of it."""

    account_id: int
    pence: int


@dataclass(frozen=True)
class Purpose:
    """One purpose leg: pence into a fund, under a category and perhaps a heading; below nought for out of it."""

    fund_id: int
    category_id: int | None
    heading_id: int | None
    pence: int


@dataclass(frozen=True)
class Legs:
    """The two sides of a transaction, which always add to the same sum."""

    money: tuple[Money, ...]
    purpose: tuple[Purpose, ...]

    def __post_init__(self) -> None:
        check_legs(self)

    @property
    def reversed(self) -> "Legs":
        """The same legs, taken back."""
        return Legs(
            tuple(replace(leg, pence=-leg.pence) for leg in self.money),
            tuple(replace(leg, pence=-leg.pence) for leg in self.purpose),
        )


def check_legs(legs: Legs) -> None:
    """Raises Refused unless the two sides add to the same sum and every leg says something."""
    if not legs.money and not legs.purpose:
        raise Refused("There is no amount here yet", "amount")
    if len(legs.money) + len(legs.purpose) > MOST_LEGS:
        raise Refused(f"One entry holds at most {MOST_LEGS} parts. Use a second entry for the rest", "parts")
    on_places, on_purposes = [leg.pence for leg in legs.money], [leg.pence for leg in legs.purpose]
    if any(pence == 0 for pence in on_places + on_purposes):
        raise Refused("Every part needs an amount of more than nothing", "parts")
    if any(abs(pence) > MOST_PENCE for pence in on_places + on_purposes):
        raise Refused("That amount is larger than this book can hold", "amount")
    money, purpose = sum(on_places), sum(on_purposes)
    if money != purpose:
        raise Refused(f"The parts come to {pounds(abs(purpose))}, and the amount is {pounds(abs(money))}", "parts")


_SIGNS: dict[str, tuple[set[int], set[int]]] = {
    "payment": ({-1}, {-1}),
    "receipt": ({1}, {1, -1}),
    "refund": ({1}, {1}),
    "move": ({1, -1}, set()),
    "fund_move": (set(), {1, -1}),
    "opening": ({1, -1}, {1, -1}),
}
"""Which way the money legs and the purpose legs of each kind of entry may go."""


def check_kind(kind: str, legs: Legs) -> None:
    """Raises Refused unless every leg goes the way of this kind of entry, under a category where it needs one."""
    money, purpose = _SIGNS[kind]
    if any(_sign(leg.pence) not in money for leg in legs.money):
        raise Refused("The amount needs to be more than nothing", "amount")
    if any(_sign(leg.pence) not in purpose for leg in legs.purpose):
        raise Refused("Every part needs an amount of more than nothing", "parts")
    if kind in ("payment", "receipt", "refund") and any(leg.category_id is None for leg in legs.purpose):
        raise Refused("Choose what it was for", "parts")


def _sign(pence: int) -> int:
    return 1 if pence > 0 else -1


@dataclass(frozen=True)
class Part:
    """One part of what a payment or receipt was for, in pence above nought."""

    pence: int
    category_id: int
    fund_id: int
    heading_id: int | None = None


def payment_legs(account_id: int, pence: int, parts: Sequence[Part]) -> Legs:
    """Money out of one account for one or several purposes."""
    return Legs((Money(account_id, -pence),), tuple(_purpose(part, -1) for part in parts))


def receipt_legs(account_id: int, pence: int, parts: Sequence[Part], charge: Part | None = None) -> Legs:
    """Money into one account; with a charge taken off, the parts are the takings and the account gets the rest."""
    taken_off = (_purpose(charge, -1),) if charge else ()
    return Legs((Money(account_id, pence),), (*(_purpose(part, 1) for part in parts), *taken_off))


def move_legs(from_id: int, to_id: int, pence: int) -> Legs:
    """Money moved between two of our own accounts: neither received nor spent."""
    if from_id == to_id:
        raise Refused("Choose two different places", "to_account")
    _check_more_than_nothing(pence)
    return Legs((Money(from_id, -pence), Money(to_id, pence)), ())


def fund_move_legs(from_id: int, to_id: int, pence: int) -> Legs:
    """Money moved between two funds: no account changes."""
    if from_id == to_id:
        raise Refused("Choose two different funds", "to_fund")
    _check_more_than_nothing(pence)
    return Legs((), (Purpose(from_id, None, None, -pence), Purpose(to_id, None, None, pence)))


def _check_more_than_nothing(pence: int) -> None:
    if pence <= 0:
        raise Refused("The amount needs to be more than nothing", "amount")


def opening_legs(account_id: int, parts: Sequence[tuple[int, int]]) -> Legs:
    """What was in an account when the book began, by (fund, pence)."""
    total = sum(pence for _, pence in parts)
    return Legs((Money(account_id, total),), tuple(Purpose(fund, None, None, pence) for fund, pence in parts))


def _purpose(part: Part, sign: int) -> Purpose:
    return Purpose(part.fund_id, part.category_id, part.heading_id, sign * part.pence)


def check_day(day: date, today: date, closed_until: date | None, future_ok: bool = False) -> None:
    """Raises Refused for a day in a closed part of the book, and Asks about a day that has not come yet."""
    if closed_until and day <= closed_until:
        raise Refused(
            f"The book is closed up to {long_day(closed_until)}. Use a later day, and say in the note when it "
            "really was",
            "day",
        )
    if day > today and not future_ok:
        raise Asks("That day has not come yet. Tick the box if it is right", "future_ok")


def correction_day(entry_day: date, new_day: date, today: date, closed_until: date | None) -> tuple[date, date]:
    """The days that a reversal and the line in its place carry.

    The entry's own day while that is open; today once it is closed, so that closed figures stay as they were
    (or the first open day, when the clock of the host has gone backwards).
    """
    if closed_until and entry_day <= closed_until:
        late = max(today, closed_until + timedelta(days=1))
        return late, late
    return entry_day, new_day


def needs_new_number(old_kind: str, new_kind: str, old_year: str, new_year: str) -> bool:
    """Whether a correction changes the financial year or the direction, the one case where a new number is given."""
    return SERIES[old_kind] != SERIES[new_kind] or old_year != new_year


def check_not_below_zero(fund_name: str, after: int, reason: str) -> str | None:
    """The reason to keep when a restricted fund goes below nothing; Asks for one when there is none."""
    if after >= 0:
        return None
    if not reason:
        raise Asks(
            f"This leaves {fund_name} at {pounds(after)}. It can be saved: write why, for example that the next "
            "instalment is on its way",
            "below_zero",
        )
    return reason
