"""The pages of the list of members: who sees what, and what bad input gets."""

import gc
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from groupkit import dates, history, tenancy
from groupkit.access import queries as people
from groupkit.access.models import Person
from groupkit.db import db
from groupkit.files import HeldPicture
from groupkit.history import HistoryLine, PrivateText
from groupkit.jobs import electing, signing
from groupkit.jobs import operations as job_operations
from groupkit.jobs import queries as jobs
from groupkit.people.members import export, operations, queries, rules
from groupkit.people.members.models import Consent, ContactCard
from groupkit.people.members.operations import Card, NewMember, Yes
from tests.browsing import form_of, links_of, post, text_of, title_of
from tests.builders import AGroup, a_group, count, in_books_of, sign_in_as, the_app
from tests.sweep import LONG

CARD = {"way": "email", "contact": "mo@example.org", "agreed": "y", "how": "on paper"}


@pytest.fixture
def sol(client: FlaskClient, group: AGroup) -> FlaskClient:
    return sign_in_as(client, group.sol)


@contextmanager
def queries_counted(app: Flask) -> Iterator[list[str]]:
    """Every statement that goes to the database inside the block."""
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def send_list(client: FlaskClient, group: AGroup, data: bytes, name: str = "list.csv", **fields: str) -> TestResponse:
    """Choose a file and look at it."""
    url = group.url("/members/import")
    values = form_of(client.get(url)) | fields
    return client.post(url, data={**values, "do": "look", "table": (BytesIO(data), name)})


def take(client: FlaskClient, group: AGroup, page: TestResponse, **fields: str) -> TestResponse:
    """Press the button that takes the list in."""
    return client.post(group.url("/members/import"), data={**form_of(page), **fields, "do": "take"})


def stored(group: AGroup) -> dict[str, int]:
    """How many rows there are of everything that a list could leave behind."""
    return {one.__name__: count(one, group=group) for one in (Person, ContactCard, Consent, PrivateText, HistoryLine)}


def test_somebody_new_with_a_card(group: AGroup, sol: FlaskClient):
    answer = post(sol, group.url("/members/new"), name="O'Brien-Łukasz", **CARD)
    assert answer.location == group.url("/members/7")
    page = sol.get(answer.location)
    for words in ("O'Brien-Łukasz", "by email", "mo@example.org", rules.USUAL_WORDING[:40], "Asked on paper"):
        assert words in text_of(page)
    assert "Łukasz" not in title_of(page)


