"""Choosing what to claim, and what became of a claim."""

from datetime import date

from flask import request
from wtforms import Form, HiddenField

from groupkit import tenancy
from groupkit.dates import Period
from groupkit.forms import DayField, GroupForm, LineField, PickField, TickField


class DaysForm(Form):
    """Which days a claim is for, and how small gifts stand in it: sent by GET. What cannot be read is told."""

    first = DayField("Gifts from", optional=True, name="from")
    last = DayField("To", optional=True, name="to")
    together = TickField("Put gifts of £30 or less together, without names")

    def __init__(self, usual: Period) -> None:
        super().__init__(request.args)
        self.validate()
        first, last = self._said("first") or usual.first, self._said("last") or usual.last
        if first > last:
            self["last"].errors = [*self["last"].errors, "That is before the first day"]
            first = last = max(first, last)
        self.period = Period(first, last)
        for name, day in (("first", first), ("last", last)):
            if not self[name].raw_data or not self[name].raw_data[0]:
                self[name].data, self[name].raw_data = day, None

    def _said(self, name: str) -> date | None:
        found: date | None = None if self[name].errors else self[name].data
        return found


class SeenField(HiddenField):
    """A mark for what somebody has seen before they pressed the button."""

    shape = "hidden"


class SentForm(GroupForm):
    """A claim went to HMRC."""

    sent_on = DayField("On which day did you send it?")
    seen = SeenField()

    @property
    def day_said(self) -> date:
        """The day, which `submitted` has made sure of."""
        return self.sent_on.data or tenancy.today()


class ReceivedForm(GroupForm):
    """HMRC paid a claim."""

    entry = PickField("Which line of money in is it?", whole=True, missing="Choose the line of money in")


class RefusedForm(GroupForm):
    """A claim did not go through."""

    why = LineField(
        "What happened?",
        "For example: HMRC asked for a missing postcode; it was never sent. Leave names out",
        most=200,
        missing="Write in a few words why",
    )
