"""What a return prints of the tallies: small numbers are kept back, now and beside earlier returns."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.dates import Period
from groupkit.grants.counting import (
    Before,
    Held,
    Kept,
    checks_of,
    keep_back,
    measures_of,
    outcomes_of,
    placed,
    printed,
    tally_of,
)
from groupkit.grants.facts import NOT_SHOWN, Count, Outcome, Tally
from groupkit.tallies import rules
from groupkit.tallies.figures import MonthRow, PeopleRow, SessionRow, TallyFigures, same_people
from groupkit.tallies.masking import Figure, finer
from groupkit.tallies.queries import CheckCard, MeasureCard
from tests.grants.test_proposing import FORMATS
from tests.sweep import examples
from tests.tallies.test_masking import Enemy

pytestmark = pytest.mark.pure

PERIOD = Period(date(2026, 1, 1), date(2026, 4, 30))
DAYS = st.dates(PERIOD.first, PERIOD.last)
KINDS = {1: "Tuesdays", 2: "Walks"}
SOME = st.none() | st.integers(0, 12)
NONE = Before()


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


def keep(
    key: str, found: TallyFigures, checks: Sequence[CheckCard] = (), before: Before = NONE, chosen: Sequence[str] = ()
) -> Kept:
    """What a format prints of some figures, held against what stood in earlier papers."""
    told = printed(FORMATS[key], found.as_asked, checks)
    return keep_back(told, Held(before, same_people(found), chosen))


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
    kept = keep(key, found, [CHECK])
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
    first = keep("full_return", found)
    before = Before.of([first.to_keep()])
    assert {one.key for one in before.hidden} == set(first.masked.hidden)
    second = keep("short_form", found, before=before)
    assert {one.key for one in second.figures} & first.masked.hidden <= second.masked.hidden


def test_the_group_may_choose_to_print_one() -> None:
    found = TallyFigures(PERIOD, (), {}, (MonthRow(PERIOD.first, "moved_on", 2, False),), ())
    kept = keep("full_return", found)
    assert tally_of(found, [], kept).sum_of("moved_on") == Count(None, hidden=True)
    assert kept.to_choose(()) == [("moved_on", "Moved on, in whatever way was right for them: 2")]
    chosen = keep("full_return", found, chosen=["moved_on"])
    assert tally_of(found, [], chosen).sum_of("moved_on") == Count(2)
    assert chosen.to_choose(["moved_on"]) == kept.to_choose(()), "it can be taken out again"


def test_a_nought_is_shown_and_a_guess_says_so() -> None:
    found = TallyFigures(
        PERIOD,
        (),
        {},
        (MonthRow(PERIOD.first, "moved_on", 0, False),),
        (PeopleRow(1, PERIOD.first, PERIOD.last, 14, True, "guess"),),
    )
    tally = tally_of(found, [], keep("full_return", found))
    assert tally.sum_of("moved_on") == Count(0)
    assert (tally.people[0].count.said, tally.people[0].how) == ("about 14", "A good guess")


def test_slips_of_paper_are_figures_too() -> None:
    found = TallyFigures(PERIOD, (), {}, (), ())
    kept = keep("full_return", found, [CHECK])
    told, day, slips = checks_of([CHECK], kept)
    assert (day, slips, told[1].answers) == (CHECK.day, 9, (Count(9), Count(0), Count(0)))
    assert [answer.hidden for answer in told[0].answers][1:] == [True, True]


def test_kept_figures_come_back_as_they_were() -> None:
    one = Figure("attendances", frozenset({("session 1", 3)}), True, "Attendances")
    assert Before.of([{"shown": [one.kept()]}]).shown == (one,)
    assert Before.of([{}]) == Before()


# --- some kinds of gathering, and funders' forms ---------------------------------------------------


@st.composite
def a_month(draw: Any) -> TallyFigures:
    """Three gatherings of two kinds in one month, and two ways in which people heard; often every new one said so."""
    few = st.integers(0, 3) | st.integers(0, 6)
    rows = tuple(
        SessionRow(number, PERIOD.first, draw(st.sampled_from([1, 2])), "held", draw(few), False, draw(few), 60)
        for number in range(3)
    )
    new = sum(row.first_timers or 0 for row in rows)
    friends = draw(st.integers(0, new))
    posters = new - friends if draw(st.booleans()) else draw(few)
    heard = {"heard_friend": friends, "heard_poster": posters}
    kinds = {kind: name for kind, name in KINDS.items() if any(row.kind_id == kind for row in rows)}
    monthly = tuple(MonthRow(PERIOD.first, what, number, False) for what, number in heard.items())
    return TallyFigures(PERIOD, rows, kinds, monthly, ())


KINDS_ASKED = st.sampled_from([{}, {1: "Tuesdays"}, {2: "Walks"}, KINDS])
PAPERS = st.sampled_from(["full_return", "short_form", "one_page"]) | st.frozensets(
    st.sampled_from(["attendances", "first_timers", "different_people"]), min_size=1
)
"""A return by its format, or a funder's form by the facts that it places."""


