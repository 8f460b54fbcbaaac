"""A text and its meeting, as the pages take it: the day that was put, the vote, who was there, who signed."""

from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from flask.testing import FlaskClient

from groupkit.constitution import operations, queries
from groupkit.constitution.papers import BLANK_SIGNATURES
from groupkit.dates import long_day, short_day, today
from groupkit.pictures import Prepared
from tests.browsing import form_of, post, text_of
from tests.builders import AGroup, in_books_of, sign_in_as
from tests.constitution.adopting import adopt, begin, begin_change, open_draft, put

PHOTO = Prepared(b"\xff\xd8 page", "image/jpeg", 1, 1, "page.jpg")


@pytest.fixture
def sol(client: FlaskClient, group: AGroup) -> FlaskClient:
    return sign_in_as(client, group.sol)


def draft_url(group: AGroup, path: str) -> str:
    with in_books_of(group):
        return group.url(f"/constitution/draft/{open_draft().row.id}{path}")


def begun(group: AGroup, meeting: date | None = None) -> None:
    """A small association with every question answered; with a meeting, put to it."""
    with in_books_of(group):
        begin(group.sol.actor, "small_association")
        if meeting:
            put(group.sol.actor, meeting)


def adopted(group: AGroup, on: date = date(2026, 5, 3), **more: object) -> None:
    begun(group, on)
    with in_books_of(group):
        adopt(group.sol.actor, **more)


# --- the vote, and who was there ----------------------------------------------------------------


def test_a_first_text_that_most_voted_against_is_asked_about_first(sol: FlaskClient, group: AGroup) -> None:
    begun(group, today())
    url = draft_url(group, "/adopt")
    page = post(sol, url, meeting="our meeting", how="voted", votes_for="1", votes_against="4")
    assert page.status_code == 200
    assert "The vote was 1 for it and 4 against. Usually" in text_of(page) and "Record it all the same" in text_of(page)
    assert form_of(page)["votes_against"] == "4"
    done = sol.post(url, data=form_of(page) | {"all_the_same": "y"})
    assert done.status_code == 302
    assert "Noted at the time: The vote was 1 for it" in text_of(sol.get(done.location))


@pytest.mark.parametrize(("votes_for", "status"), [("4", 302), ("3", 200)])
def test_a_first_text_needs_more_for_it_than_against(
    sol: FlaskClient, group: AGroup, votes_for: str, status: int
) -> None:
    begun(group, today())
    answered = post(
        sol, draft_url(group, "/adopt"), meeting="ours", how="voted", votes_for=votes_for, votes_against="3"
    )
    assert answered.status_code == status


def test_more_people_than_members_are_told_without_the_members(sol: FlaskClient, group: AGroup) -> None:
    adopted(group, decision=operations.Decision(5, 0, 0, 5, 1))
    page = text_of(sol.get(group.url("/constitution/constitution/1")))
    assert "5 were there." in page and "of 1 members" not in page


# --- who signed ----------------------------------------------------------------------------------


def test_a_bank_that_asks_for_signatures_is_told_of_them(sol: FlaskClient, group: AGroup) -> None:
    adopted(group, signed=())
    told = text_of(sol.get(group.url("/constitution/asked/small_bank")))
    assert "no signed page is kept yet" in told and "A text has been adopted and signed" not in told


def test_a_signed_page_or_names_are_enough_for_a_bank(sol: FlaskClient, group: AGroup) -> None:
    adopted(group, signed=(), signed_page=PHOTO)
    assert "A text has been adopted and signed." in text_of(sol.get(group.url("/constitution/asked/small_bank")))


def test_there_are_lines_to_sign_on_while_nobody_is_recorded(sol: FlaskClient, group: AGroup) -> None:
    begun(group, date(2026, 5, 3))
    assert sol.get(draft_url(group, "/read")).get_data(as_text=True).count('class="to-sign"') == 3
    plain = sol.get(draft_url(group, "/download/txt")).get_data(as_text=True)
    assert all(f"{label}: ___" in plain for label in BLANK_SIGNATURES)
    with in_books_of(group):
        row = adopt(group.sol.actor, signed=())
        word = "\n".join(
            cell.text
            for table in docx.Document(BytesIO(row.document)).tables
            for line in table.rows
            for cell in line.cells
        )
    assert all(label in word for label in BLANK_SIGNATURES)
    url = group.url("/constitution/constitution/1")
    assert sol.get(url).get_data(as_text=True).count('class="to-sign"') == 3
    assert "Chair of the meeting: ___" in sol.get(f"{url}/download/txt").get_data(as_text=True)
    friend = sign_in_as(sol.application.test_client(), group.femi).get(url)
    assert "to-sign" not in friend.get_data(as_text=True)


