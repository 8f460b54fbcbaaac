"""A return as Word, for a group that sends a letter or a booklet rather than a workbook."""

from collections.abc import Iterator, Mapping, Sequence

from groupkit.dates import long_day, short_day
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
    Words,
    document,
)
from groupkit.grants.facts import Count, Facts, own_money_words
from groupkit.grants.paper import Paper, PaperLine
from groupkit.grants.paper import Picture as OnPaper
from groupkit.grants.tables import Cell, ReturnColumn, ReturnTable
from groupkit.money import pounds

DRAFT = "Draft: not filed yet"
PICTURE_WORDS = "A picture that belongs to this return"
TALL, TALLER = 80, 120
"""How tall pictures stand, in millimetres: beside figures, and in a booklet."""


def make(paper: Paper, pictures: Mapping[str, bytes], draft: bool = False) -> bytes:
    """The bytes of the Word file; the same paper gives the very same bytes."""
    return document(as_document(paper, pictures, draft))


def as_document(paper: Paper, pictures: Mapping[str, bytes], draft: bool = False) -> Document:
    """The document: the lines under headings; a booklet begins with a cover, and each part on a page of its own."""
    booklet = paper.shape == "booklet"
    body = [*(_cover(paper) if booklet else _head(paper)), *_lines(paper, pictures, draft), *_end(paper, pictures)]
    return Document(
        f"{paper.facts.group_name}: {'how it went' if booklet else 'return on a grant'}",
        body,
        draft=draft,
        draft_words=DRAFT,
        footer=paper.facts.group_name,
        close=paper.shape == "sheet",
    )


def _head(paper: Paper) -> Iterator[Block]:
    yield Paragraph(f"To {paper.facts.funder}", quiet=True)


def _cover(paper: Paper) -> Iterator[Block]:
    facts = paper.facts
    yield Paragraph(f"For {facts.funder}, with thanks", space_above=True)
    if facts.starts:
        yield Paragraph(f"{long_day(facts.starts)} to {long_day(facts.covers)}", quiet=True)
    yield PageBreak()


def _lines(paper: Paper, pictures: Mapping[str, bytes], draft: bool) -> Iterator[Block]:
    booklet = paper.shape == "booklet"
    for number, line in enumerate(paper.lines):
        if booklet and number and (line.tables or line.has_money or line.pictures):
            yield PageBreak()
        yield Heading(line.title, 2, numbered=not booklet)
        yield from _line(line, paper.facts, pictures, TALLER if booklet else TALL)
        if not line.said:
            yield Paragraph(line.silence(draft), quiet=True)


def _line(line: PaperLine, facts: Facts, pictures: Mapping[str, bytes], tall: int) -> Iterator[Block]:
    for words in line.words:
        yield from (Paragraph(piece) for piece in words.splitlines() if piece.strip())
    if line.has_money:
        yield _money(facts)
    for table in line.tables:
        yield from _table(table)
    if line.note:
        yield Paragraph(line.note, quiet=True)
    for one in line.voices:
        yield Paragraph(f"“{one.words}”" if one.kind == "quotation" else one.words, space_above=True)
        if one.said_by and one.words:
            yield Paragraph(one.said_by, quiet=True)
    yield from _shown(line.pictures, pictures, tall)


def _shown(found: Sequence[OnPaper], pictures: Mapping[str, bytes], tall: int) -> Iterator[Block]:
    for one in found:
        if one.file in pictures:
            yield Picture(pictures[one.file], PICTURE_WORDS, tall)


def _money(facts: Facts) -> Table:
    rows: list[Sequence[Words]] = [("Received", pounds(facts.received))]
    if facts.own_money:
        rows.append((own_money_words(facts), pounds(facts.own_money)))
    rows += [(one.name, pounds(one.spent)) for one in facts.spending]
    rows += [_bold(("Spent", pounds(facts.spent))), _bold(("Left over", pounds(facts.left)))]
    return Table(rows, ("Heading", "Sum"), (7, 3))


def _table(table: ReturnTable) -> Iterator[Block]:
    if not table.rows:
        yield Paragraph(table.empty, quiet=True)
        return
    yield Heading(table.title, 3)
    rows: list[Sequence[Words]] = [_said(row, table.columns) for row in table.rows]
    if table.added:
        rows.append(_bold(_said(table.sums(), table.columns)))
    header = [column.title for column in table.columns]
    yield Table(rows, header, [column.wide for column in table.columns])
    if table.note:
        yield Paragraph(table.note, quiet=True)


def _said(row: Sequence[Cell], columns: Sequence[ReturnColumn]) -> list[str]:
    return [in_words(value, column) for value, column in zip(row, columns, strict=True)]


def in_words(value: Cell, column: ReturnColumn) -> str:
    """What stands in a cell, in words: money in pounds, a day in short, `about 14`."""
    if value is None:
        return ""
    if isinstance(value, Count):
        return value.said
    if isinstance(value, int):
        return pounds(value) if column.kind == "money" else f"{value:,}"
    return value if isinstance(value, str) else short_day(value)


def _bold(row: Sequence[str]) -> list[Words]:
    return [(Run(words, bold=True),) for words in row]


def _end(paper: Paper, pictures: Mapping[str, bytes]) -> Iterator[Block]:
    last = paper.thanks or paper.pictures or paper.declared or paper.signatures
    if paper.shape == "booklet" and last:
        yield PageBreak()
    if paper.thanks:
        yield Paragraph(paper.thanks, space_above=True)
    yield from _shown(paper.pictures, pictures, TALLER if paper.shape == "booklet" else TALL)
    for sentence in paper.declared:
        yield Paragraph(sentence)
    for one in paper.signatures:
        yield SignatureLines(("Signed", ", ".join(filter(None, (one.name, one.office))) or "Name", "Date"))
    yield Paragraph(paper.facts.from_the_book, quiet=True, space_above=True)
