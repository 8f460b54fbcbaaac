"""The pages of the room and of minutes: a meeting from its beginning to approved minutes, and every refusal."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit import tenancy
from groupkit.minutes.models import ActionPoint, ApprovedMinutes, Letter
from tests import builders
from tests.builders import AGroup, in_books_of, post, sign_in_as, text_of
from tests.minutes import meeting as meetings


class Here:
    """A meeting of this group, and short ways to its pages."""

    def __init__(self, group: AGroup, days_ago: int = 0, **more: Any) -> None:
        by = group.sol.actor
        with in_books_of(group):
            row = meetings.hold(by, days_ago, **more)
            self.id = row.id
            self.items = {one.kind: one.id for one in meetings.meetings.items_of(row.id)}
        self.group = group

    def url(self, path: str = "") -> str:
        return self.group.url(f"/minutes/{self.id}/{path}")

    def item(self, path: str, kind: str = "item") -> str:
        return self.url(f"items/{self.items[kind]}/{path}")


@pytest.fixture
def here(group: AGroup) -> Here:
    return Here(group)


@pytest.fixture
def sol(client: FlaskClient, group: AGroup) -> FlaskClient:
    return sign_in_as(client, group.sol)


@pytest.fixture
def mo(app: Flask, group: AGroup) -> FlaskClient:
    return sign_in_as(app.test_client(), group.mo)


def test_a_meeting_from_its_beginning_to_approved_minutes(sol: FlaskClient, mo: FlaskClient, group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        row = meetings.plan(by, tenancy.today() - timedelta(days=7)).id
    assert "/begin" in sol.get(group.url(f"/minutes/{row}/room")).headers["Location"]
    room = f"/minutes/{row}"
    post(sol, group.url(f"{room}/begin"), began="7 pm")
    count = group.url(f"{room}/count/present")
    for step in ("more", "more", "more", "fewer"):
        post(sol, group.url(f"{room}/room"), to=count, step=step)
    post(sol, count, number="4")
    page = text_of(sol.get(group.url(f"{room}/room")))
    assert "4 here; 3 are needed" in page and "enough to decide" in page
    post(sol, group.url(f"{room}/facts"), chair="Carys", taker="Sol", ended="8.45 pm", next_words="7 June")
    post(sol, group.url(f"{room}/attending"), words="A community nurse")
    with in_books_of(group):
        item = meetings.item_of(meetings.meetings.meeting(row)).id  # type: ignore[arg-type]
    at = f"{room}/items/{item}"
    post(sol, group.url(f"{room}/room"), to=group.url(f"{at}/notes"), words="The bus costs £240")
    post(sol, group.url(f"{at}/interest"), who="Bea", did="left")
    post(sol, group.url(f"{at}/here"), present="5")
    answer = post(sol, group.url(f"{at}/decide"), title="The outing", words="We go by bus", way="vote")
    post(sol, answer.headers["Location"], for_="3", against="1")
    page = sol.get(group.url(f"{at}/action"))
    secretary = page.get_data(as_text=True).split(">secretary<")[0].rpartition('value="')[2].rstrip('"')
    post(sol, group.url(f"{at}/action"), words="Book the bus", doer=secretary, due_on="")
    assert "still being written" in text_of(mo.get(group.url(f"{room}/")))
    assert mo.get(group.url(f"{room}/download/docx")).status_code == 302
    post(sol, group.url(f"{room}/send-round"))
    read = text_of(mo.get(group.url(f"{room}/")))
    for said in ("DRAFT, not yet approved", "We go by bus", "3 for, 1 against", "Bea left the room", "Book the bus"):
        assert said in read, said
    post(mo, group.url(f"{room}/corrections/new"), item=str(item), words="It was £250")
    settle = group.url(f"{room}/corrections/1")
    links = sol.get(group.url(f"{room}/")).get_data(as_text=True)
    settle = links.split('action="')[2].partition('"')[0] if settle not in links else settle
    post(sol, group.url(f"{room}/"), to=settle, do="taken")
    later = Here(group)
    answer = post(sol, group.url(f"{room}/approve?at={later.id}"), signed_by="Carys", follow=True)
    assert "Approved. They are kept" in text_of(answer)
    read = text_of(mo.get(group.url(f"{room}/")))
    assert "DRAFT" not in read and "Corrected at approval" in read and "It was £250" in read
    first = mo.get(group.url(f"{room}/download/docx"))
    assert first.data == mo.get(group.url(f"{room}/download/docx")).data
    with ZipFile(BytesIO(first.data)) as archive:
        assert b"We go by bus" in archive.read("word/document.xml")
    assert "We go by bus" in mo.get(group.url(f"{room}/download/txt")).get_data(as_text=True)
    post(sol, group.url(f"{room}/put-right"), minuted_at=str(later.id), words="It was £255")
    assert "It was £255" in text_of(mo.get(group.url(f"{room}/")))
    assert builders.count(ApprovedMinutes, group=group) == 1


def test_the_room_may_send_to_this_site_and_nowhere_else(sol: FlaskClient, here: Here) -> None:
    policy = sol.get(here.url("room")).headers["Content-Security-Policy"]
    assert policy.endswith("connect-src 'self'") and "script-src 'self'" in policy
    assert "connect-src" not in sol.get(here.url("")).headers["Content-Security-Policy"]


def test_sharing_time_and_a_break_have_no_box(sol: FlaskClient, here: Here) -> None:
    html = sol.get(here.url("room")).get_data(as_text=True)
    for kind, item in here.items.items():
        assert (f'id="notes-{item}"' in html) is (kind not in ("sharing", "break", "next"))
    answer = post(sol, here.item("notes", "welcome"), words="x")
    assert answer.status_code == 302
    page = sol.get(here.item("notes", "sharing"))
    assert "stays there" in text_of(page) and b"<textarea" not in page.data
    token = builders.form_of(sol.get(here.item("notes")))["token"]
    sol.post(here.item("notes", "sharing"), data={"token": token, "words": "Ann is ill", "version": "1"})
    assert "Ann is ill" not in sol.get(here.url("room")).get_data(as_text=True)


def test_two_people_typing_at_once_lose_nothing(app: Flask, sol: FlaskClient, group: AGroup, here: Here) -> None:
    carys = sign_in_as(app.test_client(), group.carys)
    url = here.item("notes")
    mine, theirs = builders.form_of(sol.get(url)), builders.form_of(carys.get(url))
    carys.post(url, data=theirs | {"words": "The bus costs £240"})
    answer = sol.post(url, data=mine | {"words": "We thanked Mo"}, follow_redirects=True)
    assert "both are kept" in text_of(answer)
    again = builders.form_of(sol.get(url))
    assert again["words"] == "The bus costs £240\nWe thanked Mo"
    stale = builders.form_of(carys.get(url))
    sol.post(url, data=again | {"words": "The bus costs £250\nWe thanked Mo"})
    answer = carys.post(url, data=stale | {"words": "The bus costs £260\nWe thanked Mo"})
    page = text_of(answer)
    assert answer.status_code == 200 and "same lines" in page and "The bus costs £250" in page
    kept = builders.form_of(answer)
    assert kept["words"] == "The bus costs £260\nWe thanked Mo", "what was typed is still in the box"
    carys.post(url, data=kept)
    assert builders.form_of(sol.get(url))["words"] == "The bus costs £260\nWe thanked Mo"


def test_the_room_saves_by_itself(sol: FlaskClient, here: Here) -> None:
    url = here.item("notes")
    form = builders.form_of(sol.get(url))
    answer = sol.post(url, data=form | {"words": "The bus\r\n", "by_itself": "1"}, follow_redirects=True)
    said = answer.get_json()
    assert (said["words"], said["version"]) == ("The bus", int(form["version"]) + 1)
    once_more = sol.post(url, data=form | {"words": "The bus", "by_itself": "1"}, follow_redirects=True)
    assert once_more.get_json()["version"] == said["version"], "the same form takes effect once only"
    longer = {"token": said["token"], "version": "0", "before": "", "words": "The bus is booked", "by_itself": "1"}
    assert sol.post(url, data=longer, follow_redirects=True).get_json()["words"] == "The bus is booked"


def test_saving_leads_on_to_what_comes_next(sol: FlaskClient, here: Here) -> None:
    for then, page in (("action", "action"), ("decide", "decide"), ("interest", "interest"), ("here", "here")):
        answer = post(sol, here.item("notes"), words=f"Words before {then}", then=then)
        assert answer.headers["Location"].endswith(here.item(page))


REFUSALS: list[tuple[str, dict[str, str], str]] = [
    ("count/present", {"number": "many"}, "whole number"),
    ("facts", {"began": "19:00", "ended": "18:00"}, "before it began"),
    ("facts", {"began": "25:00"}, "Write the time"),
    ("facts", {"seen": "an older page", "chair": "Carys"}, "Somebody else wrote this down"),
    ("attending", {"words": ""}, "how they wish to be named"),
    ("item:here", {"present": "-1"}, "whole number"),
    ("item:interest", {"who": "", "did": "left"}, "Write who it was"),
    ("item:interest", {"who": "Bea"}, "Choose one of these"),
    ("item:action", {"words": "", "doer": ""}, "Write what is to be done"),
    ("item:action", {"words": "Book", "doer": "person 1", "due_on": "someday"}, "Write the day"),
    ("item:decide", {"way": "vote", "title": ""}, "in a few words what it is about"),
    ("item:decide", {"way": "vote", "title": "A bus"}, "as it would be read out"),
    ("item:decide", {"title": "A bus", "words": "We go"}, "Choose one of these"),
    ("take-back", {"why": ""}, "why"),
    ("corrections/new", {"words": ""}, "should read otherwise"),
    ("confidential/write", {"words": "x", "version": "7"}, "Somebody else changed this"),
]


@pytest.mark.parametrize(("path", "fields", "said"), REFUSALS)
def test_bad_input_is_a_sentence_and_nothing_is_lost(
    sol: FlaskClient, here: Here, path: str, fields: dict[str, str], said: str
) -> None:
    url = here.item(path.removeprefix("item:")) if path.startswith("item:") else here.url(path)
    answer = post(sol, url, **fields)
    assert answer.status_code == 200 and said in text_of(answer), text_of(answer)[:900]
    assert "Worth another look" in text_of(answer)
    kept = builders.form_of(answer)
    for name, value in fields.items():
        if name not in ("seen", "version"):
            assert kept.get(name, "") == value


def test_votes_that_exceed_those_present_are_a_sentence(sol: FlaskClient, here: Here, group: AGroup) -> None:
    with in_books_of(group):
        row = meetings.decision(group.sol.actor).id
    url = here.item(f"decide/{row}/vote")
    answer = post(sol, url, present="4", for_="4", against="2")
    assert "6 votes together, and 4 with a vote were there" in text_of(answer)
    assert builders.form_of(answer)["for_"] == "4"
    assert "more than the 4 with a vote" in text_of(post(sol, url, present="9", for_="4"))


def test_with_too_few_there_it_asks_once_more(sol: FlaskClient, group: AGroup) -> None:
    here = Here(group, present=1)
    assert "Too few are here" in text_of(sol.get(here.url("room")))
    with in_books_of(group):
        row = meetings.decision(group.sol.actor).id
    url = here.item(f"decide/{row}/all")
    page = text_of(sol.get(url))
    assert page.count("Too few are here") == 1 and "Write it down all the same" in page
    answer = post(sol, url)
    assert text_of(answer).count("Too few are here to decide") == 1 and "Tick the box" in text_of(answer)
    sol.post(url, data=builders.form_of(answer) | {"all_the_same": "y"})
    assert "1 of 5 here" in text_of(sol.get(here.url("")))


def test_the_roll_asks_whether_names_are_needed(sol: FlaskClient, mo: FlaskClient, here: Here) -> None:
    page = sol.get(here.url("roll"))
    assert "dropped 15 months after" in text_of(page) and "why somebody could not come" in text_of(page)
    known = page.get_data(as_text=True).split('name="here" type="checkbox" value="')
    first = known[1].partition('"')[0]
    answer = post(sol, here.url("roll"), here=[first])
    assert "Tick this if your rules ask" in text_of(answer)
    sol.post(here.url("roll"), data=builders.form_of(answer) | {"here": [first], "needed": "y"})
    assert "1 of 5 here" in text_of(sol.get(here.url("roll")))
    assert mo.get(here.url("roll")).status_code == 403
    assert "3 names" not in text_of(sol.get(here.url("")))


def test_an_action_of_ones_own_is_closed_by_oneself(
    sol: FlaskClient, mo: FlaskClient, group: AGroup, here: Here
) -> None:
    from groupkit.minutes.operations.acting import write_action
    from groupkit.minutes.queries import acting

    by = group.sol.actor
    with in_books_of(group):
        row = meetings.meetings.meeting(here.id)
        assert row is not None
        known = {one.name: one.key for one in acting.doers()}
        mine, other = (write_action(row, None, f"For {who}", known[who], None, by).id for who in ("Mo", "Bea"))
    page = text_of(mo.get(group.url("/minutes/actions/")))
    assert page.index("For Mo") < page.index("For Bea")
    post(mo, group.url("/minutes/actions/"), to=group.url(f"/minutes/actions/{mine}"), do="done")
    token = builders.form_of(mo.get(group.url("/minutes/actions/")), group.url(f"/minutes/actions/{mine}"))["token"]
    answer = mo.post(group.url(f"/minutes/actions/{other}"), data={"token": token, "do": "done"}, follow_redirects=True)
    assert "Somebody else has this" in text_of(answer)
    url = group.url(f"/minutes/actions/{other}/change")
    form = builders.form_of(sol.get(url))
    post(sol, url, words="For Bea, soon")
    answer = sol.post(url, data=form | {"words": "For Bea, later"})
    assert "Somebody else changed this" in text_of(answer) and builders.form_of(answer)["words"] == "For Bea, later"
    assert builders.count(ActionPoint, ActionPoint.standing == "open", group=group) == 1


def test_letters_are_written_changed_and_shown(sol: FlaskClient, mo: FlaskClient, group: AGroup, here: Here) -> None:
    url = group.url("/minutes/letters/new")
    picture = (BytesIO(_png()), "from the council.png")
    post(sol, url, came="in", day="yesterday", who="the council", about="Grants for outings", picture=picture)
    read = mo.get(group.url("/minutes/letters/"))
    assert "Grants for outings" in text_of(read) and "not reported yet" in text_of(read)
    with in_books_of(group):
        from groupkit.minutes.queries import letters

        row = letters.not_reported()[0].id
    assert mo.get(group.url(f"/minutes/letters/{row}/picture")).mimetype in ("image/png", "image/jpeg")
    change = group.url(f"/minutes/letters/{row}/change")
    form = builders.form_of(sol.get(change))
    post(sol, change, about="Grants for summer outings")
    answer = sol.post(change, data=form | {"about": "Other"}, content_type="multipart/form-data")
    assert "Somebody else changed this" in text_of(answer)
    assert "That day has not come" in text_of(post(sol, url, came="in", day="1/1/2090", who="x", about="y"))
    assert "Grants for summer outings" in text_of(sol.get(here.url("room")))
    answer = post(sol, here.url("room"), to=here.url("letters"))
    assert answer.headers["Location"].endswith(f"#item-{here.items['letters']}")
    assert "this meeting heard of them" in text_of(sol.get(answer.headers["Location"]))
    assert "All of these were reported" not in text_of(sol.get(here.url("room")))
    assert builders.count(Letter, group=group) == 1


def _png() -> bytes:
    from PIL import Image

    file = BytesIO()
    Image.new("RGB", (4, 3), "white").save(file, "PNG")
    return file.getvalue()


def test_a_confidential_part_is_for_few_and_in_no_other_file(
    sol: FlaskClient, mo: FlaskClient, group: AGroup, here: Here
) -> None:
    post(sol, here.url("confidential/write"), words="A complaint about Persimmon")
    assert "Persimmon" in text_of(sol.get(here.url("confidential")))
    with ZipFile(BytesIO(sol.get(here.url("confidential/word")).data)) as archive:
        assert b"Persimmon" in archive.read("word/document.xml")
    for path in ("", "download/txt", "room", "sheet"):
        assert b"Persimmon" not in sol.get(here.url(path)).data
    assert "Nothing holds all" in text_of(sol.get(group.url("/minutes/search?words=Persimmon")))
    for path in ("confidential", "confidential/word", "confidential/write"):
        assert mo.get(here.url(path)).status_code == 403


def test_search_finds_words_however_they_are_written(
    sol: FlaskClient, mo: FlaskClient, group: AGroup, here: Here
) -> None:
    post(sol, here.item("notes"), words="The Café on Hill Street was too loud for Zoë")
    url = group.url("/minutes/search?words=cafe+LOUD")
    assert "too loud for" in text_of(sol.get(url))
    assert "Nothing holds all of these words" in text_of(mo.get(url)), "a draft is its writers’ own"
    post(sol, here.url("send-round"))
    assert "too loud for" in text_of(mo.get(url))
    assert "Write at least one letter" in text_of(mo.get(group.url("/minutes/search?words=...")))


def test_a_meeting_to_come_and_one_called_off(sol: FlaskClient, mo: FlaskClient, group: AGroup) -> None:
    with in_books_of(group):
        row = meetings.plan(group.sol.actor, tenancy.today() + timedelta(days=9))
        coming = row.id
    assert "still to come" in text_of(sol.get(group.url(f"/minutes/{coming}/begin")))
    assert "no minutes yet" in text_of(mo.get(group.url(f"/minutes/{coming}/")))
    assert "Sharing time" in text_of(mo.get(group.url(f"/minutes/{coming}/sheet")))
    token = builders.form_of(sol.get(group.url("/minutes/letters/new")))["token"]
    answer = sol.post(group.url(f"/minutes/{coming}/begin"), data={"token": token, "began": "19:00"})
    assert answer.status_code == 200


def test_an_item_of_another_meeting_is_not_found(sol: FlaskClient, group: AGroup, here: Here) -> None:
    other = Here(group, 3)
    assert sol.get(here.url(f"items/{other.items['item']}/notes")).status_code == 404
    assert sol.get(here.url("count/reasons")).status_code == 404
    assert sol.get(here.url("download/pdf")).status_code == 404
