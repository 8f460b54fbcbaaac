"""What people really type, send twice, or attach: each gets a sentence, and nothing is lost."""

import re
import struct
import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import EnvironBuilder

from groupkit import tokens
from groupkit.dates import clock_at
from groupkit.files import HeldPicture
from groupkit.ledger import queries
from groupkit.ledger.models import Receipt
from tests import builders
from tests.builders import AGroup, another_group, form_of, sign_in_as, text_of
from tests.ledger import books
from tests.ledger.desk import NOON
from tests.ledger.test_pages_recording import PAY, answers, entries, pay, stands

pytestmark = pytest.mark.usefixtures("at_noon")

# ---- What people really type ----

AMOUNTS = {
    "12.345": "The amount needs two figures after the point, like 12.50",
    "-5": "Write the amount without a minus sign",
    "1,2": "Write the amount in figures",
    "1e9": "Write the amount in figures",
    "": "Write the amount, like 12.50",
    "0": "The amount needs to be more than nothing",
    "nan": "Write the amount in figures",
    "9" * 40: "larger than this book can hold",
    "１２": "Write the amount in figures",
    "999999999999": "larger than this book can hold",
}


@pytest.mark.parametrize(("typed", "sentence"), AMOUNTS.items())
def test_an_amount_that_cannot_be_read_gets_a_sentence_and_stays(
    desk_client: FlaskClient,
    group: AGroup,
    typed: str,
    sentence: str,
) -> None:
    answer = pay(desk_client, group, amount=typed, note="Keep me")
    assert text_of(answer).count(sentence) == 2, "at the top and beside the field"
    assert builders.title_of(answer).startswith("Error: ")
    filled = form_of(answer)
    assert (filled["amount"], filled["note"], filled["payee"]) == (typed, "Keep me", "Library")
    assert entries(group) == 0


@pytest.mark.parametrize(("typed", "meant"), [("£1,012.50", "£1,012.50"), ("12", "£12.00"), (" 7.05 ", "£7.05")])
def test_an_amount_as_people_write_it(desk_client: FlaskClient, group: AGroup, typed: str, meant: str) -> None:
    pay(desk_client, group, amount=typed)
    assert f" {meant} out of Bank" in stands(group, "2026-27/P001")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/02/2026", "There is no 31 February in that year"),
        ("2026-13-01", "There is no month 13"),
        ("", "Write the day"),
        ("soon", "Write the day"),
        ("1/1/0026", "That year looks wrong"),
        ("9999-99-99", "There is no month 99"),
    ],
)
def test_a_day_that_is_none_gets_a_sentence(desk_client: FlaskClient, group: AGroup, typed: str, sentence: str) -> None:
    answer = pay(desk_client, group, day=typed)
    assert sentence in text_of(answer)
    assert form_of(answer)["day"] == typed
    assert entries(group) == 0


def test_days_as_people_write_them(desk_client: FlaskClient, group: AGroup) -> None:
    pay(desk_client, group, day="1/4/26")
    assert stands(group, "2026-27/P001").startswith("01/04/26")
    pay(desk_client, group, day="yesterday")
    assert stands(group, "2026-27/P002").startswith("17/11/26")


def test_a_day_to_come_asks_and_is_taken_when_ticked(desk_client: FlaskClient, group: AGroup) -> None:
    url = group.url(PAY)
    before = desk_client.get(url)
    assert "future_ok" not in before.get_data(as_text=True)
    asked = pay(desk_client, group, day="1/12/26")
    assert "That day has not come yet" in text_of(asked)
    assert 'name="future_ok"' in asked.get_data(as_text=True)
    assert desk_client.post(url, data=form_of(asked) | {"future_ok": "y"}).status_code == 302
    assert stands(group, "2026-27/P001").startswith("01/12/26")


def test_a_grant_below_nothing_asks_why_and_says_so(desk_client: FlaskClient, group: AGroup) -> None:
    books.with_grant(group)
    url = group.url(PAY)
    asked = pay(desk_client, group, fund=books.ids(group)["fund Starter grant"])
    assert "This leaves Starter grant at −£12.50" in text_of(asked)
    saved = desk_client.post(url, data=form_of(asked) | {"below_zero": "The second part comes in June"})
    shown = text_of(desk_client.get(saved.location))
    assert "This took a fund below nothing" in shown
    assert "The second part comes in June" in shown
    assert "fund below nothing" in text_of(desk_client.get(group.url("/money/book")))


def test_ten_thousand_letters_do_not_fit_and_are_not_lost(desk_client: FlaskClient, group: AGroup) -> None:
    answer = pay(desk_client, group, payee="x" * 10_000)
    assert "That is too long: 120 characters fit here, and this has 10,000" in text_of(answer)
    assert form_of(answer)["payee"] == "x" * 10_000


@pytest.mark.parametrize(
    "name",
    [
        "🧶 Wolle & Co",
        "متجر الشاي",
        "<script>alert(1)</script>",
        '" autofocus onfocus="x',
        "{{7*7}}",
        '=HYPERLINK("http://x","y")',
    ],
)
def test_a_name_is_kept_and_shown_as_it_was_written(desk_client: FlaskClient, group: AGroup, name: str) -> None:
    answer = pay(desk_client, group, payee=name)
    assert name in text_of(desk_client.get(answer.location))
    assert name in text_of(desk_client.get(group.url("/money/book")))
    assert form_of(desk_client.get(group.url(f"{PAY}?again=2026-27/P001")))["payee"] == name


