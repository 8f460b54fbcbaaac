"""Reading QIF: one letter at the front of each line, and no word on the order of its days. Pure."""

import re

from groupkit.bank.reading.decoding import TOO_LONG
from groupkit.bank.reading.values import MOST_LINES, Columns, Table
from groupkit.refusal import Refused

COLUMNS = Columns(day=0, words=(1, 2, 3), amount=4)
"""Where the rows that are made of such a file hold what."""

SEVERAL = "This file holds more than one account. Download each account by itself, and bring them in one by one"
OTHER = "This QIF file holds no bank, cash or card account. Download the account itself from the bank"
NO_END = "There is no payment in this file. Download it from the bank again, or choose CSV there"

_TAKEN = frozenset({"bank", "cash", "ccard", "otha", "othl"})
_PASSED = frozenset({"cat", "class", "memorized", "account", "tag", "prices", "security", "budget"})
_HELD = "DTUPMN"


def is_qif(text: str, name: str) -> bool:
    """Whether a text is one: by its first line, or by its name and the look of its lines."""
    start = text.lstrip("\ufeff \r\n\t")
    if re.match(r"!(?:type|account|option|clear)", start, re.IGNORECASE):
        return True
    return name.lower().endswith(".qif") and re.search(r"^\^", start, re.MULTILINE) is not None


def read_qif(text: str) -> Table:
    """The lines of the one account in a QIF file as rows: day, payee, memo, cheque number, amount."""
    rows: list[list[str]] = []
    numbers: list[int] = []
    held: dict[str, str] = {}
    first, takes, accounts, mark = 0, True, 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        mark, value = line.strip()[:1].upper(), line.strip()[1:].strip()
        if mark == "!":
            takes, more = _section(value)
            accounts += more
        elif not takes or not mark:
            continue
        elif mark == "^":
            _keep(rows, numbers, held, first)
            held, first = {}, 0
        elif mark in _HELD:
            held.setdefault(mark, value)
            first = first or number
    if mark in ("T", "U"):  # a file that was cut short may end inside an amount
        held = {**held, "T": "", "U": ""}
    _keep(rows, numbers, held, first)
    if accounts > 1:
        raise Refused(SEVERAL, "file")
    if not rows:
        raise Refused(NO_END if accounts or takes else OTHER, "file")
    return Table(rows, None, "csv", numbers)


def _section(value: str) -> tuple[bool, int]:
    """Whether what follows a line with ! is taken, and whether an account begins there, 1 or 0."""
    word = re.sub(r"[^a-z:]", "", value.lower())
    if not word.startswith("type:"):
        return False, 0
    kind = word.removeprefix("type:")
    if kind in _TAKEN:
        return True, 1
    if kind in _PASSED:
        return False, 0
    raise Refused(OTHER, "file")


def _keep(rows: list[list[str]], numbers: list[int], held: dict[str, str], first: int) -> None:
    if not held:
        return
    amount = held.get("T") or held.get("U", "")
    cheque = held.get("N", "")
    words = held.get("P", ""), held.get("M", ""), f"cheque {cheque}" if cheque.isdigit() else ""
    if len(rows) >= MOST_LINES:
        raise Refused(TOO_LONG, "file")
    rows.append([_day(held.get("D", "")), *words, amount])
    numbers.append(first)


def _day(written: str) -> str:
    """`15/ 4'26` as `15/4/26`."""
    return re.sub(r"\s+", "", written.replace("'", "/")) if re.match(r"[\s0-9/'.-]*$", written) else written
