"""Charts: they point at the cells that hold their figures, carry the same points, and a reader sees the bars."""

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from python_calamine import CalamineWorkbook

from groupkit.workbook import Chart, Column, Formula, Line, Money, Sheet, Total, ref, sheet_titles
from groupkit.workbook.charting import BAR_COLOURS, LINE_COLOURS
from groupkit.workbook.naming import stretch
from tests.sweep import examples

from . import office
from .making import opened, parts, written

pytestmark = pytest.mark.pure

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
HEADINGS = [("Room hire", 480_00, 472_50), ("Tea & <biscuits>", 120_00, 133_25), ("Travel", 250_00, 90_00)]


def money(title: str = "Money", rows: Sequence[tuple[Any, Any, Any]] = HEADINGS, **more: Any) -> Sheet:
    """What was agreed and what was spent by heading, with a chart of it below."""

    def below(first: int, last: int) -> list[Any]:
        totals = [Total(f"SUM({letter}{first}:{letter}{last})", 0) for letter in "BC"]
        return [("Total", *totals), chart(title, first, last, **more)]

    lines = [(name, Money(agreed), Money(spent)) for name, agreed, spent in rows]
    columns = [Column("Heading", 30), Column("Agreed", 12, "money"), Column("Spent", 12, "money")]
    return Sheet(title, columns, lines, above=[Line("Money", "title")], below=below)


def chart(title: str, first: int, last: int, kind: Any = "bar", alt: str = "Bars", **more: Any) -> Chart:
    series = [("Agreed", ref(title, "B", first, last)), ("Spent", ref(title, "C", first, last))]
    return Chart(kind, "Spent against agreed", ref(title, "A", first, last), series, alt, **more)


def drawn(content: bytes, number: int = 1) -> ET.Element:
    return ET.fromstring(parts(content, "xl/charts/")[f"xl/charts/chart{number}.xml"])  # noqa: S314 (ours)


def carried(part: ET.Element) -> tuple[str, int, dict[int, str]]:
    """Where a stretch of a chart stands, how long it is, and the points that it carries."""
    count = next(part.iter(f"{C}ptCount")).get("val")
    points = {int(str(one.get("idx"))): one.findtext(f"{C}v") or "" for one in part.iter(f"{C}pt")}
    return str(next(part.iter(f"{C}f")).text), int(str(count)), points


def names_and_figures(content: bytes) -> list[tuple[str, int, dict[int, str]]]:
    """What the first chart carries: its names, once, and then each of its figures."""
    made = drawn(content)
    return [carried(next(made.iter(f"{C}cat"))), *(carried(one) for one in made.iter(f"{C}val"))]


def told(element: ET.Element) -> list[str]:
    return [str(one.text) for one in element.iter(f"{A}t")]


def axis(element: ET.Element, name: str) -> ET.Element:
    return next(element.iter(f"{C}{name}"))


# The points


words = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="_"), max_size=12)
figures = st.none() | st.integers(-(10**9), 10**9)
tables = st.lists(st.tuples(words | st.dates(date(1990, 1, 1), date(2090, 1, 1)), figures, figures), min_size=1)


@settings(max_examples=examples(30, 400), deadline=None)
@given(words, tables, st.sampled_from(["bar", "column", "line"]), st.booleans())
def test_a_chart_carries_just_what_a_second_reader_finds_in_the_cells_it_points_at(
    name: str, rows: list[tuple[Any, Any, Any]], kind: str, whole: bool
) -> None:
    title = sheet_titles(["Front", f"Olu's {name}"])[1]
    value = (lambda each: each) if whole else (lambda each: None if each is None else Money(each))
    lines = [(first, value(second), value(third)) for first, second, third in rows]
    columns = [Column("Heading"), Column(), Column()]
    last = 1 + len(rows)
    content = written(
        Sheet("Front", [Column()], [chart(title, 2, last, kind)]),
        Sheet(title, columns, lines, above=[]),
    )
    cells = (
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(title).to_python(skip_empty_area=False)
    )
    for letter, place, (where, count, points) in zip("ABC", range(3), names_and_figures(content), strict=True):
        assert (where, count, stretch(where).sheet) == (ref(title, letter, 2, last), len(rows), title)
        read = [row[place] if len(row) > place else "" for row in cells[1:last]]
        read += [""] * (count - len(read))
        assert all(same(points.get(number, ""), cell) for number, cell in enumerate(read)), (points, read)


def same(point: str, cell: object) -> bool:
    if isinstance(cell, date):
        shown = f"{cell.day} {cell:%b %Y}"
        return point in (shown, str((cell - date(1899, 12, 30)).days))
    return float(point) == cell if isinstance(cell, float) else point == cell


