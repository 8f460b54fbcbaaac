"""The photos that came with a request: bills, receipts and signed sheets."""

from io import BytesIO
from typing import Any

from flask import abort, redirect, send_file, url_for

from groupkit import db, files
from groupkit.ledger import queries as book
from groupkit.payments.views.claims import own_claim
from groupkit.payments.views.requests import request_at

SHOWN_IN_PAGE = ("image/jpeg", "image/png")
MAY_BE = (*SHOWN_IN_PAGE, "application/pdf")


def show_paper(request_id: int, paper_id: int) -> Any:
    """A bill or receipt, to whoever sees receipts."""
    paper = next((one for one in request_at(request_id).papers if one.id == paper_id), None)
    return _send(paper.file_id if paper else None)


def show_own_paper(request_id: int, paper_id: int) -> Any:
    """The receipt that somebody sent with their own claim."""
    asked = request_at(request_id)
    if not own_claim(asked):
        return redirect(url_for(".show_paper", request_id=asked.id, paper_id=paper_id))
    paper = next((one for one in asked.papers if one.id == paper_id), None)
    return _send(paper.file_id if paper else None)


def show_sheet(request_id: int, sheet_id: int) -> Any:
    """A sheet that was signed on paper."""
    sheets = {yes.sheet_id for yes in request_at(request_id).yeses}
    return _send(sheet_id if sheet_id in sheets else None)


def _send(file_id: int | None) -> Any:
    """The picture itself; a PDF is only ever handed over as a file."""
    stored = book.stored_file(file_id) if file_id else None
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
    answer.headers["Content-Security-Policy"] = files.ALONE
    return answer
