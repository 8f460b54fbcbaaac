"""The cash book as a workbook: the program's own figures, live in an office program, and cached for a phone."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient

from groupkit import history
from groupkit.dates import EARLIEST, LATEST, FinancialYear, YearEnd
from groupkit.db import db
from groupkit.ledger import book_workbook, operations, queries
from groupkit.ledger.book_rows import Labels
from groupkit.ledger.queries import Choice, Choices
from groupkit.ledger.rules import Legs, Part
from tests.builders import AGroup, a_group, in_books_of, links_of, sign_in_as, text_of
from tests.ledger import books
from tests.sweep import some
from tests.workbook import office

pytestmark = pytest.mark.usefixtures("at_noon")

THIS_YEAR = FinancialYear.holding(date(2026, 11, 18), YearEnd(3, 31))
LAST_YEAR = THIS_YEAR.before(YearEnd(3, 31))
PERIODS = {"whole": None, THIS_YEAR.label: THIS_YEAR, LAST_YEAR.label: LAST_YEAR}
HARD_NAMES = [
    "May 2026",
    "2024",
    "1/4",
    "TRUE",
    "Teas",
    "teas",
    "Te*s",
    '=HYPERLINK("x")',
    "~",
    'O\'Brien & "Sons"',
    "🧶",
]


def download(client: FlaskClient, group: AGroup, label: str = "whole") -> bytes:
    answer = client.get(group.url(f"/money/copies/{label}"))
    assert answer.status_code == 200
    return answer.data


def a_hard_book(group: AGroup) -> None:
    """A believable year, with names that a spreadsheet would misread and corrections after it was settled."""
    named = books.a_year(group)
    by = group.tamsin.actor
    with in_books_of(group):
        operations.settle_book(date(2026, 3, 31), "Yearly meeting", by)
    books.correct(group, named["room"], pence=2350, reason="They put the price up")
    with in_books_of(group):
        entry = books.entry_of(named["raffle"])
        legs = queries.legs_of(queries.latest_transaction(entry.id).id)
        takings, charge = legs.purpose
        right = Legs((replace(legs.money[0], pence=9850),), (replace(takings, pence=10100), charge))
        operations.correct_entry(entry, 0, day=date(2026, 3, 1), reason="Counted again", by=by, legs=right)
        entry = books.entry_of(named["split"])
        operations.void_entry(entry, 0, reason="It was never paid", by=by)
        entry = books.entry_of(named["fund move"])
        operations.void_entry(entry, 0, reason="Not agreed after all", by=by)
    hard_names(group)


def hard_names(group: AGroup) -> None:
    """For each hard name a fund and a kind of money both ways, and money in and out of them."""
    by, bank = group.tamsin.actor, books.ids(group)["account Bank"]
    with in_books_of(group):
        for number, name in enumerate(HARD_NAMES, start=1):
            fund = operations.add_fund(name, "designated", by)
            came, went = operations.add_category(name, "in", by), operations.add_category(name, "out", by)
            big, small = number * 1000 + 7, number * 100 + 3
            operations.record_receipt(
                day=date(2026, 5, number),
                account=bank,
                amount=big,
                payee=name,
                by=by,
                parts=[Part(big, came.id, fund.id)],
                note=name,
            )
            operations.record_payment(
                day=date(2026, 6, number),
                account=bank,
                amount=small,
                payee=name,
                by=by,
                parts=[Part(small, went.id, fund.id)],
            )
        operations.add_account("History: [Jar]*?", "tin", by)


def figures(group: AGroup, year: FinancialYear | None) -> tuple[list[int], list[int], list[tuple[int, ...]], list[int]]:
    """The program's own: by category in and out, by fund, and what is in each account."""
    first, last = (year.first, year.last) if year else (EARLIEST, LATEST)
    with books.reading(group):
        sums = queries.by_category(first, last)
        funds = [(one.received, one.paid, one.moved, one.closing) for one in queries.by_fund(first, last)]
        places = queries.balances(last if year else None).accounts
    return (
        [one.pence for one in sums if one.direction == "in"],
        [one.pence for one in sums if one.direction == "out"],
        funds,
        [place.pence for place in places],
    )


def pence(cell: Any) -> int:
    return round(float(cell) * 100)


