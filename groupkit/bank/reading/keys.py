"""Telling whether a line of a statement was brought in before: a key for each. Pure.

A key is made of the day, the amount, the words without spaces and signs, the balance after the line, and of how many
such lines of the day stand before it. It says nothing of the account: keys are compared within one account only.

What makes it hold when a second file overlaps the first:

- Where the file has balances, two payments of £2.00 on one day differ by their balance, wherever a file begins or
  ends. Where a bank writes a balance only at the end of a day, the others are worked out from it.
- Without balances, alike lines of a day are counted: the first is 0, the next 1. A file that begins or ends in the
  middle of a day holds fewer of them, and its keys are still the first ones of the whole day. So taking in every new
  key gives as many lines as the fuller of the two files. One thing cannot be told: when the first file ends between
  two alike payments of a day and the second begins between them, the second payment looks like the first.
- A bank that changes the words of a line later, or puts a late line between older ones and so changes their balances,
  changes the key. `balances=False` gives keys without balances: a line whose key is new, but whose key without
  balances is not, looks as if it was brought in before, and a person should choose.
- The bank's own name for a line (FITID) is no part of a key: banks use one twice, and change it between downloads.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable

from groupkit.bank.reading.values import StatementLine

LENGTH = 32
"""Letters in a key: half of a SHA-256, written in hexadecimal figures."""


def keys(lines: Iterable[StatementLine], balances: bool = True) -> list[str]:
    """A key for each line, in their order; the same file gives the same keys, and no two lines of a file share one."""
    found = list(lines)
    after = _balances(found) if balances else [None] * len(found)
    seen: Counter[str] = Counter()
    made = []
    for line, balance in zip(found, after, strict=True):
        alike = "\x1f".join((line.day.isoformat(), str(line.pence), _plain(line.words), str(balance)))
        made.append(hashlib.sha256(f"{alike}\x1f{seen[alike]}".encode()).hexdigest()[:LENGTH])
        seen[alike] += 1
    return made


def _plain(words: str) -> str:
    """Only letters and figures: spaces and signs change when a file is saved again by a spreadsheet."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _balances(lines: list[StatementLine]) -> list[int | None]:
    """The balance after each line: as the file says, else worked out from the next one that it says, or the last."""
    after = [line.balance for line in lines]
    for at in range(len(lines) - 2, -1, -1):
        following = after[at + 1]
        if after[at] is None and following is not None:
            after[at] = following - lines[at + 1].pence
    for at in range(1, len(lines)):
        before = after[at - 1]
        if after[at] is None and before is not None:
            after[at] = before + lines[at].pence
    return after
