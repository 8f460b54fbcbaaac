"""One entry: its page and story, putting it right, its words, making it void, and its receipts."""

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from groupkit.dates import clock_at
from groupkit.files import StoredFile
from groupkit.ledger import operations, queries
from groupkit.ledger.models import Entry, Receipt, Transaction
from tests import builders
from tests.builders import AGroup, another_group, form_of, in_books_of, links_of, post, sign_in_as, text_of
from tests.ledger import books
from tests.ledger.desk import NOON
from tests.ledger.test_pages_recording import stands
from tests.restoring import widest

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture(scope=widest)
def year(app: Flask) -> tuple[AGroup, dict[str, str]]:
    """A believable year, and some of its references by what they are."""
    builders.use(app)
    with clock_at(NOON):
        group = builders.a_group()
        return group, books.a_year(group)


@pytest.fixture
def group(year: tuple[AGroup, dict[str, str]]) -> AGroup:
    """The group whose year it was."""
    return year[0]


@pytest.fixture
def named(year: tuple[AGroup, dict[str, str]]) -> dict[str, str]:
    """Some references by what they are."""
    return year[1]


def at(group: AGroup, reference: str, more: str = "") -> str:
    return group.url(f"/money/entries/{reference}{more}")


# ---- The page of an entry ----


def test_show_entry_tells_what_stands_and_how_it_came_to_be(
    desk_client: FlaskClient,
    group: AGroup,
    named: dict[str, str],
) -> None:
    words = text_of(desk_client.get(at(group, named["wrong"])))
    assert "Amount £15.20" in words
    assert words.index("Written again as it should be") < words.index("Taken back. Why: The receipt says 15.20")
    assert words.index("Taken back") < words.index("£12.50 out of Bank")
    assert "Tamsin" in words


def test_a_void_entry_says_so_and_offers_no_more_changes(
    desk_client: FlaskClient,
    group: AGroup,
    named: dict[str, str],
) -> None:
    answer = desk_client.get(at(group, named["void"]))
    assert "This line is void" in text_of(answer)
    assert "Made void. Why: Written down twice" in text_of(answer)
    assert not [link for link in links_of(answer) if link.endswith(("/put-right", "/void", "/words"))]
    for page in ("/put-right", "/void"):
        assert "This line is void already" in text_of(desk_client.get(at(group, named["void"], page)))


@pytest.mark.parametrize(
    "reference",
    [
        "2026-27/P999",
        "2026-27/X001",
        "1999/P001",
        "2026-27/P",
        "2026-27/P-1",
        "x/y",
        "2026-27/P99999999999999999999",
        "2026-27/P٣",
    ],
)
def test_no_such_entry(desk_client: FlaskClient, group: AGroup, named: dict[str, str], reference: str) -> None:
    for page in ("", "/put-right", "/words", "/void", "/receipts/new", "/receipts/1"):
        assert desk_client.get(at(group, reference, page)).status_code == 404


def test_whoever_only_looks_sees_the_story_and_no_buttons(
    client: FlaskClient,
    group: AGroup,
    named: dict[str, str],
) -> None:
    answer = sign_in_as(client, group.bea).get(at(group, named["wrong"]))
    assert "Taken back" in text_of(answer)
    assert not [link for link in links_of(answer) if link.endswith(("/put-right", "/void", "/words", "/new"))]


@pytest.mark.parametrize("kind", ["payment", "receipt", "refund", "move", "fund move", "split", "raffle"])
def test_every_kind_of_entry_is_put_right_from_what_stands(
    desk_client: FlaskClient,
    group: AGroup,
    named: dict[str, str],
    kind: str,
) -> None:
    reference = named.get(kind) or named[{"payment": "room", "receipt": "teas"}[kind]]
    before = stands(group, reference)
    same = post(desk_client, at(group, reference, "/put-right"), reason="Only the day")
    assert "Nothing is different" in text_of(same)
    answer = post(
        desk_client,
        at(group, reference, "/put-right"),
        reason="Only the day",
        day="30 Mar 2026" if reference.startswith("2025") else "4 Apr 2026",
    )
    assert answer.location == at(group, reference)
    assert stands(group, reference)[8:] == before[8:]
    assert stands(group, reference)[:8] in ("30/03/26", "04/04/26")


def test_an_opening_balance_is_put_right(desk_client: FlaskClient, group: AGroup, named: dict[str, str]) -> None:
    url = at(group, "2025-26/B001", "/put-right")
    assert form_of(desk_client.get(url))["parts-0-amount"] == "212.50"
    post(desk_client, url, reason="Another statement", **{"parts-0-amount": "200"})
    assert stands(group, "2025-26/B001").endswith("£200.00 in Bank: General")


def test_a_correction_needs_a_reason_and_keeps_what_was_typed(
    desk_client: FlaskClient,
    group: AGroup,
    named: dict[str, str],
) -> None:
    answer = post(desk_client, at(group, named["room"], "/put-right"), amount="23")
    assert "Write in a few words what was wrong" in text_of(answer)
    assert form_of(answer)["amount"] == "23"


