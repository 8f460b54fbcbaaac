"""Saying yes, here or on paper; not agreeing; exceptions; and paying."""

from datetime import date

from groupkit import tenancy
from groupkit.forms import DayField, GroupForm, LineField, PickField, PictureField, TickField, VersionField
from groupkit.ledger.operations import Answers
from groupkit.payments.forms.asking import A_PHOTO
from groupkit.payments.queries import People
from groupkit.pictures import Prepared
from groupkit.refusal import Refused

UNRELATED = (
    "The money does not come to me. I am not related to whoever gets it, nor to anybody else who says yes, and share "
    "an address with none of them"
)


class YesForm(GroupForm):
    """Somebody agrees to a payment."""

    unrelated = TickField(UNRELATED)
    wording = VersionField()


class SignedForm(GroupForm):
    """Who signed a sheet of paper, with its photo."""

    first = PickField("Who signed?", whole=True, missing="Choose who signed")
    second = PickField("Who else signed?", whole=True, optional=True)
    picture = PictureField(
        "A photo of the signed sheet",
        "It has to show the amount, who is paid, and each signature",
        missing="Add a photo of the sheet. It is what counts",
        render_kw=A_PHOTO,
    )
    wording = VersionField()

    def offer(self, people: People) -> None:
        """Those who sign at the bank, or hold a job that says yes, and do not sign in here."""
        found = sorted(((people.numbers[row], people.name(row)) for row in people.on_paper), key=lambda one: one[1])
        self.first.choices = [("", "Choose"), *found]
        self.second.choices = [("", "Nobody else"), *found]

    @property
    def photo(self) -> Prepared:
        """The photo of the sheet."""
        if self.picture.data is None:
            raise Refused(self.picture.missing, "picture")
        return self.picture.data

    @property
    def signed(self) -> list[int]:
        """Who signed, by number."""
        return [number for number in (self.first.data, self.second.data) if number]


class DeclineForm(GroupForm):
    """Not agreed to."""

    why = LineField(
        "Why not?", "Whoever asked reads this", most=200, missing="Write in a few words why, for whoever asked"
    )


class ExceptionForm(GroupForm):
    """Why a payment goes ahead with fewer people."""

    why = LineField(
        "Why are there not enough people?",
        "For example: our secretary stepped down in May and we choose again in June",
        most=300,
        missing="Write why there are not enough people",
    )
    wording = VersionField()


class ShownForm(GroupForm):
    """An exception was shown to a meeting."""

    on = DayField("On which day was it shown?", "The day of the meeting")

    @property
    def day_said(self) -> date:
        """The day, which `submitted` has made sure of."""
        return self.on.data or tenancy.today()


class PayForm(GroupForm):
    """A payment that was agreed is made."""

    day = DayField("When was it paid?", "For example 18/11/2026, 18 Nov or yesterday")
    future_ok = TickField("Yes, the day is right: it has not come yet", aside=True, optional=True)
    below_zero = LineField(
        "Why is that all right?",
        "For example: the next part of the grant is on its way",
        most=300,
        aside=True,
        optional=True,
    )
    wording = VersionField()

    @property
    def day_said(self) -> date:
        """The day, which `submitted` has made sure of."""
        return self.day.data or tenancy.today()

    @property
    def answers(self) -> Answers:
        """What was said to the questions that the book may ask."""
        return Answers(bool(self.future_ok.data), self.below_zero.data or "")
