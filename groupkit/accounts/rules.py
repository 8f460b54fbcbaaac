"""The accounts of a year, worked out in whole pence from sums of the book; shown in pounds or in pence. Pure.

The rows A1 to A6 are those of the charity regulators' receipts and payments account (DOMAIN 4.7).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

UNRESTRICTED, RESTRICTED, EXPENDABLE, PERMANENT = "unrestricted", "restricted", "expendable", "permanent"
ENDOWMENT = "endowment"
"""One column for both kinds of endowment, where a layout does not tell them apart."""

COLUMN_WORDS = {
    UNRESTRICTED: "Unrestricted",
    RESTRICTED: "Restricted",
    ENDOWMENT: "Endowment",
    EXPENDABLE: "Expendable endowment",
    PERMANENT: "Permanent endowment",
}
COLUMN_NOTES = {
    UNRESTRICTED: "General money, and what we set aside ourselves",
    RESTRICTED: "Given for one purpose only",
}
ENDOWMENTS = {
    EXPENDABLE: "Expendable: we may decide to spend it",
    PERMANENT: "Permanent: it has to be kept",
}

SHOWN = {"pence": "In pounds and pence", "pounds": "In whole pounds"}
STANDINGS = {
    "none": "No",
    "charity": "Yes",
    "cio": "Yes, as a charitable incorporated organisation (CIO or SCIO)",
}


def column_of(kind: str, endowment: str, layout: "Layout") -> str:
    """The column in which a fund of a kind stands; `endowment` is empty for all but a few restricted funds."""
    if kind != "restricted":
        return UNRESTRICTED
    if not endowment:
        return RESTRICTED
    return endowment if endowment in layout.columns else ENDOWMENT


@dataclass(frozen=True)
class Layout:
    """How the accounts of one nation are set out: the columns and what each row is called; "" leaves a row out."""

    key: str
    columns: tuple[str, ...]
    words: Mapping[str, str]

    @property
    def has_columns(self) -> bool:
        """Whether the funds stand side by side, or only their total."""
        return len(self.columns) > 1


_A_ROWS = {
    "A1": "A1 Receipts",
    "A1 together": "Sub-total: gross income",
    "A2": "A2 Asset and investment sales",
    "A2 together": "Sub-total",
    "receipts": "Total receipts",
    "A3": "A3 Payments",
    "A3 together": "Sub-total",
    "A4": "A4 Asset and investment purchases",
    "A4 together": "Sub-total",
    "payments": "Total payments",
    "net": "Net of receipts/(payments)",
    "moved": "A5 Transfers between funds",
    "surplus": "",
    "opening": "A6 Cash funds last year end",
    "closing": "Cash funds this year end",
}
CHARITY = Layout("charity", (UNRESTRICTED, RESTRICTED, ENDOWMENT), _A_ROWS)
SCOTTISH = Layout(
    "scottish",
    (UNRESTRICTED, RESTRICTED, EXPENDABLE, PERMANENT),
    _A_ROWS
    | {
        "A1": "Receipts",
        "A1 together": "Sub-total: gross income",
        "A2": "Receipts from asset and investment sales",
        "A3": "Payments",
        "A4": "Payments for assets and investments",
        "net": "Net receipts/(payments)",
        "moved": "Transfers to/(from) funds",
        "surplus": "Surplus/(deficit) for the year",
        "opening": "",
        "closing": "",
    },
)
ONE_PAGE = Layout(
    "one page",
    ("all",),
    _A_ROWS
    | {
        "A1": "Money in",
        "A1 together": "",
        "A2": "From selling what we had",
        "A2 together": "",
        "receipts": "Money in, together",
        "A3": "Money out",
        "A3 together": "",
        "A4": "For things that last",
        "A4 together": "",
        "payments": "Money out, together",
        "net": "In less out",
        "moved": "",
        "opening": "At the start of the year",
        "closing": "At the end of the year",
    },
)


LAYOUTS = {layout.key: layout for layout in (CHARITY, SCOTTISH, ONE_PAGE)}


def layout_for(standing: str, nation: str) -> Layout:
    """The layout that a group uses: a nation's own for a registered charity, one page for any other group."""
    if standing == "none":
        return ONE_PAGE
    return SCOTTISH if nation == "scotland" else CHARITY


@dataclass(frozen=True)
class CategorySum:
    """What came in or went out under a category in one column, in pence; out is counted as a positive sum."""

    category_id: int
    name: str
    direction: str
    column: str
    pence: int
    asset: bool = False
    """Whether the category is for buying or selling things that last."""


@dataclass(frozen=True)
class Figures:
    """A year's sums, in pence: by category and column; what each column began with, and was moved."""

    sums: tuple[CategorySum, ...] = ()
    opening: Mapping[str, int] = field(default_factory=dict)
    moved: Mapping[str, int] = field(default_factory=dict)

    @property
    def closing(self) -> dict[str, int]:
        """What each column ends with."""
        found = {column: self.opening.get(column, 0) + self.moved.get(column, 0) for column in self._columns}
        for one in self.sums:
            found[one.column] += one.pence if one.direction == "in" else -one.pence
        return found

    @property
    def _columns(self) -> set[str]:
        return {*self.opening, *self.moved, *(one.column for one in self.sums)}

    @property
    def gross_income(self) -> int:
        """Pence received, without what came from selling assets: what the regulators' limits go by."""
        return sum(one.pence for one in self.sums if one.direction == "in" and not one.asset)


