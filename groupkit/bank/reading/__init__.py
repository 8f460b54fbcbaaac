"""Reading bank files: bytes to lines of a statement, with whatever could not be read and why. Nothing is stored here.

`open_file` says what a file is, `read` reads it, `keys` tells what was brought in before. Everything is pure.
"""

from groupkit.bank.reading.keys import keys
from groupkit.bank.reading.layouts import Layout, layouts
from groupkit.bank.reading.opening import Opened, open_file, read
from groupkit.bank.reading.values import (
    DATE_ORDERS,
    Break,
    Columns,
    Statement,
    StatementLine,
    Table,
    Unread,
)

__all__ = [
    "DATE_ORDERS",
    "Break",
    "Columns",
    "Layout",
    "Opened",
    "Statement",
    "StatementLine",
    "Table",
    "Unread",
    "keys",
    "layouts",
    "open_file",
    "read",
]
