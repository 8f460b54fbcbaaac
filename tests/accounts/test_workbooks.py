"""The workbooks of the accounts and the report: cached values are the program's, and an office program agrees."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from groupkit import dates, demo
from groupkit.access.models import User
from groupkit.accounts import making, operations, queries
from groupkit.accounts.making import YearAccounts
from groupkit.dates import Period
from groupkit.db import door_reading
from tests.accounts import any_book
from tests.builders import AGroup, Someone, a_group, in_books_of, sign_in_as
from tests.ledger import books
from tests.ledger.test_pages_workbook import hard_names
from tests.restoring import made_once
from tests.sweep import examples
from tests.workbook import office

KINDS = [("none", "england-and-wales"), ("charity", "england-and-wales"), ("cio", "scotland")]
SEEDS, BATCH = range(examples(2, 12)), 10
YEARS = ("2024-25", "2025-26", "2026-27")


@made_once
def set_up(nation: str, standing: str, seed: int, many: int = 40) -> AGroup:
    group = a_group(nation=nation)
    any_book.write(group, seed, many)
    if seed % 2:
        hard_names(group)
    by = group.tamsin.actor
    with in_books_of(group):
        version = queries.settings().version
        operations.change_settings(standing, "SC012345", "pounds", version, by)
    return group


def download(client: FlaskClient, group: AGroup, page: str) -> bytes:
    answer = sign_in_as(client, group.tamsin).get(group.url(f"/money/accounts/{page}"))
    assert answer.status_code == 200 and ".xlsx" in answer.headers["Content-Disposition"]
    return answer.data


def cached(content: bytes) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def formulas(content: bytes) -> int:
    book = openpyxl.load_workbook(BytesIO(content))
    return sum(
        isinstance(cell.value, str) and cell.value.startswith("=")
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    )


def pence(cell: Any) -> int:
    return 0 if cell in (None, "") else round(float(cell) * 100)


def accounts_of(group: AGroup, label: str) -> YearAccounts:
    actor = group.tamsin.actor
    with books.reading(group):
        found = making.make_year(next(one for one in making.years() if one.label == label), actor)
        assert found.lines
        return found


def check_account(rows: list[list[Any]], accounts: YearAccounts) -> None:
    """Every row of the account, in its order, is the program's to the penny."""
    body = rows[-(len(accounts.shown) + _signing(accounts)) :]
    for line, row in zip(accounts.shown, body, strict=False):
        if line.look == "heading":
            continue
        shown = list(line.amounts) if accounts.columns else []
        wanted = [*shown, line.total, line.last]
        assert [pence(cell) for cell in row[1 : len(wanted) + 1]] == wanted, (line, row)


def _signing(accounts: YearAccounts) -> int:
    return 4 if accounts.settings.is_charity else 3


def check_statement(rows: list[list[Any]], accounts: YearAccounts) -> None:
    """Each account, their sum, and each thing that is owned or owed."""
    at = len(accounts.columns) + 1
    by_label = {str(row[0]): row for row in rows}
    assert pence(by_label["All accounts"][at]) == accounts.cash
    assert "This agrees with the receipts and payments account" in by_label
    for part in accounts.parts:
        for item in part.items:
            assert pence(by_label[item.label][at]) == item.pence
    shown = [pence(row[at]) for row in rows if row[0] in ("Bank", "Cash tin")]
    assert shown == [one.closing for one in accounts.accounts if one.name in ("Bank", "Cash tin")]


def check_same(live: dict[str, list[list[str]]], kept: dict[str, list[list[Any]]]) -> None:
    """What was worked out afresh is what was kept, in every cell of every sheet."""
    for title, rows in kept.items():
        for row, again in zip(rows, live[title], strict=False):
            for cell, value in zip(row, again, strict=False):
                if isinstance(cell, int | float):
                    assert abs(float(value) - cell) < 0.001, (title, row, again)


