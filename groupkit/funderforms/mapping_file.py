"""Which cell is for what, as a small file that another group with the same form can use. Pure.

Words that somebody typed are not in it, and a heading goes by its name, since its row means nothing elsewhere.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from groupkit.refusal import Refused
from groupkit.words import clean_line

MOST_BYTES = 200_000
MOST_CELLS = 1_000
KIND = "groupkit: what goes into the cells of a form"
NOT_OURS = (
    "This is not a file that says what goes into which cell. Choose the .json file that was taken from a form here"
)
FIELD = "file"


@dataclass(frozen=True)
class Pointed:
    """A cell and what it is for; `heading` is the name of the heading where it is about one."""

    sheet: str
    cell: str
    what: str
    heading: str = ""


def written(form: str, cells: Sequence[Pointed]) -> bytes:
    """The file, made to be read by people too."""
    rows = [
        {"sheet": one.sheet, "cell": one.cell, "what": one.what} | ({"heading": one.heading} if one.heading else {})
        for one in cells
    ]
    content = {"kind": KIND, "version": 1, "form": form, "cells": rows}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def read(data: bytes) -> list[Pointed]:
    """What a file says. Raises Refused with a sentence for one that is none of ours, or that nobody can follow."""
    if len(data) > MOST_BYTES:
        raise Refused(NOT_OURS, FIELD)
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refused(NOT_OURS, FIELD) from None
    if not isinstance(content, dict) or content.get("kind") != KIND or not isinstance(content.get("cells"), list):
        raise Refused(NOT_OURS, FIELD)
    if content.get("version") != 1:
        raise Refused("This file comes from a later groupkit. Ask for one that this groupkit can read", FIELD)
    if len(content["cells"]) > MOST_CELLS:
        raise Refused(f"This file is about more than {MOST_CELLS:,} cells, which is more than a form has", FIELD)
    found = [_pointed(number, row) for number, row in enumerate(content["cells"], 1)]
    _check_once(found)
    return found


def _pointed(number: int, row: Any) -> Pointed:
    if not isinstance(row, dict):
        raise Refused(f"Line {number} of the file cannot be read", FIELD)
    said = {name: _text(number, name, row) for name in ("sheet", "cell", "what")}
    heading = _text(number, "heading", row) if "heading" in row else ""
    return Pointed(said["sheet"], said["cell"].upper(), said["what"], heading)


def _text(number: int, name: str, row: Mapping[str, Any]) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not clean_line(value) or len(value) > 100:
        raise Refused(f"Line {number} of the file does not say its “{name}”", FIELD)
    return value if name == "sheet" else clean_line(value)


def _check_once(found: Sequence[Pointed]) -> None:
    seen: set[tuple[str, str]] = set()
    for one in found:
        spot = one.sheet.casefold(), one.cell
        if spot in seen:
            raise Refused(f"The file names cell {one.cell} of “{one.sheet}” twice", FIELD)
        seen.add(spot)
