"""What helps whoever fills in a sheet by hand, or wonders what a word means: lists to choose from, and comments."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from groupkit.workbook.cells import Expected, Validation
from groupkit.workbook.naming import LONGEST_LITERAL, column_letter, stretch, titles_named_in
from groupkit.workbook.texts import cell_text, cleaned, cut

if TYPE_CHECKING:
    from openpyxl.comments.comment_sheet import CommentRecord
    from openpyxl.worksheet.datavalidation import DataValidation

AUTHOR = "groupkit"
LONGEST_HINT = 255
USUAL_HINTS: dict[Expected, str] = {
    "choice": "Choose one from the list",
    "number": "A whole number, 0 or more",
    "money": "A sum in pounds, such as 12.50",
    "date": "A day, such as 3 May 2026",
}
_KINDS: dict[Expected, Any] = {"choice": "list", "number": "whole", "money": "decimal", "date": "date"}
_FIRST_DAY_OF_SPREADSHEETS = "1"

_COMMENT_WIDTH, _LETTERS_IN_A_LINE, _LINE_PIXELS, _EDGE_PIXELS = 260, 38, 18, 24


def validation_of(expected: Validation, cells: Sequence[tuple[int, int]], titles: Iterable[str]) -> "DataValidation":
    """What these cells expect, each given as its place in the row from 0 and its row's number.

    Raises ValueError where a choice is not one of words that a list can hold, or points at no sheet.
    """
    from openpyxl.worksheet.datavalidation import DataValidation

    chosen = expected.kind == "choice"
    hint = cut(cleaned(expected.hint or USUAL_HINTS[expected.kind]), LONGEST_HINT, "…")
    return DataValidation(
        type=_KINDS[expected.kind],
        operator=None if chosen else "greaterThanOrEqual",
        formula1=_listed(expected.options, titles) if chosen else _least(expected.kind),
        sqref=" ".join(_runs(cells)),
        allowBlank=True,
        showInputMessage=bool(expected.hint),
        prompt=hint if expected.hint else None,
        showErrorMessage=True,
        errorStyle="warning",
        errorTitle="Worth a look",
        error=hint,
    )


def _least(kind: Expected) -> str:
    return _FIRST_DAY_OF_SPREADSHEETS if kind == "date" else "0"


def _listed(options: tuple[str, ...] | str, titles: Iterable[str]) -> str:
    if isinstance(options, str):
        stretch(options)
        if missing := titles_named_in(options) - set(titles):
            raise ValueError(f"a choice points at {sorted(missing)}, and there is no such sheet")
        return options
    words = ",".join(options)
    if not options or len(words) > LONGEST_LITERAL or any(not _can_be_listed(one) for one in options):
        raise ValueError("these choices do not fit a list: put them into cells of a sheet, and point there with ref")
    return '"{}"'.format(words.replace('"', '""'))


def _can_be_listed(option: str) -> bool:
    return option == cleaned(option).strip() != "" and "," not in option and "\n" not in option


def _runs(cells: Sequence[tuple[int, int]]) -> Iterable[str]:
    """The cells as few stretches, each down one column: B5:B40."""
    runs: list[tuple[int, int, int]] = []
    for place, row in sorted(cells):
        if runs and runs[-1][0] == place and runs[-1][2] == row - 1:
            runs[-1] = (place, runs[-1][1], row)
        else:
            runs.append((place, row, row))
    for place, first, last in runs:
        letter = column_letter(place + 1)
        yield f"{letter}{first}" if first == last else f"{letter}{first}:{letter}{last}"


def comment_record(cell: str, words: str) -> "CommentRecord":
    """A comment on a cell, with a box as large as its words need."""
    from openpyxl.cell.text import Text
    from openpyxl.comments.comment_sheet import CommentRecord

    text = cell_text(words.strip())
    lines = sum(1 + len(line) // _LETTERS_IN_A_LINE for line in text.split("\n"))
    return CommentRecord(
        ref=cell,
        text=Text(t=text),
        author=AUTHOR,
        width=_COMMENT_WIDTH,
        height=lines * _LINE_PIXELS + _EDGE_PIXELS,
    )
