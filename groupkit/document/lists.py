"""The lists of a file, which number themselves: a group that adds a clause in its word processor has them right."""

from collections.abc import Iterable, Iterator

from groupkit.document.looks import BULLET_MM, LETTER_MM, NAMESPACE, NUMBER_MM, scale, twips
from groupkit.document.numbering import BOX, BULLET, Counting, Number
from groupkit.document.values import Heading

LIST_IDS = {counting: number for number, counting in enumerate(Counting, 1)}
NO_LIST = 0

POINT_STYLES = ("NumberedPoint", "LetteredPoint")


def list_id(number: Number) -> int:
    """Which list of the file a paragraph with this number stands in."""
    return number.restart + len(LIST_IDS) if number.restart else LIST_IDS[number.counting]


def in_list(number_id: int, depth: int) -> str:
    """That a paragraph stands in a list."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number_id}"/></w:numPr>'


class Lists:
    """The lists that a document needs, and the styles that belong to them."""

    def __init__(self, blocks: Iterable[tuple[object, Number | None]], *, large: bool) -> None:
        self._scale = scale(large)
        self._restarts: dict[int, tuple[Counting, int]] = {}
        self.headings_counted = False
        has_clauses = False
        for block, number in blocks:
            if number and number.restart:
                self._restarts.setdefault(number.restart, (number.counting, number.depth))
            if number and isinstance(block, Heading):
                has_clauses = True
                self.headings_counted |= block.level == 1
        self._usual = Counting.CLAUSES if has_clauses else Counting.LOOSE

    def styles(self) -> dict[str, str]:
        """In which list the paragraphs of a style stand, by the style."""
        usual = LIST_IDS[self._usual]
        places = {style: in_list(usual, depth) for depth, style in enumerate(POINT_STYLES, 1)}
        places["ListBullet"] = in_list(LIST_IDS[Counting.BULLETS], 0)
        if self.headings_counted:
            places["Heading1"] = in_list(usual, 0)
        return places

    def part(self) -> str:
        """The part of the file that holds its lists."""
        ways = "".join(self._way(counting) for counting in LIST_IDS)
        lists = "".join(f'<w:num w:numId="{one}"><w:abstractNumId w:val="{one}"/></w:num>' for one in LIST_IDS.values())
        return f'<w:numbering xmlns:w="{NAMESPACE}">{ways}{lists}{"".join(self._beginnings())}</w:numbering>'

    def _beginnings(self) -> Iterator[str]:
        for restart, (counting, depth) in self._restarts.items():
            yield (
                f'<w:num w:numId="{restart + len(LIST_IDS)}"><w:abstractNumId w:val="{LIST_IDS[counting]}"/>'
                f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )

    def _way(self, counting: Counting) -> str:
        """One way to count, with its three depths."""
        number = LIST_IDS[counting]
        return (
            f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="6B17000{number}"/>'
            f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="6B17100{number}"/>'
            f"{''.join(self._depths(counting))}</w:abstractNum>"
        )

    def _depths(self, counting: Counting) -> Iterator[str]:
        if counting in (Counting.BULLETS, Counting.BOXES):
            mark = BULLET if counting is Counting.BULLETS else BOX
            for depth, left in enumerate((0, NUMBER_MM, NUMBER_MM + LETTER_MM)):
                style = "ListBullet" if mark == BULLET and depth == 0 else ""
                yield self._depth(depth, "bullet", mark, style, left + BULLET_MM, BULLET_MM)
            return
        linked = counting is self._usual
        point = "%1.%2" if counting is Counting.CLAUSES else "%2."
        heading = "Heading1" if linked and self.headings_counted else ""
        numbered, lettered = POINT_STYLES if linked else ("", "")
        yield self._depth(0, "decimal", "%1.", heading, NUMBER_MM, NUMBER_MM)
        yield self._depth(1, "decimal", point, numbered, NUMBER_MM, NUMBER_MM)
        yield self._depth(2, "lowerLetter", "(%3)", lettered, NUMBER_MM + LETTER_MM, LETTER_MM)

    def _depth(self, depth: int, kind: str, text: str, style: str, left: float, hanging: float) -> str:
        belongs = f'<w:pStyle w:val="{style}"/>' if style else ""
        indents = f'<w:ind w:left="{self._twips(left)}" w:hanging="{self._twips(hanging)}"/>'
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{belongs}'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{indents}</w:pPr></w:lvl>'
        )

    def _twips(self, mm: float) -> int:
        return twips(mm * self._scale)
