"""A return as a workbook: the sheet that the funder reads, and behind it what its format wants."""

from collections.abc import Mapping
from datetime import datetime

from groupkit import workbook
from groupkit.grants import grid, return_sheets
from groupkit.grants.columns import ReturnTable
from groupkit.grants.facts import Facts, own_money_words
from groupkit.grants.paper import Paper, PaperLine
from groupkit.grants.paper import Picture as OnPaper
from groupkit.workbook import AnyRow, Cell, Column, Formula, Line, Money, Picture, Row, Sheet, Tab, Total, paragraphs

WIDE, NARROW = 360, 200
"""How wide pictures are, in pixels: where there may be more sides than one, and where there is one."""
PICTURE_WORDS = "A picture that belongs to this return"
ELSEWHERE = 40
"""The longest table, in rows, that stands among the lines; a longer one stands on the sheet behind alone."""

_GROW = {"roomy": 1.0, "close": 1.1, "snug": 1.35, "small": 1.6, "pages": 1.0}
"""How much wider the columns of a sheet are that has to hold more on its one side."""
_TO_SIGN = {"roomy": 3, "close": 4, "snug": 4, "small": 5, "pages": 3}
"""How many lines of print tall a box to sign in is, so that it is 12 mm on paper even where all is made smaller."""


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
        Line(paper.facts.from_the_book, "quiet"),
        (),
    ]
    size = WIDE if paper.shape != "sheet" else NARROW
    wide = any(line.tables for line in paper.lines)
    for line in paper.lines:
        rows += _head(line, draft, joined=paper.shape == "sheet")
        if line.has_money:
            rows += _money(paper.facts, len(rows) + 1, grid.COLUMNS if wide else 2)
        for place, table in enumerate(line.tables):
            rows += _between(line, place) if paper.shape != "sheet" else []
            rows += _table(table, paper, len(rows) + 1)
        rows += _voices(line)
        rows += _pictures(line.pictures, pictures, size)
        rows.append(())
    if paper.thanks:
        rows += [*paragraphs(paper.thanks), ()]
    rows += [*shown, ()] if (shown := _pictures(paper.pictures, pictures, size)) else []
    rows += _signed(paper, grid.COLUMNS if wide else 2)
    return Sheet(
        "Return", _columns(paper, wide), rows, one_page=paper.shape == "sheet", kept=True, tab=Tab.READ, margin=1.8
    )


def _columns(paper: Paper, wide: bool) -> list[Column]:
    """A full side has wider columns: all of it is made smaller to fit, and so it grows no narrower than it is tall."""
    grow = _GROW[paper.size]
    if wide:
        return [Column(width=one.width * max(grow - 0.15, 1)) for one in grid.columns()]
    return [Column(width=52 * grow), Column(width=26 * grow, kind="money")]


def _head(line: PaperLine, draft: bool, joined: bool) -> list[AnyRow]:
    """Its title and words, which are `joined` where room is scarce."""
    note = paragraphs(line.note or line.silence(draft), "quiet")
    words = (line.text,) if joined else line.words
    said = [row for each in words for row in paragraphs(each)]
    return [Line(f"{line.number}  {line.title}", "bold"), *said, *note]


def _between(line: PaperLine, place: int) -> list[AnyRow]:
    """What stands before a table: a gap after another, where a page can end, and room after words that lead to it."""
    return [()] if place else [Line("")] if line.words else []


def _table(table: ReturnTable, paper: Paper, first: int) -> list[AnyRow]:
    elsewhere = len(table.rows) > ELSEWHERE or table.key == "receipts"
    if elsewhere and table.rows and (sheet := return_sheets.sheet_of(table, paper)):
        where = Line(f"{len(table.rows)} lines, on the sheet “{sheet}”.", "quiet")
        return [Line(table.title, "bold"), where, *paragraphs(table.note, "quiet")]
    return grid.set_down(table, first)


def _voices(line: PaperLine) -> list[AnyRow]:
    rows: list[AnyRow] = []
    for one in line.voices:
        rows += paragraphs(one.words if one.kind != "quotation" else f"“{one.words}”")
        rows += [Line(one.said_by, "quiet")] if one.said_by and one.words else []
    return rows


def _pictures(found: tuple[OnPaper, ...], pictures: Mapping[str, bytes], wide: int) -> list[AnyRow]:
    return [Row([Picture(pictures[one.file], wide, PICTURE_WORDS)]) for one in found if one.file in pictures]


def _signed(paper: Paper, columns: int) -> list[AnyRow]:
    """What is signed, and for each who signs a box for the hand and one for the day, above the name and the role."""
    rows: list[AnyRow] = [Line(sentence) for sentence in paper.declared]
    across = columns - columns // 3 if columns > 2 else 1

    def boxes(left: str, right: str, lines: int = 0) -> Row:
        cells = [Cell(left, "answer", across), Cell(right, "answer", columns - across)]
        return Row(cells, lines=lines)

    for number, one in enumerate(paper.signatures):
        rows += [Line("")] if number else []
        rows += [boxes("Signed", "Date", _TO_SIGN[paper.size]), boxes(f"Name: {one.name}", f"Role: {one.office}")]
    return rows


def _money(facts: Facts, first: int, columns: int) -> list[AnyRow]:
    """What came, what it was spent on, and what is left; `first` is the number of the row that comes next."""
    across = columns - columns // 4 if columns > 2 else 1
    rest = columns - across
    letter = workbook.column_letter(across + 1)
    head = Row([Cell("Heading", "heading", across), Cell("Pounds", "heading", rest, kind="money")])

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
