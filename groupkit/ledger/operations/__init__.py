"""Everything that can be written in the treasurer's book."""

from groupkit.ledger.operations.correcting import correct_entry, reword_entry, void_entry
from groupkit.ledger.operations.many import NewEntry, enter_each, void_each
from groupkit.ledger.operations.receipts import attach_receipt, attach_stored, cover_receipt, note_lost, vouch_lost
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
)
from groupkit.ledger.operations.settling import closed_until, open_book_again, settle_book
from groupkit.ledger.operations.together import Row, record_many
from groupkit.ledger.operations.writing import Answers

__all__ = [
    "Answers",
    "NewEntry",
    "Row",
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
    "enter_each",
    "note_lost",
    "open_book_again",
    "record_fund_move",
    "record_many",
    "record_move",
    "record_opening",
    "record_payment",
    "record_receipt",
    "record_refund",
    "rename",
    "reopen",
    "reword_entry",
    "settle_book",
    "void_each",
    "void_entry",
    "vouch_lost",
]
