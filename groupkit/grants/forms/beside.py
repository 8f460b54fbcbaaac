"""The small forms of what goes with a grant: instalments, papers, things beside its money, outcomes."""

from collections.abc import Iterable, Sequence
from typing import Any

from groupkit.dates import long_day
from groupkit.forms import (
    ChoiceField,
    ComingDayField,
    DayField,
    GroupForm,
    LineField,
    MoneyField,
    NumberField,
    PickField,
    PicksField,
    PictureField,
    TickField,
    VersionField,
    WordsField,
)
from groupkit.grants import rules
from groupkit.grants.queries import AgreedTo
from groupkit.grants.starting import STARTING
from groupkit.jobs.models import GroupJob


class InstalmentForm(GroupForm):
    """A part of a grant that comes on a day of its own."""

    due_on = ComingDayField("When should it come?", "About the day will do. With the year, like 1/4/2027")
    pence = MoneyField("How much?", missing="Write how much this part is, like 250")
    after = LineField(
        "What does it wait for?", "As they say it, for example: the first year’s return", optional=True, most=200
    )


class ChangeInstalmentForm(InstalmentForm):
    """The same again, or that it will not come."""

    dropped = TickField("It will not come any more")
    version = VersionField()


class PaperForm(GroupForm):
    """A letter or form of the funder’s."""

    what = ChoiceField("What is it?", choices=list(rules.PAPERS.items()))
    agreement_id = PickField(
        "To which change did they say yes?", "If it is their yes to the headings", whole=True, optional=True
    )
    picture = PictureField(
        "The photo or PDF", "Up to 10 MB. Cover any member’s name first", missing="Choose a photo or a PDF"
    )

    def offer(self, agreed: Sequence[AgreedTo]) -> None:
        """What the funder agreed to for the headings; without any, the question is not asked."""
        self.agreement_id.choices = [
            ("", "None of them"),
            *((one.id, f"The headings as agreed on {long_day(one.agreed_on)}") for one in agreed),
        ]
        if not agreed:
            del self.agreement_id


class TakeOutForm(GroupForm):
    """A paper goes for good."""

    why = LineField(
        "Why does it go?", "For example: the wrong page", most=200, missing="Write in a few words why it goes"
    )


class _ExtraForm(GroupForm):
    def offer(self, jobs: Iterable[GroupJob]) -> None:
        """The jobs to choose a keeper from, where there is such a question."""
        if "job_id" in self:
            self["job_id"].choices = [("", "Nobody yet"), *((job.id, job.name) for job in jobs)]


class MatchForm(_ExtraForm):
    """Money from elsewhere, beside the grant."""

    what = LineField(
        "What is the money for?", "For example: half of the rent of the hall", most=200, missing="Write what it is for"
    )
    source = LineField(
        "Where does it come from?",
        "For example: our own raffle, the parish council. Leave out names of members",
        optional=True,
        most=120,
    )
    pence = MoneyField("How much is it?", missing="Write how much it is, like 250")
    day = DayField("When did it come?", "If it has", optional=True)


class KindForm(_ExtraForm):
    """Something given without money."""

    what = LineField(
        "What is given?",
        "For example: the library’s back room, free on Tuesdays",
        most=200,
        missing="Write what is given",
    )
    source = LineField("Who gives it?", "An organisation. Leave out names of members", optional=True, most=120)
    pence = MoneyField("What would it have cost?", "About right will do. Leave it empty if nobody knows", optional=True)
    day = DayField("When was it given?", optional=True)


class ThingForm(_ExtraForm):
    """A thing that was bought with the grant, who keeps it and where."""

    what = LineField("What was bought?", "For example: a laptop, an urn", most=200, missing="Write what was bought")
    source = LineField("From which shop?", optional=True, most=120)
    pence = MoneyField("What did it cost?", optional=True)
    day = DayField("When was it bought?", optional=True)
    job_id = PickField(
        "Who keeps it?", "By the job they do, so that it moves on with the job", whole=True, optional=True
    )
    place = LineField("Where is it?", "For example: the cupboard of the hall", optional=True, most=120)


EXTRA_FORMS: dict[str, type[_ExtraForm]] = {"match": MatchForm, "kind": KindForm, "thing": ThingForm}
GONE = {"match": "It did not come", "kind": "It did not come", "thing": "It is not there any more"}


def changing(kind: str) -> type[_ExtraForm]:
    """The form by which something of a sort is put right: the same questions, and whether it is still there."""
    more: dict[str, Any] = {"dropped": TickField(GONE[kind]), "version": VersionField()}
    return type("ChangeExtraForm", (EXTRA_FORMS[kind],), more)


class ChooseOutcomesForm(GroupForm):
    """Begin with some of the kit's own lines."""

    lines = PicksField("Which of these fit?", "Two or three are plenty. You can change every word afterwards")

    def __init__(self, there: Iterable[str]) -> None:
        super().__init__()
        used = set(there)
        self.lines.choices = [(one.key, one.words) for one in STARTING if one.words not in used]


class _OutcomeForm(GroupForm):
    words = LineField(
        "What difference does it make?",
        "One plain sentence, without names, for example: new people feel welcome",
        most=300,
        missing="Write it in one sentence",
    )
    how = WordsField(
        "How do you know?",
        "For example: a show of hands, what people say, a count without names",
        optional=True,
        most=1000,
        rows=2,
    )
    indicator = LineField(
        "Is anything counted for it?",
        "For example: new people who came again. Leave it empty if not",
        optional=True,
        most=200,
    )
    baseline = NumberField("How many were there at the beginning?", optional=True)
    target = NumberField("How many would the funder like?", "Only if the funder set a number", optional=True)


class OutcomeForm(_OutcomeForm):
    """A difference in the group's own words, or the funder's."""

    origin = ChoiceField("Whose is it?", choices=[(key, rules.ORIGINS[key]) for key in ("own", "funder")])


class ChangeOutcomeForm(_OutcomeForm):
    """What is known of it by now."""

    actual = NumberField("How many is it now?", optional=True)
    about = TickField("This is about right, rather than counted")
    source = LineField(
        "Where does the number come from?", "For example: our tally, hands in April", optional=True, most=200
    )
    counted_on = DayField("When was it counted?", optional=True)
    dropped = TickField("Leave this one aside")
    version = VersionField()

    def for_origin(self, origin: str) -> None:
        """Only a funder sets a target, so that nobody else is asked for one."""
        if origin != "funder":
            del self.target
