"""The workbook of a budget: cached values are the program's, and an office program agrees."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from groupkit.budgets import making, queries
from groupkit.budgets.making import Compared
from tests.accounts import any_book
from tests.accounts.test_workbooks import cached, check_same, formulas, pence
from tests.budgets import planning
from tests.builders import AGroup, in_books_of, sign_in_as
from tests.ledger import books
from tests.ledger.test_pages_workbook import hard_names
from tests.sweep import examples
from tests.workbook import office
from tests.workbook.making import opened

THIS, LAST = "2027-03-31", "2026-03-31"


def download(client: FlaskClient, group: AGroup, year: str) -> bytes:
    answer = sign_in_as(client, group.tamsin).get(group.url(f"/money/budgets/workbook?year={year}"))
    assert answer.status_code == 200 and "budget" in answer.headers["Content-Disposition"]
    return answer.data


def compared(group: AGroup) -> Compared:
    with books.reading(group):
        this = queries.years_around()[1]
        return making.compare(this, queries.agreed_for(this.last))


def check_figures(rows: list[list[object]], wanted: Compared) -> None:
    together = [[pence(cell) for cell in row[1:5]] for row in rows if row[0] == "Together"]
    assert together == [[side.budget, side.actual, side.left, side.forecast] for side in wanted.sides]
    for side in wanted.sides:
        for line in side.lines:
            figures = [line.budget or 0, line.actual, line.left, line.forecast]
            assert any([pence(cell) for cell in row[1:5]] == figures for row in rows if row[0] == line.name), line


def test_cached_values_are_the_programs_own_and_no_note_goes_out(client: FlaskClient, group: AGroup) -> None:
    any_book.write(group, 3)
    by = group.tamsin.actor
    with in_books_of(group):
        planning.agreed(by, notes={"Subs": "Ottoline pays in May"})
    content = download(client, group, THIS)
    sheets = cached(content)
    check_figures(sheets["Budget"], compared(group))
    assert formulas(content) > 20 and len(sheets["By month"]) > 10
    words = str(sheets)
    assert "Ottoline" not in words and "committee" not in words and "Version 1, agreed on 14 April 2026" in words


def test_a_chart_shows_money_out_beside_its_budget(client: FlaskClient, group: AGroup) -> None:
    any_book.write(group, 3)
    with in_books_of(group):
        planning.agreed(group.tamsin.actor)
    content = download(client, group, THIS)
    page, went = opened(content)["Budget"], compared(group).went
    (chart,) = page._charts
    budget, so_far = ([round(float(one.v) * 100) for one in each.val.numRef.numCache.pt] for each in chart.series)
    assert so_far == [line.actual for line in went.lines] and len(so_far) > 2
    assert budget == [line.budget for line in went.lines if line.budget is not None]
    assert [one.v for one in chart.series[0].cat.strRef.strCache.pt] == [line.name for line in went.lines]
    likely = next(cell for row in page.iter_rows() for cell in row if cell.value == "Likely")
    assert "a usual month" in likely.comment.text


def test_a_year_without_a_budget_has_a_workbook_too(client: FlaskClient, group: AGroup) -> None:
    content = download(client, group, THIS)
    assert "No budget has been agreed for this year yet" in str(cached(content))
    assert not opened(content)["Budget"]._charts


@pytest.mark.office
@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(examples(2, 8)))
def test_an_office_program_comes_to_the_same(client: FlaskClient, group: AGroup, seed: int, tmp_path: Path) -> None:
    office.needed()
    any_book.write(group, seed)
    hard_names(group)
    by = group.tamsin.actor
    with in_books_of(group):
        planning.agreed(by, {"Insurance": 5_000, "Subs": 100})
    for year in (THIS, LAST):
        file = tmp_path / f"budget-{year}.xlsx"
        file.write_bytes(download(client, group, year))
        live = office.recalculated(file)
        check_same(live, cached(file.read_bytes()))
        if year == THIS:
            check_figures(live["Budget"], compared(group))
