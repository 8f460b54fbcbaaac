"""Reading lists that people send: every way a file is saved, and every way it can be wrong."""

import random
import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from groupkit.people.members.importing import MOST_ROWS, Preview, guessed, preview, read_table
from groupkit.refusal import Refused
from tests.sweep import examples

pytestmark = pytest.mark.pure

TODAY = date(2026, 5, 3)
LIST = "Name,Phone,Consent date\nO'Brien-Łukasz,07700 900123,3 May 2026\n李,,\n=cmd(),07700 900124,1/4/26\n"


def a_workbook(rows: list[list[object]]) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def looked_at(data: bytes, known: list[tuple[int, str, str]] | None = None, asked: date | None = None) -> Preview:
    table = read_table(data)
    return preview(table, guessed(table.headings), known or [], TODAY, asked)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_names_come_through_however_the_file_was_saved(encoding: str) -> None:
    found = looked_at(LIST.encode(encoding))
    assert [one.name for one in found.members] == ["O'Brien-Łukasz", "李", "=cmd()"]
    assert [one.contact for one in found.members] == ["07700 900123", "", "07700 900124"]
    assert [one.agreed for one in found.members] == [date(2026, 5, 3), None, date(2026, 4, 1)]
    assert found.cards == 2


def test_a_file_as_windows_saves_it() -> None:
    found = looked_at("Name;Email\nZoë O’Neil;zoe@example.org\n".encode("cp1252"), asked=TODAY)
    assert [(one.name, one.way, one.has_card) for one in found.members] == [("Zoë O’Neil", "email", True)]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_may_be_parted_by_any_usual_mark(mark: str) -> None:
    assert read_table(f"Name{mark}Phone\nJo{mark}07700900123\n".encode()).rows == [["Jo", "07700900123"]]


def test_a_workbook_with_days_and_numbers() -> None:
    rows = [
        ["Name", "Phone", "Consent date", "Large print"],
        ["Jo", 7700900123, date(2026, 5, 1), True],
        ["李"],
        [],
    ]
    found = looked_at(a_workbook(rows))
    assert found.members[0].contact == "7700900123"
    assert found.members[0].agreed == date(2026, 5, 1)
    assert found.members[0].large_print
    assert found.members[1].name == "李"


def test_a_formula_in_a_workbook_is_never_worked_out() -> None:
    found = looked_at(a_workbook([["Name", "Phone"], ["=1+1", "x"], ["Jo", ""]]))
    assert [one.name for one in found.members] == ["Jo"]
    assert [one.notes[-1] for one in found.left_out] == ["There is no name in this row"]


def a_bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return out.getvalue()


def an_entity_bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "aa">]><workbook>&a;</workbook>')
    return out.getvalue()


def a_zip(name: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, b"content")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"Name,Phone\n", "nothing in this file below"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "cannot be read as a list"),
        (b"%PDF-1.7\n\x01\x02", "cannot be read as a list"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old kind"),
        (b"PK\x03\x04 nothing more", "cannot be read as a spreadsheet"),
        (a_zip("content.xml"), "cannot be read as a spreadsheet"),
        (a_zip("xl/workbook.xml"), "cannot be read as a spreadsheet"),
        (a_bomb(), "larger inside"),
        (an_entity_bomb(), "cannot be read as a spreadsheet"),
        (b"Name\n" + b"x" * (5 * 1024 * 1024), "larger than 5 MB"),
        (b"Name\n" + b"Jo\n" * (MOST_ROWS + 1), "more than 5,000 rows"),
        (b"Name\n" + b"Jo\n" * 50_000, "more than 5,000 rows"),
        (b'Name\n"' + b"x" * 200_000 + b'"\n', "cannot be read as a list"),
        (a_workbook([["Name"], *[["Jo"]] * 6_000]), "more than 5,000 rows"),
    ],
)
def test_a_file_that_cannot_be_taken_gets_a_plain_sentence(data: bytes, told: str) -> None:
    with pytest.raises(Refused, match=told):
        read_table(data)


