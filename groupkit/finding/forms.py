"""The one box to look for something in."""

from flask import request
from wtforms import Form

from groupkit import tenancy
from groupkit.forms import LineField
from groupkit.ledger.seeking import Term, terms_of

NO_NAMES = "An amount like 12.50, a number like P014, a day, a month like May 2026, or what a fund is called"
ANYTHING = "Words, an amount like 12.50, a number like P014, a day, or a month like May 2026"


class FindForm(Form):
    """Sent by GET. What cannot be looked for is told beside the box, and what was typed stays in it."""

    what = LineField("What are you looking for?", optional=True, most=100)

    def __init__(self, names: bool) -> None:
        super().__init__(request.args)
        self.what.description = ANYTHING if names else NO_NAMES
        self.terms: tuple[Term, ...] = ()
        if self.validate() and self.what.data:
            self.terms = terms_of(self.what.data, tenancy.today())
            if not self.terms:
                self.what.errors = ["Write at least one letter or figure"]
