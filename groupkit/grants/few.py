"""Small numbers of people in a sentence: words that would print what a return keeps back. Pure."""

import re

USUAL = "a few"
"""What groups usually write instead."""
_NUMBER = r"[1-4]|one|two|three|four"
_BEFORE = (
    "new|newer|other|more|different|further|extra|older|younger|old|young|elderly|local|regular|core|male|female|"
    "disabled|of our|of the|of these|of those|lonely|single"
)
_PEOPLE = (
    "people|persons?|individuals?|adults?|child|children|kids?|women|woman|men|man|ladies|lady|gentlem[ae]n|girls?|"
    "boys?|teenagers?|youngsters?|pensioners?|elders?|members?|participants?|attendees?|visitors?|guests?|newcomers?|"
    "first-timers?|volunteers?|helpers?|carers?|parents?|mothers?|fathers?|mums?|dads?|families|family|couples?|"
    "households?|friends?|neighbours?|residents?|refugees?|beneficiaries|beneficiary|of us|of them"
)
_SMALL = re.compile(
    rf"(?<![\w.,£$€/])(?:(?:{_NUMBER})\s*(?:-|–|to|or)\s*)?(?P<number>{_NUMBER})[\s\u00a0]+(?:(?:{_BEFORE})\s+)?"
    rf"(?:{_PEOPLE})(?![\w])",
    re.IGNORECASE,
)
_LARGER = re.compile(
    r"(?:\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[\s-]+|\b(?:hundred|thousand)\s+(?:and\s+)?|\d\s*[-–]\s*)$",
    re.IGNORECASE,
)
"""What stands before a small number that is only the end of a larger one, or of a stretch of numbers."""


def small_numbers_of_people(text: str) -> list[str]:
    """The words in which a text says that something was so with one to four people: `3 people`, `one woman`.

    Each once, as it stands there; twenty-two people are no small number.
    """
    found = (one for one in _SMALL.finditer(text) if not _LARGER.search(text[: one.start()]))
    return list(dict.fromkeys(" ".join(one.group().split()) for one in found))
