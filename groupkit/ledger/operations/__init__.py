"""Everything that can be written in the treasurer's book."""

from groupkit.ledger.operations.correcting import correct_entry, reword_entry, void_entry
from groupkit.ledger.operations.receipts import attach_receipt, attach_stored, cover_receipt
from groupkit.ledger.operations.recording import (
    record_fund_move,
    record_move,
    record_opening,
    record_payment,
    record_receipt,
    record_refund,
)
from groupkit.ledger.operations.setting_up import (
    add_account,
    add_category,
    add_fund,
    add_heading,
    begin_book,
    change_budget,
    close,
    rename,
    reopen,
    settle_book,
)
from groupkit.ledger.operations.writing import Answers, closed_until

__all__ = [
    "Answers",
    "add_account",
    "add_category",
    "add_fund",
    "add_heading",
    "attach_receipt",
    "attach_stored",
    "begin_book",
    "change_budget",
    "close",
    "closed_until",
    "correct_entry",
    "cover_receipt",
    "record_fund_move",
    "record_move",
    "record_opening",
    "record_payment",
    "record_receipt",
    "record_refund",
    "rename",
    "reopen",
    "reword_entry",
    "settle_book",
    "void_entry",
]
