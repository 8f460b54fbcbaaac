"""A long document written part by part, so that a book of ten years takes no more memory than one of its parts."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from groupkit.document.blank import blank
from groupkit.document.lists import Lists
from groupkit.document.numbering import numbered
from groupkit.document.values import Block, Document, Picture

_BODY = "word/document.xml"
_END = b"<w:sectPr>"


def document_in_parts(doc: Document, parts: Iterable[Sequence[Block]], out: IO[bytes]) -> None:
    """Write a .docx file: the title and body of `doc`, then each part as it comes, which is let go once it is written.

    Parts may hold bullets and whatever takes no number, since a file counts through all of them. Raises ValueError for
    numbers and pictures, which is the program's mistake.
    """
    lists = Lists([], large=doc.large)
    empty = blank(doc, lists).getvalue()
    with ZipFile(BytesIO(empty)) as made, ZipFile(out, "w") as archive:
        for name in made.namelist():
            if name != _BODY:
                archive.writestr(_member(name), made.read(name))
        begins, _, ends = made.read(_BODY).partition(_END)
        with archive.open(_member(_BODY), "w", force_zip64=True) as body:
            body.write(begins)
            body.write(_written(empty, doc, lists, doc.body, titled=True))
            for part in parts:
                body.write(_written(empty, doc, lists, part, titled=False))
            body.write(_END + ends)


def _written(empty: bytes, doc: Document, lists: Lists, blocks: Sequence[Block], *, titled: bool) -> bytes:
    """Some blocks as they stand in the file."""
    import docx
    from lxml import etree

    from groupkit.document.body import Body

    told = list(numbered(blocks))
    if any(isinstance(block, Picture) or (number and number.restart) for block, number in told):
        raise ValueError("a part of a long document holds no pictures and no numbers")
    file = docx.Document(BytesIO(empty))
    body = Body(file, doc, lists)
    (body.write if titled else body.go_on)(told)
    return b"".join(etree.tostring(one) for one in file.element.body if not one.tag.endswith("}sectPr"))


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name)
    member.compress_type = ZIP_DEFLATED
    member.create_system, member.external_attr = 3, 0o600 << 16
    return member