def test_the_second_of_two_people_is_told_and_keeps_their_text(
    desk_client: FlaskClient,
    group: AGroup,
    named: dict[str, str],
) -> None:
    url = at(group, named["room"], "/put-right")
    mine = form_of(desk_client.get(url)) | {"amount": "24", "reason": "I think 24"}
    post(desk_client, url, amount="23", reason="It is 23")
    told = desk_client.post(url, data=mine)
    assert "Somebody else changed this while you were writing" in text_of(told)
    assert "It now says: 7 October 2026, £23.00 out of Bank" in text_of(told)
    assert (form_of(told)["amount"], form_of(told)["reason"]) == ("24", "I think 24")
    assert stands(group, named["room"]).startswith("07/10/26 £23.00")
    assert desk_client.post(url, data=form_of(told)).status_code == 302
    assert stands(group, named["room"]).startswith("07/10/26 £24.00")


def test_a_revision_that_never_was_is_a_conflict_and_no_mishap(
    desk_client: FlaskClient,
    group: AGroup,
    named: dict[str, str],
) -> None:
    for revision in ("99", "1", "12345678901234567"):
        answer = post(desk_client, at(group, named["room"], "/put-right"), amount="23", reason="x", revision=revision)
        assert "Somebody else changed this" in text_of(answer)
    assert stands(group, named["room"]).startswith("07/10/26 £22.00")


def test_money_out_that_was_money_in(desk_client: FlaskClient, group: AGroup, named: dict[str, str]) -> None:
    page = desk_client.get(at(group, named["milk"], "/put-right"))
    url = next(link for link in links_of(page) if "as=receipt" in link)
    shown = desk_client.get(url)
    assert "It will be written again as money in, under a new number" in text_of(shown)
    category = books.ids(group)["category Donations"]
    answer = desk_client.post(url, data=form_of(shown) | {"category": category, "reason": "A gift, not a purchase"})
    new = answer.location.partition("/entries/")[2]
    assert new.startswith("2026-27/R")
    assert "into Cash tin: Donations" in stands(group, new)
    assert "Corner shop" in text_of(desk_client.get(answer.location))
    assert "This line is void" in text_of(desk_client.get(at(group, named["milk"])))


def test_a_wrong_year_gives_a_new_number(desk_client: FlaskClient, group: AGroup, named: dict[str, str]) -> None:
    answer = post(desk_client, at(group, named["room"], "/put-right"), day="1 Mar 2026", reason="Last year's bill")
    assert "/entries/2025-26/P" in answer.location
    assert "This line is void" in text_of(desk_client.get(at(group, named["room"])))


def test_in_a_settled_part_a_correction_carries_todays_date_and_keeps_its_number(
    desk_client: FlaskClient,
    group: AGroup,
    named: dict[str, str],
) -> None:
    by = group.tamsin.actor
    with in_books_of(group):
        operations.settle_book(books.dates.read_day("31/3/2026", books.dates.today()), "Yearly meeting", by)
    url = at(group, named["split"], "/put-right")
    assert "This part of the book is settled" in text_of(desk_client.get(url))
    for amount in ("18.50", "18.40"):
        whole = f"24.{int(amount[-2:]) + 35}"
        answer = post(desk_client, url, amount=whole, reason="A penny", **{"parts-0-amount": amount})
        assert answer.location == at(group, named["split"])
    assert stands(group, named["split"]).startswith("18/11/26 £24.75")
    words = text_of(desk_client.get(group.url("/money/book")))
    assert "taken back" in words
    refused = post(
        desk_client,
        group.url("/money/payments/new"),
        day="1/3/2026",
        amount="1",
        payee="x",
        account=books.ids(group)["account Bank"],
        category=books.ids(group)["category Materials"],
    )
    assert "The book is closed up to 31 March 2026" in text_of(refused)


# ---- Words and void ----


def test_reword_entry_leaves_figures_and_tells_the_words_before(
    desk_client: FlaskClient,
    group: AGroup,
    named: dict[str, str],
) -> None:
    post(desk_client, at(group, named["milk"], "/words"), payee="Corner café", note="Oat milk")
    words = text_of(desk_client.get(at(group, named["milk"])))
    assert "Who was paid Corner café" in words
    assert "New words. Before: Corner shop" in words
    with books.reading(group):
        assert queries.latest_transaction(books.entry_of(named["milk"]).id).revision == 0


def test_words_changed_by_somebody_else_meanwhile(
    desk_client: FlaskClient,
    group: AGroup,
    named: dict[str, str],
) -> None:
    url = at(group, named["milk"], "/words")
    mine = form_of(desk_client.get(url)) | {"payee": "Mine"}
    post(desk_client, url, payee="Theirs")
    told = desk_client.post(url, data=mine)
    assert "It now says: Theirs" in text_of(told)
    assert form_of(told)["payee"] == "Mine"
    assert desk_client.post(url, data=form_of(told)).status_code == 302


def test_a_move_has_a_note_and_nobody(desk_client: FlaskClient, group: AGroup, named: dict[str, str]) -> None:
    url = at(group, named["move"], "/words")
    assert "payee" not in form_of(desk_client.get(url))
    assert post(desk_client, url, note="For the coach", payee="Somebody").status_code == 302
    with books.reading(group):
        assert queries.latest_wording(books.entry_of(named["move"]).id).payee == ""


