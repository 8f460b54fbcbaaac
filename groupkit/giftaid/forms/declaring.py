"""HMRC's reference, and declarations."""

from datetime import date
from typing import Any

from groupkit import tenancy
from groupkit.forms import ChoiceField, DayField, GroupForm, LineField, PictureField, TickField, VersionField
from groupkit.giftaid import rules
from groupkit.giftaid.queries import Declared
from groupkit.giftaid.rules import ABROAD, Donor
from groupkit.pictures import Prepared
from groupkit.refusal import Refused

A_PHOTO = {"accept": "image/*,application/pdf"}
NO_HELP = {"autocomplete": "off"}
"""A browser would offer the treasurer's own name and address."""
TOLD = (
    "They were told: if they pay less Income Tax and Capital Gains Tax in a tax year than all charities claim on their "
    "gifts of that year, they pay the difference"
)


class SettingsForm(GroupForm):
    """The charity reference that HMRC gave the group."""

    reference = LineField(
        "HMRC’s charity reference",
        "One or two letters and then figures, like XR12345. It stands in HMRC’s letter, and is not the charity number. "
        "Leave it empty if you have none",
        most=12,
        optional=True,
    )
    since = DayField(
        "From which day does HMRC know you as a charity?",
        "The letter says so. Gifts from before do not count",
        needed="with a reference",
    )
    version = VersionField()


class _WhoForm(GroupForm):
    """Who gives, and where they live, as HMRC wants to have it."""

    title = LineField("Title", "Mr, Mrs, Ms, Dr. Four letters at most", most=6, optional=True, render_kw=NO_HELP)
    first = LineField("First name", most=60, missing="Write their first name, or its first letter", render_kw=NO_HELP)
    last = LineField("Last name", most=60, missing="Write their last name", render_kw=NO_HELP)
    house = LineField(
        "Number or name of their house",
        "Where they live: not where they work, and not care of somebody",
        most=60,
        needed="in the UK",
        render_kw=NO_HELP,
    )
    postcode = LineField("Postcode", "Like LL12 3AB", most=12, needed="in the UK", render_kw=NO_HELP)
    address = LineField(
        "The rest of the address", "Street and place, if you like", most=200, needed="if abroad", render_kw=NO_HELP
    )
    abroad = TickField("They live outside the UK")

    def donor(self) -> Donor:
        """Who it is. Raises Refused with the field."""
        said = {name: self[name].data or "" for name in ("title", "first", "last", "house", "postcode", "address")}
        return rules.check_donor(**said, abroad=bool(self["abroad"].data))


class DonorForm(_WhoForm):
    """Where somebody lives now, or a name put right."""

    number = VersionField()

    @classmethod
    def of(cls, declared: Declared) -> "DonorForm":
        """The form as it is filled in now."""
        who = declared.donor
        if who is None:
            return cls({"number": declared.donor_number})
        abroad = who.postcode == ABROAD
        return cls(
            {
                "title": who.title,
                "first": who.first,
                "last": who.last,
                "house": who.house,
                "postcode": "" if abroad else who.postcode,
                "address": who.address,
                "abroad": abroad,
                "number": declared.donor_number,
            }
        )


class DeclarationForm(_WhoForm):
    """A declaration as it was made."""

    made_on = DayField("On which day did they make it?", "The day beside their signature")
    how = ChoiceField("How did they make it?", choices=list(rules.HOWS.items()), missing="Choose how it was made")
    confirmed_on = DayField(
        "If by word of mouth: when did you write to them to confirm it?",
        "You can add this later. Until then no gift can be claimed with it",
        optional=True,
    )
    covers = ChoiceField(
        "Which gifts is it for?", choices=list(rules.COVERS.items()), missing="Choose which gifts it is for"
    )
    told = TickField(TOLD)
    picture = PictureField(
        "A photo or PDF of the signed form",
        "Up to 10 MB. Where and when it was taken is not kept",
        optional=True,
        render_kw=A_PHOTO,
    )

    def said(self) -> dict[str, Any]:
        """What was answered beside the donor, as the operation takes it."""
        return {name: self[name].data for name in ("made_on", "how", "confirmed_on", "covers", "told", "picture")}


class ConfirmedForm(GroupForm):
    """A declaration by word of mouth was confirmed in writing."""

    confirmed_on = DayField("On which day did you write to them?")

    @property
    def day_said(self) -> date:
        """The day, which `submitted` has made sure of."""
        return self.confirmed_on.data or tenancy.today()


class EndedForm(GroupForm):
    """A declaration covers no gifts from a day on."""

    ended_on = DayField("From which day on?", "Gifts of that day and later are not covered")

    @property
    def day_said(self) -> date:
        """The day, which `submitted` has made sure of."""
        return self.ended_on.data or tenancy.today()


class PhotoForm(GroupForm):
    """A photo of the signed form."""

    picture = PictureField(
        "A photo or PDF of the signed form",
        "Up to 10 MB. Where and when it was taken is not kept",
        missing="Choose a photo or PDF",
        render_kw=A_PHOTO,
    )

    @property
    def photo(self) -> Prepared:
        """The photo, which `submitted` has made sure of."""
        if self.picture.data is None:
            raise Refused(self.picture.missing, "picture")
        return self.picture.data


class TakeOutForm(GroupForm):
    """Who made a declaration is taken out for good."""

    sure = TickField("Take their name, home and photos out for good")
