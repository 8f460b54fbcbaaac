"""Accounts, funds, budget headings and categories; and settling the book up to a day."""

from functools import partial
from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for

from groupkit.ledger import operations, queries
from groupkit.ledger.forms import AccountForm, CategoryForm, CloseForm, FundForm, HeadingForm, RenameForm, SettleForm
from groupkit.ledger.models import Account, Category, Fund, Heading


def setting_up() -> Any:
    """Where money can be, what it can be for, and how the book is kept."""
    found = queries.balances()
    headings = queries.by_headings([fund.id for fund in found.funds if fund.kind == "restricted"])
    return render_template(
        "ledger/setting_up.html",
        balances=found,
        headings=headings,
        known=queries.choices(),
        settled=operations.closed_until(),
        opened=queries.opened_accounts(),
    )


def add_account() -> Any:
    """Another place where money is."""
    return _add(AccountForm(), operations.add_account, "ledger/add_account.html")


def add_fund() -> Any:
    """Something more that money is for."""
    return _add(FundForm(), operations.add_fund, "ledger/add_fund.html")


def add_category() -> Any:
    """Another kind of money in or money out."""
    return _add(CategoryForm(), operations.add_category, "ledger/add_category.html")


def add_heading(fund_id: int) -> Any:
    """Another budget heading of money that was given for one purpose."""
    fund = queries.row_of("fund", fund_id)
    if not isinstance(fund, Fund) or fund.kind != "restricted":
        abort(404)
    return _add(HeadingForm(), partial(operations.add_heading, fund), "ledger/add_heading.html", fund=fund)


def rename(sort: str, row_id: int) -> Any:
    """Another name for an account, fund, heading or category, and another budget for a heading."""
    row = _row(sort, row_id)
    form = RenameForm(row)
    if form.submitted():
        with form.refusals():
            _change(row, form)
            return redirect(url_for(".setting_up"))
    return render_template(
        "ledger/rename.html", form=form, sort=sort, row=row, meanwhile=form.version.changed_meanwhile(row.version)
    )


def close_or_reopen(sort: str, row_id: int) -> Any:
    """Offer it no longer, or offer it again; what was written under it stays."""
    row, form = _row(sort, row_id), CloseForm()
    if form.submitted():
        with form.refusals():
            act = operations.close if row.closed_on is None else operations.reopen
            act(row, form.version.data, g.actor)
            return redirect(url_for(".setting_up"))
    form.version.data = row.version
    return render_template("ledger/close_or_reopen.html", form=form, sort=sort, row=row)


def settle_book() -> Any:
    """The book is settled up to a day: from then on a correction carries the day on which it is made."""
    form = SettleForm()
    if form.submitted():
        with form.refusals():
            operations.settle_book(**form.values(), by=g.actor)
            flash("Settled. Nothing more will be written with a day up to then")
            return redirect(url_for(".setting_up"))
    return render_template("ledger/settle_book.html", form=form, settled=operations.closed_until())


def _add(form: Any, operation: Any, template: str, **values: Any) -> Any:
    if form.submitted():
        with form.refusals():
            operation(**form.values(), by=g.actor)
            return redirect(url_for(".setting_up"))
    return render_template(template, form=form, **values)


def _row(sort: str, row_id: int) -> Account | Fund | Heading | Category:
    return queries.row_of(sort, row_id) or abort(404)


def _change(row: Account | Fund | Heading | Category, form: RenameForm) -> None:
    """The name, and the budget where there is one; each under the version that the form began from."""
    version = form.version.data
    if isinstance(row, Heading):
        operations.change_budget(row, form.values()["budget"], version, g.actor)
        version = row.version
    operations.rename(row, form.name.data, version, g.actor)
