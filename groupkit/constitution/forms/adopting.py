"""The forms of putting a text to a meeting, adopting it, and changing it."""

from datetime import date
from typing import Any

from flask import g, request
from wtforms import Form, FormField, HiddenField

from groupkit.constitution.content import Adoption, Signer
from groupkit.constitution.operations import Decision
from groupkit.constitution.queries import Draft
from groupkit.forms import (
    ChoiceField,
    ComingDayField,
    DayField,
    GroupForm,
    LineField,
    NumberField,
    PartsField,
    PictureField,
    TickField,
    VersionField,
    WordsField,
)
from groupkit.refusal import Asks, Refused

WITH_YEAR = "With the year, like 31/3/2027, or tomorrow"
AGREED, VOTED = "agreed", "voted"
SIGNERS, MOST_SIGNERS = 3, 12


class SeenField(HiddenField):
    """A mark for the words that stood on the page."""

    shape = "hidden"


class PutForm(GroupForm):
    """The meeting that a wording goes to, and how it is sent out."""

    meeting_on = ComingDayField(
        "When is the meeting?", WITH_YEAR, missing="Write the day of the meeting, with the year"
    )
    sent_on = ComingDayField(
        "When does the wording go out?", f"{WITH_YEAR}. Leave it empty if you do not know yet", optional=True
    )
    sent_how = LineField(
        "How does it reach people?",
        "Like: by text, and read out at our next meeting",
        most=200,
        missing="Write in a few words how everybody gets to see it",
    )
    all_the_same = TickField("Put it to this meeting all the same", aside=True, optional=True)
    seen = SeenField()

    def __init__(self, seen: str, told: str = "") -> None:
        """`told` is what the present rules ask of the day, said beside its field."""
        super().__init__({"seen": seen})
        if told:
            self.meeting_on.description = f"{WITH_YEAR}. {told}"

    def refuse(self, refused: Refused) -> None:
        """What is asked about the day stands beside the day; the tick stands below."""
        super().refuse(refused)
        if isinstance(refused, Asks):
            self.all_the_same.errors = ["Choose another day above, or tick this"]
            self.meeting_on.errors = [*self.meeting_on.errors, refused.sentence]


class ReasonForm(GroupForm):
    """Why a change is proposed."""

    reason = WordsField(
        "Why should it change?",
        "One or two sentences. Everybody reads them beside the new words",
        most=2000,
        rows=4,
        missing="Write in a sentence or two why",
    )


class ChangeReasonForm(ReasonForm):
    """The reason of a change that is being talked about."""

    version = VersionField()


class OnDayForm(Form):
    """The text as it stood on a day: sent by GET."""

    on = DayField("As they stood on", "With the year, like 31/3/2026", optional=True)

    def __init__(self) -> None:
        super().__init__(request.args)
        self.validate()

    @property
    def day(self) -> date | None:
        """The day that was asked for; none when nobody asked, or it cannot be read."""
        found: date | None = None if self.on.errors else self.on.data
        return found


class SignerRow(Form):
    """Somebody who signed; a row that says nothing is left out."""

    name = LineField("Name", most=80, optional=True)
    office = LineField("What they do in the group", most=80, optional=True)


class VotesForm(GroupForm):
    """How a meeting voted."""

    votes_for = NumberField(
        "How many were for it?", "If it came to a vote", most=10_000, missing="Write how many voted for it"
    )
    votes_against = NumberField("How many were against?", most=10_000, missing="Write how many voted against it")
    abstained = NumberField("How many were there and did not vote?", most=10_000, optional=True)

    def decision(self, members: int) -> Decision:
        """The votes as they were counted; whoever voted or abstained was there."""
        votes = [self["votes_for"].data, self["votes_against"].data, self["abstained"].data]
        if votes[0] is None or votes[1] is None:
            return Decision(members=members)
        return Decision(votes[0], votes[1], votes[2] or 0, votes[0] + votes[1] + (votes[2] or 0), members)


class NotAdoptedForm(VotesForm):
    """The meeting said no, or not yet."""

    decided_on = DayField("When was the meeting?")


class AdoptForm(VotesForm):
    """The meeting said yes: when, where, how, and who signed."""

    adopted_on = DayField("When was the meeting?", "For example 18/11/2026, 18 Nov or yesterday")
    meeting = LineField(
        "Which meeting was it?",
        "As it should stand in the text, like: our yearly meeting at Lantern Street Library",
        most=200,
        missing="Write which meeting it was",
    )
    how = ChoiceField("How was it decided?", choices=[(AGREED, "Everybody agreed"), (VOTED, "By a vote")])
    from_day = ComingDayField("From which day does it hold?", "Left empty, from the day of the meeting", optional=True)
    signed = PartsField(
        FormField(SignerRow),
        "Who signed it?",
        "Banks and funders like three. These names stand in the adopted text for good",
        min_entries=SIGNERS,
        max_entries=MOST_SIGNERS,
    )
    upload = PictureField("Your own paper", "A photo or a PDF. From Word, choose Save as, then PDF")
    signed_page = PictureField(
        "A photo of the page with the signatures", "If you like. It can be a PDF too", optional=True
    )
    all_the_same = TickField("Record it all the same", aside=True, optional=True)
    seen = SeenField()

    ORDER = (
        "adopted_on",
        "meeting",
        "how",
        "votes_for",
        "votes_against",
        "abstained",
        "from_day",
        "signed",
        "upload",
        "signed_page",
        "all_the_same",
        "seen",
    )

    def __init__(self, draft: Draft, seen: str) -> None:
        super().__init__({"seen": seen, "how": AGREED, "adopted_on": draft.put.meeting_on if draft.put else None})
        g.more_rows = request.method == "POST" and bool(request.form.get("more"))
        if g.more_rows and len(self["signed"].entries) < MOST_SIGNERS:
            self["signed"].append_entry()
        if not draft.shape.uploads:
            del self["upload"]
        for name in ("votes_for", "votes_against", "abstained"):
            self[name].optional = self[name].flags.optional = True
        fields = dict(self._fields)
        self._fields.clear()
        self._fields.update({name: fields[name] for name in self.ORDER if name in fields})

    def adoption(self) -> Adoption:
        """When, where and how it was adopted; raises Refused when a vote has no count."""
        voted = self["how"].data == VOTED
        if voted and (self["votes_for"].data is None or self["votes_against"].data is None):
            raise Refused("Write how many were for it, and how many against", "votes_for")
        adopted_on = self["adopted_on"].data
        rows = [(row.form["name"].data, row.form["office"].data) for row in self["signed"].entries]
        return Adoption(
            adopted_on=adopted_on,
            from_day=self["from_day"].data or adopted_on,
            meeting=self["meeting"].data,
            how=self._how(voted),
            signed=tuple(Signer(name, office or "") for name, office in rows if name),
        )

    def _how(self, voted: bool) -> str:
        if not voted:
            return "agreed by everyone"
        return f"by a vote, {self['votes_for'].data} for it and {self['votes_against'].data} against"

    def decision(self, members: int) -> Decision:
        """The votes, where there was a vote."""
        return super().decision(members) if self["how"].data == VOTED else Decision(members=members)

    def picture(self, name: str) -> Any:
        """A picture that came with the form, if there is one."""
        return self[name].data if name in self else None
