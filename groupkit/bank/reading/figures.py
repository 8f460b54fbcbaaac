"""Amounts as banks write them, read as whole pence with their sign. Pure."""

import re
from decimal import Decimal, InvalidOperation

from groupkit.words import clean_line

MOST_PENCE = 10_000_000_00
"""Ten million pounds: more than any group has, so a larger figure is not an amount."""
_MOST_LETTERS = 40

_MINUSES = str.maketrans({"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "﹣": "-", "－": "-"})
_OTHER = re.compile(r"[€$¥]|\b(?:EUR|USD|CHF|AUD|CAD|JPY|NOK|SEK|DKK|PLN|NZD|ZAR|INR|HKD|SGD)\b", re.IGNORECASE)
_FRONT = re.compile(r"(£|GBP|CR|DR|[-+(])\s*", re.IGNORECASE)
_BACK = re.compile(r"\s*(£|GBP|CR|DR|DB|OD|C|D|[-+)])\.?$", re.IGNORECASE)
_OUT = frozenset({"DR", "DB", "D", "OD", "DEBIT", "OUT", "PAID OUT", "MONEY OUT", "-"})
_IN = frozenset({"CR", "C", "CREDIT", "IN", "PAID IN", "MONEY IN", "+"})

_WITH_POINT = re.compile(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+)?(?:\.([0-9]+))?", re.ASCII)
_WITH_COMMA = re.compile(r"([0-9]+|[0-9]{1,3}(?:[. ][0-9]{3})+),([0-9]{1,2})", re.ASCII)


class NotAFigure(Exception):
    """What is wrong with an amount, as the end of a sentence that begins with what it is."""


class OtherMoney(NotAFigure):
    """The amount is in another money than pounds."""


def read_figure(text: str, loose: bool = False) -> int:
    """Signed whole pence from `£1,234.56`, `(12.50)`, `12.50-`, `-£5`, `12.50 DR`, `12,50`.

    A comma is the decimal sign only where nothing else makes sense. `loose` is for a workbook's own numbers,
    which carry dust like 12.340000000000001. Raises NotAFigure.
    """
    written = clean_line(text[:200]).lstrip("'").translate(_MINUSES).strip()
    if len(written) > _MOST_LETTERS:
        raise NotAFigure("is not a figure")
    if _OTHER.search(written):
        raise OtherMoney("is not in pounds")
    bare, sign = _without_marks(written)
    if loose:
        bare = _dusted(bare)
    return sign * _pence(bare)


def is_figure(text: str) -> bool:
    """Whether an amount can be read here."""
    try:
        read_figure(text)
    except NotAFigure:
        return False
    return True


def names_other_money(text: str) -> bool:
    """Whether a heading or a cell names another money than pounds: `Amount (EUR)`, `$`."""
    return _OTHER.search(text) is not None


def direction(text: str) -> int:
    """1 for a word that says money in, -1 for money out, 0 for any other."""
    word = clean_line(text).upper().rstrip(".").translate(_MINUSES)
    return -1 if word in _OUT else 1 if word in _IN else 0


def _without_marks(written: str) -> tuple[str, int]:
    """The bare figure without what stands around it, and its sign, 1 or -1; two signs at once are no figure."""
    marks: list[str] = []
    bare = written
    while match := _FRONT.match(bare):
        marks.append(match[1].upper())
        bare = bare[match.end() :]
    while match := _BACK.search(bare):
        marks.append(match[1].upper())
        bare = bare[: match.start()]
    money = [mark for mark in marks if mark in ("£", "GBP")]
    signs = [-1 if mark == "(" else direction(mark) for mark in marks if mark not in ("£", "GBP", ")")]
    if marks.count("(") != marks.count(")") or len(money) > 1:
        raise NotAFigure("is not a figure")
    if len(signs) > 1:
        raise NotAFigure("has two signs")
    return bare, signs[0] if signs else 1


def _dusted(bare: str) -> str:
    """A workbook's number to the penny when only the dust of its binary form is in the way."""
    if not re.fullmatch(r"[0-9]+\.[0-9]{3,20}(?:e-?[0-9]{1,2})?|[0-9](?:\.[0-9]+)?e-[0-9]{1,2}", bare, re.IGNORECASE):
        return bare
    try:
        exact = Decimal(bare)
        near = exact.quantize(Decimal("0.01"))
    except InvalidOperation:
        return bare
    return str(near) if abs(exact - near) < Decimal("0.000001") else bare


def _pence(bare: str) -> int:
    match = _WITH_POINT.fullmatch(bare) if bare and bare != "." else None
    match = match or _WITH_COMMA.fullmatch(bare)
    if match is None:
        raise NotAFigure("is not a figure")
    whole, part = re.sub(r"[^0-9]", "", match[1] or ""), match[2] or ""
    if len(part) > 2:
        raise NotAFigure("has more than two figures after the point")
    if len(whole.lstrip("0")) > 8:
        raise NotAFigure("is more than ten million pounds")
    pence = int(whole or "0") * 100 + int(part.ljust(2, "0"))
    if pence > MOST_PENCE:
        raise NotAFigure("is more than ten million pounds")
    return pence
