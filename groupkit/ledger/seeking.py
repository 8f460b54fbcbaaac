"""What somebody looks for in the book: words, an amount, a reference, a day or a month. Pure.

Every piece of what was typed has to be found. A piece that can be read as more than words (12.50, P014, May 2026) is
found either way.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from groupkit import dates
from groupkit.dates import MONTHS, Period
from groupkit.money import read_pounds
from groupkit.refusal import Refused
from groupkit.words import clean_line, folded

MOST_TERMS = 8
"""How many pieces are looked for at most; what comes after them is left out."""

_MONTH = "(?:" + "|".join(f"{name}|{name[:3]}" for name in MONTHS) + "|Sept)"
_DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_PIECE = re.compile(
    rf"""["“”](?P<quoted>[^"“”]+)["“”]
    | (?P<titled>\b(?:claim|payment|cash[ ]count|count)[ ][0-9]{{1,6}}\b)
    | (?P<day>\b{_DAY}[ ]{_MONTH}(?:[ ][0-9]{{4}})?\b(?![ ]?-))
    | (?P<month>\b{_MONTH}[ ][0-9]{{4}}\b)
    | (?P<word>[^\s"“”]+)""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_REFERENCE = re.compile(r"(?:([0-9]{4}(?:-[0-9]{2})?)/)?([PRMB])([0-9]{1,9})", re.IGNORECASE | re.ASCII)
_ISO_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])|(0?[1-9]|1[0-2])/([0-9]{4})", re.ASCII)
_FIGURE_DAY = re.compile(r"[0-9]{1,2}/[0-9]{1,2}(?:/(?:[0-9]{4}|[0-9]{2}))?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", re.ASCII)


@dataclass(frozen=True)
class Reference:
    """The number of a line, `P014`; of any year unless it names one."""

    series: str
    number: int
    year: str = ""


@dataclass(frozen=True)
class Term:
    """One piece of what was typed, and everything that it can be read as; `pence` without its way, in or out."""

    said: str
    pence: int | None = None
    reference: Reference | None = None
    days: Period | None = None
    numbered: tuple[str, int] | None = None
    """`claim`, `payment` or `count`, and its number."""


def terms_of(text: str, today: date) -> tuple[Term, ...]:
    """What to look for; nothing where not one letter or figure was typed. A day without its year is the latest past."""
    plain = re.sub(r"£\s+", "£", clean_line(text))
    found = (_term(match, today) for match in _PIECE.finditer(plain))
    return tuple(dict.fromkeys(one for one in found if any(letter.isalnum() for letter in folded(one.said))))[
        :MOST_TERMS
    ]


def _term(match: re.Match[str], today: date) -> Term:
    said = str(match[match.lastgroup or "word"])
    kind = match.lastgroup
    if kind == "quoted":
        return Term(said.strip())
    if kind == "titled":
        what, _, number = said.rpartition(" ")
        return Term(said, numbered=(what.lower().removeprefix("cash "), int(number)))
    if kind == "day":
        return Term(said, days=_one_day(said, today))
    if kind == "month":
        name, _, year = said.partition(" ")
        return Term(said, days=_month(int(year), _named(name)))
    return _word(said, today)


def _word(said: str, today: date) -> Term:
    if match := _REFERENCE.fullmatch(said):
        return Term(said, reference=Reference(match[2].upper(), int(match[3]), match[1] or ""))
    if match := _ISO_MONTH.fullmatch(said):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        return Term(said, days=_month(int(year), int(month)))
    if _FIGURE_DAY.fullmatch(said):
        return Term(said, days=_one_day(said, today))
    return Term(said, pence=_pence(said))


def _pence(said: str) -> int | None:
    try:
        return read_pounds(said.strip(",;").lstrip("-−+"))
    except Refused:
        return None


def _one_day(said: str, today: date) -> Period | None:
    try:
        day = dates.read_day(said, today)
    except Refused:
        return None
    return Period(day, day)


def _month(year: int, month: int) -> Period | None:
    if not dates.EARLIEST.year <= year <= dates.LATEST.year:
        return None
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _named(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.lower().startswith(name.lower()[:3]))
