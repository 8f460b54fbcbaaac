"""The forms of the treasurer's book."""

from groupkit.ledger.forms.entries import EntryForm, PaymentForm, ReceiptForm, RefundForm
from groupkit.ledger.forms.looking import LookFor, LookForMissing
from groupkit.ledger.forms.moves import FundMoveForm, MoveForm, OpeningForm
from groupkit.ledger.forms.setting_up import (
    AccountForm,
    CategoryForm,
    CloseForm,
    FundForm,
    HeadingForm,
    RenameForm,
    SettleForm,
)
from groupkit.ledger.forms.telling import CoverForm, LostForm, PictureForm, VoidForm, WordsForm
from groupkit.ledger.forms.writing import BookForm

FORMS: dict[str, type[BookForm]] = {
    "payment": PaymentForm,
    "receipt": ReceiptForm,
    "refund": RefundForm,
    "move": MoveForm,
    "fund_move": FundMoveForm,
    "opening": OpeningForm,
}
"""The form that writes each kind of entry, and puts it right."""

__all__ = [
    "FORMS",
    "AccountForm",
    "BookForm",
    "CategoryForm",
    "CloseForm",
    "CoverForm",
    "EntryForm",
    "FundForm",
    "FundMoveForm",
    "HeadingForm",
    "LookFor",
    "LookForMissing",
    "LostForm",
    "MoveForm",
    "OpeningForm",
    "PaymentForm",
    "PictureForm",
    "ReceiptForm",
    "RefundForm",
    "RenameForm",
    "SettleForm",
    "VoidForm",
    "WordsForm",
]
