"""What was counted, as a return prints it: each number with its words, small ones kept back.

What is kept back is worked out by `tallies.masking` from the very figures that a format prints, beside those of the
returns that were filed for the same grant before.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from groupkit.dates import long_day
from groupkit.grants.facts import (
    NOT_SHOWN,
    Check,
    Count,
    Counted,
    Measured,
    Outcome,
    Own,
    People,
    Tally,
    longest_of,
)
from groupkit.grants.format import ReturnFormat
from groupkit.tallies import rules as tallies
from groupkit.tallies.figures import Count as Number
from groupkit.tallies.figures import SessionFigures, TallyFigures, as_figures
from groupkit.tallies.masking import FEWEST, Figure, Masked, Splits, figure_kept, finer, mask
from groupkit.tallies.queries import CheckCard, MeasureCard

_PLAIN = Count(None)
_ATTENDED = frozenset({"activities", "attendance_by_month"})


@dataclass(frozen=True)
class Before:
    """What earlier returns of a grant show, and what they kept back."""

    shown: tuple[Figure, ...] = ()
    hidden: tuple[Figure, ...] = ()

    @classmethod
    def of(cls, kept: Sequence[Mapping[str, list[Mapping[str, object]]]]) -> "Before":
        """From what was kept with each return that was filed."""
        return cls(
            tuple(figure_kept(one) for each in kept for one in each.get("shown", ())),
            tuple(figure_kept(one) for each in kept for one in each.get("hidden", ())),
        )


@dataclass(frozen=True)
class Kept:
    """The figures of a return, with what is kept back of them and why."""

    figures: tuple[Figure, ...]
    masked: Masked
    few: tuple[tuple[str, str], ...] = ()
    """Averages from too few answers, by key, each in the words by which the group may choose to print it."""

    def count(self, key: str, number: Number | None) -> Count:
        """A number as it is printed; nothing where nobody counted.

        What the format does not print was not held against the rest: a small one is kept back for whoever asks for it
        elsewhere, as a funder's own form does.
        """
        if number is None:
            return _PLAIN
        unlooked = 0 < number.number < FEWEST and key != "talks" and key not in self._printed
        hidden = unlooked or key in self.masked.hidden
        return Count(None if hidden else number.number, number.about, hidden)

    @cached_property
    def _printed(self) -> frozenset[str]:
        return frozenset(one.key for one in self.figures)

    def small(self) -> list[Figure]:
        """The small numbers that are kept back, which the group may choose to print."""
        return [one for one in self.figures if self.masked.why.get(one.key) == "small"]

    def to_choose(self, chosen: Collection[str]) -> list[tuple[str, str]]:
        """What the group may choose to print, by key with its words; what it chose already can be taken out again."""
        small = {one.key for one in self.small()} | set(chosen)
        return [*((one.key, f"{one.called}: {one.value}") for one in self.figures if one.key in small), *self.few]

    def to_keep(self, left_out: Collection[str] = ()) -> dict[str, list[dict[str, object]]]:
        """What is kept with a return that is filed, so that a later one can be held against it; without the figures of
        some keys, which stand nowhere in it."""
        told: dict[str, list[dict[str, object]]] = {"shown": [], "hidden": []}
        for one in self.figures:
            if one.key not in left_out:
                told["hidden" if one.key in self.masked.hidden else "shown"].append(one.kept())
        return told


@dataclass(frozen=True)
class Held:
    """What figures are held against: those of earlier returns and forms, and counts that are the same people."""

    before: Before = Before()
    splits: Splits = field(default_factory=dict)
    chosen: Collection[str] = ()
    """The keys of what the group chose to print."""


def keep_back(figures: Iterable[Figure], held: Held) -> Kept:
    """Figures that are printed together; small ones are kept back unless the group chose to print them."""
    told = tuple(figures)
    shown, hidden = (finer(some, held.splits) for some in (held.before.shown, held.before.hidden))
    return Kept(told, mask(finer(told, held.splits), shown, hidden, held.chosen))


def printed(
    made: ReturnFormat, found: TallyFigures, checks: Sequence[CheckCard], outcomes: Iterable[Outcome] = ()
) -> Iterator[Figure]:
    """The figures about people that a format prints; of outcomes it is not known, so theirs are taken to be."""
    names, on_sheet = _asked(made), _on_paper(made)
    tables = [name for name, table in (("month", "attendance_by_month"), ("kind", "activities")) if table in on_sheet]
    for one in as_figures(found, tables):
        if one.key.startswith("first_timers|"):
            continue
        if _is_printed(one.key, names, on_sheet):
            yield one
    if "group_check" in on_sheet:
        yield from _of_checks(checks[:1])
    if "indicators" in on_sheet:
        yield from _of_outcomes(one for one in outcomes if one.indicator)


def placed(found: TallyFigures, names: Collection[str]) -> Iterator[Figure]:
    """The figures about people that facts of these names print each by itself, as in the cells of a funder's form."""
    longest = longest_of(found.people)
    for one in as_figures(found, ()):
        if one.key in names or ("different_people" in names and longest and one.key == longest.key):
            yield one


