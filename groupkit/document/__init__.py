"""Word documents: plain values in, a .docx file out, or the same as plain text.

Say what stands in the document with the values from `values` and hand it to `document` or `plain_text`.
This package knows nothing of pages or tables of the database, and nothing else in the program knows python-docx.
"""

from groupkit.document.parts import document_in_parts
from groupkit.document.plain import plain_text
from groupkit.document.values import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    SignatureLines,
    Table,
    Words,
)
from groupkit.document.writing import MIME_TYPE, document

__all__ = [
    "MIME_TYPE",
    "Block",
    "Document",
    "Heading",
    "PageBreak",
    "Paragraph",
    "Picture",
    "Run",
    "SignatureLines",
    "Table",
    "Words",
    "document",
    "document_in_parts",
    "plain_text",
]
