"""The pages of Gift Aid, as people use them, and what each form says to an answer that will not do."""

import re
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from groupkit.dates import clock_at
from groupkit.giftaid import operations, queries
from groupkit.giftaid.models import CashCollection, Gift, GiftClaim, GiftDeclaration, GiftDonor, GiftSettings
from groupkit.ledger import queries as ledger
from groupkit.payments import operations as payments
from groupkit.payments.operations import Counting, Meeting
from tests import builders
from tests.browsing import form_of, links_of, post, text_of
from tests.builders import AGroup, in_books_of
from tests.giftaid.desk import SPRING, Table, workbook_rows
from tests.ledger import books
from tests.ledger.desk import TODAY

AT = "/money/gift-aid"
FORM = {"title": "Ms", "first": "Ffion", "last": "Jones", "house": "12", "postcode": "ll12 3ab", "made_on": "20/4/26"}
FORM |= {"covers": "past", "told": "on"}
MOST_QUERIES = 12


def go(app: Flask, group: AGroup, who: str = "tamsin") -> FlaskClient:
    return builders.sign_in_as(app.test_client(), group.people[who])


def photo() -> tuple[BytesIO, str]:
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return BytesIO(out.getvalue()), "IMG_home.jpg"


@pytest.fixture
def known(group: AGroup) -> AGroup:
    """A group that HMRC knows."""
    table = Table(group)
    with in_books_of(group):
        table.sit()
    return group


def given(group: AGroup, *pence: int, **more: Any) -> dict[str, int]:
    """A declaration with gifts; gives back the rows of the declaration, the last gift and its line."""
    table = Table(group)
    with in_books_of(group):
        declared = table.sit().declare(**more)
        gifts = [table.give(one, declared) for one in pence]
        return {"declaration": declared.id, "gift": gifts[-1].id, "entry": gifts[-1].line.id}


def receipt(group: AGroup, pence: int, **more: Any) -> int:
    table = Table(group)
    with in_books_of(group):
        return table.sit().receive(pence, **more).id


