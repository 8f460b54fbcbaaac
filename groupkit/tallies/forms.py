"""The forms of tallies: a session in a minute, the counts of a month, different people, words with a yes."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from groupkit.forms import (
    ChoiceField,
    ComingDayField,
    DayField,
    GroupForm,
    LineField,
    NumberField,
    PicksField,
    PictureField,
    TickField,
    VersionField,
    WordsField,
)
from groupkit.tallies import rules
from groupkit.tallies.figures import Count
from groupkit.tallies.models import GroupCheck, Measure, PeopleCount, SessionKind, TallySession
from groupkit.tallies.operations import Came

ABOUT = ("about ", "around ", "c. ", "ca. ", "~")
"""What people write before a number that is a good guess."""


class CountField(NumberField):
    """A whole number that may be a good guess: `12`, `about 12`."""

    def __init__(self, label: str, hint: str = "", **options: Any) -> None:
        super().__init__(label, hint, most=rules.MOST, render_kw={"inputmode": "text"}, **options)

    def read(self, text: str) -> Any:
        """The number with its `about`."""
        plain = text.casefold()
        sign = next((one for one in ABOUT if plain.startswith(one)), "")
        return Count(super().read(plain.removeprefix(sign).strip()), bool(sign))


class HoursField(NumberField):
    """Hours, kept as whole minutes."""

    def __init__(self, label: str, hint: str = "", **options: Any) -> None:
        super().__init__(label, hint, render_kw={"inputmode": "text"}, **options)

    def read(self, text: str) -> int:
        return rules.read_hours(text)

    def show(self, value: Any) -> str:
        return rules.hours(value) if value else ""


class MeasuredField(NumberField):
    """A number on a funder's measure, kept in hundredths."""

    missing = "Write one number, like 7 or 7.25"

    def __init__(self, label: str, hint: str = "", **options: Any) -> None:
        super().__init__(label, hint, render_kw={"inputmode": "text"}, **options)

    def read(self, text: str) -> int:
        return rules.read_hundredths(text)

    def show(self, value: Any) -> str:
        return rules.in_figures(value)


class _SessionForm(GroupForm):
    """What is asked of a session, new or put right."""

    kind = ChoiceField("What was it?")
    day = DayField("On which day?", "Like 18/11/2026, today or yesterday")
    attendances = NumberField(
        "How many came?",
        "Everybody who was there, helpers too. Left empty: nobody counted",
        most=rules.MOST,
        optional=True,
    )
    about = TickField("That is about right, not exact")
    first_timers = NumberField(
        "How many of them for the first time?", "Left empty: nobody counted", most=rules.MOST, optional=True
    )
    helper_minutes = HoursField(
        "Helpers’ hours", "All helpers together, with setting up and washing up. Like 6 or 1.5", optional=True
    )

    @property
    def standing(self) -> str:
        """Whether it was held: a key of `rules.STANDINGS`."""
        raise NotImplementedError

    def came(self) -> Came:
        """The session as the operations take it."""
        return Came(
            day=self["day"].data,
            kind=self["kind"].data,
            standing=self.standing,
            attendances=self.attendances.data,
            about=bool(self.about.data) and self.attendances.data is not None,
            first_timers=self.first_timers.data,
            helper_minutes=self.helper_minutes.data or 0,
        )


class SessionForm(_SessionForm):
    """A session in a minute."""

    called_off = TickField("It was planned, and called off")

    @classmethod
    def of(cls, kinds: list[str], day: date, came: int | None = None) -> Self:
        """The form for a new session: the first kind, a day, and how many came where that was counted elsewhere."""
        form = cls({"kind": kinds[0] if kinds else None, "day": day, "attendances": came})
        form.kind.choices = [(name, name) for name in kinds]
        return form

    @property
    def standing(self) -> str:
        """Whether it was held."""
        return "called_off" if self.called_off.data else "held"


class ChangeSessionForm(_SessionForm):
    """A session that is put right."""

    stands = ChoiceField("How does it stand?", choices=list(rules.STANDINGS.items()))
    version = VersionField()

    @classmethod
    def for_row(cls, row: TallySession, kinds: list[str], kind: str) -> Self:
        """The form with what is written down."""
        names = ("day", "attendances", "about", "first_timers", "helper_minutes", "version")
        form = cls({name: getattr(row, name) for name in names} | {"stands": row.standing, "kind": kind})
        form.kind.choices = [(name, name) for name in dict.fromkeys([*kinds, kind])]
        return form

    @property
    def standing(self) -> str:
        """As it was chosen."""
        return str(self.stands.data)


class KindForm(GroupForm):
    """A kind of session."""

    name = LineField("What do you call it?", "Like “Tuesday evening” or “Canal walk”. No names of people", most=60)


class ChangeKindForm(KindForm):
    """A kind that is called something else, or stands elsewhere."""

    place = NumberField("Where does it stand in the list?", "1 is the first, and is chosen beforehand", most=99)
    in_use = TickField("We still use it")
    version = VersionField()

    @classmethod
    def of(cls, row: SessionKind) -> Self:
        """The form with what is there."""
        return cls({name: getattr(row, name) for name in ("name", "place", "in_use", "version")})


