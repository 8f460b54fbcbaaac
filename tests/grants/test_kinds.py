"""A grant that is for some kinds of gathering: its returns count these, and say so, also beside earlier returns."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit.dates import Period
from groupkit.grants import operations, queries
from groupkit.grants.facts import NOT_SHOWN, Facts
from groupkit.grants.models import GrantKind, GrantOutcome
from groupkit.grants.paper import lay_out
from groupkit.grants.tables import TABLES
from groupkit.refusal import Conflict, Refused
from groupkit.tallies import operations as tallying
from groupkit.tallies import queries as tallies
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import AGroup, another_group, count, in_books_of, sign_in_as
from tests.grants.giving import ANSWERS, Giving, Saved
from tests.tallies.desk import EVENING, WALK, Desk

MAY = date(2026, 5, 1)


def fill(group: AGroup, walkers: int = 11) -> None:
    """A May of Tuesdays and one walk, and what was counted of everybody."""
    desk = Desk(group)
    for day, came in ((5, 12), (19, 9)):
        desk.session(date(2026, 5, day), came, first_timers=3, helper_minutes=60)
    desk.session(date(2026, 5, 9), walkers, WALK, first_timers=5, helper_minutes=120)
    desk.session(date(2026, 5, 23), None, WALK, standing="called_off")
    desk.month(MAY, contacts=14, heard_gp=6, moved_on=7)
    tallying.write_people(desk.by, first=MAY, last=date(2026, 5, 31), people=16, about=False, known_by="know")


def kind(name: str) -> int:
    return next(one.id for one in tallies.kinds() if one.name == name)


def only(giving: Giving, *names: str) -> None:
    kinds = [kind(name) for name in names]
    operations.change_grant(giving.row, giving.row.version, by=giving.by, kinds=kinds)


def known(giving: Giving, key: str = "full_return") -> tuple[Facts, str]:
    """The facts of a draft, and its whole paper in words."""
    draft = queries.draft_of(giving.row, key)
    facts = queries.facts_for(giving.row, draft)
    lines = lay_out(draft.format, facts, {}).lines
    tables = [table for line in lines for table in line.tables]
    words = [line.text for line in lines] + [table.note for table in tables]
    words += [str(getattr(cell, "said", cell)) for table in tables for row in table.rows for cell in row]
    return facts, "\n".join(words)


@pytest.fixture
def walking(giving: Giving) -> Giving:
    """The grant, started in May, and the walk and the Tuesdays of that month."""
    fill(giving.group)
    operations.change_grant(giving.row, giving.row.version, by=giving.by, starts=MAY)
    return giving


def test_a_return_counts_only_the_kinds_that_the_grant_is_for(walking: Giving) -> None:
    before, words = known(walking)
    assert before.tally.sum_of("attendances").number == 32 and "whole group" not in words
    only(walking, WALK)
    facts, words = known(walking)
    tally = facts.tally
    assert [tally.sum_of(key).number for key in ("sessions", "attendances", "first_timers", "helper_hours")] == [
        1,
        11,
        5,
        2,
    ]
    assert [(one.name, one.count.number, one.planned.number) for one in tally.kinds] == [(WALK, 11, 2)]
    assert [(one.held.number, one.count.number) for one in tally.months if one.held.number] == [(1, 11)]
    assert tally.only == (WALK,)
    assert [tally.sum_of(key).number for key in ("contacts", "moved_on")] == [14, 7], "known only of everybody"
    assert tally.people[0].count.number == 16 and tally.heard[0].count.number == 6
    assert words.count(f"Only these gatherings are counted: {WALK}.") == 3
    assert "Moved on, in whatever way was right for them (of the whole group)" in words
    assert words.count("This is of the whole group.") == 2


def test_a_sentence_says_which_gatherings_and_what_is_of_everybody(walking: Giving) -> None:
    only(walking, WALK)
    for key in ("booklet", "one_page"):
        _, words = known(walking, key)
        assert f"Only these gatherings are counted: {WALK}." in words
        assert "16 different people (of the whole group)" in words
        assert "11 attendances" in words


def test_a_kind_of_which_nothing_was_held_leaves_nothing_to_count(walking: Giving) -> None:
    """A grant for talks that have not begun counts none, rather than everything."""
    only(walking, "Talk or visitor")
    facts, _ = known(walking)
    assert (facts.tally.only, facts.tally.kinds) == (("Talk or visitor",), ())
    assert facts.tally.sum_of("attendances").number is None and facts.tally.sum_of("sessions").number is None


def test_what_is_filed_keeps_which_kinds_and_a_return_of_all_gives_no_walk_away(walking: Giving) -> None:
    """32 came in all. What the walk of three has not been shown beside, a later return of Tuesdays does not show."""
    [walk] = [one for one in tallies.sessions_of(Period(MAY, date(2026, 5, 31))) if one.attendances == 11]
    walk.attendances = 3
    write(walking)
    first = walking.file()
    assert queries.facts_filed(first).tally.sum_of("attendances").number == 24
    only(walking, EVENING)
    write(walking)
    second = queries.facts_filed(walking.file())
    assert second.tally.only == (EVENING,) and second.tally.sum_of("attendances").said == NOT_SHOWN
    assert queries.facts_filed(first).tally.only == ()
    only(walking)
    assert second.tally.only == (EVENING,)


def write(giving: Giving, key: str = "short_form", shown: Sequence[str] = ()) -> None:
    """A return that is ready to be filed; the short form shows attendances, by kind and in all."""
    draft = queries.draft_of(giving.row, key)
    answers: Any = {one.key: "Well enough" for one in draft.format.questions() if not one.optional}
    answers |= {key: value for key, value in ANSWERS.items() if key in answers}
    written = operations.Written(shown=shown)
    operations.save_draft(giving.row, draft.version, draft.format, answers, giving.by, written=written)


def test_the_history_tells_it_by_row_and_a_kind_alone_is_a_change(walking: Giving) -> None:
    version = walking.row.version
    only(walking, WALK)
    assert walking.row.version == version + 1
    assert walking.told().what == "changed a grant"
    assert f'"gatherings":[[],[{kind(WALK)}]]' in walking.told().body and WALK not in walking.told().body
    lines = len(walking.lines())
    only(walking, WALK)
    assert len(walking.lines()) == lines, "the same again is no change"
    with pytest.raises(Conflict):
        operations.change_grant(walking.row, version, by=walking.by, kinds=[])
    operations.change_grant(walking.row, walking.row.version, by=walking.by, reference="CC/119")
    assert queries.kinds_of(walking.row) == {kind(WALK): WALK}, "what is not told stays"


def test_a_small_number_of_other_gatherings_is_asked_about_anew(walking: Giving) -> None:
    """Five were new at the walk and eleven in all: a yes to print one is no yes to the other."""
    write(walking, shown=["first_timers", "moved_on"])
    only(walking, WALK)
    assert queries.draft_of(walking.row).shown == ("moved_on",)
    assert '"small_numbers_printed":[["first_timers","moved_on"],["moved_on"]]' in walking.told().body
    only(walking)
    assert "small_numbers_printed" not in walking.told().body


def test_a_kind_that_is_not_there_is_refused(walking: Giving) -> None:
    with pytest.raises(Refused, match="Choose among") as refused:
        operations.change_grant(walking.row, walking.row.version, by=walking.by, kinds=[10**9])
    assert refused.value.field == "kinds"


# --- pages ---------------------------------------------------------------------------------------


@pytest.fixture
def page(client: FlaskClient, saved: Saved) -> Callable[[str], str]:
    with in_books_of(saved.group):
        fill(saved.group)
    sign_in_as(client, saved.group.tamsin)
    return lambda path: text_of(client.get(saved.url(path)))


def test_the_kinds_are_ticked_on_the_grants_own_form(
    client: FlaskClient, saved: Saved, page: Callable[[str], str]
) -> None:
    with in_books_of(saved.group):
        walk = kind(WALK)
    assert "Which gatherings is this grant for?" in page("/change") and WALK in page("/change")
    assert post(client, saved.url("/change"), kinds=[walk]).status_code == 302
    assert form_of(client.get(saved.url("/change")))["kinds"] == str(walk)
    assert "Only for these gatherings" in page("") and WALK in page("")
    refused = text_of(post(client, saved.url("/change"), kinds=["12345"], reference="CC/777"))
    assert "Choose one of these" in refused
    post(client, saved.url("/change"), kinds=None)
    assert count(GrantKind, group=saved.group) == 0


def test_where_a_figure_comes_from_says_which_gatherings(
    client: FlaskClient, saved: Saved, page: Callable[[str], str]
) -> None:
    with in_books_of(saved.group):
        walk = kind(WALK)
    post(client, saved.url("/change"), kinds=[walk], starts="1/5/2026")
    text = page("/return?format=one_page")
    assert f"From what was counted after each meeting, only of: {WALK}" in text
    assert "16 (of the whole group)" in text


def test_what_is_of_everybody_is_not_filled_in_for_some(
    client: FlaskClient, saved: Saved, page: Callable[[str], str]
) -> None:
    with in_books_of(saved.group):
        walk = kind(WALK)
    url = saved.url("/return?format=six_lines")
    post(client, saved.url("/change"), starts="1/5/2026")
    assert form_of(client.get(url))["answer_how_many_people"] == "16"
    post(client, saved.url("/change"), kinds=[walk])
    assert form_of(client.get(url))["answer_how_many_people"] == ""


def test_a_new_grant_can_be_for_some_kinds_and_a_group_without_any_is_not_asked(
    app: Flask, client: FlaskClient, saved: Saved, page: Callable[[str], str]
) -> None:
    with in_books_of(saved.group):
        walk = kind(WALK)
    url = saved.group.url("/grants/new")
    assert post(client, url, funder="Walking Fund", amount="100", kinds=[walk]).status_code == 302
    assert count(GrantKind, GrantKind.kind_id == walk, group=saved.group) == 1
    other = another_group()
    theirs = sign_in_as(app.test_client(), other.olu)
    assert "Which gatherings" not in text_of(theirs.get(other.url("/grants/new")))


# --- figures that the group typed ------------------------------------------------------------------


def outcome(giving: Giving, **said: Any) -> int:
    """An outcome of the funder's with a figure; gives back its row."""
    one = operations.add_outcome(
        giving.row, "funder", by=giving.by, words="People come again", indicator="who came again", target=12
    )
    operations.change_outcome(giving.row, one, one.version, by=giving.by, **said)
    return one.id