def test_void_entry_counts_for_nothing_and_stays_listed(
    desk_client: FlaskClient,
    group: AGroup,
    named: dict[str, str],
) -> None:
    url = at(group, named["below"], "/void")
    assert "Write in a few words why" in text_of(post(desk_client, url))
    assert post(desk_client, url, reason="Never happened").location == at(group, named["below"])
    words = text_of(desk_client.get(group.url("/money/book")))
    assert "the same as the funds: £565.68" in words
    assert "Hall for the fair void" in words


# ---- Receipts ----


def a_photo(colour: str = "white") -> tuple[BytesIO, str]:
    out = BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "JPEG")
    out.seek(0)
    return out, "photo.jpg"


def receipts(client: FlaskClient, group: AGroup, reference: str) -> list[str]:
    found = links_of(client.get(at(group, reference)))
    return sorted({link for link in found if re.search(r"/receipts/\d+$", link)})


def test_attach_receipt_and_look_at_it(desk_client: FlaskClient, group: AGroup, named: dict[str, str]) -> None:
    post(desk_client, at(group, named["milk"], "/receipts/new"), picture=a_photo())
    (url,) = receipts(desk_client, group, named["milk"])
    answer = desk_client.get(url)
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith("inline; filename=2026-27-P")
    assert "Attached a receipt" in text_of(desk_client.get(at(group, named["milk"])))
    assert 'alt=""' in desk_client.get(at(group, named["milk"])).get_data(as_text=True)


def test_a_pdf_is_handed_over_as_a_file(desk_client: FlaskClient, group: AGroup, named: dict[str, str]) -> None:
    post(desk_client, at(group, named["milk"], "/receipts/new"), picture=(BytesIO(b"%PDF-1.4 <script>"), "a.pdf"))
    (url,) = receipts(desk_client, group, named["milk"])
    answer = desk_client.get(url)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")


def test_cover_receipt_lets_the_old_picture_go_for_good(
    desk_client: FlaskClient,
    group: AGroup,
    named: dict[str, str],
) -> None:
    post(desk_client, at(group, named["milk"], "/receipts/new"), picture=a_photo())
    (old,) = receipts(desk_client, group, named["milk"])
    assert "Write in a few words why" in text_of(post(desk_client, f"{old}/cover", picture=a_photo("grey")))
    post(desk_client, f"{old}/cover", picture=a_photo("black"), why="An address was on it")
    (new,) = receipts(desk_client, group, named["milk"])
    assert new != old
    assert desk_client.get(old).status_code == 404
    assert desk_client.get(new).status_code == 200
    assert builders.count(StoredFile, StoredFile.data.is_(None), group=group) == 1
    assert "It has been taken out. Why: An address was on it" in text_of(desk_client.get(at(group, named["milk"])))


def test_a_receipt_needs_a_picture(desk_client: FlaskClient, group: AGroup, named: dict[str, str]) -> None:
    assert "Choose a photo or a PDF" in text_of(post(desk_client, at(group, named["milk"], "/receipts/new")))
    assert builders.count(Receipt, group=group) == 0


def test_another_groups_receipt_is_nowhere(client: FlaskClient, group: AGroup, named: dict[str, str]) -> None:
    post(sign_in_as(client, group.tamsin), at(group, named["milk"], "/receipts/new"), picture=a_photo())
    (url,) = receipts(client, group, named["milk"])
    receipt_id = url.rpartition("/")[2]
    theirs = another_group()
    by = theirs.olu.actor
    with in_books_of(theirs):
        (account,) = (one.id for one in queries.choices().of("account") if one.name == "Bank")
        (fund,) = (one.id for one in queries.choices().of("fund"))
        operations.record_opening(day=books.first_day(), account=account, parts=[(fund, 100)], by=by)
    sign_in_as(client, theirs.olu)
    assert client.get(url).status_code == 404
    assert client.get(theirs.url(f"/money/entries/2025-26/B001/receipts/{receipt_id}")).status_code == 404
    assert client.get(theirs.url(f"/money/entries/2025-26/B001/receipts/{receipt_id}/cover")).status_code == 404


def test_a_receipt_is_only_at_its_own_entry(desk_client: FlaskClient, group: AGroup, named: dict[str, str]) -> None:
    post(desk_client, at(group, named["milk"], "/receipts/new"), picture=a_photo())
    (url,) = receipts(desk_client, group, named["milk"])
    assert desk_client.get(at(group, named["room"], f"/receipts/{url.rpartition('/')[2]}")).status_code == 404


def test_looking_changes_nothing(desk_client: FlaskClient, group: AGroup, named: dict[str, str]) -> None:
    before = [builders.count(model, group=group) for model in (Entry, Transaction, Receipt)]
    for reference in named.values():
        for page in ("", "/put-right", "/words", "/void", "/receipts/new"):
            assert desk_client.get(at(group, reference, page)).status_code == 200
    assert [builders.count(model, group=group) for model in (Entry, Transaction, Receipt)] == before
