"""A shared copy as a Word file: the words as they were shared, marked on every page as what they are."""

import re

from groupkit import dates, tenancy
from groupkit.copies.models import Copy
from groupkit.copies.rules import MARK
from groupkit.document import Document, Paragraph, document

_CLAUSE = re.compile(r"[0-9]{1,3}\. .{1,80}")
"""A line that begins a clause: `7. Leaving`."""


def as_word(copy: Copy) -> bytes:
    """The file. Who made the copy stands nowhere in it."""
    shared = dates.long_day(dates.day_of(copy.made_at, tenancy.scope().zone))
    words = [line for line in copy.words.splitlines() if line.strip()]
    lines = [Paragraph(line, space_above=_CLAUSE.fullmatch(line) is not None) for line in words]
    what = f"{MARK}, {shared}. This is not the signed or filed paper."
    return document(Document(copy.title, lines, footer=MARK, subtitle=what))
