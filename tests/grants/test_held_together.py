"""All that one funder holds is held together: by whatever name, from whatever day, whichever row a gathering has."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groupkit.db import db
from groupkit.grants import operations, queries
from groupkit.grants.counting import Kept
from groupkit.grants.given_out import GivenOut, not_comparable, of_same_funder, plain_name
from groupkit.grants.models import FiledReturn, Grant
from tests.grants.giving import Giving
from tests.grants.test_kinds import MAY, kind, only, write
from tests.tallies.desk import EVENING, WALK, Desk

JUNE = date(2026, 6, 1)


def begin(giving: Giving) -> Desk:
    operations.change_grant(giving.row, giving.row.version, by=giving.by, starts=MAY)
    return Desk(giving.group)


def told(row: Grant, key: str = "short_form") -> Kept:
    return queries.known_for(row, queries.draft_of(row, key))[1]


def shown(row: Grant, key: str = "short_form") -> dict[str, int]:
    kept = told(row, key)
    return {one.key: one.value for one in kept.figures if one.key not in kept.masked.hidden}


def filed(giving: Giving) -> int:
    """A return of 23 attendances in all, three of them at a walk that it keeps back."""
    write(giving)
    number = queries.facts_filed(giving.file()).tally.sum_of("attendances").number
    assert number == 23
    return number


# --- by whatever name ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Community chest", "COMMUNITY CHEST", "Community  Chest "])
def test_a_funder_is_the_same_whatever_its_capitals(giving: Giving, name: str) -> None:
    desk = begin(giving)
    desk.session(date(2026, 5, 5), 20)
    desk.session(date(2026, 5, 9), 3, WALK)
    filed(giving)
    second = operations.add_grant(
        funder="x", reference="2", amount=100, purpose="", by=giving.by, starts=MAY, kinds=[kind(EVENING)]
    )
    assert "attendances" in shown(second), "another funder has not read of the 23"
    second.funder = name
    assert "attendances" not in shown(second), "23 less 20 are the three of the walk"


def test_a_funder_that_is_renamed_still_holds_what_it_holds(giving: Giving) -> None:
    """Also from the other side: the grant that was renamed is held against returns under the old name."""
    desk = begin(giving)
    desk.session(date(2026, 5, 5), 20)
    desk.session(date(2026, 5, 9), 3, WALK)
    second = operations.add_grant(
        funder="Community Chest", reference="2", amount=100, purpose="", by=giving.by, starts=MAY, kinds=[kind(EVENING)]
    )
    filed(giving)
    operations.change_grant(giving.row, giving.row.version, by=giving.by, funder="Hill Trust")
    assert "attendances" not in shown(second)
    third = operations.add_grant(
        funder="hill trust", reference="3", amount=100, purpose="", by=giving.by, starts=MAY, kinds=[kind(EVENING)]
    )
    assert "attendances" not in shown(third)


def paper(grant_id: int, *names: str, figures: Any = None) -> GivenOut:
    return GivenOut(grant_id, frozenset(names), figures, f"Paper of {grant_id}")


GRANTS_AND_NAMES = st.tuples(st.integers(1, 5), st.frozensets(st.sampled_from("abcde"), min_size=1, max_size=2))


@pytest.mark.pure
@given(st.lists(GRANTS_AND_NAMES, max_size=6))
def test_who_holds_a_paper_does_not_depend_on_where_one_begins(told: list[tuple[int, frozenset[str]]]) -> None:
    papers = [paper(row, *names) for row, names in told]
    for one in papers:
        for name in one.funders:
            found = of_same_funder(one.grant_id, name, papers)
            assert one in found
            assert all(of_same_funder(two.grant_id, name, papers) == found for two in found)
            rest = [two for two in papers if two not in found]
            assert not {two.grant_id for two in rest} & {two.grant_id for two in found}
            assert not any(two.funders & three.funders for two in rest for three in found)


@pytest.mark.pure
def test_names_are_alike_whatever_their_capitals_gaps_and_accents() -> None:
    assert plain_name(" Zoe\u0301  TRUST") == plain_name("Zoé Trust") != plain_name("Zoe Trust")
    assert not_comparable([paper(1, "a", figures={})]) == ()
    [sentence] = not_comparable([paper(1, "a")])
    assert sentence.startswith("Paper of 1, is from before")


def test_a_return_from_before_figures_were_kept_is_named(giving: Giving) -> None:
    desk = begin(giving)
    desk.session(date(2026, 5, 5), 20)
    desk.session(date(2026, 5, 9), 3, WALK)
    filed(giving)
    row = queries.filed_returns(giving.row)[0]
    content = queries.content_of(row)
    del content["figures"]
    # What was filed is frozen, so the older return is put beside it.
    old = {name: getattr(row, name) for name in _COLUMNS}
    db.session.add(FiledReturn(**old | {"number": 2, "return_no": None, "content": json.dumps(content)}))
    db.session.flush()
    [sentence] = told(giving.row).masked.sentences
    assert sentence.startswith("Return 2 to Community Chest, filed on 18 November 2026, is from before the figures")
    content["facts"]["tally"] = {}
    db.session.add(FiledReturn(**old | {"number": 3, "return_no": None, "content": json.dumps(content)}))
    db.session.flush()
    assert len(told(giving.row).masked.sentences) == 1, "the third tells of nobody"


_COLUMNS = (
    "grant_id", "content_digest", "page", "page_digest", "workbook", "workbook_digest", "file_name", "filed_at",
    "filed_by_no", "history_number", "history_hash",
)  # fmt: skip


# --- the same people -----------------------------------------------------------------------------


def test_new_people_and_how_they_heard_alike_only_over_all_the_days(giving: Giving) -> None:
    """Twelve were new, seven in May; six said in each month how they heard. All but two heard from a friend."""
    desk = begin(giving)
    desk.session(date(2026, 5, 5), 20, first_timers=7)
    desk.session(date(2026, 6, 2), 20, first_timers=5)
    desk.month(MAY, heard_friend=6)
    desk.month(JUNE, heard_friend=4, heard_gp=2)
    found = shown(giving.row, "full_return")
    assert not {"first_timers", "heard_friend"} <= found.keys(), "twelve less ten are the two of the surgery"


# --- written down again --------------------------------------------------------------------------


def test_a_gathering_that_was_written_again_is_the_same_people(giving: Giving) -> None:
    desk = begin(giving)
    evening = desk.session(date(2026, 5, 5), 20)
    desk.session(date(2026, 5, 9), 3, WALK)
    filed(giving)
    evening.standing = "mistake"
    again = desk.session(date(2026, 5, 5), 20)
    only(giving, EVENING)
    kept = told(giving.row)
    assert "attendances" in kept.masked.hidden and kept.masked.sentences == ()
    again.day = date(2026, 5, 6)
    db.session.flush()
    [sentence] = told(giving.row).masked.sentences
    assert sentence.startswith("The gathering of 5 May 2026 stands in an earlier return or form")
    again.attendances = 18
    db.session.flush()
    kept = told(giving.row)
    assert kept.masked.hidden == frozenset() and kept.masked.sentences == (), "eighteen others on another day"


# --- what was counted since ----------------------------------------------------------------------


def test_what_was_counted_since_is_said_where_attendances_stood_in_it(giving: Giving) -> None:
    desk = begin(giving)
    desk.session(date(2026, 5, 5), 20)
    write(giving)
    with_count = giving.file()
    assert queries.moved_on(giving.row, with_count) == []
    desk.session(date(2026, 5, 12), 9)
    assert queries.moved_on(giving.row, with_count) == [
        "gatherings are now 2, 1 more than was filed",
        "attendances are now 29, 9 more than was filed",
    ]
    write(giving, "six_lines")
    without = giving.file()
    desk.session(date(2026, 5, 19), 9)
    assert queries.moved_on(giving.row, without) == [], "six lines print no count"
