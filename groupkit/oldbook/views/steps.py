"""The steps in which an old cash book is sorted: file, sheet, columns, places, kinds, and what was there at first."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from groupkit.oldbook import drafting, forms, queries
from groupkit.oldbook.models import OldBookDraft
from groupkit.oldbook.reading import Found
from groupkit.oldbook.working import Working
from groupkit.refusal import Refused

SHOWN = 12
"""How many lines of a sheet are shown while its columns are looked at."""


def in_hand() -> OldBookDraft | None:
    """The spreadsheet that is being sorted."""
    return queries.draft()


def to_the_list() -> Any:
    """Where somebody goes when there is nothing in hand."""
    return redirect(url_for(".list_books"))


def choose_file() -> Any:
    """The spreadsheet comes in; nothing of it goes into the book yet."""
    if request.method == "GET" and in_hand() is not None:
        return to_the_list()
    form = forms.FileForm()
    if form.opened():
        with form.refusals():
            drafting.begin(form.table.data or b"", form.sheets, g.actor)
            several = len(form.sheets) > 1
            return redirect(url_for(".choose_sheet" if several else ".say_columns"))
    return render_template("oldbook/choose_file.html", form=form)


def choose_sheet() -> Any:
    """Which sheet of the file holds the cash book."""
    draft = in_hand()
    if draft is None:
        return to_the_list()
    form = forms.sheet_form(Working(draft))
    if form.submitted():
        with form.refusals():
            drafting.choose_sheet(draft, form.name, form.version.data, g.actor)
            return redirect(url_for(".say_columns"))
    return render_template("oldbook/choose_sheet.html", form=form)


def say_columns() -> Any:
    """What is in which column, with a look at how the first lines are read."""
    draft = in_hand()
    if draft is None:
        return to_the_list()
    work = Working(draft, one_table=forms.is_one_table() if request.method == "POST" else None)
    form = forms.columns_form(work)
    going_on = request.form.get("do") == "on" and forms.is_looked_at()
    good = form.submitted()
    if good and going_on:
        with form.refusals():
            drafting.say_columns(draft, form.shape(), form.version.data, g.actor, work.is_one_table)
            return redirect(url_for(".say_places"))
    found = _looked(work, form) if good or request.method == "GET" else None
    return render_template("oldbook/say_columns.html", form=form, found=found, shown=SHOWN, work=work)


def _looked(work: Working, form: forms.ColumnsForm) -> Found | None:
    """How the sheet is read by what stands in the form; what is wrong with that is said on it."""
    if form.problems:
        return None
    try:
        return Working(work.draft, form.shape(), work.is_one_table).found
    except Refused as refused:
        form.refuse(refused)
        return None


def say_places() -> Any:
    """Which account and which fund the words of the sheet are."""
    draft = in_hand()
    if draft is None:
        return to_the_list()
    work = Working(draft)
    if not work.is_shaped:
        return redirect(url_for(".say_columns"))
    form = forms.places_form(work)
    if form.submitted():
        with form.refusals():
            drafting.say_places(draft, form.said("account"), form.said("fund"), form.version.data, g.actor)
            return redirect(url_for(".say_kinds"))
    return render_template("oldbook/say_places.html", form=form)


def say_kinds() -> Any:
    """What kind of money each word of the sheet is, a page at a time."""
    draft = in_hand()
    if draft is None:
        return to_the_list()
    work = Working(draft)
    if not work.is_placed:
        return redirect(url_for(".say_places"))
    pages = max(1, -(-len(work.words.kinds) // forms.KINDS_AT_ONCE))
    page = min(max(request.args.get("page", 1, int), 1), pages)
    form = forms.kinds_form(work, page - 1)
    if form.submitted():
        with form.refusals():
            drafting.say_kinds(draft, form.said(), form.rest(), form.version.data, g.actor)
            more = page < pages and request.form.get("do") != "on"
            return redirect(url_for(".say_kinds", page=page + 1) if more else url_for(".say_beginning"))
    return render_template("oldbook/say_kinds.html", form=form, work=work, page=page, pages=pages)


def say_beginning() -> Any:
    """What was there at first: by place and by fund, and the two have to agree."""
    draft = in_hand()
    if draft is None:
        return to_the_list()
    work = Working(draft)
    if not work.is_sorted:
        return redirect(url_for(".say_kinds"))
    if not work.asked:
        return redirect(url_for(".bring_in"))
    form = forms.beginning_form(work)
    if form.submitted():
        with form.refusals():
            drafting.say_beginning(draft, form.said(), form.replaced(), form.version.data, g.actor)
            flash("The places and the funds agree")
            return redirect(url_for(".bring_in"))
    return render_template("oldbook/say_beginning.html", form=form, work=work)
