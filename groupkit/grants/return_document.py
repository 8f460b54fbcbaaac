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
from groupkit.grants.columns import Cell, ReturnColumn, ReturnTable
from groupkit.grants.facts import Count, Facts, own_money_words
from groupkit.grants.paper import Paper, PaperLine, Signature
from groupkit.grants.paper import Picture as OnPaper
from groupkit.money import pounds

DRAFT = "Draft: not filed yet"
PICTURE_WORDS = "A picture that belongs to this return"
TO_SIGN_MM = 12.5
"""How high a line to sign on is."""
SMALL, TALL, TALLER = 50, 80, 100
"""How tall pictures stand, in millimetres: on a full sheet, beside figures, and in a booklet."""
FIGURES = ("money", "count")
SHORT = 12
"""In letters: words that are never parted."""
LEAST_MM = 14
"""How narrow a column may be, however little stands in it."""
PAGE_MM, FIGURE_MM, LETTER_MM, BESIDE_MM = 164, 2.15, 2.0, 4
"""How wide a page's text is, a figure in bold, a letter, and the room beside the words of a cell."""


def make(paper: Paper, pictures: Mapping[str, bytes], draft: bool = False) -> bytes:
    """The bytes of the Word file; the same paper gives the very same bytes."""
    return document(as_document(paper, pictures, draft))


def as_document(paper: Paper, pictures: Mapping[str, bytes], draft: bool = False) -> Document:
    """The document: the lines under headings; a booklet begins with a cover, and each part on a page of its own."""
    booklet = paper.shape == "booklet"
    body = [*(_cover(paper) if booklet else _head(paper)), *_lines(paper, pictures, draft), *_end(paper, pictures)]
    return Document(
        f"{paper.facts.group_name}: how it went" if booklet else paper.facts.group_name,
        body,
        draft=draft,
        draft_words=DRAFT,
        footer=paper.facts.group_name,
        subtitle="" if booklet else f"Return on a grant from {paper.facts.funder}",
        close=paper.shape == "sheet",
    )


def _head(paper: Paper) -> Iterator[Block]:
    yield Paragraph(paper.facts.from_the_book, quiet=True)


def _cover(paper: Paper) -> Iterator[Block]:
    facts = paper.facts
    yield Paragraph(f"For {facts.funder}, with thanks", space_above=True)
    if facts.starts:
        yield Paragraph(f"{long_day(facts.starts)} to {long_day(facts.covers)}", quiet=True)
    yield Paragraph(facts.from_the_book, quiet=True)
    yield PageBreak()


def _lines(paper: Paper, pictures: Mapping[str, bytes], draft: bool) -> Iterator[Block]:
    booklet = paper.shape == "booklet"
    for number, line in enumerate(paper.lines):
        if booklet and number and (line.tables or line.has_money or line.pictures):
            yield PageBreak()
        yield Heading(line.title, 2, numbered=not booklet)
        yield from _line(line, paper.facts, pictures, _tall(paper))
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


def _tall(paper: Paper) -> int:
    return TALLER if paper.shape == "booklet" else SMALL if paper.beside else TALL


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
    return Table(rows, ("Heading", "Sum"), (7, 3), right=(1,))


def _table(table: ReturnTable) -> Iterator[Block]:
    if not table.rows:
        yield Paragraph(table.empty, quiet=True)
        return
    yield Heading(table.title, 3)
    said = [_said(row, table.columns) for row in (*table.rows, *([table.sums()] if table.added else []))]
    rows: list[Sequence[Words]] = [*said[:-1], _bold(said[-1])] if table.added else [*said]
    header = [column.title for column in table.columns]
    figures = [place for place, column in enumerate(table.columns) if column.kind in FIGURES]
    yield Table(rows, header, _widths(table.columns, said), right=figures, leads=bool(table.note))
    if table.note:
        yield Paragraph(table.note, quiet=True)


def _widths(columns: Sequence[ReturnColumn], rows: Sequence[Sequence[str]]) -> list[float]:
    """The widths in millimetres: figures, days and short words have room for the longest, others share what is left."""
    longest = [
        max(map(len, (*_head_words(column), *(row[place] for row in rows)))) for place, column in enumerate(columns)
    ]
    widest = max(range(len(columns)), key=lambda place: (columns[place].kind == "words", columns[place].wide))
    need = {
        place: max(BESIDE_MM + longest[place] * (FIGURE_MM if column.kind in FIGURES else LETTER_MM), LEAST_MM)
        for place, column in enumerate(columns)
        if place != widest and (column.kind in FIGURES or max(longest[place], len(column.title)) <= SHORT)
    }
    wide = sum(column.wide for place, column in enumerate(columns) if place not in need)
    rest = max(PAGE_MM - sum(need.values()), PAGE_MM / 5)
    return [need.get(place, rest * column.wide / wide) for place, column in enumerate(columns)]


def _head_words(column: ReturnColumn) -> Sequence[str]:
    return (column.title,) if len(column.title) <= SHORT else column.title.split()


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
        yield Paragraph(paper.thanks, space_above=True, outside=True)
    yield from _shown(paper.pictures, pictures, _tall(paper))
    for number, sentence in enumerate(paper.declared):
        yield Paragraph(sentence, space_above=not number, outside=True, kept=bool(paper.signatures))
    if paper.signatures:
        yield _to_sign(paper.signatures)


def _to_sign(signatures: Sequence[Signature]) -> SignatureLines:
    """For each who signs a line for the hand and one for the date, and under them the name and the role in print."""
    lines = [("Signed", ""), ("Date", "")]
    labels = [pair for one in signatures for pair in (*lines, ("Name", one.name), ("Role", one.office))]
    printed = {place: words for place, (_, words) in enumerate(labels) if words}
    return SignatureLines([label for label, _ in labels], printed, TO_SIGN_MM)
