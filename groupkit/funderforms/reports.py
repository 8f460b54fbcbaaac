"""What became of a filling, as it is kept: what stands where, what has no place yet, what Excel works out. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from groupkit.history import canonical


@dataclass(frozen=True)
class Line:
    """One answer: the sheet and cell that it was for, what it is, how it stands there, and a sentence if need be."""

    sheet: str
    cell: str
    label: str
    said: str
    note: str = ""


@dataclass(frozen=True)
class Report:
    """Everything that became of one filling; `later` are the formulas, as (sheet, cell)."""

    placed: tuple[Line, ...]
    not_placed: tuple[Line, ...]
    later: tuple[tuple[str, str], ...]

    def to_json(self) -> str:
        """Always the same text for the same report."""
        return canonical(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Report":
        """The report again, from what `to_json` made of it."""
        plain: Mapping[str, Any] = json.loads(text)
        lines = {name: tuple(Line(**one) for one in plain[name]) for name in ("placed", "not_placed")}
        return cls(**lines, later=tuple((sheet, cell) for sheet, cell in plain["later"]))

    @property
    def later_by_sheet(self) -> dict[str, list[str]]:
        """The cells that Excel works out, sheet by sheet."""
        found: dict[str, list[str]] = {}
        for sheet, cell in self.later:
            found.setdefault(sheet, []).append(cell)
        return found