def test_whoever_signed_needs_no_lines_and_a_policy_has_none(sol: FlaskClient, group: AGroup) -> None:
    adopted(group)
    page = sol.get(group.url("/constitution/constitution/1"))
    assert "to-sign" not in page.get_data(as_text=True) and "Sol Whitlock, secretary" in text_of(page)
    with in_books_of(group):
        begin(group.sol.actor, "expenses")
        row = adopt(group.sol.actor, "expenses", signed=())
        assert "to-sign" not in row.page.decode()


# --- the day of the meeting ----------------------------------------------------------------------


def test_a_meeting_that_is_too_soon_is_asked_about_beside_its_day(sol: FlaskClient, group: AGroup) -> None:
    adopted(group)
    with in_books_of(group):
        begin_change(group.sol.actor)
    url = draft_url(group, "/put")
    earliest = long_day(today() + timedelta(days=21))
    before = text_of(sol.get(url))
    assert "asks for 21 days of notice" in before and f"earliest day that would do is {earliest}" in before
    page = post(sol, url, meeting_on=short_day(today() + timedelta(days=2)), sent_how="by text")
    words = text_of(page)
    assert page.status_code == 200 and form_of(page)["sent_how"] == "by text"
    assert f"From {long_day(today())} that is 2 days of notice." in words and "asks for 21" in words
    assert f"The earliest day that would do is {earliest}." in words and "all the same" in words
    assert "reaches everybody by" not in words
    done = sol.post(url, data=form_of(page) | {"all_the_same": "y"}, follow_redirects=True)
    assert "The wording is fixed as it goes out. From" in text_of(done)
    assert "reaches everybody by" not in text_of(done) and "saved heed" in done.get_data(as_text=True)


@pytest.mark.parametrize(("ahead", "sent", "status"), [(21, None, 302), (20, None, 200), (2, 19, 302), (2, 18, 200)])
def test_notice_counts_from_the_day_when_the_wording_goes_out(
    sol: FlaskClient, group: AGroup, ahead: int, sent: int | None, status: int
) -> None:
    adopted(group)
    with in_books_of(group):
        begin_change(group.sol.actor)
    days = {"meeting_on": short_day(today() + timedelta(days=ahead))}
    if sent is not None:
        days["sent_on"] = short_day(today() - timedelta(days=sent))
    assert post(sol, draft_url(group, "/put"), sent_how="by text", **days).status_code == status


def test_tomorrow_is_a_day_for_a_meeting(sol: FlaskClient, group: AGroup) -> None:
    begun(group)
    url = draft_url(group, "/put")
    page = post(sol, url, meeting_on="one of these days", sent_how="by text")
    assert "or tomorrow" in text_of(page) and "yesterday" not in text_of(page)
    assert "with its year" in text_of(post(sol, url, meeting_on="3 Dec", sent_how="by text"))
    assert post(sol, url, meeting_on="tomorrow", sent_on="today", sent_how="by text").status_code == 302
    with in_books_of(group):
        found = open_draft().put
        assert found is not None and found.meeting_on == today() + timedelta(days=1)


def test_nothing_is_adopted_before_the_day_of_its_meeting(sol: FlaskClient, group: AGroup) -> None:
    begun(group, today() + timedelta(days=3))
    url = draft_url(group, "/adopt")
    assert "The day of the meeting has not come" in text_of(sol.get(url))
    page = post(sol, url, meeting="our meeting", adopted_on="today", all_the_same="y")
    assert "that day has not come" in text_of(page) and form_of(page)["meeting"] == "our meeting"
    with in_books_of(group):
        assert queries.adopted() == []


def test_another_day_than_the_one_that_was_put_is_asked_about(sol: FlaskClient, group: AGroup) -> None:
    begun(group, today() - timedelta(days=4))
    url = draft_url(group, "/adopt")
    page = post(sol, url, meeting="our meeting", adopted_on=short_day(today() - timedelta(days=1)))
    assert "another day" in text_of(page) and "Record it all the same" in text_of(page)
    done = sol.post(url, data=form_of(page) | {"all_the_same": "y"})
    assert done.status_code == 302
