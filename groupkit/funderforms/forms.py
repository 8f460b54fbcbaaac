"""The forms of funders' forms: the file, what one cell is for, names to take over, and filling in."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField

from groupkit.forms import (
    EmptyForm,
    GroupForm,
    LineField,
    PickField,
    PicksField,
    TickField,
    UploadField,
    VersionField,
    WordsField,
)
from groupkit.funderforms import mapping_file, placing
from groupkit.funderforms.models import FormMapping
from groupkit.funderforms.operations import Said
from groupkit.funderforms.placing import Placeable
from groupkit.refusal import Refused
from groupkit.workbook.parts.package import MOST_BYTES

__all__ = ["AddForm", "AsideForm", "EmptyForm", "FillForm", "MappingForm", "NamesForm", "PointForm"]

LONGEST_SHOWN = 60
NOTHING = "Nothing: leave the cell as it is"


class AddForm(GroupForm):
    """A form as the funder sent it."""

    file = UploadField("The funder’s form", "The Excel file (.xlsx), just as they sent it", most=MOST_BYTES)
    name = LineField("What shall we call it?", "For example: End of grant form", optional=True, most=100)
    shared = TickField("Offer it for all grants of this funder")


class PointForm(GroupForm):
    """What one cell is for."""

    what = PickField("What goes here?", "Beside each stands what it is today", optional=True)
    words = WordsField(
        "Or words of your own",
        "The same each time, such as your address. Leave out names of members",
        optional=True,
        most=2000,
        rows=2,
    )
    version = VersionField()

    def __init__(self, known: Sequence[Placeable], before: FormMapping | None) -> None:
        own = before is not None and before.what == placing.TEXT
        super().__init__(
            {
                "what": before.what if before and not own else "",
                "words": before.words if before and own else "",
                "version": before.version if before else 0,
            }
        )
        self.what.choices = [("", NOTHING), *((one.key, _choice(one)) for one in known)]
        if before and not own and before.what not in {one.key for one in known}:
            self.what.data = self.what.data if self.what.raw_data else ""

    def said(self, sheet: str, cell: str) -> Said:
        """What was said. Raises Refused where it is two things at once."""
        if self.what.data and self.words.data:
            raise Refused("One or the other: choose from the list, or write words of your own", "words")
        what = placing.TEXT if self.words.data else self.what.data or ""
        return Said(sheet, cell, what, self.words.data or "")


def _choice(one: Placeable) -> str:
    shown = "kept back" if one.kept_back else " ".join(one.shown.split()) or "nothing yet"
    today = f"{shown[:LONGEST_SHOWN]}{'…' if len(shown) > LONGEST_SHOWN else ''}"
    return f"{one.label} ({today})"


class NamesForm(GroupForm):
    """Cells whose names we recognised; all are ticked to begin with."""

    names = PicksField("Cells that we recognised by their names", missing="Tick at least one")

    def __init__(self, offered: Sequence[tuple[str, str]]) -> None:
        super().__init__({"names": [key for key, _ in offered]})
        self.names.choices = offered


class MappingForm(GroupForm):
    """A file that says what goes into which cell."""

    file = UploadField(
        "The file with the cells", "A .json file that was taken from the same form", most=mapping_file.MOST_BYTES
    )


class SeenField(HiddenField):
    """A mark for what stood on the page."""

    shape = "hidden"


class FillForm(GroupForm):
    """Agreeing that a form is filled in, just as it was seen."""

    seen = SeenField()

    def __init__(self, **data: Any) -> None:
        super().__init__(data)


class AsideForm(GroupForm):
    """A form is no longer offered."""

    version = VersionField()
