"""A return as a workbook: the sheet that the funder reads, and one with the money behind it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from groupkit import workbook
from groupkit.dates import long_day
from groupkit.grants.facts import Facts
from groupkit.grants.paper import Paper, PaperLine
from groupkit.workbook import AnyRow, Cell, Column, Formula, Line, Money, Picture, Row, Sheet, Total, paragraphs

BLUE = "35659A"
WIDE = 360
PICTURE_WORDS = "A picture that belongs to this return"


def make(paper: Paper, pictures: Iterable[bytes], made_at: datetime, draft: bool = False) -> bytes:
    """The bytes of the workbook; the same paper and moment give the very same bytes."""
    title = "Return on a grant (draft)" if draft else "Return on a grant"
    sheets = [_return(paper, list(pictures), draft), _money(paper.facts)]
    with workbook.workbook(sheets, title=title, author=paper.facts.group_name, made_at=made_at) as file:
        return file.read()


def _return(paper: Paper, pictures: Sequence[bytes], draft: bool) -> Sheet:
    """One sheet of A4: the lines in their order, the table of money where a line asks for it."""
    rows: list[AnyRow] = [
        *([Line("Draft: not filed yet", "bold")] if draft else []),
        Line("Return on a grant", "quiet"),
        Line(paper.facts.group_name, "title"),
        (),
    ]
    for line in paper.lines:
        rows += _line(line)
        if line.has_money:
            rows.append(Row([Cell("Heading", "heading"), Cell("Pounds", "heading")]))
            rows += _table(paper.facts, len(rows) + 1)
        rows.append(())
    if paper.thanks:
        rows += [*paragraphs(paper.thanks), ()]
    rows += [Row([Picture(content, WIDE, PICTURE_WORDS)]) for content in pictures]
    rows.append(Line(f"Figures from our cash book on {long_day(paper.facts.as_of)}.", "quiet"))
    columns = [Column(width=52), Column(width=26, kind="money")]
    return Sheet("Return", columns, rows, one_page=True, tab=BLUE, margin=1.8)


def _line(line: PaperLine) -> list[AnyRow]:
    return [Line(f"{line.number}  {line.title}", "bold"), *paragraphs(line.text)]


def _table(facts: Facts, first: int) -> list[AnyRow]:
    """What came, what it was spent on, and what is left; `first` is the number of the row that comes next."""
    came: list[AnyRow] = [Row(["Received", Money(facts.received)], "ruled")]
    if facts.own_money:
        came.append(Row([own_money_words(facts), Money(facts.own_money)], "ruled"))
    start = first + len(came)
    spent = [Row([one.name, Money(one.spent)], "ruled") for one in facts.spending]
    spent = spent or [Row(["Nothing spent yet", Money(0)], "ruled")]
    end = start + len(spent) - 1
    total = Row([Cell("Spent", "total"), Total(f"=SUM(B{start}:B{end})", facts.spent)])
    left = Formula(f"=SUM(B{first}:B{start - 1})-B{end + 1}", Money(facts.left), "bold")
    return [*came, *spent, total, Row([Cell("Left over", "bold"), left])]


def own_money_words(facts: Facts) -> str:
    """What is said of money that was moved between this fund and others."""
    return "From our own money" if facts.own_money > 0 else "Moved to our other money"


def _money(facts: Facts) -> Sheet:
    """Each heading with what was agreed, spent and left, all live."""
    columns = [Column("Heading", 34), *(Column(word, 15, "money") for word in ("Agreed", "Spent", "Left"))]
    above = [
        Line("The money, heading by heading", "bold"),
        Line("In pounds. “Agreed” is what the funder said for each heading, where they did.", "quiet"),
    ]
    first = len(above) + 2
    rows = [_heading(one.name, one.budget, one.spent, first + place) for place, one in enumerate(facts.spending)]

    def below(first: int, last: int) -> list[AnyRow]:
        agreed = sum(one.budget or 0 for one in facts.spending)
        sums = [
            Total(f"=SUM({column}{first}:{column}{last})", pence)
            for column, pence in (("B", agreed), ("C", facts.spent))
        ]
        came = last + 3
        own = [Row([own_money_words(facts), None, Money(facts.own_money)])] if facts.own_money else []
        left = Formula(f"=SUM(C{came}:C{came + len(own)})-C{last + 1}", Money(facts.left), "bold")
        return [
            Row([Cell("Together", "total"), *sums, Cell("", "total")]),
            (),
            Row(["Received", None, Money(facts.received)]),
            *own,
            Row([Cell("Left over", "bold"), None, left]),
        ]

    return Sheet("Money", columns, rows, above=above, below=below, one_page=True, tab=BLUE)


def _heading(name: str, budget: int | None, spent: int, row: int) -> AnyRow:
    if budget is None:
        return (name, None, Money(spent), None)
    return (name, Money(budget), Money(spent), Formula(f"=B{row}-C{row}", Money(budget - spent)))
