"""What a return prints of the tallies: small numbers are kept back, now and beside earlier returns."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.dates import Period
from groupkit.grants.counting import Before, checks_of, keep_back, printed, tally_of
from groupkit.grants.facts import Count, Tally
from groupkit.tallies import rules
from groupkit.tallies.figures import MonthRow, PeopleRow, SessionRow, TallyFigures
from groupkit.tallies.masking import Figure
from groupkit.tallies.queries import CheckCard
from tests.grants.test_proposing import FORMATS
from tests.sweep import examples

pytestmark = pytest.mark.pure

PERIOD = Period(date(2026, 1, 1), date(2026, 4, 30))
DAYS = st.dates(PERIOD.first, PERIOD.last)
KINDS = {1: "Tuesdays", 2: "Walks"}
SOME = st.none() | st.integers(0, 12)


@st.composite
def figures(draw: Any) -> TallyFigures:
    """Four months of tallies, with many small numbers."""
    sessions = draw(st.lists(st.tuples(DAYS, st.sampled_from([1, 2]), SOME, SOME), max_size=8))
    rows = tuple(
        SessionRow(number, day, kind, "held", came, False, new, 60)
        for number, (day, kind, came, new) in enumerate(sessions)
    )
    months = [date(2026, month, 1) for month in range(1, 5)]
    counted = draw(
        st.dictionaries(
            st.tuples(st.sampled_from(months), st.sampled_from([*rules.MONTHLY])), st.integers(0, 9), max_size=8
        )
    )
    people = draw(st.lists(st.integers(0, 30), max_size=1))
    return TallyFigures(
        PERIOD,
        rows,
        {kind: name for kind, name in KINDS.items() if any(row.kind_id == kind for row in rows)},
        tuple(MonthRow(month, what, number, False) for (month, what), number in counted.items()),
        tuple(PeopleRow(1, PERIOD.first, PERIOD.last, number, False, "know") for number in people),
    )


CHECK = CheckCard(7, date(2026, 3, 1), 9, {"welcome": (6, 2, 1), "say": (9, 0, 0)})


def counts_in(tally: Tally) -> list[Count]:
    found = [one.count for part in (tally.kinds, tally.months, tally.heard, tally.barriers) for one in part]
    about_no_person = {"sessions", "helper_hours", "talks"}
    return [
        *found,
        *(one.count for one in tally.sums if one.key not in about_no_person),
        *(one.count for one in tally.people),
    ]


@pytest.mark.parametrize("key", ["full_return", "short_form", "booklet"])
@settings(max_examples=examples(25, 600), deadline=None)
@given(found=figures())
def test_no_small_number_is_printed(key: str, found: TallyFigures) -> None:
    kept = keep_back(FORMATS[key], found, [CHECK], Before(), ())
    tally = tally_of(found, [], kept)
    on_it = {one.key for one in printed(FORMATS[key], found, [CHECK])}
    assert {one.key for one in kept.figures} == on_it
    small = {one.key for one in kept.figures if 0 < one.value < 5}
    assert small <= kept.masked.hidden
    if key == "full_return":
        assert all(count.number is None or not 0 < count.number < 5 for count in counts_in(tally))


@settings(max_examples=examples(25, 600), deadline=None)
@given(found=figures())
def test_what_is_filed_first_is_held_against_what_is_filed_next(found: TallyFigures) -> None:
    """A later return never shows what an earlier one of the same figures kept back."""
    first = keep_back(FORMATS["full_return"], found, [], Before(), ())
    before = Before.of([first.to_keep()])
    assert {one.key for one in before.hidden} == set(first.masked.hidden)
    second = keep_back(FORMATS["short_form"], found, [], before, ())
    assert {one.key for one in second.figures} & first.masked.hidden <= second.masked.hidden


def test_the_group_may_choose_to_print_one() -> None:
    found = TallyFigures(PERIOD, (), {}, (MonthRow(PERIOD.first, "moved_on", 2, False),), ())
    made = FORMATS["full_return"]
    assert tally_of(found, [], keep_back(made, found, [], Before(), ())).sum_of("moved_on") == Count(None, hidden=True)
    assert tally_of(found, [], keep_back(made, found, [], Before(), ("moved_on",))).sum_of("moved_on") == Count(2)


def test_a_nought_is_shown_and_a_guess_says_so() -> None:
    found = TallyFigures(
        PERIOD,
        (),
        {},
        (MonthRow(PERIOD.first, "moved_on", 0, False),),
        (PeopleRow(1, PERIOD.first, PERIOD.last, 14, True, "guess"),),
    )
    tally = tally_of(found, [], keep_back(FORMATS["full_return"], found, [], Before(), ()))
    assert tally.sum_of("moved_on") == Count(0)
    assert (tally.people[0].count.said, tally.people[0].how) == ("about 14", "A good guess")


def test_slips_of_paper_are_figures_too() -> None:
    found = TallyFigures(PERIOD, (), {}, (), ())
    kept = keep_back(FORMATS["full_return"], found, [CHECK], Before(), ())
    told, day, slips = checks_of([CHECK], kept)
    assert (day, slips, told[1].answers) == (CHECK.day, 9, (Count(9), Count(0), Count(0)))
    assert [answer.hidden for answer in told[0].answers][1:] == [True, True]


def test_kept_figures_come_back_as_they_were() -> None:
    one = Figure("attendances", frozenset({("session 1", 3)}), True, "Attendances")
    assert Before.of([{"shown": [one.kept()]}]).shown == (one,)
    assert Before.of([{}]) == Before()