def test_formulas_are_carried_as_what_they_come_to_and_empty_cells_not_at_all() -> None:
    rows = [("Total & <all>", Formula("SUM(1,2)", Money(3_05)), None), (None, Money(-5), Formula('"x"&"y"', "xy"))]
    content = written(Sheet("It's", [Column()] * 3, rows), Sheet("B", [Column()], [chart("It's", 1, 2)]))
    names, agreed, spent = names_and_figures(content)
    assert names == ("'It''s'!$A$1:$A$2", 2, {0: "Total & <all>"})
    assert agreed == ("'It''s'!$B$1:$B$2", 2, {0: "3.05", 1: "-0.05"})
    assert spent == ("'It''s'!$C$1:$C$2", 2, {})


def test_points_are_found_in_a_long_sheet_of_many_different_words() -> None:
    rows = [(f"Payment {number} {'é' * 200}", Money(number), Money(number * 2)) for number in range(3_000)]
    content = written(
        Sheet(
            "Long",
            [Column("What", 30), *[Column("£", 12, "money")] * 2],
            rows,
            below=lambda a, b: [chart("Long", b - 2, b)],
        )
    )
    names, _, spent = names_and_figures(content)
    assert names[2] == {place: f"Payment {2_997 + place} {'é' * 200}" for place in range(3)}
    assert spent[2] == {0: "59.94", 1: "59.96", 2: "59.98"}


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (chart("Gone", 1, 1), "no such sheet"),
        (chart("Money", 1, 99), "ends with row"),
        (Chart("bar", "x", "A1:A3", [("y", ref("Money", "B", 1, 3))], ""), "no stretch"),
        (Chart("bar", "x", ref("Money", "A"), [("y", ref("Money", "B", 1, 3))], ""), "no stretch"),
        (Chart("bar", "x", ref("Money", "A", 1, 3), [("y", ref("Money", "B", 1, 2))], ""), "not of one length"),
        (Chart("bar", "x", ref("Money", "A", 1, 3), [], ""), "1 to 4 series"),
        (Chart("bar", "x", ref("Money", "A", 1, 3), [("y", ref("Money", "B", 1, 3))] * 5, ""), "1 to 4 series"),
        (Chart("bar", "x", ref("Money", "A", 1, 3), [("y", ref("Money", "B", 1, 3))], "", across=2), "does not fit"),
        (Chart("bar", "x", ref("Money", "A", 3, 4), [("y", ref("Mixed", "A", 1, 2))], ""), "one axis"),
    ],
)  # fmt: skip
def test_a_chart_that_cannot_be_right_is_refused(made: Chart, why: str) -> None:
    mixed = Sheet("Mixed", [Column()], [[Money(5)], [5]])
    with pytest.raises(ValueError, match=why):
        written(money(), mixed, Sheet("Chart", [Column()], [made]))


# How it looks


def test_a_chart_of_money_is_told_in_pounds_and_never_rounds_a_figure() -> None:
    made = drawn(written(money()))
    assert told(made) == ["Spent against agreed", "Pounds"]
    assert [one.findtext(f"{C}v") for one in made.iter(f"{C}tx") if one.find(f"{C}v") is not None] == [
        "Agreed",
        "Spent",
    ]
    assert axis(axis(made, "dLbls"), "numFmt").get("formatCode") == '"£"#,##0.00;-"£"#,##0.00'
    assert axis(axis(made, "valAx"), "numFmt").get("formatCode") == '"£"#,##0;-"£"#,##0'
    even = drawn(written(money(rows=[("Tea", 500, 7_00)])))
    assert axis(axis(even, "dLbls"), "numFmt").get("formatCode") == '"£"#,##0;-"£"#,##0'
    assert axis(axis(even, "valAx"), "numFmt").get("formatCode") == '"£"#,##0.00;-"£"#,##0.00'


def test_a_chart_of_people_says_so_and_takes_no_half_steps() -> None:
    rows = [(date(2026, month, 1), month % 5) for month in range(1, 13)]

    def below(first: int, last: int) -> list[Chart]:
        series = [("People", ref("Months", "B", first, last))]
        return [Chart("column", "Who came", ref("Months", "A", first, last), series, "Columns", axis="People")]

    made = drawn(written(Sheet("Months", [Column("Month", kind="date"), Column("Came")], rows, below=below)))
    assert told(made) == ["Who came", "People"]
    assert axis(axis(made, "valAx"), "majorUnit").get("val") == "1"
    assert axis(axis(made, "catAx"), "numFmt").get("formatCode") == "d mmm yyyy"
    assert axis(made, "barDir").get("val") == "col" and not list(made.iter(f"{C}legend"))


