"""The forms of looking at the bank's lines: what they are narrowed down to, and taking one apart from an entry."""

from flask import request
from wtforms import Form

from groupkit.bank.looking import STATES, LinesSought
from groupkit.forms import DayField, GroupForm, LineField, PickField
from groupkit.ledger.forms.looking import address_of, told_by


class ApartForm(GroupForm):
    """A line of the bank's and an entry are taken apart, with a reason."""

    reason = LineField(
        "Why?",
        "A few words, like: it was another payment of the same sum",
        most=300,
        missing="Write in a few words why",
    )


class LookForLines(Form):
    """What the lines of an account are narrowed down to. Sent by GET, as in the cash book."""

    words = LineField("Words", optional=True, most=100)
    state = PickField("Where it stands", choices=[("", "Any"), *STATES.items()], optional=True)
    first = DayField("From", optional=True, name="from")
    last = DayField("To", optional=True, name="to")

    def __init__(self) -> None:
        super().__init__(request.args)
        self.validate()

    @property
    def sought(self) -> LinesSought:
        """What to look for, from the answers that can be read."""
        said = {field.id: None if field.errors else field.data for field in self}
        return LinesSought(said["words"] or "", said["from"], said["to"], said["state"] or "")

    @property
    def address(self) -> dict[str, str]:
        """What was asked for, to carry along."""
        return address_of(self)

    @property
    def told(self) -> list[str]:
        """The same in words."""
        return told_by(self)
