"""Looks: drafts say so on every page, headings are real ones, and what is new can be seen."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from groupkit.document import (
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    SignatureLines,
    Table,
    document,
    plain_text,
)

from . import office
from .samples import W, constitution, everything, part, picture, written

pytestmark = pytest.mark.pure


# Drafts and pages


def test_a_draft_says_so_in_its_header_and_in_plain_text() -> None:
    draft = everything()
    assert "DRAFT, not yet adopted" in part(document(draft), "word/header.xml")
    assert plain_text(draft).startswith("DRAFT, not yet adopted\n\nAll of it\n")
    assert plain_text(draft).endswith("\n\nDRAFT, not yet adopted\n")
    adopted = Document("Constitution", constitution())
    assert "DRAFT" not in plain_text(adopted)
    with zipfile.ZipFile(io.BytesIO(document(adopted))) as archive:
        assert not any(b"DRAFT" in archive.read(name) for name in archive.namelist())


@pytest.mark.office
def test_every_page_says_draft_and_which_page_it_is(tmp_path: Path) -> None:
    tall = Table([["word " * 3_000, "end of the tall row"]], header=("A", "B"))
    documents = {
        "long": Document("Long", constitution(60), draft=True, footer="Hill Street"),
        "wide": Document("Wide", [*everything().body, tall], draft=True, landscape=True, large=True),
        "adopted": Document("Adopted", everything().body),
    }
    made = office.converted({name: document(doc) for name, doc in documents.items()}, "pdf", "pdf", tmp_path)
    seen = {name: office.pages(pdf) for name, pdf in made.items()}
    for name in ("long", "wide"):
        assert len(seen[name]) >= 3
        assert all("DRAFT, not yet adopted" in page for page in seen[name])
    assert all("Hill Street" in page for page in seen["long"])
    count = len(seen["long"])
    for number, page in enumerate(seen["long"], 1):
        assert f"Page {number} of {count}" in page
    assert "end of the tall row" in "".join(seen["wide"])
    assert "".join(seen["wide"]).count("word") == 3_000
    assert not any("DRAFT" in page for page in seen["adopted"])
    assert "left" in seen["adopted"][1]
    assert "Signed" in seen["adopted"][2]


def test_the_foot_of_a_page_has_real_page_numbers() -> None:
    foot = part(document(Document("C", [], footer="A & B <c>\nsecond")), "word/footer.xml")
    assert re.findall(r'w:instr="([^"]*)"', foot) == [" PAGE ", " NUMPAGES "]
    assert "A &amp; B &lt;c&gt; second" in foot


# Looks


def test_headings_are_real_ones_and_only_counted_ones_stand_in_the_list() -> None:
    made = written(
        Heading("One", numbered=True), Heading("Free"), Heading("Two", 2), Heading("Three", 3), subtitle="Sub"
    )
    styles = [(paragraph.style.name, paragraph.text) for paragraph in made.paragraphs]
    assert styles == [
        ("Title", "Constitution"),
        ("Subtitle", "Sub"),
        ("Heading 1", "One"),
        ("Heading 1", "Free"),
        ("Heading 2", "Two"),
        ("Heading 3", "Three"),
    ]
    ids = [
        paragraph._p.pPr.numPr.numId.val if paragraph._p.pPr.numPr is not None else None
        for paragraph in made.paragraphs
    ]
    assert ids == [None, None, 1, 0, None, None]


def test_new_clauses_number_themselves_by_their_style() -> None:
    content = document(Document("C", constitution()))
    levels = re.findall(r'<w:pStyle w:val="(\w+)"/><w:lvlText w:val="([^"]+)"/>', part(content, "word/numbering.xml"))
    assert levels[:3] == [("Heading1", "%1."), ("NumberedPoint", "%1.%2"), ("LetteredPoint", "(%3)")]
    unnumbered = part(document(Document("C", [Heading("Free")])), "word/numbering.xml")
    assert "Heading1" not in unnumbered


def test_large_print_is_18_points_and_the_language_is_british() -> None:
    usual, large = (written(Paragraph("words"), large=large) for large in (False, True))
    sizes = [int(file.styles.element.find(f".//{W}docDefaults//{W}sz").get(f"{W}val")) / 2 for file in (usual, large)]
    assert sizes == [11.5, 18]
    assert large.styles["Heading 1"].font.size > usual.styles["Heading 1"].font.size
    assert usual.styles.element.find(f".//{W}docDefaults//{W}lang").get(f"{W}val") == "en-GB"


def test_pages_are_a4() -> None:
    for landscape, size in ((False, (210, 297)), (True, (297, 210))):
        section = written(landscape=landscape).sections[0]
        assert (round(section.page_width.mm), round(section.page_height.mm)) == size


def test_new_words_are_underlined_and_old_ones_struck_through() -> None:
    made = written(
        Paragraph([Run("old", deleted=True), Run("new", inserted=True), Run("…", open=True), Run("b", bold=True)])
    )
    old, new, blank, bold = made.paragraphs[1].runs
    assert old.style.font.strike
    assert new.style.font.underline and new.bold
    assert blank._r.rPr.find(f"{W}shd") is not None
    assert bold.bold
    assert "[taken out: old][new: new]" in plain_text(
        Document("C", [Paragraph([Run("old", deleted=True), Run("new", inserted=True)])])
    )


def test_a_table_repeats_its_header_and_never_splits_a_row() -> None:
    table = written(Table([["1", "2"], ["3"]], header=("A", "B"), widths=(1, 3))).tables[0]
    rows = [row._tr for row in table.rows]
    assert [row.find(f".//{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f".//{W}cantSplit") is not None for row in rows)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["A", "B"], ["1", "2"], ["3", ""]]
    first, second = (column.width for column in table.columns)
    assert abs(second / first - 3) < 0.01


def test_a_picture_is_told_in_words_and_fits_its_page() -> None:
    made = written(
        Picture(picture(60, 40), 'A "green"\noblong <b>', 80),
        Picture(picture(900, 100), "wide"),
        Picture(picture(10, 90), "", 900),
    )
    usual, wide, tall = made.inline_shapes
    assert usual._inline.docPr.get("descr") == 'A "green" oblong <b>'
    assert (round(usual.width.mm), round(usual.height.mm)) == (120, 80)
    section = made.sections[0]
    assert wide.width <= section.page_width - section.left_margin - section.right_margin
    assert abs(wide.width / wide.height - 9) < 0.01
    assert tall.height <= section.page_height - section.top_margin - section.bottom_margin
    assert "[Picture: wide]" in plain_text(Document("C", [Picture(picture(), "wide")]))


@pytest.mark.parametrize("data", [b"", b"no picture", picture()[:20]])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a PNG or JPEG"):
        written(Picture(data, "nothing"))


def test_what_no_document_has_is_refused() -> None:
    for wrong in (lambda: Heading("x", 4), lambda: Paragraph("x", 1), lambda: Table([["a"]], widths=(1, 2))):
        with pytest.raises(ValueError):
            wrong()


def test_nothing_stands_where_there_is_nothing() -> None:
    made = written(Table([]), SignatureLines([]), PageBreak())
    assert [paragraph.text for paragraph in made.paragraphs] == ["Constitution"]
    assert not made.tables
    assert plain_text(Document("C", [Table([]), SignatureLines([]), PageBreak()])) == "C\n"