def hand_out(paper: str | frozenset[str], found: TallyFigures, before: Before) -> Kept:
    """What a return or a form prints."""
    if isinstance(paper, str):
        return keep(paper, found, before=before)
    return keep_back(placed(found.as_asked, paper), Held(before, same_people(found)))


def enemies(shown: Iterable[Figure], hidden: Iterable[Figure]) -> tuple[Enemy, Enemy]:
    """One who looks at who came, and one who looks at who was new and how they heard: nothing joins the two."""
    both = [list(shown), list(hidden)]
    came = [[one for one in some if one.key.startswith("attendances")] for some in both]
    new = [[one for one in some if not one.key.startswith("attendances")] for some in both]
    return Enemy(*came), Enemy(*new)


@settings(max_examples=examples(25, 400), deadline=None)
@given(a_month(), st.lists(st.tuples(PAPERS, KINDS_ASKED), min_size=2, max_size=3))
def test_no_enemy_works_out_what_returns_by_kind_and_forms_keep_back(
    found: TallyFigures, papers: list[tuple[str | frozenset[str], dict[int, str]]]
) -> None:
    """Whoever reads every return and every form of a grant, each of other kinds of gathering, learns nothing more."""
    told: list[dict[str, Any]] = []
    splits, warned = same_people(found), False
    for paper, asked in papers:
        kept = hand_out(paper, replace(found, asked=asked), Before.of(told))
        warned = warned or bool(kept.masked.sentences)
        told.append(kept.to_keep())
        now = Before.of(told)
        shown, hidden = finer(now.shown, splits), finer(now.hidden, splits)
        assert all(one.value == 0 or one.value >= 5 for one in kept.figures if one.key not in kept.masked.hidden)
        for enemy in enemies(shown, hidden):
            known = [one.key for one in enemy.hidden if enemy.knows(one.atoms)]
            assert warned or known == []


def test_walks_alone_are_held_against_a_return_of_everything() -> None:
    rows = [(1, 12), (1, 9), (2, 8), (2, 3)]
    sessions = tuple(
        SessionRow(number, PERIOD.first, kind, "held", came, False, None, 60)
        for number, (kind, came) in enumerate(rows)
    )
    found = TallyFigures(PERIOD, sessions, KINDS, (), ())
    walks, evenings = replace(found, asked={2: "Walks"}), replace(found, asked={1: "Tuesdays"})
    first = hand_out(frozenset({"attendances"}), found, Before())
    assert first.masked.hidden == frozenset() and first.figures[0].value == 32
    second = hand_out(frozenset({"attendances"}), walks, Before.of([first.to_keep()]))
    assert second.masked.hidden == frozenset(), "eleven at walks, and twenty-one elsewhere"
    sparse = replace(found, rows=(*sessions[:2], replace(sessions[3], kind_id=2)))
    whole = hand_out(frozenset({"attendances"}), sparse, Before())
    rest = hand_out(frozenset({"attendances"}), replace(sparse, asked=evenings.asked), Before.of([whole.to_keep()]))
    assert rest.masked.why == {"attendances": "beside"}, "24 less 21 would give the walk of three away"


