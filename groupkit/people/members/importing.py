"""Reading a list of members out of somebody's spreadsheet: bytes to rows, rows to members. Nothing is stored here."""

import csv
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from io import StringIO

from groupkit import dates
from groupkit.people.members import rules
from groupkit.refusal import Refused
from groupkit.words import clean_line, clean_lines

MOST_ROWS, MOST_COLUMNS, MOST_BYTES = 5_000, 60, 5 * 1024 * 1024

TOO_MANY = f"This list has more than {MOST_ROWS:,} rows. Split it into several files, and bring them in one by one"
NO_TEXT = "This file cannot be read as a list. Open it in a spreadsheet, save it as .xlsx or CSV, and choose it anew"
OLD_EXCEL = "This is an Excel file of the old kind. Open it, save it as .xlsx, and choose that"
EMPTY = "There is nothing in this file below its headings"

COLUMNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "name": ("Name", ("name", "full name", "member", "first name", "nickname", "known as")),
    "way": ("How they like to hear", ("how", "way", "prefers", "preferred contact", "contact by", "hears")),
    "contact": (
        "Phone, email or address",
        ("contact", "phone", "telephone", "tel", "mobile", "email", "e-mail", "email address", "phone number"),
    ),
    "contact_else": (
        "Where that is empty",
        ("email", "e-mail", "email address", "mobile", "phone", "telephone", "tel", "phone number", "address"),
    ),
    "large_print": ("Large print", ("large print",)),
    "language": ("Language", ("language",)),
    "helps": ("What helps", ("what helps", "helps", "access needs")),
    "emergency": ("Emergency contact held on paper", ("emergency contact held on paper", "emergency on paper")),
    "agreed": ("The day they agreed", ("agreed", "agreed on", "consent", "consent date", "the day they agreed")),
    "joined": ("Here since", ("joined", "since", "member since", "joined on", "date joined", "here since")),
}
"""What can be taken from a file: its words, and the headings by which it is guessed.

Notes are never guessed: what somebody wrote there may be what nobody should keep.
"""

_YES = frozenset({"yes", "y", "true", "1", "x", "✓", "ja", "oui"})
_WAYS = {
    "phone": "phone",
    "telephone": "phone",
    "call": "phone",
    "by phone": "phone",
    "mobile": "text",
    "text": "text",
    "sms": "text",
    "by text": "text",
    "whatsapp": "text",
    "post": "post",
    "letter": "post",
    "by post": "post",
    "email": "email",
    "e-mail": "email",
    "by email": "email",
    "in person": "person",
    "person": "person",
    "face to face": "person",
}


@dataclass(frozen=True)
class Table:
    """A list as it stands in a file: its headings and its rows, all as wide as the headings, all text."""

    headings: list[str]
    rows: list[list[str]]

    @property
    def filled(self) -> list[int]:
        """The columns that hold something: a sheet may be far wider than what was written in it."""
        places = range(len(self.headings))
        return [place for place in places if self.headings[place] or any(row[place].strip() for row in self.rows)]


@dataclass(frozen=True)
class Read:
    """One row as it would be taken in: with a contact only where there is a way and a day of consent."""

    line: int
    name: str
    way: str = ""
    contact: str = ""
    large_print: bool = False
    language: str = ""
    helps: str = ""
    emergency: bool = False
    agreed: date | None = None
    joined: date | None = None
    notes: tuple[str, ...] = ()
    """Sentences on what is worth a look."""
    namesake: bool = False
    """Whether it looks like somebody who is here, or stands higher up in the file."""

    @property
    def has_card(self) -> bool:
        """Whether how to reach them is taken in too."""
        return bool(self.way and self.agreed)


@dataclass(frozen=True)
class Preview:
    """What would be taken in, and what is left out, each with its sentence."""

    members: list[Read] = field(default_factory=list)
    left_out: list[Read] = field(default_factory=list)

    @property
    def cards(self) -> int:
        """How many of them come with a way to reach them."""
        return sum(one.has_card for one in self.members)

    @property
    def namesakes(self) -> list[Read]:
        """The rows that look like somebody who is here, taken in or not, as they stand in the file."""
        return sorted((one for one in (*self.members, *self.left_out) if one.namesake), key=lambda one: one.line)

    def any_has(self, ours: str) -> bool:
        """Whether this comes in with anybody: the preview shows only such columns."""
        return any(getattr(one, ours) for one in self.members if one.has_card or ours == "joined")


