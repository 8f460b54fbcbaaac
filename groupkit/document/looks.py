"""How documents look: sizes, colours, and the styles that a group finds in its word processor and can change there."""

from collections.abc import Iterator

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

FONT = "Arial"
"""On every computer, or another of the same widths."""

GREEN, SOFT_GREEN, INK, QUIET, EDGE, SAND, BROWN = "1D5C57", "EAF2EF", "1F2A28", "55625E", "B9C4BF", "FBEBC8", "7A4A12"

USUAL_POINTS, LARGE_POINTS, CLOSE_POINTS = 11.5, 18.0, 10.5
CLOSE_SPACE, CLOSE_LINES = 0.5, 0.9
"""In a close setting: how much of the usual space stands between paragraphs, and between lines."""

NUMBER_MM, LETTER_MM, BULLET_MM = 12.5, 8.0, 6.0
"""How wide the columns are in which `7.1`, `(a)` and a dot stand, in the usual size."""

_NAMES = {
    "Normal": "Normal",
    "Title": "Title",
    "Subtitle": "Subtitle",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "ListBullet": "List Bullet",
    "Header": "header",
    "Footer": "footer",
}
"""The styles that every word processor has, under the names that it knows them by."""


def scale(large: bool) -> float:
    """How much larger than usual everything is."""
    return LARGE_POINTS / USUAL_POINTS if large else 1.0


def twips(mm: float) -> int:
    """Millimetres as Word counts them: in twentieths of a point."""
    return round(mm * 1440 / 25.4)


def styles(*, large: bool, close: bool, lists: dict[str, str]) -> str:
    """The part of the file that holds its styles; `lists` says for some of them in which list they stand."""
    made = _Styles(CLOSE_POINTS / USUAL_POINTS if close else scale(large), lists, close)
    return f'<w:styles xmlns:w="{NAMESPACE}">{made.defaults()}{"".join(made.all())}</w:styles>'