def test_from_hmrcs_letter_to_hmrcs_money(app: Flask, group: AGroup) -> None:
    tamsin = go(app, group)
    for page in (
        "",
        "declarations/",
        "declarations/new",
        "gifts/",
        "claims/new",
        "claims/new/sent",
        "small-cash/",
        "form",
    ):
        assert "You need a charity reference" in text_of(tamsin.get(group.url(f"{AT}/{page}")))
    assert group.url(f"{AT}/") not in links_of(tamsin.get(group.url("/money/accounts/year")))
    assert group.url(f"{AT}/") in links_of(tamsin.get(group.url("/money/accounts/settings")))
    assert post(tamsin, group.url(f"{AT}/settings"), reference="xr 12345", since="6/4/23").status_code == 302
    assert group.url(f"{AT}/") in links_of(tamsin.get(group.url("/money/accounts/year")))
    answer = post(tamsin, group.url(f"{AT}/declarations/new"), picture=photo(), **FORM)
    page = tamsin.get(answer.location)
    assert "Ms Ffion Jones" in text_of(page) and "12, LL12 3AB" in text_of(page)
    assert tamsin.get(next(link for link in links_of(page) if "/photos/" in link)).mimetype == "image/jpeg"
    entry = receipt(group, 5_000)
    mark = group.url(f"{AT}/gifts/mark/{entry}")
    assert post(tamsin, mark, declaration=answer.location.rpartition("/")[2]).status_code == 302
    assert "£50.00 from Ms Ffion Jones" in text_of(tamsin.get(group.url(f"{AT}/gifts/")))
    assert "HMRC would add about £12.50" in text_of(tamsin.get(group.url(f"{AT}/")))
    page = tamsin.get(group.url(f"{AT}/claims/new"))
    draft = next(link for link in links_of(page) if "workbook" in link)
    assert workbook_rows(tamsin.get(draft).data)["Rows 2026-27"][1][-1] == 50
    sent = post(tamsin, next(link for link in links_of(page) if "/sent" in link))
    assert "waiting for HMRC" in text_of(tamsin.get(sent.location))
    assert "First write it down as money in" in text_of(tamsin.get(f"{sent.location}/received"))
    paid = receipt(group, 1_250, day=TODAY, category="Gift Aid")
    assert post(tamsin, f"{sent.location}/received", entry=paid).status_code == 302
    assert "£12.50 on 18 November 2026" in text_of(tamsin.get(sent.location))
    assert workbook_rows(tamsin.get(f"{sent.location}/workbook").data)["Rows 2026-27"][1][1] == "Ffion"
    assert "paid" in text_of(go(app, group, "bea").get(group.url(f"{AT}/")))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"first": ""}, "Write their first name"),
        ({"last": "x" * 36}, "room for 35 characters"),
        ({"title": "Prince"}, "room for 4 characters"),
        ({"postcode": "LL12"}, "Write the whole postcode"),
        ({"house": ""}, "Write the number or name"),
        ({"house": "c/o the hall"}, "not care of somebody"),
        ({"abroad": "on"}, "Leave this empty for somebody"),
        ({"abroad": "on", "postcode": "", "address": ""}, "Write their address abroad"),
        ({"made_on": "31/2/26"}, "There is no 31 February"),
        ({"made_on": "1/1/2099"}, "That day has not come yet"),
        ({"covers": None}, "Choose which gifts"),
        ({"told": None}, "if they were told this"),
        ({"confirmed_on": "21/4/26"}, "Only a declaration by word of mouth"),
        ({"how": "spoken", "confirmed_on": "19/4/26"}, "before the day on which they said it"),
    ],
)
def test_a_declaration_keeps_what_was_typed(app: Flask, known: AGroup, more: dict[str, Any], says: str) -> None:
    typed = {**FORM, "address": "Gooseberry Lane", **more}
    page = post(go(app, known), known.url(f"{AT}/declarations/new"), **typed)
    assert page.status_code == 200 and says in text_of(page)
    assert form_of(page)["address"] == typed["address"] and form_of(page)["last"] == typed["last"]
    assert builders.count(GiftDeclaration, group=known) == 0


def test_settings_say_what_is_no_reference(app: Flask, group: AGroup) -> None:
    tamsin, page = go(app, group), group.url(f"{AT}/settings")
    for typed, says in (
        ({"reference": "1123456", "since": "6/4/23"}, "A charity number is something else"),
        ({"reference": "XR12345"}, "Write the day from which HMRC knows you"),
        ({"reference": "XR12345", "since": "soon"}, "Write the day like"),
    ):
        answer = post(tamsin, page, **typed)
        assert says in text_of(answer) and form_of(answer)["reference"] == typed["reference"]
    assert builders.count(GiftSettings, group=group) == 0
    first = form_of(tamsin.get(page))
    assert post(tamsin, page, reference="XR1", since="6/4/23").status_code == 302
    late = tamsin.post(page, data={**first, "reference": "XR2", "since": "6/4/23"})
    assert "Somebody else changed this" in text_of(late)
    assert post(tamsin, page, reference="", since="").status_code == 302
    assert "You need a charity reference" in text_of(tamsin.get(group.url(f"{AT}/")))


