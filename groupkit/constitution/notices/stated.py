"""What some words state: numbers with what they count, shares and days of the year, in figures or in words. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from groupkit.dates import MONTHS

_SMALL = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORTH = {word: at for at, word in enumerate(_SMALL, 1)} | {word: 10 * at for at, word in enumerate(_TENS, 2)}
_UNDER_HUNDRED = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_SMALL[:9])}))?|{'|'.join(reversed(_SMALL))})"
_HUNDREDS = rf"(?:(?:an?|{'|'.join(_SMALL[:9])}) hundred(?: and {_UNDER_HUNDRED})?)"
_WRITTEN = rf"(?:{_HUNDREDS}|{_UNDER_HUNDRED})"
_FIGURES = r"(?<![£$€\d.,:])(?:\d{1,3}(?:,\d{3})+|\d{1,6})(?![\d.:]*\d)"

MEASURES = {
    "day": ("day", 1),
    "week": ("day", 7),
    "fortnight": ("day", 14),
    "month": ("month", 1),
    "year": ("month", 12),
    "minute": ("minute", 1),
    "hour": ("minute", 60),
    "meeting": ("meeting", 1),
    "member": ("person", 1),
    "person": ("person", 1),
    "people": ("person", 1),
    "signatory": ("person", 1),
    "signatorie": ("person", 1),
    "trustee": ("person", 1),
    "officer": ("person", 1),
}
"""What a unit measures, and how many of that measure it is: two weeks are 14 days."""
_UNIT = rf"(?P<unit>{'|'.join(sorted(MEASURES, key=len, reverse=True))})s?\b"
_BETWEEN = (
    r"(?:(?:clear|whole|full|complete|calendar|working|paid-up|voting|other|more|unrelated|different|elected|or|of|the"
    r"|our|its|these|authorised|named|committee|general|separate|further)[\s-]+){0,4}"
)
_QUANTITY = re.compile(
    rf"\b(?P<number>{_FIGURES}|{_WRITTEN})\b(?:\s*\([^()]{{1,20}}\))?(?:[\s-]+{_BETWEEN}{_UNIT})?", re.IGNORECASE
)
_SINGLE = re.compile(rf"\b(?:an?|each|every|per|another|next|following)\s+{_UNIT}", re.IGNORECASE)
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_OFTEN = {
    r"weekly|(?:each|every) week|once a week": 52,
    r"fortnightly|(?:each|every) fortnight|every (?:two|2) weeks|every other week": 26,
    r"monthly|(?:each|every) month|once a month|a month": 12,
    r"every (?:two|2) months|every (?:other|second) month": 6,
    r"quarterly|(?:each|every) quarter|every (?:three|3) months": 4,
    r"half-yearly|every (?:six|6) months": 2,
    r"yearly|annual(?:ly)?|(?:each|every) year": 1,
}
"""How often something is, and how often that is in a year."""

_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_SIGNS = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5",
}  # fmt: skip
_MORE = r"(?P<more>(?:more than|over|above)\s+)?"
_PART = re.compile(rf"\b{_MORE}(?:(?P<many>an?|{_WRITTEN})[ -])?(?P<part>{'|'.join(_PARTS)})s?\b", re.IGNORECASE)
_SLASHED = re.compile(r"(?<![\d/])(\d{1,3})\s?/\s?(\d{1,3})(?![\d/])")
_PERCENT = re.compile(rf"{_MORE}(?P<many>\b\d{{1,3}}(?:\.\d+)?|\b{_WRITTEN})\s?(?:%|per ?cent\b)", re.IGNORECASE)
_OUT_OF = re.compile(rf"\b({_WRITTEN}|\d{{1,3}}) (?:in|out of)(?: every)? ({_WRITTEN}|\d{{1,3}})\b", re.IGNORECASE)
_EVERYBODY = re.compile(r"\b(?:all|every|everybody|everyone|each|unanimous(?:ly)?)\b", re.IGNORECASE)
_MAJORITY = re.compile(r"\bmajority\b", re.IGNORECASE)
MORE_THAN_HALF = Fraction(51, 100)
"""How the rules keep “more than half”."""
_ROUNDED = dict.fromkeys(("33", "33.3", "33.33"), "1/3") | dict.fromkeys(("66", "66.6", "66.67", "66.7", "67"), "2/3")

_SHORT = {month[:3].lower(): at for at, month in enumerate(MONTHS, 1)}
_NAMED = "|".join(rf"{month}|{month[:3]}t?" for month in MONTHS if month != "May")
_MONTH = rf"(?P<month>(?i:{_NAMED})|May)\b"
"""In any letters, apart from May: “any 5 may ask” is no date."""
_LAST_DAYS = {"twenty-eighth": 28, "twenty-ninth": 29, "thirtieth": 30, "thirty-first": 31}
_ENDS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DATES = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?\s+{_MONTH}"),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"),
    re.compile(rf"\b(?:end|last day) (?:of|in)\s+{_MONTH}"),
    re.compile(rf"\b(?P<day>(?i:{'|'.join(_LAST_DAYS)}))(?:\s+day)?(?:\s+of)?\s+{_MONTH}"),
    re.compile(r"(?<![\d/])(?P<day>2[89]|3[01])/(?P<number>0?[1-9]|1[0-2])(?![\d/]*\d)"),
)
"""Of days in figures only the last of a month: “2/3” is a share."""
_NO_COUNT = (
    re.compile(r"\bclauses? \d+\b", re.IGNORECASE),
    re.compile(r"\b\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b", re.IGNORECASE),
)
"""Numbers that count nothing: another clause, and a time of day."""


@dataclass(frozen=True)
class Quantity:
    """A number as it is stated, with what it measures (nothing when no unit that we know stands beside it)."""

    number: int
    measure: str
    words: str


def quantities(words: str) -> list[Quantity]:
    """Every number that is stated, written out or in figures, that is not part of a share or a date."""
    for other in (*_NO_COUNT, *_DATES, _PERCENT, _PART, _SLASHED):
        words = other.sub(" … ", words)
    return [_quantity(match) for match in _QUANTITY.finditer(words)]


def _quantity(match: re.Match[str]) -> Quantity:
    measure, each = MEASURES.get((match["unit"] or "").lower(), ("", 1))
    return Quantity(_count(match["number"]) * each, measure, " ".join(match[0].split()))


def single_ones(words: str) -> list[Quantity]:
    """`a week`, `each year`, `the next meeting`: one of something, said without a number."""
    found = ((MEASURES[match["unit"].lower()], match[0]) for match in _SINGLE.finditer(words))
    return [Quantity(each, measure, " ".join(said.split())) for (measure, each), said in found]


def times_a_year(words: str) -> set[int]:
    """How often in a year something is: `quarterly`, `every two months`, `twice`."""
    often = {times for pattern, times in _OFTEN.items() if re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE)}
    return often | {times for word, times in _TIMES.items() if re.search(rf"\b{word}\b", words, re.IGNORECASE)}


def _count(number: str) -> int:
    if number[0].isdigit():
        return int(number.replace(",", ""))
    total = 0
    for word in re.split(r"[\s-]+", number.lower()):
        total = max(total, 1) * 100 if word == "hundred" else total + _WORTH.get(word, 0)
    return total


def shares(words: str) -> set[Fraction]:
    """Every share that is stated: `two thirds`, `2/3`, `75%`, `one in ten`, `more than half`, `everybody`."""
    found = {_fraction(*match.groups()) for match in (*_SLASHED.finditer(words), *_OUT_OF.finditer(words))}
    found |= {_part(match) for match in _PART.finditer(words)} | {_percent(match) for match in _PERCENT.finditer(words)}
    found |= {Fraction(share) for sign, share in _SIGNS.items() if sign in words}
    found |= {Fraction(1)} if _EVERYBODY.search(words) else set()
    found |= {MORE_THAN_HALF} if _MAJORITY.search(words) else set()
    return {share for share in found if 0 < share <= 1}


def _fraction(part: str, whole: str) -> Fraction:
    return Fraction(_count(part), _count(whole) or 1)


def _part(match: re.Match[str]) -> Fraction:
    many = (match["many"] or "a").lower()
    share = Fraction(1 if many in ("a", "an") else _count(many), _PARTS[match["part"].lower()])
    return MORE_THAN_HALF if match["more"] and share == Fraction(1, 2) else share


def _percent(match: re.Match[str]) -> Fraction:
    many = match["many"]
    share = Fraction(many if many[0].isdigit() else _count(many)) / 100
    if match["more"] and share == Fraction(1, 2):
        return MORE_THAN_HALF
    return Fraction(_ROUNDED[many]) if many in _ROUNDED else share


def days_of_year(words: str) -> set[tuple[int, int]]:
    """Every day of the year that is stated, as month and day; the last day of February is its 28th."""
    found = set()
    for pattern in _DATES:
        for match in pattern.finditer(words):
            said = match.groupdict()
            month = _SHORT[said["month"][:3].lower()] if "month" in said else int(said["number"])
            named = said.get("day", str(_ENDS[month]))
            day = _LAST_DAYS.get(named.lower()) or int(named)
            found.add((month, 28 if (month, day) == (2, 29) else day))
    return found


# --- what a sentence says, and what it says is not so --------------------------------------------

_SENTENCE = re.compile(r"[^.;!?\n]+(?:[.;!?](?!\s|$)[^.;!?\n]*)*")
_NOT = re.compile(
    r"\b(?:no|not|never|nothing|none|nobody|neither|nor|cannot|without|rather than|instead of|\w+n['’]t)\b",
    re.IGNORECASE,
)
_NOT_A_NO = re.compile(r"\b(?:no|not)(?: |-)(?:later|less|more|fewer|only|longer|sooner|earlier|for)\b", re.IGNORECASE)
_NEXT = re.compile(
    r",\s*(?:and|but|so)\s+(?:the|our|all|any|what|whatever|it|they|we|everything|accounts|members)\b"
    r"(?:\s+[\w’']+){0,4}?\s+(?:is|are|will|can|must|may|gets?|goe?s?)\b",
    re.IGNORECASE,
)
"""Where a second statement begins, of which a “not” in the first says nothing."""
_CONDITION = re.compile(r"^\s*(?:if|when|where|unless|should|as long as)\b[^,]*,", re.IGNORECASE)


def sentences(words: str) -> Iterator[str]:
    """The sentences of some words, or what stands between two semicolons."""
    for match in _SENTENCE.finditer(words):
        if match[0].strip():
            yield match[0].strip()


def found_in(pattern: re.Pattern[str], sentence: str) -> re.Match[str] | None:
    """Where a sentence says something; none when it says that it is not so (a condition at its head does not count)."""
    match = pattern.search(sentence)
    if match is None:
        return None
    before = _NEXT.split(_CONDITION.sub("", sentence[: match.end()]))[-1]
    return None if _NOT.search(_NOT_A_NO.sub("", before)) else match
