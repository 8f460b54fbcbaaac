"""The pages of what goes with a grant, as people use them."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit.budgets import funders
from groupkit.decisions import operations as decisions
from groupkit.decisions.operations import Held
from groupkit.grants import queries
from groupkit.grants.models import Grant, GrantExtra, GrantInstalment, GrantOutcome, GrantPaper
from groupkit.grants.starting import STARTING
from groupkit.jobs import operations as jobs
from tests import builders
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import in_books_of, sign_in_as
from tests.grants.giving import TODAY, Saved, picture_bytes
from tests.ledger.books import counted

FOUND = "Sunday of Corrievreckan"
WORDS = ["an urn", "Inverewe", "the cupboard of Kintyre", "a show of Galloway hands", "their thistle"]


@pytest.fixture
def tamsin(client: FlaskClient, saved: Saved) -> FlaskClient:
    return sign_in_as(client, saved.group.tamsin)


def page(client: FlaskClient, saved: Saved) -> str:
    return text_of(client.get(saved.url()))


def one(saved: Saved, model: Any) -> Any:
    with in_books_of(saved.group):
        [found] = queries.giving.db.session.query(model).all()
        return found.id


# --- how it came and what they ask ---------------------------------------------------------------


def test_a_grant_is_asked_for_offered_and_not_given(tamsin: FlaskClient, saved: Saved) -> None:
    fields = {"funder": "Rotary", "amount": "250", "stage": "applied"}
    answer = post(tamsin, saved.group.url("/grants/new"), follow=True, **fields)
    words = text_of(answer)
    assert "We have asked for £250.00 . Nothing is certain yet" in words and "Write the return" not in words
    assert "Asked for" in text_of(tamsin.get(saved.group.url("/grants/")))
    url = answer.request.path
    assert "has been offered" in text_of(post(tamsin, f"{url}/came", follow=True, stage="offered", offered_on="today"))
    words = text_of(post(tamsin, f"{url}/came", follow=True, stage="not_given"))
    assert "We asked for £250.00. It was not given" in words
    funds = text_of(tamsin.get(saved.group.url("/money/setting-up")))
    assert "Rotary grant" in funds


def test_the_first_page_stays_short_and_says_accepted_by_itself(tamsin: FlaskClient, saved: Saved) -> None:
    form = form_of(tamsin.get(saved.group.url("/grants/new")))
    assert form["stage"] == "accepted"
    assert len([name for name in form if not name.startswith("headings-")]) <= 10


def test_a_grant_names_the_decision_for_whoever_may_read_it(app: Flask, tamsin: FlaskClient, saved: Saved) -> None:
    assert "decision_id" not in form_of(tamsin.get(saved.url("/came"))), "there is none to choose"
    by = saved.group.sol.actor
    with in_books_of(saved.group):
        row = decisions.bring_up(by, title=FOUND, words="We take it")
        held = Held("vote", TODAY, "Our meeting", "We take it", present=5, votes=(5, 0, 0), decided=True)
        decisions.hold_round(row, held, by)
        number, row_id = row.number, row.id
    post(tamsin, saved.url("/came"), decision_id=str(row_id))
    assert f"decision {number}: {FOUND}" in page(tamsin, saved)
    femi = sign_in_as(app.test_client(), saved.group.femi)
    assert FOUND not in page(femi, saved)


@pytest.mark.parametrize(
    ("path", "fields", "sentence"),
    [
        ("/came", {"amount": "0"}, "more than nothing"),
        ("/came", {"applied_on": "1/1/2099"}, "has not come yet"),
        ("/came", {"applied_on": "1/3/2026", "offered_on": "1/2/2026"}, "the day of the step before"),
        ("/came", {"stage": "lost"}, "Choose one of these"),
        ("/asks", {"may_move": "101"}, "more than 100"),
        ("/asks", {"may_move": "a tenth"}, "whole number in figures"),
        ("/asks", {"most_megabytes": "0"}, "A file of nothing"),
        ("/asks", {"keep_until": "soon"}, "31"),
        ("/asks", {"conditions": "x" * 4001}, "too long"),
        ("/funder", {"title": "x" * 141}, "too long"),
        ("/instalments/new", {"due_on": "1/4/2027", "pence": ""}, "Write how much this part is"),
        ("/instalments/new", {"due_on": "1/4", "pence": "5"}, "year"),
        ("/instalments/new", {"due_on": "1/4/2027", "pence": "0"}, "more than nothing"),
        ("/papers/new", {"what": "offer"}, "Choose a photo or a PDF"),
        ("/beside/new/match", {"what": "Half", "pence": ""}, "Write how much it is"),
        ("/beside/new/thing", {"what": ""}, "Write what was bought"),
        ("/outcomes/new", {"words": ""}, "one sentence"),
        ("/outcomes/new", {"words": "We knit", "origin": "own", "target": "12"}, "Only a funder sets a target"),
        ("/outcomes/choose", {}, "Choose at least one"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_lost(
    tamsin: FlaskClient, saved: Saved, path: str, fields: dict[str, str], sentence: str
) -> None:
    before = [builders.count(model, group=saved.group) for model in (Grant, GrantInstalment, GrantExtra, GrantOutcome)]
    answer = post(tamsin, saved.url(path), **fields)
    assert answer.status_code == 200 and sentence in text_of(answer)
    typed = form_of(answer)
    for name, value in fields.items():
        assert typed.get(name, value) == value
    after = [builders.count(model, group=saved.group) for model in (Grant, GrantInstalment, GrantExtra, GrantOutcome)]
    assert after == before


def test_what_they_ask_stands_on_the_page_in_their_own_words(tamsin: FlaskClient, saved: Saved) -> None:
    said = {"conditions": "Ask us <first>", "publicity": WORDS[4], "may_move": "10 %", "wants_receipts": "y"}
    post(tamsin, saved.url("/asks"), hour_pence="12.60", keep_until="31/3/2035", **said)
    words = page(tamsin, saved)
    assert "Ask us <first>" in words and WORDS[4] in words and "£10 in every £100" in words
    assert "list of receipts" in words and "£12.60" in words and "31 March 2035" in words


def test_a_title_that_tells_is_asked_about_and_nothing_is_refused(tamsin: FlaskClient, saved: Saved) -> None:
    post(tamsin, saved.url("/funder"), title="Hill Street Mornings: a support group")
    assert "Funders publish the titles of their grants" in page(tamsin, saved)
    post(tamsin, saved.url("/funder"), title="Weekly meetings", kind="council")
    assert "Funders publish" not in page(tamsin, saved)


@pytest.mark.parametrize(
    ("path", "mine", "theirs"),
    [
        ("/funder", {"programme": "Mine"}, {"programme": "Theirs"}),
        ("/came", {"amount": "401"}, {"amount": "402"}),
        ("/asks", {"conditions": "Mine"}, {"conditions": "Theirs"}),
    ],
)
def test_the_second_of_two_is_told_and_loses_nothing(
    app: Flask, tamsin: FlaskClient, saved: Saved, path: str, mine: dict[str, str], theirs: dict[str, str]
) -> None:
    other = sign_in_as(app.test_client(), saved.group.tamsin)
    late = form_of(other.get(saved.url(path))) | theirs
    assert post(tamsin, saved.url(path), **mine).status_code == 302
    answer = other.post(saved.url(path), data=late)
    [(name, value)], [was] = theirs.items(), mine.values()
    assert answer.status_code == 200
    assert "Somebody else changed this" in text_of(answer) and was in text_of(answer)
    assert form_of(answer)[name] == value
    assert other.post(saved.url(path), data=form_of(answer)).status_code == 302


# --- what goes with it ---------------------------------------------------------------------------


def test_a_part_is_written_changed_and_left_as_a_line(app: Flask, tamsin: FlaskClient, saved: Saved) -> None:
    post(tamsin, saved.url("/instalments/new"), due_on="1/4/2027", pence="300", after="the first return")
    words = page(tamsin, saved)
    assert "1 April 2027" in words and "the first return" in words and "£100 has no day yet" in words
    url = saved.url(f"/instalments/{one(saved, GrantInstalment)}")
    post(tamsin, url, dropped="y")
    assert "will not come" in page(tamsin, saved)
    femi = page(sign_in_as(app.test_client(), saved.group.femi), saved)
    assert "1 April 2027" in femi and "the first return" not in femi


def test_a_paper_is_seen_by_those_who_see_receipts_and_can_be_taken_out(
    app: Flask, tamsin: FlaskClient, saved: Saved
) -> None:
    with in_books_of(saved.group):
        funders.note(saved.giving().row.fund_id, TODAY, "Their letter", saved.giving().by)
    assert "agreement_id" in form_of(tamsin.get(saved.url("/papers/new")))
    sent = {"what": "consent", "picture": (BytesIO(picture_bytes()), "holiday.png")}
    assert "Their yes to a change" in text_of(post(tamsin, saved.url("/papers/new"), follow=True, **sent))
    url = saved.url(f"/papers/{one(saved, GrantPaper)}")
    shown = tamsin.get(url)
    assert shown.mimetype == "image/png" and "holiday" not in str(shown.headers)
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for who, code in (("bea", 200), ("mo", 403), ("femi", 403)):
        client = sign_in_as(app.test_client(), saved.group.people[who])
        assert client.get(url).status_code == code
        assert ("/papers/" in " ".join(links_of(client.get(saved.url())))) == (code == 200)
    post(tamsin, f"{url}/out", why="The wrong page")
    assert tamsin.get(url).status_code == 404 and "Their yes to a change" not in page(tamsin, saved)


def test_things_beside_the_money_stand_on_the_page(app: Flask, tamsin: FlaskClient, saved: Saved) -> None:
    with in_books_of(saved.group):
        keeper = jobs.write_down("brings the milk", "", saved.group.carys.actor)
        job = str(keeper.id)
    post(tamsin, saved.url("/beside/new/match"), what="Half of the hall", source=WORDS[1], pence="120")
    post(tamsin, saved.url("/beside/new/kind"), what="A room", pence="60")
    post(tamsin, saved.url("/beside/new/thing"), what=WORDS[0], pence="40", job_id=job, place=WORDS[2])
    words = page(tamsin, saved)
    for said in ("Half of the hall , £120.00", WORDS[1], "A room , worth about £60.00", "brings the milk"):
        assert said in words
    links = [link for link in links_of(tamsin.get(saved.url())) if "/beside/" in link and "/new/" not in link]
    assert form_of(tamsin.get(links[-1]))["job_id"] == job
    post(tamsin, links[-1], dropped="y")
    assert "gone" in page(tamsin, saved)
    assert tamsin.get(saved.url("/beside/new/loan")).status_code == 404


def test_outcomes_are_begun_from_lines_and_only_a_funder_has_a_target(tamsin: FlaskClient, saved: Saved) -> None:
    answer = tamsin.get(saved.url("/outcomes/choose"))
    assert all(line.words in text_of(answer) for line in STARTING)
    post(tamsin, saved.url("/outcomes/choose"), lines=["support", "say"])
    left = text_of(tamsin.get(saved.url("/outcomes/choose")))
    assert STARTING[0].words not in left and STARTING[1].words in left
    fields = {"origin": "funder", "words": "People come every week", "indicator": "Meetings held", "target": "48"}
    post(tamsin, saved.url("/outcomes/new"), **fields)
    words = page(tamsin, saved)
    assert "the funder’s" in words and "not counted yet" in words and "the funder would like 48" in words
    links = sorted({link for link in links_of(tamsin.get(saved.url())) if "/outcomes/" in link and link[-1].isdigit()})
    assert "target" not in form_of(tamsin.get(links[0])) and form_of(tamsin.get(links[2]))["target"] == "48"
    post(tamsin, links[2], actual="21", about="y", source=WORDS[3], counted_on="yesterday")
    assert "about 21 now" in page(tamsin, saved) and WORDS[3] in page(tamsin, saved)


def test_renaming_a_heading_says_where_its_spending_is(tamsin: FlaskClient, saved: Saved) -> None:
    link = next(one for one in links_of(tamsin.get(saved.url())) if "/headings/" in one and not one.endswith("new"))
    assert "£148.35 was spent under it, and stays with it under any name" in text_of(tamsin.get(link))
    words = text_of(post(tamsin, link, follow=True, name="Yarn", budget="170"))
    assert "£148.35 that was spent under “Wool” stays under it by its new name" in words
    assert "When the funder has said yes to the other sum" in words
    assert any("/money/budgets/grants/" in one for one in links_of(tamsin.get(link)))


# --- who sees what -------------------------------------------------------------------------------


def test_what_is_worth_a_look_is_for_whoever_keeps_grants(app: Flask, tamsin: FlaskClient, saved: Saved) -> None:
    answer = tamsin.get(saved.url())
    assert "Worth a look" in text_of(answer) and "One payment has no receipt yet: £148.35" in text_of(answer)
    link = next(one for one in links_of(answer) if "/receipts/missing" in one)
    assert "148.35" in text_of(tamsin.get(link))
    for who in ("mo", "femi"):
        assert "no receipt yet" not in page(sign_in_as(app.test_client(), saved.group.people[who]), saved)


def test_each_link_behind_a_look_opens(tamsin: FlaskClient, saved: Saved) -> None:
    with in_books_of(saved.group):
        given = saved.giving()
        given.spend(1_240)
        given.spend(1_240)
        given.spend(50_000, heading="")
    post(tamsin, saved.url("/change"), starts="1/4/2026", ends="1/6/2026", due="1/7/2026")
    found = [one for one in links_of(tamsin.get(saved.url())) if "/money/" in one and "fund=" in one]
    assert len(found) >= 6
    for link in found:
        answer = tamsin.get(link)
        assert answer.status_code == 200 and "Worth another look" not in text_of(answer), link


def test_the_page_asks_no_more_where_there_is_more(app: Flask, tamsin: FlaskClient, saved: Saved) -> None:
    tamsin.get(saved.url())
    with counted(app) as little:
        tamsin.get(saved.url())
    with in_books_of(saved.group):
        given = saved.giving()
        for number in range(5):
            given.spend(100 + number)
    for number in range(4):
        post(tamsin, saved.url("/instalments/new"), due_on=f"1/{number + 1}/2027", pence="100")
        post(tamsin, saved.url("/beside/new/kind"), what=f"Thing {number}")
    with counted(app) as much:
        tamsin.get(saved.url())
    assert len(much) == len(little) <= 12, "\n".join(line[:90] for line in much)
