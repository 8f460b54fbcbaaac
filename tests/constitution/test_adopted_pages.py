"""The pages of adopted texts: kept bytes, the friend's veil, looking back, changes side by side, kind refusals."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image

from groupkit.constitution import operations, queries
from groupkit.dates import short_day, today
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import AGroup, another_group, in_books_of, sign_in_as
from tests.constitution.adopting import adopt, answer, begin, begin_change, open_draft, put
from tests.restoring import made_once


@pytest.fixture
def sol(client: FlaskClient, group: AGroup) -> FlaskClient:
    return sign_in_as(client, group.sol)


@pytest.fixture
def adopted(group: AGroup) -> AGroup:
    """A group that has adopted a small association on 3 May 2026."""
    small_association(group)
    return group


@made_once
def small_association(group: AGroup) -> None:
    by = group.sol.actor
    with in_books_of(group):
        begin(by, "small_association")
        answer(by, "aims", "to keep Balquhidder company")
        operations.write_clause(open_draft(), title="Strathyre", words="Ardnamurchan brings the tea.", by=by)
        put(by, date(2026, 5, 3))
        adopt(by)


def photo() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, "JPEG")
    file.seek(0)
    return file


def draft_url(group: AGroup, path: str) -> str:
    with in_books_of(group):
        return group.url(f"/constitution/draft/{open_draft().row.id}{path}")


def test_the_book_begins_empty_and_kind(sol: FlaskClient, group: AGroup) -> None:
    page = sol.get(group.url("/constitution/"))
    assert "You do not need any to meet" in text_of(page)
    assert any(link.endswith("/constitution/begin") for link in links_of(page))
    mo = sign_in_as(sol, group.mo).get(group.url("/constitution/"))
    assert not any(link.endswith("/constitution/begin") for link in links_of(mo))


def test_an_adopted_text_is_read_just_as_it_was_kept(client: FlaskClient, adopted: AGroup) -> None:
    sign_in_as(client, adopted.mo)
    page = client.get(adopted.url("/constitution/constitution/1"))
    assert "Ardnamurchan brings the tea." in text_of(page) and "Wilhelmina Tobermory, chair" in text_of(page)
    word = client.get(adopted.url("/constitution/constitution/1/download/docx"))
    with in_books_of(adopted):
        row = queries.adopted_text("constitution", 1)
        assert row is not None and word.data == row.document and row.page.decode() in page.get_data(as_text=True)
    assert word.headers["Content-Disposition"].endswith(f"{adopted.slug}-constitution-1.docx")
    assert client.get(adopted.url("/constitution/constitution/1/download/large")).data[:2] == b"PK"
    plain = client.get(adopted.url("/constitution/constitution/1/download/txt"))
    assert plain.mimetype == "text/plain" and "Balquhidder" in plain.get_data(as_text=True)
    assert "DRAFT" not in plain.get_data(as_text=True)
    assert "Our rules on one page" in text_of(client.get(adopted.url("/constitution/constitution/1/one-page")))
    assert client.get(adopted.url("/constitution/constitution/1/one-page/word")).data[:2] == b"PK"
    for nothing in ("constitution/2", "nothing/1", "constitution/1/download/pdf", "constitution/1/signed-page"):
        assert client.get(adopted.url(f"/constitution/{nothing}")).status_code == 404


def test_a_friend_reads_the_text_without_anybodys_own_words(client: FlaskClient, adopted: AGroup) -> None:
    sign_in_as(client, adopted.femi)
    page = client.get(adopted.url("/constitution/constitution/1"))
    words = text_of(page)
    assert "(in the group’s own words)" in words and "21 days before" in words
    assert f"The name of the group is {adopted.name}." in words and words.count("might name somebody") == 1
    for secret in ("Balquhidder", "Strathyre", "Ardnamurchan", "Tobermory", "Adopted at"):
        assert secret not in page.get_data(as_text=True), secret
    for closed in ("download/docx", "one-page", "newer", "paper"):
        assert client.get(adopted.url(f"/constitution/constitution/1/{closed}")).status_code == 403


def test_another_group_finds_nothing(client: FlaskClient, adopted: AGroup) -> None:
    other = another_group()
    sign_in_as(client, other.olu)
    assert client.get(other.url("/constitution/constitution/1")).status_code == 404
    assert client.get(adopted.url("/constitution/constitution/1")).status_code == 404


def test_the_way_from_a_draft_to_an_adopted_text(sol: FlaskClient, group: AGroup) -> None:
    with in_books_of(group):
        begin(group.sol.actor, "small_association")
    day = short_day(today() - timedelta(days=1))
    refused = post(sol, draft_url(group, "/put"), meeting_on="31/2/2026", sent_how="by text")
    assert "There is no 31 February" in text_of(refused) and form_of(refused)["sent_how"] == "by text"
    assert post(sol, draft_url(group, "/put"), meeting_on=day, sent_how="by text").status_code == 302
    assert "This wording is with a meeting" in text_of(sol.get(draft_url(group, "/")))
    page = post(sol, draft_url(group, "/adopt"), meeting="")
    assert "Write which meeting it was" in text_of(page)
    page = post(sol, draft_url(group, "/adopt"), meeting="our meeting", how="voted")
    assert "Write how many were for it, and how many against" in text_of(page)
    values = form_of(page) | {
        "votes_for": "7",
        "votes_against": "1",
        "signed-0-name": "Sol Whitlock",
        "signed-0-office": "secretary",
        "signed_page": (photo(), "page.jpg"),
    }
    done = sol.post(draft_url(group, "/adopt"), data=values, content_type="multipart/form-data")
    assert done.status_code == 302 and done.location.endswith("/constitution/constitution/1")
    text = text_of(sol.get(done.location))
    assert "by a vote, 7 for it and 1 against" in text and "Sol Whitlock, secretary" in text
    assert sol.get(group.url("/constitution/constitution/1/signed-page")).mimetype == "image/jpeg"
    assert "clause" in text_of(sol.get(group.url("/rules/")))


def test_a_change_is_shown_side_by_side_and_its_notice_is_worked_out(sol: FlaskClient, adopted: AGroup) -> None:
    done = post(sol, adopted.url("/constitution/change"), reason="Five was too many")
    assert done.status_code == 302
    late = form_of(sol.get(draft_url(adopted, "/reason")))
    assert post(sol, draft_url(adopted, "/reason"), reason="Five is too many in winter").status_code == 302
    page = sol.post(draft_url(adopted, "/reason"), data=late | {"reason": "My own words"})
    assert "Somebody else saved this" in text_of(page) and form_of(page)["reason"] == "My own words"
    assert sol.post(draft_url(adopted, "/reason"), data=form_of(page)).status_code == 302
    assert post(sol, draft_url(adopted, "/reason"), reason="Five was too many").status_code == 302
    with in_books_of(adopted):
        answer(adopted.sol.actor, "quorum_number", 2)
    page = sol.get(draft_url(adopted, "/changes"))
    html, words = page.get_data(as_text=True), text_of(page)
    assert "<ins>two" in html and "<del>" in html and "Five was too many" in words
    assert "days of notice" in words and "days are worked out for that one" in words
    assert sol.get(draft_url(adopted, "/changes/word")).data[:2] == b"PK"
    mo = sign_in_as(sol.application.test_client(), adopted.mo)
    assert mo.get(draft_url(adopted, "/changes")).status_code == 200
    femi = sign_in_as(sol.application.test_client(), adopted.femi)
    assert femi.get(draft_url(adopted, "/changes")).status_code == 403


def test_a_vote_that_falls_short_is_asked_about_first(sol: FlaskClient, adopted: AGroup) -> None:
    by = adopted.sol.actor
    with in_books_of(adopted):
        begin_change(by)
        answer(by, "quorum_number", 2)
        put(by, today() - timedelta(days=1))
    short = {"meeting": "our meeting", "how": "voted", "votes_for": "3", "votes_against": "2"}
    page = post(sol, draft_url(adopted, "/adopt"), **short)
    assert "3 were for it and 2 against" in text_of(page) and "Record it all the same" in text_of(page)
    done = sol.post(draft_url(adopted, "/adopt"), data=form_of(page) | {"all_the_same": "y"})
    assert done.status_code == 302
    assert "Noted at the time: " in text_of(sol.get(done.location))


def test_not_adopted_and_set_aside(sol: FlaskClient, adopted: AGroup) -> None:
    by = adopted.sol.actor
    with in_books_of(adopted):
        begin_change(by)
        put(by, today())
    url = draft_url(adopted, "/not-adopted")
    assert post(sol, url, decided_on="today", votes_for="2", votes_against="6").status_code == 302
    assert post(sol, draft_url(adopted, "/set-aside")).status_code == 302
    assert "It stays here to be looked at" in text_of(sol.get(url.replace("/not-adopted", "/")))


def test_looking_back_to_a_day(sol: FlaskClient, adopted: AGroup) -> None:
    before = text_of(sol.get(adopted.url("/constitution/?on=2/5/2026")))
    assert "nothing had been adopted yet" in before
    assert "what was adopted on 3 May 2026" in text_of(sol.get(adopted.url("/constitution/?on=4/5/2026")))
    assert "Write the day like" in text_of(sol.get(adopted.url("/constitution/?on=soon")))


def test_policies_checklists_and_worksheets(sol: FlaskClient, adopted: AGroup) -> None:
    with in_books_of(adopted):
        begin(adopted.sol.actor, "expenses")
        adopt(adopted.sol.actor, "expenses")
    page = text_of(sol.get(adopted.url("/constitution/policies/")))
    assert "adopted" in page and "Often asked for by" in page
    lists = sol.get(adopted.url("/constitution/asked/"))
    for link in [one for one in links_of(lists) if "/asked/" in one and not one.endswith("/asked/")]:
        assert "are there already" in text_of(sol.get(link))
    sheets = sol.get(adopted.url("/constitution/worksheets/"))
    for link in [one for one in links_of(sheets) if "/worksheets/" in one and not one.endswith("/worksheets/")]:
        assert sol.get(link).status_code == 200
        assert sol.get(f"{link}/word").data[:2] == b"PK"
    done = post(sol, adopted.url("/constitution/expenses/change"), reason="The rate has changed")
    assert done.status_code == 302


def test_newer_words_in_the_library_change_nothing_and_are_told(
    sol: FlaskClient, adopted: AGroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from groupkit.constitution.clauses import Sentence
    from groupkit.constitution.reading import stock

    library = stock
    before = text_of(sol.get(adopted.url("/constitution/constitution/1")))
    assert "newer words" not in before
    with sol.application.app_context():
        now = library()
    shape = now.starting_points["small_association"]
    anew = tuple(
        replace(one, clause=replace(one.clause, says=(Sentence("Quite other words for {quorum_number}."),)))
        if one.key == "quorum"
        else one
        for one in shape.clauses
    )
    points = {**now.starting_points, "small_association": replace(shape, clauses=anew)}
    monkeypatch.setattr(queries, "stock", lambda: replace(now, starting_points=points))
    monkeypatch.setattr("groupkit.constitution.views.adopted.stock", lambda: replace(now, starting_points=points))
    page = text_of(sol.get(adopted.url("/constitution/constitution/1")))
    assert "1 clause has been worded anew" in page and "Quite other words" not in page
    assert "Quite other words" in text_of(sol.get(adopted.url("/constitution/constitution/1/newer")))
    with in_books_of(adopted):
        draft = begin_change(adopted.sol.actor)
        assert "Quite other words" not in "\n".join(one.words for one in draft.text.clauses)
    sol.post(
        draft_url(adopted, "/clauses/quorum/newer"),
        data={"token": form_of(sol.get(draft_url(adopted, "/set-aside")))["token"]},
    )
    with in_books_of(adopted):
        assert "Quite other words" in "\n".join(one.words for one in open_draft().text.clauses)


def test_own_words_stay_words_in_every_output(sol: FlaskClient, group: AGroup) -> None:
    by, mark = group.sol.actor, '<script>alert("x")</script> & {{ 7 * 7 }} [clause: Voting]'
    with in_books_of(group):
        begin(by, "small_association")
        operations.write_clause(open_draft(), title="<b>Tea</b>", words=f"- {mark}\n{mark}", by=by)
        answer(by, "aims", mark)
        put(by, date(2026, 5, 3))
        adopt(by)
        begin_change(by)
    for path in ("/constitution/constitution/1", "/constitution/constitution/1/one-page"):
        html = sol.get(group.url(path)).get_data(as_text=True)
        assert "<script>alert" not in html and "&lt;script&gt;alert" in html and "{{ 7 * 7 }}" in html
    for path in ("/", "/read", "/changes"):
        assert "<script>alert" not in sol.get(draft_url(group, path)).get_data(as_text=True)
    plain = sol.get(group.url("/constitution/constitution/1/download/txt")).get_data(as_text=True)
    assert mark.replace("[clause: Voting]", "clause ") in plain
    assert sol.get(group.url("/constitution/constitution/1/download/large")).data[:2] == b"PK"