def read(sheets: dict[str, list[list[Any]]]) -> tuple[list[int], list[int], list[tuple[int, ...]], list[int]]:
    """The same figures as the workbook shows them."""
    rows = sheets["By category"][3:-2]
    came, went = ([pence(row[column]) for row in rows if row[column] not in ("", None)] for column in (1, 2))
    funds = [(pence(row[3]), pence(row[4]), pence(row[5]), pence(row[6])) for row in sheets["By fund"][3:-1]]
    cover = sheets["Cover"]
    names = [row[0] for row in cover]
    accounts = [pence(row[2]) for row in cover[6 : names.index("All accounts")]]
    return came, went, funds, accounts


def cached(content: bytes) -> dict[str, list[list[Any]]]:
    """What a reader sees that does not calculate: Protected View, a phone."""
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


@pytest.mark.parametrize("label", PERIODS)
def test_cached_values_are_the_programs_own_figures(client: FlaskClient, group: AGroup, label: str) -> None:
    a_hard_book(group)
    content = download(sign_in_as(client, group.tamsin), group, label)
    assert read(cached(content)) == figures(group, PERIODS[label])


@pytest.mark.office
@pytest.mark.parametrize("label", some([*PERIODS][::-1], 1))
def test_an_office_program_comes_to_the_same(client: FlaskClient, group: AGroup, label: str, tmp_path: Path) -> None:
    office.needed()
    a_hard_book(group)
    file = tmp_path / "book.xlsx"
    file.write_bytes(download(sign_in_as(client, group.tamsin), group, label))
    live, kept = office.recalculated(file), cached(file.read_bytes())
    assert read(live) == figures(group, PERIODS[label])
    assert "Accounts and funds agree" in [row[0] for row in live["Cover"]]
    for title, rows in kept.items():
        for row, again in zip(rows, live[title], strict=False):
            for cell, value in zip(row, again, strict=False):
                if isinstance(cell, int | float):
                    assert abs(float(value) - cell) < 0.001, (title, row, again)


@pytest.mark.parametrize("label", PERIODS)
def test_the_last_balance_of_each_account_sheet_is_what_is_in_it(
    client: FlaskClient,
    group: AGroup,
    label: str,
) -> None:
    a_hard_book(group)
    sheets = cached(download(sign_in_as(client, group.tamsin), group, label))
    for title, wanted in zip(("Bank", "Cash tin"), figures(group, PERIODS[label])[3], strict=False):
        together, last = sheets[title][-1], sheets[title][-2]
        assert together[0] == "Together"
        assert pence(together[9]) == pence(last[9]) == wanted


def test_lines_as_the_treasurer_knows_them(client: FlaskClient, group: AGroup) -> None:
    named = books.a_year(group)
    bank = cached(download(sign_in_as(client, group.tamsin), group))["Bank"]
    assert bank[1] == [
        "Date",
        "Ref",
        "Who",
        "What for",
        "Fund",
        "Budget heading",
        "Counts as",
        "In",
        "Out",
        "Balance",
        "Note",
    ]

    def rows(reference: str) -> list[list[Any]]:
        return [row[2:9] + row[10:] for row in bank if row[1] == reference]

    assert rows(named["split"]) == [
        ["Wool and needles", "Materials", "Starter grant", "Materials", "Money out", None, 18.6, None],
        ["Wool and needles", "Refreshments", "General", None, "Money out", None, 6.35, None],
    ]
    assert rows(named["refund"])[0][4:7] == ["Money out", 5, None]
    assert [row[4:7] for row in rows(named["raffle"])] == [["Money in", 100, None], ["Money out", None, 2.5]]
    assert rows(named["wrong"])[0][5:] == [None, 15.2, "Corrected"]
    assert rows(named["void"]) == [["Written twice", "Void", None, None, None, None, None, "Void: was £9.99 Materials"]]
    assert rows(named["move"]) == [[None, "Moved to Cash tin", None, None, "Move", None, 20, "For the outing"]]
    assert rows(named["below"])[0][7] == "This took a fund below nothing"


