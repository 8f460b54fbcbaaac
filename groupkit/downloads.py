"""Files for the browser: a long one is read a little at a time, and a kept picture is shown by itself.

Every page that sends a file ends here. No transaction stays open while its bytes travel.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import IO

from flask import Response, abort, send_file

from groupkit import db, document, workbook
from groupkit.files import ALONE, StoredFile

PIECE = 64 * 1024
SHOWN_IN_PAGE = ("image/jpeg", "image/png")
MAY_BE = (*SHOWN_IN_PAGE, "application/pdf")
KINDS = {
    "json": "application/json",
    "docx": document.MIME_TYPE,
    "xlsx": workbook.MIME_TYPE,
    "txt": "text/plain; charset=utf-8",
}
"""What we make in one piece, by the ending of its name."""


def send(content: bytes, name: str) -> Response:
    """A download of a file that was made in one piece: Word, a workbook or plain words, as its name ends."""
    db.stop_writing(commit=False)
    kind = KINDS[name.rpartition(".")[2]]
    return send_file(BytesIO(content), kind, as_attachment=True, download_name=name, etag=False, max_age=None)


def hand_over(content: IO[bytes], name: str, mime: str) -> Response:
    """A download of a file that was written whole; it is closed behind its last byte, or when nobody reads on."""
    answer = Response(_pieces(content), mimetype=mime)
    answer.call_on_close(content.close)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    with content:
        while piece := content.read(PIECE):
            yield piece


def show_kept(stored: StoredFile | None) -> Response:
    """A kept picture itself; a PDF is only ever handed over as a file. No such page where its bytes are gone."""
    if stored is None or stored.data is None:
        abort(404)
    data, mime, name = stored.data, stored.mime, stored.name
    db.stop_writing(commit=False)
    answer = send_file(
        BytesIO(data),
        mime if mime in MAY_BE else "application/octet-stream",
        as_attachment=mime not in SHOWN_IN_PAGE,
        download_name=name,
        etag=False,
    )
    answer.headers["Content-Security-Policy"] = ALONE
    return answer
