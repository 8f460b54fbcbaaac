"""Numbers: written out in plain text, and counted by the word processor itself in the file."""

import random
import re
from pathlib import Path

import pytest

from groupkit.document import Block, Document, Heading, Paragraph, document, plain_text
from tests.sweep import examples

from . import office
from .samples import HOSTILE, constitution

pytestmark = pytest.mark.pure


def test_numbers_are_written_out_in_plain_text() -> None:
    assert plain_text(Document("Constitution", constitution(), subtitle="of Hill Street")) == (
        "Constitution\nof Hill Street\n\nWe, the members, agree:\n\n"
        "1. Name 0\nThe group is called Hill Street.\nIt meets on Mondays.\n\n"
        "2. What we may do\n2.1 The group may:\n(a) meet;\n(b) spend up to £50.\n"
        "2.2 The committee may:\n(a) meet too.\n"
        "Between meetings:\n(a) anybody may ask;\n• a question\n(b) anybody may answer.\n"
        "2.3 Members have a vote each.\n(a) at meetings;\n\n"
        "3. Closing\n(a) by a vote;\n(b) by nobody coming.\nTalked about in March.\n"
    )


def test_points_before_any_numbered_heading_count_one_two_and_again_under_the_next() -> None:
    body = [
        Paragraph("first", 2),
        Paragraph("item", 3),
        Heading("Next"),
        Paragraph("first again", 2),
        Paragraph("second", 2),
        Heading("Clause", numbered=True),
        Paragraph("point", 2),
        Heading("Aside", 2),
        Paragraph("another point", 2),
    ]
    lines = [line for line in plain_text(Document("Sheet", body)).splitlines() if line][1:]
    assert lines == [
        "1. first",
        "(a) item",
        "Next",
        "1. first again",
        "2. second",
        "1. Clause",
        "1.1 point",
        "Aside",
        "1.2 another point",
    ]


def test_letters_go_on_after_z_as_word_counts() -> None:
    lines = plain_text(Document("Long", [Paragraph("item", 3) for _ in range(53)])).splitlines()
    assert lines[2] == "(a) item"
    assert lines[27:29] == ["(z) item", "(aa) item"]
    assert lines[29] == "(bb) item"
    assert lines[-1] == "(aaa) item"


def numbering_documents() -> dict[str, Document]:
    loose: list[Block] = [
        Paragraph("letters first", 3),
        Paragraph("What matters?", 2),
        Paragraph("to you", 3),
        Paragraph("to us", 3),
        Paragraph("Something between."),
        Paragraph("in winter", 3),
        Paragraph("What else?", 2),
        Paragraph("to them", 3),
        Heading("Again"),
        Paragraph("Who comes?", 2),
        Paragraph("now", 3),
        Paragraph("a dot", bullet=True),
        Paragraph("later", 3),
        Paragraph("Who might?", 2),
        Heading("Last", 2),
        Paragraph("Where?", 2),
        Heading("A clause", 2, numbered=True),
        Paragraph("a point", 2),
        Heading("An aside"),
        Paragraph("another point", 2),
        *(Paragraph("item", 3) for _ in range(30)),
        Heading("Another clause", 3, numbered=True),
        Paragraph("item", 3),
        Paragraph("hostile", 2),
        *(Paragraph(words, 2) for words in HOSTILE),
    ]
    many = [block for number in range(1, 13) for block in (Heading("Clause", numbered=True), Paragraph(f"{number}", 2))]
    aside = [Heading("Not counted"), *constitution(), Heading("Not counted either"), Heading("Counted", numbered=True)]
    documents = {
        "runs_on": Document("Constitution", constitution(6)),
        "loose": Document("Worksheet", loose, large=True),
        "many": Document("Many", many, landscape=True),
        "aside": Document("Aside", aside),
    }
    return documents | {f"mixed{seed}": Document("Mixed", mixed(seed)) for seed in range(examples(5, 50))}


def mixed(seed: int) -> list[Block]:
    """Parts of every kind in any order."""
    kinds: list[Block] = [
        Heading("Clause", numbered=True),
        Heading("Smaller clause", 2, numbered=True),
        Heading("Aside", 1),
        Heading("Smaller aside", 2),
        Paragraph("plain"),
        Paragraph("dot", bullet=True),
        Paragraph("inner dot", 3, bullet=True),
        Paragraph("quiet point", 2, quiet=True),
    ]
    kinds += [Paragraph("point", 2), Paragraph("letter", 3)] * 4
    return random.Random(seed).choices(kinds, k=80)


def lines_of(text: str) -> list[str]:
    """What stands in each line; LibreOffice writes the dots of inner lists differently."""
    plain = re.sub("[▪◦]", "•", text.replace("\ufeff", ""))
    return [" ".join(line.split()) for line in plain.splitlines() if line.strip()]


@pytest.mark.office
def test_a_word_processor_counts_as_we_do(tmp_path: Path) -> None:
    documents = numbering_documents()
    made = office.converted(
        {name: document(doc) for name, doc in documents.items()}, "txt:Text (encoded):UTF8", "txt", tmp_path
    )
    for name, doc in documents.items():
        assert lines_of(made[name].read_text("utf-8")) == lines_of(plain_text(doc)), name


def test_boxes_to_tick_stand_like_bullets() -> None:
    body = [
        Heading("To do", 2),
        Paragraph("first", box=True),
        Paragraph("second", box=True),
        Paragraph("dot", bullet=True),
    ]
    assert "☐ first\n☐ second\n• dot" in plain_text(Document("List", body))
    assert document(Document("List", body))
