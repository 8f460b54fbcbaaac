"""How hard a text is to read: the Flesch-Kincaid grade, the school year in which it is read with ease (US count)."""

import re

import pyphen

_SYLLABLES = pyphen.Pyphen(lang="en_US", left=1, right=1)


def grade(text: str) -> float:
    """The grade of a text: 0.39 words a sentence + 11.8 syllables a word - 15.59; six is about eleven years old."""
    words = re.findall(r"[A-Za-z’'-]+|[0-9]+", text)
    sentences = max(len(re.findall(r"[^.!?:;\n]+[.!?:\n]", text)), 1)
    syllables = sum(len(_SYLLABLES.positions(word.strip("’'-"))) + 1 for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
