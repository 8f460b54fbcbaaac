"""The photos that came with a request: bills, receipts and signed sheets."""

from typing import Any

from flask import redirect, url_for

from groupkit.downloads import show_kept
from groupkit.ledger import queries as book
from groupkit.payments.views.claims import own_claim
from groupkit.payments.views.requests import request_at


def show_paper(request_id: int, paper_id: int) -> Any:
    """A bill or receipt, to whoever sees receipts."""
    paper = next((one for one in request_at(request_id).papers if one.id == paper_id), None)
    return show_kept(book.stored_file(paper.file_id) if paper else None)


def show_own_paper(request_id: int, paper_id: int) -> Any:
    """The receipt that somebody sent with their own claim."""
    asked = request_at(request_id)
    if not own_claim(asked):
        return redirect(url_for(".show_paper", request_id=asked.id, paper_id=paper_id))
    paper = next((one for one in asked.papers if one.id == paper_id), None)
    return show_kept(book.stored_file(paper.file_id) if paper else None)


def show_sheet(request_id: int, sheet_id: int) -> Any:
    """A sheet that was signed on paper."""
    sheets = {yes.sheet_id for yes in request_at(request_id).yeses}
    return show_kept(book.stored_file(sheet_id) if sheet_id in sheets else None)
