"""The figures of a period: what was counted, what was not, and which of them a small number can be worked out from."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from flask import Flask
from sqlalchemy import select

from groupkit.dates import Period
from groupkit.tallies import operations, queries
from groupkit.tallies.figures import Count, TallyFigures, as_figures, same_people
from groupkit.tallies.masking import finer, mask
from groupkit.tallies.models import SessionKind
from tests.builders import AGroup, in_books_of
from tests.ledger.books import counted
from tests.tallies.desk import EVENING, WALK, Desk

SPRING = Period(date(2026, 1, 1), date(2026, 3, 31))


def spring(group: AGroup, period: Period = SPRING) -> TallyFigures:
    desk = Desk(group)
    with in_books_of(group):
        desk.spring()
        operations.write_people(desk.by, first=SPRING.first, last=SPRING.last, people=14, about=True, known_by="guess")
        return queries.figures_of(period)


def test_what_a_spring_came_to(group: AGroup) -> None:
    found = spring(group)
    assert (found.sessions.planned, found.sessions.held, found.sessions.called_off) == (9, 8, 1)
    assert found.attendances == Count(57)
    assert found.first_timers == Count(3)
    assert found.volunteer_minutes == 6 * 90
    assert found.average == Fraction(57, 7), "one of the eight was not counted"
    by_name = {found.kinds[kind]: some for kind, some in found.by_kind.items()}
    assert list(by_name) == [EVENING, WALK]
    assert (by_name[WALK].held, by_name[WALK].counted, by_name[WALK].attendances) == (2, 1, Count(3))
    assert [some.attendances for some in found.by_month.values()] == [Count(17), Count(20), Count(20)]
    assert found.counts["contacts"] == Count(12) and found.counts["heard_gp"] == Count(1)
    assert "heard_online" not in found.counts, "what nobody counted is not nought"
    assert [one.count for one in found.people] == [Count(14, True)]


def test_a_period_that_cuts_a_month_leaves_out_its_counts_and_says_so(group: AGroup) -> None:
    found = spring(group, Period(date(2026, 1, 7), date(2026, 3, 31)))
    assert found.cut_months == (date(2026, 1, 1),)
    assert found.counts == {"contacts": Count(0), "heard_poster": Count(2)}
    assert found.attendances == Count(48), "sessions are by day"
    assert found.people == (), "a count over a longer time is no figure of this one"


def test_about_anywhere_is_about_in_the_sum(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        desk.session(date(2026, 1, 6), 9)
        desk.session(date(2026, 1, 20), 10, about=True)
        found = queries.figures_of(SPRING)
    assert found.attendances == Count(19, True) and str(found.attendances) == "about 19"


def test_nothing_written_down_is_not_counted_and_never_nought(group: AGroup) -> None:
    with in_books_of(group):
        found = queries.figures_of(SPRING)
    assert (found.attendances, found.first_timers, found.average, dict(found.counts)) == (None, None, None, {})
    assert as_figures(found) == []


def test_figures_share_the_counts_that_they_are_made_of(group: AGroup) -> None:
    figures = {one.key: one for one in as_figures(spring(group), across=True)}
    total = figures["attendances"]
    months = [one for key, one in figures.items() if key.startswith("attendances|2026") and "kind" not in key]
    assert total.parts == frozenset().union(*(one.parts for one in months))
    assert total.value == 57 and sum(one.value for one in months) == 57
    assert len([key for key in figures if key.count("|") == 2 and key.startswith("att")]) == 4


def test_first_timers_who_all_said_how_they_heard_of_us_are_the_same_people(group: AGroup) -> None:
    """January: one new, one source. Who is shown the one is shown the other."""
    found = spring(group)
    figures = {one.key: one for one in finer(as_figures(found), same_people(found))}
    assert figures["first_timers|2026-01"].parts == figures["heard_gp"].parts
    assert figures["first_timers|2026-03"].parts != figures["heard_poster"].parts, "two said so, and one was new"
    assert {one.key: one.value for one in as_figures(found)} == {key: one.value for key, one in figures.items()}


def test_a_walk_of_three_is_kept_back_with_enough_beside_it(group: AGroup) -> None:
    found = spring(group)
    walk = next(kind for kind, name in found.kinds.items() if name == WALK)
    masked = mask(finer(as_figures(found), same_people(found)))
    assert f"attendances|kind {walk}" in masked.hidden
    assert {"first_timers", "heard_gp", "heard_poster"} <= masked.hidden
    evening = next(kind for kind, name in found.kinds.items() if name == EVENING)
    assert {"attendances", f"attendances|kind {evening}"} & masked.hidden, "or one minus the other is three"
    assert "contacts" not in masked.hidden
    assert masked.sentences == ()


def test_only_some_kinds_may_be_asked_for_and_what_is_known_of_all_stays(group: AGroup) -> None:
    found = spring(group)
    walk = next(kind for kind, name in found.kinds.items() if name == WALK)
    with in_books_of(group):
        walks = queries.figures_of(SPRING, select(SessionKind.id).where(SessionKind.name == WALK))
        later = Period(date(2027, 1, 1), date(2027, 3, 31))
        none = queries.figures_of(later, select(SessionKind.id).where(SessionKind.name == WALK)).as_asked
    assert found.as_asked is found and replace(walks, asked={}) == found, "the figures themselves hold every kind"
    only = walks.as_asked
    assert (only.asked, only.kinds, none.asked) == ({walk: WALK}, {walk: WALK}, {walk: WALK})
    assert (only.sessions.planned, only.sessions.held, only.attendances) == (3, 2, Count(3))
    assert [some.held for some in only.by_month.values()] == [0, 1, 1]
    assert (only.counts, only.people, none.rows) == (found.counts, found.people, ())


def test_new_people_at_one_kind_of_session_are_some_of_those_who_heard(group: AGroup) -> None:
    """Seven were new and each said how they heard. Whoever is told that five were new at walks knows of two more."""
    desk = Desk(group)
    with in_books_of(group):
        desk.session(date(2026, 1, 6), 9, first_timers=2)
        desk.session(date(2026, 1, 20), 9, WALK, first_timers=5)
        desk.month(date(2026, 1, 1), heard_gp=3, heard_poster=4)
        found = queries.figures_of(SPRING, select(SessionKind.id).where(SessionKind.name == WALK))
    [everybody] = [one for one in as_figures(found, ()) if one.key == "first_timers"]
    [walkers] = [one for one in as_figures(found.as_asked, ()) if one.key == "first_timers"]
    splits = same_people(found)
    heard = [one for one in finer(as_figures(found), splits) if one.key.startswith("heard")]
    assert (everybody.value, walkers.value) == (7, 5)
    assert mask([walkers], [everybody]).hidden == {"first_timers"}
    assert mask(finer([walkers], splits), finer([everybody], splits), heard).hidden == {"first_timers"}
    assert frozenset().union(*(one.parts for one in heard)) == finer([everybody], splits)[0].parts


def test_who_came_in_one_month_and_was_asked_in_the_next_is_the_same_too(group: AGroup) -> None:
    """January fits by itself; February and March do only together, and so do the sums of all three."""
    desk = Desk(group)
    with in_books_of(group):
        for month, new in ((1, 5), (2, 7), (3, 5)):
            desk.session(date(2026, month, 6), 20, first_timers=new)
        desk.month(date(2026, 1, 1), heard_gp=5)
        desk.month(date(2026, 2, 1), heard_friend=6)
        desk.month(date(2026, 3, 1), heard_friend=4, heard_gp=2)
        found = queries.figures_of(SPRING)
    figures = {one.key: one for one in finer(as_figures(found), same_people(found))}
    assert figures["first_timers"].parts == figures["heard_gp"].parts | figures["heard_friend"].parts
    assert figures["first_timers|2026-01"].parts < figures["heard_gp"].parts
    assert {one.key: one.value for one in as_figures(found)} == {key: one.value for key, one in figures.items()}


def test_what_was_a_mistake_is_told_beside_the_figures_and_in_none(group: AGroup) -> None:
    desk = Desk(group)
    with in_books_of(group):
        desk.session(date(2026, 1, 6), 9)
        desk.session(date(2026, 1, 7), 3, WALK, standing="mistake")
        found = queries.figures_of(SPRING)
    assert [one.day.day for one in found.mistaken] == [7] and found.attendances == Count(9)
    assert list(found.kinds.values()) == [EVENING] and found.sessions.planned == 1


def test_figures_take_few_questions(app: Flask, group: AGroup) -> None:
    spring(group)
    with in_books_of(group), counted(app) as asked:
        queries.figures_of(SPRING)
    assert len(asked) == 3