def test_a_declaration_from_word_of_mouth_to_its_end(app: Flask, group: AGroup) -> None:
    row = given(group, 2_000, how="spoken")["declaration"]
    tamsin, page = go(app, group), group.url(f"{AT}/declarations/{row}")
    assert "To confirm in writing" in text_of(tamsin.get(page))
    assert "not confirmed in writing" in text_of(tamsin.get(group.url(f"{AT}/claims/new")))
    assert "before the day on which they said it" in text_of(post(tamsin, f"{page}/confirmed", confirmed_on="1/4/26"))
    assert post(tamsin, f"{page}/confirmed", confirmed_on="1/5/26").status_code == 302
    moved = {"house": "3", "postcode": "LL57 1AA"}
    first = form_of(tamsin.get(f"{page}/donor"))
    assert "Write the whole postcode" in text_of(post(tamsin, f"{page}/donor", postcode="Bangor"))
    assert post(tamsin, f"{page}/donor", **moved).status_code == 302
    assert "Somebody else changed this" in text_of(tamsin.post(f"{page}/donor", data=first))
    assert builders.count(GiftDonor, group=group) == 2
    assert "Choose a photo" in text_of(post(tamsin, f"{page}/photo"))
    assert post(tamsin, f"{page}/photo", picture=photo()).status_code == 302
    assert "That day has not come yet" in text_of(post(tamsin, f"{page}/ended", ended_on="1/1/2099"))
    assert post(tamsin, f"{page}/ended", ended_on="18/11/26").status_code == 302
    assert "ended 18 Nov 2026" in text_of(tamsin.get(group.url(f"{AT}/declarations/")))
    assert "Tick this if you are sure" in text_of(post(tamsin, f"{page}/take-out"))
    assert post(tamsin, f"{page}/take-out", sure="on").status_code == 302
    words = text_of(tamsin.get(page))
    assert "taken out" in words and "LL57" not in words and "Ffion" not in words


def test_one_in_a_claim_says_until_when_it_is_kept(app: Flask, group: AGroup) -> None:
    row = given(group, 2_000)["declaration"]
    table = Table(group)
    with in_books_of(group):
        table.sit().send()
    words = text_of(go(app, group).get(group.url(f"{AT}/declarations/{row}/take-out")))
    assert "HMRC may ask to see it until 31 March 2033" in words
    asked = text_of(go(app, group, "sol").get(group.url(f"/members/{group.mo.number}/take-out")))
    assert "A Gift Aid declaration that stands in a claim" in asked


def test_marking_asks_refuses_and_keeps_what_was_typed(app: Flask, group: AGroup) -> None:
    row = given(group, 100)["declaration"]
    tamsin, raffle = go(app, group), receipt(group, 1_000, category="Raffle and teas")
    page = group.url(f"{AT}/gifts/mark/{raffle}")
    assert "Choose whose gift it is" in text_of(post(tamsin, page, amount="2.50"))
    too_much = post(tamsin, page, declaration=row, amount="10.01", sure="on")
    asks = post(tamsin, page, declaration=row, amount="2.50")
    assert "Buying refreshments, raffle tickets or outings is not a gift" in text_of(asks)
    assert form_of(asks)["amount"] == "2.50" and form_of(asks)["declaration"] == str(row)
    assert builders.count(Gift, group=group) == 1
    saved = tamsin.post(page, data={**form_of(asks), "sure": "on"})
    assert saved.status_code == 302 and "Only £10.00 of this line is not marked yet" in text_of(too_much)
    assert builders.count(Gift, group=group) == 2
    over = post(tamsin, page, declaration=row, amount="7.51")
    over = tamsin.post(page, data={**form_of(over), "sure": "on"})
    assert "Only £7.50 of this line is not marked yet" in text_of(over)
    assert tamsin.get(group.url(f"{AT}/gifts/mark/999999")).status_code == 404


def test_a_mark_is_offered_only_where_something_may_have_been_given(app: Flask, group: AGroup) -> None:
    given(group, 100)
    lines = {name: receipt(group, 1_000, category=name) for name in ("Raffle and teas", "Grants", "Donations", "Subs")}
    tamsin = go(app, group)
    listed = tamsin.get(group.url(f"{AT}/gifts/")).text
    assert "not a gift, by what it was for" in listed
    for name, row in lines.items():
        offered = name in ("Donations", "Subs")
        assert (f"gifts/mark/{row}" in listed) is offered and (f"small-cash/mark/{row}" in listed) is offered
        [at] = re.findall(rf'href="([^"]*)">{_reference(group, row)}<', listed)
        assert ("Mark it as a gift" in text_of(tamsin.get(at))) is offered


