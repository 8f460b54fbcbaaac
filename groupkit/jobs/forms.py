"""The forms of the book of jobs."""

from collections.abc import Sequence
from typing import Any

from groupkit.access.permissions import JOB_NOTES, Job
from groupkit.forms import (
    ChoiceField,
    DayField,
    EmptyForm,
    GroupForm,
    LineField,
    NumberField,
    PickField,
    TickField,
    VersionField,
    WordsField,
)
from groupkit.jobs.rules import HOLDS, HOW, NOTES, ROLES
from groupkit.refusal import Refused

__all__ = ["EmptyForm"]

_NEVER = "Never a passphrase, a PIN or a whole card number"


class NewJobForm(GroupForm):
    """A job that nobody had written down."""

    card = PickField("Begin with", "A ready-made card brings tasks with it. You can change all of them", optional=True)
    name = LineField(
        "What do you call it?",
        "Like: brings the milk. Leave it empty to take the name of the card",
        most=60,
        optional=True,
    )


class ChangeJobForm(GroupForm):
    """What a job is called, and which pages it opens."""

    name = LineField("What do you call it?", most=60, missing="Write what you call it")
    gives = ChoiceField(
        "Which pages does it open?",
        "A job that was done for a while can be given a title. Its past stays",
        choices=[("", "None. Most jobs need no pages"), *((job.value, f"Those of the {job.value}") for job in Job)],
        notes={job.value: JOB_NOTES[job] for job in Job},
        optional=True,
    )
    version = VersionField()


class LineForm(GroupForm):
    """One line about a job."""

    kind = ChoiceField("What is it about?", choices=list(NOTES.items()), missing="Choose what it is about")
    words = WordsField("The line", _NEVER, most=300, rows=3, missing="Write the line")


SHARED = "share"
"""Nobody hands the job over: whoever does it now goes on."""


class TakeOnForm(GroupForm):
    """Somebody has a job."""

    person = PickField("Who?", whole=True, missing="Choose who")
    instead_of = ChoiceField(
        "Somebody does it now. What about them?",
        "Who hands it over does it until the day that you choose under Since",
        needed="needed if the new one does it",
    )
    role = ChoiceField("How do they have it?", choices=list(ROLES.items()), missing="Choose one of these")
    from_day = DayField("Since", "The day they began, even if nobody wrote it down then")
    how = ChoiceField("How did it come about?", choices=list(HOW.items()), optional=True)
    until = DayField(
        "Until", "The last day of the term, if there is one. Nothing ends by itself on that day", optional=True
    )
    decision = LineField("Decided at", "Like: our yearly meeting, 12 May", most=200, optional=True)

    def offer(self, holders: Sequence[tuple[int, str]]) -> None:
        """Ask what becomes of whoever does it now, by the row of their time in it; nothing when nobody does."""
        if not holders:
            del self.instead_of
            return
        handed = [(str(row), f"{name} hands it over") for row, name in holders]
        self.instead_of.choices = [*handed, (SHARED, "They share it")]

    def handed_over(self) -> int | None:
        """Whose time in it ends, by row. Raises Refused where that is left open, or makes no sense."""
        if "instead_of" not in self:
            return None
        said = self.instead_of.data
        if self.role.data == HOLDS and not said:
            raise Refused("Say whether it is handed over or shared", "instead_of")
        if self.role.data != HOLDS and said and said != SHARED:
            raise Refused("It is handed over only to somebody who does it. Choose that they share it", "instead_of")
        return int(said) if said and said != SHARED else None


class TermForm(GroupForm):
    """How somebody was chosen, and until when."""

    how = ChoiceField("How did it come about?", choices=list(HOW.items()), optional=True)
    until = DayField(
        "Until", "The last day of the term, if there is one. Nothing ends by itself on that day", optional=True
    )
    decision = LineField("Decided at", "Like: our yearly meeting, 12 May", most=200, optional=True)
    version = VersionField()


class ElectionForm(GroupForm):
    """A choosing at a meeting."""

    meeting = LineField("At which meeting?", "Like: yearly meeting", most=120, missing="Write which meeting")
    held_on = DayField("On which day?")


class StandForm(GroupForm):
    """Somebody stands for a job."""

    job = PickField("For which job?", whole=True, missing="Choose the job")
    person = PickField(
        "Who stands?", "Ask them first. Nobody is put up without a yes", whole=True, missing="Choose who"
    )


class SignatoryForm(GroupForm):
    """Somebody whom the bank lets sign."""

    person = PickField("Who?", whole=True, missing="Choose who")
    since = DayField("Since", "The day on which the bank said yes")
    related = TickField("Related to another who signs, or living at the same address")


class ChangeSignatoryForm(GroupForm):
    """Somebody who signs at the bank: what has changed."""

    related = TickField("Related to another who signs, or living at the same address")
    asked_off_on = DayField("We asked the bank to take them off on", optional=True)
    off_on = DayField("The bank said it had done so on", "Until then they can still sign", optional=True)
    version = VersionField()


def result_form(standing: Any) -> GroupForm:
    """A box for each one who stood, with the votes where they were counted."""
    fields: dict[str, Any] = {}
    for one in standing:
        fields[f"chosen_{one.id}"] = TickField(f"{one.name} is {one.job}")
        fields[f"votes_{one.id}"] = NumberField(f"Votes for {one.name}", most=100_000, optional=True)
    fields["nobody"] = TickField("Nobody was chosen")
    made: GroupForm = type("ResultForm", (GroupForm,), fields)()
    return made
