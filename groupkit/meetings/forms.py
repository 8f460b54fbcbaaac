"""The forms of meetings: one by itself, a series, notice, and the items of an agenda."""

from collections.abc import Iterable
from typing import Any

from flask import request
from wtforms.widgets import HiddenInput

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
    TickField,
    VersionField,
    WordsField,
)
from groupkit.meetings import agenda, rules
from groupkit.meetings.saying import RHYTHMS

__all__ = ["EmptyForm"]

HOUR = "Like 7 pm, 7.30 pm or 19:30"
COMING = "With its year, like 18/11/2026"
NEEDED_BY = {"called": "own", "purpose": "special"}
"""Which kind of meeting needs a field that the others do not have."""


def _kind() -> ChoiceField:
    return ChoiceField("What kind of meeting?", choices=list(rules.KINDS.items()), missing="Choose what kind it is")


def _called() -> LineField:
    return LineField(
        "What do you call it?", "Like: walk and talk", most=60, missing="Write what you call these meetings"
    )


def _place() -> LineField:
    return LineField("Where?", "Enough to find it, for somebody who comes for the first time", most=200, optional=True)


def _online() -> LineField:
    return LineField(
        "How can people join by phone or online?", "A number or a link, if there is one", most=300, optional=True
    )


def _starts() -> HourField:
    return HourField("When does it start?", HOUR, missing="Write when it starts, like 19:00 or 7 pm")


def _ends(hint: str = "") -> HourField:
    return HourField("When does it end, about?", hint, missing="Write when it ends, about, like 21:00 or 9 pm")


class _Carried(HiddenInput):
    """A choice that was made before, as it goes along unseen."""

    def __call__(self, field: Any, **options: Any) -> Any:
        return super().__call__(field, value=field.data or "", **options)


class _OfAKind(GroupForm):
    """A form with fields that only some kinds of meeting need."""

    def ask_for(self, kind: str) -> None:
        """Ask only what this kind needs. What another kind would need stands aside until a rule asks for it."""
        for name, needed_by in NEEDED_BY.items():
            if name in self:
                self[name].aside = kind != needed_by

    def is_of(self, kind: str) -> None:
        """The kind was chosen before: it is carried along, and only what it needs is asked."""
        self.ask_for(kind)
        self["kind"].shape, self["kind"].widget = "hidden", _Carried()
        if request.method == "GET":
            self["kind"].data = kind


class MeetingForm(_OfAKind):
    """One meeting by itself."""

    kind = _kind()
    called = _called()
    day = ComingDayField("On which day?", COMING)
    starts = _starts()
    ends = _ends("People who tire easily plan by this")
    place = _place()
    online = _online()
    purpose = WordsField(
        "What is it called for?",
        "A special meeting decides nothing else",
        most=300,
        rows=2,
        missing="Write what it is called for",
    )
    all_the_same = TickField("Write it up: that day is meant", aside=True, optional=True)
    version = VersionField()

    def said(self) -> dict[str, Any]:
        """The meeting as the operations take it."""
        names = ("kind", "called", "day", "starts", "ends", "place", "online", "purpose")
        said = {name: self[name].data for name in names}
        return {**said, **{name: "" for name, kind in NEEDED_BY.items() if said["kind"] != kind}}


class SeriesForm(_OfAKind):
    """Meetings that come again and again."""

    kind = _kind()
    called = _called()
    every = PickField("How often?", choices=list(RHYTHMS.items()))
    first_on = ComingDayField("The first one is on", f"It says on which weekday. {COMING}")
    last_on = ComingDayField("The last one is on", "Left empty, it goes on", optional=True)
    starts = _starts()
    ends = _ends()
    place = _place()
    online = _online()

    def said(self) -> dict[str, Any]:
        """The series as the operations take it, without its first day."""
        names = ("kind", "called", "every", "last_on", "starts", "ends", "place", "online")
        said = {name: self[name].data for name in names}
        return {**said, "called": said["called"] if said["kind"] == "own" else ""}


class ChangeSeriesForm(SeriesForm):
    """From a day on the meetings of a series are otherwise."""

    first_on = None  # type: ignore[assignment]  # the form has no such field
    from_day = ComingDayField("From which meeting on?", f"The day of the first meeting that is different. {COMING}")
    version = VersionField()


class EndSeriesForm(GroupForm):
    """A series ends."""

    last_on = ComingDayField("After which day is there none any more?", COMING)
    version = VersionField()


class NoticeForm(GroupForm):
    """How people were told of a meeting."""

    day = DayField("When were people told?", "The day of the meeting at which it was read out, or when it was posted")
    ways = PicksField(
        "How?", "Tick every way", choices=list(rules.NOTICE_WAYS.items()), missing="Tick how they were told"
    )


class BeginAgendaForm(GroupForm):
    """What an agenda begins from."""

    begin_with = ChoiceField("Begin from", "You can change every line afterwards", missing="Choose what to begin from")

    def offer(self, ready: Iterable[Any], last: str) -> None:
        """Offer the ready-made agendas, the last one if there is one, and an empty page."""
        choices: list[tuple[str, str]] = (
            [("last", f"The agenda of {last}, without what was only for that day")] if last else []
        )
        choices += [(one.key, one.name) for one in ready]
        self.begin_with.choices = [*choices, ("empty", "An empty page")]
        self.begin_with.notes = {one.key: one.about for one in ready}


class ItemForm(GroupForm):
    """One item of an agenda."""

    kind = PickField(
        "What is it?",
        "Some fill themselves, such as what we said we would do",
        choices=[(key, name) for key, name in agenda.KINDS.items() if key not in ("talking", "asked")],
    )
    title = LineField("What is it called?", most=200, needed="for an item of your own")
    purpose = ChoiceField(
        "What is it for?",
        choices=[
            ("", "Nothing to say"),
            *((key, words[0].upper() + words[1:]) for key, words in rules.PURPOSES.items()),
        ],
        optional=True,
    )
    takes = NumberField("How many minutes?", most=agenda.LONGEST_ITEM, optional=True)
    lead = LineField("Who leads it?", "A job is enough, like: treasurer", most=80, optional=True)
    words = WordsField("A line under it", "What people should know beforehand", most=500, rows=2, optional=True)

    def said(self) -> dict[str, Any]:
        """The item as the operations take it."""
        said = {name: self[name].data or "" for name in ("title", "purpose", "lead", "words")}
        return {**said, "takes": self["takes"].data or 0}


class ChangeItemForm(ItemForm):
    """One item is put otherwise; what kind it is stays."""

    kind = None  # type: ignore[assignment]  # the form has no such field
    version = VersionField()


class ProposeForm(GroupForm):
    """A member proposes something for an agenda."""

    title = LineField("What would you like to talk about?", most=200, missing="Write what it is about")
    words = WordsField("Anything that people should know beforehand", most=500, rows=3, optional=True)


class PutDecisionForm(GroupForm):
    """A decision that is still being talked about goes on an agenda."""

    decision = PickField("Which?", whole=True, missing="Choose one of these")
    purpose = ChoiceField(
        "What is it for this time?", choices=[("discuss", "To discuss"), ("decide", "To decide")], missing="Choose one"
    )
    takes = NumberField("How many minutes?", most=agenda.LONGEST_ITEM, optional=True)