def test_somebody_new_by_name_alone(group: AGroup, sol: FlaskClient):
    answer = post(sol, group.url("/members/new"), name="李", only_name="y")
    assert "Only the name is kept" in text_of(sol.get(answer.location))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": ""}, "Write a name"),
        ({"name": "Ida"}, "Choose how they like to hear, or keep only the name"),
        ({"name": "Ida", "way": "phone", "contact": "none"}, "Write a phone number"),
        ({"name": "Ida", "way": "email", "contact": "a@b"}, "Only with their yes"),
        ({"name": "Ida", **CARD, "how": ""}, "Choose how they were asked"),
        ({"name": "Ida", **CARD, "wording": " "}, "Write the words they were asked"),
        ({"name": "Ida", **CARD, "given_on": "1/1/2090"}, "Choose a day that has come"),
        ({"name": "Ida", **CARD, "given_on": "31/2/26"}, "There is no 31 February"),
        ({"name": "Ida", **CARD, "way": "pigeon"}, "Choose one of these"),
        ({"name": "I" * 90, **CARD}, "too long"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(
    group: AGroup, sol: FlaskClient, fields: dict[str, str], told: str
):
    before = stored(group)
    page = post(sol, group.url("/members/new"), **fields)
    assert page.status_code == 200
    assert told in text_of(page)
    assert form_of(page)["name"] == fields["name"]
    assert stored(group) == before


def test_a_look_at_the_contacts_is_written_down_first(group: AGroup, sol: FlaskClient):
    post(sol, group.url(f"/members/{group.mo.number}/card"), **CARD)
    url = group.url("/members/")
    assert "mo@example.org" not in text_of(sol.get(url))
    assert "mo@example.org" not in text_of(sol.get(url + "?words=example"))
    assert "Mo" not in text_of(sol.get(url + "?words=example")).split("Look for somebody")[1]
    before = count(HistoryLine, HistoryLine.what == "looked at the contact list", group=group)
    assert post(sol, url, to=group.url("/members/look")).location == url
    assert "mo@example.org" in text_of(sol.get(url))
    assert "mo@example.org" in text_of(sol.get(url + "?words=example"))
    assert count(HistoryLine, HistoryLine.what == "looked at the contact list", group=group) == before + 1
    assert "Looked at the contact list" in text_of(sol.get(group.url("/history")))
    another = sign_in_as(sol.application.test_client(), group.carys)
    assert "mo@example.org" not in text_of(another.get(url))


def test_a_member_sees_who_does_what_and_no_contacts(group: AGroup, sol: FlaskClient):
    post(sol, group.url(f"/members/{group.bea.number}/card"), **CARD)
    member = sign_in_as(sol.application.test_client(), group.mo)
    assert "Bea" in text_of(member.get(group.url("/people/")))
    for path in ("/members/", f"/members/{group.bea.number}", f"/members/{group.bea.number}/file", "/members/workbook"):
        assert member.get(group.url(path)).status_code == 403


def test_anyones_own_data_in_one_click(group: AGroup, sol: FlaskClient):
    post(sol, group.url(f"/members/{group.mo.number}/card"), **CARD, helps="a chair with arms")
    member = sign_in_as(sol.application.test_client(), group.mo)
    assert group.url("/members/mine") in links_of(member.get(group.url("/people/")))
    assert "a chair with arms" in text_of(member.get(group.url("/members/mine")))
    file = member.get(group.url("/members/mine/file"))
    text = file.data.decode("utf-8-sig")
    for words in ("Name: Mo", "mo@example.org", "a chair with arms", group.mo.username, rules.USUAL_WORDING):
        assert words in text
    assert "Mo" not in file.headers["Content-Disposition"]
    assert sol.get(group.url(f"/members/{group.mo.number}/file")).data == file.data


def test_own_data_is_said_to_the_person(group: AGroup, sol: FlaskClient):
    by, today = group.carys.actor, dates.today()
    with in_books_of(group):
        mo, tamsin = (people.person_numbered(who.number) for who in (group.mo, group.tamsin))
        assert mo is not None and tamsin is not None
        job = next(one for one in jobs.jobs() if one.name == "treasurer")
        electing.stand(electing.begin(today, "Yearly meeting", by), job, mo, by)
        signing.add(mo, today, False, by)
        job_operations.take_on(job, mo, by, role="deputy", decision="Mo and Tamsin said so")
    mine = text_of(sign_in_as(sol.application.test_client(), group.mo).get(group.url("/members/mine")))
    for words in ("You stood for treasurer", "You sign at the bank from", "Treasurer, steps in when needed, from"):
        assert words in mine
    assert f"in the books of {group.name}" in mine
    assert "notes and reasons beside the books" in mine and "Ask the treasurer to read them to you" in mine
    assert "for seven years. Your number then stands in the place of your name. Adopted" in mine
    treasurers = text_of(sign_in_as(sol.application.test_client(), group.tamsin).get(group.url("/members/mine")))
    assert "Ask the treasurer" not in treasurers and "You can read them in the books yourself" in treasurers


def test_a_critical_friend_reads_what_they_agreed_to(group: AGroup, sol: FlaskClient):
    friend = sign_in_as(sol.application.test_client(), group.femi)
    mine = text_of(friend.get(group.url("/members/mine")))
    assert "You look in as a critical friend (Community nurse)" in mine and "You said yes on" in mine
    assert "They share with you: Our rules" in mine and "you do not speak for the group" in mine
    assert "Ask the treasurer" not in mine


@pytest.mark.parametrize("words", ["Lukasz", "łukasz", "OBrien", "o'brien", "O’Brien", "ZOE", "zoë"])
def test_names_are_found_however_they_are_typed(group: AGroup, sol: FlaskClient, words: str):
    name = "Zoë Ó’Brien-Łukasz"
    post(sol, group.url("/members/new"), name=name, only_name="y")
    shown = text_of(sol.get(group.url("/members/"), query_string={"words": words}))
    assert name in shown and "Tamsin" not in shown
    for nothing in ("%", "’", "Lukaszx"):
        assert "Nobody found" in text_of(sol.get(group.url("/members/"), query_string={"words": nothing}))


def test_taking_a_yes_back(group: AGroup, sol: FlaskClient):
    url = group.url(f"/members/{group.mo.number}")
    post(sol, url + "/card", **CARD)
    assert post(sol, url + "/consent").location == url
    assert "mo@example.org" not in text_of(sol.get(url))
    assert count(ContactCard, group=group) == 0


def test_the_second_to_save_a_card_is_told(group: AGroup, sol: FlaskClient):
    url = group.url(f"/members/{group.mo.number}/card")
    first = form_of(sol.get(url))
    post(sol, url, **CARD)
    page = sol.post(url, data={**first, **CARD, "contact": "late@example.org"})
    assert "Somebody else changed this in the meantime" in text_of(page)
    assert form_of(page)["contact"] == "late@example.org"


def test_taking_somebody_out_says_what_stays_and_why(group: AGroup, sol: FlaskClient):
    url = group.url(f"/members/{group.mo.number}")
    post(sol, url + "/card", **CARD)
    page = text_of(sol.get(url + "/take-out"))
    assert "kept for seven years" in page and "adopted rules and filed returns" in page
    assert "Choose why" in text_of(post(sol, url + "/take-out"))
    assert "Tick this once you have told them" in text_of(post(sol, url + "/take-out", why="twice"))
    assert post(sol, url + "/take-out", sure="y", why="twice").location == group.url("/members/")
    assert "reason: here twice" in text_of(sol.get(group.url("/history")))
    assert sol.get(url).status_code == 404
    assert f"Member {group.mo.number:03d} (left)" in text_of(sol.get(group.url("/history")))


def test_a_critical_friend_is_taken_out_by_page_once_the_agreement_is_over(group: AGroup, sol: FlaskClient):
    url, agreed = group.url(f"/members/friends/{group.femi.number}/take-out"), f"/people/friends/{group.femi.number}"
    running = sol.get(url)
    assert "End the agreement first" in text_of(running) and "Take them out for good" not in text_of(running)
    assert url not in links_of(sol.get(group.url(agreed)))
    carys = sign_in_as(sol.application.test_client(), group.carys)
    early = form_of(carys.get(group.url(f"/people/{group.femi.number}/agreement/end")))
    refused = sol.post(url, data={"token": early["token"], "sure": "y"})
    assert refused.status_code != 302
    post(carys, group.url(f"/people/{group.femi.number}/agreement/end"))
    assert url in links_of(carys.get(group.url(f"/people/{group.femi.number}")))
    assert group.url(agreed) in links_of(sol.get(group.url("/people/"))) and url in links_of(sol.get(group.url(agreed)))
    page = text_of(sol.get(url))
    assert f"“Friend {group.femi.number:03d} (left)” stands in its place" in page
    assert "members were promised that they can read this" in page
    assert "Tick this once you have told them" in text_of(post(sol, url, why="asked"))
    assert post(sol, url, sure="y", why="asked").location == group.url("/people/")
    assert sol.get(url).status_code == 404
    assert f"Friend {group.femi.number:03d} (left)" in text_of(sol.get(group.url("/history")))
    assert "Femi" not in text_of(sol.get(group.url("/people/"))) + text_of(sol.get(group.url("/history")))


def test_a_member_is_no_critical_friend(group: AGroup, sol: FlaskClient):
    assert sol.get(group.url(f"/members/friends/{group.mo.number}/take-out")).status_code == 404


def test_those_who_left_stand_apart_until_their_details_go(group: AGroup, sol: FlaskClient):
    post(sol, group.url(f"/members/{group.mo.number}/leaves"))
    assert group.url(f"/members/{group.mo.number}") not in links_of(sol.get(group.url("/members/")))
    assert group.url(f"/members/{group.mo.number}") in links_of(sol.get(group.url("/members/?show=left")))


def test_who_leaves_leaves_a_list_of_what_to_do(group: AGroup, sol: FlaskClient):
    by = group.carys.actor
    with in_books_of(group):
        mo, bea = (people.person_numbered(who.number) for who in (group.mo, group.bea))
        assert mo is not None and bea is not None
        milk = job_operations.write_down("brings the milk", "", by)
        job_operations.add_note(milk, "key", "The key of the fridge", by)
        cups = job_operations.write_down("washes up", "", by)
        for job, role in ((milk, "holds"), (cups, "deputy")):
            job_operations.take_on(job, mo, by, role=role)
        job_operations.take_on(cups, bea, by)
        signing.add(mo, dates.today(), False, by)
        milk_id = milk.id
    url = group.url(f"/members/{group.mo.number}")
    told = text_of(sol.get(url + "/leaves"))
    assert "Brings the milk: does it until today. Nobody does it then." in told
    assert "Washes up: steps in when needed until today." in told
    assert "Ask for it back: The key of the fridge" in told and "go on signing at the bank" in told
    assert group.url("/jobs/signing/") in links_of(sol.get(url + "/leaves"))
    post(sol, url + "/leaves")
    told = text_of(sol.get(url))
    assert "Now to do" in told and "Nobody does this now: brings the milk" in told
    assert "unless it is back: The key of the fridge" in told and "They still sign at the bank" in told
    post(sol, group.url(f"/jobs/{milk_id}/take-on"), person=str(group.bea.number), role="holds", from_day="today")
    assert "Nobody does this now" not in text_of(sol.get(url))


def test_a_critical_friend_is_no_member(group: AGroup, sol: FlaskClient):
    assert sol.get(group.url(f"/members/{group.femi.number}")).status_code == 404


LIST = "Name,Phone,Consent date,Diagnosis\nO'Brien-Łukasz,07700 900123,3 May 2026,x\n李,,,\n=cmd(),,,\nMo,,,\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_is_looked_at_first_and_then_taken_in(group: AGroup, sol: FlaskClient, encoding: str):
    before = stored(group)
    page = send_list(sol, group, LIST.encode(encoding), how="on paper")
    told = text_of(page)
    assert "3 people, 1 of them with a way to reach them" in told
    assert "Left behind, and kept nowhere: Diagnosis" in told
    assert f"Mo: Already here as Member {group.mo.number:03d}" in told
    assert stored(group) == before, "nothing is kept until it is confirmed"
    assert take(sol, group, page).location == group.url("/members/")
    assert stored(group)["Person"] == before["Person"] + 3
    assert stored(group)["ContactCard"] == 1
    assert count(HeldPicture, group=group) == 0
    shown = text_of(sol.get(group.url("/members/")))
    assert "O'Brien-Łukasz" in shown and "李" in shown and "=cmd()" in shown
    with in_books_of(group):
        assert list(history.check()) == []


def test_the_same_list_twice_brings_nobody_twice(group: AGroup, sol: FlaskClient):
    page = send_list(sol, group, LIST.encode(), how="on paper")
    take(sol, group, page)
    before = stored(group)
    again = take(sol, group, page)
    assert again.status_code == 302, "the same form leads where it led before"
    assert stored(group) == before
    assert "no people" in text_of(send_list(sol, group, LIST.encode(), how="on paper")).lower()


def test_a_list_with_a_yes_from_everybody(group: AGroup, sol: FlaskClient):
    data = b"Name,Email\nAda,ada@example.org\nIda,ida@example.org\n"
    page = send_list(sol, group, data, everybody="y", given_on="3 May 2026", how="in person")
    take(sol, group, page)
    assert count(Consent, Consent.given_on == date(2026, 5, 3), Consent.how == "in person", group=group) == 2


def test_a_yes_from_everybody_says_how_they_were_asked(group: AGroup, sol: FlaskClient):
    before = stored(group)
    page = send_list(sol, group, LIST.encode(), everybody="y")
    assert "Choose how they were asked" not in text_of(page), "nobody is blamed on the first look"
    assert "needed if everybody said yes" in text_of(page)
    assert "Choose how they were asked" in text_of(take(sol, group, page))
    assert stored(group) == before


def test_a_day_in_a_list_is_no_yes_to_these_words(group: AGroup, sol: FlaskClient):
    take(sol, group, send_list(sol, group, LIST.encode(), how="on paper"))
    with in_books_of(group):
        [consent] = db.session.scalars(sa.select(Consent))
        assert (consent.wording, consent.how) == (rules.WORDS_NOT_KNOWN, rules.EARLIER_LIST)
        assert queries.latest_wording() is None
    shown = text_of(sol.get(group.url("/members/7")))
    assert "Words not known: from an earlier list" in shown and "Ask them again when you can" in shown
    assert rules.USUAL_WORDING[:40] not in shown


def test_every_column_that_comes_in_is_shown_and_notes_do_not(group: AGroup, sol: FlaskClient):
    data = b"Name,Email,Consent,Language,Large print,Notes\nAda,ada@example.org,3 May 2026,Welsh,yes,Has the flu\n"
    told = text_of(send_list(sol, group, data))
    assert "Left behind, and kept nowhere: Notes" in told
    assert "Language Large print Said yes" in told and "Welsh yes 3 May 2026" in told
    assert "flu" not in told


def test_here_since_comes_in_and_is_not_made_up(group: AGroup, sol: FlaskClient):
    data = b"Name,Member since\nAda,3 May 2019\nIda,\n"
    page = send_list(sol, group, data)
    assert "Ada 3 May 2019" in text_of(page) and "Ida not known" in text_of(page)
    take(sol, group, page)
    assert "Here since 3 May 2019" in text_of(sol.get(group.url("/members/7")))
    assert "Here since not known" in text_of(sol.get(group.url("/members/8")))
    post(sol, group.url("/members/"), to=group.url("/members/copy"))
    sheet = load_workbook(BytesIO(sol.get(group.url("/members/workbook")).data)).active
    since = {row[1]: row[8] for row in sheet.iter_rows(values_only=True)}
    assert since["Ada"].date() == date(2019, 5, 3) and since["Ida"] is None
    assert "Here since not known" in text_of(sign_in_as(sol, group.carys).get(group.url("/people/8")))
    assert "Here since: not known" in sol.get(group.url("/members/8/file")).get_data(as_text=True)


def test_somebody_new_may_have_been_here_for_years(group: AGroup, sol: FlaskClient):
    answer = post(sol, group.url("/members/new"), name="Ada", only_name="y", joined_on="3 May 2019")
    assert "Here since 3 May 2019" in text_of(sol.get(answer.location))
    page = post(sol, group.url("/members/new"), name="Ida", only_name="y", joined_on="3 May 2090")
    assert "Choose today, or a day before" in text_of(page)


def test_menus_hold_only_columns_that_hold_something(group: AGroup, sol: FlaskClient):
    page = send_list(sol, group, ("Name" + "," * 59 + "\nAda,,07700 900123" + "," * 57 + "\n").encode())
    assert "column 3" in text_of(page) and "column 2" not in text_of(page) and "column 60" not in text_of(page)
    assert "Name (optional)" not in text_of(page)


def test_a_namesake_comes_in_when_somebody_says_so(group: AGroup, sol: FlaskClient):
    page = send_list(sol, group, b"Name\nMo\nMo\nAda\n")
    assert "Another person with this name: take them in" in text_of(page)
    assert "Take in 1 person" in text_of(page)
    values = form_of(page) | {"another": ["2", "9999", "x"], "do": "look"}
    page = sol.post(group.url("/members/import"), data=values)
    assert "Take in 2 people" in text_of(page) and "Another person than Member 005" in text_of(page)
    before = stored(group)["Person"]
    sol.post(group.url("/members/import"), data=form_of(page) | {"another": "2", "do": "take"})
    assert stored(group)["Person"] == before + 2


def test_other_columns_can_be_chosen(group: AGroup, sol: FlaskClient):
    page = send_list(sol, group, b"Who,Ring them on\nAda,07700 900123\n")
    assert "Choose the column that holds the names" in text_of(page)
    values = form_of(page) | {"name": "0", "contact": "1", "everybody": "y", "how": "in person", "do": "look"}
    page = sol.post(group.url("/members/import"), data=values)
    assert "1 person, 1 of them with a way" in text_of(page)
    take(sol, group, page)
    assert count(ContactCard, group=group) == 1


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "This file is empty"),
        (b"Name\n", "nothing in this file below its headings"),
        (b"\x89PNG\r\n\x1a\n\x00", "cannot be read as a list"),
        (b"PK\x03\x04junk", "cannot be read as a spreadsheet"),
        (b"Name\n" + b"Jo\n" * 50_000, "more than 5,000 rows"),
        (b"Amount,Day\n1,2\n", "Choose the column that holds the names"),
    ],
)
def test_a_file_that_does_not_fit_gets_a_sentence(group: AGroup, sol: FlaskClient, data: bytes, told: str):
    before = stored(group)
    page = send_list(sol, group, data)
    assert page.status_code == 200
    assert told in text_of(page)
    assert take(sol, group, page).status_code == 200
    assert stored(group) == before


