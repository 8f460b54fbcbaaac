"""What HMRC asks of a declaration, a gift and a claim, and the limits of small cash collections (DOMAIN 4.9). Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from groupkit.dates import FinancialYear, YearEnd, long_day, months_after
from groupkit.money import pounds
from groupkit.refusal import Asks, Refused
from groupkit.words import folded

HOWS = {
    "paper": "In writing, on a form that they signed",
    "online": "On line or by email",
    "spoken": "By word of mouth",
}
"""How a declaration was made; one by word of mouth counts once it has been confirmed in writing."""

COVERS = {
    "one": "This one gift",
    "on": "Gifts from that day on",
    "past": "Gifts from that day on, and those of the four years before",
}
"""Which gifts a declaration is for."""

ABROAD = "X"
"""What stands in the place of a postcode for somebody who lives outside the UK, as HMRC wants it."""

LONGEST = {"title": 4, "first": 35, "last": 35, "house": 40}
"""In characters: what fits into a cell of HMRC's file."""

FOUR_YEARS = 48
"""Months for which a declaration reaches back, and a gift can wait for its claim."""

TAX_YEAR_END = YearEnd(4, 5)

KEPT_YEARS = 6
"""For how many years after the year of its last claim HMRC may ask to see a declaration."""

_REFERENCE = re.compile(r"[A-Z]{1,2}[0-9]{1,5}", re.ASCII)
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][ABD-HJLNP-UW-Z]{2})", re.ASCII)
_CARE_OF = re.compile(r"\bc\s*/\s*o\b|\bcare of\b", re.IGNORECASE)


def read_reference(text: str, field: str = "reference") -> str:
    """HMRC's charity reference as HMRC writes it: one or two letters and up to five figures. Raises Refused."""
    found = re.sub(r"[\s-]", "", text).upper()
    if not _REFERENCE.fullmatch(found):
        raise Refused(
            "HMRC’s reference is one or two letters and then up to five figures, like XR12345. "
            "A charity number is something else",
            field,
        )
    return found


def read_postcode(text: str, field: str = "postcode") -> str:
    """A UK postcode in capitals with its space: `ll123ab` is `LL12 3AB`. Raises Refused."""
    found = _POSTCODE.fullmatch(re.sub(r"\s", "", text).upper())
    if found is None:
        raise Refused("Write the whole postcode, like LL12 3AB", field)
    return f"{found[1]} {found[2]}"


@dataclass(frozen=True)
class Donor:
    """Who gave, and where they live; with `ABROAD` as postcode, outside the UK under `address`."""

    title: str
    first: str
    last: str
    house: str
    postcode: str
    address: str = ""

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.title, self.first, self.last) if part)

    @property
    def home(self) -> str:
        """Where they live, in one line."""
        parts = (self.house, self.address, "" if self.postcode == ABROAD else self.postcode)
        return ", ".join(part for part in parts if part)

    def as_text(self) -> str:
        """All of it as one text, a line each, which is blanked as one."""
        return "\n".join((self.title, self.first, self.last, self.house, self.postcode, self.address))

    @classmethod
    def from_text(cls, text: str) -> "Donor":
        """The way back from `as_text`."""
        return cls(*text.split("\n"))


def check_donor(title: str, first: str, last: str, house: str, postcode: str, abroad: bool, address: str) -> Donor:
    """A donor as HMRC wants to have it. Raises Refused on the field of what is missing or too long."""
    title = title.replace(".", "").strip()
    _check_name(title, first, last)
    for name, words in (("house", house), ("address", address)):
        if _CARE_OF.search(words):
            raise Refused("It has to be where they live: not care of somebody, and not where they work", name)
    _check_room("house", house)
    if not abroad and not house:
        raise Refused("Write the number or name of their house", "house")
    code = _check_abroad(postcode, address) if abroad else read_postcode(postcode)
    return Donor(title, first, last, house, code, address)


def _check_name(title: str, first: str, last: str) -> None:
    if not any(letter.isalpha() for letter in first):
        raise Refused("Write their first name, or its first letter", "first")
    if not any(letter.isalpha() for letter in last):
        raise Refused("Write their last name", "last")
    for name, words in (("title", title), ("first", first), ("last", last)):
        _check_room(name, words)


def _check_room(name: str, words: str) -> None:
    if len(words) > LONGEST[name]:
        raise Refused(f"HMRC’s file has room for {LONGEST[name]} characters here", name)


def _check_abroad(postcode: str, address: str) -> str:
    """What stands in the place of a postcode for somebody abroad, whose address is written out instead."""
    if postcode:
        raise Refused("Leave this empty for somebody who lives outside the UK", "postcode")
    if not address:
        raise Refused("Write their address abroad, with the country", "address")
    return ABROAD


def check_made(how: str, made_on: date, confirmed_on: date | None, today: date) -> None:
    """Raises Refused for days that have not come, or a confirmation where none is needed or before the declaration."""
    if made_on > today:
        raise Refused("That day has not come yet", "made_on")
    if confirmed_on is None:
        return
    if how != "spoken":
        raise Refused("Only a declaration by word of mouth is confirmed in writing. Leave this empty", "confirmed_on")
    if confirmed_on > today:
        raise Refused("That day has not come yet", "confirmed_on")
    if confirmed_on < made_on:
        raise Refused("That is before the day on which they said it", "confirmed_on")


