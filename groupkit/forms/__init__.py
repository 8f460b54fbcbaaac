"""Forms: each keeps what was typed, puts a plain sentence beside the field, and takes effect once only."""

from groupkit.forms.fields import (
    ChoiceField,
    DayField,
    LineField,
    MoneyField,
    NumberField,
    PartsField,
    PassphraseField,
    PickField,
    PicksField,
    PictureField,
    TickField,
    UploadField,
    VersionField,
    WordsField,
    row_number,
)
from groupkit.forms.form import STALE, EmptyForm, GroupForm

__all__ = [
    "STALE",
    "ChoiceField",
    "DayField",
    "EmptyForm",
    "GroupForm",
    "LineField",
    "MoneyField",
    "NumberField",
    "PartsField",
    "PassphraseField",
    "PickField",
    "PicksField",
    "PictureField",
    "TickField",
    "UploadField",
    "VersionField",
    "WordsField",
    "row_number",
]
