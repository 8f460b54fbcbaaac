"""A cash book kept by hand, made of deeds, and written down in each of the shapes in which volunteers keep them."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from io import BytesIO, StringIO
from typing import Any

from hypothesis import strategies as st

FIRST = date(2025, 4, 1)
KINDS = {"in": ("Subs", "Gifts in memory", "Raffle and teas"), "out": ("Hall", "Milk and cake", "Coach trip")}
WHO = ("Library", "Zoë’s, café", "A. Donor", "Mrs O'Brien", "=2+3", "The “Hall” Trust")
Cells = list[Any]


@dataclass(frozen=True)
class Deed:
    """Something that happened: money in or out of a place, or moved from it to the other."""

    day: date
    way: str
    pence: int
    place: str = "Bank"
    kind: str = ""
    fund: str = "General"
    who: str = ""
    number: str = ""

    @property
    def other(self) -> str:
        return "Cash" if self.place == "Bank" else "Bank"

    def change(self, place: str) -> int:
        """Pence into a place."""
        if self.way == "move":
            return {self.place: -self.pence, self.other: self.pence}.get(place, 0)
        return (self.pence if self.way == "in" else -self.pence) if place == self.place else 0


@dataclass(frozen=True)
class Kept:
    """A book: what was there at first, and what happened, by day."""

    deeds: tuple[Deed, ...]
    opening: dict[str, int] = field(default_factory=dict)

    @property
    def places(self) -> Counter[str]:
        """What is in each place at the end, in pence."""
        return Counter(
            {
                place: self.opening.get(place, 0) + sum(one.change(place) for one in self.deeds)
                for place in ("Bank", "Cash")
            }
        )

    @property
    def kinds(self) -> dict[tuple[str, str], int]:
        """What came in and went out by kind."""
        found: Counter[tuple[str, str]] = Counter()
        for one in self.deeds:
            if one.way != "move":
                found[one.way, one.kind] += one.pence
        return dict(found)

    @property
    def funds(self) -> Counter[str]:
        """What is in each fund at the end; all there was at first is general."""
        found = Counter({"General": sum(self.opening.values())})
        for one in self.deeds:
            found[one.fund] += one.change("Bank") + one.change("Cash")
        return found


def books(places: Sequence[str] = ("Bank", "Cash"), moves: bool = True, funds: bool = True) -> st.SearchStrategy[Kept]:
    """Any book, of up to a dozen deeds; a fund never goes below nought, and pairs of like sums are common."""
    ways = ("in", "out", "move") if moves else ("in", "out")
    deed = st.builds(
        _deed,
        st.integers(0, 360),
        st.sampled_from(ways),
        st.integers(1, 9) | st.integers(1, 999_99),
        st.sampled_from(places),
        st.integers(0, 2),
        st.sampled_from(("General", "Lottery") if funds else ("General",)),
        st.sampled_from(WHO),
    )
    opening = st.fixed_dictionaries({place: st.integers(0, 50_000) for place in places})
    return st.builds(_kept, st.lists(deed, min_size=1, max_size=12), opening)


def _deed(after: int, way: str, pence: int, place: str, kind: int, fund: str, who: str) -> Deed:
    day = FIRST + timedelta(days=after)
    if way == "move":
        return Deed(day, way, pence, place)
    return Deed(day, way, pence, place, KINDS[way][kind], fund if way == "in" else "General", who)


def _kept(deeds: list[Deed], opening: dict[str, int]) -> Kept:
    ordered = sorted(deeds, key=lambda one: one.day)
    numbered = [replace(one, number=f"{at}") for at, one in enumerate(ordered, 101)]
    used = {place for one in ordered for place in opening if one.change(place)}
    return Kept(tuple(numbered), {place: pence if place in used else 0 for place, pence in opening.items()})


def pounds(pence: int) -> str:
    return f"{pence / 100:.2f}" if pence else ""


def plain(book: Kept) -> list[Cells]:
    """Date, details, in, out and balance, for one place; a month stands above its lines, totals below."""
    at, month = book.opening.get("Bank", 0), 0
    rows: list[Cells] = [["Our cash book 2025-26"], [], ["Date", "Details", "In", "Out", "Balance"]]
    rows.append(["01/04/2025", "Balance b/f", "", "", f"{at / 100:.2f}"])
    for one in book.deeds:
        if one.day.month != month:
            month = one.day.month
            rows += [[], [f"{one.day:%B %Y}"]]
        at += one.change("Bank")
        into, out = (one.pence, 0) if one.way == "in" else (0, one.pence)
        rows.append([f"{one.day:%d/%m/%Y}", one.kind, pounds(into), pounds(out), f"{at / 100:.2f}"])
    total = [sum(one.pence for one in book.deeds if one.way == way) for way in ("in", "out")]
    return [*rows, ["", "Totals", *map(pounds, total)], ["31/03/2026", "Balance c/f", "", "", f"{at / 100:.2f}"]]


def signed(book: Kept) -> list[Cells]:
    """One column with a minus for money out, and a word for kind, fund and place; a move is two rows."""
    rows: list[Cells] = [["Date", "Payee", "Amount", "Category", "Fund", "Account", "Receipt no."]]
    for one in book.deeds:
        for place in (one.place, one.other):
            if pence := one.change(place):
                kind = one.kind or "Transfer"
                fund = "" if one.way == "move" else one.fund
                rows.append([f"{one.day:%d/%m/%Y}", one.who, f"{pence / 100:.2f}", kind, fund, place, one.number])
    return rows


def by_place(book: Kept) -> list[Cells]:
    """A pair of columns for each place, below its name; a move is one row."""
    rows: list[Cells] = [["", "", "Bank", "", "Cash", "", "", ""]]
    rows.append(["Date", "Details", "In", "Out", "In", "Out", "Category", "Project"])
    rows.append(["", "Opening balance", pounds(book.opening.get("Bank", 0)), "", pounds(book.opening.get("Cash", 0))])
    for one in book.deeds:
        cells = [pounds(max(0, way * one.change(place))) for place in ("Bank", "Cash") for way in (1, -1)]
        rows.append([f"{one.day:%d %b %Y}", one.who or "To the other", *cells, one.kind, one.fund])
    return rows


def analysed(book: Kept) -> list[Cells]:
    """Totals in and out, and each amount again below its kind, in groups; a move says so in a column of its own."""
    kinds = (*KINDS["in"], *KINDS["out"])
    rows: list[Cells] = [["Hill Street", *[""] * 12], [""] * 4 + ["RECEIPTS", "", "", "", "PAYMENTS", "", "", "", ""]]
    rows.append(["Date", "No.", "Details", "Bank/Cash", "Total", *KINDS["in"], "Total", *KINDS["out"], "Fund"])
    for one in book.deeds:
        own = [pounds(one.pence) if one.kind == kind else "" for kind in kinds]
        into, out = (one.pence, 0) if one.way == "in" else (0, one.pence)
        rows.append(
            [
                f"{one.day:%d-%b-%y}",
                one.number,
                one.who,
                one.place,
                pounds(into),
                *own[:3],
                pounds(out),
                *own[3:],
                one.fund,
            ]
        )
    return [*rows, ["", "", "TOTAL", "", "999.00", *[""] * 3, "999.00"]]


def sorted_by_kind(book: Kept) -> list[Cells]:
    """Money in and out with words beside it, the newest first, with a balance of everything together."""
    at = sum(book.opening.values())
    rows: list[Cells] = []
    for one in book.deeds:
        for place in (one.place, one.other):
            if pence := one.change(place):
                at += pence
                way = pounds(max(0, pence)), pounds(max(0, -pence))
                kind = one.kind or ("Banked" if pence < 0 else "From the tin")
                rows.append([f"{one.day:%d/%m/%y}", one.who, place, kind, one.fund, *way, f"{at / 100:.2f}"])
    head = ["Date", "Who", "Account", "Category", "Fund", "Money in (£)", "Money out (£)", "Running total"]
    return [["Treasurer: see me"], head, *rows[::-1]]


def two_sides(book: Kept) -> list[Cells]:
    """Money in on the left, money out on the right, each with its own days, words and places; a move is on both."""
    sides: dict[str, list[Cells]] = {"in": [], "out": []}
    for one in book.deeds:
        for place in (one.place, one.other):
            if pence := one.change(place):
                kind, fund = one.kind or "Transfer", "" if one.way == "move" else one.fund
                cells = [pounds(abs(pence)) if place == wanted else "" for wanted in ("Bank", "Cash")]
                row = [f"{one.day:%d/%m/%Y}", one.who, kind, *cells, fund]
                sides["in" if pence > 0 else "out"].append(row)
    nothing, rows = [""] * 6, max(len(found) for found in sides.values())
    for own in sides.values():
        own.extend([nothing] * (rows - len(own)))
    names = ["Date", "Details", "Category", "Bank", "Cash", "Fund"]
    head: list[Cells] = [["Hill Street cash book"], ["Receipts", *[""] * 5, "Payments"], [*names, *names]]
    total = ["", "Totals", "", "99.00", "99.00", ""]
    return [*head, *(one + other for one, other in zip(*sides.values(), strict=True)), [], [*total, *total]]


def as_csv(rows: list[Cells]) -> bytes:
    """The rows as a CSV file, as Excel saves one."""
    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def as_workbook(rows: list[Cells], sheet: str = "Cash book", more: dict[str, list[Cells]] | None = None) -> bytes:
    """The rows as a workbook, figures and days as such."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, cells in {sheet: rows, **(more or {})}.items():
        page = book.create_sheet(name)
        for row in cells:
            page.append([_cell(value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(value: Any) -> Any:
    text = str(value)
    try:
        return float(text) if text.replace(".", "").replace("-", "").isdigit() and "." in text else _text(text)
    except ValueError:
        return _text(text)


def _text(text: str) -> Any:
    if len(text) == 10 and text[2] == text[5] == "/":
        day, month, year = map(int, text.split("/"))
        return date(year, month, day)
    return f" {text}" if text.startswith("=") else text or None
