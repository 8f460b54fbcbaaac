"""Receipts: putting a photo or PDF beside an entry, looking at it, covering private parts."""

from typing import Any

from flask import abort, g, render_template

from groupkit.downloads import show_kept
from groupkit.ledger import operations, queries
from groupkit.ledger.forms import CoverForm, PictureForm
from groupkit.ledger.models import Entry, Receipt
from groupkit.ledger.views.desk import entry_at, to_entry


def show_receipt(year: str, code: str, receipt_id: int) -> Any:
    """The picture itself; a PDF is only ever handed over as a file."""
    return show_kept(queries.stored_file(_receipt_at(entry_at(year, code), receipt_id).file_id))


def attach_receipt(year: str, code: str) -> Any:
    """A photo or PDF is put beside an entry."""
    entry, form = entry_at(year, code), PictureForm()
    if form.submitted():
        with form.refusals():
            operations.attach_receipt(entry, **form.values(), by=g.actor)
            return to_entry(entry)
    return render_template("ledger/attach_receipt.html", form=form, entry=entry)


def cover_receipt(year: str, code: str, receipt_id: int) -> Any:
    """A picture with private parts covered takes the place of another, whose bytes go for good."""
    entry, form = entry_at(year, code), CoverForm()
    receipt = _receipt_at(entry, receipt_id)
    if form.submitted():
        with form.refusals():
            operations.cover_receipt(entry, receipt, **form.values(), by=g.actor)
            return to_entry(entry)
    return render_template("ledger/cover_receipt.html", form=form, entry=entry, receipt_id=receipt_id)


def _receipt_at(entry: Entry, receipt_id: int) -> Receipt:
    found = queries.receipt(receipt_id)
    return found if found is not None and found.entry_id == entry.id else abort(404)