@pytest.mark.parametrize(("least", "begins"), [(0, ["0"]), (-1, [])])
def test_an_axis_begins_at_nothing_unless_something_is_below_it(least: int, begins: list[str]) -> None:
    made = drawn(written(money(rows=[("Tea", 100_00, 99_00), ("Cake", least, 98_00)])))
    assert [one.get("val") for one in made.iter(f"{C}min")] == begins


def test_many_bars_have_no_figures_beside_them_and_lines_never_have() -> None:
    many = [(f"Heading {number}", number, number) for number in range(20)]
    assert not list(drawn(written(money(rows=many))).iter(f"{C}dLbls"))
    lines = drawn(written(money(kind="line")))
    assert not list(lines.iter(f"{C}dLbls"))
    assert [one.get("val") for one in lines.iter(f"{C}symbol")] == ["circle", "square"]
    assert [one.get("val") for one in lines.iter(f"{C}smooth")] == ["0", "0"]


def light(colour: str) -> float:
    """How light a colour is to the eye, from 0 to 1, as contrast is reckoned."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_bars_differ_in_grey_and_lines_show_on_white_paper() -> None:
    for place, one in enumerate(BAR_COLOURS):
        assert all(contrast(one, other) > 1.6 for other in BAR_COLOURS[:place]), one
    assert all(contrast(one, "FFFFFF") > 3 for one in LINE_COLOURS)


def test_a_chart_is_as_wide_as_its_columns_in_a_row_as_tall_as_it_and_told_in_words() -> None:
    sheet = money(alt='Bars: <agreed> & "spent"\x00', height=300)
    page = opened(written(sheet))["Money"]
    anchor = page._charts[0].anchor
    assert (anchor._from.row, anchor._from.col, anchor.to.row, anchor.to.col) == (6, 0, 7, 3)
    assert 300 * 0.75 <= page.row_dimensions[7].height <= 300 * 0.75 + 20
    assert (
        'descr="Bars: &lt;agreed&gt; &amp; &quot;spent&quot;"'
        in parts(written(sheet), "xl/drawings/d")["xl/drawings/drawing1.xml"]
    )
    assert page.freeze_panes == "A3"
    narrow = opened(written(money(across=2, height=9_000)))["Money"]
    assert narrow._charts[0].anchor.to.col == 2 and narrow.row_dimensions[7].height <= 409


def test_headings_below_a_chart_do_not_stay_in_view() -> None:
    sheet = Sheet("Money", [Column("A"), Column("B"), Column("C")], [("x", 1, 2)], above=[chart("Money", 3, 3)])
    assert opened(written(sheet))["Money"].freeze_panes is None


def test_charts_and_pictures_on_one_sheet_have_numbers_of_their_own() -> None:
    from groupkit.workbook import Picture

    out = io.BytesIO()
    Image.new("RGB", (40, 20), "green").save(out, "PNG")
    rows = [["a", 1, 2], [Picture(out.getvalue(), 20, "Green")], chart("A", 1, 1), chart("A", 1, 1, "line")]
    content = written(Sheet("A", [Column()] * 3, rows))
    drawing = parts(content, "xl/drawings/d")["xl/drawings/drawing1.xml"]
    assert sorted(re.findall(r'cNvPr id="(\d)"', drawing)) == ["1", "2", "3"]
    page = opened(content)["A"]
    assert (len(page._charts), len(page._images)) == (2, 1)


def test_the_same_charts_give_the_same_bytes_and_openpyxl_reads_them() -> None:
    content = written(money())
    assert written(money()) == content
    read = opened(content)["Money"]._charts[0]
    assert [series.val.numRef.f for series in read.series] == ["'Money'!$B$3:$B$5", "'Money'!$C$3:$C$5"]
    assert [[float(one.v) for one in series.val.numRef.numCache.pt] for series in read.series] == [
        [480, 120, 250],
        [472.5, 133.25, 90],
    ]
    assert [one.v for one in read.series[0].cat.strRef.strCache.pt] == [name for name, *_ in HEADINGS]


@pytest.mark.office
def test_libreoffice_draws_the_bars_in_our_colours(tmp_path: Path) -> None:
    office.needed()
    (tmp_path / "chart.xlsx").write_bytes(written(money("Olu's money"), money("Lines", kind="line")))
    pages = office.picture(tmp_path / "chart.xlsx", tmp_path)
    assert len(pages) == 2
    for path, colours, least in zip(pages, (BAR_COLOURS, LINE_COLOURS), (400, 40), strict=True):
        with Image.open(path) as page:
            found: Any = page.convert("RGB").getcolors(100_000)
        for colour in colours[:2]:
            seen = sum(count for count, pixel in found if bytes(pixel) == bytes.fromhex(colour))
            assert seen > least, (path.name, colour, seen)
