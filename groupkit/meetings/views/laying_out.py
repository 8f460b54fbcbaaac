"""A document laid out for a page: its blocks with their numbers, lines of one list together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from groupkit.document import Document, Heading, PageBreak, Paragraph, SignatureLines, Table
from groupkit.document.numbering import Number, numbered
from groupkit.document.texts import runs_of


@dataclass(frozen=True)
class Laid:
    """One part of a page: what it is, and what stands in it."""

    kind: str
    """`heading`, `words`, `bullets`, `boxes`, `points`, `table`, `lines` or `break`."""
    parts: Sequence[Any] = ()
    level: int = 0
    label: str = ""
    quiet: bool = False
    cut: bool = False
    header: Sequence[Any] = ()


def laid_out(paper: Document) -> list[Laid]:
    """Every part of a document for a page, in order."""
    return list(_laid_out(numbered(paper.body)))


def _laid_out(blocks: Iterator[tuple[Any, Number | None]]) -> Iterator[Laid]:
    for kind, those in groupby(blocks, lambda one: _kind(one[0])):
        if kind in ("bullets", "boxes", "points"):
            yield Laid(kind, [runs_of(block.words) for block, _ in those])
        else:
            yield from (_one(kind, block, number) for block, number in those)


def _kind(block: Any) -> str:
    match block:
        case Heading():
            return "heading"
        case Paragraph(bullet=True):
            return "bullets"
        case Paragraph(box=True):
            return "boxes"
        case Paragraph(level=level) if level:
            return "points"
        case Paragraph():
            return "words"
        case Table():
            return "table"
        case SignatureLines():
            return "lines"
        case PageBreak():
            return "break"
    raise ValueError(f"no page shows {type(block).__name__}")


def _one(kind: str, block: Any, number: Number | None) -> Laid:
    if kind == "table":
        rows = [[runs_of(cell) for cell in row] for row in block.rows]
        return Laid(kind, rows, header=[*map(runs_of, block.header)], cut=block.cut)
    if kind == "lines":
        return Laid(kind, block.labels)
    if kind == "break":
        return Laid(kind)
    label = number.label if number else ""
    return Laid(kind, runs_of(block.words), getattr(block, "level", 0), label, getattr(block, "quiet", False))