def test_no_file_at_all(group: AGroup, sol: FlaskClient):
    assert "Choose a file" in text_of(post(sol, group.url("/members/import")))


def test_the_workbook_holds_everybody_as_text(group: AGroup, sol: FlaskClient):
    post(sol, group.url("/members/new"), name="=cmd()", **CARD)
    assert sol.get(group.url("/members/workbook")).location == group.url("/members/")
    answer = post(sol, group.url("/members/"), to=group.url("/members/copy"))
    assert answer.location == group.url("/members/workbook")
    file = sol.get(answer.location)
    sheet = load_workbook(BytesIO(file.data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:2] == ("No.", "Name")
    assert rows[-1][:4] == (7, "=cmd()", "by email", "mo@example.org")
    assert sheet.cell(len(rows), 2).data_type == "s"
    assert count(HistoryLine, HistoryLine.what == "took a copy of the contact list", group=group) == 1


CROWD = 5_000 if LONG else 1_200


@pytest.fixture
def crowd(app: Flask) -> AGroup:
    """A large group."""
    group = a_group()
    by = group.sol.actor
    with in_books_of(group):
        yes = Yes(tenancy.today(), "May we?", "on paper")
        operations.take_in(
            [NewMember(f"Person {n}", Card("email", f"p{n}@example.org", helps="x" * 200), yes) for n in range(CROWD)],
            by,
        )
    return group


@pytest.mark.timeout(300)
def test_a_large_group_stays_within_ten_queries_a_page(app: Flask, crowd: AGroup):
    pages = -(-(CROWD + len(crowd.people) - 1) // queries.ON_A_PAGE)
    client = sign_in_as(app.test_client(), crowd.sol)
    post(client, crowd.url("/members/"), to=crowd.url("/members/look"))
    for path in (
        "/members/",
        f"/members/?page={pages - 7}",
        "/members/?words=person+1044",
        "/members/?page=999999",
        "/members/workbook",
    ):
        with queries_counted(app) as seen:
            answer = client.get(crowd.url(path))
        assert answer.status_code == 200
        assert len([one for one in seen if not one.startswith("PRAGMA")]) <= 10, f"{path}: {len(seen)}\n" + "\n".join(
            seen
        )
    assert f"Page {pages - 7} of {pages}" in text_of(client.get(crowd.url(f"/members/?page={pages - 7}")))
    assert "p1044@example.org" in text_of(client.get(crowd.url("/members/?words=PERSON+1044")))
    assert "Nobody found" in text_of(client.get(crowd.url("/members/?words=%25")))


@pytest.mark.timeout(300)
def test_the_memory_of_the_workbook_stays_flat(app: Flask, crowd: AGroup, monkeypatch: pytest.MonkeyPatch):
    """The list is read a slice at a time: the most that is held at once is a slice, however long the list."""
    monkeypatch.setattr(queries, "AT_ONCE", 100)
    peaks = []
    for most in (CROWD // 5, CROWD):
        with the_app().app_context(), tenancy.in_group(crowd.scope, db.session):
            gc.collect()
            tracemalloc.start()
            for number, _ in enumerate(queries.everyone_here()):
                if number >= most:
                    break
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < peaks[0] * 2, "five times as many people: a list held whole takes five times as much"
    with the_app().app_context(), tenancy.in_group(crowd.scope, db.session):
        tracemalloc.start()
        book, _name = export.make(crowd.slug)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        book.close()
    assert peak < 12_000_000


def test_a_list_that_was_taken_away_comes_back_whole(group: AGroup, sol: FlaskClient):
    fields = CARD | {"language": "Welsh", "helps": "a chair\nwith arms", "large_print": "y", "emergency_on_paper": "y"}
    fields |= {"joined_on": "3 May 2019"}
    post(sol, group.url("/members/new"), name="O'Brien-Łukasz", **fields)
    file = sol.get(post(sol, group.url("/members/"), to=group.url("/members/copy")).location)
    other = a_group()
    secretary = sign_in_as(sol.application.test_client(), other.sol)
    page = send_list(secretary, other, file.data, "list.xlsx", how="on paper")
    assert "1 person, 1 of them with a way to reach them" in text_of(page)
    take(secretary, other, page)
    with in_books_of(group):
        sent = queries.member(7)
    with in_books_of(other):
        came = queries.member(7)
    assert sent is not None and came is not None
    for name in ("name", "way", "contact", "large_print", "language", "helps", "emergency_on_paper", "agreed_on"):
        assert getattr(came, name) == getattr(sent, name), name
    assert came.joined_on == sent.joined_on == date(2019, 5, 3)