@dataclass(frozen=True)
class Line:
    """A row of the accounts, in pence by column; `adds` names the rows that it adds or takes off, none for a plain one.

    `last` is the total of the year before.
    """

    name: str
    label: str
    amounts: tuple[int, ...]
    last: int
    adds: tuple[tuple[str, int], ...] = ()
    look: str = "row"
    category_id: int = 0

    @property
    def total(self) -> int:
        return sum(self.amounts)


SECTIONS = (("A1", "in", False), ("A2", "in", True), ("A3", "out", False), ("A4", "out", True))


def account(this: Figures, last: Figures, layout: Layout) -> list[Line]:
    """The receipts and payments account, from its first row to what the year ends with."""
    lines: dict[str, Line] = {}

    def put(line: Line) -> None:
        lines[line.name] = line

    def total(name: str, adds: Iterable[tuple[str, int]], look: str = "total") -> None:
        parts = [(lines[part], sign) for part, sign in adds]
        amounts = tuple(sum(sign * one.amounts[at] for one, sign in parts) for at in range(len(layout.columns)))
        before = sum(sign * one.last for one, sign in parts)
        adding = tuple((one.name, sign) for one, sign in parts)
        put(Line(name, layout.words[name], amounts, before, adding, look))

    for code, direction, asset in SECTIONS:
        rows = list(_rows(code, direction, asset, this, last, layout))
        for row in rows:
            put(row)
        total(f"{code} together", [(row.name, 1) for row in rows], "sub")
        if code in ("A2", "A4"):
            pair = ("A1", "A2") if code == "A2" else ("A3", "A4")
            total("receipts" if code == "A2" else "payments", [(f"{one} together", 1) for one in pair])
    total("net", [("receipts", 1), ("payments", -1)])
    put(_by_column("moved", this.moved, last.moved, layout))
    total("surplus", [("net", 1), ("moved", 1)])
    put(_by_column("opening", this.opening, last.opening, layout))
    total("closing", [("net", 1), ("moved", 1), ("opening", 1)])
    return list(lines.values())


def _by_column(name: str, this: Mapping[str, int], last: Mapping[str, int], layout: Layout) -> Line:
    amounts = tuple(this.get(column, 0) for column in layout.columns)
    return Line(name, layout.words[name], amounts, sum(last.values()))


def _rows(code: str, direction: str, asset: bool, this: Figures, last: Figures, layout: Layout) -> Iterator[Line]:
    """A row for each category that had anything in it in either year, in the order of the categories."""
    now, before = (_of(figures, direction, asset) for figures in (this, last))
    names = {one.category_id: one.name for one in (*before, *now)}
    for category_id in sorted(names):
        mine = [one for one in now if one.category_id == category_id]
        amounts = tuple(sum(one.pence for one in mine if one.column == column) for column in layout.columns)
        was = sum(one.pence for one in before if one.category_id == category_id)
        if any(amounts) or was:
            yield Line(f"{code} {category_id}", names[category_id], amounts, was, category_id=category_id)


def _of(figures: Figures, direction: str, asset: bool) -> list[CategorySum]:
    return [one for one in figures.sums if one.direction == direction and one.asset == asset]


def for_paper(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """The rows that are shown, with the heading of each section above it; those without words are left out."""
    shown: list[Line] = []
    for line in lines:
        code = line.name.split(" ")[0]
        heading = code in ("A1", "A2", "A3", "A4") and not any(one.name == code for one in shown)
        empty = line.name.endswith(" together") and not line.adds
        if heading and not (layout is ONE_PAGE and empty):
            shown.append(Line(code, layout.words[code], (), 0, look="heading"))
        if line.category_id or line.label:
            shown.append(line)
    return shown


def in_pounds(pence: int) -> int:
    """Whole pounds, to the nearest; fifty pence go away from nought."""
    rounded = (abs(pence) + 50) // 100
    return -rounded if pence < 0 else rounded


def show(pence: int, shown: str) -> str:
    """An amount as it stands in the accounts: `1,012`, `1,012.50`, `-5`; nothing is a dash."""
    if shown == "pounds":
        return f"{in_pounds(pence):,}" if in_pounds(pence) else "–"
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100:,}.{abs(pence) % 100:02d}" if pence else "–"


def needs_rounding_note(lines: Sequence[Line], shown: str) -> bool:
    """Whether the figures as they are shown do not add, down or across, for the rounding alone."""
    if shown != "pounds":
        return False
    by_name = {line.name: line for line in lines}
    return any(_is_off_across(line) or _is_off_down(line, by_name) for line in lines)


def _is_off_across(line: Line) -> bool:
    return sum(map(in_pounds, line.amounts)) != in_pounds(line.total)


def _is_off_down(line: Line, by_name: Mapping[str, Line]) -> bool:
    if not line.adds:
        return False
    parts = [(by_name[name], sign) for name, sign in line.adds]
    columns = [
        (sum(sign * in_pounds(part.amounts[at]) for part, sign in parts), in_pounds(amount))
        for at, amount in enumerate(line.amounts)
    ]
    columns.append((sum(sign * in_pounds(part.total) for part, sign in parts), in_pounds(line.total)))
    columns.append((sum(sign * in_pounds(part.last) for part, sign in parts), in_pounds(line.last)))
    return any(added != total for added, total in columns)


def lasts(pence: int, paid: int, months: int) -> str:
    """How long money lasts at the pace of the last months: `about nine months`; empty where nobody can tell.

    `paid` is what was spent in those months, in pence.
    """
    if paid <= 0 or months <= 0 or pence <= 0:
        return ""
    left = pence * months // paid
    if left > 24:
        return "more than two years"
    return f"about {_MONTHS[left]} months" if left > 1 else "about a month" if left else "less than a month"


_MONTHS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "twenty-one",
    "twenty-two",
    "twenty-three",
    "twenty-four",
]