def _asked(made: ReturnFormat) -> set[str]:
    facts = {name for line in made.asks for name in line.facts}
    return facts | {question.known for question in made.questions()}


def _on_paper(made: ReturnFormat) -> set[str]:
    """The tables that a format prints, on the sheets behind too."""
    return {
        *made.tables,
        *(_BEHIND if "activity" in made.sheets else ()),
        *(_MORE if "outcomes" in made.sheets else ()),
    }


_BEHIND = (*_ATTENDED, "different_people", "other_counts", "heard_of_us", "got_in_the_way")
_MORE = ("group_check", "indicators")


def _is_printed(key: str, names: set[str], tables: set[str]) -> bool:
    kind = key.split("|")[0]
    if kind == "attendances":
        return "attendances" in names or bool(_ATTENDED & tables) or "other_counts" in tables
    if kind == "people":
        return "different_people" in names or "different_people" in tables
    if kind in tallies.HEARD:
        return "heard_of_us" in tables
    if kind in tallies.BARRIERS:
        return "got_in_the_way" in tables
    return _FACTS.get(kind, kind) in names or "other_counts" in tables


_FACTS = {"took_job": "took_a_job"}
"""Where a fact of a return is called otherwise than the count behind it."""


def _of_checks(checks: Sequence[CheckCard]) -> Iterator[Figure]:
    """The answers on slips of paper; where everybody answered, how many slips there were is their sum."""
    for check in checks:
        for asked, answers in check.answers.items():
            parts = [(f"check {check.id}|{asked}|{place}", number) for place, number in enumerate(answers)]
            for place, part in enumerate(parts):
                called = f"{tallies.QUESTIONS[asked]}: {list(tallies.ANSWERS.values())[place].lower()}"
                yield Figure(f"check|{check.id}|{asked}|{place}", frozenset({part}), False, called)
            empty = (f"check {check.id}|{asked}|empty", check.slips - sum(answers))
            yield Figure(f"check|{check.id}|{asked}", frozenset({*parts, empty}), False, "Slips handed in")


_WHEN: tuple[tuple[Own, str], ...] = (("baseline", "at the beginning"), ("actual", "now"))


def _of_outcomes(outcomes: Iterable[Outcome]) -> Iterator[Figure]:
    """The group's own figures of outcomes. One that was counted again is another: neither is part of the other."""
    for one in outcomes:
        for which, when in _WHEN:
            key, number = _own(one, which), one.count(which).number
            if number is not None:
                yield Figure(
                    key,
                    frozenset({(f"{key}|{one.counted_on}|{number}", number)}),
                    one.about,
                    f"{one.indicator}, {when}",
                )


def _own(one: Outcome, which: Own) -> str:
    return f"outcome|{one.id}|{which}"


def outcomes_of(outcomes: Iterable[Outcome], kept: Kept) -> tuple[Outcome, ...]:
    """Outcomes as a return prints them: without the figures that are kept back."""
    return tuple(_without_small(one, kept) for one in outcomes)


def _without_small(one: Outcome, kept: Kept) -> Outcome:
    numbers = {which: one.count(which).number for which, _ in _WHEN}
    hidden = tuple(
        which
        for which, number in numbers.items()
        if number is not None and kept.count(_own(one, which), Number(number)).hidden
    )
    left = {which: None if which in hidden else number for which, number in numbers.items()}
    return replace(one, baseline=left["baseline"], actual=left["actual"], kept_back=hidden)