def test_a_year_begins_with_what_was_brought_forward(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    sheets = cached(download(sign_in_as(client, group.tamsin), group, THIS_YEAR.label))
    assert sheets["Bank"][2][3] == "Brought forward"
    assert pence(sheets["Bank"][2][9]) == 55505
    assert not [row for row in sheets["Bank"] if str(row[1]).startswith("2025-26")]


def test_the_cover_lets_a_cut_off_end_be_noticed(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    cover = " ".join(str(row[0]) for row in cached(download(sign_in_as(client, group.tamsin), group))["Cover"])
    with books.reading(group):
        head = history.head()
    assert f"{head.hash[:32]} {head.hash[32:]}" in cover
    assert f"it had {head.number} lines" in cover
    assert "Hill Street Mornings" in cover
    assert "Accounts and funds agree" in cover


def test_words_are_never_formulas(client: FlaskClient, group: AGroup) -> None:
    a_hard_book(group)
    content = download(sign_in_as(client, group.tamsin), group)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    formulas = [formula for sheet in sheets for formula in re.findall(r"<f>(.*?)</f>", sheet)]
    assert formulas
    assert not [formula for formula in formulas if not re.match(r"SUM\(|SUMIFS\(|IF\(ROUND\(|[A-Z]+\d+[-+]", formula)]
    assert '=HYPERLINK("x")' in [row[2] for row in cached(content)["Bank"]]


def test_the_file_is_named_after_the_short_name_and_nothing_else(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    answer = sign_in_as(client, group.tamsin).get(group.url(f"/money/copies/{THIS_YEAR.label}"))
    assert answer.headers["Content-Disposition"] == f"attachment; filename={group.slug}-cash-book-2026-27.xlsx"
    assert answer.headers["Cache-Control"] == "no-store"
    answer.close()


def test_an_empty_book_is_a_workbook_too(client: FlaskClient, group: AGroup) -> None:
    sheets = cached(download(sign_in_as(client, group.tamsin), group))
    assert list(sheets) == ["Cover", "Bank", "Cash tin", "By category", "By fund"]


def test_a_group_without_any_account(client: FlaskClient) -> None:
    bare = a_group(has_bank=False, has_tin=False)
    assert "Cover" in cached(download(sign_in_as(client, bare.tamsin), bare))


def test_a_hundred_accounts_give_plain_figures_and_no_mishap(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    by = group.tamsin.actor
    with in_books_of(group):
        for number in range(100):
            operations.add_account(f"A jar with quite a long name {number}", "tin", by)
    content = download(sign_in_as(client, group.tamsin), group)
    assert read(cached(content)) == figures(group, None)


def test_take_copies_offers_each_year_and_no_year_that_is_none(client: FlaskClient, group: AGroup) -> None:
    books.a_year(group)
    sign_in_as(client, group.bea)
    answer = client.get(group.url("/money/copies"))
    assert [link for link in links_of(answer) if "/copies/" in link] == [
        group.url(f"/money/copies/{label}") for label in (THIS_YEAR.label, "whole", LAST_YEAR.label)
    ]
    assert "Think before you send it on" in text_of(answer)
    for label in ("1999-00", "nonsense", "2026-27.xlsx"):
        assert client.get(group.url(f"/money/copies/{label}")).status_code == 404


def test_what_is_written_meanwhile_is_not_half_in_it(group: AGroup) -> None:
    """A line that is written between two sheets is in neither: all sheets show the book as it was at the start."""
    books.a_year(group)
    with books.reading(group):
        taken = book_workbook._snapshot(None, group.name)
    books.pay(group, date(2026, 11, 17), 100, "Late", "Materials")
    with books.reading(group):
        sheets = list(book_workbook._accounts(taken))
        rows = [row for sheet in sheets for row in sheet.rows]
    assert "Late" not in str(rows)


def test_labels_are_never_alike_and_never_figures() -> None:
    known = Choices(
        [Choice("fund", number, name, "general", 0, False) for number, name in enumerate(HARD_NAMES, start=1)]
    )
    labels = Labels.of(known)
    made = [labels("fund", number) for number in range(1, len(HARD_NAMES) + 1)]
    assert len({label.casefold() for label in made}) == len(HARD_NAMES)
    assert made[:6] == ["May 2026 (fund)", "2024 (fund)", "1/4 (fund)", "TRUE (fund)", "Teas", "teas (2)"]


def test_memory_and_transactions_while_it_is_written(group: AGroup) -> None:
    """Between two slices of lines nothing is held open."""
    books.many_lines(group, 1, 1100)
    with books.reading(group):
        lines = queries.all_lines_in_slices(queries.Sought(), queries.last_id())
        open_after = [db.session().in_transaction() for _ in lines]
    assert len(open_after) == 1100
    assert not any(open_after)
