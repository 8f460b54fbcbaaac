"""The pages of the book of jobs, as the people of a group use them."""

import re
from io import BytesIO

import pytest
from docx import Document
from flask.testing import FlaskClient

from tests.builders import AGroup, form_of, links_of, post, sign_in_as, text_of


@pytest.fixture
def carys(client: FlaskClient, group: AGroup) -> FlaskClient:
    return sign_in_as(client, group.carys)


def the_job(browser: FlaskClient, group: AGroup, name: str) -> str:
    for url in links_of(browser.get(group.url("/jobs/"))):
        if re.fullmatch(re.escape(group.url("/jobs/")) + r"\d+/", url) and f"<h1>{name}</h1>" in browser.get(url).text:
            return url
    raise AssertionError(f"no job called {name}")


def milk(browser: FlaskClient, group: AGroup) -> str:
    return str(post(browser, group.url("/jobs/new"), card="", name="brings the milk").location)


def test_a_job_with_a_card_and_one_without(group: AGroup, carys: FlaskClient):
    assert "brings the milk" in text_of(carys.get(milk(carys, group))).lower()
    page = carys.get(post(carys, group.url("/jobs/new"), card="tea_and_room", name="").location)
    assert "Buy milk and tea" in text_of(page)
    page = post(carys, group.url("/jobs/new"), card="", name="")
    assert "Write what you call it, or choose a card" in text_of(page)
    assert "already" in text_of(post(carys, group.url("/jobs/new"), card="", name="Brings the milk"))


def test_somebody_takes_it_on_and_writes_about_it(group: AGroup, carys: FlaskClient):
    job = milk(carys, group)
    answer = post(carys, job + "take-on", person=str(group.mo.number), role="holds", from_day="1/2/2026")
    assert answer.location == job
    mo = sign_in_as(carys.application.test_client(), group.mo)
    assert post(mo, job + "lines/new", kind="wish", words="The dairy shuts at four").location == job
    shown = text_of(sign_in_as(carys.application.test_client(), group.bea).get(job))
    assert "The dairy shuts at four" in shown and "since 1 Feb 2026" in shown
    bea = sign_in_as(carys.application.test_client(), group.bea)
    assert "Whoever does this job writes here" in text_of(post(bea, job + "lines/new", kind="wish", words="No"))
    out = next(link for link in links_of(mo.get(job)) if link.endswith("/out"))
    assert post(mo, out).location == job
    assert "dairy" not in text_of(mo.get(job))


def test_bad_input_keeps_what_was_typed_and_changes_nothing(group: AGroup, carys: FlaskClient):
    job = milk(carys, group)
    page = post(
        carys, job + "take-on", person=str(group.mo.number), role="holds", from_day="2090-01-01", decision="May"
    )
    assert "Write it down on the day" in text_of(page)
    assert form_of(page)["decision"] == "May"
    assert "Nobody just now" in text_of(carys.get(job))
    for wrong in ({"person": "999"}, {"role": "boss"}, {"until": "soonish"}, {"how": "seized"}):
        values = {"person": str(group.mo.number), "role": "holds", "from_day": "today", **wrong}
        assert post(carys, job + "take-on", **values).status_code == 200


def test_a_whole_choosing(group: AGroup, carys: FlaskClient):
    choosing = str(post(carys, group.url("/jobs/choosing/new"), meeting="Yearly meeting", held_on="today").location)
    treasurer = the_job(carys, group, "Treasurer").rstrip("/").split("/")[-1]
    for who in (group.tamsin, group.mo):
        assert post(carys, choosing + "stand", job=treasurer, person=str(who.number)).location == choosing
    page = carys.get(choosing + "result")
    fields = sorted(
        {part for part in page.get_data(as_text=True).split('"') if part.startswith("votes_") and part[6:].isdigit()},
        key=lambda name: int(name[6:]),
    )
    number = fields[1].removeprefix("votes_")
    answer = post(carys, choosing + "result", **{f"chosen_{number}": "y", f"votes_{number}": "7"})
    assert answer.location == choosing
    shown = text_of(carys.get(choosing))
    assert "Mo chosen 7 votes" in shown
    mo, tamsin = (sign_in_as(carys.application.test_client(), who) for who in (group.mo, group.tamsin))
    assert mo.get(group.url("/money/payments/new")).status_code == 200
    assert tamsin.get(group.url("/money/payments/new")).status_code == 403


def test_the_pack_on_the_page_and_in_word_say_the_same(group: AGroup, carys: FlaskClient):
    job = the_job(carys, group, "Treasurer")
    post(carys, job + "lines/new", kind="kept", words="Brown envelopes in the blue box")
    page = text_of(carys.get(job + "handover"))
    made = carys.get(job + "handover/word")
    words = "\n".join(part.text for part in Document(BytesIO(made.data)).paragraphs)
    for line in ("Brown envelopes in the blue box", "Tamsin", "The bank: a form that two people sign", "no passwords"):
        assert line in page and line in words
    assert group.name not in made.headers["Content-Disposition"]


def test_signing_at_the_bank(group: AGroup, carys: FlaskClient):
    for who in (group.carys, group.tamsin):
        post(carys, group.url("/jobs/signing/new"), person=str(who.number), since="today", related="y")
    shown = text_of(carys.get(group.url("/jobs/signing/")))
    assert "2 of 3 people sign together" in shown
    assert "too many of them are related" in shown and "2 people can sign. Our rules name 3" in shown


def test_who_carries_what_says_it_in_a_table_too(group: AGroup, carys: FlaskClient):
    shown = text_of(carys.get(group.url("/jobs/sharing")))
    assert "Tamsin Treasurer" in shown
    assert "Only Carys can let others in" in shown
