"""The pages of meetings as the people of a group use them: every form with its refusals, nothing typed is lost."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient

from groupkit import dates
from groupkit.meetings import agendas, operations, past, queries, rules, series
from groupkit.meetings.models import Meeting, MeetingSeries
from tests.builders import AGroup, count, form_of, in_books_of, links_of, post, sign_in_as, text_of
from tests.meetings.desk import TYPED, days, plan, planned_at

NOW = datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Europe/London"))
"""A Monday; the clocks go forward on the 29th."""


@pytest.fixture(autouse=True)
def _in_march() -> Iterator[None]:
    with dates.clock_at(NOW):
        yield


@pytest.fixture
def sol(client: FlaskClient, group: AGroup) -> FlaskClient:
    return sign_in_as(client, group.sol)


@pytest.fixture
def mo(sol: FlaskClient, group: AGroup) -> FlaskClient:
    return sign_in_as(sol.application.test_client(), group.mo)


def test_a_new_group_is_invited_to_plan_one(group: AGroup, sol: FlaskClient, mo: FlaskClient) -> None:
    assert "No meeting yet" in text_of(sol.get(group.url("/meetings/")))
    assert group.url("/meetings/new") in links_of(sol.get(group.url("/meetings/")))
    assert group.url("/meetings/new") not in links_of(mo.get(group.url("/meetings/")))


def test_a_meeting_is_planned_and_seen_by_members(group: AGroup, sol: FlaskClient, mo: FlaskClient) -> None:
    where = planned_at(sol, group, "24/3/2026", place="Hill Street hall")
    page = text_of(mo.get(group.url("/meetings/")))
    assert "Tuesday 24 March 2026" in page and "7 pm to 9 pm" in page and "Hill Street hall" in page
    assert "Tell people by 9 March 2026" in page
    assert "Tell people by 9 March 2026" in text_of(mo.get(where))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": "24/3"}, "Write the day with its year"),
        ({"day": "31/2/2027"}, "There is no 31 February"),
        ({"day": "1/3/2026"}, "That day has passed. You can still write the meeting up"),
        ({"starts": "late"}, "Write the time like 19:00 or 7 pm"),
        ({"starts": ""}, "Write when it starts, like 19:00 or 7 pm"),
        ({"ends": ""}, "Write when it ends, about, like 21:00 or 9 pm"),
        ({"starts": "7"}, "Is that morning or evening?"),
        ({"starts": "7 pm", "ends": "7 pm"}, "It would end when it starts"),
        ({"starts": "9 pm", "ends": "7 pm"}, "It would end before it starts"),
        ({"day": "29/3/2026", "starts": "01:30", "ends": "3 am"}, "There is no 1.30 am that night"),
        ({"day": "28/3/2026", "starts": "11 pm", "ends": "1:30 am"}, "There is no 1.30 am that night"),
        ({"kind": None}, "Choose what kind it is"),
        ({"kind": "own"}, "Write what you call these meetings"),
        ({"kind": "special"}, "Write what it is called for"),
        ({"place": "x" * 201}, "That is too long"),
    ],
)
def test_bad_input_is_a_sentence_and_loses_nothing(
    group: AGroup, sol: FlaskClient, wrong: dict[str, Any], sentence: str
) -> None:
    typed = {"kind": "ordinary", "day": "24/3/2026", **TYPED, "online": "ring 0123", **wrong}
    page = post(sol, group.url("/meetings/new"), **typed)
    assert page.status_code == 200 and sentence in text_of(page)
    kept = form_of(page)
    assert all(kept[name] == value for name, value in typed.items() if value is not None)
    assert count(Meeting, group=group) == 0


def test_on_the_night_the_clocks_go_back_an_hour_is_there(group: AGroup, sol: FlaskClient) -> None:
    planned_at(sol, group, "25/10/2026", starts="01:30", ends="4 am")


def test_a_meeting_of_the_past_is_written_up_once_that_is_said(group: AGroup, sol: FlaskClient) -> None:
    page = post(sol, group.url("/meetings/new"), kind="ordinary", day="20/2/2026", **TYPED)
    assert "Write it up: that day is meant" in text_of(page)
    answer = sol.post(group.url("/meetings/new"), data={**form_of(page), "all_the_same": "y"})
    assert "This day has passed" in text_of(sol.get(answer.location))
    assert "20 Feb 2026" in text_of(sol.get(group.url("/meetings/"))).split("To write up")[1]


def test_the_second_of_two_people_to_save_is_told(group: AGroup, sol: FlaskClient) -> None:
    where = planned_at(sol, group, "24/3/2026") + "change"
    first, second = sol.get(where), sol.get(where)
    assert sol.post(where, data={**form_of(first), "place": "Library"}).status_code == 302
    page = sol.post(where, data={**form_of(second), "place": "The park"})
    assert "Somebody else changed this" in text_of(page) and "7 pm to 9 pm, Library" in text_of(page)
    assert form_of(page)["place"] == "The park"
    assert sol.post(where, data=form_of(page)).status_code == 302
    assert "The park" in text_of(sol.get(where.removesuffix("change")))


def test_a_meeting_that_moves_needs_new_notice(group: AGroup, sol: FlaskClient) -> None:
    where = planned_at(sol, group, "24/3/2026")
    assert post(sol, where + "notice/new", day="today", ways=["post", "email"]).status_code == 302
    assert "people were told" in text_of(sol.get(where))
    answer = post(sol, where + "change", day="31/3/2026")
    assert "people need to be told again" in text_of(sol.get(answer.location))
    page = text_of(sol.get(where + "notice"))
    assert "It was moved since" in page and "Of 24 March 2026, before it was moved" in page


def test_notice_that_is_short_says_what_that_means(group: AGroup, sol: FlaskClient) -> None:
    where = planned_at(sol, group, "10/3/2026")
    assert "that was 7 days ago" in text_of(sol.get(where + "notice"))
    answer = post(sol, where + "notice/new", day="today", ways="phone")
    page = text_of(sol.get(answer.location))
    assert "7 days too late: 14 clear days are asked for" in page and "What short notice means" in page
    assert "The meeting can go ahead" in page
    assert "People were told 7 days too late" in text_of(sol.get(where))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": "tomorrow"}, "Write the day like"),
        ({"day": "9/3/2026", "ways": "post"}, "That day has not come yet"),
        ({"day": "today", "ways": None}, "Tick how they were told"),
    ],
)
def test_notice_that_cannot_be(group: AGroup, sol: FlaskClient, wrong: dict[str, Any], sentence: str) -> None:
    where = planned_at(sol, group, "24/3/2026")
    page = post(sol, where + "notice/new", **wrong)
    assert page.status_code == 200 and sentence in text_of(page)
    assert "Nothing is written down yet" in text_of(sol.get(where + "notice"))


def test_a_kind_of_our_own_has_no_rule(group: AGroup, sol: FlaskClient) -> None:
    where = planned_at(sol, group, "24/3/2026", kind="own", called="Walk and talk")
    page = text_of(sol.get(where + "notice"))
    assert "No rule of ours says" in page
    assert "Walk and talk" in text_of(sol.get(where))


def test_calling_off_keeps_it_in_the_list(group: AGroup, sol: FlaskClient) -> None:
    where = planned_at(sol, group, "24/3/2026")
    post(sol, where + "notice/new", day="today", ways="phone")
    assert "tell them that it is off" in text_of(sol.get(where + "off"))
    assert post(sol, where + "off").status_code == 302
    assert "Called off" in text_of(sol.get(group.url("/meetings/")))
    assert "Plan another one" in text_of(post(sol, where + "off"))
    assert "Plan another one" in text_of(post(sol, where + "change", place="x"))
    assert "called off" in text_of(post(sol, where + "notice/new", day="today", ways="email"))


def test_a_series_from_its_beginning_to_its_end(group: AGroup, sol: FlaskClient, mo: FlaskClient) -> None:
    said = {"kind": "ordinary", "every": "week 2", "first_on": "3/3/2026", **TYPED, "place": "Hall"}
    where = str(post(sol, group.url("/meetings/series/new"), **said).location)
    page = text_of(mo.get(where))
    assert "Every two weeks, on a Tuesday, 7 pm to 9 pm" in page and "17 Mar 2026 As always" in page
    assert "Every two weeks, on a Tuesday, 7 pm" in text_of(mo.get(group.url("/meetings/")))
    assert count(Meeting, group=group) == 0, "looking makes no rows"
    begun = sol.post(where + "days/2026-03-03", data={**form_of(sol.get(where + "days/2026-03-03")), "do": "begin"})
    assert "Begin the agenda" in text_of(sol.get(begun.location))
    out = sol.post(where + "days/2026-03-17", data={**form_of(sol.get(where + "days/2026-03-17")), "do": "leave_out"})
    assert out.location == where and "17 Mar 2026 No meeting" in text_of(sol.get(where))
    back = sol.get(where + "days/2026-03-17")
    assert "There is one after all" in text_of(back)
    sol.post(where + "days/2026-03-17", data={**form_of(back), "do": "put_back"})
    assert "17 Mar 2026 Begin its agenda" in text_of(sol.get(where))
    changed = post(sol, where + "change", from_day="31/3/2026", starts="6 pm", ends="8 pm")
    assert "6 pm to 8 pm" in text_of(sol.get(changed.location))
    assert post(sol, str(changed.location) + "end", last_on="1/5/2026").location == changed.location
    assert "Until 1 May 2026" in text_of(sol.get(changed.location))


@pytest.mark.parametrize("day", ["2026-03-10", "2026-3-3", "yesterday", "2026-02-30", "2025-03-04"])
def test_a_day_that_a_series_does_not_have_is_no_page(group: AGroup, sol: FlaskClient, day: str) -> None:
    said = {"kind": "ordinary", "every": "week 2", "first_on": "3/3/2026", **TYPED}
    where = str(post(sol, group.url("/meetings/series/new"), **said).location)
    assert sol.get(where + f"days/{day}").status_code == 404


def test_a_day_needs_one_of_its_buttons(group: AGroup, sol: FlaskClient) -> None:
    said = {"kind": "ordinary", "every": "week 2", "first_on": "3/3/2026", **TYPED}
    where = str(post(sol, group.url("/meetings/series/new"), **said).location) + "days/2026-03-03"
    assert "Press one of the buttons" in text_of(sol.post(where, data=form_of(sol.get(where))))
    assert "not left out" in text_of(sol.post(where, data={**form_of(sol.get(where)), "do": "put_back"}))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"every": "month 2"}, "of its month, not the second"),
        ({"first_on": "soon"}, "Write the day with its year"),
        ({"last_on": "2/3/2026"}, "That is before the first one"),
        ({"kind": "own"}, "Write what you call these meetings"),
        ({"ends": "6 pm"}, "It would end before it starts"),
        ({"every": "daily"}, "Choose one of these"),
    ],
)
def test_a_series_that_cannot_be(group: AGroup, sol: FlaskClient, wrong: dict[str, Any], sentence: str) -> None:
    typed = {"kind": "ordinary", "every": "week 2", "first_on": "3/3/2026", **TYPED, **wrong}
    page = post(sol, group.url("/meetings/series/new"), **typed)
    assert page.status_code == 200 and sentence in text_of(page)
    assert count(MeetingSeries, group=group) == 0


def test_changing_and_ending_a_series_that_somebody_else_changed(group: AGroup, sol: FlaskClient) -> None:
    said = {"kind": "ordinary", "every": "week 2", "first_on": "3/3/2026", **TYPED}
    where = str(post(sol, group.url("/meetings/series/new"), **said).location)
    for page, fields in (("change", {"from_day": "31/3/2026"}), ("end", {"last_on": "1/6/2026"})):
        opened = sol.get(where + page)
        post(sol, where + "end", last_on="1/5/2026" if page == "change" else "2/5/2026")
        answer = sol.post(where + page, data={**form_of(opened), **fields})
        assert "Somebody else changed this" in text_of(answer) and "until" in text_of(answer)
        assert form_of(answer)[next(iter(fields))] == next(iter(fields.values()))
    page = post(sol, where + "end", last_on="1/2/2026")
    assert "The first one is on 3 March 2026" in text_of(page)
    page = post(sol, where + "change", from_day="3/3/2026")
    assert "Choose a later day" in text_of(page)


def test_a_critical_friend_reads_days_and_figures(group: AGroup, sol: FlaskClient) -> None:
    by = group.sol.actor
    with in_books_of(group):
        held = plan(by, days(-20), "own", called="Walk with Zebulon", place="Vicarage")
        held.standing, held.present, held.minutes = "held", 7, "approved"
        other = plan(by, days(-34), place="Vicarage")
        other.standing, other.present = "held", 2
        plan(by, days(5), "committee", place="Vicarage", online="ring 0123")
        series.begin(
            by, kind="own", called="Walk", every="week 1", first_on=date(2026, 3, 4), last_on=None,
            starts="10:00", ends="11:00",
        )  # fmt: skip
    femi = sign_in_as(sol.application.test_client(), group.femi)
    answer = femi.get(group.url("/meetings/"))
    page = text_of(answer)
    assert "A meeting 7 came · minutes approved" in page
    assert "Members’ meeting 2 came, too few to decide · minutes not sent round yet" in page
    assert "Committee meeting" in page and "Wednesday 4 March 2026" in page
    for secret in ("Zebulon", "Vicarage", "0123", "Walk"):
        assert secret not in answer.text
    assert not [
        url for url in links_of(answer) if url.startswith(group.url("/meetings/")) and url != group.url("/meetings/")
    ]


def test_a_called_off_meeting_stays_among_those_to_come_until_its_day(group: AGroup, sol: FlaskClient) -> None:
    by = group.sol.actor
    with in_books_of(group):
        plan(by, days(3))
        operations.call_off(plan(by, days(8), "committee"), by)
        assert past.by_year() == []
        operations.call_off(plan(by, days(-1), "special", purpose="x"), by)
        assert [one.kind for _, those in past.by_year() for one in those] == ["special"]
    page = text_of(sol.get(group.url("/meetings/")))
    coming, were = page.split("After that")[1].split("Those that were")
    assert "Committee meeting called off" in coming and "Committee meeting" not in were
    with in_books_of(group):
        operations.call_off(queries.to_come()[0], by)
    page = text_of(sol.get(group.url("/meetings/")))
    assert "No meeting is planned" in page and "To come" in page and "After that" not in page


def test_a_past_meeting_without_an_agenda_can_have_one(group: AGroup, sol: FlaskClient) -> None:
    by = group.sol.actor
    with in_books_of(group):
        row = plan(by, days(-3))
        row.standing, where = "held", group.url(f"/meetings/{row.id}/")
    assert where + "agenda/begin" in links_of(sol.get(where))
    assert post(sol, where + "agenda/begin", begin_with="ordinary").status_code == 302
    assert "Welcome" in text_of(sol.get(where))


def test_a_yearly_agenda_begins_from_the_ready_made_one(group: AGroup, sol: FlaskClient) -> None:
    by = group.sol.actor
    with in_books_of(group):
        for kind in ("yearly", "committee"):
            agendas.begin(plan(by, days(-300), kind), kind, by)
        pages = [group.url(f"/meetings/{plan(by, days(60), kind).id}/agenda/begin") for kind in ("yearly", "committee")]
    assert [form_of(sol.get(one))["begin_with"] for one in pages] == ["yearly", "last"]


def test_long_lists_fold_by_year(group: AGroup, sol: FlaskClient) -> None:
    by = group.sol.actor
    with in_books_of(group):
        for year in range(3):
            row = plan(by, date(2025 - year, 6, 1))
            row.standing = "held"
        operations.call_off(plan(by, days(-3)), by)
    page = text_of(sol.get(group.url("/meetings/")))
    assert page.index("2026 · 1 meeting") < page.index("2025 · 1 meeting") < page.index("2023 · 1 meeting")
    assert "Called off" in page


@pytest.mark.parametrize(
    ("kind", "asks"), [("", set()), ("ordinary", set()), ("special", {"purpose"}), ("own", {"called"}), ("war", set())]
)
def test_a_form_asks_only_what_its_kind_needs(group: AGroup, sol: FlaskClient, kind: str, asks: set[str]) -> None:
    where = group.url(f"/meetings/new?kind={kind}")
    found = form_of(sol.get(where))
    assert {"called", "purpose"} & found.keys() == asks
    assert found["kind"] == (kind if kind in rules.KINDS else "ordinary")
    assert group.url("/meetings/new?kind=special") in links_of(sol.get(where))
    series_form = form_of(sol.get(group.url(f"/meetings/series/new?kind={kind}")))
    assert {"called", "purpose"} & series_form.keys() == asks - {"purpose"}


def test_another_kind_is_asked_about_once_it_is_chosen(group: AGroup, sol: FlaskClient) -> None:
    where = planned_at(sol, group, "24/3/2026") + "change"
    assert not {"called", "purpose"} & form_of(sol.get(where)).keys()
    page = post(sol, where, kind="special")
    assert "Write what it is called for" in text_of(page) and "purpose" in form_of(page)
    assert post(sol, where, kind="special", purpose="To change our rules").status_code == 302
    assert form_of(sol.get(where))["purpose"] == "To change our rules"
    assert post(sol, where, kind="ordinary", purpose="Forgotten").status_code == 302
    assert "purpose" not in form_of(sol.get(where))
