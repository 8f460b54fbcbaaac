"""A chart's own XML: its bars or lines with the points they carry, told in colours that print well in grey."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from groupkit.dates import short_day
from groupkit.workbook.cells import Chart, Kind
from groupkit.workbook.looks import EDGE, FONT, FORMATS
from groupkit.workbook.naming import Stretch, stretch
from groupkit.workbook.points import Point, Points
from groupkit.workbook.rows import DAY_ZERO
from groupkit.workbook.texts import cell_text, cleaned, escaped

BAR_COLOURS = ("1D5C57", "EBC77D", "B26B42", "22304F")
"""Apart from each other for every kind of sight, and in the grey of a printer: dark, light, middle, darkest."""
LINE_COLOURS = ("1D5C57", "B26B42", "35659A", "22304F")
"""All dark enough for a thin line on white paper; they are told apart by their dashes and marks as well."""
MARKERS, DASHES = ("circle", "square", "triangle", "diamond"), ("solid", "sysDash", "dash", "sysDashDot")
INK, RULE = "22302E", "D9DEDB"

POUNDS, POUNDS_AND_PENCE, WHOLE = '"£"#,##0;-"£"#,##0', '"£"#,##0.00;-"£"#,##0.00', "#,##0"
FEW_POINTS = 24
"""With so many points in all each bar has its figure beside it; with more they would stand in each other's way."""
SMALL_COUNT, SMALL_SUM = 10, 10
"""Up to here an axis that chose its own steps would show halves: so many people, so many pounds."""

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:roundedCorners val="0"/>'
)
_NAMES_AXIS, _FIGURES_AXIS = 10, 100


def stretches(chart: Chart) -> list[Stretch]:
    """Where a chart's names stand, and then each of its figures.

    Raises ValueError where it has no series or too many, or where they are not of one length.
    """
    found = [stretch(chart.categories), *(stretch(where) for _, where in chart.series)]
    if not 1 <= len(chart.series) <= len(BAR_COLOURS):
        raise ValueError(f"a chart draws 1 to {len(BAR_COLOURS)} series, not {len(chart.series)}")
    if len({len(one) for one in found}) > 1:
        raise ValueError(f"the stretches of the chart {chart.title!r} are not of one length")
    return found


def chart_xml(chart: Chart, points: Points) -> str:
    """The chart with these points, all of `stretches(chart)`, as it stands in the file."""
    names, *places = stretches(chart)
    drawn = [_figures(points[place]) for place in places]
    flat = [one for each in drawn for one in each]
    kind = _kind(chart, flat)
    labels = _labels(kind, flat) if chart.kind != "line" and len(flat) <= FEW_POINTS else ""
    cats = _names(names, points[names])
    straight = '<c:smooth val="0"/>' if chart.kind == "line" else ""
    series = "".join(
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:v>{_words(title)}</c:v></c:tx>'
        f"{_looks(chart, number)}{labels}{cats}<c:val>{_numbers(place, figures, kind)}</c:val>"
        f"{straight}</c:ser>"
        for number, ((title, _), place, figures) in enumerate(zip(chart.series, places, drawn, strict=True))
    )
    return (
        f'{_HEAD}<c:chart>{_title(chart.title, 1300, bold=True)}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        f"{_plot(chart, series)}{_names_axis(chart, points[names])}{_figures_axis(chart, kind, flat)}"
        f'</c:plotArea>{_legend(chart)}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f'<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{_letters('defRPr', 1000)}</a:pPr>"
        f'<a:endParaRPr lang="en-GB"/></a:p></c:txPr></c:chartSpace>'
    )


def _figures(found: Sequence[Point]) -> list[Point]:
    """Words in a column of figures draw nothing, as in every spreadsheet program."""
    return [one for one in found if one.kind != "text"]


def _kind(chart: Chart, found: Sequence[Point]) -> Kind:
    kinds: set[Kind] = {"number" if one.kind == "about" else one.kind for one in found}
    if len(kinds) > 1:
        raise ValueError(f"the chart {chart.title!r} has figures of {sorted(kinds)}: one axis cannot tell them all")
    return kinds.pop() if kinds else "number"


def _plot(chart: Chart, series: str) -> str:
    axes = f'<c:axId val="{_NAMES_AXIS}"/><c:axId val="{_FIGURES_AXIS}"/>'
    if chart.kind == "line":
        return (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>{axes}'
            "</c:lineChart>"
        )
    return (
        f'<c:barChart><c:barDir val="{"bar" if chart.kind == "bar" else "col"}"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="60"/><c:overlap val="0"/>{axes}</c:barChart>'
    )


def _looks(chart: Chart, number: int) -> str:
    """A bar has a dark edge, so that a light one shows on paper; lines differ in their dashes and marks too."""
    colour = (LINE_COLOURS if chart.kind == "line" else BAR_COLOURS)[number]
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    if chart.kind != "line":
        return f'<c:spPr>{fill}{_line(INK, 6_350)}</c:spPr><c:invertIfNegative val="0"/>'
    return (
        f"<c:spPr>{_line(colour, 28_575, DASHES[number])}</c:spPr>"
        f'<c:marker><c:symbol val="{MARKERS[number]}"/><c:size val="7"/>'
        f"<c:spPr>{fill}{_line(INK, 6_350)}</c:spPr></c:marker>"
    )


def _line(colour: str, width: int, dash: str = "solid") -> str:
    """A line so many EMU wide: 12,700 are a point."""
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    return f'<a:ln w="{width}">{fill}<a:prstDash val="{dash}"/></a:ln>'


