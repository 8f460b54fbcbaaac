"""The pages of the year end: what each person reads and can do, the pack's workbook, and the receipts in their ZIP."""

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient

from groupkit.accounts import closings
from groupkit.budgets import operations as budgets
from groupkit.budgets.rules import Planned
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as book
from groupkit.ledger.models import Entry
from groupkit.pictures import Prepared
from groupkit.yearend import looking
from tests.accounts import any_book
from tests.accounts.test_workbooks import cached, check_account, check_same, check_statement
from tests.browsing import post, text_of
from tests.builders import AGroup, in_books_of, sign_in_as
from tests.ledger import books
from tests.workbook import office
from tests.yearend.test_closing import FIRST, SECOND, close, standing

YEARS, CLOSE = "/money/year-end/", "/money/year-end/close?year=2024-25"
PHOTO = b"\xff\xd8 a receipt"


def fill(group: AGroup, seed: int = 21) -> None:
    any_book.write(group, seed)
    with in_books_of(group):
        entries = [entry for entry in _entries() if entry.kind == "payment"][:2]
        for entry in entries:
            ledger.attach_receipt(entry, Prepared(PHOTO, "image/jpeg", 1, 1, "IMG_2231.jpg"), group.tamsin.actor)


def _entries() -> list[Entry]:
    from groupkit.db import db

    return db.session.query(Entry).filter_by(year="2024-25").order_by(Entry.id).all()


def test_a_year_is_looked_over_and_closed(client: FlaskClient, group: AGroup) -> None:
    fill(group)
    tamsin = sign_in_as(client, group.tamsin)
    words = text_of(tamsin.get(group.url(YEARS)))
    assert "2026-27 running" in words and words.count("Look it over and close it") == 2
    page = text_of(tamsin.get(group.url(CLOSE)))
    assert "Not held against a statement" in page and "Go to the bank" in page
    refused = text_of(post(tamsin, group.url(CLOSE), why=""))
    assert "Say in a few words why the year is closed" in refused
    assert "not over yet" in text_of(tamsin.get(group.url("/money/year-end/close?year=2026-27")))
    assert tamsin.get(group.url("/money/year-end/close?year=1812-13")).status_code == 404
    done = text_of(post(tamsin, group.url(CLOSE), why="nobody has the statements", follow=True))
    assert "2024-25 is closed" in done and "nobody has the statements" in done
    year = text_of(tamsin.get(group.url("/money/accounts/year?year=2024-25")))
    assert "This year was closed on" in year


def test_the_book_that_changed_meanwhile_is_shown_before_it_is_closed(client: FlaskClient, group: AGroup) -> None:
    fill(group)
    tamsin = sign_in_as(client, group.tamsin)
    words = text_of(post(tamsin, group.url(CLOSE), why="in a hurry", seen="12"))
    assert "Something in the book has changed" in words and "in a hurry" in words
    with books.reading(group):
        assert not closings.closings()


def test_two_officers_open_it_again_and_others_only_look(client: FlaskClient, group: AGroup) -> None:
    fill(group)
    close(group, FIRST)
    with books.reading(group):
        at = f"/money/year-end/closed/{standing(FIRST).row.id}"
    tamsin = sign_in_as(client, group.tamsin)
    assert "Asked" in text_of(post(tamsin, group.url(f"{at}/open"), why="a receipt turned up", follow=True))
    assert "takes somebody else" in text_of(post(tamsin, group.url(f"{at}/open/agree")))
    carys = sign_in_as(client, group.carys)
    home = text_of(carys.get(group.url("/")))
    assert "asks to open 2024-25 again" in home
    assert "I agree" in text_of(carys.get(group.url(at)))
    assert "is open again" in text_of(post(carys, group.url(f"{at}/open/agree"), follow=True))
    mo = sign_in_as(client, group.mo)
    assert mo.get(group.url(at)).status_code == 403
    femi = sign_in_as(client, group.femi)
    assert femi.get(group.url("/money/year-end/pack/workbook")).status_code == 403


def test_who_looked_it_over_is_written_down_with_their_report(client: FlaskClient, group: AGroup) -> None:
    fill(group)
    close(group, FIRST)
    with books.reading(group):
        at = f"/money/year-end/closed/{standing(FIRST).row.id}"
    tamsin = sign_in_as(client, group.tamsin)
    form = {"who": "Ms Okonjo", "day": "31/3/2025", "outcome": "remarks", "remarks": ""}
    assert "looked over after that" in text_of(post(tamsin, group.url(f"{at}/looked-over"), **form))
    form |= {"day": "2/5/2026"}
    assert "Write down what they said" in text_of(post(tamsin, group.url(f"{at}/looked-over"), **form))
    form |= {"remarks": "Number the slips"}
    words = text_of(post(tamsin, group.url(f"{at}/looked-over"), **form, follow=True))
    assert "Ms Okonjo" in words and "Number the slips" in words and "closed and looked over" in words
    assert "closed and looked over" in text_of(tamsin.get(group.url(YEARS)))


