"""The Word files of texts, as a real word processor opens them: real headings, real numbers, the words of the page."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest

from groupkit.constitution import papers
from groupkit.constitution.changes import compare
from groupkit.constitution.content import Adoption, Signer
from groupkit.constitution.text import Choices, Text, compose, plain_lines
from groupkit.document import document, plain_text
from tests.constitution.shapes import choices, shipped, usual_answers
from tests.document.office import converted, pages

GROUP = "Lantern Street Tuesdays"
STARTING_POINTS = ("ground_rules", "small_association", "consensus_association", "small_charity", "branch")
ADOPTION = Adoption(
    date(2026, 5, 3), date(2026, 5, 3), "our meeting", "agreed by everyone", (Signer("Sol", "secretary"),)
)


def text_of(key: str) -> Text:
    shape = shipped(key)
    answers = {**usual_answers(shape), "name": GROUP}
    return compose(shape, Choices(group=GROUP, nation=shape.nations[0], starting_point=key, answers=answers))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Each text, and one draft, as the word processor reads it out."""
    folder = tmp_path_factory.mktemp("word")
    files = {key: document(papers.as_document(text_of(key), GROUP, ADOPTION)) for key in STARTING_POINTS}
    found = converted(files, "txt:Text (encoded):UTF8", "txt", folder)
    return {key: path.read_text("utf-8-sig") for key, path in found.items()}


@pytest.mark.office
@pytest.mark.parametrize("key", STARTING_POINTS)
def test_a_word_processor_reads_out_the_words_and_numbers_of_the_page(opened: dict[str, str], key: str) -> None:
    wanted = [squeezed(line) for line in plain_lines(text_of(key))]
    read = [squeezed(line) for line in opened[key].split("\n") if line.strip()]
    assert [line for line in read if line in wanted] == wanted


@pytest.mark.pure
@pytest.mark.parametrize("key", STARTING_POINTS)
def test_headings_are_real_ones(key: str) -> None:
    text = text_of(key)
    found = docx.Document(BytesIO(document(papers.as_document(text, GROUP, ADOPTION))))
    headings = [one.text for one in found.paragraphs if one.style and one.style.name == "Heading 1"]
    assert headings == [clause.title for clause in text.clauses]
    assert found.core_properties.author == ""


@pytest.mark.office
def test_every_page_of_a_draft_says_so_and_the_short_form_is_one_page(tmp_path: Path) -> None:
    text = text_of("small_association")
    other = compose(shipped("small_association"), choices(starting_point="small_association", nation="scotland"))
    files = {
        "whole": document(papers.as_document(text, GROUP, None)),
        "large": document(papers.as_document(text, GROUP, None, large=True)),
        "sides": document(papers.side_by_side("A change", GROUP, "why", compare(text, other), ["21 days of notice"])),
    }
    short = {f"short-{key}": document(papers.in_short(text_of(key), GROUP, ADOPTION)) for key in STARTING_POINTS}
    made = converted(files | short, "pdf", "pdf", tmp_path)
    for name in files:
        found = pages(made[name])
        assert len(found) > 2
        assert all("DRAFT" in page for page in found), name
    assert {name: len(pages(made[name])) for name in short} == dict.fromkeys(short, 1), "our rules on one page"


@pytest.mark.pure
@pytest.mark.parametrize("key", STARTING_POINTS)
def test_plain_text_says_the_same(key: str) -> None:
    said = plain_text(papers.as_document(text_of(key), GROUP, None))
    lines = [squeezed(line) for line in said.split("\n")]
    for line in plain_lines(text_of(key)):
        assert squeezed(line) in lines
    assert said.count("DRAFT") >= 2
