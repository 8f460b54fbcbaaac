"""The pages of funders' forms: bring one in, point its cells at things, fill it in, take it away."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for

from groupkit import workbook
from groupkit.access import queries as people
from groupkit.downloads import send
from groupkit.funderforms import forms, mapping_file, operations, placing, queries
from groupkit.funderforms.models import FilledForm, FunderForm
from groupkit.funderforms.operations import Said
from groupkit.funderforms.reports import Report
from groupkit.grants.models import Grant
from groupkit.grants.queries import Draft
from groupkit.printing import count
from groupkit.refusal import Refused
from groupkit.workbook.form_reading import MOST_ROWS, Form, FormSheet, takes
from groupkit.workbook.parts.places import Place, called, read_place

ROWS = 40
"""How many rows of a sheet stand on one page."""


def list_forms(grant_id: int) -> Any:
    """The forms for a grant, and what was filled in."""
    row = _grant(grant_id)
    filled = queries.filled_for(row)
    names = queries.names_of({one.form_id for one in filled})
    return render_template(
        "funderforms/list_forms.html", row=row, forms=queries.forms_for(row), filled=filled, names=names
    )


def add_form(grant_id: int) -> Any:
    """A funder's form is brought in and looked through; nothing in it is changed, now or later."""
    row, form = _grant(grant_id), forms.AddForm()
    if form.submitted():
        with form.refusals():
            values = form.values()
            kept = operations.add_form(row, data=values.pop("file"), **values, by=g.actor)
            return redirect(url_for(".show_form", grant_id=row.id, form_id=kept.id))
    return render_template("funderforms/add_form.html", form=form, row=row)


def show_form(grant_id: int, form_id: int) -> Any:
    """One form: its sheets, what each cell is for, and what it would hold today."""
    row, draft, form, data = _form_and_draft(grant_id, form_id)
    opened, rows = _opened(data), queries.mappings(form)
    known, _ = placing.held_together(row, {one.what for one in rows}, draft)
    answers = queries.meant(rows, known)
    pointed = {(one.mapping.sheet, one.mapping.cell) for one in answers}
    offered = [one for one in _recognised(opened, known) if (one[0].sheet, one[0].cell) not in pointed]
    numbers = {sheet.name: sheet.number for sheet in opened.sheets}
    return render_template(
        "funderforms/show_form.html",
        row=row,
        form=form,
        sheets=opened.sheets,
        answers=answers,
        offered=len(offered),
        numbers=numbers,
        asked=_asked(opened, answers),
    )


def _asked(opened: Form, answers: list[queries.Meant]) -> dict[int, str]:
    """What the form itself says beside each cell that is for something, by the row of what it is for."""
    found = {}
    for one in answers:
        sheet, place = opened.sheet(one.mapping.sheet), read_place(one.mapping.cell)
        if sheet and place:
            found[one.mapping.id] = sheet.label(place)
    return found


def _recognised(opened: Form, known: list[placing.Placeable]) -> list[tuple[Said, str, placing.Placeable]]:
    """The named cells whose names say what they are for: (what to point at, its name, what it is)."""
    found = []
    for one in opened.named_cells():
        sheet, place = opened.sheet(one.sheet), read_place(one.cell)
        meant = placing.meant_by(one.name, known)
        if sheet and place and meant and not sheet.closed(place):
            found.append((Said(one.sheet, one.cell, meant.key), one.name, meant))
    return found


def take_names(grant_id: int, form_id: int) -> Any:
    """Cells that are recognised by their names are pointed all at once."""
    row, draft, form, data = _form_and_draft(grant_id, form_id)
    found = _recognised(_opened(data), placing.placeable(row, figures=False, draft=draft))
    by_name = {f"{said.sheet}!{said.cell}": said for said, _, _ in found}
    words = [(f"{said.sheet}!{said.cell}", f"{name}: {meant.label}") for said, name, meant in found]
    asked = forms.NamesForm(words)
    if asked.submitted():
        with asked.refusals():
            taken = operations.take_names(row, form, [by_name[one] for one in asked.names.data or ()], g.actor)
            flash(f"{count(taken, 'cell').capitalize()} pointed")
            return redirect(url_for(".show_form", grant_id=row.id, form_id=form.id))
    return render_template("funderforms/take_names.html", row=row, form=form, asked=asked, found=found)