def figures(giving: Giving, until: date | None = None, shown: tuple[str, ...] = ()) -> list[str]:
    """What stands in the row of the outcome, in a full return up to a day."""
    draft = replace(queries.draft_of(giving.row, "full_return"), until=until, shown=shown)
    facts = queries.facts_for(giving.row, draft)
    [row] = TABLES["indicators"].make(facts).rows
    return [str(getattr(cell, "said", cell)) for cell in row[2:]]


def test_a_figure_of_a_later_day_is_none_of_a_return(giving: Giving) -> None:
    outcome(giving, actual=30, about=True, source="Slips", counted_on=date(2026, 9, 1), baseline=6)
    assert figures(giving, date(2026, 9, 1)) == ["6", "12", "about 30", "Slips, 1 September 2026"]
    assert figures(giving, date(2026, 8, 31)) == ["6", "12", "", ""], "the outcome itself was agreed before"


def test_a_small_figure_of_an_outcome_does_not_reach_the_funder(giving: Giving) -> None:
    row = outcome(giving, actual=3, counted_on=date(2026, 9, 1))
    assert figures(giving)[2] == NOT_SHOWN
    assert figures(giving, shown=(f"outcome|{row}|actual",))[2] == "3"
    write(giving, "full_return")
    first = giving.file()
    assert queries.content_of(first)["facts"]["outcomes"][0]["actual"] is None
    write(giving, "full_return", shown=[f"outcome|{row}|actual"])
    assert queries.facts_filed(giving.file()).outcomes[0].actual == 3
    assert queries.facts_filed(first).outcomes[0].count("actual").said == NOT_SHOWN, "what was filed stays"


