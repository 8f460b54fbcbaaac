"""The lines of the book as rows of a sheet: one row for each part, so that sums by category and fund are exact."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from groupkit.dates import MONTHS
from groupkit.ledger import queries, telling
from groupkit.ledger.queries import Choice, Choices, Line, PurposePart, Sought
from groupkit.workbook import AnyRow, Column, Money, Row, column_letter

CAME, WENT, MOVED, START = "Money in", "Money out", "Move", "Start"
"""What a row counts as: the sums by category and fund go by this column too."""

ACCOUNT_COLUMNS = [
    Column("Date", 11, "date"),
    Column("Ref", 13),
    Column("Who", 21),
    Column("What for", 20),
    Column("Fund", 15),
    Column("Budget heading", 14),
    Column("Counts as", 10),
    Column("In", 10, "money"),
    Column("Out", 10, "money"),
    Column("Balance", 10, "money"),
    Column("Note", 26),
]
MOVE_COLUMNS = [
    Column("Date", 12, "date"),
    Column("Ref", 14),
    Column("Fund", 24),
    Column("Into", 12, "money"),
    Column("Out of", 12, "money"),
    Column("Note", 40),
]


def letter(heading: str, columns: list[Column]) -> str:
    """The letters of the column with a heading."""
    return column_letter([column.heading for column in columns].index(heading) + 1)


_LIKE_A_FIGURE = re.compile(
    r"(?:" + "|".join(f"{name.lower()}|{name[:3].lower()}" for name in MONTHS) + r"|true|false|am|pm|e|[\W\d_])*"
)


@dataclass(frozen=True)
class Labels:
    """What each category, fund, heading and account is called in the workbook: read once, and never two alike.

    Sums go by these words, and a spreadsheet takes `Teas` and `teas` for the same, and `May 2026` for a day.
    """

    known: Choices
    _made: dict[tuple[str, int], str] = field(default_factory=dict)

    @classmethod
    def of(cls, known: Choices) -> "Labels":
        """Labels for everything that can be chosen."""
        labels = cls(known)
        taken: set[tuple[str, str, str]] = set()
        counts: dict[tuple[str, str, str], int] = {}
        for choice in known.all:
            among = choice.sort, choice.detail if choice.sort == "category" else ""
            label = plain = _plain(choice)
            # Of a hundred headings that are called alike, the next one begins to count where the last one ended.
            count = counts.get((*among, plain.casefold()), 1)
            while (*among, label.casefold()) in taken:
                count += 1
                label = f"{plain} ({count})"
            counts[(*among, plain.casefold())] = count
            taken.add((*among, label.casefold()))
            labels._made[choice.sort, choice.id] = label
        return labels

    def __call__(self, sort: str, row_id: int | None) -> str:
        return self._made.get((sort, row_id or 0), "")


def _plain(choice: Choice) -> str:
    return f"{choice.name} ({choice.sort})" if _LIKE_A_FIGURE.fullmatch(choice.name.casefold()) else choice.name


@dataclass
class AccountRows:
    """The rows of one account's sheet, read in slices as they are written; keeps count of what came in and went out."""

    account_id: int
    sought: Sought
    up_to: int
    labels: Labels
    brought_forward: int
    came: int = 0
    went: int = 0

    @property
    def balance(self) -> int:
        """What is in the account after the rows so far."""
        return self.brought_forward + self.came - self.went

    def rows(self) -> Iterator[AnyRow]:
        """Every row, the oldest first."""
        if self.sought.first:
            yield Row(
                [self.sought.first, "", "", "Brought forward", "", "", "", None, None, Money(self.balance), ""], "quiet"
            )
        for line in queries.all_lines_in_slices(self.sought, self.up_to):
            yield from self._void(line) if line.void else self._parts(line)

    def _void(self, line: Line) -> Iterator[AnyRow]:
        was = telling.say_parts(line)
        yield Row(
            [
                line.day,
                line.reference,
                line.words.payee,
                "Void",
                "",
                "",
                "",
                None,
                None,
                Money(self.balance),
                _joined(f"Void: was {was}", line.words.note),
            ],
            "quiet",
        )

    def _parts(self, line: Line) -> Iterator[AnyRow]:
        note = _joined(*remarks(line), line.words.note)
        if line.kind == "move":
            yield self._move(line, note)
        for part in line.purpose:
            yield self._part(line, part, note)

    def _part(self, line: Line, part: PurposePart, note: str) -> AnyRow:
        came, went = came_and_went(line, part)
        return self._row(line, coded(line, part, self.labels), came, went, note)

    def _move(self, line: Line, note: str) -> AnyRow:
        others = [self.labels("account", part.account_id) for part in line.money if part.account_id != self.account_id]
        other = others[0] if others else ""
        way = "to" if line.is_out else "from"
        return self._row(line, [f"Moved {way} {other}", "", "", MOVED], line.money_in, line.money_out, note)

    def _row(self, line: Line, for_what: list[str], came: int | None, went: int | None, note: str) -> AnyRow:
        self.came += came or 0
        self.went += went or 0
        return (
            line.day,
            line.reference,
            line.words.payee,
            *for_what,
            None if came is None else Money(came),
            None if went is None else Money(went),
            Money(self.balance),
            note,
        )


def coded(line: Line, part: PurposePart, labels: Labels) -> list[str]:
    """What a part was for, its fund and heading, and what it counts as."""
    opening = line.kind == "opening"
    counts_as = START if opening else CAME if part.direction == "in" else WENT
    what = "At the start" if opening else labels("category", part.category_id)
    return [what, labels("fund", part.fund_id), labels("heading", part.heading_id), counts_as]


def came_and_went(line: Line, part: PurposePart) -> tuple[int | None, int | None]:
    """In which of the two columns a part stands, in pence."""
    into = line.kind in ("opening", "refund") or (line.kind == "receipt" and part.direction == "in")
    return (part.pence, None) if into else (None, -part.pence)


def fund_moves(sought: Sought, up_to: int, labels: Labels) -> Iterator[AnyRow]:
    """The rows of moves between funds, which no account's sheet holds: two for each."""
    for line in queries.all_lines_in_slices(sought, up_to):
        note = _joined(*(["Void"] if line.void else remarks(line)), line.words.note)
        for part in line.purpose:
            came, went = ways(line, part.pence)
            yield (
                line.day,
                line.reference,
                labels("fund", part.fund_id),
                None if line.void else came,
                None if line.void else went,
                note,
            )


def ways(line: Line, pence: int) -> tuple[Money | None, Money | None]:
    """Into or out of a place; a move that is taken back stands in the columns where it stood, as a negative."""
    went = (pence < 0) != line.takes_back
    return (None, Money(-pence)) if went else (Money(pence), None)


def remarks(line: Line) -> list[str]:
    """What is worth knowing about a line besides its figures."""
    said = []
    if line.takes_back:
        said.append("Taken back")
    if line.corrected or line.corrected_later:
        said.append("Corrected")
    if line.below_zero:
        said.append("This took a fund below nothing")
    return said


def _joined(*words: str) -> str:
    return ". ".join(word.rstrip(".") if number < len(words) - 1 else word for number, word in enumerate(words) if word)
