"""Payments that have no receipt yet: the list, and receipts that are lost."""

from typing import Any

from flask import flash, g, redirect, render_template

from groupkit import tenancy
from groupkit.access import queries as people
from groupkit.access.permissions import Can
from groupkit.forms import EmptyForm
from groupkit.ledger import lists, operations, queries, taken
from groupkit.ledger.forms import LookForMissing, LostForm
from groupkit.ledger.queries import WithoutReceipt
from groupkit.ledger.views.book import place_asked, years_of_book
from groupkit.ledger.views.desk import address_of, entry_at, to_entry

AT_ONCE = 50


def list_without_receipt() -> Any:
    """Every payment without a receipt, the oldest first, fifty to a page."""
    names, look_for = g.actor.can(Can.SEE_PAYEES), _look_for()
    found = queries.without_receipt(look_for.paid, place_asked("after"), AT_ONCE + 1)
    shown = queries.tell_more(found[:AT_ONCE], names)
    said_by = people.names(one.lost.by_no for one in shown if one.lost) if names else {}
    return render_template(
        "ledger/list_without_receipt.html",
        look_for=look_for,
        found=shown,
        later=f"{shown[-1].day:%Y-%m-%d}.{shown[-1].transaction_id}" if len(found) > AT_ONCE else None,
        begun=place_asked("after"),
        together=queries.count_without_receipt(look_for.paid),
        days=_days(shown),
        names=names,
        said_by=said_by,
    )


def download_without_receipt() -> Any:
    """The whole list as a workbook."""
    look_for = _look_for()
    found = queries.tell_more(queries.without_receipt(look_for.paid), names=True, accounts=True)
    listed = taken.missing(found, _days(found), look_for.told)
    return lists.hand_over([listed], g.actor.group_name, g.actor.slug, "without a receipt")


def _look_for() -> LookForMissing:
    return LookForMissing(years_of_book(), queries.choices(), operations.closed_until())


def note_lost(year: str, code: str) -> Any:
    """The receipt of a payment is lost: what became of it."""
    entry, form = entry_at(year, code), LostForm()
    if form.submitted():
        with form.refusals():
            operations.note_lost(entry, form.why.data or "", by=g.actor)
            flash("Written down. Now somebody else who knows of the payment vouches for it")
            return to_entry(entry)
    return render_template("ledger/note_lost.html", form=form, entry=entry, back=address_of(entry))


def vouch_lost(year: str, code: str) -> Any:
    """A second person vouches for a payment whose receipt is lost."""
    entry, form = entry_at(year, code), EmptyForm()
    lost = queries.lost_told(entry.id)
    if lost is None or lost.seen_by_no is not None:
        return redirect(address_of(entry))
    if form.submitted():
        with form.refusals():
            operations.vouch_lost(entry, by=g.actor)
            flash("Thank you. It is covered by two of you now")
            return to_entry(entry)
    payment = queries.tell_more([_as_missing(entry)], names=True)[0]
    names = people.names([lost.by_no])
    return render_template(
        "ledger/vouch_lost.html",
        form=form,
        entry=entry,
        lost=lost,
        names=names,
        payment=payment,
        back=address_of(entry),
    )


def _days(found: list[WithoutReceipt]) -> dict[int, int]:
    """Whole days since each payment, by entry; none for a day that has not come."""
    return {one.entry_id: max(0, (tenancy.today() - one.day).days) for one in found}


def _as_missing(entry: Any) -> WithoutReceipt:
    last = queries.latest_transaction(entry.id)
    pence = sum(leg.pence for leg in queries.legs_of(last.id).money)
    return WithoutReceipt(entry.id, last.id, entry.year, entry.reference.rpartition("/")[2], last.day, -pence)
