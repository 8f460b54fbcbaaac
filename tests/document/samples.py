"""Documents to try things on, and ways to look into the files that come of them."""

import io
import zipfile
from typing import Any

import docx
from PIL import Image

from groupkit.document import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    SignatureLines,
    Table,
    document,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = [
    "<w:p>&amp;</w:p>",
    '{ HYPERLINK "http://example.org" } \\* MERGEFORMAT',
    "=1+1",
    "{{ 7 * 7 }} %(title)s {title}",
    "]]>",
    "_x0041_",
    "1. not a list",
    "\x00\x07a\x0bb\x1b[31m\ud800\uffff\u202e",
    "  spaces  ",
    "tab\there",
    "one\ntwo\r\nthree\u2028four",
]


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def written(*body: Block, **how: Any) -> Any:
    return opened(document(Document("Constitution", body, **how)))


def picture(width: int = 60, height: int = 40) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#1d5c57").save(out, "PNG")
    return out.getvalue()


def constitution(clauses: int = 3) -> list[Block]:
    """Clauses of every shape: one paragraph, several, letters under a point, under a paragraph and under a heading."""
    body: list[Block] = [Paragraph("We, the members, agree:")]
    for number in range(0, clauses, 3):
        body += [
            Heading(f"Name {number}", numbered=True),
            Paragraph("The group is called Hill Street.\nIt meets on Mondays."),
            Heading("What we may do", numbered=True),
            Paragraph("The group may:", 2),
            Paragraph("meet;", 3),
            Paragraph("spend up to £50.", 3),
            Paragraph("The committee may:", 2),
            Paragraph("meet too.", 3),
            Paragraph("Between meetings:"),
            Paragraph("anybody may ask;", 3),
            Paragraph("a question", level=3, bullet=True),
            Paragraph("anybody may answer.", 3),
            Paragraph("Members have a vote each.", 2),
            Paragraph("at meetings;", 3),
            Heading("Closing", numbered=True),
            Paragraph("by a vote;", 3),
            Paragraph("by nobody coming.", 3),
            Paragraph("Talked about in March.", quiet=True),
        ]
    return body


def everything() -> Document:
    """One of each, for what has to hold everywhere."""
    runs = [
        Run("At least "),
        Run("four", deleted=True),
        Run("five", inserted=True),
        Run(" of us. "),
        Run("……", open=True),
    ]
    body: list[Block] = [
        *constitution(),
        Heading("Adoption"),
        Heading("Second", 2),
        Heading("Third", 3),
        Paragraph(runs, space_above=True),
        Paragraph(runs, 2, quiet=True),
        Paragraph([Run("strong", bold=True, inserted=True, open=True)], bullet=True),
        PageBreak(),
        Table([["left", runs], ["alone"], ["", ""]], header=("As it stands", "As it would be"), widths=(1, 2)),
        Table([["no header"]]),
        PageBreak(),
        SignatureLines(["Signed", "Name", "Office"]),
        SignatureLines(["On behalf of the committee"]),
        Picture(picture(), "A green oblong"),
    ]
    return Document("All of it", body, draft=True, footer="Hill Street", subtitle="For the meeting")
