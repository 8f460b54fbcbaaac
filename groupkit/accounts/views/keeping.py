"""Keeping the settings and the register of what is owned and owed."""

from datetime import date
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for

from groupkit import tenancy
from groupkit.accounts import forms, operations, owed, queries, settling, taken
from groupkit.accounts.owed import DebtCard
from groupkit.accounts.queries import AssetCard
from groupkit.dates import Period, short_day
from groupkit.ledger import lists
from groupkit.ledger import queries as ledger
from groupkit.ledger.queries import Line
from groupkit.money import pounds
from groupkit.words import and_list


def change_settings() -> Any:
    """The group says whether it is a registered charity, and how amounts are shown."""
    known = queries.settings()
    form = forms.SettingsForm(
        {"standing": known.standing, "number": known.number, "shown": known.shown, "version": known.version}
    )
    if form.submitted():
        with form.refusals():
            operations.change_settings(**form.values(), version=form.version.data, by=g.actor)
            return redirect(url_for(".show_year"))
    return render_template("accounts/change_settings.html", form=form)


def sort_out() -> Any:
    """Which categories are for things that last, and which funds are endowments."""
    known = queries.places()
    form = forms.SortingForm(ledger.choices(), known.assets, known.endowments, queries.settings().version)
    if form.submitted():
        with form.refusals():
            operations.sort_out(form.chosen_assets, form.chosen_endowments, form.version.data, by=g.actor)
            return redirect(url_for(".show_year"))
    return render_template("accounts/sort_out.html", form=form)


def list_things() -> Any:
    """What the group owns, what it owes, what is owed to it; and what was and is no longer."""
    assets, debts = queries.assets(), owed.debts()
    return render_template(
        "accounts/list_things.html",
        owned=[card for card in assets if card.row.disposed_on is None],
        gone=[card for card in assets if card.row.disposed_on is not None],
        owed=[card for card in debts if not card.is_settled],
        settled=[card for card in debts if card.is_settled],
    )


def download_things() -> Any:
    """What the group owns and owes, as a workbook."""
    found = taken.things(queries.assets(), owed.debts())
    return lists.hand_over(found, g.actor.group_name, g.actor.slug, "own and owe")


def add_asset() -> Any:
    """Something that lasts belongs to the group now."""
    form = forms.AssetForm({"kind": "use"})
    del form["version"]
    form.offer_funds(ledger.choices())
    if form.submitted():
        with form.refusals():
            operations.add_asset(**form.values(), by=g.actor)
            return _to_the_list("Written down")
    return render_template("accounts/add_asset.html", form=form)


def change_asset(asset_id: int) -> Any:
    """What is written about an asset is put right, or somebody else holds it."""
    card = _asset(asset_id)
    row = card.row
    form = forms.AssetForm(
        {
            "what": card.what,
            "kind": row.kind,
            "amount": row.amount,
            "bought_on": row.bought_on,
            "fund": row.fund_id,
            "holder": card.holder,
            "version": row.version,
        }
    )
    form.offer_funds(ledger.choices())
    if form.submitted():
        with form.refusals():
            operations.change_asset(_asset(asset_id).row, form.version.data, **form.values(), by=g.actor)
            return _to_the_list("Saved")
    meanwhile = form.version.changed_meanwhile(row.version)
    return render_template("accounts/change_asset.html", form=form, card=card, meanwhile=meanwhile)


def dispose_asset(asset_id: int) -> Any:
    """It was sold, given away, lost or worn out."""
    card = _asset(asset_id)
    form = forms.GoneForm({"version": card.row.version, "disposed_on": tenancy.today()})
    if form.submitted():
        with form.refusals():
            operations.dispose_asset(_asset(asset_id).row, form.version.data, **form.values(), by=g.actor)
            return _to_the_list("It stays in the list, with that day")
    return render_template("accounts/dispose_asset.html", form=form, card=card)


def add_debt() -> Any:
    """Money is owed to us, or by us."""
    form = forms.DebtForm({"since": tenancy.today()})
    del form["version"]
    form.offer_funds(ledger.choices())
    if form.submitted():
        with form.refusals():
            operations.add_debt(**form.values(), by=g.actor)
            return _to_the_list("Written down")
    return render_template("accounts/add_debt.html", form=form)


