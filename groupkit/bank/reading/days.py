"""Days as banks write them, in a known order. Pure."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from groupkit.dates import EARLIEST, MONTHS
from groupkit.words import clean_line

_ZONE = r"(?: ?(?:Z|UTC|GMT|BST|[+-][0-9]{2}:?[0-9]{2}))?"
_TIME = rf"(?:[T ,]+[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:[.,][0-9]+)?)?(?: ?[ap]m)?{_ZONE})?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
_NUMBERS = re.compile(rf"{_WEEKDAY}([0-9]{{1,4}})([/.\- ])([0-9]{{1,2}})\2([0-9]{{4}}|[0-9]{{2}}){_TIME}", re.I | re.A)
_NAMED = re.compile(
    rf"{_WEEKDAY}([0-9]{{1,2}})(?:st|nd|rd|th)?[ \-/.]?([a-z]{{3,9}})\.?[ \-/.,]*([0-9]{{4}}|[0-9]{{2}}){_TIME}",
    re.I | re.A,
)
_NAME_FIRST = re.compile(
    rf"{_WEEKDAY}([a-z]{{3,9}})\.? ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}}){_TIME}", re.I | re.A
)
_SOLID = re.compile(
    r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:[0-9]{4,6}(?:\.[0-9]{1,6})?)?(?:\[[^\]]{0,12}\]?)?", re.A
)
_SERIAL = re.compile(r"([3-7][0-9]{4})(?:\.[0-9]+)?", re.A)
_SERIAL_START = date(1899, 12, 30)


class NotADay(Exception):
    """What is wrong with a day, as the end of a sentence."""


def read_day(text: str, order: str, today: date) -> date:
    """The day that a bank wrote, with a time behind it or not; raises NotADay.

    A year of four figures at the front, a month in letters and a spreadsheet's number of days need no order.
    """
    day = _day(clean_line(text[:100]).lstrip("'").strip(), order)
    if day is None:
        raise NotADay("is not a day")
    if day < EARLIEST:
        raise NotADay("is before 1990")
    if day > today + timedelta(days=366):
        raise NotADay("is more than a year ahead")
    return day


def is_day(text: str, order: str, today: date) -> bool:
    """Whether a day can be read here."""
    try:
        read_day(text, order, today)
    except NotADay:
        return False
    return True


def orders_of(texts: Iterable[str], today: date) -> list[str]:
    """In which orders the days of a file can be meant, the usual one first: the ones that read the most of them.

    Two answers mean that somebody has to be asked: every day reads both ways, and not all to the same day.
    """
    found = set(texts)
    read = {order: [_maybe(text, order, today) for text in found] for order in ("dmy", "mdy", "ymd")}
    count = {order: sum(day is not None for day in days) for order, days in read.items()}
    fitting = [order for order in read if count[order] == max(count.values())]
    return [order for at, order in enumerate(fitting) if not any(read[order] == read[one] for one in fitting[:at])]


def reads_most(texts: Iterable[str], order: str, today: date) -> bool:
    """Whether no other order reads more of the days than this one."""
    found = set(texts)
    count = {one: sum(is_day(text, one, today) for text in found) for one in ("dmy", "mdy", "ymd")}
    return count[order] == max(count.values())


def _maybe(text: str, order: str, today: date) -> date | None:
    try:
        return read_day(text, order, today)
    except NotADay:
        return None


@lru_cache(maxsize=4_096)
def _day(written: str, order: str) -> date | None:
    if match := _NUMBERS.fullmatch(written):
        return _numbered(match[1], match[3], match[4], order)
    if match := _NAMED.fullmatch(written):
        return _real(match[3], _month(match[2]), match[1])
    if match := _NAME_FIRST.fullmatch(written):
        return _real(match[3], _month(match[1]), match[2])
    if match := _SOLID.fullmatch(written):
        return _real(match[1], int(match[2]), match[3])
    if match := _SERIAL.fullmatch(written):
        return _SERIAL_START + timedelta(days=int(match[1]))
    return None


def _numbered(first: str, second: str, third: str, order: str) -> date | None:
    if len(first) == 4:
        return _real(first, int(second), third) if len(third) == 2 else None
    if len(first) > 2:
        return None
    if order == "ymd":
        return _real(first, int(second), third) if len(third) == 2 else None
    day, month = (first, second) if order == "dmy" else (second, first)
    return _real(third, int(month), day)


def _month(name: str) -> int:
    return next((at for at, month in enumerate(MONTHS, 1) if month.lower().startswith(name.lower())), 0)


def _real(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) <= 2 else 0), month, int(day))
    except ValueError:
        return None
