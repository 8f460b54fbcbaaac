"""Minutes on paper: kept as JSON and read again, with everything that a bank or a funder looks for."""

import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groupkit.document import document, plain_text
from groupkit.minutes.on_paper import as_document, confidential_document
from groupkit.minutes.paper import Act, Decided, Item, Paper, facts, from_data, hours_said, to_data
from groupkit.minutes.rules import present_from
from tests.sweep import examples

pytestmark = pytest.mark.pure

PAPER = Paper(
    group="Hill Street Mornings",
    kind="Committee meeting",
    day=date(2026, 5, 3),
    began="19:00",
    ended="20:30",
    place="The library",
    chair="Carys",
    taker="Sol",
    present=4,
    attending=("A community nurse",),
    apologies=2,
    quorum="Yes: 4 of 6 here; clause 7 asks for 3",
    notice=("By post, 10 April 2026: in time: 14 clear days are asked for (clause 6)",),
    items=(
        Item("Welcome"),
        Item(
            "The outing",
            here="From here on 5 with a vote were here",
            conflicts=("Bea left the room for it",),
            notes="It was talked about.\nThe bus is dear.",
            decisions=(Decided(12, "The outing", "We go to the sea", "agreed", "3 for, 1 against, 0 abstained"),),
            actions=(Act("Book the bus", "secretary", "by 1 June 2026"),),
        ),
        Item("Sharing time", wordless=True, told="What is said here stays here. Nothing is written down."),
    ),
    next_words="7 June, the library",
    standing="sent",
)

words = st.text(max_size=30)
papers = st.builds(
    Paper,
    group=words,
    kind=words,
    day=st.dates(),
    began=words,
    place=words,
    present=st.none() | st.integers(0, 99),
    attending=st.lists(words, max_size=3).map(tuple),
    apologies=st.none() | st.integers(0, 99),
    notice=st.lists(words, max_size=2).map(tuple),
    items=st.lists(
        st.builds(
            Item,
            title=words,
            wordless=st.booleans(),
            notes=words,
            conflicts=st.lists(words, max_size=2).map(tuple),
            decisions=st.lists(
                st.builds(Decided, number=st.integers(1, 999), title=words, words=words, came=words), max_size=2
            ).map(tuple),
            actions=st.lists(st.builds(Act, words=words, who=words, by=words), max_size=2).map(tuple),
        ),
        max_size=4,
    ).map(tuple),
    corrections=st.lists(words, max_size=2).map(tuple),
    standing=st.sampled_from(["draft", "sent", "approved"]),
    approved_on=st.none() | st.dates(),
    signed_by=words,
)


@given(paper=papers)
@settings(max_examples=examples(100, 3_000))
def test_what_is_kept_as_json_is_read_again_as_it_was(paper: Paper) -> None:
    assert from_data(json.loads(json.dumps(to_data(paper)))) == paper


def test_older_minutes_without_a_newer_field_are_read() -> None:
    data = to_data(PAPER)
    for name in ("corrections", "signed_by", "approved_on"):
        del data[name]
    assert from_data(data).items == PAPER.items


def test_everything_that_minutes_must_hold_stands_there() -> None:
    text = plain_text(as_document(PAPER))
    for said in (
        "Hill Street Mornings",
        "Committee meeting",
        "3 May 2026",
        "from 7 pm to 8.30 pm",
        "The library",
        "In the chair | Carys",
        "Minutes taken by | Sol",
        "Here with a vote | 4",
        "In attendance, without a vote | A community nurse",
        "Apologies | 2",
        "Yes: 4 of 6 here; clause 7 asks for 3",
        "in time: 14 clear days are asked for (clause 6)",
        "Bea left the room for it",
        "The bus is dear.",
        "Decision 12: agreed. “We go to the sea”",
        "3 for, 1 against, 0 abstained",
        "To do: Book the bus (secretary, by 1 June 2026)",
        "7 June, the library",
        "Sent round, not approved yet",
        "Signed, in the chair: ____",
        "What is said here stays here",
    ):
        assert said in text, said


def test_a_draft_says_so_and_approved_minutes_do_not() -> None:
    approved = from_data(
        to_data(PAPER)
        | {
            "standing": "approved",
            "approved_at": "Committee meeting",
            "approved_on": "2026-06-07",
            "signed_by": "Carys",
            "corrections": ["It was Bea’s cake"],
        }
    )
    for paper, says in ((PAPER, True), (approved, False)):
        made = as_document(paper)
        text = plain_text(made)
        assert text.startswith("DRAFT, not yet approved") is says
        with ZipFile(BytesIO(document(made))) as archive:
            header = [name for name in archive.namelist() if "header" in name]
            assert bool(header) is says
            assert not says or b"DRAFT, not yet approved" in archive.read(header[0])
    assert "Corrected at approval" in text and "It was Bea’s cake" in text
    assert "Approved at Committee meeting on 7 June 2026, and signed by Carys" in text
    assert "____" not in text


def test_headings_are_real_and_numbered_in_the_word_file() -> None:
    with ZipFile(BytesIO(document(as_document(PAPER)))) as archive:
        body = archive.read("word/document.xml").decode()
    assert body.count('w:val="Heading2"') == len(PAPER.items)
    assert "<w:numPr>" in body


def test_an_empty_paper_says_that_nobody_counted() -> None:
    assert ("Here with a vote", "not counted") in facts(Paper("G", "Meeting", date(2026, 1, 1)))


def test_hours_as_far_as_they_are_known() -> None:
    assert hours_said("19:00", "") == "began at 7 pm"
    assert hours_said("", "20:45") == "ended at 8.45 pm"
    assert hours_said("", "") == ""


def test_a_confidential_part_is_a_file_of_its_own() -> None:
    made = plain_text(confidential_document("Meeting, 3 May 2026", "G", "A complaint came", draft=True))
    assert made.startswith("DRAFT, not yet approved\n\nConfidential: Meeting, 3 May 2026")
    assert "A complaint came" in made


@given(
    items=st.lists(st.integers(1, 20), unique=True, max_size=8),
    changes=st.dictionaries(st.integers(1, 20), st.integers(0, 30), max_size=5),
    began=st.none() | st.integers(0, 30),
)
@settings(max_examples=examples(100, 3_000))
def test_how_many_are_there_at_each_item(items: list[int], changes: dict[int, int], began: int | None) -> None:
    found = present_from(items, changes, began)
    for place, item in enumerate(items):
        said = [changes[one] for one in items[: place + 1] if one in changes]
        assert found[item] == (said[-1] if said else began)
