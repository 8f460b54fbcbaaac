"""The forms of grants, and of the returns on them."""

from groupkit.grants.forms.beside import (
    EXTRA_FORMS,
    ChangeInstalmentForm,
    ChangeOutcomeForm,
    ChooseOutcomesForm,
    InstalmentForm,
    OutcomeForm,
    PaperForm,
    TakeOutForm,
    changing,
)
from groupkit.grants.forms.came import AsksForm, CameForm, FunderForm
from groupkit.grants.forms.giving import ChangeGrantForm, GrantForm
from groupkit.grants.forms.returning import FileForm, Offers, ReturnForm, StepForm

__all__ = [
    "EXTRA_FORMS",
    "AsksForm",
    "CameForm",
    "ChangeGrantForm",
    "ChangeInstalmentForm",
    "ChangeOutcomeForm",
    "ChooseOutcomesForm",
    "FileForm",
    "FunderForm",
    "GrantForm",
    "InstalmentForm",
    "Offers",
    "OutcomeForm",
    "PaperForm",
    "ReturnForm",
    "StepForm",
    "TakeOutForm",
    "changing",
]
