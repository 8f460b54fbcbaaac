"""The pages of funders' forms, as a treasurer uses them."""

import json
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit.funderforms.models import FilledForm, FormMapping, FunderForm
from groupkit.grants import queries as grants
from tests import builders
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import in_books_of, sign_in_as
from tests.grants.giving import ANSWERS, Saved
from tests.ledger import books
from tests.workbook.forms.making import lists, merged_titles, named, protected, two_languages

MOST_QUERIES, WITH_FIGURES = 7, 12
"""Where a page shows what each cell would hold, the facts of the grant alone ask eight times."""
SHEET = "It's a form"


@pytest.fixture
def tamsin(client: FlaskClient, saved: Saved) -> FlaskClient:
    return sign_in_as(client, saved.group.tamsin)


def add(client: FlaskClient, saved: Saved, data: bytes, **fields: Any) -> Any:
    url = saved.url("/forms/new")
    values = form_of(client.get(url)) | fields | {"file": (BytesIO(data), "their form.xlsx")}
    return client.post(url, data=values, content_type="multipart/form-data")


def at(client: FlaskClient, saved: Saved, data: bytes, **fields: Any) -> str:
    """Bring a form in; gives back its address."""
    answer = add(client, saved, data, **fields)
    assert answer.status_code == 302, text_of(answer)
    return str(answer.headers["Location"])


def write_return(saved: Saved) -> None:
    with in_books_of(saved.group):
        saved.giving().write(ANSWERS)


def point(client: FlaskClient, url: str, sheet: int, cell: str, **fields: Any) -> Any:
    return post(client, f"{url}/sheets/{sheet}/cells/{cell}", **fields)


def test_from_the_grant_to_a_filled_form(tamsin: FlaskClient, saved: Saved, app: Flask) -> None:
    write_return(saved)
    assert saved.url("/forms/") in links_of(tamsin.get(saved.url()))
    assert "No form yet" in text_of(tamsin.get(saved.url("/forms/")))
    url = at(tamsin, saved, merged_titles().data, name="End of grant report")
    page = tamsin.get(url)
    assert "End of grant report" in text_of(page) and "Spending" in text_of(page)
    sheet = text_of(tamsin.get(f"{url}/sheets/1"))
    assert "Name of your group" in sheet and "Cells that seem to wait" in sheet
    for cell, what in (("B3", "fact:group_name"), ("B5", "fact:grant_amount"), ("A9", "answer:what_we_did")):
        assert point(tamsin, url, 1, cell, what=what).status_code == 302
    assert point(tamsin, url, 2, "C3", what="fact:spent_total").status_code == 302
    assert point(tamsin, url, 2, "A3", words="Wool, as always").status_code == 302
    words = text_of(tamsin.get(url))
    assert "£400.00" in words and "£148.35" in words and "Wool, as always" in words
    before = text_of(tamsin.get(f"{url}/fill"))
    assert "B16" in before and "Met 21 times" in before and builders.count(FilledForm, group=saved.group) == 0
    answer = post(tamsin, f"{url}/fill", follow=True)
    told = text_of(answer)
    assert "In the form: 5 answers" in told and "Sums of the funder’s own" in told and "by Tamsin" in told
    file = tamsin.get(saved.url("/forms/filled/1/workbook"))
    book = openpyxl.load_workbook(BytesIO(file.data))
    assert book["End of grant report"]["B5"].value == 400 and book["Spending"]["C3"].value == 148.35
    assert book["End of grant report"]["A9"].value == "Met 21 times, every other Tuesday."
    original = tamsin.get(f"{url}/original")
    assert original.data == merged_titles().data
    for who, expected in (("mo", 200), ("femi", 403)):
        client = sign_in_as(app.test_client(), saved.group.people[who])
        for page in ("/forms/", "/forms/filled/1", "/forms/filled/1/workbook"):
            assert client.get(saved.url(page)).status_code == expected, f"{who} {page}"
        assert client.get(url).status_code == 403
    assert "Form 1: End of grant report" in text_of(
        sign_in_as(app.test_client(), saved.group.mo).get(saved.url("/forms/"))
    )


