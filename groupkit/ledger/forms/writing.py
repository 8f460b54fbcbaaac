"""What every form that writes in the book has: a day, a note, and the answers that a rule may ask for."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import g, request

from groupkit.forms import DayField, GroupForm, LineField, TickField, VersionField, WordsField
from groupkit.ledger.operations import Answers
from groupkit.ledger.queries import Choice, Choices
from groupkit.ledger.rules import Legs

LATER = ("reason", "note", "picture", "future_ok", "below_zero", "revision")
NO_NAMES = "Leave out names of members"


class BookForm(GroupForm):
    """A form that writes a line in the book, or with `correcting` puts one right."""

    kind = ""
    asks: Mapping[str, str] = {}
    """The question of a field, where this kind of entry asks it in its own words."""

    day = DayField("When was it?", "For example 18/11/2026, 18 Nov or yesterday")
    reason = LineField(
        "What was wrong?",
        "A few words, for example: typed 12.50 and the receipt says 15.20",
        most=300,
        missing="Write in a few words what was wrong",
    )
    note = WordsField("A note", f"Anything worth remembering. {NO_NAMES}", optional=True, most=500, rows=2)
    future_ok = TickField("Yes, the day is right: it has not come yet", aside=True, optional=True)
    below_zero = LineField(
        "Why is that all right?",
        "For example: the next part of the grant is on its way",
        most=300,
        aside=True,
        optional=True,
    )
    revision = VersionField()

    def __init__(self, known: Choices, data: Mapping[str, Any] | None = None, correcting: bool = False) -> None:
        super().__init__(data)
        self.known = known
        self._pressed = request.form.get("more", "") if request.method == "POST" else ""
        g.more_rows = bool(self._pressed)
        for name in ("note", "payee", "picture") if correcting else ("reason", "revision"):
            self._drop(name)
        for name, question in self.asks.items():
            if name in self:
                self[name].label.text = question
        self.offer()
        later = {name: self._fields.pop(name) for name in LATER if name in self}
        self._fields.update(later)

    def offer(self) -> None:
        """Fill in what can be chosen, and leave out every question that has only one answer."""

    def figures(self) -> dict[str, Any]:
        """The day and the figures, as the operation that writes this kind of entry takes them."""
        raise NotImplementedError

    def legs(self) -> Legs:
        """The two sides of the entry that the answers describe."""
        raise NotImplementedError

    @classmethod
    def filled_from(cls, day: date | None, legs: Legs) -> dict[str, Any]:
        """What to put in the form so that it says what an entry says: the way back from `legs`."""
        raise NotImplementedError

    def show_balances(self, accounts: Mapping[int, int], funds: Mapping[int, int]) -> None:
        """Put what is in each account and fund beside it."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        """Everything that was answered, as the operation that writes this kind of entry takes it."""
        words = {name: self[name].data for name in ("note", "payee", "picture") if name in self}
        return {**self.figures(), **words, "answers": self.answers}

    def correction(self) -> dict[str, Any]:
        """What `correct_entry` takes."""
        return {"day": self.day.data, "legs": self.legs(), "reason": self.reason.data, "answers": self.answers}

    @property
    def answers(self) -> Answers:
        """What was said to the questions that a rule may ask."""
        return Answers(bool(self.future_ok.data), self.below_zero.data or "" if "below_zero" in self else "")

    def said(self, name: str) -> Any:
        """An answer, or None where the question was left out."""
        return self[name].data if name in self else None

    def _drop(self, name: str) -> None:
        if name in self:
            del self[name]


def options(found: list[Choice]) -> list[tuple[int, str]]:
    """Choices as a field offers them."""
    return [(choice.id, f"{choice.name} (closed)" if choice.closed else choice.name) for choice in found]


def open_or_said(found: list[Choice], *said: int | None) -> list[Choice]:
    """Those that are open, and what an entry says already: leaving that out would quietly put another in its place."""
    return [choice for choice in found if not choice.closed or choice.id in said]


def choose(field: Any, found: list[Choice]) -> None:
    """Offer these; the only one there is stands chosen already."""
    field.choices = options(found)
    if len(found) == 1 and field.data is None and not field.raw_data:
        field.data = found[0].id