@pytest.mark.parametrize(("standing", "nation"), KINDS)
@pytest.mark.parametrize("label", YEARS)
def test_cached_values_are_the_programs_own(client: FlaskClient, standing: str, nation: str, label: str) -> None:
    group = set_up(nation, standing, 1)
    content = download(client, group, f"year/workbook?year={label}")
    sheets, accounts = cached(content), accounts_of(group, label)
    check_account(sheets["Receipts and payments"], accounts)
    check_statement(sheets["Assets and liabilities"], accounts)
    assert formulas(content) > 20
    assert not [cell for rows in sheets.values() for row in rows for cell in row if "Somebody" in str(cell)]


@pytest.mark.office
@pytest.mark.sweep
@pytest.mark.parametrize("batch", range(examples(2, 20)))
def test_an_office_program_comes_to_the_same_accounts(client: FlaskClient, batch: int, tmp_path: Path) -> None:
    """200 books in the sweep: each nation and standing, each year, half with names that are hard on sheets."""
    office.needed()
    found, files = [], []
    for seed in range(batch * BATCH, (batch + 1) * BATCH)[: examples(8, BATCH)]:
        standing, nation = KINDS[seed % len(KINDS)]
        label = YEARS[seed // len(KINDS) % len(YEARS)]
        group = set_up(nation, standing, seed, many=16)
        files.append(tmp_path / f"book{seed:03d}.xlsx")
        files[-1].write_bytes(download(client, group, f"year/workbook?year={label}"))
        found.append(accounts_of(group, label))
    for file, live, accounts in zip(files, office.recalculated_each(files), found, strict=True):
        check_same(live, cached(file.read_bytes()))
        check_account(live["Receipts and payments"], accounts)
        check_statement(live["Assets and liabilities"], accounts)


@pytest.mark.office
@pytest.mark.sweep
@pytest.mark.parametrize("seed", SEEDS)
def test_an_office_program_comes_to_the_same_report(client: FlaskClient, seed: int, tmp_path: Path) -> None:
    office.needed()
    group = set_up("england-and-wales", "none", seed)
    file = tmp_path / "report.xlsx"
    file.write_bytes(download(client, group, "report/workbook?from=2025-02-01&to=2026-06-30"))
    live, kept = office.recalculated(file), cached(file.read_bytes())
    check_same(live, kept)
    actor = group.tamsin.actor
    with books.reading(group):
        report = making.make_report(Period(date(2025, 2, 1), date(2026, 6, 30)), actor)
    together = [[pence(cell) for cell in row[1:]] for row in live["Report"] if row[0] == "Together"]
    assert together[0][:2] == [report.opening, report.closing]
    assert [row[0] for row in together[1:3]] == [report.received, report.paid]
    assert together[3][4] == report.closing


@pytest.mark.long
@pytest.mark.office
def test_the_example_group_comes_to_the_same(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    office.needed()
    with app.app_context():
        slug = demo.make_group(dict.fromkeys(demo.PEOPLE, "no way in"), dates.today())
        with door_reading() as door:
            user_id = door.scalars(select(User.id).where(User.username == "tamsin")).one()
    tamsin = Someone("Tamsin", "tamsin", user_id, 0, slug)
    group = AGroup(slug, demo.NAME, tamsin.actor.group, {"tamsin": tamsin})
    for page in ("year", "report"):
        file = tmp_path / f"{page}.xlsx"
        file.write_bytes(download(client, group, f"{page}/workbook"))
        live = office.recalculated(file)
        check_same(live, cached(file.read_bytes()))
        if page == "year":
            accounts = accounts_of(group, "2025-26")
            check_account(live["Receipts and payments"], accounts)
            check_statement(live["Assets and liabilities"], accounts)


def test_an_empty_book_has_a_workbook_too(client: FlaskClient, group: AGroup) -> None:
    for page in ("year/workbook", "report/workbook"):
        assert len(cached(download(client, group, page))) > 2


def test_the_nation_decides_on_the_layout() -> None:
    group = set_up("scotland", "charity", 2)
    assert accounts_of(group, "2025-26").layout.key == "scottish"
