"""Writing in the book: every way of doing it."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from groupkit.ledger import queries, telling
from groupkit.ledger.models import Entry
from tests import builders
from tests.builders import AGroup, form_of, post, text_of
from tests.ledger import books

pytestmark = pytest.mark.usefixtures("at_noon")

PAY = "/money/payments/new"


def answers(group: AGroup, **changes: Any) -> dict[str, Any]:
    """A payment as somebody would fill it in."""
    known = books.ids(group)
    return {
        "day": "1/11/26",
        "amount": "12.50",
        "payee": "Library",
        "account": known["account Bank"],
        "category": known["category Room hire"],
        **changes,
    }


def pay(client: FlaskClient, group: AGroup, **changes: Any) -> TestResponse:
    return post(client, group.url(PAY), **answers(group, **changes))


def stands(group: AGroup, reference: str) -> str:
    """What an entry says, in one sentence."""
    with books.reading(group):
        entry = books.entry_of(reference)
        last = queries.latest_transaction(entry.id)
        return f"{last.day:%d/%m/%y} {telling.say_legs(entry.kind, queries.legs_of(last.id), queries.choices())}"


def entries(group: AGroup) -> int:
    return builders.count(Entry, group=group)


# ---- The jobs ----


def test_record_payment(desk_client: FlaskClient, group: AGroup) -> None:
    answer = pay(desk_client, group, note="November")
    assert answer.location == group.url("/money/entries/2026-27/P001")
    assert stands(group, "2026-27/P001") == "01/11/26 £12.50 out of Bank: Room hire · General"
    shown = text_of(desk_client.get(answer.location))
    assert "Saved as 2026-27/P001. Write that number on the paper receipt" in shown
    assert "November" in shown


def test_record_receipt(desk_client: FlaskClient, group: AGroup) -> None:
    category = books.ids(group)["category Donations"]
    post(desk_client, group.url("/money/receipts/new"), **answers(group, category=category))
    assert stands(group, "2026-27/R001") == "01/11/26 £12.50 into Bank: Donations · General"


def test_takings_less_a_charge_are_written_gross(desk_client: FlaskClient, group: AGroup) -> None:
    url, category = group.url("/money/receipts/new"), books.ids(group)["category Raffle and teas"]
    asked = desk_client.post(
        url, data=form_of(desk_client.get(url)) | answers(group, category=category, more="charge", amount="97.50")
    )
    assert "How much arrived?" in text_of(asked)
    desk_client.post(url, data=form_of(asked) | {"charge": "2.50"})
    assert stands(group, "2026-27/R001") == (
        "01/11/26 £97.50 into Bank: £100.00 Raffle and teas · General and less £2.50 Bank charges · General"
    )


def test_one_receipt_for_several_things_without_scripts_loses_nothing(desk_client: FlaskClient, group: AGroup) -> None:
    books.with_grant(group)
    known, url = books.ids(group), group.url(PAY)
    rows = desk_client.post(url, data=form_of(desk_client.get(url)) | answers(group, more="several", note="Keep me"))
    filled = form_of(rows)
    assert (filled["amount"], filled["note"], filled["payee"]) == ("12.50", "Keep me", "Library")
    assert filled["parts-0-category"] == str(known["category Room hire"])
    more = desk_client.post(url, data=filled | {"parts-0-amount": "10", "more": "parts"})
    filled = form_of(more)
    assert filled["parts-0-amount"] == "10"
    assert "parts-3-amount" in filled
    desk_client.post(
        url,
        data=filled
        | {
            "parts-3-amount": "2.50",
            "parts-3-category": known["category Materials"],
            "parts-3-fund": known["fund Starter grant"],
            "parts-3-heading": known["heading Materials"],
            "below_zero": "The grant comes next week",
        },
    )
    assert stands(group, "2026-27/P001") == (
        "01/11/26 £12.50 out of Bank: £10.00 Room hire · General and £2.50 Materials · Starter grant (Materials)"
    )


def test_parts_that_do_not_add_up_are_told(desk_client: FlaskClient, group: AGroup) -> None:
    known, url = books.ids(group), group.url(PAY)
    rows = desk_client.post(url, data=form_of(desk_client.get(url)) | answers(group, more="several"))
    answer = desk_client.post(
        url,
        data=form_of(rows)
        | {"parts-0-amount": "10", "parts-1-amount": "2", "parts-1-category": known["category Materials"]},
    )
    assert "The parts come to £12.00, and the amount is £12.50" in text_of(answer)
    assert form_of(answer)["parts-1-amount"] == "2"
    assert entries(group) == 0


def test_a_row_needs_both_an_amount_and_what_it_was_for(desk_client: FlaskClient, group: AGroup) -> None:
    url = group.url(PAY)
    rows = desk_client.post(url, data=form_of(desk_client.get(url)) | answers(group, more="several"))
    answer = desk_client.post(url, data=form_of(rows) | {"parts-1-amount": "2"})
    assert "Choose what this part was for" in text_of(answer)
    assert "Write the amount, like 12.50" in text_of(answer)


def test_rows_without_end_are_no_mishap(desk_client: FlaskClient, group: AGroup) -> None:
    url, category = group.url(PAY), books.ids(group)["category Room hire"]
    rows = {
        f"parts-{number}-{name}": value
        for number in range(200)
        for name, value in (("amount", "1"), ("category", category))
    }
    filled = form_of(desk_client.get(url)) | answers(group, several="1", amount="200", **rows)
    answer = desk_client.post(url, data=filled)
    assert answer.status_code == 200
    assert entries(group) == 0


def test_record_move(desk_client: FlaskClient, group: AGroup) -> None:
    known = books.ids(group)
    places = {"from_account": known["account Bank"], "to_account": known["account Cash tin"]}
    post(desk_client, group.url("/money/moves/new"), day="1/11/26", amount="20", **places)
    assert stands(group, "2026-27/M001") == "01/11/26 £20.00 moved from Bank to Cash tin"
    same = places | {"to_account": known["account Bank"]}
    answer = post(desk_client, group.url("/money/moves/new"), day="1/11/26", amount="20", **same)
    assert "Choose two different places" in text_of(answer)


def test_record_fund_move_needs_a_reason(desk_client: FlaskClient, group: AGroup) -> None:
    books.with_grant(group)
    known, url = books.ids(group), group.url("/money/fund-moves/new")
    funds = {
        "from_fund": known["fund General"],
        "to_fund": known["fund Starter grant"],
        "day": "1/11/26",
        "amount": "20",
    }
    assert "Write why, or who agreed to it" in text_of(post(desk_client, url, **funds))
    post(desk_client, url, note="Agreed in May", **funds)
    assert stands(group, "2026-27/M001") == "01/11/26 £20.00 moved from General to Starter grant"


def test_record_opening_by_fund_and_once_for_each_account(desk_client: FlaskClient, group: AGroup) -> None:
    books.with_grant(group)
    known, url = books.ids(group), group.url("/money/opening/new")
    sums = {"parts-0-amount": "100", "parts-1-amount": "40"}
    post(desk_client, url, day="1/4/26", account=known["account Bank"], **sums)
    assert stands(group, "2026-27/B001") == "01/04/26 £140.00 in Bank: £100.00 General and £40.00 Starter grant"
    page = text_of(desk_client.get(url))
    assert "Where is it? Cash tin" in page
    post(desk_client, url, day="1/4/26", **{"parts-0-amount": "5"})
    assert "Every account has its beginning" in text_of(desk_client.get(url))


def test_money_that_came_back_is_prefilled_and_lowers_what_was_spent(desk_client: FlaskClient, group: AGroup) -> None:
    named = books.a_year(group)
    page = desk_client.get(group.url(f"/money/entries/{named['below']}"))
    url = next(link for link in builders.links_of(page) if "/refunds/new" in link)
    filled = form_of(desk_client.get(url))
    known = books.ids(group)
    assert filled["category"] == str(known["category Room hire"])
    assert (filled["fund"], filled["heading"]) == (str(known["fund Starter grant"]), str(known["heading Room"]))
    assert (filled["amount"], filled["note"]) == ("", f"For {named['below']}")
    desk_client.post(url, data=filled | {"day": "2/11/26", "amount": "100"})
    with books.reading(group):
        room = next(one for one in queries.by_heading(known["fund Starter grant"]) if one.name == "Room")
    assert room.spent == 47600 - 10000


def test_save_and_write_another_keeps_day_and_account(desk_client: FlaskClient, group: AGroup) -> None:
    answer = pay(desk_client, group, again="1")
    filled = form_of(desk_client.get(answer.location))
    assert (filled["day"], filled["account"]) == ("1 Nov 2026", str(books.ids(group)["account Bank"]))
    assert (filled["payee"], filled["amount"]) == ("", "")


def test_an_entry_is_repeated(desk_client: FlaskClient, group: AGroup) -> None:
    named = books.a_year(group)
    filled = form_of(desk_client.get(group.url(f"{PAY}?again={named['milk']}")))
    assert (filled["payee"], filled["day"]) == ("Corner shop", "")
    assert filled["category"] == str(books.ids(group)["category Refreshments"])
    split = form_of(desk_client.get(group.url(f"{PAY}?again={named['split']}")))
    assert (split["parts-0-amount"], split["parts-1-amount"]) == ("18.60", "6.35")


@pytest.mark.parametrize("again", ["2026-27/P999", "nonsense", "2026-27/R001", "/", "2026-27/P" + "9" * 30])
def test_an_address_that_names_nothing_to_repeat_gives_an_empty_form(
    desk_client: FlaskClient,
    group: AGroup,
    again: str,
) -> None:
    books.a_year(group)
    assert form_of(desk_client.get(group.url(f"{PAY}?again={again}")))["payee"] == ""


def test_those_who_were_paid_before_are_offered_with_how_it_was_coded(desk_client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    known = books.ids(group)
    html = desk_client.get(group.url(PAY)).get_data(as_text=True)
    option = re.search(r'<option value="Corner shop"[^>]*>', html)
    assert option
    assert f'data-category="{known["category Refreshments"]}"' in option[0]
    assert f'data-account="{known["account Cash tin"]}"' in option[0]
    assert html.count('<option value="Library back room"') == 1
    assert "Tea money" not in html
    assert "Written twice" not in html


def test_balances_stand_beside_accounts_and_funds(desk_client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    words = text_of(desk_client.get(group.url(PAY)))
    assert "Bank £90.85" in words
    assert "Starter grant −£79.60" in words


def test_a_group_with_one_fund_is_not_asked_for_it(desk_client: FlaskClient, group: AGroup) -> None:
    assert "Which fund" not in text_of(desk_client.get(group.url(PAY)))


def test_a_heading_of_another_fund_is_told(desk_client: FlaskClient, group: AGroup) -> None:
    books.with_grant(group)
    known = books.ids(group)
    answer = pay(desk_client, group, fund=known["fund General"], heading=known["heading Room"])
    assert "That heading belongs to another fund" in text_of(answer)
