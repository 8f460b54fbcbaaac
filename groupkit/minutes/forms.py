"""The forms of the room, of minutes, actions and letters."""

from collections.abc import Sequence
from typing import Any

from flask import request
from wtforms import Form, HiddenField

from groupkit.decisions import rules as decisions
from groupkit.decisions.forms import RoundForm
from groupkit.decisions.models import Decision, DecisionRound
from groupkit.decisions.rules import Measure
from groupkit.forms import (
    ChoiceField,
    ComingDayField,
    DayField,
    EmptyForm,
    GroupForm,
    HourField,
    LineField,
    NumberField,
    PickField,
    PicksField,
    PictureField,
    TickField,
    VersionField,
    WordsField,
)
from groupkit.meetings.models import Meeting
from groupkit.meetings.queries import called
from groupkit.meetings.rules import DID
from groupkit.minutes import rules
from groupkit.minutes.queries.acting import Doer
from groupkit.minutes.queries.searching import words_of
from groupkit.words import clean_lines

__all__ = ["EmptyForm"]


class _Seen(HiddenField):
    """What whoever sends the form has seen; long words come through whole."""

    shape = "hidden"


class BeginForm(GroupForm):
    """A meeting begins."""

    began = HourField("When did it begin?", "Like 19:00 or 7 pm")


class CountForm(GroupForm):
    """A head-count."""

    number = NumberField("How many?", "Left empty: not counted", most=rules.MOST_HERE, optional=True)
    all_the_same = TickField("That many with a vote were here", aside=True)


class FactsForm(GroupForm):
    """When, who chaired, who took the minutes, and when the next one is."""

    began = HourField("When did it begin?", "Like 19:00 or 7 pm", optional=True)
    chair = LineField("Who was in the chair?", "As it should stand in the minutes", most=80, optional=True)
    taker = LineField("Who took the minutes?", most=80, optional=True)
    ended = HourField("When did it end?", optional=True)
    next_words = LineField("When and where is the next meeting?", "As it was agreed", most=200, optional=True)
    seen = _Seen()


class GuestForm(GroupForm):
    """Somebody was in attendance."""

    words = LineField(
        "Who was in attendance?",
        "As they wish to be named, or only what they do. They have no vote and are not counted",
        missing="Write how they wish to be named, or only what they do",
    )


class NotesForm(GroupForm):
    """What is minuted under an item."""

    words = WordsField(
        "What is minuted", "The main points, and never who said what", rows=6, most=rules.LONGEST_NOTES, optional=True
    )
    before = _Seen()
    version = VersionField()

    @property
    def base(self) -> str:
        """What stood there when it was begun."""
        return clean_lines(str(self.before.data or ""))


class FromHereForm(GroupForm):
    """How many are here from an item on."""

    present = NumberField(
        "How many with a vote are here from this item on?",
        "Left empty: as many as before. Leave out of account who only leaves for an interest of their own in this item",
        most=rules.MOST_HERE,
        optional=True,
    )
    all_the_same = TickField("That many with a vote are here", aside=True)


class ConflictForm(GroupForm):
    """Somebody has an interest of their own in an item."""

    who = LineField("Who was it?", "One person, as it should stand in the minutes", most=80, missing="Write who it was")
    did = ChoiceField("What did they do?", choices=[(key, words.capitalize()) for key, words in DID.items()])


class RollForm(GroupForm):
    """Who was here by name, for a meeting whose quorum needs it."""

    here = PicksField("Here", optional=True)
    sorry = PicksField("Sent apologies", "That they did, and never why", optional=True)
    needed = TickField("Our rules ask who was there by name", aside=True)
    seen = _Seen()


class ChooseDecisionForm(GroupForm):
    """Which decision, and how it is decided here."""

    decision = PickField("Which decision?", whole=True, optional=True)
    title = LineField("Or something new: what is it about?", "In a few words", optional=True)
    words = WordsField("Its words", "As they would be read out", rows=3, optional=True)
    way = ChoiceField("How do you decide?")

    @classmethod
    def of(
        cls,
        open_decisions: Sequence[Decision],
        since: Sequence[Decision],
        chosen: int | None,
        title: str,
        ways: Sequence[str],
    ) -> "ChooseDecisionForm":
        """The form that offers what is open, with one of them chosen already where the agenda names it.

        `since` are those that a later meeting decided: that they were talked about here can still be written down.
        `title` is what something new would be called, until somebody writes it otherwise.
        """
        form = cls({"decision": chosen, "title": title})
        form.decision.choices = [
            ("", "Something new"),
            *((one.id, f"{one.number}. {one.title}") for one in open_decisions),
            *((one.id, f"{one.number}. {one.title} ({decisions.STANDINGS[one.standing]} since)") for one in since),
        ]
        form.way.choices = [(way, decisions.WAYS[way]) for way in ways]
        return form