def test_every_receipt_is_in_the_zip_by_its_reference(client: FlaskClient, group: AGroup) -> None:
    fill(group)
    close(group, FIRST)
    tamsin = sign_in_as(client, group.tamsin)
    answer = tamsin.get(group.url("/money/year-end/pack/receipts?year=2024-25"))
    assert answer.headers["Content-Disposition"].endswith("2024-25.zip")
    zipped = ZipFile(BytesIO(answer.data))
    names = [name for name in zipped.namelist() if name != "what-is-here.txt"]
    assert len(names) == 2 and all(name.startswith("2024-25-P0") and name.endswith("-1.jpg") for name in names)
    assert {zipped.read(name) for name in names} == {PHOTO}
    assert all(name in zipped.read("what-is-here.txt").decode() for name in names)
    empty = ZipFile(BytesIO(tamsin.get(group.url("/money/year-end/pack/receipts?year=2026-27")).data))
    assert "There are no receipts" in empty.read("what-is-here.txt").decode()


def test_the_pack_has_the_accounts_the_book_and_what_to_look_at(client: FlaskClient, group: AGroup) -> None:
    fill(group)
    close(group, FIRST)
    tamsin = sign_in_as(client, group.tamsin)
    assert "Receipts and payments" not in text_of(tamsin.get(group.url("/money/year-end/pack?year=2024-25")))
    sheets = cached(tamsin.get(group.url("/money/year-end/pack/workbook?year=2024-25")).data)
    assert next(iter(sheets)) == "Cover" and list(sheets)[-1] == "Cash book"
    with books.reading(group):
        accounts = closings.book_years().accounts_of(FIRST, group.tamsin.actor)
        assert accounts.lines
        funds = [one for one in book.by_fund(FIRST.first, FIRST.last) if one.name == "General"]
    check_account(sheets["Receipts and payments"], accounts)
    check_statement(sheets["Assets and liabilities"], accounts)
    general = next(row for row in sheets["Funds"] if row[0] == "General")
    assert round(general[6] * 100) == funds[0].closing
    why = [str(row[6]) for row in sheets["Lines to look at"] if row[6]]
    assert any("no receipt" in words for words in why) and any("largest paid" in words for words in why)
    assert any("Somebody" in str(cell) for row in sheets["Cash book"] for cell in row)
    assert any("closed on" in str(cell) for row in sheets["Cover"] for cell in row)
    printed = text_of(tamsin.get(group.url("/money/year-end/checklist?year=2024-25")))
    assert "The bank agrees" in printed and "2024-25" in printed


def agree_a_budget(group: AGroup) -> None:
    by, known = group.tamsin.actor, books.ids(group)
    with in_books_of(group):
        row = budgets.begin_draft(SECOND, "empty", by)
        planned = {known["category Room hire"]: Planned(25_000), known["category Subs"]: Planned(9_000)}
        draft = budgets.change_draft(row.id, row.version, planned, by)
        budgets.agree(draft.id, draft.version, SECOND.first, "committee", by)


def test_the_budget_of_the_year_stands_in_the_pack(client: FlaskClient, group: AGroup) -> None:
    fill(group)
    agree_a_budget(group)
    for year in (FIRST, SECOND):
        close(group, year)
    made = sign_in_as(client, group.tamsin).get(group.url("/money/year-end/pack/workbook?year=2025-26"))
    rows = {(row[0], row[1]): row for row in cached(made.data)["Budget"]}
    room = rows["Room hire", "Money out"]
    assert room[2] == 250 and round(room[4] * 100) == 25_000 - round(room[3] * 100)
    with books.reading(group):
        spent = sum(one.pence for one in book.by_category(SECOND.first, SECOND.last) if one.direction == "out")
    assert round(rows["Together", "Money out"][3] * 100) == spent


@pytest.mark.office
def test_an_office_program_comes_to_the_same_pack(client: FlaskClient, group: AGroup, tmp_path: Path) -> None:
    office.needed()
    fill(group)
    agree_a_budget(group)
    for year in (FIRST, SECOND):
        close(group, year)
    file = tmp_path / "pack.xlsx"
    file.write_bytes(sign_in_as(client, group.tamsin).get(group.url("/money/year-end/pack/workbook?year=2025-26")).data)
    check_same(office.recalculated(file), cached(file.read_bytes()))


def test_a_book_without_a_year_says_so(client: FlaskClient, group: AGroup) -> None:
    tamsin = sign_in_as(client, group.tamsin)
    for page in (YEARS, "/money/year-end/close", "/money/year-end/pack", "/money/year-end/checklist"):
        assert tamsin.get(group.url(page)).status_code == 200
    with in_books_of(group):
        assert looking.look(FIRST, group.tamsin.actor).accounts.cash == 0
        assert date(2025, 3, 31) == FIRST.last