def _reference(group: AGroup, row_id: int) -> str:
    with books.reading(group):
        line = queries.line_of(row_id)
    assert line
    return line.reference


def test_a_mark_is_taken_off_and_a_claimed_one_told_of(app: Flask, group: AGroup) -> None:
    gift = given(group, 2_000)["gift"]
    table = Table(group)
    with in_books_of(group):
        table.sit().send()
    tamsin, page = go(app, group), group.url(f"{AT}/gifts/{gift}/undo")
    assert "It stands in claim 1" in text_of(tamsin.get(page))
    assert "Write in a few words why" in text_of(post(tamsin, page, why=""))
    assert post(tamsin, page, why="it was for a ticket").status_code == 302
    words = text_of(tamsin.get(group.url(f"{AT}/")))
    assert "Claimed too much before" in words and "£20.00 too much" in words
    assert tamsin.get(page).status_code == 404


def test_a_claim_changed_meanwhile_is_shown_again(app: Flask, group: AGroup) -> None:
    row = given(group, 2_000)["declaration"]
    tamsin, page = go(app, group), group.url(f"{AT}/claims/new/sent?from=2026-01-01&to=2026-11-18")
    first = form_of(tamsin.get(page))
    table = Table(group)
    with in_books_of(group):
        declared = queries.declaration(row)
        assert declared is not None
        table.sit().give(700, declared)
    late = tamsin.post(page, data=first)
    assert "Something in this claim changed" in text_of(late) and "£27.00" in text_of(late)
    assert "That day has not come yet" in text_of(post(tamsin, page, sent_on="1/1/2099"))
    assert builders.count(GiftClaim, group=group) == 0
    assert tamsin.post(page, data=form_of(late)).status_code == 302
    empty = text_of(tamsin.get(page))
    assert "There is no gift to claim in these days" in empty


def test_days_that_cannot_be_read_and_small_gifts_together(app: Flask, group: AGroup) -> None:
    given(group, 2_000, 3_100)
    tamsin, page = go(app, group), group.url(f"{AT}/claims/new")
    words = text_of(tamsin.get(f"{page}?from=2026-05-01&to=2026-05-31&together=on"))
    assert "Small gifts of members and friends" in words and "2 gifts of £51.00" in words
    assert "There is no 31 February" in text_of(tamsin.get(f"{page}?from=31/2/26"))
    assert "That is before the first day" in text_of(tamsin.get(f"{page}?from=2026-06-01&to=2026-05-01"))
    assert "There is no gift to claim" in text_of(tamsin.get(f"{page}?from=2026-06-01&to=2026-06-30"))


def test_a_claim_that_did_not_go_through(app: Flask, group: AGroup) -> None:
    gift = given(group, 2_000)
    table = Table(group)
    with in_books_of(group):
        claim = table.sit().send().id
    early = receipt(group, 500, day=SPRING, category="Gift Aid")
    tamsin, page = go(app, group), group.url(f"{AT}/claims/{claim}")
    receipt(group, 500, day=TODAY, category="Gift Aid")
    assert "Choose one of these" in text_of(post(tamsin, f"{page}/received", entry=early))
    assert "Choose the line of money in" in text_of(post(tamsin, f"{page}/received"))
    assert "Write in a few words why" in text_of(post(tamsin, f"{page}/refused", why=""))
    assert post(tamsin, f"{page}/refused", why="a postcode was missing").status_code == 302
    assert "a postcode was missing" in text_of(tamsin.get(page))
    assert "1 gift of £20.00 waits" in text_of(tamsin.get(group.url(f"{AT}/"))) and gift
    assert tamsin.get(group.url(f"{AT}/claims/999999")).status_code == 404


