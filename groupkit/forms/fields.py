"""The fields of forms: each has a shape for the template, and a sentence when its answer cannot be read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask import request
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    HiddenField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.utils import unset_value
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from groupkit import dates, files, hours, money, tenancy
from groupkit.refusal import Refused
from groupkit.words import clean_line, clean_lines


class _Shaped:
    """What every field of ours has: a shape for the template, and a sentence when it is left empty."""

    shape = "line"
    aside = False
    suggestions: Sequence[Mapping[str, Any]] | None = None
    missing = "This needs an answer"

    def __init__(
        self,
        label: str,
        hint: str = "",
        *,
        optional: bool = False,
        needed: str = "",
        missing: str | None = None,
        aside: bool = False,
        **options: Any,
    ) -> None:
        """`needed` says beside the question when it needs an answer; whether it has one is for a rule to ask."""
        super().__init__(label, description=hint, **options)  # type: ignore[call-arg]
        self.optional = optional or bool(needed)
        if needed:
            self.flags.needed = needed  # type: ignore[attr-defined]
        self.aside = aside
        if missing:
            self.missing = missing
        if optional:
            self.flags.optional = True  # type: ignore[attr-defined]

    def pre_validate(self, form: Form) -> None:
        """An answer is needed unless the question is optional; one that could not be read is looked at no further."""
        if self.process_errors:  # type: ignore[attr-defined]
            raise StopValidation
        if not self.optional and not self.aside and self.is_empty():
            raise StopValidation(self.missing)

    def is_empty(self) -> bool:
        return self.data in (None, "", [])  # type: ignore[attr-defined]


class LineField(_Shaped, StringField):
    """One line of words, at most `most` characters."""

    def __init__(self, label: str, hint: str = "", *, most: int = 120, **options: Any) -> None:
        super().__init__(label, hint, **options)
        self.most = most

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = self.clean(valuelist[0])
            if len(self.data) > self.most:
                raise ValueError(f"That is too long: {self.most} characters fit here, and this has {len(self.data):,}")

    def clean(self, text: str) -> str:
        return clean_line(text)


class WordsField(LineField, TextAreaField):
    """Several lines of words."""

    shape = "words"

    def __init__(self, label: str, hint: str = "", *, most: int = 2000, rows: int = 4, **options: Any) -> None:
        super().__init__(label, hint, most=most, render_kw={"rows": rows}, **options)

    def clean(self, text: str) -> str:
        return clean_lines(text)


class _ReadField(_Shaped, StringField):
    """A line that is read into something else; what was typed is kept when it cannot be read."""

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        text = clean_line(valuelist[0]) if valuelist else ""
        if not text:
            return
        try:
            self.data = self.read(text[:100])
        except Refused as refused:
            raise ValueError(refused.sentence) from None

    def show(self, value: Any) -> str:
        return str(value)

    def _value(self) -> str:
        if self.raw_data:
            return clean_line(str(self.raw_data[0]))
        return "" if self.data is None else self.show(self.data)


class MoneyField(_ReadField):
    """An amount of money, as whole pence."""

    shape = "money"
    missing = "Write the amount, like 12.50"

    def __init__(self, label: str, hint: str = "", *, nothing_counts: bool = False, **options: Any) -> None:
        super().__init__(label, hint, **options)
        self.nothing_counts = nothing_counts

    def read(self, text: str) -> int:
        return money.read_pounds(text) if self.nothing_counts else money.read_spent(text)

    def show(self, value: Any) -> str:
        return money.figures(value)


class DayField(_ReadField):
    """A day, as people write it."""

    shape = "day"
    missing = "Write the day like 18/11/2026, 18 Nov 2026 or yesterday"

    def read(self, text: str) -> date:
        here = tenancy.today() if tenancy.in_scope() else dates.today()
        return dates.read_day(text, here)

    def show(self, value: Any) -> str:
        return dates.short_day(value)


class ComingDayField(DayField):
    """A day that may be still to come: `tomorrow` is one, and a day needs its year."""

    missing = "Write the day with its year, like 18/11/2026"

    def read(self, text: str) -> date:
        return dates.read_day(text, tenancy.today() if tenancy.in_scope() else dates.today(), coming=True)


class HourField(_ReadField):
    """A time of day, as people write it; kept as `19:00`."""

    shape = "hour"
    missing = hours.ASK

    def read(self, text: str) -> str:
        return hours.read_hour(text)


class NumberField(_ReadField):
    """A whole number, nought or more."""

    shape = "number"
    missing = "Write a number in figures, like 14"

    def __init__(self, label: str, hint: str = "", *, most: int = 1_000_000, **options: Any) -> None:
        super().__init__(label, hint, **options)
        self.most = most

    def read(self, text: str) -> int:
        digits = text.replace(",", "").removesuffix("%").rstrip()
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
            raise Refused("Write a whole number in figures, like 14")
        if int(digits) > self.most:
            raise Refused(f"That is more than {self.most:,}. Have another look")
        return int(digits)


class _Choosing(_Shaped):
    """A field with choices, given as (value, words) or (value, words, attributes)."""

    @property
    def choices(self) -> list[SelectChoice] | None:
        return self._choices

    @choices.setter
    def choices(self, choices: Iterable[Any]) -> None:
        self._choices = _choices(choices)

    def pre_validate(self, form: Form) -> None:
        """What was chosen is among what was offered."""
        super().pre_validate(form)
        offered = [self.coerce(choice.value) for choice in self.choices or ()]  # type: ignore[attr-defined]
        chosen = self.data if isinstance(self.data, list) else [self.data]  # type: ignore[attr-defined]
        if not self.is_empty() and any(one not in offered for one in chosen):
            raise StopValidation("Choose one of these")


class ChoiceField(_Choosing, RadioField):
    """One of a few, shown side by side; `notes` are quiet words beside each."""

    shape = "choice"
    missing = "Choose one of these"
    notes: Mapping[Any, str] = {}

    def __init__(
        self,
        label: str,
        hint: str = "",
        *,
        whole: bool = False,
        notes: Mapping[Any, str] | None = None,
        choices: Iterable[Any] = (),
        **options: Any,
    ) -> None:
        super().__init__(label, hint, coerce=row_number if whole else str, choices=_choices(choices), **options)
        if notes:
            self.notes = notes


class PickField(ChoiceField, SelectField):
    """One of many, from a list that drops down."""

    shape = "pick"
    widget = SelectField.widget
    validate_choice = True


class PicksField(_Choosing, SelectMultipleField):
    """Any number of a few."""

    shape = "picks"
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()
    missing = "Choose at least one"

    def __init__(
        self, label: str, hint: str = "", *, whole: bool = False, choices: Iterable[Any] = (), **options: Any
    ) -> None:
        super().__init__(label, hint, coerce=row_number if whole else str, choices=_choices(choices), **options)


class TickField(_Shaped, BooleanField):
    """Yes when ticked. One that stands aside is shown only once a rule asks for it."""

    shape = "tick"

    def pre_validate(self, form: Form) -> None:
        """Leaving a box empty is an answer too."""


class PassphraseField(_Shaped, PasswordField):
    """A passphrase, taken exactly as typed: never trimmed, never cut."""

    shape = "passphrase"
    offer = ""
    """A passphrase to take or leave, shown beside the field."""
    missing = "Write the passphrase"

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0] if valuelist else ""
        if len(self.data) > 4000:
            self.data = ""
            raise ValueError("That is longer than a passphrase can be")


class PictureField(_Shaped, Field):
    """A photo or PDF, made small and stripped of where and when before anything is saved."""

    shape = "file"
    widget = StringField.widget
    kept: files.Prepared | None = None

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        self.process_errors, self.raw_data, self.data = [], None, None
        self.object_data = None
        upload = request.files.get(self.name) if formdata is not None and request else None
        try:
            self.data = files.prepare(upload) if upload and upload.filename else None
        except Refused as refused:
            self.process_errors = [refused.sentence]

    def _value(self) -> str:
        return ""


class UploadField(_Shaped, Field):
    """A file as its bytes, at most one more than `most` of them, so that too many can be told."""

    shape = "file"
    widget = StringField.widget
    missing = "Choose a file"
    kept: files.Prepared | None = None

    def __init__(self, label: str, hint: str = "", *, most: int, **options: Any) -> None:
        super().__init__(label, hint, **options)
        self.most = most

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        self.process_errors: list[str] = []
        self.raw_data, self.data = None, None
        self.object_data = None
        upload = request.files.get(self.name) if formdata is not None and request else None
        if upload and upload.filename:
            upload.stream.seek(0)
            self.data = upload.stream.read(self.most + 1)

    def _value(self) -> str:
        return ""


class VersionField(HiddenField):
    """Which version of a thing is being changed, so that the second of two people to save is told."""

    shape = "hidden"

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = (row_number(valuelist[0]) or 0) if valuelist else 0

    def changed_meanwhile(self, stands: int) -> bool:
        """Whether somebody else saved since the form was opened; the next press then starts from what stands now."""
        changed = bool(self.data != stands)
        self.data = stands
        return changed


class PartsField(_Shaped, FieldList):
    """Several rows of the same small fields."""

    shape = "parts"
    more = True

    def __init__(self, row: Any, label: str, hint: str = "", **options: Any) -> None:
        FieldList.__init__(self, row, label, description=hint, **options)
        self.optional = True

    def pre_validate(self, form: Form) -> None:
        """Each row answers for itself."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        """The numbers of the rows that came in; a name that no page of ours has (`parts-²-amount`) is no row."""
        for name in formdata:
            number = name.removeprefix(f"{prefix}-").partition("-")[0] if name.startswith(f"{prefix}-") else ""
            if (index := row_number(number, figures=4)) is not None:
                yield index


def _choices(choices: Iterable[Any]) -> list[SelectChoice]:
    return [choice if isinstance(choice, SelectChoice) else SelectChoice(*choice) for choice in choices]


def row_number(value: Any, figures: int = 18) -> int | None:
    """A row number from an address or a form, or None: never more than a database can hold."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= figures else None
