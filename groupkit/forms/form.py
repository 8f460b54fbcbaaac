"""A form of ours: it keeps what was typed, says what is worth another look, and takes effect once only."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import g, request
from wtforms import FieldList, Form, FormField, HiddenField

from groupkit import db, files, tokens
from groupkit.forms.fields import PictureField
from groupkit.refusal import Refused

STALE = (
    "This page had been open for a long time. What you typed is still here: look it over and press the button once more"
)


class GroupForm(Form):
    """A form of ours. `submitted()` reads it; `with form.refusals():` writes once, or lands a refusal on its field."""

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        formdata = request.form if request.method == "POST" else None
        super().__init__(formdata=formdata, data=data, **options)
        self.general: list[str] = []
        self._token = tokens.posted() if formdata is not None and not g.get("stale_form") else ""

    def token_value(self) -> str:
        """The token to put in the page: the same one again after a refusal, so that a second try is still one form."""
        if not self._token:
            self._token = tokens.new()
        return self._token

    def submitted(self) -> bool:
        """Whether the form came in and every answer can be read."""
        if request.method != "POST":
            return False
        if g.get("stale_form"):
            self.general.append(STALE)
            g.page_has_errors = True
            return False
        self._fetch_pictures()
        if g.get("more_rows"):
            self._hold_pictures()
            return False
        if self.validate():
            return True
        g.page_has_errors = True
        self._hold_pictures()
        return False

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Write inside the block; a refusal undoes it all and is shown on the form instead."""
        db.begin_writing()
        try:
            tokens.use(self._token)
            yield
            db.db.session.flush()
        except Refused as refused:
            db.stop_writing(commit=False)
            self.refuse(refused)
            self._hold_pictures()

    def refuse(self, refused: Refused) -> None:
        """Put a rule's sentence on the field it is about, or at the top."""
        g.page_has_errors = True
        found = self._fields.get(refused.field or "")
        if found is None:
            self.general.append(refused.sentence)
            return
        if isinstance(found, FieldList) and found.entries:
            self.general.append(refused.sentence)
        found.errors = [*found.errors, refused.sentence]

    def values(self) -> dict[str, Any]:
        """What was answered, by field name, as the operations take it."""
        return {name: found.data for name, found in self._fields.items() if not isinstance(found, HiddenField)}

    @property
    def problems(self) -> list[tuple[str, str]]:
        """For the summary at the top: (field id, sentence)."""
        return [("", sentence) for sentence in self.general] + list(_problems(self))

    def _pictures(self) -> list[PictureField]:
        return [found for found in self._fields.values() if isinstance(found, PictureField)]

    def _fetch_pictures(self) -> None:
        for found in self._pictures():
            if found.data is None and not found.process_errors and self._token:
                found.data = found.kept = files.held(self._token, found.name)

    def _hold_pictures(self) -> None:
        for found in self._pictures():
            if found.data is not None:
                if found.kept is None:
                    files.hold(self._token, found.name, found.data)
                found.kept = found.data


class EmptyForm(GroupForm):
    """A form that is only a button."""


def _problems(form: Form) -> Iterator[tuple[str, str]]:
    for found in form:
        if isinstance(found, FormField):
            yield from _problems(found.form)
        elif isinstance(found, FieldList):
            for entry in found.entries:
                yield from _problems(entry.form) if isinstance(entry, FormField) else []
        else:
            first = f"{found.id}-0" if getattr(found, "shape", "") == "choice" else found.id
            yield from ((first, str(sentence)) for sentence in found.errors)