class _Styles:
    """Writes styles. What a layout says has to come in the order of the standard, or Word offers to mend the file."""

    def __init__(self, scale: float, lists: dict[str, str], close: bool) -> None:
        self._scale, self._lists, self._close = scale, lists, close

    def defaults(self) -> str:
        fonts = " ".join(f'w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
        return (
            f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>{self._ink(USUAL_POINTS)}"
            '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            f"<w:pPrDefault><w:pPr><w:widowControl/>{self._space(0, 6, 1.25)}</w:pPr></w:pPrDefault></w:docDefaults>"
        )

    def all(self) -> Iterator[str]:
        yield (
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
            f'<w:rPr><w:color w:val="{INK}"/></w:rPr></w:style>'
        )
        yield from self._headings()
        yield from self._paragraphs()
        yield from self._stretches()
        yield from self._tables()

    def _headings(self) -> Iterator[str]:
        rule = _border("bottom", GREEN, width=8, away=6)
        yield self._paragraph("Title", "", rule + self._space(0, 8, 1.1), self._ink(25, bold=True, colour=GREEN), True)
        yield self._paragraph("Subtitle", "", self._space(0, 8, 1.15), self._ink(12.5, colour=QUIET), True)
        for level, points, before in ((1, 14.5, 16), (2, 12.5, 12), (3, 11.5, 10)):
            layout = f'{self._space(before, 5, 1.15)}<w:outlineLvl w:val="{level - 1}"/>'
            yield self._paragraph(f"Heading{level}", "", layout, self._ink(points, bold=True, colour=GREEN), True)

    def _paragraphs(self) -> Iterator[str]:
        yield self._paragraph("NumberedPoint", "Numbered point", follows="NumberedPoint")
        yield self._paragraph("LetteredPoint", "Lettered point", self._space(0, 5, 1.25), follows="LetteredPoint")
        yield self._paragraph("ListBullet", "", self._space(0, 5, 1.25), follows="ListBullet")
        yield self._paragraph("Quiet", "Quiet words", self._space(0, 6, 1.2), self._ink(9.5, colour=QUIET))
        yield self._paragraph("Picture", "Picture", self._space(8, 10, 1))
        yield self._paragraph("TableText", "Table text", self._space(2, 2, 1.2), self._ink(10.5), follows="TableText")
        heading = self._ink(10.5, bold=True, colour=GREEN)
        yield self._paragraph("TableHeading", "Table heading", self._space(2, 2, 1.2), heading, True, "TableText")
        yield self._paragraph("Gap", "Gap", self._space(0, 0, 1), self._ink(7))
        yield self._paragraph("SignatureLabel", "Signature label", self._space(0, 1, 1), self._ink(10.5, colour=QUIET))
        right = '<w:jc w:val="right"/>'
        yield self._paragraph("Header", "", self._space(0, 0, 1) + right, self._ink(14, bold=True, colour=BROWN))
        edge = _border("top", EDGE, width=4, away=6)
        yield self._paragraph("Footer", "", edge + self._space(0, 0, 1.1), self._ink(9, colour=QUIET))

    def _stretches(self) -> Iterator[str]:
        yield (
            '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
            '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        )
        for style, name, look in (
            ("InsertedWords", "Inserted words", f'<w:color w:val="{GREEN}"/><w:u w:val="single"/>'),
            ("DeletedWords", "Deleted words", f'<w:strike/><w:color w:val="{QUIET}"/>'),
        ):
            yield (
                f'<w:style w:type="character" w:customStyle="1" w:styleId="{style}"><w:name w:val="{name}"/>'
                f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{look}</w:rPr></w:style>'
            )

    def _tables(self) -> Iterator[str]:
        yield (
            '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
            '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
            f"{self._margins(top=0, left=0, bottom=0, right=0)}</w:tblPr></w:style>"
        )
        lines = "".join(line(side, EDGE) for side in ("top", "bottom", "insideH"))
        yield (
            '<w:style w:type="table" w:customStyle="1" w:styleId="RuledTable"><w:name w:val="Ruled table"/>'
            '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr>'
            f"<w:tblBorders>{lines}</w:tblBorders>{self._margins(top=2, left=5, bottom=2, right=5)}</w:tblPr>"
            f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
            f'{line("bottom", GREEN, 8)}</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{SOFT_GREEN}"/>'
            "</w:tcPr></w:tblStylePr></w:style>"
        )

    def _paragraph(
        self, style: str, name: str, layout: str = "", ink: str = "", heads: bool = False, follows: str = "Normal"
    ) -> str:
        """A style of paragraphs; one that `heads` something is never the last thing on a page."""
        custom = "" if style in _NAMES else ' w:customStyle="1"'
        keep = "<w:keepNext/><w:keepLines/>" if heads else ""
        return (
            f'<w:style w:type="paragraph"{custom} w:styleId="{style}"><w:name w:val="{_NAMES.get(style, name)}"/>'
            f'<w:basedOn w:val="Normal"/><w:next w:val="{follows}"/><w:qFormat/>'
            f"<w:pPr>{keep}{self._lists.get(style, '')}{layout}</w:pPr><w:rPr>{ink}</w:rPr></w:style>"
        )

    def _ink(self, points: float, *, bold: bool = False, colour: str = "") -> str:
        half = round(points * self._scale * 2)
        shade = f'<w:color w:val="{colour}"/>' if colour else ""
        return f'{"<w:b/>" if bold else ""}{shade}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'

    def _space(self, before: float, after: float, lines: float) -> str:
        """The space above and below in points, and how far apart lines are."""
        space = self._scale * (CLOSE_SPACE if self._close else 1)
        above, below = (round(points * space * 20) for points in (before, after))
        apart = round(max(lines * (CLOSE_LINES if self._close else 1), 1) * 240)
        return f'<w:spacing w:before="{above}" w:after="{below}" w:line="{apart}" w:lineRule="auto"/>'

    def _margins(self, **points: float) -> str:
        sides = (f'<w:{side} w:w="{round(wide * self._scale * 20)}" w:type="dxa"/>' for side, wide in points.items())
        return f"<w:tblCellMar>{''.join(sides)}</w:tblCellMar>"


def _border(side: str, colour: str, *, width: int, away: int) -> str:
    return f"<w:pBdr>{line(side, colour, width, away)}</w:pBdr>"


def line(side: str, colour: str, width: int = 4, away: int = 0, kind: str = "single") -> str:
    """A line on one side of a paragraph or cell, its width in eighths of a point; a `dashed` one is to cut along."""
    return f'<w:{side} w:val="{kind}" w:sz="{width}" w:space="{away}" w:color="{colour}"/>'
