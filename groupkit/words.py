"""Cleaning what people type: nothing invisible gets in, and nothing that a database or a sheet would choke on."""

import re
import unicodedata
from collections.abc import Iterable

_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x85")
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def clean_lines(text: str) -> str:
    """Text of several lines without control characters, others that nobody sees, or spaces at its ends."""
    text = _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", text).strip()


def clean_line(text: str) -> str:
    """One line of text: cleaned, and with any run of spaces or line ends made one space."""
    return " ".join(clean_lines(text).split())


_OTHER_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ŀ": "l", "ħ": "h"}
    | dict.fromkeys("'’‘ʼ`´", "")
)


def folded(text: str) -> str:
    """Text to look for names by: `Łukasz O’Brién` is `lukasz obrien`, however somebody types it."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in parted if not unicodedata.combining(letter))
    return " ".join(plain.translate(_OTHER_LETTERS).split())


_HISSES = ("ss", "us", "x", "zz", "ch", "sh")
"""After these a plural ends in `es`: classes, buses, boxes, churches; but that of a case is cases."""
_NO_PLURAL = ("ss", "us", "is")
"""Words that end in s and are one: class, bus, crisis."""
SHORTEST = 4
"""In letters: shorter words are looked for as they are."""


def also_as(word: str) -> tuple[str, ...]:
    """What to look for so that one is found as well as many: `halls` as `hall`, `party` as `party` and `parties`.

    Each is a part of what is meant, as words are looked for within words. Only the plain endings of English (s, es,
    ies) are known. What has figures, is very short or was kept together is looked for as it is.
    """
    plain = folded(word)
    if len(plain) < SHORTEST or not (plain.isascii() and plain.isalpha()):
        return (plain,)
    if plain.endswith("ies"):
        return plain[:-1], f"{plain[:-3]}y"
    if plain.endswith("es") and plain[:-2].endswith(_HISSES):
        return (plain[:-2],)
    if plain.endswith("s") and not plain.endswith(_NO_PLURAL):
        return (plain[:-1],)
    if plain.endswith("y") and plain[-2] not in "aeiou":
        return plain, f"{plain[:-1]}ies"
    return (plain,)


def and_list(items: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
