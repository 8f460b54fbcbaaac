"""The forms of the book of rules."""

from groupkit.access.founding import NATIONS
from groupkit.dates import YEAR_ENDS
from groupkit.forms import ChoiceField, GroupForm, LineField, PickField, VersionField


class YearEndForm(GroupForm):
    """The last day of the group's year, and how that was decided."""

    year_end = PickField("Our year ends on", choices=YEAR_ENDS)
    source = LineField(
        "How we decided this",
        "Like: agreed at our meeting on 3 May",
        most=200,
        missing="Write a few words, so that people can look it up later",
    )


class ParticularsForm(GroupForm):
    """What the group is called, and where it is."""

    name = LineField("The group's name", "As it stands on your papers", most=120, missing="Write the group's name")
    nation = ChoiceField("Where the group is", choices=list(NATIONS.items()))
    version = VersionField()
