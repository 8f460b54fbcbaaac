"""A year of the filled group that was closed and looked over, and that somebody asks to open again."""

from datetime import date
from typing import Any

from groupkit.access.actor import Actor
from groupkit.accounts import closings
from groupkit.dates import FinancialYear
from groupkit.ledger import operations as book
from groupkit.ledger.rules import Part
from groupkit.pictures import Prepared
from groupkit.yearend import looking, operations

YEAR = FinancialYear(date(2025, 4, 1), date(2026, 3, 31))
WORDS = [
    "Cordelia Ashgrove-Nkemelu",
    "slips in the lilac envelope of Bartholomew",
    "Eglantine went to Aberystwyth with the book",
    "a cheque that Fitzwilliam found",
]
"""Who looked, their remarks, why the year was closed with things left open, and why it is to be opened again."""


def fill_year_end(people: dict[str, Actor], ids: dict[tuple[str, str], int]) -> tuple[dict[str, Any], list[str]]:
    """Close a year, write down who looked it over, ask to open it; gives back what addresses need, and secrets."""
    by = people["tamsin"]
    bank, fund, category = ids["account", "Bank"], ids["fund", "General"], ids["category", "Donations"]
    parts = [Part(1_500, category, fund)]
    book.record_receipt(day=date(2025, 6, 3), account=bank, amount=1_500, parts=parts, payee="", by=by)
    operations.close_year(YEAR, looking.look(YEAR, by).seen, WORDS[2], by)
    closing = closings.closings()[0]
    report = Prepared(b"\xff\xd8 signed by Cordelia", "image/jpeg", 1, 1, "cordelia.jpg")
    noted = operations.note_examination(closing, date(2026, 5, 4), WORDS[0], "remarks", WORDS[1], report, by)
    operations.ask_opening(closing, WORDS[3], people["carys"])
    return {"closing_id": closing.row.id, "examination_id": noted.id}, WORDS