class DecideForm(RoundForm):
    """A round held in the room."""

    @classmethod
    def here(cls, way: str, measure: Measure, words: str, present: int | None) -> Any:
        """The round's own fields, and a tick that is asked for where too few are here."""
        tick = TickField("Write it down all the same", aside=True)
        return type("DecideHereForm", (cls,), {"all_the_same": tick}).of(way, measure, words, present)  # type: ignore[attr-defined]


class ReportForm(GroupForm):
    """A decision that was reached between meetings is told to this one."""

    round = PickField("Which one?", whole=True, missing="Choose which one is reported")

    @classmethod
    def of(cls, rounds: Sequence[tuple[DecisionRound, Decision]]) -> "ReportForm":
        """The form that offers these."""
        form = cls()
        form.round.choices = [
            ("", "Choose"),
            *((held.id, f"{decision.number}. {decision.title}") for held, decision in rounds),
        ]
        return form


class ActionForm(GroupForm):
    """Something that a job, or somebody, does by a day."""

    words = LineField("What is to be done?", most=300, missing="Write what is to be done")
    doer = PickField(
        "Who does it?",
        "A job is better than a name: it is still done when somebody else has the job",
        missing="Choose who does it: a job, or somebody who is here",
    )
    due_on = ComingDayField("By when?", "A day, like 18/11/2026. Leave it empty where there is no hurry", optional=True)

    def offer(self, doers: Sequence[Doer], keep: Doer | None = None) -> None:
        """Who can take it on; `keep` is who has it now, offered even where they no longer could."""
        known = {one.key for one in doers}
        kept = [] if keep is None or not keep.key or keep.key in known else [(keep.key, f"{keep.name} (as it is now)")]
        self.doer.choices = [("", "Choose"), *kept, *((one.key, one.name) for one in doers)]


class ChangeActionForm(ActionForm):
    """The same for one that is open."""

    version = VersionField()


class TakeBackForm(GroupForm):
    """Minutes that were sent round are worked on again."""

    why = LineField("Why?", "In a few words. Everybody can read it", most=300, missing="Say in a few words why")


class CorrectionForm(GroupForm):
    """What should read otherwise."""

    item = PickField("Where?", whole=True, optional=True)
    words = WordsField(
        "What should it say?",
        "Say what is wrong and how it should read",
        most=500,
        rows=3,
        missing="Write what should read otherwise",
    )


class ApproveForm(GroupForm):
    """A later meeting of the same body approved the minutes."""

    approved_at = PickField("Which meeting approved them?", whole=True, missing="Choose the meeting that approved them")
    signed_by = LineField("Who signed them?", "Whoever was in the chair there", most=80, missing="Write who signed")
    seen = _Seen()

    def offer(self, meetings: Sequence[Meeting]) -> None:
        """The meetings that can approve them."""
        self.approved_at.choices = _meetings(meetings)


class LaterCorrectionForm(GroupForm):
    """A later meeting minuted that approved minutes were wrong."""

    minuted_at = PickField("Which meeting minuted it?", whole=True, missing="Choose the meeting that minuted it")
    words = WordsField("What does it say?", "As it was minuted there", most=500, rows=3, missing="Write what it says")

    def offer(self, meetings: Sequence[Meeting]) -> None:
        """The meetings that came later."""
        self.minuted_at.choices = _meetings(meetings)


class ConfidentialForm(GroupForm):
    """What only few may read."""

    words = WordsField(
        "The confidential part",
        "Only what has to stay among those who keep the minutes",
        rows=10,
        most=rules.LONGEST_CONFIDENTIAL,
        optional=True,
    )
    version = VersionField()


class LetterForm(GroupForm):
    """A letter or message that came or went."""

    came = ChoiceField("Did it come or go?", choices=[("in", "It came to us"), ("out", "We sent it")])
    day = DayField("On which day?")
    who = LineField("From whom, or to whom?", "An office or an organisation is enough", missing="Write from or to whom")
    about = LineField("What was it about?", "In a few words, and nobody’s private matters", most=300)
    reported_at = PickField("Which meeting heard of it?", whole=True, optional=True)
    picture = PictureField("A photo or PDF of it", "Up to 10 MB", optional=True)

    def offer(self, meetings: Sequence[Meeting]) -> None:
        """The meetings to which it can have been reported."""
        self.reported_at.choices = [("", "None yet"), *((one.id, called(one)) for one in meetings)]


class ChangeLetterForm(LetterForm):
    """What is known about a letter is put right."""

    version = VersionField()


class SearchForm(Form):
    """What to look for. Sent by GET; what cannot be looked for is told beside the box."""

    words = LineField("What are you looking for?", "All of the words are looked for", most=100, optional=True)

    def __init__(self) -> None:
        super().__init__(request.args)
        self.terms: list[str] = []
        if self.validate() and self.words.data:
            self.terms = words_of(self.words.data)
            if not self.terms:
                self.words.errors = ["Write at least one letter or figure"]


def _meetings(meetings: Sequence[Meeting]) -> list[tuple[Any, str]]:
    return [("", "Choose"), *((one.id, called(one)) for one in meetings)]
