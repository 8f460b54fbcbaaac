"""Names that every spreadsheet program takes, and references to other sheets made of them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from groupkit.workbook.texts import cleaned, cut

LONGEST_TITLE = 31
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
LONGEST_LITERAL = 255

_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\s]+")
_RESERVED_FILES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.ASCII | re.IGNORECASE)
_STRETCH = re.compile(r"'((?:[^']|'')+)'!\$([A-Z]+)\$([0-9]+)(?::\$\2\$([0-9]+))?")
_WORDS_OR_SHEET = re.compile(r"""\"[^"]*\"|'((?:[^']|'')+)'!""")


def sheet_titles(names: Iterable[str]) -> list[str]:
    """Safe sheet titles for these names, in order, none twice: the titles that `workbook` will use.

    Pass names that people chose (accounts, funds) through here first, so that `ref` points at the right one.
    """
    titles: list[str] = []
    taken: set[str] = set()
    for name in names:
        title = wanted = _safe_title(name)
        count = 1
        while title.casefold() in taken:
            count += 1
            ending = f" ({count})"
            title = cut(wanted, LONGEST_TITLE - len(ending)).rstrip(" '") + ending
        taken.add(title.casefold())
        titles.append(title)
    return titles


def _safe_title(name: str) -> str:
    title = cut(_NOT_IN_TITLES.sub(" ", cleaned(name)).strip(" '"), LONGEST_TITLE).rstrip(" '")
    if title.casefold() == "history":
        return f"{title} (1)"
    return title or "Sheet"


def ref(sheet: str, column: str, first: int | None = None, last: int | None = None) -> str:
    """A fixed reference into another sheet: a stretch of one column, with `first` alone one cell, without it all of it.

    `ref("Bank", "E", 5, 104)` is `'Bank'!$E$5:$E$104`. Raises ValueError where there is no such place.
    """
    column_number(column)
    name = _safe_title(sheet).replace("'", "''")
    if first is None:
        return f"'{name}'!${column}:${column}"
    last = first if last is None else last
    if not 1 <= first <= last <= LAST_ROW:
        raise ValueError(f"no rows {first} to {last}")
    end = "" if first == last else f":${column}${last}"
    return f"'{name}'!${column}${first}{end}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of one column of a sheet, from the row `first` to the row `last`, as `reference` names it."""

    reference: str
    sheet: str
    column: str
    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1


def stretch(reference: str) -> Stretch:
    """The stretch that a reference made by `ref` names. Raises ValueError where it is none, or a whole column."""
    found = _STRETCH.fullmatch(reference)
    if not found:
        raise ValueError(f"no stretch of a column: {reference!r}")
    name, column, first, last = found.groups()
    return Stretch(reference, name.replace("''", "'"), column, int(first), int(last or first))


def titles_named_in(formula: str) -> set[str]:
    """The titles of the other sheets that a formula points at."""
    return {name.replace("''", "'") for name in _WORDS_OR_SHEET.findall(formula) if name}


def exactly(words: str) -> str:
    """A person's words as a criterion for SUMIFS or COUNTIFS that means just these words, capitals apart.

    Raises ValueError beyond 255 characters, the most that a formula takes.
    """
    plain = re.sub(r"([~*?])", r"~\1", cleaned(words)).replace('"', '""')
    if len(plain) >= LONGEST_LITERAL:
        raise ValueError("a formula takes no words longer than 255 characters")
    return f'"={plain}"'


def column_letter(number: int) -> str:
    """The letters of a column: 1 is A, 27 is AA. Raises ValueError outside 1 to 16,384."""
    if not 1 <= number <= LAST_COLUMN:
        raise ValueError(f"no column {number}")
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column: A is 1, AA is 27. Raises ValueError where no sheet has such a column."""
    if not re.fullmatch(r"[A-Z]{1,3}", letters):
        raise ValueError(f"no column {letters!r}")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    if number > LAST_COLUMN:
        raise ValueError(f"no column {letters!r}")
    return number


def safe_file_name(*parts: str, ending: str = "xlsx") -> str:
    """A file name for every computer: plain ASCII words joined by hyphens, at most 80 letters, and its ending."""
    return f"{safe_stem(' '.join(parts), 'workbook').lower()}.{ending}"


def safe_stem(words: str, otherwise: str) -> str:
    """The same in capitals and small letters as they are, without an ending; `otherwise` is where nothing is left."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    stem = "-".join(re.findall(r"[A-Za-z0-9]+", plain.replace("'", "")))[:80].strip("-")
    if not stem or _RESERVED_FILES.fullmatch(stem):
        return f"{otherwise}-{stem}".strip("-")
    return stem