def show_sheet(grant_id: int, form_id: int, sheet_no: int) -> Any:
    """One sheet: the cells that seem to wait for an answer, and the whole of it as a table."""
    row, draft, form, data = _form_and_draft(grant_id, form_id)
    opened = _opened(data)
    sheet = _sheet(opened, sheet_no)
    typed = request.args.get("cell", "").strip()
    place = read_place(typed)
    if place is not None:
        cell = called(sheet.corner(place))
        return redirect(url_for(".point_cell", grant_id=row.id, form_id=form.id, sheet_no=sheet_no, cell=cell))
    known = placing.placeable(row, figures=False, draft=draft)
    stands = queries.mappings(form)
    answers = queries.meant([one for one in stands if one.sheet == sheet.name], known)
    last = min(sheet.extent[0] + 2, MOST_ROWS)
    page = min(max(request.args.get("page", 1, type=int), 1), -(-last // ROWS))
    first = (page - 1) * ROWS + 1
    return render_template(
        "funderforms/show_sheet.html",
        row=row,
        form=form,
        sheet=sheet,
        likely=sheet.likely(_named(opened, sheet)),
        answers={one.mapping.cell: one for one in answers},
        pointed=bool(stands),
        rows=sheet.rows(first, min(first + ROWS - 1, last)),
        page=page,
        pages=-(-last // ROWS),
        asked_page="page" in request.args,
        typed=typed,
    )


def _named(opened: Form, sheet: FormSheet) -> frozenset[Place]:
    """The cells of a sheet to which the funder gave a name."""
    places = (read_place(one.cell) for one in opened.named_cells() if one.sheet == sheet.name)
    return frozenset(place for place in places if place)


def point_cell(grant_id: int, form_id: int, sheet_no: int, cell: str) -> Any:
    """What one cell is for."""
    row, draft, form, data = _form_and_draft(grant_id, form_id)
    sheet = _sheet(_opened(data), sheet_no)
    place = read_place(cell)
    if place is None or called(sheet.corner(place)) != cell:
        abort(404)
    asked = forms.PointForm(placing.placeable(row, draft=draft), queries.mapping_at(form, sheet.name, cell))
    if asked.submitted():
        with asked.refusals():
            if closed := sheet.closed(place):
                raise Refused(closed)
            operations.point(row, form, asked.said(sheet.name, cell), asked.version.data, g.actor)
            return redirect(url_for(".show_sheet", grant_id=row.id, form_id=form.id, sheet_no=sheet_no))
    return render_template(
        "funderforms/point_cell.html",
        row=row,
        form=form,
        asked=asked,
        sheet=sheet,
        cell=sheet.cell(place),
        label=sheet.label(place),
        takes=takes(sheet.rule(place)),
    )


def download_mapping(grant_id: int, form_id: int) -> Any:
    """What goes into which cell, as a small file for another group with the same form."""
    _, form, _ = _form(grant_id, form_id)
    content = mapping_file.written(form.name, queries.pointed(queries.mappings(form)))
    return send(content, workbook.safe_file_name(g.actor.slug, "form-cells", ending="json"))


def bring_mapping(grant_id: int, form_id: int) -> Any:
    """A file from another group, or from another grant, says what goes into which cell."""
    row, form, data = _form(grant_id, form_id)
    asked = forms.MappingForm()
    if asked.submitted():
        with asked.refusals():
            told = mapping_file.read(asked.file.data or b"")
            changed, left = operations.bring_mapping(row, form, _opened(data), told, g.actor)
            flash(f"{count(changed, 'cell').capitalize()} pointed")
            for sentence in left[:8]:
                flash(sentence, "note")
            if len(left) > 8:
                flash(f"{count(len(left) - 8, 'more cell')} could not be taken over", "note")
            return redirect(url_for(".show_form", grant_id=row.id, form_id=form.id))
    return render_template("funderforms/bring_mapping.html", row=row, form=form, asked=asked)


def fill_form(grant_id: int, form_id: int) -> Any:
    """What would stand in the form today; and filling it in, once somebody agrees."""
    row, draft, form, data = _form_and_draft(grant_id, form_id)
    ready = _ready(row, draft, form, data)
    asked = forms.FillForm(seen=ready.digest)
    if asked.submitted():
        with asked.refusals():
            kept = operations.keep_filled(row, form, ready, asked.seen.data or "", g.actor)
            return redirect(url_for(".show_filled", grant_id=row.id, filled_no=kept.number))
    asked.seen.data = ready.digest
    return render_template(
        "funderforms/fill_form.html", row=row, form=form, asked=asked, ready=ready, report=ready.report
    )


def show_filled(grant_id: int, filled_no: int) -> Any:
    """A form as it was filled in: what stands in it, what does not, and what Excel works out."""
    row = _grant(grant_id)
    filled = _filled(row, filled_no)
    return render_template(
        "funderforms/show_filled.html",
        row=row,
        filled=filled,
        report=Report.from_json(filled.report),
        name=queries.names_of({filled.form_id})[filled.form_id],
        by=people.names([filled.filled_by_no]).get(filled.filled_by_no, f"Member {filled.filled_by_no:03d}"),
    )


def download_filled(grant_id: int, filled_no: int) -> Any:
    """The very bytes that were kept."""
    filled = _filled(_grant(grant_id), filled_no)
    return send(filled.workbook, filled.file_name)


def download_original(grant_id: int, form_id: int) -> Any:
    """The form as the funder sent it."""
    return send(_form(grant_id, form_id)[2], operations.FORM_NAME)


def set_aside(grant_id: int, form_id: int) -> Any:
    """A form is no longer offered; what was filled in with it stays."""
    row, form, _ = _form(grant_id, form_id)
    asked = forms.AsideForm({"version": form.version})
    if asked.submitted():
        with asked.refusals():
            operations.set_aside(row, form, asked.version.data, g.actor)
            flash("Set aside. What was filled in is still here")
            return redirect(url_for(".list_forms", grant_id=row.id))
    asked.version.data = form.version
    return render_template("funderforms/set_aside.html", row=row, form=form, asked=asked)


def _grant(grant_id: int) -> Grant:
    return queries.grant(grant_id) or abort(404)


def _form(grant_id: int, form_id: int) -> tuple[Grant, FunderForm, bytes]:
    row, _, form, data = _form_and_draft(grant_id, form_id)
    return row, form, data


def _form_and_draft(grant_id: int, form_id: int) -> tuple[Grant, Draft, FunderForm, bytes]:
    return queries.form_and_draft(grant_id, form_id) or abort(404)


def _filled(row: Grant, number: int) -> FilledForm:
    return queries.filled(row, number) or abort(404)


def _opened(data: bytes) -> Form:
    """The form, which was looked through when it came in; no such page where its bytes are gone."""
    try:
        return Form(data)
    except Refused:
        abort(404)


def _ready(row: Grant, draft: Draft, form: FunderForm, data: bytes) -> operations.Ready:
    try:
        return operations.prepare(row, form, data, draft)
    except Refused:
        abort(404)


def _sheet(opened: Form, number: int) -> FormSheet:
    return opened.numbered(number) or abort(404)
