"""The closed lists from which a return format may take its names, in one place. Pure."""

from groupkit.grants.declaring import DECLARATIONS
from groupkit.grants.format import ASKED, VOICES, Known
from groupkit.grants.rules import FUNDERS
from groupkit.grants.saying import MEANINGS
from groupkit.grants.tables import TABLE_MEANINGS

SHEETS: dict[str, str] = {
    "money": "Heading by heading; by year and instalment where there are several",
    "receipts": "Every payment with its number, and whether there is a receipt",
    "activity": "What we did, month by month, who came, and how they heard of us",
    "outcomes": "What came of it, in words and in figures",
    "beside": "Money from others, gifts in kind, things that were bought",
    "definitions": "What the words mean, and what is not shown",
}
"""The sheets of a workbook that stand behind the first."""

KNOWN = Known(MEANINGS, TABLE_MEANINGS, FUNDERS, DECLARATIONS, SHEETS)


def as_lists() -> str:
    """The names that a format may use, with what each means, as they stand in docs/add-a-return-format.md."""
    lists = {
        "Facts": MEANINGS,
        "Tables": TABLE_MEANINGS,
        "Sheets of the workbook": SHEETS,
        "Words of others": VOICES,
        "What is signed": DECLARATIONS,
        "Kinds of giver": FUNDERS,
        "What a funder may ask for": ASKED,
    }
    parts = [
        f"### {title}\n\n" + "\n".join(f"- `{name}`: {words}" for name, words in of.items())
        for title, of in lists.items()
    ]
    return "\n\n".join(parts) + "\n"
