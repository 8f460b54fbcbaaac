"""The pack for whoever looks over the accounts, and what they said."""

from typing import Any

from flask import Response, g, redirect, render_template, request, url_for

from groupkit import packing, workbook
from groupkit.accounts import closings, scrutiny, telling
from groupkit.downloads import hand_over, show_kept
from groupkit.ledger import queries as book
from groupkit.yearend import forms, operations, pack, pack_workbook, receipts_zip
from groupkit.yearend.looking_over import POINTS
from groupkit.yearend.views.closing import closing_at, year_asked


def show_pack() -> Any:
    """What the pack holds, and which scrutiny applies to this year."""
    years = closings.book_years()
    year = year_asked(years)
    accounts = years.accounts_of(year, g.actor)
    nation = telling.nation(g.actor.nation)
    duties = (
        scrutiny.duties_for(nation, accounts.settings.standing, year.first, year.last, accounts.this.gross_income)
        if nation
        else []
    )
    files = pack.receipts(year)
    return render_template(
        "yearend/show_pack.html",
        year=year,
        accounts=accounts,
        duties=[one for one in duties if one.topic == "check"],
        nation=nation,
        clause=telling.own_clause(accounts.on),
        receipts=sum(not one.gone for one in files),
        missing=book.count_without_receipt(book.PaidIn(year.first, year.last))[0],
    )


def download_pack() -> Response:
    """The workbook of the pack."""
    years = closings.book_years()
    made, name = pack_workbook.make(year_asked(years), g.actor, years)
    return hand_over(made, name, workbook.MIME_TYPE)


def download_receipts() -> Response:
    """Every receipt of the year in one ZIP file."""
    made, name = receipts_zip.make(year_asked(), g.actor)
    return hand_over(made, name, packing.MIME_TYPE)


def show_checklist() -> Any:
    """What somebody who looks over the accounts goes through, to print."""
    return render_template("yearend/show_checklist.html", points=POINTS, year=request.args.get("year", "")[:10])


def note_examination(closing_id: int) -> Any:
    """Write down who looked over the accounts, and what they said."""
    closing = closing_at(closing_id)
    form = forms.ExaminedForm()
    if form.submitted():
        with form.refusals():
            operations.note_examination(closing_at(closing_id), **form.values(), by=g.actor)
            return redirect(url_for(".show_closing", closing_id=closing_id))
    return render_template("yearend/note_examination.html", form=form, closing=closing)


def show_examiners_report(examination_id: int) -> Any:
    """The signed report of whoever looked over the accounts."""
    row = closings.examination(examination_id)
    return show_kept(book.stored_file(row.file_id) if row and row.file_id else None)
