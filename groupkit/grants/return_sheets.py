"""The sheets that stand behind a return in its workbook."""

from collections.abc import Callable, Iterable, Iterator

from groupkit.grants import grid
from groupkit.grants.columns import ReturnTable
from groupkit.grants.defining import DEFINITIONS, MEANINGS
from groupkit.grants.facts import Count, Facts, own_money_words
from groupkit.grants.paper import Paper
from groupkit.grants.tables import TABLES, tables_of
from groupkit.workbook import (
    AnyRow,
    Cell,
    Chart,
    Column,
    Formula,
    Line,
    Money,
    Row,
    Sheet,
    Tab,
    Total,
    column_letter,
    ref,
)

TITLES = {
    "money": "Money",
    "years": "Year by year",
    "receipts": "Receipts",
    "activity": "What we did",
    "outcomes": "What came of it",
    "beside": "Beside the grant",
    "definitions": "What words mean",
}
STACKED = {
    "years": (Tab.BOOK, ("money_by_year", "instalments")),
    "activity": (
        Tab.READ,
        ("activities", "attendance_by_month", "different_people", "other_counts", "heard_of_us", "got_in_the_way"),
    ),
    "outcomes": (Tab.READ, ("outcomes", "indicators", "measures", "group_check")),
    "beside": (Tab.BOOK, ("match_funding", "in_kind", "things_bought", "funder_agreed")),
}
"""The sheets on which tables stand one below another."""


def behind(paper: Paper) -> Iterator[Sheet]:
    """The sheets that a return's format wants behind the first; one with nothing on it is left out."""
    for key in paper.sheets:
        if key in STACKED and not any(table.rows for table in tables_of(STACKED[key][1], paper.facts)):
            continue
        yield _MAKERS[key](paper.facts) if key in _MAKERS else _stacked(key, paper.facts)
        if key == "money" and (paper.facts.years or paper.facts.instalments):
            yield _stacked("years", paper.facts)


def sheet_of(table: ReturnTable, paper: Paper) -> str:
    """The title of the sheet behind on which a table stands; nothing where it stands on none."""
    for key in paper.sheets:
        on_it = STACKED[key][1] if key in STACKED else (key,)
        if table.key in on_it:
            return TITLES[key]
    return ""


def _stacked(key: str, facts: Facts) -> Sheet:
    colour, names = STACKED[key]
    return Sheet(
        TITLES[key], grid.columns(), _one_below_another(TITLES[key], tables_of(names, facts)), tab=colour, kept=True
    )


def _one_below_another(sheet: str, tables: Iterable[ReturnTable]) -> list[AnyRow]:
    rows: list[AnyRow] = []
    for table in tables:
        first = len(rows) + 1
        rows += grid.set_down(table, first)
        if picture := _by_month(sheet, table, first):
            rows.append(picture)
        rows.append(())
    return rows


def _by_month(sheet: str, table: ReturnTable, first: int) -> Chart | None:
    """Attendances by month as a picture, where each month can be shown: a gap would point at the one that is not."""
    counts = [row[-1] for row in table.rows]
    if table.chart != "months" or len(counts) < 2 or any(isinstance(one, Count) and one.hidden for one in counts):
        return None
    if not any(isinstance(one, Count) and one.number for one in counts):
        return None
    letter = column_letter(grid.starts(table.columns)[-1])
    top, last = first + 2, first + 1 + len(counts)
    return Chart(
        "column",
        "Attendances by month",
        ref(sheet, "A", top, last),
        [("Attendances", ref(sheet, letter, top, last))],
        "Attendances by month, as in the table above",
        axis="Attendances",
        height=240,
    )


def _money(facts: Facts) -> Sheet:
    """Each heading with what was agreed, spent and left, all live; below it year by year, and the instalments."""
    columns = [
        Column("Heading", 34),
        *(Column(word, 15, "money", comment=MEANINGS.get(word, "")) for word in ("Agreed", "Spent", "Left")),
    ]
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
            *_beside_agreed(facts, first, last),
        ]

    return Sheet(TITLES["money"], columns, rows, above=above, below=below, one_page=True, tab=Tab.BOOK)


def _beside_agreed(facts: Facts, first: int, last: int) -> list[AnyRow]:
    """What was spent beside what was agreed, as a picture; nothing where no sums were agreed."""
    if not any(one.budget for one in facts.spending):
        return []
    title = TITLES["money"]
    series = [(word, ref(title, column, first, last)) for word, column in (("Agreed", "B"), ("Spent", "C"))]
    words = "What was agreed and what was spent under each heading, as in the table above"
    height = min(150 + 46 * len(facts.spending), 700)
    return [(), Chart("bar", "Spent beside agreed", ref(title, "A", first, last), series, words, height=height)]


def _heading(name: str, budget: int | None, spent: int, row: int) -> AnyRow:
    if budget is None:
        return (name, None, Money(spent), None)
    return (name, Money(budget), Money(spent), Formula(f"=B{row}-C{row}", Money(budget - spent)))


def _receipts(facts: Facts) -> Sheet:
    """Every payment, in a table that can be filtered, with the sum below."""
    table = TABLES["receipts"].make(facts)
    kinds = {"money": "money", "day": "date"}
    columns = [Column(one.title, one.wide, kinds.get(one.kind, "text")) for one in table.columns]  # type: ignore[arg-type]
    place = next(number for number, one in enumerate(table.columns) if one.adds)
    letter = column_letter(place + 1)
    rows = ([grid.plain(value, one.kind) for value, one in zip(row, table.columns, strict=True)] for row in table.rows)

    def below(first: int, last: int) -> list[AnyRow]:
        sums: list[Cell | Total | None] = [None] * len(columns)
        sums[0] = Cell("Together", "total")
        sums[place] = Total(f"=SUM({letter}{first}:{letter}{last})", sum(one.pence for one in facts.bills))
        return [Row(sums), (), *([Line(table.note, "quiet")] if table.note else [])]

    above = [Line(table.title, "bold"), Line("The number stands on the receipt too. In pounds.", "quiet")]
    return Sheet(
        TITLES["receipts"], columns, rows, above=above, below=below, filtered=True, landscape=True, tab=Tab.BOOK
    )


def _definitions(_: Facts) -> Sheet:
    rows: list[AnyRow] = [Line("What the words mean", "bold"), ()]
    rows += [Row([Cell(word, "bold"), meaning], "ruled") for word, meaning in DEFINITIONS]
    return Sheet(TITLES["definitions"], [Column(width=26), Column(width=70)], rows, tab=Tab.WORDS)


_MAKERS: dict[str, Callable[[Facts], Sheet]] = {
    "money": _money,
    "receipts": _receipts,
    "definitions": _definitions,
}
