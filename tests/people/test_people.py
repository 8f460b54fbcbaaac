"""The book of people and jobs."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from groupkit import dates, history, tenancy
from groupkit.access.models import Person
from groupkit.jobs import queries as jobs
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import AGroup, a_group, count, in_books_of, sign_in_as


@pytest.fixture
def carys(client: FlaskClient, group: AGroup) -> FlaskClient:
    return sign_in_as(client, group.carys)


def test_everybody_sees_names_and_jobs_and_only_officers_see_buttons(
    client: FlaskClient, group: AGroup, carys: FlaskClient
):
    page = carys.get(group.url("/people/"))
    for words in (
        "Carys Coordinator",
        "Tamsin Treasurer",
        "Sol Secretary",
        "Bea Second signatory",
        "Mo Member",
        "Femi",
    ):
        assert words in text_of(page)
    assert group.url("/people/new") in links_of(page)
    member = sign_in_as(client.application.test_client(), group.mo).get(group.url("/people/"))
    assert "Tamsin Treasurer" in text_of(member)
    assert not [link for link in links_of(member) if re.search(r"/people/(new|\d)", link)]


def test_officers_come_first(group: AGroup, carys: FlaskClient):
    post(carys, group.url("/people/new"), name="Ada")
    post(carys, group.url("/people/7/job"), job="secretary")
    shown = text_of(carys.get(group.url("/people/")))
    assert shown.index("Ada Secretary") < shown.index("Mo Member")


def test_adding_somebody_leads_to_their_page(group: AGroup, carys: FlaskClient):
    answer = post(carys, group.url("/people/new"), name="  Ida   May ")
    assert answer.location == group.url("/people/7")
    page = text_of(carys.get(answer.location))
    assert "Ida May" in page
    assert "no, and need not" in page


def test_numbers_are_never_used_again(group: AGroup, carys: FlaskClient):
    first = post(carys, group.url("/people/new"), name="Ida").location
    post(carys, first + "/leaves")
    assert post(carys, group.url("/people/new"), name="Ola").location == group.url("/people/8")
    assert carys.get(first).status_code == 404


def test_somebody_who_leaves_is_out_at_once_and_their_jobs_end(group: AGroup, carys: FlaskClient):
    tamsin = sign_in_as(carys.application.test_client(), group.tamsin)
    asked = text_of(carys.get(group.url(f"/people/{group.tamsin.number}/leaves")))
    assert "Treasurer: does it until today. Nobody does it then." in asked
    post(carys, group.url(f"/people/{group.tamsin.number}/leaves"))
    assert tamsin.get(group.url()).status_code == 404
    assert "Tamsin" not in text_of(carys.get(group.url("/people/")))
    told = text_of(carys.get(group.url("/history")))
    assert "Ended the job of treasurer: Tamsin" in told


def test_changing_a_name_keeps_the_old_one_in_the_history(group: AGroup, carys: FlaskClient):
    post(carys, group.url(f"/people/{group.mo.number}/name"), name="Morwenna")
    assert "Morwenna" in text_of(carys.get(group.url("/people/")))
    assert "name: Mo → Morwenna" in text_of(carys.get(group.url("/history")))


def test_the_second_of_two_to_change_a_name_is_told_and_loses_nothing(group: AGroup, carys: FlaskClient):
    url = group.url(f"/people/{group.mo.number}/name")
    late = form_of(carys.get(url))
    post(carys, url, name="Morwenna")
    page = carys.post(url, data=late | {"name": "Maureen"})
    assert "Somebody else changed this" in text_of(page)
    assert "It is written as Morwenna now" in text_of(page)
    assert form_of(page)["name"] == "Maureen"
    assert carys.post(url, data=form_of(page)).status_code == 302
    assert "Maureen" in text_of(carys.get(group.url("/people/")))


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "1.5", "é"])
def test_a_made_up_version_is_told_like_an_old_one(group: AGroup, carys: FlaskClient, version: str):
    page = post(carys, group.url(f"/people/{group.mo.number}/name"), name="Maureen", version=version)
    assert "Somebody else changed this" in text_of(page)


def test_giving_and_ending_a_job(group: AGroup, carys: FlaskClient):
    url = group.url(f"/people/{group.mo.number}")
    assert post(carys, url + "/job", job="treasurer").location == url
    page = carys.get(url)
    assert "Treasurer" in text_of(page)
    end = next(link for link in links_of(page) if link.endswith("/end"))
    assert post(carys, end).location == url
    assert "Treasurer" not in text_of(carys.get(url))
    assert "ended already" in text_of(post(carys, end))


def test_ending_ones_own_job_leads_where_one_may_still_look(group: AGroup, carys: FlaskClient):
    post(carys, group.url(f"/people/{group.sol.number}/job"), job="coordinator")
    end = next(
        link for link in links_of(carys.get(group.url(f"/people/{group.carys.number}"))) if link.endswith("/end")
    )
    answer = post(carys, end)
    assert carys.get(answer.location).status_code == 200


@pytest.mark.parametrize("job", [None, "", "keeper", "COORDINATOR", ["treasurer", "secretary"]])
def test_a_job_that_is_not_offered_is_refused(group: AGroup, carys: FlaskClient, job):
    page = post(carys, group.url(f"/people/{group.mo.number}/job"), job=job)
    assert page.status_code in (200, 302)
    if page.status_code == 200:
        assert re.search("Choose (one of these|a job)", text_of(page))


def test_agreeing_with_a_critical_friend(group: AGroup, carys: FlaskClient):
    filled = form_of(carys.get(group.url("/people/friends/new")))
    assert dates.read_day(filled["until"], dates.today()) == dates.today() + timedelta(days=182), (
        "six months unless changed"
    )
    answer = post(
        carys,
        group.url("/people/friends/new"),
        name="Noor",
        post="Volunteer centre",
        part="bridge-builder",
        decision="May",
    )
    page = text_of(carys.get(answer.location))
    assert "Volunteer centre" in page
    assert "puts us in touch with others" in page
    listed = text_of(carys.get(group.url("/people/")))
    assert "Noor Volunteer centre. Puts us in touch with others." in listed


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("31/02/2027", "There is no 31 February"),
        ("yesterday", "after today"),
        ("1/1/2099", "A year is the longest"),
        ("", "Write the day"),
    ],
)
def test_a_day_that_does_not_work_is_told_on_its_field(group: AGroup, carys: FlaskClient, until: str, told: str):
    page = post(
        carys,
        group.url("/people/friends/new"),
        name="Noor",
        post="Nurse",
        part="facilitator",
        until=until,
        decision="May",
    )
    assert told in text_of(page)
    assert 'href="#until"' in page.text
    assert form_of(page)["until"] == until
    assert count(Person, Person.friend, group=group) == 1


def test_a_member_is_no_friend_to_agree_with(group: AGroup, carys: FlaskClient):
    for path in ("agreement", "agreement/end"):
        assert carys.get(group.url(f"/people/{group.mo.number}/{path}")).status_code == 404


def test_ending_an_agreement_ends_no_other_groups(group: AGroup, carys: FlaskClient):
    other = a_group()
    post(carys, group.url(f"/people/{group.femi.number}/agreement/end"))
    assert "critical friend" in text_of(sign_in_as(carys.application.test_client(), other.mo).get(other.url()))


def test_the_history_of_all_this_is_whole(group: AGroup, carys: FlaskClient):
    post(carys, group.url("/people/new"), name="Ida")
    post(carys, group.url("/people/7/job"), job="treasurer")
    post(carys, group.url("/people/7/leaves"))
    with in_books_of(group):
        assert list(history.check()) == []
        assert list(history.check_private_texts()) == []


def test_who_looked_in_is_there_for_every_member(group: AGroup, carys: FlaskClient):
    member = sign_in_as(carys.application.test_client(), group.mo)
    assert "Nobody has looked in yet" in text_of(member.get(group.url("/people/looks")))
    sign_in_as(carys.application.test_client(), group.femi).get(group.url())
    assert "Femi the first page" in text_of(member.get(group.url("/people/looks")))


def test_people_without_a_job_or_a_sign_in_are_folded_away(group: AGroup, carys: FlaskClient):
    for name in ("Ada", "Ida"):
        post(carys, group.url("/people/new"), name=name)
    page = carys.get(group.url("/people/"))
    assert "2 more members" in text_of(page) and group.url("/people/7") in links_of(page)
    assert group.url("/members/") in links_of(page)
    member = sign_in_as(carys.application.test_client(), group.mo)
    assert group.url("/members/") not in links_of(member.get(group.url("/people/")))


def test_a_term_that_is_over_shows_on_the_page_of_people_too(group: AGroup, carys: FlaskClient):
    with in_books_of(group):
        today = tenancy.today()
        [treasurer] = [one for one in jobs.times() if one.held.job == "treasurer"]
        tenure = jobs.tenure(treasurer.id)
        assert tenure is not None
        tenure.from_day, tenure.until = today - timedelta(days=400), today - timedelta(days=1)
    assert "to choose again" in text_of(carys.get(group.url("/people/")))


def test_a_critical_friend_begins_with_little_and_reads_who_asked_them_in(group: AGroup, carys: FlaskClient):
    asked = form_of(carys.get(group.url("/people/friends/new")))
    assert asked["shares"] == ["rules", "jobs", "copies"]
    again = {"shares": ["rules"], "post": "Nurse", "part": "facilitator", "decision": "our meeting in May"}
    post(carys, group.url(f"/people/{group.femi.number}/agreement"), **again)
    friend = sign_in_as(carys.application.test_client(), group.femi)
    agreed = f"/kit/agreements/{group.slug}"
    shown = text_of(friend.get(agreed))
    assert "Carys invited you. The group agreed to it at: our meeting in May" in shown
    post(friend, agreed)
    page = friend.get(group.url("/money/book"))
    assert page.status_code == 403 and agreed in links_of(page)
    assert "Your agreement does not include the cash book" in text_of(page)
    page = friend.get(group.url("/people/"))
    assert "names, notes or receipts" in text_of(page) and agreed in links_of(page)


def test_a_new_passphrase_says_what_it_turns_off(group: AGroup, carys: FlaskClient):
    asked = text_of(carys.get(group.url(f"/people/{group.mo.number}/new-passphrase")))
    assert "their second step is turned off too" in asked
