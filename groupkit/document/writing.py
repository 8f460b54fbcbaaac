"""From values to the bytes of a Word file: python-docx puts the body into an empty file of ours."""

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from groupkit.document.blank import blank, packed
from groupkit.document.lists import Lists
from groupkit.document.numbering import numbered
from groupkit.document.values import Document

if TYPE_CHECKING:
    from docx.document import Document as WordFile

MIME_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def document(doc: Document) -> bytes:
    """The .docx file of this document. The same document gives the very same bytes.

    Raises ValueError where a picture is none, which is the program's mistake.
    """
    import docx

    from groupkit.document.body import Body

    blocks = list(numbered(doc.body))
    lists = Lists(blocks, large=doc.large)
    file = docx.Document(blank(doc, lists))
    Body(file, doc, lists).write(blocks)
    return _without_moments(file)


def _without_moments(file: "WordFile") -> bytes:
    """The file's bytes, without the moment at which python-docx wrote each member."""
    out = BytesIO()
    file.save(out)
    with ZipFile(out) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()}).getvalue()
