"""People's words made fit for a cell, and the one table of them that a workbook keeps.

Words stand in a table that cells point into, not in the cells: the preview on an iPhone leaves the latter blank.
"""

import re
from typing import IO

LONGEST = 32_767
"""The most that a cell holds, counted in UTF-16 units as Excel counts."""

CUT_MARK = "… (cut)"

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_WOULD_TURN = frozenset("=+-@'0123456789")

_REMEMBERED, _SHORT = 5_000, 64


def cleaned(text: str) -> str:
    """The text without the control characters that no workbook may hold, its line ends all alike."""
    return _FORBIDDEN.sub("", _LINE_END.sub("\n", text))


def cut(text: str, longest: int, mark: str = "") -> str:
    """The text, or as much of its beginning as fits in `longest` UTF-16 units, with the mark that it was cut."""
    if 2 * len(text) <= longest or len(text.encode("utf-16-le")) <= 2 * longest:
        return text
    return text.encode("utf-16-le")[: 2 * (longest - len(mark))].decode("utf-16-le", "ignore") + mark


def escaped(text: str) -> str:
    """The text as it stands in XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cell_text(text: str) -> str:
    """The text as a cell holds it: cleaned, cut where it is too long, and nothing in it read as a code."""
    return _LOOKS_ESCAPED.sub("_x005F_", cut(cleaned(text), LONGEST, CUT_MARK))


class TextTable:
    """The table of a workbook's texts, written as they come; only short ones are remembered, and not without end."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._known: dict[str, tuple[int, bool]] = {}
        self._count = 0

    def place(self, text: str) -> tuple[int, bool]:
        """The number of this text in the table, and whether a program would turn it into something else when edited.

        `=1+1` would become a formula and `12-34-56` a date.
        """
        known = self._known.get(text)
        return known if known is not None else self._add(text)

    def _add(self, text: str) -> tuple[int, bool]:
        fit = cell_text(text)
        kept = ' xml:space="preserve"' if fit != fit.strip() else ""
        self._out.write(f"<si><t{kept}>{escaped(fit)}</t></si>".encode())
        place = self._count, fit[:1] in _WOULD_TURN
        self._count += 1
        if len(self._known) < _REMEMBERED and len(text) <= _SHORT:
            self._known[text] = place
        return place
