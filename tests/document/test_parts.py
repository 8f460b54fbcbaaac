"""A long document written part by part: the same file that it would be in one go, with nothing that counts through."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from groupkit.document import Document, Heading, PageBreak, Paragraph, Picture, Table, document, document_in_parts

pytestmark = pytest.mark.pure

FIRST = [Heading("One"), Paragraph("A point", bullet=True), Table([["a", "b"]], header=("x", "y"))]
SECOND = [PageBreak(), Heading("Two"), Paragraph("Words & <signs>")]


def body_of(file: bytes) -> list[tuple[str, str]]:
    read = docx.Document(BytesIO(file))
    return [(one.style.name if one.style else "", one.text) for one in read.paragraphs]


def test_parts_read_as_one_document() -> None:
    out = BytesIO()
    document_in_parts(Document("Book", [Paragraph("To begin")], subtitle="G"), [FIRST, SECOND], out)
    whole = document(Document("Book", [Paragraph("To begin"), *FIRST, *SECOND], subtitle="G"))
    assert body_of(out.getvalue()) == body_of(whole)
    with ZipFile(out) as archive:
        assert archive.testzip() is None
        assert b'w:val="NumberedPoint"' not in archive.read("word/document.xml")


def test_the_same_parts_give_the_very_same_bytes() -> None:
    made = []
    for _ in range(2):
        out = BytesIO()
        document_in_parts(Document("Book", []), [FIRST], out)
        made.append(out.getvalue())
    assert made[0] == made[1]


@pytest.mark.parametrize("part", [[Paragraph("a", level=3)], [Picture(b"", "x")]])
def test_what_would_count_through_is_the_programs_mistake(part: list[object]) -> None:
    with pytest.raises(ValueError, match="no pictures and no numbers"):
        document_in_parts(Document("Book", []), [part], BytesIO())  # type: ignore[list-item]