def test_what_was_filled_in_stays_when_the_book_moves_on(tamsin: FlaskClient, saved: Saved) -> None:
    url = at(tamsin, saved, named().data)
    point(tamsin, url, 1, "C4", what="fact:spent_total")
    page = form_of(tamsin.get(f"{url}/fill"))
    with in_books_of(saved.group):
        saved.giving().spend(500)
    answer = tamsin.post(f"{url}/fill", data=page)
    assert "The books have moved on" in text_of(answer) and "£153.35" in text_of(answer)
    post(tamsin, f"{url}/fill")
    first = tamsin.get(saved.url("/forms/filled/1/workbook")).data
    assert "just what was filled in before" in text_of(post(tamsin, f"{url}/fill"))
    with in_books_of(saved.group):
        saved.giving().spend(100)
    assert "£153.35" in text_of(tamsin.get(saved.url("/forms/filled/1")))
    assert "£154.35" in text_of(post(tamsin, f"{url}/fill", follow=True))
    assert tamsin.get(saved.url("/forms/filled/1/workbook")).data == first
    assert builders.count(FilledForm, group=saved.group) == 2


def test_named_cells_are_recognised_at_once(tamsin: FlaskClient, saved: Saved) -> None:
    url = at(tamsin, saved, named().data)
    assert "5 of them say plainly" in text_of(tamsin.get(url))
    page = text_of(tamsin.get(f"{url}/names"))
    assert "grant_ref: Their reference" in page and "total_spent: Spent in all" in page
    assert "left_over" not in page, "it is a formula"
    chosen = [one for one in form_of(tamsin.get(f"{url}/names"))["names"] if not one.endswith("C6")]
    answer = post(tamsin, f"{url}/names", names=chosen, follow=True)
    assert "4 cells pointed" in text_of(answer) and "1 of them says" in text_of(answer)
    assert "CC/118" in text_of(answer) and "Hill Street Mornings" in text_of(answer)
    assert builders.count(FormMapping, group=saved.group) == 4


def test_an_answer_that_does_not_fit_says_why_and_the_rest_goes_in(tamsin: FlaskClient, saved: Saved) -> None:
    write_return(saved)
    url = at(tamsin, saved, lists().data)
    for cell, what in (("B2", "fact:grant_funder"), ("B5", "answer:how_many_people"), ("B8", "answer:difference")):
        assert point(tamsin, url, 1, cell, what=what).status_code == 302
    told = text_of(tamsin.get(f"{url}/fill"))
    assert "is not in the list" in told and "takes a number, and this is in words" in told
    assert "I don’t have to explain myself" in told
    point(tamsin, url, 1, "B5", what="answer:how_many_people:number")
    assert "14" in text_of(post(tamsin, f"{url}/fill", follow=True))
    words = text_of(tamsin.get(saved.url("/forms/filled/1")))
    assert "Not in the form yet" in words and "Community Chest" in words


def test_a_locked_cell_and_a_formula_take_nothing(tamsin: FlaskClient, saved: Saved) -> None:
    url = at(tamsin, saved, protected().data)
    page = tamsin.get(f"{url}/sheets/1/cells/A1")
    assert "locked" in text_of(page) and "Remember this" not in text_of(page)
    assert "only the open cells" in text_of(tamsin.get(f"{url}/sheets/1"))
    token = form_of(tamsin.get(f"{url}/sheets/1/cells/B3"))
    sent = tamsin.post(f"{url}/sheets/1/cells/A1", data=token | {"what": "fact:group_name"})
    assert sent.status_code == 200 and builders.count(FormMapping, group=saved.group) == 0


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"what": "fact:spent_total", "words": "both"}, "One or the other"),
        ({"what": "fact:no_such"}, "Choose one of these"),
        ({"words": "x" * 2_001}, "too long"),
    ],
)
def test_what_is_said_of_a_cell_is_looked_at(
    tamsin: FlaskClient, saved: Saved, fields: dict[str, str], sentence: str
) -> None:
    url = at(tamsin, saved, named().data)
    answer = point(tamsin, url, 1, "C2", **fields)
    assert answer.status_code == 200 and sentence in text_of(answer)
    if "words" in fields:
        assert fields["words"][:40] in answer.get_data(as_text=True), "what was typed is kept"
    assert builders.count(FormMapping, group=saved.group) == 0


def test_the_second_to_change_a_cell_is_told(tamsin: FlaskClient, saved: Saved) -> None:
    url = f"{at(tamsin, saved, named().data)}/sheets/1/cells/C2"
    first, second = form_of(tamsin.get(url)), form_of(tamsin.get(url))
    assert tamsin.post(url, data=first | {"what": "fact:grant_reference"}).status_code == 302
    assert "Somebody else changed" in text_of(tamsin.post(url, data=second | {"words": "mine"}))
    assert post(tamsin, url, what="", words="").status_code == 302
    assert builders.count(FormMapping, group=saved.group) == 0


