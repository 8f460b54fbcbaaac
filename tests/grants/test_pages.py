"""The pages of grants, as people use them."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit import tenancy
from groupkit.db import db
from groupkit.grants import filing, queries, return_workbook
from groupkit.grants.format import read_format
from groupkit.grants.known import KNOWN
from groupkit.grants.models import FiledReturn, Grant
from tests import builders
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import in_books_of, sign_in_as
from tests.grants.giving import ANSWERS, PURPOSE, TYPED, Saved, picture_bytes
from tests.grants.giving import picture as a_picture

NASTY = ['=HYPERLINK("http://x","y")', "🧶 Wool & <b>Wonder</b>", "מענק קהילתי", "<script>alert(1)</script>"]


@pytest.fixture
def tamsin(client: FlaskClient, saved: Saved) -> FlaskClient:
    return sign_in_as(client, saved.group.tamsin)


def other_browser(app: Flask, saved: Saved, who: str) -> FlaskClient:
    return sign_in_as(app.test_client(), saved.group.people[who])


def add(client: FlaskClient, saved: Saved, **fields: Any) -> Any:
    return post(client, saved.group.url("/grants/new"), **({"funder": "Rotary Club", "amount": "250"} | fields))


def file_it(client: FlaskClient, saved: Saved) -> Any:
    assert post(client, saved.url("/return"), **TYPED).status_code == 302
    return post(client, saved.url("/return/file"))


# --- the grant -----------------------------------------------------------------------------------


def test_a_grant_is_written_down_with_its_headings(tamsin: FlaskClient, saved: Saved) -> None:
    answer = add(
        tamsin, saved, follow=True, **{"headings-0-name": "Hall", "headings-0-budget": "200", "due": "1/4/2030"}
    )
    words = text_of(answer)
    assert "Rotary Club" in words and "£250.00 has been promised" in words and "Hall" in words
    assert "£50 has no heading yet" in words
    assert "£250: six lines" in words


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"amount": "0"}, "more than nothing"),
        ({"amount": "12.345"}, "two figures after the point"),
        ({"amount": ""}, "Write how much they gave"),
        ({"funder": ""}, "Write who gave it"),
        ({"starts": "31/02/2026"}, "There is no 31 February"),
        ({"starts": "1/5/2026", "ends": "1/4/2026"}, "ends before it starts"),
        ({"fund_name": "General"}, "Give this one another name"),
        ({"purpose": "x" * 1001}, "too long"),
        ({"headings-0-name": "Hall"}, "how much was agreed"),
        ({"headings-1-budget": "12"}, "what this part is for"),
        (
            {"headings-0-name": "Hall", "headings-0-budget": "1", "headings-1-name": "hall", "headings-1-budget": "2"},
            "there twice",
        ),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_lost(
    tamsin: FlaskClient,
    saved: Saved,
    fields: dict[str, str],
    sentence: str,
) -> None:
    before = builders.count(Grant, group=saved.group)
    answer = add(tamsin, saved, **({"reference": "RC 7 👋", "purpose": "For the hall"} | fields))
    assert answer.status_code == 200
    assert sentence in text_of(answer)
    typed = form_of(answer)
    for name, value in ({"reference": "RC 7 👋"} | fields).items():
        assert typed[name] == value
    assert builders.count(Grant, group=saved.group) == before


def test_another_line_keeps_what_was_typed(tamsin: FlaskClient, saved: Saved) -> None:
    typed = form_of(add(tamsin, saved, more="headings", **{"headings-3-name": "Hall", "headings-3-budget": "12"}))
    assert (typed["headings-3-name"], typed["headings-4-name"], typed["funder"]) == ("Hall", "", "Rotary Club")
    assert builders.count(Grant, group=saved.group) == 1


@pytest.mark.parametrize(("amount", "words"), [("0.01", "£0.01 has been promised"), ("10,000,000", "£10,000,000.00")])
def test_the_smallest_and_the_largest_grant(tamsin: FlaskClient, saved: Saved, amount: str, words: str) -> None:
    answer = add(tamsin, saved, amount=amount, follow=True)
    assert words in text_of(answer)
    write = next(link for link in links_of(answer) if link.endswith("/return"))
    proposed = "Full return" if amount != "0.01" else "Six lines"
    assert f"{proposed} · fits" in text_of(tamsin.get(f"{write}/kinds"))
    assert "Six lines may be too few for this funder" not in text_of(tamsin.get(write))
    preview = post(tamsin, f"{write}?format=six_lines", follow=True, **TYPED)
    assert preview.status_code == 200 and "On to filing" in text_of(preview)


@pytest.mark.parametrize("name", NASTY)
def test_a_funders_name_is_only_ever_words(tamsin: FlaskClient, saved: Saved, name: str) -> None:
    answer = add(
        tamsin,
        saved,
        funder=name,
        purpose=name,
        reference=name,
        follow=True,
        **{"headings-0-name": name, "headings-0-budget": "1"},
    )
    assert text_of(answer).count(name) >= 4
    write = next(link for link in links_of(answer) if link.endswith("/return"))
    post(tamsin, write, **{**TYPED, "answer_difference": name, "answer_thank_you": name})
    assert name in text_of(tamsin.get(f"{write}/paper/"))
    book = openpyxl.load_workbook(BytesIO(tamsin.get(f"{write}/paper/workbook").data))
    words = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and name in cell.value
    ]
    assert len(words) >= 4 and {cell.data_type for cell in words} == {"s"}


def test_the_same_form_twice_makes_one_grant(tamsin: FlaskClient, saved: Saved) -> None:
    url = saved.group.url("/grants/new")
    fields = form_of(tamsin.get(url)) | {"funder": "Rotary Club", "amount": "250"}
    first, second = tamsin.post(url, data=fields), tamsin.post(url, data=fields)
    assert first.location == second.location
    assert builders.count(Grant, group=saved.group) == 2


def test_two_people_change_a_grant_and_the_second_is_told(app: Flask, tamsin: FlaskClient, saved: Saved) -> None:
    other = sign_in_as(app.test_client(), saved.group.tamsin)
    late = form_of(other.get(saved.url("/change"))) | {"reference": "Theirs"}
    assert post(tamsin, saved.url("/change"), reference="Mine").status_code == 302
    answer = other.post(saved.url("/change"), data=late)
    assert answer.status_code == 200
    assert "Somebody else changed this" in text_of(answer) and "Mine" in text_of(answer)
    assert form_of(answer)["reference"] == "Theirs"
    assert other.post(saved.url("/change"), data=form_of(answer)).status_code == 302
    assert "Theirs" in text_of(tamsin.get(saved.url()))


def test_headings_are_added_and_renamed(tamsin: FlaskClient, saved: Saved) -> None:
    assert post(tamsin, saved.url("/headings/new"), name="Teas", budget="20").status_code == 302
    link = next(link for link in links_of(tamsin.get(saved.url())) if "/headings/" in link and not link.endswith("new"))
    assert "There is one of that name" in text_of(post(tamsin, link, name="Teas"))
    assert post(tamsin, link, name="Yarn", budget="170").status_code == 302
    words = text_of(tamsin.get(saved.url()))
    assert "Yarn" in words and "170.00" in words and "148.35" in words


# --- the return ----------------------------------------------------------------------------------


def test_each_figure_says_where_it_comes_from(tamsin: FlaskClient, saved: Saved) -> None:
    page = tamsin.get(saved.url("/return"))
    words = text_of(page)
    assert "£148.35" in words and "£251.65" in words and "3 February 2026" in words
    assert "From the cash book, as it is today" in words and "As it was written down with the grant" in words
    assert any("/money/book?fund=" in link for link in links_of(page))


def test_a_draft_can_be_saved_half_done_and_says_what_is_missing(tamsin: FlaskClient, saved: Saved) -> None:
    answer = post(tamsin, saved.url("/return"), answer_what_we_did="Met 21 times.", follow=True)
    words = text_of(answer)
    assert "Still to write" in words and "What difference did it make?" in words and "Met 21 times." in words
    assert "Go on writing" in text_of(tamsin.get(saved.url("/return/file")))


def test_bad_answers_are_told_and_kept(tamsin: FlaskClient, saved: Saved) -> None:
    answer = post(
        tamsin, saved.url("/return"), **{**TYPED, "answer_how_many_people": "lots", "answer_difference": "x" * 801}
    )
    words = text_of(answer)
    assert "whole number in figures" in words and "800 characters fit here" in words
    assert form_of(answer)["answer_how_many_people"] == "lots"
    assert form_of(answer)["answer_what_we_did"] == "Met 21 times."


def test_two_people_write_and_the_second_loses_nothing(app: Flask, tamsin: FlaskClient, saved: Saved) -> None:
    other = sign_in_as(app.test_client(), saved.group.tamsin)
    late = form_of(other.get(saved.url("/return"))) | TYPED | {"answer_difference": "Theirs"}
    assert post(tamsin, saved.url("/return"), **{**TYPED, "answer_difference": "Mine"}).status_code == 302
    answer = other.post(saved.url("/return"), data=late)
    words = text_of(answer)
    assert "Somebody else saved this while you were writing" in words and "Mine" in words
    assert form_of(answer)["answer_difference"] == "Theirs"
    assert other.post(saved.url("/return"), data=form_of(answer)).status_code == 302
    assert "Theirs" in text_of(tamsin.get(saved.url("/return/paper/")))


def test_a_photo_goes_into_page_and_workbook_and_out_again(tamsin: FlaskClient, saved: Saved) -> None:
    upload = (BytesIO(picture_bytes("red")), "me at home.png")
    preview = post(tamsin, saved.url("/return"), follow=True, **TYPED, answer_photo=upload)
    assert b'src="picture-photo"' in preview.data
    shown = tamsin.get(saved.url("/return/paper/picture-photo"))
    assert (shown.status_code, shown.mimetype, "sandbox" in shown.headers["Content-Security-Policy"]) == (
        200,
        "image/png",
        True,
    )
    book = openpyxl.load_workbook(BytesIO(tamsin.get(saved.url("/return/paper/workbook")).data))
    assert len(book["Return"]._images) == 1
    post(tamsin, saved.url("/return"), drop_photo="y")
    assert tamsin.get(saved.url("/return/paper/picture-photo")).status_code == 404


def test_a_photo_sent_with_a_refused_form_is_kept(tamsin: FlaskClient, saved: Saved) -> None:
    upload = (BytesIO(picture_bytes()), "p.png")
    answer = post(tamsin, saved.url("/return"), answer_how_many_people="lots", answer_photo=upload)
    assert "Already attached" in text_of(answer)
    assert tamsin.post(saved.url("/return"), data=form_of(answer) | {"answer_how_many_people": "9"}).status_code == 302
    assert tamsin.get(saved.url("/return/paper/picture-photo")).status_code == 200


def test_a_pdf_instead_of_a_photo_is_told(tamsin: FlaskClient, saved: Saved) -> None:
    upload = (BytesIO(b"%PDF-1.4\n%%EOF"), "p.pdf")
    assert "rather than a PDF" in text_of(post(tamsin, saved.url("/return"), answer_photo=upload))


def test_the_draft_workbook_says_that_it_is_one(tamsin: FlaskClient, saved: Saved) -> None:
    post(tamsin, saved.url("/return"), **TYPED)
    answer = tamsin.get(saved.url("/return/paper/workbook"))
    assert answer.headers["Content-Disposition"] == f"attachment; filename={saved.group.slug}-return-draft.xlsx"
    book = openpyxl.load_workbook(BytesIO(answer.data))
    assert book["Return"]["A1"].value == "Draft: not filed yet"


EVERY_KIND: dict[str, Any] = {
    "key": "ours",
    "name": "Our form",
    "version": 1,
    "summary": "Every kind of question.",
    "suits": {"from": 0, "to": 5000},
    "asks": [
        {
            "number": 1,
            "title": "All",
            "questions": [
                {"key": "yes", "kind": "yes_no", "ask": "Is it all spent?"},
                {"key": "often", "kind": "choice", "ask": "How often?", "options": ["Weekly", "Monthly"]},
                {"key": "day", "kind": "day", "ask": "Since when?"},
                {"key": "own", "kind": "money", "ask": "How much of your own?"},
                {"key": "line", "kind": "line", "ask": "In a line?"},
                {"key": "count", "kind": "number", "ask": "How many?"},
                {"key": "data", "kind": "picture", "ask": "A picture?"},
            ],
        }
    ],
}


def test_a_format_of_ones_own_may_ask_every_kind_of_question(
    tamsin: FlaskClient,
    saved: Saved,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, mistakes = read_format(EVERY_KIND, "ours.toml", KNOWN)
    assert made is not None and mistakes == []
    monkeypatch.setattr("groupkit.grants.queries.returning.formats", lambda: {"ours": made})
    typed = {
        "answer_yes": "no",
        "answer_often": "Monthly",
        "answer_day": "3 Feb 2026",
        "answer_own": "12.50",
        "answer_line": "Yes",
        "answer_count": "0",
        "answer_data": (BytesIO(picture_bytes()), "p.png"),
    }
    words = text_of(post(tamsin, saved.url("/return"), follow=True, **typed))
    assert "No. Monthly 3 February 2026. £12.50. Yes 0." in words and "On to filing" in words
    again = form_of(tamsin.get(saved.url("/return")))
    assert (again["answer_yes"], again["answer_often"], again["answer_day"]) == ("no", "Monthly", "3 Feb 2026")
    assert (again["answer_own"], again["answer_count"]) == ("12.50", "0")
    assert post(tamsin, saved.url("/return/file")).status_code == 302


# --- filing --------------------------------------------------------------------------------------


def test_filing_says_what_it_means_and_then_keeps_everything(tamsin: FlaskClient, saved: Saved) -> None:
    post(tamsin, saved.url("/return"), **TYPED)
    words = text_of(tamsin.get(saved.url("/return/file")))
    assert "Nothing in them can be changed afterwards" in words and "It is not sent anywhere" in words
    answer = post(tamsin, saved.url("/return/file"), follow=True)
    words = text_of(answer)
    assert (
        "Community Chest: return 1" in words and "by Tamsin" in words and "The cash book still says the same" in words
    )
    assert "Draft" not in words and "£148.35" in words
    assert builders.count(FiledReturn, group=saved.group) == 1


def test_the_very_bytes_come_back_after_an_update(
    app: Flask,
    tamsin: FlaskClient,
    saved: Saved,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert file_it(tamsin, saved).status_code == 302
    first = tamsin.get(saved.url("/returns/1/workbook"))
    sheet = _sheet(tamsin.get(saved.url("/returns/1/")).data)
    monkeypatch.setattr(return_workbook, "make", lambda *_: b"a later release")
    monkeypatch.setattr(filing, "page_of", lambda *_, **__: "<p>a later page</p>")
    again = other_browser(app, saved, "mo").get(saved.url("/returns/1/workbook"))
    assert again.data == first.data and again.data.startswith(b"PK")
    assert again.headers["Content-Disposition"] == f"attachment; filename={saved.group.slug}-return-1.xlsx"
    assert _sheet(tamsin.get(saved.url("/returns/1/")).data) == sheet


def _sheet(page: bytes) -> bytes:
    start = page.index(b'<div class="paper')
    return page[start : page.index(b"Figures from our cash book", start)]


def test_the_page_says_when_the_book_has_moved_on_and_by_how_much(tamsin: FlaskClient, saved: Saved) -> None:
    file_it(tamsin, saved)
    with in_books_of(saved.group):
        saved.giving().spend(1_250)
    words = text_of(tamsin.get(saved.url("/returns/1/")))
    assert "The book has moved on since" in words
    assert "Spent is now £160.85, £12.50 more than was filed" in words and "Left is now £239.15" in words
    assert "£148.35" in words
    assert post(tamsin, saved.url("/return/file")).status_code == 302
    assert "The cash book still says the same" in text_of(tamsin.get(saved.url("/returns/2/")))
    assert "Return 1" in text_of(tamsin.get(saved.url("/returns/2/")))


def test_figures_that_changed_since_the_page_was_opened_are_looked_at_again(tamsin: FlaskClient, saved: Saved) -> None:
    post(tamsin, saved.url("/return"), **TYPED)
    seen = form_of(tamsin.get(saved.url("/return/file")))
    with in_books_of(saved.group):
        saved.giving().spend(1_250)
    answer = tamsin.post(saved.url("/return/file"), data=seen)
    assert answer.status_code == 200
    assert "The cash book has moved on since you opened this page" in text_of(answer) and "£160.85" in text_of(answer)
    assert tamsin.post(saved.url("/return/file"), data=form_of(answer)).status_code == 302


def test_filing_twice_by_a_double_press_files_once(tamsin: FlaskClient, saved: Saved) -> None:
    post(tamsin, saved.url("/return"), **TYPED)
    form = form_of(tamsin.get(saved.url("/return/file")))
    first, second = (tamsin.post(saved.url("/return/file"), data=form) for _ in range(2))
    assert first.location == second.location
    assert builders.count(FiledReturn, group=saved.group) == 1


def test_a_page_whose_bytes_were_changed_is_not_shown(
    tamsin: FlaskClient,
    saved: Saved,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file_it(tamsin, saved)
    monkeypatch.setattr("groupkit.grants.views.filed.digest_of", lambda _: "another")
    words = text_of(tamsin.get(saved.url("/returns/1/")))
    assert "not as it was filed" in words and "Met 21 times" not in words


# --- who sees what -------------------------------------------------------------------------------


def test_a_member_reads_what_was_filed_and_writes_nothing(app: Flask, tamsin: FlaskClient, saved: Saved) -> None:
    file_it(tamsin, saved)
    mo = other_browser(app, saved, "mo")
    assert PURPOSE in text_of(mo.get(saved.url()))
    assert "Met 21 times" in text_of(mo.get(saved.url("/returns/1/")))
    for path in ("/change", "/return", "/return/paper/", "/return/file", "/return/paper/workbook", "/headings/new"):
        assert mo.get(saved.url(path)).status_code == 403, path


def test_a_critical_friend_sees_figures_headings_and_fund_and_not_one_word_more(
    app: Flask,
    tamsin: FlaskClient,
    saved: Saved,
) -> None:
    with in_books_of(saved.group):
        saved.giving().write({**ANSWERS, "thank_you": "Thank you all"}, photo=a_picture())
    assert post(tamsin, saved.url("/return/file")).status_code == 302
    femi = other_browser(app, saved, "femi")
    page = femi.get(saved.url())
    words = text_of(page)
    assert "£148.35" in words and "Wool" in words and "Community Chest grant" in words
    pages = [femi.get(saved.group.url("/grants/")), page, femi.get(saved.group.url("/"))]
    for sent in (answer.data.decode() for answer in pages):
        for secret in (
            PURPOSE,
            "CC/118",
            "21 times",
            "explain myself",
            "bus fare matters",
            "Thank you all",
            "/returns/",
            "picture-",
        ):
            assert secret not in sent
    for path in ("/returns/1/", "/returns/1/workbook", "/returns/1/picture-photo", "/return", "/return/paper/"):
        assert femi.get(saved.url(path)).status_code == 403, path


def test_a_return_that_is_due_comes_up_until_one_is_filed(app: Flask, tamsin: FlaskClient, saved: Saved) -> None:
    post(tamsin, saved.url("/change"), due="yesterday")
    for who in ("tamsin", "mo", "femi"):
        assert "Community Chest would like to hear how it went" in text_of(
            other_browser(app, saved, who).get(saved.group.url("/"))
        )
    file_it(tamsin, saved)
    assert "would like to hear" not in text_of(tamsin.get(saved.group.url("/")))


def test_no_page_for_what_is_not_there(tamsin: FlaskClient, saved: Saved) -> None:
    for path in (
        "/returns/1/",
        "/returns/9/workbook",
        "/headings/999999",
        "/return/paper/picture-photo",
        "/return/paper/picture-x",
    ):
        assert tamsin.get(saved.url(path)).status_code == 404, path
    with builders.the_app().app_context(), tenancy.in_group(saved.group.scope, db.session):
        assert list(queries.check()) == []
