"""Every list of the money books as a workbook: whole, narrowed down as its page, with live totals, and for whom."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from groupkit.access.gate import needs_of
from groupkit.access.permissions import Can
from groupkit.ledger import operations, queries
from groupkit.ledger.lists import Listed, in_slices
from groupkit.workbook import Column, Line, Money, Row
from tests import builders
from tests.browsing import links_of, text_of
from tests.builders import AGroup, in_books_of, sign_in_as
from tests.doors.filled import Filled, filled_group
from tests.doors.pages import address, doors
from tests.ledger import books

LISTS = {
    "ledger.download_list": "ledger.cash_book",
    "ledger.download_balances": "ledger.show_balances",
    "ledger.download_summary": "ledger.show_summary",
    "ledger.download_without_receipt": "ledger.list_without_receipt",
    "bank.download_lines": "bank.list_lines",
    "bank.download_rules": "bank.list_rules",
    "payments.download_requests": "payments.list_requests",
    "payments.download_counts": "payments.list_counts",
    "accounts.download_things": "accounts.list_things",
}
"""Each list with the page that it is on."""


@pytest.fixture(scope="module")
def filled(app: Flask) -> Iterator[Filled]:
    builders.use(app)
    yield filled_group()


def sheets(answer: Any) -> Any:
    assert answer.status_code == 200 and answer.headers["Content-Disposition"].startswith("attachment; filename=g")
    return openpyxl.load_workbook(BytesIO(answer.data), data_only=True)


def values(book: Any) -> list[Any]:
    return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("download", list(LISTS))
def test_every_list_is_on_its_page_and_opens(app: Flask, filled: Filled, download: str) -> None:
    client = sign_in_as(app.test_client(), filled.group.tamsin)
    by_name = {door.endpoint: door for door in doors(app) if door.method == "GET"}
    page = client.get(address(app, by_name[LISTS[download]], filled))
    wanted = address(app, by_name[download], filled)
    assert [link for link in links_of(page) if link.partition("?")[0] == wanted], "no link to it on its page"
    assert [value for value in values(sheets(client.get(wanted))) if isinstance(value, str | int | float)]
    assert needs_of(download) is (Can.KEEP_LEDGER if "rules" in download else Can.TAKE_COPIES)


def test_a_members_own_claims_and_nobody_elses(app: Flask, filled: Filled) -> None:
    mine = values(
        sheets(sign_in_as(app.test_client(), filled.group.mo).get(filled.group.url("/payments/claims/workbook")))
    )
    assert "saffron buns for the vigil" in mine and 6.4 in mine
    theirs = sign_in_as(app.test_client(), filled.group.bea).get(filled.group.url("/payments/claims/workbook"))
    assert "saffron buns for the vigil" not in values(sheets(theirs))


def test_how_somebody_likes_to_be_paid_stands_in_none(app: Flask, filled: Filled) -> None:
    found = values(
        sheets(sign_in_as(app.test_client(), filled.group.tamsin).get(filled.group.url("/payments/workbook")))
    )
    assert "Claim 2" in found and not [value for value in found if "Llanelli" in str(value)]
    assert {"Paid", "The treasurer looks at it first"} <= set(found)


def test_the_lines_are_those_of_the_page_all_of_them(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    books.many_lines(group, 1, 60)
    known = books.ids(group)
    tamsin = sign_in_as(client, group.tamsin)
    sheet = sheets(tamsin.get(group.url("/money/book/workbook?words=payee"))).active
    refs = [row[1].value for row in sheet.iter_rows() if str(row[1].value).startswith("1999-00/")]
    assert len(refs) == 60 and refs[0] == "1999-00/P001"
    assert [cell.value for cell in list(sheet.iter_rows())[-1]][8:10] == [0, 60]
    grant = sheets(tamsin.get(group.url(f"/money/book/workbook?fund={known['fund Starter grant']}")))
    page = text_of(tamsin.get(group.url(f"/money/book?fund={known['fund Starter grant']}")))
    came, went = [cell.value for cell in list(grant.active.iter_rows())[-1]][8:10]
    assert round(came - went, 2) == -79.60 and "-79.60" in page
    assert "Fund: Starter grant" in values(grant) and "Moved" not in values(grant)
    tin = sheets(tamsin.get(group.url(f"/money/book/workbook?account={known['account Cash tin']}")))
    with books.reading(group):
        balance = queries.account_balance(known["account Cash tin"])
    came, went = [cell.value for cell in list(tin.active.iter_rows())[-1]][8:10]
    assert round((came - went) * 100) == balance
    link = next(link for link in links_of(tamsin.get(group.url("/money/book?words=wool"))) if "/book/workbook" in link)
    assert link.endswith("?words=wool")


def test_figures_agree_with_the_pages(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    tamsin = sign_in_as(client, group.tamsin)
    where, what = sheets(tamsin.get(group.url("/money/balances/workbook")))
    with books.reading(group):
        total = queries.total()[0] / 100
    assert list(where.values)[-1][1] == list(what.values)[-1][1] == total
    kinds, funds = sheets(tamsin.get(group.url("/money/summary/workbook?year=2026-27")))
    came, went = list(kinds.values)[-1][2:]
    moved = list(funds.values)[-1]
    assert round(moved[1] + came - went, 2) == round(moved[5], 2) and moved[4] == 0


def test_what_people_wrote_is_text_and_names_of_files_are_plain(client: FlaskClient, group: AGroup) -> None:
    by = group.tamsin.actor
    books.pay(group, books.first_day(), 1000, "=1+1", "Room hire", note="@SUM(A1)")
    with in_books_of(group):
        operations.add_fund("=Fund/2", "designated", by)
    tamsin = sign_in_as(client, group.tamsin)
    for path in ("book/workbook", "balances/workbook", "receipts/missing/workbook"):
        answer = tamsin.get(group.url(f"/money/{path}"))
        for sheet in openpyxl.load_workbook(BytesIO(answer.data)):
            live = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
            assert all(str(formula).startswith("=SUM(") for formula in live)
        assert answer.headers["Content-Disposition"].isascii()


@pytest.mark.pure
def test_totals_count_what_passes_and_nothing_else() -> None:
    rows = [("a", Money(100)), Row(["b", Money(-30)], "quiet"), Line("c"), ("d", None), ("e",)]
    listed = Listed("Some", [Column("What"), Column("In", kind="money")], rows, ("x: y",), ("In",))
    sheet = listed.sheet("Us")
    assert len(list(sheet.rows)) == 5
    foot = sheet.below(5, 9)  # type: ignore[operator]
    total = foot[0].cells[1]
    assert (total.formula, total.pence) == ("=SUM(B5:B9)", 70)
    plain = Listed("Some", [Column("What")], [("a",)]).sheet("Us")
    assert list(plain.rows) == [("a",)] and plain.below(3, 3) == []  # type: ignore[operator]


def test_slices_put_together_are_everything(app: Flask) -> None:
    asked: list[Any] = []

    def read(after: int | None, most: int) -> list[int]:
        asked.append(after)
        begin = 0 if after is None else after + 1
        return list(range(begin, min(begin + most, 10)))

    with app.app_context():
        assert list(in_slices(read, lambda one: one, most=5)) == list(range(10)) and asked == [None, 4, 9]