def test_hidden_direction_marks_are_left_out(desk_client: FlaskClient, group: AGroup) -> None:
    pay(desk_client, group, payee="abc\u202egnp.\x00exe")
    with books.reading(group):
        assert queries.latest_wording(books.entry_of("2026-27/P001").id).payee == "abcgnp.exe"


def test_the_same_form_twice_is_one_payment(desk_client: FlaskClient, group: AGroup) -> None:
    url = group.url(PAY)
    filled = form_of(desk_client.get(url)) | answers(group)
    first, second = desk_client.post(url, data=filled), desk_client.post(url, data=filled)
    assert first.location == second.location
    assert entries(group) == 1


def test_an_expired_form_keeps_what_was_typed_and_asks_once_more(desk_client: FlaskClient, group: AGroup) -> None:
    url = group.url(PAY)
    old = form_of(desk_client.get(url))
    with clock_at(NOON + timedelta(hours=tokens.TOKEN_HOURS + 1)):
        sign_in_as(desk_client, group.tamsin)
        answer = desk_client.post(url, data=old | answers(group))
        assert "had been open for a long time" in text_of(answer)
        assert entries(group) == 0
        assert desk_client.post(url, data=form_of(answer)).status_code == 302
    assert entries(group) == 1


def test_ids_of_another_group_are_no_choice(desk_client: FlaskClient, group: AGroup) -> None:
    theirs = another_group()
    ids = books.ids(theirs)
    for name, value in (
        ("account", ids["account Bank"]),
        ("category", ids["category Room hire"]),
        ("account", "99999999999999999999"),
        ("category", "x"),
    ):
        answer = pay(desk_client, group, **{name: value})
        assert answer.status_code == 200
        assert re.search(r"Choose (one of these|what it was for|the account)", text_of(answer))
    assert entries(group) == entries(theirs) == 0


def test_fields_that_nobody_asked_for_change_nothing(desk_client: FlaskClient, group: AGroup) -> None:
    theirs = another_group()
    pay(
        desk_client,
        group,
        group_id=str(theirs.scope.id),
        by="1",
        kind="receipt",
        revision="7",
        id="1",
        entry_id="1",
        written_by_no="99",
        number="500",
        year="1999",
    )
    assert stands(group, "2026-27/P001") == "01/11/26 £12.50 out of Bank: Room hire · General"
    with books.reading(group):
        last = queries.latest_transaction(books.entry_of("2026-27/P001").id)
        assert (last.written_by_no, last.revision) == (group.tamsin.number, 0)
    assert entries(theirs) == 0


def test_another_groups_address_is_no_address(desk_client: FlaskClient, group: AGroup) -> None:
    theirs = another_group()
    assert desk_client.get(theirs.url(PAY)).status_code == 404
    assert desk_client.post(theirs.url(PAY), data=answers(group)).status_code == 404


# ---- Pictures ----


def photo(side: int = 300) -> BytesIO:
    out = BytesIO()
    Image.effect_noise((side, side), 50).convert("RGB").save(out, "JPEG", quality=95)
    out.seek(0)
    return out


def huge_png() -> BytesIO:
    """A picture that claims 30,000 by 30,000 dots in a few hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")
    return BytesIO(b"\x89PNG\r\n\x1a\n" + body)


def test_a_picture_in_the_same_form(desk_client: FlaskClient, group: AGroup) -> None:
    saved = pay(desk_client, group, picture=(photo(), "IMG_1.jpg"))
    page = desk_client.get(saved.location)
    url = next(link for link in builders.links_of(page) if re.search(r"/receipts/\d+$", link))
    answer = desk_client.get(url)
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert "receipt" in text_of(desk_client.get(group.url("/money/book")))


def test_a_picture_of_a_refused_form_is_kept_and_shown_as_attached(desk_client: FlaskClient, group: AGroup) -> None:
    url = group.url(PAY)
    refused = pay(desk_client, group, amount="12.345", picture=(photo(), "till.jpg"))
    assert "Already attached" in text_of(refused)
    assert "till.jpg" in text_of(refused)
    assert desk_client.post(url, data=form_of(refused) | {"amount": "12.34"}).status_code == 302
    assert builders.count(Receipt, group=group) == 1


def test_a_picture_is_kept_when_more_rows_are_asked_for(desk_client: FlaskClient, group: AGroup) -> None:
    rows = pay(desk_client, group, more="several", picture=(photo(), "till.jpg"))
    assert "Already attached" in text_of(rows)
    assert "Worth another look" not in text_of(rows)
    assert builders.count(HeldPicture, group=group) == 1


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (BytesIO(b"\xff\xd8\xff" + b"x" * 12_000_000), "photo.jpg", "larger than 10 MB"),
        (BytesIO(b"Dear treasurer, this is a text"), "photo.jpg", "There is no picture or PDF in that file"),
        (huge_png(), "photo.png", "too large to open here"),
        (BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"), "photo.svg", "not a photo"),
    ],
)
def test_a_picture_that_is_none_gets_a_sentence(
    desk_client: FlaskClient,
    group: AGroup,
    content: BytesIO,
    name: str,
    sentence: str,
) -> None:
    url = group.url(PAY)
    sent = form_of(desk_client.get(url)) | answers(group, picture=(BytesIO(content.getvalue()), name))
    environ = EnvironBuilder(url, method="POST", data=sent).get_environ()
    answer = desk_client.open(environ)
    environ["wsgi.input"].close()
    assert sentence in text_of(answer)
    assert form_of(answer)["payee"] == "Library"
    assert entries(group) == 0