def test_a_full_list_fits() -> None:
    assert len(read_table(b"Name\n" + b"Jo\n" * MOST_ROWS).rows) == MOST_ROWS


def test_wrong_columns_ask_for_the_one_with_the_names() -> None:
    table = read_table(b"Amount,Day\n12.50,3 May\n")
    assert guessed(table.headings)["name"] is None
    with pytest.raises(Refused) as told:
        preview(table, guessed(table.headings), [], TODAY, None)
    assert told.value.field == "name"


def test_a_person_who_is_there_already_is_left_out() -> None:
    data = b"Name,Phone\nJo,07700 900123\njo,07700-900123\nJO,\nJo,07700 900999\nMo,07700 900555\n"
    found = looked_at(data, known=[(7, "Mo", "")])
    assert [(one.name, one.contact) for one in found.members] == [("Jo", "07700 900123"), ("Jo", "07700 900999")]
    assert "same name" in found.members[1].notes[-1]
    assert [one.notes[-1] for one in found.left_out] == [
        "Already here as row 2 of this file",
        "Already here as row 2 of this file",
        "Already here as Member 007",
    ]


@pytest.mark.parametrize(
    ("row", "contact", "notes"),
    [
        ("Ada,07700 900123,,", "07700 900123", []),
        ("Ada,,ada@example.org,", "ada@example.org", []),
        ("Ada,07700 900123,ada@example.org,", "07700 900123", ["Email left behind"]),
        ("Ada,07700 900123,ada@example.org,by email", "ada@example.org", ["Phone left behind"]),
        ("Ada,,,", "", []),
    ],
)
def test_the_first_contact_there_is_comes_in_and_another_is_not_lost_silently(row: str, contact: str, notes: list[str]):
    found = looked_at(f"Name,Phone,Email,How\n{row}\n".encode(), asked=TODAY)
    assert found.members[0].contact == contact
    assert list(found.members[0].notes) == notes


def test_a_third_contact_is_told_too() -> None:
    found = looked_at(b"Name,Phone,Email,Mobile\nAda,,,07700 900123\n", asked=TODAY)
    assert found.members[0].notes == ("Mobile left behind",)


@pytest.mark.parametrize(
    ("row", "note"),
    [
        ("Jo,07700 900123,", "no day on which they agreed"),
        ("Jo,07700 900123,31/02/2026", "cannot be read"),
        ("Jo,07700 900123,1/1/2027", "has not come yet"),
        (f"{'J' * 90},,", "Cut to 80"),
    ],
)
def test_what_is_worth_a_look_is_told(row: str, note: str) -> None:
    found = looked_at(f"Name,Phone,Agreed\n{row}\n".encode())
    assert any(note in one for one in found.members[0].notes)
    assert not found.members[0].has_card


def test_no_column_for_what_is_never_kept() -> None:
    table = read_table(b"Name,Diagnosis,Date of birth,Attendance\nJo,x,1/1/1970,9\n")
    assert {ours for ours, place in guessed(table.headings).items() if place is not None} == {"name"}


@settings(max_examples=examples(100, 3_000), deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore")))
def test_any_bytes_give_a_list_or_a_sentence(data: bytes) -> None:
    try:
        table = read_table(data)
        found = preview(table, {**guessed(table.headings), "name": 0}, [], TODAY, TODAY)
    except Refused as refused:
        assert refused.sentence
        return
    assert len(found.members) + len(found.left_out) == len(table.rows)
    for one in found.members:
        assert one.name and len(one.name) <= 80 and one.name == one.name.strip()


@settings(max_examples=examples(20, 300), deadline=None)
@given(st.integers(0, 2**32))
def test_a_broken_workbook_gives_a_sentence(seed: int) -> None:
    data = bytearray(a_workbook([["Name", "Phone"], ["Jo", "07700 900123"]]))
    chance = random.Random(seed)
    for _ in range(12):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    try:
        read_table(bytes(data))
    except Refused as refused:
        assert refused.sentence