def read_table(data: bytes) -> Table:
    """The list in a CSV or XLSX file; raises Refused with a sentence that is fit to stand beside the field."""
    if not data:
        raise Refused("This file is empty")
    if len(data) > MOST_BYTES:
        raise Refused("This file is larger than 5 MB. Save only the sheet with the list, and choose that")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(OLD_EXCEL)
    rows = _from_workbook(data) if data.startswith(b"PK\x03\x04") else _from_text(decoded(data))
    if not rows:
        raise Refused("This file is empty")
    if len(rows) > MOST_ROWS + 1:
        raise Refused(TOO_MANY)
    width = min(max(len(row) for row in rows[:50]), MOST_COLUMNS)
    headings = [clean_line(cell)[:60] for cell in _as_wide(rows[0], width)]
    if len(rows) == 1:
        raise Refused(EMPTY)
    return Table(headings, [_as_wide(row, width) for row in rows[1:]])


def _from_workbook(data: bytes) -> list[list[str]]:
    from groupkit.workbook.reading import read_rows

    return read_rows(data, MOST_ROWS + 1, MOST_COLUMNS)


def decoded(data: bytes) -> str:
    """Text in whatever way it was saved: UTF-8 with a mark or without, UTF-16, or as Windows does."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decoded(data, (encoding,))
    if data[1:200:2].count(0) > 20:
        return _decoded(data, ("utf-16-le",))
    if data[0:200:2].count(0) > 20:
        return _decoded(data, ("utf-16-be",))
    return _decoded(data, ("utf-8", "cp1252"))


def _decoded(data: bytes, encodings: Sequence[str]) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1f]", text):
            return text
    raise Refused(NO_TEXT)


def _from_text(text: str) -> list[list[str]]:
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    if first.lower().startswith("sep=") and len(first) == 5:
        text, mark = text.split(first, 1)[1], first[4]
    else:
        mark = max(",;\t", key=first.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=mark):
            if any(cell.strip() for cell in row):
                rows.append(row[:MOST_COLUMNS])
            if len(rows) > MOST_ROWS + 1:
                break
    except csv.Error:
        raise Refused(NO_TEXT) from None
    return rows


def _as_wide(row: Sequence[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def guessed(headings: Sequence[str]) -> dict[str, int | None]:
    """Which column of a file holds what, as its headings seem to say; no column stands for two things."""
    plain = [_as_heading(heading) for heading in headings]
    found: dict[str, int | None] = {}
    for ours, (words, others) in COLUMNS.items():
        wanted = [words.lower(), *others]
        places = [plain.index(one) for one in map(_as_heading, wanted) if one in plain]
        found[ours] = next((place for place in places if place not in found.values()), None)
    return found


def _as_heading(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", words.lower()).strip()


def preview(
    table: Table,
    places: Mapping[str, int | None],
    known: Iterable[tuple[int, str, str]],
    today: date,
    asked: date | None,
    others: Collection[int] = (),
) -> Preview:
    """What a list would bring in, by the columns that were chosen.

    `known` is number, name and contact of everybody here; `asked` the day on which everybody in the list said yes;
    `others` the rows that somebody said are other people with the same name.
    """
    if places.get("name") is None:
        raise Refused("Choose the column that holds the names", "name")
    here: dict[str, list[tuple[str, str]]] = {}
    for number, name, contact in known:
        here.setdefault(name.casefold(), []).append((_plain(contact), f"Member {number:03d}"))
    found = Preview()
    for line, row in enumerate(table.rows, 2):
        one = _read_row(line, row, table.headings, places, today, asked)
        same = here.get(one.name.casefold(), []) if one.name else []
        twice = next(
            (who for contact, who in same if not contact or not one.contact or contact == _plain(one.contact)), ""
        )
        if not one.name:
            found.left_out.append(_noted(one, "There is no name in this row"))
        elif twice and line not in others:
            found.left_out.append(_noted(replace(one, namesake=True), f"Already here as {twice}"))
        elif twice:
            found.members.append(_noted(replace(one, namesake=True), f"Another person than {twice}"))
        else:
            found.members.append(_noted(one, f"Somebody of the same name is {same[0][1]}") if same else one)
            here.setdefault(one.name.casefold(), []).append((_plain(one.contact), f"row {line} of this file"))
    return found


def _noted(one: Read, sentence: str) -> Read:
    return replace(one, notes=(*one.notes, sentence))


def _plain(contact: str) -> str:
    return re.sub(r"[\s()-]+", "", contact.casefold())


def _read_row(
    line: int,
    row: Sequence[str],
    headings: Sequence[str],
    places: Mapping[str, int | None],
    today: date,
    asked: date | None,
) -> Read:
    def cell(ours: str) -> str:
        place = places.get(ours)
        return row[place] if place is not None and place < len(row) else ""

    notes: list[str] = []
    name, said = _fit(clean_line(cell("name")), 80, notes), clean_line(cell("way"))
    contact = _fit(_contact(row, headings, places, said, notes), 200, notes)
    agreed = _day(clean_line(cell("agreed")), "The day they agreed", today, notes) or asked
    joined = _day(clean_line(cell("joined")), "The day they came", today, notes)
    way = _way(said, contact, notes)
    if (way or contact) and agreed is None:
        notes.append("Only the name comes in: there is no day on which they agreed to more")
    return Read(
        line=line,
        name=name,
        way=way,
        contact=contact,
        large_print=_is_yes(cell("large_print")),
        language=_fit(clean_line(cell("language")), 60, notes),
        helps=_fit(clean_lines(cell("helps")), 500, notes),
        emergency=_is_yes(cell("emergency")),
        agreed=agreed,
        joined=joined,
        notes=tuple(notes),
    )


def _contact(
    row: Sequence[str], headings: Sequence[str], places: Mapping[str, int | None], said: str, notes: list[str]
) -> str:
    """One contact, the one that fits how they like to hear or else the first there is; what stays behind is told."""
    chosen = [place for place in (places.get("contact"), places.get("contact_else")) if place is not None]
    ways = {place: clean_line(row[place]) for place in dict.fromkeys([*chosen, *_contacts(headings, places)])}
    filled = {place: words for place, words in ways.items() if words}
    mine = [place for place in filled if place in chosen]
    wanted = _WAYS.get(said.casefold(), "")
    taken = next((place for place in mine if _fits(wanted, filled[place])), mine[0] if mine else None)
    notes.extend(f"{headings[place] or 'Another contact'} left behind" for place in filled if place != taken)
    return filled[taken] if taken is not None else ""


def _contacts(headings: Sequence[str], places: Mapping[str, int | None]) -> list[int]:
    """The columns that look like a contact and are not taken for something else."""
    used = {place for ours, place in places.items() if ours not in ("contact", "contact_else")}
    known = {_as_heading(one) for one in (*COLUMNS["contact"][1], *COLUMNS["contact_else"][1])}
    return [place for place, one in enumerate(headings) if _as_heading(one) in known and place not in used]


def _fits(way: str, contact: str) -> bool:
    if not way:
        return False
    try:
        rules.check_contact(way, contact)
    except Refused:
        return False
    return way != "post" or ("@" not in contact and sum(letter.isalpha() for letter in contact) > 3)


def _fit(words: str, most: int, notes: list[str]) -> str:
    if len(words) > most:
        notes.append(f"Cut to {most} characters")
    return words[:most].rstrip()


def _is_yes(words: str) -> bool:
    return clean_line(words).casefold() in _YES


def _day(words: str, what: str, today: date, notes: list[str]) -> date | None:
    if not words:
        return None
    try:
        day = (
            date.fromisoformat(words) if re.fullmatch(r"\d{4}-\d\d-\d\d", words) else dates.read_day(words[:100], today)
        )
    except (Refused, ValueError):
        notes.append(f"{what} cannot be read")
        return None
    if day > today:
        notes.append(f"{what} has not come yet")
        return None
    return day


def _way(words: str, contact: str, notes: list[str]) -> str:
    """How they like to hear: as the file says, or as the contact itself shows."""
    way = _WAYS.get(words.casefold(), "")
    if not way and contact:
        way = "email" if "@" in contact else "phone" if sum(letter.isdigit() for letter in contact) >= 5 else "post"
    if not way:
        return ""
    try:
        rules.check_contact(way, contact)
    except Refused:
        notes.append("Only the name comes in: the contact does not fit how they like to hear")
        return ""
    return way
