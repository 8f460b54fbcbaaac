"""A gentle word where the title of a grant would tell what the people of a group live with. Pure.

Funders publish the titles of their grants (360Giving, DOMAIN 6.4), and no list of conditions can be whole: so this
looks for the group's own name, for whom the group says it is, and for a few general words, and only ever asks.
"""

import re

from groupkit.words import folded

GENERAL = (
    "addiction",
    "alcohol",
    "anxiety",
    "autis",
    "bereave",
    "cancer",
    "carers",
    "chronic",
    "dementia",
    "depress",
    "diabet",
    "disab",
    "disease",
    "disorder",
    "illness",
    "living with",
    "mental health",
    "patients",
    "recovery",
    "suicid",
    "support group",
    "surviv",
    "syndrome",
    "trauma",
)
"""How words begin that tell something of health, whatever the condition."""
WHOLE = ("hiv", "pain", "ptsd", "stroke", "strokes")
"""Words that do so by themselves, and stand at the beginning of others that do not (painting, hive)."""
_PLAIN = (
    "about adults after aged all anybody anyone area around between both carers children community county "
    "every everybody everyone families family friends group groups home lives living local long many "
    "member members months neighbours older other others parents people place relatives since street "
    "their them these they those through together town under village weekly where whoever with women "
    "years young"
)
"""Words by which a group says for whom it is, and that tell nothing."""
_SHORTEST = 4
INSTEAD = "“Weekly meetings of a community group”"


def telling_title(title: str, name: str = "", who_for: str = "") -> str:
    """A sentence where a title could tell what somebody lives with, or an empty one. Never a refusal.

    `name` is what the group is called, `who_for` how it says for whom it is.
    """
    said = _telling_word(folded(title), [word for word in (folded(name), *_own_words(who_for)) if word])
    if not said:
        return ""
    return (
        f"Funders publish the titles of their grants, and “{_as_written(title, said)}” in this one may tell what "
        f"people here live with. You could ask for a quieter one, such as {INSTEAD}"
    )


def _own_words(who_for: str) -> list[str]:
    return [
        word for word in re.findall(r"\w+", folded(who_for)) if len(word) >= _SHORTEST and word not in _PLAIN.split()
    ]


def _telling_word(title: str, own: list[str]) -> str:
    """The first word of a title that tells something, as it is looked for; empty where none does."""
    begins = [rf"{re.escape(word)}\w*" for word in (*own, *GENERAL)]
    found = re.search(rf"\b(?:{'|'.join([*begins, *WHOLE])})\b", title)
    return found.group() if found else ""


def _as_written(title: str, said: str) -> str:
    """How the title itself writes it; what was looked for, where its letters are written in another way."""
    found = re.search(re.escape(said), title, re.IGNORECASE)
    return found.group() if found else said
