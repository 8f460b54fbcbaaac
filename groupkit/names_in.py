"""Finding the names of people in words that somebody wrote, and putting something else there. Pure.

A name is found however it was written: in any capitals, with accents or without (`Zoë`, `Zoe`), with either apostrophe
or none (`O'Brien`, `OBrien`), with a hyphen or a space (`Anne-Marie`, `Anne Marie`), before `'s`, and with invisible
characters inside. It is found as whole words: `Jo` is not in `Joanna`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_APOSTROPHES = frozenset("'’‘ʼ′`´＇‛")
_HYPHENS = frozenset("‐‑‒–—−﹣－")
_NO_WIDTH = "\u200b"
"""The one invisible character that may also stand for a space."""
_UNSEEN = frozenset("\u034f\u3164\ufe0e\ufe0f")
_WITHOUT_STROKE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})
_BETWEEN = r"'?[\s_-]+'?"
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"

Span = tuple[int, int]

_PLACES = {"shop", "room", "hall", "group", "club", "bank", "church", "library", "centre", "trust", "street", "house"}
_WORDS = {
    "the",
    "and",
    "for",
    "may",
    "june",
    "april",
    "march",
    "august",
    "grace",
    "hope",
    "joy",
    "rose",
    "will",
    "mark",
}
WORDS_TOO = frozenset(
    {
        *_PLACES,
        *_WORDS,
        "member",
        "friend",
        "critical",
        "left",
        "art",
        "bill",
        "frank",
        "sunny",
        "road",
        "post",
        "council",
        "miss",
        "mrs",
    }
)
"""Words that are also names, or stand in the names of places: alone they tell nothing of anybody."""


class Names:
    """Names to look for; the longer names of others are left alone: taking out Jo leaves Jo Smith as she is."""

    def __init__(
        self, names: Iterable[str], instead: str = "", others: Iterable[str] = (), *, bare_s: bool = False
    ) -> None:
        """`instead` is what stands where a name stood. With `bare_s` `Anns` is found for `Ann`, as hasty people write.

        Found by default only with its apostrophe: else somebody called Wood would take the woods out of a story.
        """
        names, others = tuple(names), tuple(others)
        self.names, self.instead, self.others = names, instead, others
        own = {plain(name) for name in names} - {""}
        self._pattern = _any_of(own, bare_s)
        self._whole: re.Pattern[str] | None = None
        longer = {plain(other) for other in others if self.are_in(other)} - own
        theirs = _any_of(longer, bare_s)
        if self._pattern is not None and theirs is not None:
            self._whole = re.compile(f"(?P<theirs>{theirs.pattern})|{self._pattern.pattern}")

    def spans(self, text: str) -> list[Span]:
        """Where in a text the names stand, from and up to which character; in order, and never one over another."""
        pattern = self._whole or self._pattern
        if pattern is None:
            return []
        found = {span for read, places in _readings(text) for span in _hits(pattern, read, places)}
        return list(_apart(sorted(found, key=lambda span: (span[0], -span[1]))))

    def are_in(self, text: str) -> bool:
        """Whether a text is or holds one of the names."""
        return bool(self.spans(text))

    def said_in(self, text: str) -> list[str]:
        """The names as they stand in a text, one for each time, with one space between words."""
        return [" ".join(text[first:last].split()) for first, last in self.spans(text)]

    def replaced(self, text: str) -> str:
        """The text with what stands instead, however long it is."""
        left, done = [], 0
        for first, last in self.spans(text):
            left += [text[done:first], self.instead]
            done = last
        return "".join([*left, text[done:]])


def plain(name: str) -> str:
    """A name without what people write in different ways: two that are the same so are one to the reader."""
    words = (word.strip("'") for word in re.split(_BETWEEN, _read(name)))
    return " ".join(word for word in words if word).strip(" .'")


def parts(name: str) -> list[str]:
    """The words that a name is made of, as they stand in it: both halves of one with a hyphen, too."""
    whole = re.findall(r"[^\W\d_][\w'’\u0300-\u036f-]*", name)
    return list(dict.fromkeys(part for word in whole for part in (word, *word.split("-")) if part))


def words_in(text: str) -> set[str]:
    """The words of a text as `plain` gives them, each by itself."""
    return set(re.findall(r"[^\W\d_]+", _read(text)))


def _any_of(names: Iterable[str], bare_s: bool) -> re.Pattern[str] | None:
    """A pattern for any of some plain names, the longest first; by first letter, so that thousands are still quick."""
    by_letter: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda one: (-len(one), one)):
        by_letter.setdefault(name[0], []).append(_rest(name, bare_s))
    said = [
        f"{_BEFORE if _has_edges(letter) else ''}{re.escape(letter)}(?:{'|'.join(rests)})"
        for letter, rests in by_letter.items()
    ]
    return re.compile("|".join(said)) if said else None


def _rest(name: str, bare_s: bool) -> str:
    """What follows the first letter of a name; scripts that write no spaces between words have no edge to look for."""
    after = (r"s?" if bare_s else "") + _AFTER if _has_edges(name[-1]) else ""
    letters = {" ": _BETWEEN, "'": "'?", ".": r"\.?"}
    return "".join(letters.get(letter) or re.escape(letter) for letter in name[1:]) + after


def _has_edges(letter: str) -> bool:
    return letter.isdecimal() or letter.lower() != letter.upper()


def _hits(pattern: re.Pattern[str], read: str, places: list[int] | None) -> Iterator[Span]:
    for hit in pattern.finditer(read):
        if not hit.groupdict().get("theirs"):
            yield hit.span() if places is None else (places[hit.start()], _end(places, hit.end()))


def _end(places: list[int], end: int) -> int:
    """The place after the last letter that was read."""
    last = places[end - 1]
    return next((place for place in places[end:] if place > last), places[-1])


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    done = 0
    for first, last in spans:
        if first >= done:
            yield first, last
            done = last


def _readings(text: str) -> Iterator[tuple[str, list[int] | None]]:
    """A text as it is searched, with the place in it of each character; None where these are the same.

    A space of no width is read twice: as nothing, where it hides inside a word, and as the space it may stand for.
    """
    if text.isascii():
        yield text.lower(), None
        return
    yield _placed(text)
    if _NO_WIDTH in text:
        yield _placed(text.replace(_NO_WIDTH, " "))


def _placed(text: str) -> tuple[str, list[int]]:
    read: list[str] = []
    places: list[int] = []
    for place, letter in _letters(text):
        as_read = _letter(letter)
        read.append(as_read)
        places.extend([place] * len(as_read))
    return "".join(read), [*places, len(text)]


def _read(text: str) -> str:
    return text.lower() if text.isascii() else _placed(text)[0]


def _letters(text: str) -> Iterator[tuple[int, str]]:
    """Each letter with its place, together with the marks and the invisible characters that follow it."""
    first = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not _belongs_to_the_last(text[place]):
            yield first, text[first:place]
            first = place


def _belongs_to_the_last(letter: str) -> bool:
    return letter > "\x7f" and (
        unicodedata.combining(letter) > 0 or "\u1160" <= letter <= "\u11ff" or _is_unseen(letter)
    )


def _is_unseen(letter: str) -> bool:
    return letter in _UNSEEN or unicodedata.category(letter) == "Cf"


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    """A letter as it is compared: small, without accent or stroke; nothing, for one that nobody sees."""
    seen = "".join(one for one in letter if not _is_unseen(one))
    if seen in _APOSTROPHES:
        return "'"
    if seen in _HYPHENS:
        return "-"
    bare = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", seen))
    return unicodedata.normalize("NFC", bare.casefold().translate(_WITHOUT_STROKE))
