"""A return as a workbook: the sheet that the funder reads, and behind it what its format wants."""

from collections.abc import Mapping
from datetime import datetime

from groupkit import workbook
from groupkit.grants import grid, return_sheets
from groupkit.grants.facts import Facts, own_money_words
from groupkit.grants.paper import Paper, PaperLine
from groupkit.grants.paper import Picture as OnPaper
from groupkit.grants.tables import ReturnTable
from groupkit.workbook import AnyRow, Cell, Column, Formula, Line, Money, Picture, Row, Sheet, Tab, Total, paragraphs

WIDE = 360
PICTURE_WORDS = "A picture that belongs to this return"
ELSEWHERE = 40
"""The longest table, in rows, that stands among the lines; a longer one stands on the sheet behind alone."""


def make(paper: Paper, pictures: Mapping[str, bytes], made_at: datetime, draft: bool = False) -> bytes:
    """The bytes of the workbook; the same paper and moment give the very same bytes."""
    title = "Return on a grant (draft)" if draft else "Return on a grant"
    sheets = [_return(paper, pictures, draft), *return_sheets.behind(paper)]
    with workbook.workbook(sheets, title=title, author=paper.facts.group_name, made_at=made_at) as file:
        return file.read()


def _return(paper: Paper, pictures: Mapping[str, bytes], draft: bool) -> Sheet:
    """The lines in their order, with the tables and pictures that stand under them."""
    rows: list[AnyRow] = [
        *([Line("Draft: not filed yet", "bold")] if draft else []),
        Line("Return on a grant", "quiet"),
        Line(paper.facts.group_name, "title"),
        (),
    ]
    wide = any(line.tables for line in paper.lines)
    for line in paper.lines:
        rows += _head(line, draft)
        if line.has_money:
            rows += _money(paper.facts, len(rows) + 1, grid.COLUMNS if wide else 2)
        for table in line.tables:
            rows += _table(table, paper, len(rows) + 1)
        rows += _voices(line)
        rows += _pictures(line.pictures, pictures)
        rows.append(())
    if paper.thanks:
        rows += [*paragraphs(paper.thanks), ()]
    rows += _pictures(paper.pictures, pictures)
    rows += _signed(paper)
    rows.append(Line(paper.facts.from_the_book, "quiet"))
    columns = grid.columns() if wide else [Column(width=52), Column(width=26, kind="money")]
    return Sheet("Return", columns, rows, one_page=paper.shape == "sheet", tab=Tab.READ, margin=1.8)


def _head(line: PaperLine, draft: bool) -> list[AnyRow]:
    note = paragraphs(line.note or line.silence(draft), "quiet")
    return [Line(f"{line.number}  {line.title}", "bold"), *paragraphs(line.text), *note]


def _table(table: ReturnTable, paper: Paper, first: int) -> list[AnyRow]:
    elsewhere = len(table.rows) > ELSEWHERE or table.key == "receipts"
    if elsewhere and table.rows and (sheet := return_sheets.sheet_of(table, paper)):
        return [Line(table.title, "bold"), Line(f"{len(table.rows)} lines, on the sheet “{sheet}”.", "quiet")]
    return grid.set_down(table, first)


def _voices(line: PaperLine) -> list[AnyRow]:
    rows: list[AnyRow] = []
    for one in line.voices:
        rows += paragraphs(one.words if one.kind != "quotation" else f"“{one.words}”")
        rows += [Line(one.said_by, "quiet")] if one.said_by and one.words else []
    return rows


def _pictures(found: tuple[OnPaper, ...], pictures: Mapping[str, bytes]) -> list[AnyRow]:
    return [Row([Picture(pictures[one.file], WIDE, PICTURE_WORDS)]) for one in found if one.file in pictures]


def _signed(paper: Paper) -> list[AnyRow]:
    """What is signed, and by whom; a line to sign on for each."""
    rows: list[AnyRow] = [Line(sentence) for sentence in paper.declared]
    for one in paper.signatures:
        told = ", ".join(filter(None, (one.name, one.office))) or "Name"
        rows += [Line("Signed: ______________________________   Date: ______________", lines=2), Line(told, "quiet")]
    return [*rows, ()] if rows else []


def _money(facts: Facts, first: int, columns: int) -> list[AnyRow]:
    """What came, what it was spent on, and what is left; `first` is the number of the row that comes next."""
    across = columns - columns // 4 if columns > 2 else 1
    rest = columns - across
    letter = workbook.column_letter(across + 1)
    head = Row([Cell("Heading", "heading", across), Cell("Pounds", "heading", rest)])

    def line(words: str, value: Money | Formula | Total, style: workbook.cells.Style = "ruled") -> Row:
        return Row([Cell(words, style, across), Cell(value, style, rest)], style)

    came: list[AnyRow] = [line("Received", Money(facts.received))]
    if facts.own_money:
        came.append(line(own_money_words(facts), Money(facts.own_money)))
    top = first + 1
    start = top + len(came)
    spent = [line(one.name, Money(one.spent)) for one in facts.spending] or [line("Nothing spent yet", Money(0))]
    end = start + len(spent) - 1
    total = line("Spent", Formula(f"=SUM({letter}{start}:{letter}{end})", Money(facts.spent)), "total")
    held = Formula(f"=SUM({letter}{top}:{letter}{start - 1})-{letter}{end + 1}", Money(facts.left))
    return [head, *came, *spent, total, line("Left over", held, "bold")]
