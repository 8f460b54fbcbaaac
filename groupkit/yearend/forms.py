"""The forms of the year end: closing, asking to open again, answering, and what was said by whoever looked."""

from groupkit.accounts.closings import OUTCOMES
from groupkit.forms import ChoiceField, DayField, GroupForm, LineField, PictureField, VersionField, WordsField

__all__ = ["AgreeForm", "CloseForm", "ExaminedForm", "KeepForm", "OpenForm"]


class CloseForm(GroupForm):
    """A year is closed as it was seen."""

    why = WordsField(
        "Why is it closed although these are left open?",
        "One sentence. Whoever looks over the accounts reads it",
        most=400,
        optional=True,
        missing="Say in a few words why the year is closed although these are left open",
    )
    seen = VersionField()


class OpenForm(GroupForm):
    """Somebody asks that a year be opened again."""

    why = WordsField("Why does the year have to be opened again?", "It stays beside the year for good", most=400)


class AgreeForm(GroupForm):
    """A second officer agrees."""


class KeepForm(GroupForm):
    """The year stays closed."""


class ExaminedForm(GroupForm):
    """Somebody looked over the accounts."""

    who = LineField("Who looked over them?", "Their name, and what they do if that matters", most=120)
    day = DayField("On which day did they sign?")
    outcome = ChoiceField("What did they say?", choices=list(OUTCOMES.items()))
    remarks = WordsField("Their remarks", "In their words, if they had any", most=2000, optional=True)
    report = PictureField("Their signed report", "A photo or a PDF", optional=True)
