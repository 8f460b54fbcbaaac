"""A funder's form of the filled group: brought in, pointed at words that nobody else may read, and filled in."""

from typing import Any

from groupkit.funderforms import operations, queries
from groupkit.funderforms.operations import Said
from groupkit.grants.models import Grant
from tests.workbook.forms.making import named

WORDS = ["Strathpeffer report form", "care of the Drumnadrochit hall"]
"""What stands in the form: never for a critical friend."""
SHEET = "It's a form"


def fill_funder_forms(grant: Grant, by: Any) -> dict[str, Any]:
    """Bring a form in and fill it; gives back what the addresses need."""
    data = named().data
    form = operations.add_form(grant, data=data, name=WORDS[0], shared=True, by=by)
    operations.point(grant, form, Said(SHEET, "C2", "text", WORDS[1]), 0, by)
    operations.point(grant, form, Said(SHEET, "C3", "fact:grant_amount"), 0, by)
    ready = operations.prepare(grant, form, data)
    operations.keep_filled(grant, form, ready, ready.digest, by)
    assert len(queries.filled_for(grant)) == 1
    return {"form_id": form.id, "sheet_no": 1, "cell": "C2", "filled_no": 1}
