"""The file of an old cash book, its sheet, the last look before it is brought in, and taking it back."""

import re
from collections.abc import Sequence

from flask import request

from groupkit.bank.reading import decoding
from groupkit.forms import ChoiceField, GroupForm, LineField, UploadField, VersionField
from groupkit.oldbook.reading import list_sheets
from groupkit.oldbook.working import Rows, Working
from groupkit.printing import count
from groupkit.refusal import Refused

_ROWS = re.compile(r"[0-9]{1,8}(?:-[0-9]{1,8}){0,3}", re.ASCII)


class FileForm(GroupForm):
    """The spreadsheet, judged before anything is kept."""

    table = UploadField("The spreadsheet", "Excel (.xlsx) or CSV", most=decoding.MOST_BYTES)
    sheets: list[tuple[str, int]] = []

    def opened(self) -> bool:
        """Whether a file came in that can be read."""
        if not self.submitted():
            return False
        try:
            self.sheets = list_sheets(self.table.data or b"")
        except Refused as refused:
            self.refuse(Refused(refused.sentence, "table"))
            return False
        return True


class SheetForm(GroupForm):
    """Which sheet of the file holds the cash book."""

    sheet = ChoiceField("Which sheet holds the cash book?", missing="Choose one of these sheets")
    version = VersionField()

    @property
    def name(self) -> str:
        """What the sheet that was chosen is called."""
        return self.names[int(self.sheet.data)]

    names: Sequence[str] = ()


def sheet_form(work: Working) -> SheetForm:
    """The sheets of a file, each with how many rows it holds."""
    names = [name for name, _ in work.sheets]
    at = names.index(work.draft.sheet) if work.draft.sheet in names else 0
    form = SheetForm(data={"sheet": str(at), "version": work.draft.version})
    form.names = names
    form.sheet.choices = [
        (str(place), f"{name}, {count(rows, 'row')}") for place, (name, rows) in enumerate(work.sheets)
    ]
    return form


class LookForm(GroupForm):
    """The last look: what looks known and is to be written all the same, and a reason where one is asked for."""

    below_zero = LineField(
        "Why is that all right?",
        "One reason for all of them. For example: the next part of the grant came later",
        most=300,
        aside=True,
        optional=True,
    )
    version = VersionField()

    def also(self) -> frozenset[Rows]:
        """The rows of what looks known and is to be written all the same."""
        return frozenset(
            tuple(map(int, text.split("-"))) for text in request.form.getlist("also") if _ROWS.fullmatch(text)
        )


class ReasonForm(GroupForm):
    """Taking a sheet back, with a reason."""

    reason = LineField(
        "Why?", "A few words, like: it was the wrong sheet", most=300, missing="Write in a few words why"
    )
