"""The XML of one part, read with care: no definitions of its own, and each element with its place in the bytes."""

import re
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from groupkit.refusal import Refused
from groupkit.workbook.reading import NOT_A_WORKBOOK

Attributes = Mapping[str, str]

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_NAMES = {
    _SHEET: "",
    _STRICT: "",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://schemas.openxmlformats.org/package/2006/content-types": "",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r:",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r:",
    "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main": "x14:",
    "http://schemas.microsoft.com/office/excel/2006/main": "xm:",
}
_UTF8 = (None, "utf-8", "us-ascii")
_TAG = re.compile(rb"""<([^\s/>]+)((?:\s+[^\s=>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>""")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")


def walk(
    data: bytes,
    started: Callable[[str, Attributes, int], None],
    ended: Callable[[str, int], None],
    said: Callable[[str], None],
) -> None:
    """Go through a part: each element as it starts and ends, with where in the bytes, and the text in between.

    Elements of a sheet's own language go by their bare name, those of the newer lists as `x14:…` and `xm:…`.
    Raises Refused for what is no XML in UTF-8, or has definitions of its own.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_definitions
    parser.XmlDeclHandler = _only_utf8
    parser.StartElementHandler = lambda name, attributes: started(
        _plain(name), {_plain(key): value for key, value in attributes.items()}, parser.CurrentByteIndex
    )
    parser.EndElementHandler = lambda name: ended(_plain(name), parser.CurrentByteIndex)
    parser.CharacterDataHandler = said
    if b"\0" in data[:4]:
        raise Refused(NOT_A_WORKBOOK)
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):
        raise Refused(NOT_A_WORKBOOK) from None


def tree(data: bytes) -> Element:
    """A small part as a tree, its names as `walk` tells them. Raises Refused."""
    builder = TreeBuilder()

    def started(name: str, attributes: Attributes, _at: int) -> None:
        builder.start(name, dict(attributes))

    def ended(name: str, _at: int) -> None:
        builder.end(name)

    walk(data, started, ended, builder.data)
    return builder.close()


def _plain(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"{_NAMES.get(space, '?:')}{local}" if space else local


def _no_definitions(*_what: object) -> None:
    raise Refused(NOT_A_WORKBOOK)


def _only_utf8(_version: str, encoding: str | None, _alone: int) -> None:
    if (encoding.lower() if encoding else None) not in _UTF8:
        raise Refused(NOT_A_WORKBOOK)


class Tag:
    """A start tag as it stands in the bytes: its name with any prefix, its attributes, and where it ends."""

    def __init__(self, data: bytes, at: int) -> None:
        found = _TAG.match(data, at)
        if found is None:
            raise Refused(NOT_A_WORKBOOK)
        self.start, self.end = at, found.end()
        self.name: bytes = found[1]
        self.attributes = [(one[1], one[2]) for one in _ATTRIBUTE.finditer(found[2])]
        self.closed = bool(found[3])

    @property
    def prefix(self) -> bytes:
        """`x:` where the part writes `<x:c>`."""
        before, colon, _ = self.name.rpartition(b":")
        return before + colon

    def written(
        self, new: Mapping[str, str], closed: bool | None = None, without: frozenset[bytes] = frozenset()
    ) -> bytes:
        """The tag again with new attributes, in the place of those of the same name or added; closed or not; and
        without some.

        New values are the program's own: nothing in them is escaped.
        """
        put = {name.encode(): f'"{value}"'.encode() for name, value in new.items()}
        kept = [(name, put.pop(name, value)) for name, value in self.attributes if name not in without or name in put]
        words = b"".join(b" %b=%b" % pair for pair in [*kept, *put.items()])
        shut = self.closed if closed is None else closed
        return b"<%b%b%b>" % (self.name, words, b"/" if shut else b"")