def test_what_is_counted_of_some_kinds_says_which_and_what_is_of_everybody() -> None:
    tally = tally_of(
        TallyFigures(PERIOD, (), {}, (MonthRow(PERIOD.first, "contacts", 9, False),), ()),
        [],
        keep("full_return", TallyFigures(PERIOD, (), {}, (), ())),
        ["Walks", "Talks"],
    )
    assert tally.only_note == "Only these gatherings are counted: Walks and Talks."
    assert tally.whole_note == "This is of the whole group."
    assert {one.key: one.whole for one in tally.sums}["contacts"]
    assert (Tally().only_note, Tally().whole_note) == ("", "")


# --- figures that the group typed ------------------------------------------------------------------

OUTCOME = Outcome("People come again", "", "who came again", 2, 12, 3, False, "Slips", PERIOD.last, True, 9)


def test_a_small_figure_of_an_outcome_is_kept_back_until_the_group_chose_it() -> None:
    told = printed(FORMATS["full_return"], TallyFigures(PERIOD, (), {}, (), ()), [], [OUTCOME])
    figures = list(told)
    kept = keep_back(figures, Held())
    [one] = outcomes_of([OUTCOME], kept)
    assert (one.baseline, one.actual, one.target) == (None, None, 12)
    assert one.count("actual").said == one.count("baseline").said == NOT_SHOWN
    assert kept.to_choose(()) == [
        ("outcome|9|baseline", "who came again, at the beginning: 2"),
        ("outcome|9|actual", "who came again, now: 3"),
    ]
    [chosen] = outcomes_of([OUTCOME], keep_back(figures, Held(chosen=["outcome|9|actual"])))
    assert (chosen.actual, chosen.baseline, chosen.kept_back) == (3, None, ("baseline",))


def test_a_figure_of_an_outcome_that_is_not_printed_is_kept_back_all_the_same() -> None:
    """Where nothing is said to be counted, no table has a place for it."""
    bare = replace(OUTCOME, indicator="")
    told = list(printed(FORMATS["full_return"], TallyFigures(PERIOD, (), {}, (), ()), [], [bare]))
    kept = keep_back(told, Held())
    assert (told, kept.to_choose(())) == ([], [])
    assert outcomes_of([bare], kept)[0].actual is None


@given(st.integers(0, 30), st.integers(0, 30))
def test_an_outcome_that_was_counted_again_is_another_figure(before: int, now: int) -> None:
    """It goes up and down from one return to the next; neither is a part of the other."""
    nothing = TallyFigures(PERIOD, (), {}, (), ())
    first, second = (
        keep_back(printed(FORMATS["full_return"], nothing, [], [replace(OUTCOME, baseline=None, actual=number)]), held)
        for number, held in ((before, Held()), (now, Held()))
    )
    held = Held(Before.of([first.to_keep()]))
    second = keep_back(second.figures, held)
    assert (second.masked.hidden == frozenset()) is not (0 < now < 5)
    assert not second.masked.sentences


@pytest.mark.parametrize(("answered", "printed_as"), [(None, NOT_SHOWN), (9, NOT_SHOWN), (10, "7.25")])
def test_an_average_of_fewer_than_ten_answers_is_kept_back(answered: int | None, printed_as: str) -> None:
    card = MeasureCard(4, "How it went", "Valley Fund", PERIOD.last, "7.25", answered)
    kept = Kept((), keep_back([], Held()).masked)
    [told], offered = measures_of([card], kept, ())
    assert told.number == printed_as
    assert bool(offered.to_choose(())) is (printed_as == NOT_SHOWN)
    [told], offered = measures_of([card], kept, ["measure|4"])
    assert told.number == "7.25"
    assert bool(offered.to_choose(["measure|4"])) is (printed_as == NOT_SHOWN), "it can be taken out again"
