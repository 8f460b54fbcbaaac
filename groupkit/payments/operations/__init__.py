"""Everything that is done with payments, claims and counts."""

from groupkit.payments.operations.asking import Wish, ask, change, claim, withdraw
from groupkit.payments.operations.authorising import decline, make_exception, say_yes, show_exception, sign_on_paper
from groupkit.payments.operations.counting import (
    Counting,
    Meeting,
    after_meeting,
    count_cash,
    set_float,
    write_difference,
)
from groupkit.payments.operations.paying import pay

__all__ = [
    "Counting",
    "Meeting",
    "Wish",
    "after_meeting",
    "ask",
    "change",
    "claim",
    "count_cash",
    "decline",
    "make_exception",
    "pay",
    "say_yes",
    "set_float",
    "show_exception",
    "sign_on_paper",
    "withdraw",
    "write_difference",
]
