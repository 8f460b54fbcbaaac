"""The forms of the book of people and jobs."""

from groupkit.access.forms import HandOverForm
from groupkit.access.operations import PARTS
from groupkit.access.permissions import JOB_NOTES, SHARED_WORDS, Job
from groupkit.forms import (
    ChoiceField,
    DayField,
    EmptyForm,
    GroupForm,
    LineField,
    PicksField,
    VersionField,
    WordsField,
)

__all__ = ["AgreementForm", "EmptyForm", "FriendForm", "HandOverForm", "JobForm", "PersonForm", "RenameForm"]


class PersonForm(GroupForm):
    """Somebody new."""

    name = LineField(
        "Their name", "As they want it written here. A first name is enough", most=80, missing="Write their name"
    )


class RenameForm(PersonForm):
    """Somebody's name, as they want it from now on."""

    version = VersionField()


class JobForm(GroupForm):
    """A job for somebody."""

    job = ChoiceField(
        "Which job?",
        choices=[(job.value, job.value.capitalize()) for job in Job],
        notes=JOB_NOTES,
        missing="Choose a job",
    )


class AgreementForm(GroupForm):
    """What is agreed with a critical friend."""

    post = LineField(
        "Where they come from",
        "Like: community nurse, or the volunteer centre",
        most=120,
        missing="Write where they come from",
    )
    part = ChoiceField(
        "What they help with most",
        choices=[(name, words.capitalize()) for name, words in PARTS.items()],
        missing="Choose what they help with most",
    )
    shares = PicksField(
        "What may they see?",
        "Never names, notes, stories or receipts, whatever you tick",
        choices=list(SHARED_WORDS.items()),
        missing="Choose at least one of these",
    )
    bounds = WordsField(
        "What is out of bounds?", "Like: they ask us before they speak of us", most=500, rows=3, optional=True
    )
    until = DayField("Until", "Six months is usual, a year the longest. You can end it any day")
    review_on = DayField("Look at it together again on", optional=True)
    decision = LineField(
        "Which meeting agreed to it?",
        "Like: our meeting on 3 November. All members can read this page",
        most=200,
        missing="Write which meeting agreed to it",
    )


class FriendForm(PersonForm, AgreementForm):
    """A critical friend, and what is agreed with them."""
