"""The forms of payments, claims and counts."""

from groupkit.forms import EmptyForm
from groupkit.payments.forms.asking import AskForm, ChangeForm, ClaimForm, WithdrawForm
from groupkit.payments.forms.authorising import (
    DeclineForm,
    ExceptionForm,
    PayForm,
    ShownForm,
    SignedForm,
    YesForm,
)
from groupkit.payments.forms.counting import CountForm, DifferenceForm, FloatForm, MeetingForm, SubsForm

__all__ = [
    "AskForm",
    "ChangeForm",
    "ClaimForm",
    "CountForm",
    "DeclineForm",
    "DifferenceForm",
    "EmptyForm",
    "ExceptionForm",
    "FloatForm",
    "MeetingForm",
    "PayForm",
    "ShownForm",
    "SignedForm",
    "SubsForm",
    "WithdrawForm",
    "YesForm",
]
