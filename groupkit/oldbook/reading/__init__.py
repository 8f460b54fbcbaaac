"""Reading an old cash book: a table to lines, with whatever could not be read and why. Nothing is stored here.

The bytes are opened, and days and figures read, by the reader of bank files. Only what is particular to a cash book
kept by hand stands here: which column is what, and what a row means. Everything is pure.
"""

from groupkit.oldbook.reading.headings import guess, headings_of
from groupkit.oldbook.reading.opening import list_sheets, open_table
from groupkit.oldbook.reading.sides import TwoSides
from groupkit.oldbook.reading.taking import take
from groupkit.oldbook.reading.values import ROLES, Found, Heading, OldLine, OldMove, OldPart, Shape

__all__ = [
    "ROLES",
    "Found",
    "Heading",
    "OldLine",
    "OldMove",
    "OldPart",
    "Shape",
    "TwoSides",
    "guess",
    "headings_of",
    "list_sheets",
    "open_table",
    "take",
]
