"""The lines for a critical friend: chosen fields, the program's own sums, and nothing that anybody wrote in words."""

import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from groupkit.ledger import lines_workbook, queries
from groupkit.ledger.book_rows import Labels
from groupkit.ledger.lines_workbook import COLUMNS
from tests.builders import AGroup, a_group, in_books_of, links_of, sign_in_as, text_of
from tests.ledger import books
from tests.ledger.test_pages_workbook import a_hard_book
from tests.workbook import office

pytestmark = pytest.mark.usefixtures("at_noon")

HEADINGS = [column.heading for column in COLUMNS]


def rows_of(data: bytes) -> list[dict[str, object]]:
    """The lines below the headings, each by its heading; the sum in the last row left out."""
    sheet = load_workbook(BytesIO(data), data_only=True).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(number for number, row in enumerate(rows) if row[: len(HEADINGS)] == HEADINGS)
    end = next(number for number, row in enumerate(rows) if row[0] == "Together, with moves")
    return [dict(zip(HEADINGS, row, strict=False)) for row in rows[start + 1 : end] if row[1]]


def pence(value: object) -> int:
    return round(float(str(value or 0)) * 100)


@pytest.fixture
def hard(group: AGroup) -> AGroup:
    a_hard_book(group)
    return group


def whole(client: FlaskClient, group: AGroup) -> bytes:
    return sign_in_as(client, group.femi).get(group.url("/money/lines/whole")).data


def test_only_the_chosen_fields_stand_in_it(client: FlaskClient, hard: AGroup):
    assert HEADINGS == ["Date", "Ref", "Account", "What for", "Fund", "Budget heading", "Counts as", "In", "Out"]
    with books.reading(hard):
        known = {*Labels.of(queries.choices())._made.values(), "", None, "At the start", "Void"}
    rows = rows_of(whole(client, hard))
    assert len(rows) > 30
    for row in rows:
        assert {row[name] for name in ("Account", "What for", "Fund", "Budget heading")} <= known
        assert row["Counts as"] in ("Money in", "Money out", "Move", "Start", "", None)


def test_it_comes_to_what_is_in_the_accounts_and_in_each_of_them(client: FlaskClient, hard: AGroup):
    rows = rows_of(whole(client, hard))
    with books.reading(hard):
        balances = queries.balances()
        labels = Labels.of(queries.choices())
        by_fund = {labels("fund", place.id): place.pence for place in balances.funds}
        by_account = {labels("account", place.id): place.pence for place in balances.accounts}
    for name, expected in (("Account", by_account), ("Fund", by_fund)):
        for label, in_pence in expected.items():
            found = sum(pence(row["In"]) - pence(row["Out"]) for row in rows if row[name] == label)
            assert found == in_pence, label
    assert sum(pence(row["In"]) - pence(row["Out"]) for row in rows) == balances.total


def test_payees_and_notes_are_never_read(group: AGroup, monkeypatch: pytest.MonkeyPatch):
    books.a_year(group)

    def read(*_: object) -> None:
        raise AssertionError("somebody read who was paid")

    monkeypatch.setattr("groupkit.ledger.queries.lines.wordings_of", read)
    with in_books_of(group):
        book, name = lines_workbook.make(None, "A group", "a-group")
        book.close()
    assert name == "a-group-lines.xlsx"


def test_a_year_at_a_time_and_no_year_that_is_none(client: FlaskClient, group: AGroup):
    books.a_year(group)
    sign_in_as(client, group.femi)
    page = client.get(group.url("/money/lines"))
    assert "names left out" in text_of(page)
    links = [link for link in links_of(page) if "/money/lines/" in link]
    assert len(links) >= 2
    assert all(client.get(link).status_code == 200 for link in links)
    assert client.get(group.url("/money/lines/1999-00")).status_code == 404
    assert group.url("/money/lines") in links_of(client.get(group.url("/money/book")))
    assert client.get(group.url("/money/copies/whole")).status_code == 403


def test_an_empty_book_is_a_workbook_too(client: FlaskClient):
    assert rows_of(whole(client, a_group())) == []


def test_an_office_program_comes_to_the_same_sums(client: FlaskClient, hard: AGroup):
    office.needed()
    data = whole(client, hard)
    rows = rows_of(data)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.xlsx"
        path.write_bytes(data)
        [sheet] = office.recalculated(path).values()
    [last] = [row for row in sheet if row[0] == "Together, with moves"]
    assert [pence(last[7]), pence(last[8])] == [sum(pence(row[name]) for row in rows) for name in ("In", "Out")]
