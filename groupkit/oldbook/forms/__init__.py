"""The forms of bringing in an old cash book: its file, its columns, its words, and what was there at first."""

from groupkit.forms import EmptyForm
from groupkit.oldbook.forms.beginning import BeginningForm, beginning_form
from groupkit.oldbook.forms.columns import ColumnsForm, columns_form, is_looked_at, is_one_table
from groupkit.oldbook.forms.files import FileForm, LookForm, ReasonForm, SheetForm, sheet_form
from groupkit.oldbook.forms.words import KINDS_AT_ONCE, KindsForm, PlacesForm, kinds_form, places_form

__all__ = [
    "KINDS_AT_ONCE",
    "BeginningForm",
    "ColumnsForm",
    "EmptyForm",
    "FileForm",
    "KindsForm",
    "LookForm",
    "PlacesForm",
    "ReasonForm",
    "SheetForm",
    "beginning_form",
    "columns_form",
    "is_looked_at",
    "is_one_table",
    "kinds_form",
    "places_form",
    "sheet_form",
]