class MonthForm(GroupForm):
    """The counts of one month: a small box for each. Made by `of`."""

    version = VersionField()

    @classmethod
    def of(cls, counts: Mapping[str, Count], version: int) -> Self:
        """The form with what was counted so far."""
        fields = {what: CountField(label, optional=True) for what, label in rules.MONTHLY.items()}
        form: Self = type("MonthForm", (cls,), fields)({**counts, "version": version})
        return form

    def counts(self) -> dict[str, tuple[int | None, bool]]:
        """The counts as the operations take them."""
        found = {what: self[what].data for what in rules.MONTHLY}
        return {what: (one.number, one.about) if one else (None, False) for what, one in found.items()}


class PeopleForm(GroupForm):
    """How many different people came over some time."""

    first = DayField("From which day?")
    last = DayField("To which day?", "That day counts too")
    people = NumberField("How many different people?", "Each person once, however often they came", most=rules.MOST)
    about = TickField("That is about right, not exact")
    known_by = ChoiceField("How do you know?", choices=list(rules.KNOWN_BY.items()))

    @classmethod
    def of(cls, first: date, last: date) -> Self:
        """The form for a new count."""
        return cls({"first": first, "last": last})


class ChangePeopleForm(PeopleForm):
    """A count that is put right."""

    set_aside = TickField("This was written down by mistake. Use it no more")
    version = VersionField()

    @classmethod
    def for_row(cls, row: PeopleCount) -> Self:
        """The form with what is written down."""
        names = ("first", "last", "people", "about", "known_by", "set_aside", "version")
        return cls({name: getattr(row, name) for name in names})


class VoiceForm(GroupForm):
    """Words or a picture, with what somebody said yes to."""

    kind = ChoiceField("What is it?", choices=list(rules.VOICES.items()))
    words = WordsField("The words", "As they were said, without names. Of a picture: what it shows", rows=4, most=4_000)
    picture = PictureField("The picture", "Only for a picture. Place and camera are taken out of it", optional=True)
    signed = LineField(
        "How is it signed?", "Usually “a member”. A first name only if they asked for it", most=60, optional=True
    )
    uses = PicksField(
        "What did they say yes to?",
        "Ask for each by itself",
        choices=[(use, words[0].upper() + words[1:]) for use, words in rules.USES.items()],
        optional=True,
    )
    yes_on = DayField("On which day did they say yes?")
    until = ComingDayField("Until when?", "Left empty: until they take it back", optional=True)

    @classmethod
    def of(cls, today: date) -> Self:
        """The form for something new."""
        return cls({"kind": "quotation", "signed": rules.SIGNED, "yes_on": today})


class WithdrawForm(GroupForm):
    """Somebody took their yes back."""

    day = DayField("On which day did they say so?")
    take_out = TickField("They want it gone: take words and picture out for good")


class CheckForm(GroupForm):
    """The slips of a group check, counted. Made by `of`."""

    day = DayField("On which day was it?")
    slips = NumberField("How many slips were handed in?", "Empty ones too", most=rules.MOST)
    version = VersionField()

    @classmethod
    def of(cls, today: date, row: GroupCheck | None = None, answers: Mapping[str, tuple[int, int, int]] = {}) -> Self:
        """The form, with what is written down where it is put right."""
        said: dict[str, Any] = {"day": row.day, "slips": row.slips, "version": row.version} if row else {"day": today}
        fields = {}
        for question in rules.QUESTIONS:
            for answer, label in rules.ANSWERS.items():
                name = f"{question}_{answer}"
                fields[name] = NumberField(label, most=rules.MOST, optional=True)
                said[name] = _given(answers, question, answer)
        form: Self = type("CheckForm", (cls,), fields)(said)
        return form

    def answers(self) -> dict[str, tuple[int, int, int]]:
        """The counts by question: agree, partly, not yet. An empty box is nobody."""
        return {
            question: (
                self[f"{question}_agree"].data or 0,
                self[f"{question}_partly"].data or 0,
                self[f"{question}_not_yet"].data or 0,
            )
            for question in rules.QUESTIONS
        }


def _given(answers: Mapping[str, tuple[int, int, int]], question: str, answer: str) -> int | None:
    counts = answers.get(question)
    return counts[list(rules.ANSWERS).index(answer)] if counts else None


class MeasureForm(GroupForm):
    """A number on a funder's own measure."""

    name = LineField("What is the measure called?", "As the funder calls it. None comes with this kit")
    source = LineField("Where does it come from?", "Like “our funder’s form of March, slips filled in at the meeting”")
    day = DayField("On which day was it?")
    hundredths = MeasuredField("The number", "As it came out by their own rules, like 7 or 7.25")
    answered = NumberField(
        "How many people is it from?", "An average of fewer than ten says little", most=rules.MOST, optional=True
    )

    @classmethod
    def of(cls, today: date) -> Self:
        """The form for a new number."""
        return cls({"day": today})


class ChangeMeasureForm(MeasureForm):
    """A number that is put right."""

    set_aside = TickField("This was written down by mistake. Use it no more")
    version = VersionField()

    @classmethod
    def for_row(cls, row: Measure) -> Self:
        """The form with what is written down."""
        names = ("name", "source", "day", "hundredths", "answered", "set_aside", "version")
        return cls({name: getattr(row, name) for name in names})


class BringInForm(GroupForm):
    """One tap: a session that another book knows of. Which one comes with the button."""
