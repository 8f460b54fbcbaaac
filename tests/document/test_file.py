"""The file: the same twice, nobody named in it, as the standard wants it, and words stay words."""

import hashlib
import io
import re
import subprocess
import sys
import zipfile
from typing import Any

import pytest
from docx.table import Table as WordTable
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from groupkit.document import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    SignatureLines,
    Table,
    Words,
    document,
    plain_text,
)
from groupkit.document.texts import cleaned
from tests.needs import ROOT
from tests.sweep import examples

from .samples import HOSTILE, W, everything, opened, part, written

pytestmark = pytest.mark.pure


def test_the_file_names_nobody_and_no_moment() -> None:
    content = document(everything())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everywhere = b"".join(archive.read(name) for name in archive.namelist())
    assert b"python-docx" not in everywhere
    core = part(content, "docProps/core.xml")
    assert re.findall(r"<(?:\w+:)(\w+)>([^<]*)<", core) == [("title", "All of it"), ("language", "en-GB")]


def test_the_same_document_gives_the_same_bytes_and_word_is_loaded_only_for_it() -> None:
    code = (
        "import sys, hashlib, groupkit.document\n"
        "assert not {'docx', 'lxml', 'PIL'} & set(sys.modules)\n"
        "from tests.document.samples import everything\n"
        "print(hashlib.sha256(groupkit.document.document(everything())).hexdigest())\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == hashlib.sha256(document(everything())).hexdigest(), done.stderr


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b strike color sz szCs u shd lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW tcBorders shd vAlign",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
    "lvl": "start numFmt pStyle lvlText lvlJc pPr",
    "abstractNum": "nsid multiLevelType tmpl lvl",
    "numbering": "abstractNum num",
    "sectPr": "headerReference footerReference pgSz pgMar",
}
"""What Word takes in this order only; otherwise it says that the file is damaged."""


def test_everything_in_the_file_stands_in_the_order_that_word_wants() -> None:
    content = document(everything())
    seen = set()
    for name in ("document", "styles", "numbering", "header", "footer"):
        for element in etree.fromstring(part(content, f"word/{name}.xml").encode()).iter(
            *(f"{W}{tag}" for tag in ORDER)
        ):
            order = ORDER[etree.QName(element).localname].split()
            places = [order.index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), etree.tostring(element)
            seen.add(etree.QName(element).localname)
    assert seen == set(ORDER)


def test_every_style_and_list_that_is_used_is_there() -> None:
    content = document(everything())
    names = set(re.findall(r'w:styleId="(\w+)"', part(content, "word/styles.xml")))
    lists = set(re.findall(r'w:numId="(\d+)"', part(content, "word/numbering.xml"))) | {"0"}
    for name in ("document", "styles", "numbering", "header", "footer"):
        text = part(content, f"word/{name}.xml")
        assert set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle|basedOn|next) w:val="(\w+)"', text)) <= names
        assert set(re.findall(r'<w:numId w:val="(\d+)"', text)) <= lists


# Whatever people type


def test_hostile_words_stay_words() -> None:
    made = written(*(Paragraph(words) for words in HOSTILE), Table([HOSTILE], header=HOSTILE), footer=HOSTILE[0])
    expected = [cleaned(words) for words in HOSTILE]
    assert [paragraph.text for paragraph in made.paragraphs[1:-1]] == expected
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [expected, expected]
    assert expected[-1] == "one\ntwo\nthree\nfour"
    assert not made.element.body.xpath(".//w:fldSimple | .//w:instrText | .//w:hyperlink")


any_words = st.text(st.characters(), max_size=30)
any_run = st.builds(Run, any_words, st.booleans(), st.booleans(), st.booleans(), st.booleans())
words_or_runs = any_words | st.lists(any_run, max_size=3)
blocks = st.one_of(
    st.builds(Heading, words_or_runs, st.sampled_from([1, 2, 3]), st.booleans()),
    st.builds(Paragraph, words_or_runs, st.sampled_from([0, 2, 3]), st.booleans(), st.booleans(), st.booleans()),
    st.builds(Table, st.lists(st.lists(words_or_runs, max_size=3), max_size=3), st.lists(words_or_runs, max_size=3)),
    st.builds(SignatureLines, st.lists(any_words, max_size=3)),
    st.just(PageBreak()),
)
documents = st.builds(
    Document, any_words, st.lists(blocks, max_size=8), st.booleans(), st.booleans(), st.booleans(), any_words, any_words
)


def said(words: Words) -> str:
    return cleaned(words if isinstance(words, str) else "".join(cleaned(run.words) for run in words))


def texts_in(block: Block) -> list[str]:
    match block:
        case Heading() | Paragraph():
            return [said(block.words)]
        case Table():
            return [said(cell) for row in (block.header, *block.rows) for cell in row]
        case SignatureLines():
            return [" ".join(cleaned(label).split()) for label in block.labels]
    return []


def texts_of(made: Any) -> list[str]:
    texts: list[str] = []
    for piece in made.iter_inner_content():
        if isinstance(piece, WordTable):
            texts += [cell.text for row in piece.rows for cell in row.cells]
        else:
            texts.append(piece.text)
    return [text for text in texts if text]


@settings(max_examples=examples(25, 500), deadline=None)
@given(documents)
def test_any_document_opens_and_says_what_it_was_given(doc: Document) -> None:
    content = document(doc)
    made = opened(content)
    expected = [" ".join(cleaned(doc.title).split()), cleaned(doc.subtitle)]
    expected += [text for block in doc.body for text in texts_in(block)]
    assert texts_of(made) == [text for text in expected if text]
    assert content == document(doc)
    assert all(" ".join(text.split()) in " ".join(plain_text(doc).split()) for text in texts_in_plain(doc))


def texts_in_plain(doc: Document) -> list[str]:
    return [
        said(block.words)
        for block in doc.body
        if isinstance(block, Heading | Paragraph) and isinstance(block.words, str)
    ]
