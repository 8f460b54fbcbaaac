"""The Word files of a meeting, as people download them: a word processor opens each, and every page says what it is."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from flask.testing import FlaskClient

from groupkit import tenancy
from groupkit.decisions.operations import Held
from groupkit.minutes.operations import approving, confidential, deciding, room
from tests.builders import AGroup, in_books_of, sign_in_as
from tests.document import office
from tests.minutes import meeting as meetings

LINES = 70
"""Lines that are minuted: enough for a second page in any print."""
WORDS = "We go to the sea on 4 June"
OPEN = {"draft", "draft-large", "sent", "confidential-draft"}
"""What is not approved yet: every page says so."""
NUMBERED = ("agenda", "agenda-large", "draft", "draft-large", "sent", "approved", "approved-large")
"""What counts its items."""


@pytest.fixture
def files(client: FlaskClient, group: AGroup) -> dict[str, bytes]:
    """Every Word file of four meetings: one approved, one that approved it and was sent round, a draft, one to come."""
    sol, mo = group.sol.actor, group.mo.actor
    with in_books_of(group):
        was = _held(sol, 60)
        correction = approving.propose_correction(was, meetings.item_of(was), "The ferry is £6", mo)
        confidential.write(was, _lines("A complaint"), 0, sol)
        at = _held(sol, 30)
        approving.settle(was, correction, "taken", sol)
        meetings.approve(was, at, sol)
        draft = meetings.hold(sol)
        meetings.note(draft, _lines("The bus"), sol)
        confidential.write(draft, _lines("A worry"), 0, sol)
        coming = meetings.plan(sol, tenancy.today() + timedelta(days=30))
        rows = {"was": was.id, "at": at.id, "draft": draft.id, "coming": coming.id}
        year = was.day.year
    sign_in_as(client, group.sol)
    paths = {
        "agenda": f"/meetings/{rows['coming']}/agenda/docx",
        "agenda-large": f"/meetings/{rows['coming']}/agenda/large",
        "notice": f"/meetings/{rows['coming']}/papers/notice/docx",
        "notice-large": f"/meetings/{rows['coming']}/papers/notice/large",
        "draft": f"/minutes/{rows['draft']}/download/docx",
        "draft-large": f"/minutes/{rows['draft']}/download/large",
        "sent": f"/minutes/{rows['at']}/download/docx",
        "approved": f"/minutes/{rows['was']}/download/docx",
        "approved-large": f"/minutes/{rows['was']}/download/large",
        "confidential-draft": f"/minutes/{rows['draft']}/confidential/word",
        "confidential": f"/minutes/{rows['was']}/confidential/word",
        "book": f"/minutes/book?year={year}",
        "whole-book": "/minutes/book",
    }
    found = {name: client.get(group.url(path)) for name, path in paths.items()}
    assert {name: answer.status_code for name, answer in found.items()} == dict.fromkeys(paths, 200)
    return {name: answer.data for name, answer in found.items()}


def _lines(words: str) -> str:
    return "\n".join(f"{words}, line {number}." for number in range(1, LINES + 1))


def _held(by: Any, days_ago: int) -> Any:
    """A meeting with a decision, and with minutes of some pages that were sent round."""
    row = meetings.hold(by, days_ago)
    item = meetings.note(row, _lines("The outing"), by)
    round_ = Held("vote", row.day, "", WORDS, 4, (3, 1, 0))
    deciding.hold(row, item, meetings.decision(by), round_, by, all_the_same=False)
    room.add_guest(row, "A community nurse", by)
    approving.send_round(row, by)
    return row


def _headings(content: bytes) -> Iterator[tuple[int, str, bool]]:
    """The real headings of a file: (level, words, whether the file counts it)."""
    for part in docx.Document(BytesIO(content)).paragraphs:
        style = part.style.name or "" if part.style else ""
        if style.startswith("Heading "):
            numbers = part._p.pPr.numPr if part._p.pPr is not None else None
            counted = numbers is not None and numbers.numId is not None and numbers.numId.val != 0
            yield int(style.removeprefix("Heading ")), part.text, counted


def test_headings_are_real_and_items_are_counted_by_the_file(files: dict[str, bytes]) -> None:
    usual = [title for _, title in meetings.USUAL]
    for name in NUMBERED:
        found = list(_headings(files[name]))
        assert [(level, words) for level, words, counted in found if counted] == [(2, title) for title in usual], name
    assert [words for _, words, counted in _headings(files["approved"]) if not counted] == ["Corrected at approval"]
    assert list(_headings(files["notice"])), "its parts have headings"
    for name in ("book", "whole-book"):
        levels = [(level, words) for level, words, _ in _headings(files[name])]
        tops = [words for level, words in levels if level == 1]
        assert tops[0] == "What is in it" and tops[1].startswith("1. Minutes") and tops[-1] == "Decisions"
        assert [words.partition(". ")[2] for level, words in levels if level == 3][: len(usual)] == usual


def test_a_file_names_nobody_as_its_maker(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        about = docx.Document(BytesIO(content)).core_properties
        assert (about.author, about.last_modified_by, about.language) == ("", "", "en-GB"), name
        assert about.title, name


@pytest.mark.office
@pytest.mark.timeout(240)
def test_a_word_processor_opens_each_and_every_page_says_what_it_is(
    files: dict[str, bytes], group: AGroup, tmp_path: Path
) -> None:
    made = office.converted(files, "pdf", "pdf", tmp_path)
    for name, pdf in made.items():
        found = [" ".join(page.split()) for page in office.pages(pdf)]
        whole = " ".join(found)
        assert len(found) > 1 or name.startswith(("agenda", "notice")), name
        assert [("DRAFT, not yet approved" in page) for page in found] == [name in OPEN] * len(found), name
        assert ("DRAFT" in whole) is (name in OPEN), name
        for number, page in enumerate(found, 1):
            assert group.name in page and f"Page {number} of {len(found)}" in page, name
            assert ("only for those who keep the minutes" in page) is name.startswith("confidential"), name
        if name in NUMBERED:
            for number, (_, title) in enumerate(meetings.USUAL, 1):
                assert f"{number}. {title}" in whole, name
        if name.startswith(("sent", "approved", "book", "whole-book")):
            assert f"Decision {'2' if name == 'sent' else '1'}: agreed." in whole and WORDS in whole, name
    approved = " ".join(" ".join(office.pages(made["approved"])).split())
    assert f"The outing, line {LINES}." in approved and "The ferry is £6" in approved
    assert "Approved at Members’ meeting" in approved and "complaint" not in approved
