"""Every shipped format, whole: page, workbook and Word from the same figures, also as other programs read them."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from flask import Flask

from groupkit.grants import return_document, return_workbook
from groupkit.grants.facts import Facts, Spending
from groupkit.grants.filing import page_of
from groupkit.grants.paper import Added, Paper, Signature, lay_out
from groupkit.questions import Kind
from tests.grants.giving import NOON
from tests.grants.test_proposing import FORMATS
from tests.grants.test_tables import FULL
from tests.workbook import office

SIGNED = (Signature("Tamsin Reed", "treasurer"), Signature("Sol Okafor", "chair"))
EDGE = replace(
    FULL,
    group_name="=Café “Zoë” & <friends>",
    spending=(Spending("-2+3", 1, 2, (1, 1), "@risk", 3), Spending("A" * 60, 10**9, 10**9 - 1, (5, 10**9 - 6))),
)
BOOKS = {
    "full": FULL,
    "edge": EDGE,
    "bare": replace(FULL, spending=(), bills=(), instalments=(), beside=(), outcomes=()),
}


def answers_to(key: str) -> dict[str, Any]:
    said: dict[Kind, Any] = {
        Kind.NUMBER: {"number": 14, "about": True},
        Kind.WORDS: "=1+1 in our own words",
        Kind.LINE: "A line",
    }
    return {one.key: said[one.kind] for one in FORMATS[key].questions() if one.kind in said}


def paper(key: str, facts: Facts) -> Paper:
    return lay_out(
        FORMATS[key], facts, answers_to(key), Added({"line_1": "A word beside it"}, SIGNED[: FORMATS[key].signatures])
    )


def book(key: str, facts: Facts) -> bytes:
    return return_workbook.make(paper(key, facts), {}, NOON)


@pytest.mark.parametrize("facts", BOOKS.values(), ids=BOOKS)
@pytest.mark.parametrize("key", FORMATS)
def test_every_total_carries_what_it_stands_for(key: str, facts: Facts) -> None:
    """Spent and left are the same wherever they stand, and only our own formulas are formulas."""
    content = book(key, facts)
    values, formulas = (openpyxl.load_workbook(BytesIO(content), data_only=only) for only in (True, False))
    money = {row[0]: row[1:] for row in values["Money"].iter_rows(values_only=True)}
    assert (round((money["Together"][1] or 0) * 100), round(money["Left over"][1] * 100)) == (facts.spent, facts.left)
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert re.fullmatch(
                        r"=(SUM\([A-Z]+\d+:[A-Z]+\d+\)(-[A-Z]+\d+)?|[A-Z]+\d+-[A-Z]+\d+)", str(cell.value)
                    )
                    assert values[sheet.title][cell.coordinate].value is not None


@pytest.mark.parametrize("key", FORMATS)
def test_the_page_and_word_say_the_same_figures(app: Flask, key: str) -> None:
    with app.test_request_context("/"):
        page = page_of(paper(key, FULL))
    with ZipFile(BytesIO(return_document.make(paper(key, FULL), {}))) as archive:
        words = " ".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", archive.read("word/document.xml").decode()))
    for figure in ("305.35", "148.35"):
        assert figure in page and figure in words
    for one in SIGNED[: FORMATS[key].signatures]:
        assert one.name in page and one.name in words


@pytest.mark.parametrize("key", FORMATS)
def test_another_library_reads_the_same_values(key: str) -> None:
    from python_calamine import CalamineWorkbook

    content = book(key, EDGE)
    ours = openpyxl.load_workbook(BytesIO(content), data_only=True)
    theirs = CalamineWorkbook.from_filelike(BytesIO(content))
    assert theirs.sheet_names == ours.sheetnames
    for name in ours.sheetnames:
        numbers = [
            value for row in ours[name].iter_rows(values_only=True) for value in row if isinstance(value, int | float)
        ]
        read = [
            value
            for row in theirs.get_sheet_by_name(name).to_python()
            for value in row
            if isinstance(value, int | float)
        ]
        assert [round(value, 2) for value in read] == [round(value, 2) for value in numbers]


@pytest.mark.office
def test_libreoffice_works_out_the_same(tmp_path: Path) -> None:
    """Each format with each book: what is worked out afresh equals what the file carried."""
    office.needed()
    files = {}
    for key in FORMATS:
        for name, facts in BOOKS.items():
            files[key, name] = tmp_path / f"{key}--{name}.xlsx"
            files[key, name].write_bytes(book(key, facts))
    for (key, name), sheets in zip(files, office.recalculated_each(list(files.values())), strict=True):
        carried = openpyxl.load_workbook(files[key, name], data_only=True)
        for sheet in carried:
            for row, cells in zip(sheet.iter_rows(values_only=True), sheets[sheet.title], strict=False):
                for value, afresh in zip(row, cells, strict=False):
                    if isinstance(value, float):
                        assert round(float(afresh), 2) == round(value, 2), (key, name, sheet.title)
