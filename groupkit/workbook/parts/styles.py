"""What the styles of a workbook say of its cells: whether they are locked, and how a number in them is shown."""

import re
from dataclasses import dataclass
from typing import Literal

from groupkit.workbook.parts.xml import tree

Shows = Literal["general", "number", "text", "day", "time", "percent"]
"""How a number is shown; a text is always shown as it is."""

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_DECIMALS = re.compile(r"[0#?]\.([0#?]+)")


@dataclass(frozen=True, slots=True)
class Style:
    """One style: whether its cells are locked on a protected sheet, and how they show a number."""

    locked: bool = True
    shows: Shows = "general"
    decimals: int | None = None
    """How many figures stand after the point; None where the format leaves it open."""
    commas: bool = False


PLAIN = Style()


def read_styles(data: bytes | None) -> list[Style]:
    """The styles of a workbook in the order in which cells name them. Raises Refused."""
    if data is None:
        return [PLAIN]
    root = tree(data)
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter("numFmt")}
    found = []
    for one in root.iterfind("cellXfs/xf"):
        guard = one.find("protection")
        locked = guard is None or guard.get("locked", "1") not in ("0", "false")
        found.append(_style(locked, _code(one.get("numFmtId", "0"), own)))
    return found or [PLAIN]


def _code(number: str, own: dict[str, str]) -> str:
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    usual = BUILTIN_FORMATS.get(int(number), "General") if number.isascii() and number.isdigit() else "General"
    return own.get(number, usual)


def _style(locked: bool, code: str) -> Style:
    bare = _QUOTED.sub("", code.split(";")[0])
    decimals = _DECIMALS.search(bare)
    after = len(decimals[1]) if decimals else 0 if re.search("[0#?]", bare) else None
    return Style(locked, _shows(code, bare), after, "," in bare)


def _shows(code: str, bare: str) -> Shows:
    from openpyxl.styles.numbers import is_date_format

    if "@" in bare:
        return "text"
    if bare.strip().lower() in ("", "general"):
        return "general"
    if "%" in bare:
        return "percent"
    if is_date_format(code.lower()):
        return "day" if re.search("[dy]", bare.lower()) else "time"
    return "number"
