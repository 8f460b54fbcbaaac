"""Everything that reaches somebody with an answer: its bytes, its headers, and whatever lies inside a file."""

from html import unescape
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from werkzeug.test import TestResponse


def everything_in(answer: TestResponse) -> str:
    """All of it as one text in small letters; the parts of a workbook or a Word file unpacked, with their names."""
    told = [str(answer.headers), *_unpacked(answer.data)]
    return unescape("\n".join(told)).lower()


def _unpacked(data: bytes) -> list[str]:
    if not is_zipfile(BytesIO(data)):
        return [data.decode("utf-8", "replace"), data.decode("latin-1")]
    with ZipFile(BytesIO(data)) as archive:
        told = [archive.comment.decode("latin-1")]
        for member in archive.infolist():
            told += [member.filename, member.comment.decode("latin-1"), member.extra.decode("latin-1")]
            told += _unpacked(archive.read(member))
    return told
