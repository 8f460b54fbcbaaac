"""Money is whole pence: reading what people type, and printing it."""

import re

from groupkit.refusal import Refused

MOST_PENCE = 99_999_999_99
"""A hundred million pounds less a penny: more than any group has, and safe in every database and sheet."""

_AMOUNT = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?", re.ASCII)


def read_pounds(text: str, field: str | None = None) -> int:
    """Whole pence from an amount as people write it: `12`, `12.50`, `£1,012.50`, `12.50p` is refused.

    Only plain figures count: no signs, no exponents, no figures of other scripts.
    Raises Refused with a sentence for the field.
    """
    written = text.strip().removeprefix("£").strip()
    if not written:
        raise Refused("Write the amount, like 12.50", field)
    if written.startswith(("-", "−", "(")):
        raise Refused(
            "Write the amount without a minus sign. To take money back out, use a correction or a refund", field
        )
    match = _AMOUNT.fullmatch(written)
    if match is None:
        raise Refused("Write the amount in figures, like 12.50 or 1,012.50", field)
    pence_part = match.group(1)
    if pence_part is not None and len(pence_part) != 2:
        raise Refused("The amount needs two figures after the point, like 12.50", field)
    if len(written) > 20:
        raise Refused("That amount is larger than this book can hold", field)
    whole = written.split(".")[0].replace(",", "")
    pence = int(whole) * 100 + int(pence_part or 0)
    if pence > MOST_PENCE:
        raise Refused("That amount is larger than this book can hold", field)
    return pence


def read_spent(text: str, field: str | None = None) -> int:
    """Like `read_pounds`, but nothing at all is refused too: an entry of £0.00 is no entry."""
    pence = read_pounds(text, field)
    if pence == 0:
        raise Refused("The amount needs to be more than nothing", field)
    return pence


def figures(pence: int) -> str:
    """Pence as figures for a column: `1,012.50`, `-5.00`."""
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


def pounds(pence: int) -> str:
    """Pence as money in a sentence: `£1,012.50`, `−£5.00`."""
    sign = "−" if pence < 0 else ""
    return f"{sign}£{figures(abs(pence))}"