def test_another_cell_is_found_by_name(tamsin: FlaskClient, saved: Saved) -> None:
    url = at(tamsin, saved, merged_titles().data)
    assert tamsin.get(f"{url}/sheets/1?cell=c4").headers["Location"].endswith("/sheets/1/cells/B4")
    assert "There is no such cell" in text_of(tamsin.get(f"{url}/sheets/1?cell=hello"))
    for wrong in ("/sheets/9", "/sheets/1/cells/hello", "/sheets/1/cells/C4", "/sheets/1/cells/b4", "/sheets/0"):
        assert tamsin.get(f"{url}{wrong}").status_code == 404, wrong
    assert "1200" not in text_of(tamsin.get(f"{url}/sheets/2?page=99999"))


def test_what_goes_where_is_shared_as_a_file(tamsin: FlaskClient, saved: Saved) -> None:
    url = at(tamsin, saved, named().data)
    with in_books_of(saved.group):
        heading = saved.giving().id("heading", "Wool")
    point(tamsin, url, 1, "C3", what="fact:grant_amount")
    point(tamsin, url, 1, "C4", what=f"heading:{heading}:spent")
    point(tamsin, url, 1, "C2", words="Only for us")
    file = tamsin.get(f"{url}/cells-file")
    told = json.loads(file.data)
    assert file.mimetype == "application/json" and "Only for us" not in file.get_data(as_text=True)
    assert [(one["cell"], one["what"], one.get("heading")) for one in told["cells"]] == [
        ("C3", "fact:grant_amount", None),
        ("C4", "heading:spent", "Wool"),
    ]
    for cell in ("C3", "C4"):
        point(tamsin, url, 1, cell, what="", words="")
    told["cells"] += [
        {"sheet": SHEET, "cell": "C5", "what": "fact:left_over"},
        {"sheet": SHEET, "cell": "C8", "what": "heading:spent", "heading": "Elsewhere"},
        {"sheet": "Gone", "cell": "A1", "what": "fact:group_name"},
    ]
    answer = bring(tamsin, url, json.dumps(told).encode(), follow=True)
    words = text_of(answer)
    assert "2 cells pointed" in words and "works this out by itself" in words
    assert "no heading “Elsewhere” here" in words and "no such place" in words and "£148.35" in words


def bring(client: FlaskClient, url: str, data: bytes, follow: bool = False) -> Any:
    values = form_of(client.get(f"{url}/cells-file/bring-in")) | {"file": (BytesIO(data), "cells.json")}
    where = f"{url}/cells-file/bring-in"
    return client.post(where, data=values, content_type="multipart/form-data", follow_redirects=follow)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"{}", "not a file that says"),
        (b"[" * 100_000, "not a file that says"),
        (b"\xff\xfe", "not a file that says"),
        (b'{"kind": "else", "cells": []}', "not a file that says"),
        ({"version": 2, "cells": []}, "later groupkit"),
        ({"version": 1, "cells": [{}]}, "Line 1 of the file does not say its “sheet”"),
        ({"version": 1, "cells": ["x"]}, "Line 1 of the file cannot be read"),
        ({"version": 1, "cells": [{"sheet": "S", "cell": "A1", "what": "x"}] * 2}, "names cell A1 of “S” twice"),
        ({"version": 1, "cells": [{"sheet": "S", "cell": "A1", "what": "x"}]}, "Nothing in this file fits"),
        (
            {"version": 1, "cells": [{"sheet": "S", "cell": f"A{n}", "what": "x"} for n in range(2000)]},
            "more than 1,000",
        ),
    ],
)
def test_a_file_that_nobody_can_follow(tamsin: FlaskClient, saved: Saved, file: Any, sentence: str) -> None:
    from groupkit.funderforms.mapping_file import KIND

    url = at(tamsin, saved, named().data)
    answer = bring(tamsin, url, file if isinstance(file, bytes) else json.dumps({"kind": KIND} | file).encode())
    assert answer.status_code == 200 and sentence in text_of(answer)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.4", "no Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "older kind of workbook"),
        (b"PK\x03\x04 broken", "cannot be read"),
    ],
)
def test_a_file_that_is_no_form_changes_nothing(tamsin: FlaskClient, saved: Saved, data: bytes, sentence: str) -> None:
    answer = add(tamsin, saved, data, name="Their form")
    assert answer.status_code == 200 and sentence in text_of(answer)
    assert "Their form" in answer.get_data(as_text=True)
    assert builders.count(FunderForm, group=saved.group) == 0