def change_debt(debt_id: int) -> Any:
    """What is written about money that is owed is put right."""
    card = _debt(debt_id)
    row = card.row
    form = forms.DebtForm(
        {
            "way": row.way,
            "what": card.what,
            "who": card.who,
            "amount": row.amount,
            "fund": row.fund_id,
            "since": row.since,
            "due": row.due,
            "version": row.version,
        }
    )
    form.offer_funds(ledger.choices())
    if form.submitted():
        with form.refusals():
            operations.change_debt(_debt(debt_id), form.version.data, **form.values(), by=g.actor)
            return _to_the_list("Saved")
    meanwhile = form.version.changed_meanwhile(row.version)
    return render_template("accounts/change_debt.html", form=form, card=card, meanwhile=meanwhile)


def settle_debt(debt_id: int) -> Any:
    """It was paid, or it never will be."""
    card = _debt(debt_id)
    if card.is_settled:
        return redirect(url_for(".owe_again", debt_id=debt_id))
    found = settling.offered(card)
    form = forms.SettledForm({"version": card.row.version, "settled_on": None if found else tenancy.today()})
    form.offer_lines(
        ((line.reference, _as_line(line, free, card)) for line, free in found), card.row.way in settling.COMES_IN
    )
    if form.submitted():
        with form.refusals():
            left = settling.settle_debt(
                _debt(debt_id),
                form.version.data,
                g.actor,
                lines=form.named,
                settled_on=form.settled_on.data,
                forgiven=form.forgiven.data,
            )
            told = "Settled. It stays in the list, with that day"
            return _to_the_list(f"Written down. {pounds(left)} is still owed" if left else told)
    return render_template("accounts/settle_debt.html", form=form, card=card)


def owe_again(debt_id: int) -> Any:
    """It was another line, or it is not settled: all of it is owed again."""
    card = _debt(debt_id)
    if not card.parts and card.row.settled_on is None:
        return redirect(url_for(".settle_debt", debt_id=debt_id))
    form = forms.OwedAgainForm({"version": card.row.version})
    if form.submitted():
        with form.refusals():
            settling.owe_again(_debt(debt_id), form.version.data, g.actor)
            return _to_the_list(f"{pounds(card.row.amount)} is owed again")
    return render_template("accounts/owe_again.html", form=form, card=card)


def note_report() -> Any:
    """A meeting has seen the report of some days, so that the next one begins after them."""
    period, form = _days_asked(), forms.GivenForm()
    if form.submitted():
        with form.refusals():
            operations.note_report(period, by=g.actor)
            flash("Noted. The next report begins where this one ended")
            return redirect(url_for(".show_report", **_as_address(period)))
    return render_template("accounts/note_report.html", form=form, period=period, back=_as_address(period))


def _as_line(line: Line, free: int, card: DebtCard) -> str:
    """A line of the book in a few words, with its fund where that is another than the debt's, and with what of it has
    paid nothing else yet where that is less than all."""
    said = f"{short_day(line.day)}, {pounds(abs(line.pence))}"
    who = f" {'from' if line.money_in else 'to'} {line.words.payee}" if line.words.payee else ""
    rest = f", {pounds(free)} of it still free" if free < abs(line.pence) else ""
    funds = {part.fund_id: part.fund for part in line.purpose if part.fund}
    other = (
        ""
        if card.row.fund_id in funds or not funds
        else f", {'for' if line.money_in else 'from'} {and_list(funds.values())}"
    )
    return f"{said}{who}{rest}{other} · {line.reference}"


def _days_asked() -> Period:
    """The days in the address; this month up to today where they cannot be read."""
    today = tenancy.today()
    try:
        first, last = (date.fromisoformat(request.args[name]) for name in ("from", "to"))
    except (KeyError, ValueError):
        return Period(today.replace(day=1), today)
    return Period(first, last) if first <= last else Period(today.replace(day=1), today)


def _as_address(period: Period) -> dict[str, Any]:
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def _asset(row_id: int) -> AssetCard:
    return queries.asset(row_id) or abort(404)


def _debt(row_id: int) -> DebtCard:
    return owed.debt(row_id) or abort(404)


def _to_the_list(told: str) -> Any:
    flash(told)
    return redirect(url_for(".list_things"))
