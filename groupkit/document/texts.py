"""People's words made fit for a document."""

import re
from collections.abc import Iterator, Sequence

from groupkit.document.values import Run, Words

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)


def cleaned(text: str) -> str:
    """The text without the control characters that no document may hold, its line ends all alike."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """The text cleaned, in one line."""
    return " ".join(cleaned(text).split())


def runs_of(words: Words) -> Sequence[Run]:
    """The words as stretches: plain words are a single one."""
    return (Run(words),) if isinstance(words, str) else words


def told(words: Words) -> str:
    """The words as plain text, which says what is new and what goes where a look would have shown it."""
    return "".join(_told(runs_of(words)))


def _told(runs: Sequence[Run]) -> Iterator[str]:
    for run in runs:
        words = cleaned(run.words)
        if run.inserted and words.strip():
            yield f"[new: {words}]"
        elif run.deleted and words.strip():
            yield f"[taken out: {words}]"
        else:
            yield words