def test_files_hold_no_small_figure_and_no_average_of_few(giving: Giving) -> None:
    outcome(giving, actual=4, counted_on=date(2026, 9, 1))
    operations.change_grant(giving.row, giving.row.version, by=giving.by, starts=MAY)
    day = date(2026, 10, 1)
    tallying.write_measure(giving.by, name="How it went", source="Them", day=day, hundredths=777, answered=9)
    tallying.write_measure(giving.by, name="Another", source="Them", day=day, hundredths=888, answered=10)
    write(giving, "full_return")
    ready = giving.ready()
    sheets = openpyxl.load_workbook(BytesIO(ready.workbook), data_only=True)
    cells = [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    with ZipFile(BytesIO(ready.document)) as word:
        papers = ["|".join(cells), word.read("word/document.xml").decode(), ready.page.decode()]
    for paper in papers:
        assert "7.77" not in paper and "8.88" in paper and NOT_SHOWN in paper
        assert "who came again" in paper and "12" in paper
    assert "4" not in cells


def test_the_group_sees_what_is_kept_back_and_may_choose_to_print_it(client: FlaskClient, saved: Saved) -> None:
    with in_books_of(saved.group):
        row = outcome(saved.giving(), actual=3, counted_on=date(2026, 9, 1))
    sign_in_as(client, saved.group.tamsin)
    url = saved.url("/return?format=full_return")
    text = text_of(client.get(url))
    assert "who came again, now: 3" in text and "if it counts no people at all" in text
    assert post(client, url, shown=[f"outcome|{row}|actual"]).status_code == 302
    assert form_of(client.get(url))["shown"] == f"outcome|{row}|actual"


def test_a_target_without_a_figure_and_a_bare_small_number_are_asked_about(client: FlaskClient, saved: Saved) -> None:
    with in_books_of(saved.group):
        given = saved.giving()
        row = outcome(given)
        given.write({**ANSWERS, "difference": "One woman and 3 people said so", "how_many_people": {"number": 2}})
        operations.add_outcome(given.row, "own", by=given.by, words="Two members cook")
    sign_in_as(client, saved.group.tamsin)
    answer = client.get(saved.url())
    text = text_of(answer)
    assert "The funder would like 12 for “People come again”, and no figure stands beside it yet" in text
    assert "says “One woman” and “3 people”" in text and "says “2 people”" in text and "“Two members”" in text
    assert "Groups usually write “a few”" in text
    links = links_of(answer)
    assert saved.url(f"/outcomes/{row}") in links and saved.url("/return") in links
    with in_books_of(saved.group):
        given = saved.giving()
        one = queries.one_of(GrantOutcome, given.row, row)
        operations.change_outcome(given.row, one, one.version, by=given.by, actual=30)
        given.write({**ANSWERS, "difference": "A few women said so"})
    text = text_of(client.get(saved.url()))
    assert "no figure stands beside it" not in text and "3 people" not in text