def why_not_covered(covers: str, made_on: date, ended_on: date | None, day: date) -> str:
    """Why a declaration does not cover a gift of a day, in a sentence; nothing when it does."""
    if day < months_after(made_on, -FOUR_YEARS):
        return f"It came over four years before the declaration of {long_day(made_on)}"
    if covers == "on" and day < made_on:
        return f"It came before {long_day(made_on)}, and the declaration is for gifts from then on"
    if ended_on is not None and day >= ended_on:
        return f"The declaration ended on {long_day(ended_on)}"
    return ""


def last_day_to_claim(day: date, end: YearEnd) -> date:
    """Four years after the end of the financial year in which a gift came: the last day for its claim."""
    return end.in_year(FinancialYear.holding(day, end).last.year + 4)


def is_old(day: date, today: date) -> bool:
    """Whether a gift came more than four years ago, so that its claim should not wait."""
    return day < months_after(today, -FOUR_YEARS)


def kept_until(days: Iterable[date], end: YearEnd) -> date:
    """The last day on which a declaration is kept: six years after the end of the financial year of its last day."""
    return end.in_year(FinancialYear.holding(max(days), end).last.year + KEPT_YEARS)


def tax_back(pence: int) -> int:
    """What HMRC adds to gifts, in whole pence: 25p for each £1, as long as the basic rate of tax is 20%."""
    return pence * 25 // 100


_SUBS = {"sub", "subs", "subscription", "subscriptions", "membership", "fee", "fees"}
_BOUGHT = {
    "refreshment",
    "refreshments",
    "tea",
    "teas",
    "coffee",
    "cake",
    "cakes",
    "lunch",
    "raffle",
    "raffles",
    "ticket",
    "tickets",
    "outing",
    "outings",
    "trip",
    "trips",
    "sale",
    "sales",
    "stall",
    "fundraising",
    "hire",
    "activities",
}
_NOT_GIVEN = {"grant", "grants", "interest", "refund", "refunds", "loan", "loans", "aid"}

SUBS_ASK = (
    "These are subs. They count only if they pay for being a member and nothing else, and each person pays their own. "
    "Tick the box if that is so"
)
BOUGHT_ASK = (
    "Buying refreshments, raffle tickets or outings is not a gift. Tick the box if this money was given, and nothing "
    "was bought with it"
)
NOT_GIVEN_ASK = (
    "This does not look like a gift of somebody’s own money. Tick the box if a person gave it, out of their own pocket"
)


def gift_question(categories: Iterable[str]) -> str:
    """What to ask before money of these categories is marked as a gift; nothing where it plainly may be one."""
    words = {word for name in categories for word in re.findall(r"[a-z]+", folded(name))}
    for found, sentence in ((_NOT_GIVEN, NOT_GIVEN_ASK), (_BOUGHT, BOUGHT_ASK), (_SUBS, SUBS_ASK)):
        if words & found:
            return sentence
    return ""


def could_be_gift(categories: Iterable[str]) -> bool:
    """Whether a line is worth offering to mark: something of it was given, or paid for being a member."""
    return any(gift_question([name]) in ("", SUBS_ASK) for name in categories)


def check_is_gift(categories: Iterable[str], sure: bool) -> None:
    """Asks, on the field `sure`, about money whose category says that it may be no gift."""
    question = gift_question(categories)
    if question and not sure:
        raise Asks(question, "sure")


def check_amount(pence: int, free: int) -> None:
    """Raises Refused unless there is so much of the line that is not marked yet."""
    if pence <= 0:
        raise Refused("The amount needs to be more than nothing", "amount")
    if pence > free:
        left = f"Only {pounds(free)} of this line is" if free > 0 else "Nothing of this line is"
        raise Refused(f"{left} not marked yet", "amount")


SMALL_GIFT = 3_000
"""Pence: the most that one gift in a small cash collection, or in a line of gifts put together, may be."""
MOST_SMALL = 800_000
"""Pence of small cash collections on which HMRC adds something, for one tax year."""
TIMES = 10
"""Small cash collections count up to so many times the gifts with Gift Aid of the same tax year."""


def tax_year(day: date) -> FinancialYear:
    """The tax year in which a day falls: 6 April to 5 April."""
    return FinancialYear.holding(day, TAX_YEAR_END)


@dataclass(frozen=True)
class SmallCash:
    """Small cash collections of one tax year, in pence, beside the gifts with Gift Aid that were claimed for it."""

    year: FinancialYear
    collected: int
    aided: int

    @property
    def limit(self) -> int:
        """How much of it can count: £8,000, or ten times the claimed gifts where that is less."""
        return min(MOST_SMALL, TIMES * self.aided)

    @property
    def counts(self) -> int:
        return min(self.collected, self.limit)

    @property
    def top_up(self) -> int:
        """What might come, in pence."""
        return tax_back(self.counts)

    @property
    def claim_by(self) -> date:
        """Two years after the end of the tax year."""
        return TAX_YEAR_END.in_year(self.year.last.year + 2)

    @property
    def used(self) -> str:
        """`£120.00 of £8,000.00`."""
        return f"{pounds(min(self.collected, MOST_SMALL))} of {pounds(MOST_SMALL)}"


def check_collection(collected_on: date, line_day: date, first: int, second: int, today: date) -> None:
    """Raises Refused for a day to come or after the money was written down, and for one person who counted twice."""
    if collected_on > today:
        raise Refused("That day has not come yet", "collected_on")
    if collected_on > line_day:
        raise Refused(f"It was written down for {long_day(line_day)}, so it was collected by then", "collected_on")
    if line_day - collected_on > timedelta(days=366):
        raise Refused("That is over a year before it was written down. Have another look", "collected_on")
    if first == second:
        raise Refused("Two different people count", "second")
