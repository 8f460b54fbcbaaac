"""The treasurer's desk: what all pages of the book share."""

from typing import Any

from flask import abort, g, redirect, render_template, request, url_for

from groupkit.access.permissions import Can
from groupkit.forms import row_number
from groupkit.ledger import queries, rules
from groupkit.ledger.forms import BookForm, EntryForm
from groupkit.ledger.models import Entry, Transaction


def entry_at(year: str, code: str) -> Entry:
    """The entry at an address; no such page where there is none in this group."""
    return queries.entry_called(year, code) or abort(404)


def entry_named(reference: str) -> Entry | None:
    """The entry that a link names, like `2026-27/P014`."""
    year, _, code = reference.partition("/")
    return queries.entry_called(year, code) if code else None


def address_of(entry: Entry, endpoint: str = ".show_entry", **more: Any) -> str:
    """The address of one of an entry's pages."""
    return url_for(endpoint, year=entry.year, code=entry.reference.rpartition("/")[2], **more)


def to_entry(entry: Entry) -> Any:
    """Go and look at an entry."""
    return redirect(address_of(entry))


def as_it_stands(entry: Entry) -> tuple[Transaction, rules.Legs]:
    """The last transaction of an entry, and the legs that it has or, when it is void, last had."""
    last = queries.latest_transaction(entry.id)
    return last, queries.legs_of(last.reverses_id if last.void and last.reverses_id else last.id)


def show_form(template: str, form: BookForm, **values: Any) -> Any:
    """The page of a form that writes in the book, with balances beside places and those who were paid before."""
    known = queries.balances()
    accounts = {place.id: place.pence for place in known.accounts}
    funds = {place.id: place.pence for place in known.funds}
    form.show_balances(accounts, funds)
    if isinstance(form, EntryForm) and g.actor.can(Can.SEE_PAYEES):
        form.recall(queries.remembered((form.kind,)), row_number(request.args.get("fund", "")))
    return render_template(f"ledger/{template}.html", form=form, **values)


def wants_another() -> bool:
    """Whether somebody pressed "Save and write another"."""
    return request.form.get("again") == "1"
