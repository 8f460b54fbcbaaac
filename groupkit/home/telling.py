"""Telling a line of the history in plain words. Pure."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from groupkit import hours
from groupkit.dates import YearEnd, short_day
from groupkit.money import pounds

NEVER_TOLD = frozenset({"key", "digest", "from_day", "categories", "planned"})
"""What the chain needs and nobody reads."""
PENCE = frozenset(
    {
        "amount",
        "applied_for",
        "award",
        "book",
        "budget",
        "closing",
        "counted",
        "hour_pence",
        "opening",
        "pence",
        "received",
        "spent",
        "left",
        "money_in",
        "money_out",
        "taken",
    }
)
WORDS = {
    "alone": "as the only officer",
    "card": "the card",
    "closed_on": "closed on",
    "given_on": "on",
    "how": "as",
    "left_on": "left on",
    "part": "helps with",
    "post": "comes from",
    "source": "because",
    "until": "until",
    "value": "now",
    "why": "because",
    "wording": "asked with",
    "written": "",
}
_KEY = re.compile(r"[0-9a-f]{24}", re.ASCII)
"""A name that a row travels by: for the chain, not for people."""
TAKEN_OUT = "(taken out)"
HOURS = frozenset({"began", "ended", "starts", "ends"})
"""What is kept as `19:00`."""
_APART = re.compile(r"words [0-9a-f]{16}", re.ASCII)
KEPT_APART = "kept apart, not shown here"
"""What stands for words of which the history holds only a digest."""


def changes(body: Mapping[str, Any], texts: Mapping[str, str]) -> list[str]:
    """What changed, one short phrase each: `name: Kim → Kim B`."""
    told = []
    for name, (old, new) in body.items():
        if name in NEVER_TOLD or (name == "alone" and not new):
            continue
        before, after = (in_words(name, value, texts) for value in (old, new))
        said = f"{before} → {after or 'nothing'}" if before and before != after else after
        label = WORDS.get(name, name.replace("_", " "))
        if said:
            told.append(f"{label}: {said}" if label else said)
    return told


def in_words(name: str, value: Any, texts: Mapping[str, str]) -> str:
    """One value as a person would say it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return pounds(value) if name in PENCE else f"{value:,}"
    if isinstance(value, list):
        joint = " → " if name == "written" else ", "
        return joint.join(filter(None, (in_words(name, one, texts) for one in value)))
    if isinstance(value, dict):
        return _dict_in_words(value, texts)
    return _text_in_words(name, str(value))


def _dict_in_words(value: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    if set(value) == {"private"}:
        return texts.get(value["private"], TAKEN_OUT)
    if "money" in value and "day" in value:
        moved = [pence for _account, pence in value["money"]]
        amount = abs(sum(moved)) or sum(pence for pence in moved if pence > 0)
        return f"{pounds(amount)}, {_text_in_words('day', str(value['day']))}"
    return ", ".join(filter(None, (in_words(name, inner, texts) for name, inner in value.items())))


def _text_in_words(name: str, text: str) -> str:
    if _KEY.fullmatch(text):
        return ""
    if _APART.fullmatch(text):
        return KEPT_APART
    if name in HOURS and hours.is_kept(text):
        return hours.said(text)
    try:
        return short_day(date.fromisoformat(text)) if len(text) == 10 else _rule_in_words(name, text)
    except ValueError:
        return text


def _rule_in_words(name: str, text: str) -> str:
    """A year end is kept as `03-31`."""
    if name == "value" and len(text) == 5 and text[2] == "-":
        return YearEnd.read(text).in_words
    return text