def _names(place: Stretch, found: Sequence[Point]) -> str:
    """What the bars are called: words, or the days or numbers of a column that has no words."""
    kinds = {one.kind for one in found}
    if len(kinds) == 1 and "text" not in kinds:
        return f"<c:cat>{_numbers(place, found, kinds.pop())}</c:cat>"
    cache = f'<c:ptCount val="{len(place)}"/>{_carried([replace(one, stored=_said(one)) for one in found])}'
    return f"<c:cat><c:strRef><c:f>{escaped(place.reference)}</c:f><c:strCache>{cache}</c:strCache></c:strRef></c:cat>"


def _said(one: Point) -> str:
    """A name as its cell shows it, where a day stands among words."""
    return short_day(DAY_ZERO + timedelta(int(one.stored))) if one.kind == "date" else one.stored


def _numbers(place: Stretch, found: Sequence[Point], kind: Kind) -> str:
    cache = f'<c:formatCode>{escaped(FORMATS[kind])}</c:formatCode><c:ptCount val="{len(place)}"/>{_carried(found)}'
    return f"<c:numRef><c:f>{escaped(place.reference)}</c:f><c:numCache>{cache}</c:numCache></c:numRef>"


def _carried(found: Sequence[Point]) -> str:
    return "".join(f'<c:pt idx="{one.place}"><c:v>{escaped(one.stored)}</c:v></c:pt>' for one in found)


def _labels(kind: Kind, found: Sequence[Point]) -> str:
    """Each bar's figure; pence are told wherever there are any, so that no figure is other than its cell's."""
    pence = any(not one.stored.endswith(".00") for one in found)
    code = (POUNDS_AND_PENCE if pence else POUNDS) if kind == "money" else WHOLE
    hidden = "".join(f'<c:{part} val="0"/>' for part in ("showCatName", "showSerName", "showPercent", "showBubbleSize"))
    return (
        f"<c:dLbls>{_format(code)}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text_look(900)}"
        f'<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>{hidden}</c:dLbls>'
    )


def _names_axis(chart: Chart, found: Sequence[Point]) -> str:
    """Below all bars, also those of sums under nothing; the first of lying bars is at the top."""
    lying = chart.kind == "bar"
    shown = FORMATS[found[0].kind if found else "text"]
    return (
        f'<c:catAx><c:axId val="{_NAMES_AXIS}"/><c:scaling><c:orientation val="{"maxMin" if lying else "minMax"}"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/>{_format(shown)}'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{_line(EDGE, 9_525)}</c:spPr>{_text_look(1000)}"
        f'<c:crossAx val="{_FIGURES_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _figures_axis(chart: Chart, kind: Kind, found: Sequence[Point]) -> str:
    """Begins at nothing, and takes no steps that its figures could not be told in."""
    lying, largest = chart.kind == "bar", max((abs(float(one.stored)) for one in found), default=0)
    in_pence = POUNDS_AND_PENCE if largest < SMALL_SUM else POUNDS
    step = '<c:majorUnit val="1"/>' if kind != "money" and largest <= SMALL_COUNT else ""
    return (
        f'<c:valAx><c:axId val="{_FIGURES_AXIS}"/><c:scaling><c:orientation val="minMax"/>{_from_nothing(found)}'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{"b" if lying else "l"}"/>'
        f"<c:majorGridlines><c:spPr>{_line(RULE, 6_350)}</c:spPr></c:majorGridlines>{_axis_title(chart, kind)}"
        f"{_format(in_pence if kind == 'money' else WHOLE)}"
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_text_look(900)}"
        f'<c:crossAx val="{_NAMES_AXIS}"/><c:crosses val="{"max" if lying else "autoZero"}"/>'
        f'<c:crossBetween val="between"/>{step}</c:valAx>'
    )


def _from_nothing(found: Sequence[Point]) -> str:
    """Excel may begin an axis half way up, which makes small differences look large."""
    return "" if any(one.stored.startswith("-") for one in found) else '<c:min val="0"/>'


def _axis_title(chart: Chart, kind: Kind) -> str:
    words = chart.axis or ("Pounds" if kind == "money" else "")
    return _title(words, 900, turned=chart.kind != "bar") if words else ""


def _legend(chart: Chart) -> str:
    """Which colour is which; a single series is told by the title."""
    if len(chart.series) == 1:
        return ""
    return f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_text_look(1000)}</c:legend>'


def _title(words: str, size: int, bold: bool = False, turned: bool = False) -> str:
    body = '<a:bodyPr rot="-5400000" vert="horz"/>' if turned else "<a:bodyPr/>"
    return (
        f"<c:title><c:tx><c:rich>{body}<a:lstStyle/><a:p><a:pPr>{_letters('defRPr', size, bold)}</a:pPr>"
        f"<a:r>{_letters('rPr', size, bold)}<a:t>{_words(words)}</a:t></a:r></a:p></c:rich></c:tx>"
        f'<c:overlay val="0"/></c:title>'
    )


def _text_look(size: int) -> str:
    return (
        f"<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{_letters('defRPr', size)}</a:pPr>"
        f'<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _letters(tag: str, size: int, bold: bool = False) -> str:
    """Letters in hundredths of a point."""
    language = ' lang="en-GB"' if tag == "rPr" else ""
    return (
        f'<a:{tag}{language} sz="{size}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill>'
        f'<a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/></a:{tag}>'
    )


def _format(code: str) -> str:
    shown = escaped(code).replace('"', "&quot;")
    return f'<c:numFmt formatCode="{shown}" sourceLinked="0"/>'


def _words(text: str) -> str:
    return escaped(cell_text(cleaned(text)))