FEWEST_ANSWERS = 10
"""An average of fewer says little, and may give one answer away (DOMAIN 6.5)."""


def measures_of(cards: Iterable[MeasureCard], kept: Kept, chosen: Collection[str]) -> tuple[list[Measured], Kept]:
    """Figures on funders' measures as a return prints them, and what the group may choose of them.

    One from too few answers is kept back unless the group chose to print it; so is one of which nobody wrote down from
    how many it is.
    """
    told, few = [], []
    for one in cards:
        key, number = f"measure|{one.id}", one.number
        if one.answered is None or one.answered < FEWEST_ANSWERS:
            many = "nobody wrote down from how many answers" if one.answered is None else f"answers: {one.answered}"
            few.append((key, f"{one.name}, {long_day(one.day)}: {one.number} ({many})"))
            number = one.number if key in chosen else NOT_SHOWN
        told.append(Measured(one.name, one.source, one.day, number))
    return told, replace(kept, few=tuple(few))


def tally_of(found: TallyFigures, measures: Sequence[Measured], kept: Kept, only: Sequence[str] = ()) -> Tally:
    """What was counted, as a return prints it; `only` are the kinds of gathering that it counts, where not all."""
    return Tally(
        sums=tuple(_sums(found, kept)),
        kinds=tuple(_kinds(found, kept)),
        months=tuple(_months(found, kept)),
        heard=tuple(_counted(found, kept, tallies.HEARD)),
        barriers=tuple(_counted(found, kept, tallies.BARRIERS)),
        people=tuple(
            People(one.first, one.last, kept.count(one.key, one.count), tallies.KNOWN_BY.get(one.known_by, ""))
            for one in found.people
        ),
        measures=tuple(measures),
        only=tuple(only),
    )


def _sums(found: TallyFigures, kept: Kept) -> Iterator[Counted]:
    if found.rows:
        yield Counted("sessions", "Gatherings", Count(found.sessions.held))
    yield Counted("attendances", "Attendances", kept.count("attendances", found.attendances))
    yield Counted("first_timers", "For the first time", kept.count("first_timers", found.first_timers))
    if found.volunteer_minutes:
        whole, rest = divmod(found.volunteer_minutes, 60)
        yield Counted("helper_hours", "Volunteers’ hours, in whole hours", Count(whole, about=bool(rest)))
    for key, name in tallies.ALSO.items():
        yield Counted(_FACTS.get(key, key), name, kept.count(key, found.counts.get(key)), whole=True)


def _kinds(found: TallyFigures, kept: Kept) -> Iterator[Counted]:
    for kind, figures in found.by_kind.items():
        yield _gatherings(f"kind {kind}", found.kinds[kind], figures, kept)


def _months(found: TallyFigures, kept: Kept) -> Iterator[Counted]:
    for month, figures in found.by_month.items():
        yield _gatherings(f"{month:%Y-%m}", tallies.month_name(month), figures, kept)


def _gatherings(key: str, name: str, figures: SessionFigures, kept: Kept) -> Counted:
    count = kept.count(f"attendances|{key}", figures.attendances)
    return Counted(key, name, count, held=Count(figures.held), planned=Count(figures.planned))


def _counted(found: TallyFigures, kept: Kept, names: Mapping[str, str]) -> Iterator[Counted]:
    for key, name in names.items():
        if key in found.counts:
            yield Counted(key, name, kept.count(key, found.counts[key]), whole=True)


def checks_of(cards: Sequence[CheckCard], kept: Kept) -> tuple[tuple[Check, ...], date | None, int]:
    """The latest yearly check as a return prints it, its day, and how many slips there were."""
    if not cards:
        return (), None, 0
    latest = cards[0]
    told = tuple(
        Check(
            tallies.QUESTIONS[asked],
            tuple(
                kept.count(f"check|{latest.id}|{asked}|{place}", Number(number)) for place, number in enumerate(answers)
            ),
        )
        for asked, answers in latest.answers.items()
    )
    return told, latest.day, latest.slips
