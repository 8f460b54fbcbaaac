"""A return's workbook: what LibreOffice works out, and what a reader that does not calculate sees."""

import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from groupkit.grants import return_workbook
from groupkit.grants.facts import Facts, Spending
from groupkit.grants.paper import Paper, lay_out
from tests.grants.giving import ANSWERS, picture_bytes
from tests.grants.test_paper import FACTS_NOW, six_lines
from tests.workbook import office

MADE_AT = datetime(2026, 11, 18, 12, tzinfo=UTC)
OWN = replace(
    FACTS_NOW, own_money=1_000, received=27_035, spending=(*FACTS_NOW.spending, Spending("Under no heading", None, 0))
)
BARE = replace(FACTS_NOW, spending=(), received=0, received_on=None)
NASTY = replace(
    FACTS_NOW,
    funder='=HYPERLINK("http://x","y")',
    group_name="+1 🧶 מענק",
    spending=(Spending("=1+1", 100, 250), Spending("@home", None, -50)),
)
LARGE = replace(FACTS_NOW, received=1_000_000_000, spending=(Spending("Everything", 1_000_000_000, 999_999_999),))
PHOTO = {"photo": {"picture": "abc"}}
CASES = {"usual": FACTS_NOW, "own": OWN, "bare": BARE, "nasty": NASTY, "large": LARGE}


def paper(facts: Facts) -> Paper:
    return lay_out(
        six_lines(), facts, ANSWERS | PHOTO | {"difference": "=1+1\n“Tea” & <b>cake</b> 🧁", "thank_you": "-Thanks"}
    )


def made(facts: Facts, *pictures: bytes, draft: bool = False) -> bytes:
    return return_workbook.make(paper(facts), dict(zip(("abc",), pictures, strict=False)), MADE_AT, draft)


def figures(rows: list[list[str]], label: str) -> list[int]:
    """The figures that stand beside a label, in pence."""
    return [round(float(cell) * 100) for row in rows if row and row[0] == label for cell in row[1:] if cell]


@pytest.mark.office
@pytest.mark.parametrize("case", CASES)
def test_libreoffice_works_out_the_same_figures(tmp_path: Path, case: str) -> None:
    office.needed()
    facts, file = CASES[case], tmp_path / "return.xlsx"
    file.write_bytes(made(facts))
    sheets = office.recalculated(file)
    assert figures(sheets["Return"], "Spent") == [facts.spent]
    assert figures(sheets["Return"], "Left over") == figures(sheets["Money"], "Left over") == [facts.left]
    assert figures(sheets["Money"], "Together") == [sum(one.budget or 0 for one in facts.spending), facts.spent]
    for one in facts.spending:
        left = [] if one.budget is None else [one.budget, one.spent, one.budget - one.spent]
        assert figures(sheets["Money"], one.name) == left or [one.spent]
        assert figures(sheets["Return"], one.name) == [one.spent]


@pytest.mark.parametrize("case", CASES)
def test_a_reader_that_does_not_calculate_sees_them_too(case: str) -> None:
    facts = CASES[case]
    book = openpyxl.load_workbook(BytesIO(made(facts)), data_only=True)
    found = {row[0]: row[1:] for row in book["Return"].iter_rows(values_only=True)}
    assert (round(found["Spent"][0] * 100), round(found["Left over"][0] * 100)) == (facts.spent, facts.left)
    money = {row[0]: row[1:] for row in book["Money"].iter_rows(values_only=True)}
    assert (round(money["Together"][1] * 100), round(money["Left over"][1] * 100)) == (facts.spent, facts.left)


def test_only_our_own_formulas_are_formulas() -> None:
    book = openpyxl.load_workbook(BytesIO(made(NASTY)))
    formulas = sorted(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    )
    assert len(formulas) == 6
    assert all(formula.startswith(("=SUM(", "=B")) for formula in formulas)
    with zipfile.ZipFile(BytesIO(made(NASTY))) as archive:
        assert not [name for name in archive.namelist() if "external" in name.lower()]


def test_it_is_one_sheet_of_a4_for_the_funder() -> None:
    sheet = openpyxl.load_workbook(BytesIO(made(FACTS_NOW, picture_bytes(), draft=True)))["Return"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == (
        9,
        "portrait",
        1,
    )
    assert sheet["A1"].value == "Draft: not filed yet"
    assert len(sheet._images) == 1


@pytest.mark.office
def test_the_longest_takes_a_second_side_where_one_would_be_too_small_to_read(tmp_path: Path) -> None:
    office.needed()
    long = {
        "what_we_did": "word " * 120,
        "who_came": "word " * 80,
        "difference": "word " * 160,
        "learned_or_next": "word " * 120,
    }
    headings = tuple(Spending(f"Heading {n}", 100, n) for n in range(30))
    facts = replace(FACTS_NOW, purpose="purpose " * 120, spending=headings)
    for name, few, answers, pages in (
        ("usual", replace(facts, purpose="Wool", spending=headings[:4]), ANSWERS, 2),
        ("long", facts, ANSWERS | long, 3),
    ):
        file = tmp_path / f"{name}.xlsx"
        file.write_bytes(return_workbook.make(lay_out(six_lines(), few, answers), [picture_bytes()], MADE_AT))
        assert len(office.picture(file, tmp_path)) == pages, "and one for the money"


def test_the_same_return_gives_the_same_bytes() -> None:
    assert made(FACTS_NOW, picture_bytes()) == made(FACTS_NOW, picture_bytes())
    assert made(FACTS_NOW) != made(replace(FACTS_NOW, as_of=date(2026, 11, 19)))