def test_the_same_file_is_not_taken_twice(tamsin: FlaskClient, saved: Saved) -> None:
    url = at(tamsin, saved, lists().data)
    assert "here already" in text_of(add(tamsin, saved, lists().data))
    assert "no longer offered" in text_of(tamsin.get(f"{url}/set-aside"))
    post(tamsin, f"{url}/set-aside")
    assert "No form yet" in text_of(tamsin.get(saved.url("/forms/")))
    assert at(tamsin, saved, lists().data) != url


def test_a_form_for_every_grant_of_a_funder(tamsin: FlaskClient, saved: Saved) -> None:
    own, shared = at(tamsin, saved, lists().data), at(tamsin, saved, named().data, shared="y")
    with in_books_of(saved.group):
        heading = saved.giving().id("heading", "Wool")
    point(tamsin, shared, 1, "C4", what=f"heading:{heading}:agreed")
    for funder, offered in (("Community Chest", True), ("Rotary Club", False)):
        sent = {"funder": funder, "amount": "90", "headings-0-name": "Wool", "headings-0-budget": "12.50"}
        answer = post(tamsin, saved.group.url("/grants/new"), **sent)
        other = str(answer.headers["Location"])
        assert tamsin.get(other + own.removeprefix(saved.url())).status_code == 404
        again = tamsin.get(other + shared.removeprefix(saved.url()))
        assert again.status_code == (200 if offered else 404)
        if offered:
            assert "£12.50" in text_of(again), "the heading of the same name"


def test_a_heading_that_is_not_there_is_said(tamsin: FlaskClient, saved: Saved) -> None:
    url = at(tamsin, saved, named().data, shared="y")
    with in_books_of(saved.group):
        heading = saved.giving().id("heading", "Bus fares")
    point(tamsin, url, 1, "C4", what=f"heading:{heading}:spent")
    answer = post(tamsin, saved.group.url("/grants/new"), funder="community chest", amount="90")
    other = str(answer.headers["Location"]) + url.removeprefix(saved.url())
    assert "not there for this grant" in text_of(tamsin.get(f"{other}/fill"))
    assert "Nothing has a place in it yet" in text_of(tamsin.get(f"{other}/fill"))


def test_two_languages_and_what_is_not_answered_yet(tamsin: FlaskClient, saved: Saved) -> None:
    url = at(tamsin, saved, two_languages().data)
    page = text_of(tamsin.get(f"{url}/sheets/1"))
    assert "Enw’r grŵp Name of the group" in page and "Gwariant / Spent" in page and "not this" not in page
    assert "Ydy / Yes, Nac ydy / No" in page
    point(tamsin, url, 1, "B1", what="answer:what_we_did")
    assert "nothing to put here yet" in text_of(tamsin.get(f"{url}/fill"))


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/names", MOST_QUERIES),
        ("/sheets/1", MOST_QUERIES),
        ("/sheets/1/cells/C2", WITH_FIGURES),
        ("/fill", WITH_FIGURES),
        ("", WITH_FIGURES),
    ],
)
def test_no_page_asks_the_database_too_often(
    tamsin: FlaskClient, saved: Saved, app: Flask, path: str, most: int
) -> None:
    url = at(tamsin, saved, named().data)
    post(tamsin, f"{url}/names")
    tamsin.get(url + path)
    with books.counted(app) as asked:
        assert tamsin.get(url + path).status_code == 200
    assert len(asked) <= most, asked


def test_every_figure_is_that_of_the_book(saved: Saved) -> None:
    from groupkit.funderforms.placing import placeable
    from groupkit.workbook.cells import Money

    write_return(saved)
    with in_books_of(saved.group):
        row = saved.giving().row
        known = {one.key: one.value for one in placeable(row)}
        facts, wool = grants.facts_of(row), saved.giving().id("heading", "Wool")
    assert known["fact:spent_total"] == Money(facts.spent) == Money(14_835)
    assert known["fact:left_over"] == Money(facts.left) == Money(25_165)
    assert known[f"heading:{wool}:agreed"] == Money(16_000) and known[f"heading:{wool}:left"] == Money(1_165)
    assert known["answer:how_many_people"] == "About 14" and known["answer:how_many_people:number"] == 14
