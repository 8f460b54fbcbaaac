"""The forms of Gift Aid."""

from groupkit.giftaid.forms.claiming import DaysForm, ReceivedForm, RefusedForm, SentForm
from groupkit.giftaid.forms.declaring import (
    ConfirmedForm,
    DeclarationForm,
    DonorForm,
    EndedForm,
    PhotoForm,
    SettingsForm,
    TakeOutForm,
)
from groupkit.giftaid.forms.marking import CollectionForm, GiftForm, UndoForm

__all__ = [
    "CollectionForm",
    "ConfirmedForm",
    "DaysForm",
    "DeclarationForm",
    "DonorForm",
    "EndedForm",
    "GiftForm",
    "PhotoForm",
    "ReceivedForm",
    "RefusedForm",
    "SentForm",
    "SettingsForm",
    "TakeOutForm",
    "UndoForm",
]
