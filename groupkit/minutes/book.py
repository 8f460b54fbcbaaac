"""The minute book: all approved minutes in their order, with what is in it and an index of decisions."""

from collections.abc import Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO

from groupkit.document import Block, Document, Heading, PageBreak, Paragraph, Table, document_in_parts
from groupkit.meetings.models import Meeting
from groupkit.meetings.queries import called
from groupkit.minutes.making import put_right_later
from groupkit.minutes.on_paper import blocks
from groupkit.minutes.paper import Paper
from groupkit.minutes.queries import standing

IN_MEMORY = 2 * 1024 * 1024
"""How much of a file is kept in memory before it goes to disk."""

Indexed = tuple[int, str, str, int]
"""A decision, what it is called, what came of it, and the number of the minutes in the book."""


def as_word(found: Sequence[tuple[int, Meeting]], group: str, name: str) -> IO[bytes]:
    """The book as a Word file, at its beginning; each minutes are read, written and let go in turn."""
    out: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (whoever takes it closes it)
    doc = Document(f"Minute book, {name}", _contents(found), footer=f"{group}, minute book, {name}", subtitle=group)
    papers = standing.papers([row for row, _ in found])
    later = put_right_later([meeting.id for _, meeting in found])
    document_in_parts(doc, _parts(papers, [later.get(meeting.id, []) for _, meeting in found]), out)
    out.seek(0)
    return out


def _contents(found: Sequence[tuple[int, Meeting]]) -> list[Block]:
    rows = [(str(number), called(meeting)) for number, (_, meeting) in enumerate(found, 1)]
    about = "Minutes that were approved, in the order of the meetings. Each has its number at the top."
    return [Heading("What is in it"), Paragraph(about), Table(rows, header=("Number", "Minutes"), widths=(1, 6))]


def _parts(papers: Iterator[Paper], later: Sequence[Sequence[str]]) -> Iterator[list[Block]]:
    index: list[Indexed] = []
    for number, (paper, since) in enumerate(zip(papers, later, strict=True), 1):
        yield [PageBreak(), Heading(f"{number}. {paper.title}"), *blocks(paper, since)]
        index += [(one.number, one.title, one.came, number) for item in paper.items for one in item.decisions]
    yield [PageBreak(), *_index(index)]


def _index(index: list[Indexed]) -> Iterator[Block]:
    yield Heading("Decisions")
    if not index:
        yield Paragraph("These minutes hold no decisions.")
        return
    rows = [(str(number), title, came, str(where)) for number, title, came, where in sorted(index)]
    yield Table(rows, header=("Decision", "About", "What came of it", "Minutes"), widths=(1, 4, 2, 1))
