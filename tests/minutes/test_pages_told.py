"""What the pages of the room and of minutes say by themselves: what was done, what is missing, who has no vote."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from groupkit import tenancy
from groupkit.meetings import operations as calling
from groupkit.meetings.models import NoticeGiven
from groupkit.minutes.making import notice_in_words
from groupkit.minutes.operations import room
from groupkit.minutes.operations.acting import write_action
from groupkit.minutes.queries import acting, deciding
from tests import builders
from tests.builders import AGroup, in_books_of, post, sign_in_as, text_of
from tests.constitution import adopting
from tests.minutes import meeting as meetings
from tests.minutes.test_pages import Here


@pytest.fixture
def here(group: AGroup) -> Here:
    return Here(group)


@pytest.fixture
def sol(client: FlaskClient, group: AGroup) -> FlaskClient:
    return sign_in_as(client, group.sol)


def test_what_is_done_in_the_room_is_said_at_its_item(sol: FlaskClient, group: AGroup, here: Here) -> None:
    with in_books_of(group):
        row = meetings.meetings.meeting(here.id)
        key = next(one.key for one in acting.doers() if one.name == "Mo")
        action = write_action(row, None, "Buy milk", key, None, group.sol.actor).id
    answer = post(sol, here.url("room"), to=group.url(f"/minutes/actions/{action}"), do="done")
    assert answer.headers["Location"].endswith(f"#item-{here.items['actions']}")
    page = sol.get(answer.headers["Location"]).get_data(as_text=True)
    assert page.index("Done. Thank you") > page.index("What we said we would do")
    assert "Thank you" not in text_of(sol.get(here.url("room?told=anything&at=1")))


def test_the_room_without_an_agenda_leads_to_one(sol: FlaskClient, group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        row = calling.plan(by, kind="ordinary", day=tenancy.today(), starts="19:00", ends="21:00", place="Here")
        room.begin(row, "19:00", by)
        number = row.id
    page = sol.get(group.url(f"/minutes/{number}/room")).get_data(as_text=True)
    assert f"/meetings/{number}/agenda/begin" in page and "Add an item" not in page


def test_the_room_leads_to_the_agenda_and_the_meeting(sol: FlaskClient, here: Here) -> None:
    page = sol.get(here.url("room")).get_data(as_text=True)
    assert page.count(f"/meetings/{here.id}/agenda/new") == 2


def test_a_decision_begins_from_its_item_and_says_who_has_no_vote(sol: FlaskClient, group: AGroup, here: Here) -> None:
    assert builders.form_of(sol.get(here.item("decide")))["title"] == "The summer outing"
    assert builders.form_of(sol.get(here.item("decide", "any_other")))["title"] == ""
    with in_books_of(group):
        row = meetings.decision(group.sol.actor).id
    post(sol, here.item("interest"), who="Bea", did="left")
    post(sol, here.item("interest"), who="Ann", did="stayed")
    page = text_of(sol.get(here.item(f"decide/{row}/vote")))
    assert "Bea left the room for it, and does not vote or count" in page and "Ann" not in page
    assert "Without them 3 with a vote count for this item." in page
    assert "Without them 3 with a vote count for this item." in text_of(sol.get(here.url("room")))


def test_more_heads_than_members_are_asked_about_beside_the_number(sol: FlaskClient, here: Here) -> None:
    page = post(sol, here.url("count/present"), number="7")
    assert "more than the 5 members we know of" in text_of(page) and "That many with a vote were here" in text_of(page)
    assert builders.form_of(page)["number"] == "7"
    assert "more than the 5 members" not in text_of(sol.get(here.url("room")))
    assert post(sol, here.url("count/present"), number="7", all_the_same="y").status_code == 302
    assert "more than the 5 members we know of. Guests and practitioners" in text_of(sol.get(here.url("room")))
    answer = post(sol, here.item("here"), present="9")
    assert "more than the 5 members we know of" in text_of(answer)
    assert post(sol, here.item("here"), present="9", all_the_same="y").status_code == 302


def test_a_press_on_more_is_never_asked_about(sol: FlaskClient, here: Here) -> None:
    for _ in range(2):
        assert post(sol, here.url("room"), to=here.url("count/present"), step="more").status_code == 302
    assert "more than the 5 members we know of" in text_of(sol.get(here.url("room")))


def test_the_clause_stands_beside_whoever_is_counted_out(sol: FlaskClient, group: AGroup, here: Here) -> None:
    by = group.sol.actor
    with in_books_of(group):
        adopting.begin(by, "small_association")
        adopting.put(by)
        adopting.adopt(by)
        source = deciding.out_source(tenancy.today())
        assert deciding.out_source(tenancy.today() - timedelta(days=1)) == ""
    assert source.startswith("clause ") and source.endswith(" of your constitution")
    post(sol, here.item("interest"), who="Bea", did="left")
    said = f"Without them 3 with a vote count for this item ({source})."
    assert said in text_of(sol.get(here.url("room"))) and said in text_of(sol.get(here.url("")))


def test_an_older_meeting_is_written_up_after_a_later_one_decided(sol: FlaskClient, group: AGroup) -> None:
    older, later = Here(group, 20), Here(group, 10)
    answer = post(sol, later.item("decide"), title="The outing", words="We go by bus", way="all")
    post(sol, answer.headers["Location"])
    page = sol.get(older.item("decide"))
    assert "1. The outing (agreed since)" in text_of(page)
    number = page.text.partition("1. The outing (agreed since)")[0].rpartition('value="')[2].partition('"')[0]
    refusal = post(sol, post(sol, older.item("decide"), decision=number, way="all").headers["Location"])
    assert "It came up again on" in text_of(refusal) and "take the later one back first" in text_of(refusal)
    answer = post(sol, older.item("decide"), decision=number, way="talk")
    assert post(sol, answer.headers["Location"], words="Perhaps by train").status_code == 302
    assert "talked about, nothing decided yet" in text_of(sol.get(older.url("room")))
    story = text_of(sol.get(group.url("/decisions/1")))
    assert "agreed" in story and story.index("Perhaps by train") < story.rindex("We go by bus")


def test_items_show_how_things_stand_today(sol: FlaskClient, group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        row = calling.plan(by, kind="ordinary", day=tenancy.today(), starts="19:00", ends="21:00", place="Here")
        for at, kind in enumerate(("money", "talking", "next")):
            calling.add_item(row, at, by, kind=kind, title=f"About {kind}")
        room.begin(row, "19:30", by)
        later = meetings.plan(by, tenancy.today() + timedelta(days=14), starts="14:00")
        meetings.plan(by, tenancy.today() + timedelta(days=3), "committee")
        meetings.decision(by, "The old urn")
        number, next_one = row.id, later.id
    page = sol.get(group.url(f"/minutes/{number}/room"))
    assert "Began 7.30 pm" in text_of(page)
    parts = dict(zip(("money", "talking", "next"), page.text.split('<section class="card in-room"')[2:5], strict=True))
    assert "Today there is" in parts["money"] and "The old urn" in parts["talking"]
    assert "2 pm to 9 pm, The library" in parts["next"] and f"/meetings/{next_one}/" in parts["next"]
    assert "textarea" in parts["money"] and "textarea" not in parts["next"]
    facts = group.url(f"/minutes/{number}/facts")
    assert f"{facts}#next_words" in page.text
    assert "2 pm to 9 pm, The library" in sol.get(facts).text, "what is planned is offered in the form"
    post(sol, facts, began="19:30", next_words="As always, with cake")
    assert text_of(sol.get(group.url(f"/minutes/{number}/room"))).count("As always, with cake") == 1, "in one place"


def test_what_was_minuted_under_the_next_meeting_stays_in_sight(sol: FlaskClient, here: Here) -> None:
    assert f'id="notes-{here.items["next"]}"' not in sol.get(here.url("room")).text
    post(sol, here.item("notes", "next"), words="Bring a cake")
    assert f'id="notes-{here.items["next"]}"' in sol.get(here.url("room")).text


def test_what_minutes_lack_is_said_before_they_go_round(sol: FlaskClient, here: Here) -> None:
    page = text_of(sol.get(here.url("send-round")))
    assert "in the chair" in page and "when the meeting ended" in page and "Nobody counted" not in page
    post(sol, here.url("facts"), chair="Carys", taker="Sol", ended="20:45")
    assert "Worth a look" not in text_of(sol.get(here.url("send-round")))


def test_the_whole_minutes_stand_where_they_are_approved(sol: FlaskClient, group: AGroup) -> None:
    here = Here(group, 7)
    post(sol, here.item("notes"), words="The bus costs £240")
    post(sol, here.url("send-round"))
    later = Here(group)
    page = sol.get(here.url(f"approve?at={later.id}")).get_data(as_text=True)
    assert page.index("The bus costs £240") < page.index("Keep them as approved")
    answer = post(sol, here.url(f"approve?at={later.id}"), signed_by="Carys")
    assert answer.headers["Location"].endswith(f"#item-{later.items['minutes']}")


def test_search_passes_over_what_stands_in_every_meeting(sol: FlaskClient, group: AGroup, here: Here) -> None:
    assert "Nothing holds all" in text_of(sol.get(group.url("/minutes/search?words=welcome")))
    assert "The summer outing" in text_of(sol.get(group.url("/minutes/search?words=outing")))
    post(sol, here.item("notes", "welcome"), words="Two people were new")
    assert "Two people were new" in text_of(sol.get(group.url("/minutes/search?words=welcome")))


def test_notice_says_once_whether_it_was_in_time(here: Here, group: AGroup) -> None:
    with in_books_of(group):
        row = meetings.meetings.meeting(here.id)
        assert row is not None
        day = row.day - timedelta(days=20)
        given = [
            NoticeGiven(day=day, way=way, told="In time: 14 days are asked for (clause 17)", meeting_day=row.day)
            for way in ("text", "read_out")
        ]
        [said] = notice_in_words(given, row)
    assert said.startswith("In time: 14 days are asked for (clause 17). By text or message and read out at a meeting")
    assert said.count("In time") == 1
