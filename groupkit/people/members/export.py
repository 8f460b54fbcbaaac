"""The list of members as a workbook, written a slice at a time so that its memory stays flat."""

from collections.abc import Iterator
from typing import IO

from groupkit import dates, workbook
from groupkit.people.members import queries, rules
from groupkit.workbook import AnyRow, Column, Sheet

COLUMNS = [
    Column("No.", 6, "number"),
    Column("Name", 26),
    Column("How they like to hear", 14),
    Column("Phone, email or address", 32),
    Column("Large print", 8),
    Column("Language", 12),
    Column("What helps", 30),
    Column("Emergency contact held on paper", 12),
    Column("Here since", 12, "date"),
    Column("The day they agreed", 12, "date"),
]


def make(short_name: str) -> tuple[IO[bytes], str]:
    """The workbook of everybody who is here, and its file name. Ends the reading that it began in."""
    sheet = Sheet("Members", COLUMNS, rows=_rows(), filtered=True, landscape=True)
    made = workbook.workbook([sheet], title=f"List {short_name}", author="groupkit", made_at=dates.now())
    return made, workbook.safe_file_name(short_name, "list")


def _rows() -> Iterator[AnyRow]:
    for one in queries.everyone_here():
        yield (
            one.number,
            one.name,
            rules.WAYS.get(one.way, ""),
            one.contact,
            "yes" if one.large_print else "",
            one.language,
            one.helps,
            "yes" if one.emergency_on_paper else "",
            one.joined_on,
            one.agreed_on,
        )
