"""What a passphrase needs: long, not one that everybody uses, and without a name that others know.

No rule asks for capitals, figures or signs (NIST SP 800-63B-4; OWASP ASVS 5.0, 6.2). The two lists beside
this file, `words.txt` and `common_passphrases.txt`, are groupkit's own work, under its licence.
"""

import importlib.resources
import re
import secrets
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from groupkit.refusal import Refused

FEWEST_CHARACTERS = 15
MOST_BYTES = 1_000
WORDS_SUGGESTED = 4

_UNSEEN = ("Pd", "Cf")  # hyphens and dashes, and characters without any shape
_SHORTEST_NAME = 4
_LONGEST_PATTERN = 12
_FEWEST_DIFFERENT = 5
_SHORTEST_RUN = 3
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "123456789101112131415161718192021222324252627282930",
    "qwertyuiop[]",
    "asdfghjkl;'#",
    "zxcvbnm,./",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "1q2w3e4r5t6y7u8i9o0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    '!"£$%^&*()_+',
    "!@#$%^&*()_+",
)

_COMMON = "Many people use that passphrase, so it is soon guessed. Four words that do not belong together are better"
_PATTERN = "That says the same thing over again, so it is soon guessed. Four different words are better"
_RUN = "That runs along the keyboard or counts in order, so it is soon guessed. Four different words are better"
_TOO_LONG = f"That is longer than groupkit can keep. {MOST_BYTES // 4} characters always fit"


def check(passphrase: str, names: Sequence[str], field: str | None = None) -> None:
    """Say no to a passphrase that is too short, too long, common, patterned, or that holds a name.

    `names` are those of the group and the person. It needs 15 characters or more, counted in Unicode NFC,
    and at most 1,000 bytes (ASVS 5.0, 6.2.1, 6.2.4, 6.2.9 and 6.2.11). Raises Refused with a sentence.
    """
    _check_length(passphrase, field)
    folded = _folded(passphrase)
    held = next(_names_held(folded, [*names, "groupkit"]), None)
    if held:
        raise Refused(f"That holds “{held}”, which is part of a name that others know. Leave it out", field)
    if _is_pattern(folded):
        raise Refused(_PATTERN, field)
    if _is_run(folded):
        raise Refused(_RUN, field)
    if _is_common(folded):
        raise Refused(_COMMON, field)


def suggest(names: Sequence[str] = ()) -> str:
    """Four words drawn by chance, which is about 42 bits, and without `names`: for whoever would rather not invent."""
    while True:
        suggestion = " ".join(secrets.choice(_words()) for _ in range(WORDS_SUGGESTED))
        try:
            check(suggestion, names)
        except Refused:
            continue
        return suggestion


def _check_length(passphrase: str, field: str | None) -> None:
    # Before NFC, which is slow on a very long run of accents.
    if len(passphrase) > 4 * MOST_BYTES:
        raise Refused(_TOO_LONG, field)
    composed = unicodedata.normalize("NFC", passphrase)
    if len(composed) < FEWEST_CHARACTERS:
        raise Refused(
            f"Use {FEWEST_CHARACTERS} characters or more: three or four words with spaces will do. "
            f"This has {len(composed)}",
            field,
        )
    if len(composed.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise Refused(_TOO_LONG, field)


def _folded(text: str) -> str:
    """Text for comparing: no difference of case, width or accent form, no spaces and no hyphens."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if not letter.isspace() and unicodedata.category(letter) not in _UNSEEN)


def _names_held(folded: str, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        for word in (*re.findall(r"[^\W_]+", name), name):
            looked_for = _folded(word)
            if len(looked_for) >= _SHORTEST_NAME and looked_for in folded:
                yield word.strip()


def _is_pattern(folded: str) -> bool:
    if len(set(folded)) < _FEWEST_DIFFERENT:
        return True
    most = min(_LONGEST_PATTERN, len(folded) // 2)
    return any((folded[:size] * (len(folded) // size + 1)).startswith(folded) for size in range(1, most + 1))


def _is_run(folded: str) -> bool:
    # 112233… counts upwards as well.
    return _all_runs(folded) or _all_runs(re.sub(r"(.)\1+", r"\1", folded))


def _all_runs(text: str) -> bool:
    """Whether text is nothing but pieces of keyboard rows, the alphabet or figures in order."""
    at = 0
    while at < len(text):
        length = _run_length(text, at)
        if length < _SHORTEST_RUN:
            return at > 0 and len(text) - at < _SHORTEST_RUN
        at += length
    return True


def _run_length(text: str, at: int) -> int:
    longest = 0
    for run in _both_ways():
        while text[at : at + longest + 1] in run and at + longest < len(text):
            longest += 1
    return longest


@cache
def _both_ways() -> tuple[str, ...]:
    return (*_RUNS, *(run[::-1] for run in _RUNS))


def _is_common(folded: str) -> bool:
    return any(form in _common() for form in _forms(folded))


def _forms(folded: str) -> Iterator[str]:
    """A phrase as it is, without its signs, and without what people hang on at the end."""
    bare = re.sub(r"[\W_]+", "", folded)
    yield folded
    yield re.sub(r"[\W\d_]+$", "", folded)
    yield bare
    yield re.sub(r"[0-9]{1,4}$", "", bare)


@cache
def _common() -> frozenset[str]:
    return frozenset(_lines("common_passphrases.txt"))


@cache
def _words() -> tuple[str, ...]:
    return tuple(_lines("words.txt"))


def _lines(name: str) -> list[str]:
    return importlib.resources.files("groupkit.access").joinpath(name).read_text("utf-8").split()
