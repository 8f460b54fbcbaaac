"""The empty file that a document is written into: paper, header and footer, styles, lists, and nobody's name."""

from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from groupkit.document.lists import Lists
from groupkit.document.looks import NAMESPACE, styles, twips
from groupkit.document.texts import one_line
from groupkit.document.values import Document

SHORT_SIDE, LONG_SIDE = twips(210), twips(297)
SIDE, HEADER = twips(23), twips(12)

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_SETTINGS = (
    f'<w:settings xmlns:w="{NAMESPACE}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)
"""Without the mode, Word would say at the top of its window that this is a file of an old version."""


def top(doc: Document) -> int:
    """How far down the text of a page begins, in twips: large words above it need more room."""
    return twips(31 if doc.large else 19 if doc.close and not doc.draft else 25)


def bottom(doc: Document) -> int:
    """How far from the edge of the paper the text of a page ends, in twips."""
    return twips(27 if doc.large else 18 if doc.close else 23)


def text_width(doc: Document) -> int:
    """How wide the text of a page is, in twips."""
    return (LONG_SIDE if doc.landscape else SHORT_SIDE) - 2 * SIDE


def text_height(doc: Document) -> int:
    """How high the text of a page is, in twips."""
    return (SHORT_SIDE if doc.landscape else LONG_SIDE) - top(doc) - bottom(doc)


def blank(doc: Document, lists: Lists) -> BytesIO:
    """A file with everything but the body."""
    parts = {
        "styles": styles(large=doc.large, close=doc.close, lists=lists.styles()),
        "numbering": lists.part(),
        "settings": _SETTINGS,
        "footer": _footer(doc),
    }
    if doc.draft:
        parts["header"] = _header(doc)
    core = f"{_PACKAGE}/metadata/core-properties"
    return packed(
        {
            "[Content_Types].xml": _content_types(parts),
            "_rels/.rels": _links(
                ("main", f"{_OFFICE}/officeDocument", "word/document.xml"),
                ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ),
            "docProps/core.xml": (
                f'{_HEAD}<cp:coreProperties xmlns:cp="{core}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
                f"<dc:title>{_xml(doc.title)}</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>"
            ),
            "word/_rels/document.xml.rels": _links(*((name, f"{_OFFICE}/{name}", f"{name}.xml") for name in parts)),
            "word/document.xml": _HEAD + _empty_body(doc),
        }
        | {f"word/{name}.xml": _HEAD + content for name, content in parts.items()}
    )


def packed(members: dict[str, str] | dict[str, bytes]) -> BytesIO:
    """A file made of these members, none of which bears a moment, so that the same ones give the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in members.items():
            member = ZipInfo(name)
            member.compress_type = ZIP_DEFLATED
            member.create_system, member.external_attr = 3, 0o600 << 16
            archive.writestr(member, content)
    out.seek(0)
    return out


def _xml(words: str) -> str:
    return escape(one_line(words), quote=False)


def _content_types(parts: dict[str, str]) -> str:
    kinds = {"/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml"}
    kinds["/word/document.xml"] = f"{_WORD}.document.main+xml"
    kinds |= {f"/word/{name}.xml": f"{_WORD}.{name}+xml" for name in parts}
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds.items())
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>"
    )


def _links(*links: tuple[str, str, str]) -> str:
    each = (f'<Relationship Id="{link}" Type="{kind}" Target="{target}"/>' for link, kind, target in links)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(each)}</Relationships>'


def _empty_body(doc: Document) -> str:
    header = '<w:headerReference w:type="default" r:id="header"/>' if doc.draft else ""
    width, height = (LONG_SIDE, SHORT_SIDE) if doc.landscape else (SHORT_SIDE, LONG_SIDE)
    orient = ' w:orient="landscape"' if doc.landscape else ""
    return (
        f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{_OFFICE}"><w:body><w:sectPr>{header}'
        f'<w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
        f'<w:pgMar w:top="{top(doc)}" w:right="{SIDE}" w:bottom="{bottom(doc)}" w:left="{SIDE}" '
        f'w:header="{HEADER}" w:footer="{HEADER}" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _header(doc: Document) -> str:
    words = f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t>{_xml(doc.draft_words)}</w:t></w:r></w:p>'
    return f'<w:hdr xmlns:w="{NAMESPACE}">{words}</w:hdr>'


def _footer(doc: Document) -> str:
    """The words on the left and the page on the right, which the word processor works out."""
    right = f'<w:tabs><w:tab w:val="right" w:pos="{text_width(doc)}"/></w:tabs>'
    return (
        f'<w:ftr xmlns:w="{NAMESPACE}"><w:p><w:pPr><w:pStyle w:val="Footer"/>{right}</w:pPr>'
        f"{_said(_xml(doc.footer))}<w:r><w:tab/></w:r>"
        f"{_said('Page ')}{_field('PAGE')}{_said(' of ')}{_field('NUMPAGES')}</w:p></w:ftr>"
    )


def _said(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>' if words else ""


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
