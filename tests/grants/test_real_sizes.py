"""Sizes that really come: a photo of 40 MB straight from a camera, and a funder's form of 200 sheets."""

import time
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient

from groupkit.funderforms.models import FilledForm
from tests import builders
from tests.browsing import form_of, post, text_of
from tests.builders import sign_in_as
from tests.funderforms.test_pages import at, point
from tests.grants.giving import TYPED, Saved
from tests.sweep import examples

MB = 1024 * 1024
SECONDS, MEMORY = 8, 60 * MB
"""On a slow computer with other work; the form is filled in one second on a quick one."""
SHEETS = examples(24, 200)


@pytest.fixture
def tamsin(client: FlaskClient, saved: Saved) -> FlaskClient:
    return sign_in_as(client, saved.group.tamsin)


def quick(act: Callable[[], Any]) -> Any:
    """What comes of something that takes only seconds."""
    begun = time.perf_counter()
    found = act()
    assert time.perf_counter() - begun < SECONDS
    return found


def light(act: Callable[[], Any]) -> Any:
    """What comes of something that takes little memory; counting that is slow in itself."""
    tracemalloc.start()
    try:
        found = act()
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < MEMORY, most // MB
    return found


def sent(url: str, client: FlaskClient, typed: dict[str, str], name: str, megabytes: int) -> Callable[[], Any]:
    """A form with a photo of so many megabytes, put together beforehand as a browser does it."""
    edge = "----a-browser"
    lines = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in typed.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="IMG_0412.JPG"\r\n\r\n'
    photo = b"\xff\xd8\xff\xe0" + bytes(megabytes * MB - 4)
    body = b"".join([*(one.encode() for one in lines), head.encode(), photo, f"\r\n--{edge}--\r\n".encode()])
    return lambda: client.post(url, data=body, content_type=f"multipart/form-data; boundary={edge}")


PAYMENT = {"amount": "12.50", "day": "1/11/2026", "payee": "The wool shop"}


@pytest.mark.long
@pytest.mark.parametrize("megabytes", [11, 39])
@pytest.mark.parametrize(
    ("path", "name", "typed"),
    [("/money/payments/new", "picture", PAYMENT), ("", "answer_photo", TYPED)],
)
def test_a_photo_from_a_camera_gets_its_sentence_and_what_was_typed_stays(
    tamsin: FlaskClient, saved: Saved, path: str, name: str, typed: dict[str, str], megabytes: int
) -> None:
    url = saved.group.url(path) if path else saved.url("/return")
    act = sent(url, tamsin, form_of(tamsin.get(url)) | typed, name, megabytes)
    quick(act)
    answer = light(act)
    assert answer.status_code == 200 and "That file is larger than 10 MB" in text_of(answer)
    assert next(iter(set(typed.values()) - {"y"})) in answer.get_data(as_text=True)


@pytest.mark.long
def test_one_that_is_larger_than_any_page_takes_is_told_plainly(tamsin: FlaskClient, saved: Saved) -> None:
    url = saved.url("/return")
    answer = light(sent(url, tamsin, form_of(tamsin.get(url)), "answer_photo", 41))
    assert answer.status_code == 413 and "too large" in text_of(answer)


def many_sheets(many: int) -> bytes:
    """A form of a large funder: a sheet for each of its areas, each with forty questions and sums of its own."""
    book = openpyxl.Workbook()
    for number in range(1, many + 1):
        sheet = book.worksheets[0] if number == 1 else book.create_sheet()
        sheet.title = f"Area {number}"
        sheet["A1"] = f"Area {number} of {many}"
        sheet.merge_cells("A1:D1")
        for line in range(2, 42):
            sheet.cell(line, 1, f"Question {line} about area {number}")
            sheet.cell(line, 4, f"=B{line}*2")
        sheet["B42"] = "=SUM(B2:B41)"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.timeout(400)
def test_a_form_of_200_sheets_is_read_shown_and_filled(tamsin: FlaskClient, saved: Saved) -> None:
    data = many_sheets(SHEETS)
    url = quick(lambda: at(tamsin, saved, data))
    page = text_of(quick(lambda: tamsin.get(url)))
    assert f"Area {SHEETS}" in page and ("more sheet" in page) == (SHEETS > 60)
    last = quick(lambda: tamsin.get(f"{url}/sheets/{SHEETS}"))
    assert f"Question 40 about area {SHEETS}" in text_of(last)
    for number in (1, SHEETS // 2, SHEETS):
        point(tamsin, url, number, "B2", what="fact:spent_total")
    told = text_of(quick(lambda: tamsin.get(f"{url}/fill")))
    light(lambda: tamsin.get(f"{url}/fill"))
    assert "In the form: 3 answers" in told
    quick(lambda: post(tamsin, f"{url}/fill"))
    assert builders.count(FilledForm, group=saved.group) == 1
    file = tamsin.get(saved.url("/forms/filled/1/workbook"))
    book = openpyxl.load_workbook(BytesIO(file.data))
    assert len(book.sheetnames) == SHEETS and book[f"Area {SHEETS}"]["B2"].value == 148.35
    assert book["Area 2"]["B2"].value is None and book["Area 1"]["D2"].value == "=B2*2"
