"""A document as plain text: numbers written out, one paragraph a line."""

from collections.abc import Iterator

from groupkit.document.numbering import Number, numbered
from groupkit.document.texts import one_line, told
from groupkit.document.values import Block, Document, Heading, PageBreak, Paragraph, Picture, SignatureLines, Table

WRITING_LINE = "_" * 30


def plain_text(doc: Document) -> str:
    """The document as plain text, with its numbers written out and each paragraph in one line.

    A line end within a paragraph's words stays. A row of a table is `left | right`.
    """
    return "\n".join(_spaced(doc)) + "\n"


def _spaced(doc: Document) -> Iterator[str]:
    if doc.draft:
        yield from (one_line(doc.draft_words), "")
    yield one_line(doc.title)
    if doc.subtitle:
        yield told(doc.subtitle)
    standing_apart = True
    for block, number in numbered(doc.body):
        lines = list(_lines(block, number))
        apart = not isinstance(block, Paragraph) or block.space_above
        if lines and (apart or standing_apart):
            yield ""
        yield from lines
        standing_apart = not isinstance(block, Heading | Paragraph)
    if doc.draft:
        yield from ("", one_line(doc.draft_words))


def _lines(block: Block, number: Number | None) -> Iterator[str]:
    match block:
        case Heading(words=words) | Paragraph(words=words):
            yield f"{number.label} {told(words)}" if number else told(words)
        case Table():
            for row in (block.header, *block.rows):
                if row:
                    yield " | ".join(one_line(told(cell)) for cell in row)
        case Picture():
            yield f"[Picture: {one_line(block.description)}]"
        case SignatureLines():
            for place, label in enumerate(block.labels):
                yield f"{one_line(label)}: {one_line(block.printed.get(place, '')) or WRITING_LINE}"
        case PageBreak():
            return
