"""Writing new lines in the book."""

from datetime import date
from typing import Any

from flask import flash, g, redirect, request, url_for

from groupkit.access.gate import safe_next
from groupkit.forms import row_number
from groupkit.ledger import operations, queries
from groupkit.ledger.forms import (
    FORMS,
    BookForm,
    FundMoveForm,
    MoveForm,
    OpeningForm,
    PaymentForm,
    ReceiptForm,
    RefundForm,
)
from groupkit.ledger.models import Entry
from groupkit.ledger.views.desk import as_it_stands, entry_named, show_form, to_entry, wants_another

PLACES = ("account", "from_account", "to_account", "from_fund", "to_fund")


def record_payment() -> Any:
    """The treasurer writes down money going out."""
    form = PaymentForm(queries.choices(), _to_begin_with("payment"))
    if form.submitted():
        with form.refusals():
            return _written(form, operations.record_payment(**form.values(), by=g.actor))
    return show_form("record_payment", form)


def record_receipt() -> Any:
    """The treasurer writes down money coming in."""
    form = ReceiptForm(queries.choices(), _to_begin_with("receipt"))
    if form.submitted():
        with form.refusals():
            return _written(form, operations.record_receipt(**form.values(), by=g.actor))
    return show_form("record_receipt", form)


def record_refund() -> Any:
    """Money came back for something that had been paid."""
    form = RefundForm(queries.choices(), _to_begin_with("refund"))
    if form.submitted():
        with form.refusals():
            return _written(form, operations.record_refund(**form.values(), by=g.actor))
    return show_form("record_refund", form)


def record_move() -> Any:
    """Money is moved between two of our own accounts."""
    form = MoveForm(queries.choices(), _to_begin_with("move"))
    if form.submitted():
        with form.refusals():
            return _written(form, operations.record_move(**form.values(), by=g.actor))
    return show_form("record_move", form)


def record_fund_move() -> Any:
    """Money is meant for something else from now on."""
    form = FundMoveForm(queries.choices(), _to_begin_with("fund_move"))
    if form.submitted():
        with form.refusals():
            return _written(form, operations.record_fund_move(**form.values(), by=g.actor))
    return show_form("record_fund_move", form)


def record_opening() -> Any:
    """What was in an account when the book began."""
    form = OpeningForm(queries.choices(), _kept())
    form.leave_out_accounts(queries.opened_accounts())
    if form.submitted():
        with form.refusals():
            return _written(form, operations.record_opening(**form.values(), by=g.actor))
    return show_form("record_opening", form)


def _written(form: BookForm, entry: Entry) -> Any:
    """Say under which number it stands; then show it, or an empty form with the same day and account.

    Whoever came from another page, as from that of a grant (`?next=`), goes back there.
    """
    on_paper = entry.kind in ("payment", "receipt", "refund")
    told = ". Write that number on the paper receipt, if there is one" if on_paper else ""
    flash(f"Saved as {entry.reference}{told}")
    onward = safe_next(request.args.get("next"))
    if not wants_another():
        return redirect(onward) if onward else to_entry(entry)
    kept = {name: form.said(name) for name in PLACES if form.said(name)}
    kept |= {"fund": request.args["fund"], "next": onward} if onward and "fund" in request.args else {}
    return redirect(url_for(f".record_{entry.kind}", day=form.said("day").isoformat(), **kept))


def _to_begin_with(kind: str) -> dict[str, Any]:
    """What stands in the form at first: an earlier entry once more (`?again=`), or the day and account of the last."""
    earlier = entry_named(request.args.get("again", ""))
    if earlier is None or not _can_become(earlier.kind, kind):
        return _kept()
    _, legs = as_it_stands(earlier)
    found = FORMS[kind].filled_from(None, legs)
    if kind == "refund":
        return found | {"amount": None, "note": f"For {earlier.reference}"} | _without_amounts(found)
    words = queries.latest_wording(earlier.id)
    return found | {"payee": words.payee, "note": words.note}


def _without_amounts(found: dict[str, Any]) -> dict[str, Any]:
    return {"parts": [row | {"amount": None} for row in found["parts"]]} if "parts" in found else {}


def _can_become(old: str, new: str) -> bool:
    """Money out can be written once more, or come back; anything else can only be written once more."""
    return old == new or (old, new) == ("payment", "refund")


def _kept() -> dict[str, Any]:
    """The day and the account of the line before, the amount of a line of the bank's, or the fund of a grant, from the
    address."""
    try:
        kept: dict[str, Any] = {"day": date.fromisoformat(request.args.get("day", ""))}
    except ValueError:
        kept = {}
    amount = row_number(request.args.get("amount", ""), figures=12)
    kept |= {"amount": amount} if amount else {}
    found = {name: row_number(request.args.get(name, "")) for name in (*PLACES, "fund")}
    return kept | {name: row for name, row in found.items() if row}