def test_small_cash_from_a_count_of_the_tin(app: Flask, known: AGroup) -> None:
    by, numbers = known.tamsin.actor, known.people
    with in_books_of(known):
        ids = {(one.sort, one.name): one.id for one in ledger.choices().all}
        counting = Counting(SPRING, ids["account", "Cash tin"], numbers["bea"].number, numbers["mo"].number)
        meeting = Meeting(3_245, ids["category", "Donations"], ids["fund", "General"])
        entry = payments.after_meeting(counting, meeting, None, by).entry_id
    tamsin, page = go(app, known), known.url(f"{AT}/small-cash/mark/{entry}")
    form = form_of(tamsin.get(page))
    assert (form["first"], form["second"]) == (str(numbers["bea"].number), str(numbers["mo"].number))
    for more, says in (
        ({}, "Only collections of gifts of £30 or less"),
        ({"small": "on"}, "bank in the UK"),
        ({"small": "on", "banked": "on", "second": form["first"]}, "Two different people count"),
        ({"small": "on", "banked": "on", "amount": "32.46"}, "Only £32.45"),
        ({"small": "on", "banked": "on", "collected_on": "3/5/26"}, "collected by then"),
    ):
        assert says in text_of(post(tamsin, page, **more)), says
    assert builders.count(CashCollection, group=known) == 0
    assert post(tamsin, page, small="on", banked="on").status_code == 302
    words = text_of(tamsin.get(known.url(f"{AT}/small-cash/")))
    assert "£32.45 of £8,000.00" in words and "Nothing can count yet" in words and "Bea and Mo" in words
    with in_books_of(known):
        row = queries.collections()[0].id
    undo = known.url(f"{AT}/small-cash/{row}/undo")
    assert "Write in a few words why" in text_of(post(tamsin, undo, why=""))
    assert post(tamsin, undo, why="it was tea money").status_code == 302


def test_only_the_treasurer_writes_and_a_member_sees_nothing(app: Flask, group: AGroup) -> None:
    rows = given(group, 2_000)
    bea = go(app, group, "bea")
    for page in ("", "gifts/", "claims/new", "declarations/", f"declarations/{rows['declaration']}", "small-cash/"):
        found = links_of(bea.get(group.url(f"{AT}/{page}")))
        assert not [
            link
            for link in found
            if link.endswith(("/new", "/undo", "/donor", "/ended", "/sent")) and not link.endswith("claims/new")
        ], page
    for who in ("mo", "femi"):
        assert go(app, group, who).get(group.url(f"{AT}/")).status_code == 403
        assert "gift-aid" not in go(app, group, who).get(group.url("/money/balances")).text


def test_the_last_days_of_gifts_are_on_the_first_page(app: Flask, group: AGroup) -> None:
    table = Table(group)
    with in_books_of(group):
        declared = table.sit().declare(made_on=date(2026, 4, 1))
        operations.change_settings("XR12345", date(2015, 1, 1), queries.settings().version, table.by)
        table.give(4_000, declared, date(2022, 5, 2))
    said = "Last day to claim Gift Aid on £40.00 of gifts"
    assert said not in text_of(go(app, group).get(group.url()))
    with clock_at(datetime(2027, 2, 1, tzinfo=UTC)):
        assert said in text_of(go(app, group).get(group.url()))
        assert "Gift Aid" not in text_of(go(app, group, "mo").get(group.url()))


@pytest.mark.parametrize("page", ["", "declarations/", "gifts/", "claims/new", "small-cash/"])
def test_no_page_asks_more_for_more_gifts(app: Flask, group: AGroup, page: str) -> None:
    given(group, 2_000)
    tamsin, url = go(app, group), group.url(f"{AT}/{page}")
    tamsin.get(url)
    with books.counted(app) as few:
        tamsin.get(url)
    table = Table(group)
    with in_books_of(group):
        table.sit()
        for number in range(6):
            table.give(1_000 + number, table.declare())
            table.collect(100 + number)
    with books.counted(app) as many:
        tamsin.get(url)
    print(page, len(few), len(many))
    assert len(few) <= len(many) <= MOST_QUERIES
