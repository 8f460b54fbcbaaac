"""What stands on the pages, put into a file by python-docx. Loaded when a document is made, and not before."""

from collections.abc import Sequence
from io import BytesIO

from docx.document import Document as WordFile
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.parser import parse_xml
from docx.shared import Emu, Mm, Pt, Twips
from docx.text.paragraph import Paragraph as WordParagraph

from groupkit.document.blank import text_height, text_width
from groupkit.document.grids import ruled, signatures
from groupkit.document.lists import NO_LIST, Lists, list_id
from groupkit.document.looks import NAMESPACE, NUMBER_MM, SAND, scale, twips
from groupkit.document.numbering import Counting, Number
from groupkit.document.texts import cleaned, one_line, runs_of
from groupkit.document.values import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    SignatureLines,
    Table,
    Words,
)

_SHADED = f'<w:shd xmlns:w="{NAMESPACE}" w:val="clear" w:color="auto" w:fill="{SAND}"/>'
_ROW, _PARAGRAPH = f"{{{NAMESPACE}}}tr", f"{{{NAMESPACE}}}p"
_STYLES = ("", "NumberedPoint", "LetteredPoint")

Numbered = tuple[Block, Number | None]


class Body:
    """Writes blocks one after another; knows whether they stand in a numbered clause, and whether a page begins."""

    def __init__(self, file: WordFile, doc: Document, lists: Lists) -> None:
        self._file, self._doc, self._lists = file, doc, lists
        self._in_clause = self._new_page = False

    def write(self, blocks: Sequence[Numbered]) -> None:
        """Write the title and all blocks."""
        self._said("Title", one_line(self._doc.title))
        if self._doc.subtitle:
            self._said("Subtitle", self._doc.subtitle)
        self.go_on(blocks)
        self._shut()

    def go_on(self, blocks: Sequence[Numbered]) -> None:
        """Write all blocks, without a title."""
        for place, (block, number) in enumerate(blocks, 1):
            self._block(block, number, [after for after, _ in blocks[place : place + 2]])

    def _shut(self) -> None:
        """Let the gap after a last table be next to nothing, so that no empty page follows one that it fills."""
        last = self._file.paragraphs[-1]
        if last._p.style == "Gap":
            last.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
            last.paragraph_format.line_spacing = Pt(1)

    def _block(self, block: Block, number: Number | None, after: Sequence[Block]) -> None:
        match block:
            case Heading():
                self._heading(block, number)
            case Paragraph():
                self._paragraph(block, number, leads=_leads(block, after))
            case Table() if block.columns:
                self._grid(*ruled(block, text_width(self._doc)))
            case Picture():
                self._picture(block)
            case SignatureLines() if block.labels:
                self._grid(*signatures(block, text_width(self._doc), large=self._doc.large))
            case PageBreak():
                self._new_page = True

    def _heading(self, heading: Heading, number: Number | None) -> None:
        written = self._said(f"Heading{heading.level}", heading.words)
        self._in_clause = heading.numbered
        if number:
            _count(written, list_id(number), 0)
        elif heading.level == 1 and self._lists.headings_counted:
            _count(written, NO_LIST, 0)
            written.paragraph_format.left_indent = written.paragraph_format.first_line_indent = Twips(0)

    def _paragraph(self, paragraph: Paragraph, number: Number | None, *, leads: bool) -> None:
        if paragraph.outside:
            self._in_clause = False
        bullet = number is not None and number.counting in (Counting.BULLETS, Counting.BOXES)
        style = "ListBullet" if bullet else _STYLES[number.depth] if number else ""
        written = self._said("Quiet" if paragraph.quiet else style, paragraph.words)
        layout = written.paragraph_format
        if number:
            _count(written, list_id(number), max(number.depth, int(bullet and self._in_clause)))
        elif self._in_clause:
            layout.left_indent = Twips(twips(NUMBER_MM * scale(self._doc.large)))
        if paragraph.space_above:
            layout.space_before = Pt(round(14 * scale(self._doc.large)))
        if leads or paragraph.kept:
            layout.keep_with_next = True

    def _grid(self, grid: str, rows: Sequence[Sequence[Words]]) -> None:
        """A table of empty cells, and the words in them. Two tables would grow together without a gap between."""
        if self._new_page:
            self._said("Gap", "")
        table = parse_xml(grid)
        self._file.element.body.insert_element_before(table, "w:sectPr")
        for row, words in zip(table.iter(_ROW), rows, strict=True):
            for place, cell in zip(row.iter(_PARAGRAPH), words, strict=False):
                self._fill(WordParagraph(place, self._file._body), cell)
        self._said("Gap", "")

    def _picture(self, picture: Picture) -> None:
        run = self._said("Picture", "").add_run()
        width, height = Twips(text_width(self._doc)), Twips(round(text_height(self._doc) * 0.95))
        try:
            shape = run.add_picture(BytesIO(picture.data), height=Mm(picture.height_mm))
            smaller = min(1, width / shape.width, height / shape.height)
        except Exception as error:  # python-docx has no one kind for this, and raises a bare Exception too
            raise ValueError("this is not a PNG or JPEG picture") from error
        shape.width, shape.height = Emu(int(shape.width * smaller)), Emu(int(shape.height * smaller))
        shape._inline.docPr.set("descr", one_line(picture.description))
        for side in "TBLR":
            shape._inline.set(f"dist{side}", "0")

    def _said(self, style: str, words: Words) -> WordParagraph:
        """A new paragraph of this style."""
        written = self._file.add_paragraph()
        if style:
            written._p.style = style
        if self._new_page:
            written.paragraph_format.page_break_before = True
            self._new_page = False
        self._fill(written, words)
        return written

    def _fill(self, paragraph: WordParagraph, words: Words) -> None:
        for stretch in runs_of(words):
            said = cleaned(stretch.words)
            if not said:
                continue
            run = paragraph.add_run(said)
            if stretch.inserted or stretch.deleted:
                run._r.style = "DeletedWords" if stretch.deleted else "InsertedWords"
            if stretch.bold or stretch.inserted:
                run.bold = True
            if stretch.open:
                run._r.get_or_add_rPr().append(parse_xml(_SHADED))


def _count(paragraph: WordParagraph, number_id: int, depth: int) -> None:
    """Let the paragraph stand in a list."""
    place = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    place.get_or_add_ilvl().val, place.get_or_add_numId().val = depth, number_id


def _leads(paragraph: Paragraph, after: Sequence[Block]) -> bool:
    """Whether the page may not end after this paragraph: items under it follow, or one last item, or a table."""
    match after:
        case [Paragraph() as item, *rest] if _is_item(item):
            return not _is_item(paragraph) or not rest or not _is_item(rest[0])
        case [Table() | SignatureLines(), *_]:
            return True
    return False


def _is_item(block: Block) -> bool:
    return isinstance(block, Paragraph) and (block.bullet or block.box or block.level == 3)
