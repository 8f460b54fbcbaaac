"""The pages of the book of jobs, as the people of a group use them."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document
from flask.testing import FlaskClient

from groupkit import tenancy
from groupkit.access import operations as access
from groupkit.access import queries as people
from groupkit.jobs import operations, queries, signing
from tests.builders import AGroup, form_of, in_books_of, links_of, post, sign_in_as, text_of


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
    assert not [link for link in links_of(mo.get(job)) if link.endswith("/out")]
    change = next(link for link in links_of(mo.get(job)) if link.endswith("lines=change"))
    out = next(link for link in links_of(mo.get(change)) if link.endswith("/out"))
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
    numbers = [name.removeprefix("votes_") for name in fields]
    empty = post(carys, choosing + "result")
    assert "Tick who was chosen, or say that nobody was" in text_of(empty)
    assert "Look at it first" in text_of(empty) and "Votes for Mo" in text_of(empty)
    look = post(carys, choosing + "result", **{f"chosen_{numbers[0]}": "y", f"chosen_{numbers[1]}": "y"})
    assert "Tamsin is treasurer until" in text_of(look) and "hands over today" not in text_of(look)
    # Another tick than the one that was read is shown first.
    other = {**form_of(look), f"votes_{numbers[1]}": "7"}
    del other[f"chosen_{numbers[0]}"]
    look = carys.post(choosing + "result", data=other)
    assert "Mo is treasurer until" in text_of(look) and "Tamsin hands over today: treasurer" in text_of(look)
    assert carys.post(choosing + "result", data=form_of(look)).location == choosing
    shown = text_of(carys.get(choosing))
    assert "Mo chosen 7 votes" in shown and "serve until" in shown
    mo, tamsin = (sign_in_as(carys.application.test_client(), who) for who in (group.mo, group.tamsin))
    assert mo.get(group.url("/money/payments/new")).status_code == 200
    assert tamsin.get(group.url("/money/payments/new")).status_code == 403


def test_nobody_was_chosen_is_said_and_not_guessed(group: AGroup, carys: FlaskClient):
    choosing = str(post(carys, group.url("/jobs/choosing/new"), meeting="Yearly meeting", held_on="today").location)
    treasurer = the_job(carys, group, "Treasurer").rstrip("/").split("/")[-1]
    post(carys, choosing + "stand", job=treasurer, person=str(group.mo.number))
    assert "Mo · stands no longer" in text_of(carys.get(choosing))
    look = post(carys, choosing + "result", nobody="y")
    assert "Nobody was chosen. Whoever has a job keeps it" in text_of(look)
    assert carys.post(choosing + "result", data=form_of(look)).location == choosing
    shown = text_of(carys.get(choosing))
    assert "serve until" not in shown and "Nobody was chosen" in shown


def test_the_pack_on_the_page_and_in_word_say_the_same(group: AGroup, carys: FlaskClient):
    job = the_job(carys, group, "Treasurer")
    post(carys, job + "lines/new", kind="kept", words="Brown envelopes in the blue box")
    page = text_of(carys.get(job + "handover"))
    made = carys.get(job + "handover/word")
    words = "\n".join(part.text for part in Document(BytesIO(made.data)).paragraphs)
    for line in ("Brown envelopes in the blue box", "Tamsin", "The bank: a form that two people sign", "no passwords"):
        assert line in page and line in words
    assert group.name not in made.headers["Content-Disposition"]
    assert f"{group.slug}-handover-treasurer.docx" in made.headers["Content-Disposition"]


def test_the_pack_tells_what_is_so_today_and_nothing_of_other_jobs(group: AGroup, carys: FlaskClient):
    by = group.carys.actor
    with in_books_of(group):
        today = tenancy.today()
        bea, tamsin = (people.person_numbered(who.number) for who in (group.bea, group.tamsin))
        assert bea is not None and tamsin is not None
        for who in (bea, tamsin):
            signing.add(who, today, False, by)
        for name in ("treasurer", "secretary"):
            [job] = [one for one in queries.jobs() if one.name == name]
            operations.change_term(queries.tenures_of(job.id)[0], "elected", today + timedelta(days=20), "", by)
        access.person_leaves(bea, by)
    job = the_job(carys, group, "Treasurer")
    page = text_of(carys.get(job + "handover"))
    words = "\n".join(part.text for part in Document(BytesIO(carys.get(job + "handover/word").data)).paragraphs)
    for shown in (page, words):
        assert "Bea has left the group; the bank still lets them sign" in shown
        assert "Tamsin has signed since" in shown
        assert "Nobody steps in yet" in shown and "Nobody learns it yet" in shown
        assert "The term of Tamsin as treasurer" in shown and "The term of Sol as secretary" not in shown
    xml = zipfile.ZipFile(BytesIO(carys.get(job + "handover/word").data)).read("word/numbering.xml").decode()
    assert "☐" in xml


def test_who_had_it_hands_it_over_or_shares_it(group: AGroup, carys: FlaskClient):
    job = milk(carys, group)
    since = {"role": "holds", "from_day": "1/2/2026"}
    post(carys, job + "take-on", person=str(group.mo.number), **since)
    page = carys.get(job + "take-on")
    assert "Mo hands it over" in text_of(page) and "until the day that you choose under Since" in text_of(page)
    asked = post(carys, job + "take-on", person=str(group.sol.number), **since)
    assert "Say whether it is handed over or shared" in text_of(asked)
    [mos] = re.findall(r'name="instead_of"[^>]*value="(\d+)"', page.get_data(as_text=True))
    wrong = {"role": "deputy", "from_day": "today", "instead_of": mos}
    assert "only to somebody who does it" in text_of(post(carys, job + "take-on", person="3", **wrong))
    since = {"role": "holds", "from_day": "1/3/2026", "instead_of": mos}
    assert post(carys, job + "take-on", person=str(group.sol.number), **since).location == job
    assert "Does it from 1 Feb 2026 until 1 Mar 2026, handed over" in text_of(carys.get(job))
    share = {"role": "holds", "from_day": "1/4/2026", "instead_of": "share"}
    assert post(carys, job + "take-on", person=str(group.mo.number), **share).location == job
    assert "Does it since 1 Mar 2026" in text_of(carys.get(job)) and "Does it since 1 Apr 2026" in text_of(
        carys.get(job)
    )


def test_ending_the_only_one_says_what_nobody_would_do(group: AGroup, carys: FlaskClient):
    job = the_job(carys, group, "Treasurer")
    end = next(link for link in links_of(carys.get(job)) if link.endswith("/end"))
    page = carys.get(end)
    assert "so nobody would keep the money" in text_of(page) and job + "take-on" in links_of(page)
    tamsin = sign_in_as(carys.application.test_client(), group.tamsin)
    down = next(link for link in links_of(tamsin.get(job)) if link.endswith("/step-down"))
    assert "Nobody would do it from today" in text_of(tamsin.get(down))
    assert "Ask the coordinator first who takes it on" in text_of(tamsin.get(down))
    share = {"role": "holds", "from_day": "today", "instead_of": "share"}
    post(carys, job + "take-on", person=str(group.mo.number), **share)
    assert "Nobody would do it" not in text_of(carys.get(end))


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
