"""The words that headings of cash books are made of. Pure."""

import re

from groupkit.bank.reading.guessing import HEADINGS


def words_of(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


IN = words_of("in received receipts receipt income credit credits cr deposits incoming incomings takings")
OUT = words_of("out paid payments payment expenditure spent debit debits dr withdrawals outgoing outgoings")
MONEY = words_of("total totals amount amounts value sum money gbp pounds net gross running the of into from to a")
BALANCE = words_of("balance bal balances")
PLACES = words_of(
    "bank cash tin petty savings paypal sumup zettle card reader current online building society account acc"
)

NUMBERS = words_of("no nos number ref refs reference voucher cheque chq invoice slip")
"""What the columns with the number of a receipt are called."""
CODES = NUMBERS | words_of("category categories code codes nominal kind type heading fund project account method")
"""Columns whose figures, if they hold any, are no money."""


def tokens(heading: str) -> frozenset[str]:
    """The words of a heading, without signs and figures: `Paid in (£)` is paid, in; a lone pound sign is pounds."""
    return frozenset(re.findall(r"[a-z]+", heading.casefold()[:200]) or (["pounds"] if "£" in heading[:200] else []))


def names_a_day(heading: str) -> bool:
    """Whether this is the heading of a column of days."""
    return "date" in tokens(heading) or re.sub(r"\(.*?\)|[^a-z]", "", heading.casefold()[:200]) in HEADINGS["day"]
