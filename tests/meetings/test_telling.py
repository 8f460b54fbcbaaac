"""What stands on the first page, for whom; what a name leaves behind; and nothing of ours for a critical friend."""

from typing import Any

from flask.testing import FlaskClient

from groupkit.access import operations as access
from groupkit.meetings import agendas, naming, noticing, queries, series
from groupkit.names_in import Names
from groupkit.people.members import erasing
from tests.builders import AGroup, in_books_of, links_of, sign_in_as, text_of
from tests.meetings.desk import EVENING, days, plan, whole


def home(browser: FlaskClient, group: AGroup, who: str) -> Any:
    return sign_in_as(browser.application.test_client(), group.people[who]).get(group.url("/"))


def test_the_next_meetings_come_up(client: FlaskClient, group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        row = plan(by, days(20), "own", called="Walk with Zebulon", place="Vicarage")
        series.begin(by, kind="ordinary", every="week 4", first_on=days(6), last_on=None, **EVENING)
        plan(by, days(200))
        where = group.url(f"/meetings/{row.id}/")
    page = home(client, group, "mo")
    assert "Walk with Zebulon" in text_of(page) and "7 pm to 9 pm, Vicarage" in text_of(page)
    assert where in links_of(page) and text_of(page).count("Members’ meeting") == 1
    friend = home(client, group, "femi")
    assert "A meeting 7 pm to 9 pm" in text_of(friend) and "Members’ meeting" in text_of(friend)
    assert "Zebulon" not in friend.text and "Vicarage" not in friend.text and where not in links_of(friend)


def test_the_last_day_to_tell_people_comes_up_until_they_were_told(client: FlaskClient, group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        row_id = plan(by, days(20)).id
        plan(by, days(5), "own", called="Walk")
    assert "Tell people about the members’ meeting on" in text_of(home(client, group, "sol"))
    assert "Tell people about" not in text_of(home(client, group, "mo"))
    with in_books_of(group):
        again = queries.meeting(row_id)
        assert again is not None
        noticing.give(again, days(0), ["post"], by)
    assert "Tell people about" not in text_of(home(client, group, "sol"))


def test_a_new_group_plans_its_next_meeting(client: FlaskClient, group: AGroup) -> None:
    assert "Plan your next meeting" in text_of(home(client, group, "sol"))
    assert "Plan your next meeting" not in text_of(home(client, group, "mo"))
    by = group.sol.actor
    with in_books_of(group):
        plan(by, days(20))
    assert "Plan your next meeting done" in text_of(home(client, group, "sol"))


def test_a_name_is_taken_out_of_what_is_not_approved(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        rhythm = series.begin(
            by, kind="own", called="Ottilie’s walk", every="week 1", first_on=days(1), last_on=None,
            place="At Ottilie Bramble’s", **EVENING,
        )  # fmt: skip
        row = plan(by, days(20), "special", purpose="Ottilie Bramble’s question", place="Ottilie’s kitchen")
        item = agendas.add(row, by, title="What Ottilie Bramble asked", lead="Ottilie", words="Ask Ottilie Bramble")
        kept = plan(by, days(-20), place="At Ottilie Bramble’s")
        kept.standing, kept.minutes = "held", "approved"
        old = queries.items_of(kept.id)
        names = Names(["Ottilie Bramble"], "Member 014 (left)")
        assert naming.take_out(names) == 7
        for words in (rhythm.called, rhythm.place, row.purpose, row.place, item.title, item.lead, item.words):
            assert "Ottilie" not in words and "Member 014 (left)" in words
        assert kept.place == "At Ottilie Bramble’s" and old == []
        assert naming.take_out(names) == 0


def test_erasing_somebody_takes_their_name_out_of_agendas(group: AGroup) -> None:
    by, carys = group.sol.actor, group.carys.actor
    with in_books_of(group):
        person = access.add_person("Quentin Featherstone", carys)
        row = plan(by, days(20))
        item = agendas.add(row, by, title="What Quentin Featherstone asked")
        access.person_leaves(person, carys)
        erasing.erase(person, "asked", carys)
        assert "Quentin" not in item.title
        whole()


def test_what_would_be_too_long_is_cut_and_never_refused(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        row = plan(by, days(20), place="Bo " * 66)
        naming.take_out(Names(["Bo"], "Member 014 (left)"))
        assert len(row.place) <= 200 and "Bo" not in row.place


def test_the_history_says_which_meeting(client: FlaskClient, group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        row = plan(by, days(20), "committee", place="Vicarage")
        called = queries.called(row)
    page = text_of(sign_in_as(client, group.carys).get(group.url("/history")))
    assert f"Planned a meeting: {called}" in page and "Vicarage" not in page
