"""Writing: a form is brought in, its cells are pointed at things, and it is filled in. Nothing here commits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from groupkit import dates, files
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.files import digest_of
from groupkit.funderforms import placing, queries
from groupkit.funderforms.mapping_file import FIELD, Pointed
from groupkit.funderforms.models import FilledForm, FormMapping, FunderForm
from groupkit.funderforms.placing import Placeable
from groupkit.funderforms.reports import Line, Report
from groupkit.grants import queries as grants
from groupkit.grants.counting import Kept
from groupkit.grants.models import Grant
from groupkit.history import Value, canonical, private, record
from groupkit.refusal import Conflict, Refused
from groupkit.workbook import MIME_TYPE, safe_file_name
from groupkit.workbook.form_filling import Filled, fill
from groupkit.workbook.form_reading import Form
from groupkit.workbook.parts.answers import said
from groupkit.workbook.parts.places import called, read_place

SAVED_MEANWHILE = "Somebody else changed what this cell is for in the meantime. Look at it once more, then press again"
BROUGHT, POINTED, FILLED_IN = "brought in a funder’s form", "pointed a form’s cells", "filled in a funder’s form"
FORM_NAME = "funders-form.xlsx"
LONGEST_SHEET = 100


def add_form(row: Grant, *, data: bytes, name: str, shared: bool, by: Actor) -> FunderForm:
    """Keep a form just as it was sent. Raises Refused where it is none that we can fill."""
    _check_form(data)
    digest = digest_of(data)
    if any(one.digest == digest for one in queries.forms_for(row)):
        raise Refused("This very file is here already", "file")
    stored = files.store(by, FORM_NAME, MIME_TYPE, data)
    form = FunderForm(
        grant_id=row.id,
        name=name or f"{row.funder}: form",
        funder=row.funder,
        shared=shared,
        file_id=stored.id,
        digest=digest,
        added_at=dates.now(),
        added_by_no=by.person_no,
    )
    db.session.add(form)
    db.session.flush()
    called_so = private(form.name)
    record(
        by,
        BROUGHT,
        _about(row),
        key=(None, form.key),
        name=(None, called_so),
        digest=(None, digest),
        shared=(None, shared),
    )
    return form


def _check_form(data: bytes) -> None:
    try:
        form = Form(data)
        form.check()
        if any(len(sheet.name) > LONGEST_SHEET for sheet in form.sheets):
            raise Refused("A sheet of this form has a name that is too long. Rename it and choose the form again")
    except Refused as refused:
        raise Refused(refused.sentence, "file") from None


def _about(row: Grant) -> str:
    return grants.fund_of(row).name


@dataclass(frozen=True)
class Said:
    """What a cell is to be for: a key of `placing`, or `text` with the words; nothing at all takes it away."""

    sheet: str
    cell: str
    what: str
    words: str = ""


def point(row: Grant, form: FunderForm, told: Said, version: int, by: Actor) -> None:
    """Say what one cell is for. Raises Conflict when somebody else said so since version `version` (0: nobody had)."""
    before = queries.mapping_at(form, told.sheet, told.cell)
    if version != (before.version if before else 0):
        raise Conflict(SAVED_MEANWHILE)
    _check_known(row, told)
    _write(form, [told], _about(row), by)


def _check_known(row: Grant, told: Said) -> None:
    known = {one.key for one in placing.placeable(row, figures=False)}
    if told.what and told.what != placing.TEXT and told.what not in known:
        raise Refused("Choose one of these", "what")
    if told.what == placing.TEXT and not told.words:
        raise Refused("Write the words that go here, or choose something from the list", "words")


def _write(form: FunderForm, told: Sequence[Said], about: str, by: Actor) -> int:
    """Keep what cells are for; says of how many it changed."""
    stands = {(one.sheet, one.cell): one for one in queries.mappings(form)}
    changes: dict[str, tuple[Value, Value]] = {}
    for one in told:
        row = stands.get((one.sheet, one.cell))
        if (row.what, row.words) == (one.what, one.words) if row else not one.what:
            continue
        changes[f"{one.sheet}!{one.cell}"] = (row.what if row else None, _history_of(one))
        _keep(form, row, one)
    if changes:
        db.session.flush()
        record(by, POINTED, about, **changes)
    return len(changes)


def _history_of(one: Said) -> Value:
    return private(one.words) if one.what == placing.TEXT else one.what or None


def _keep(form: FunderForm, row: FormMapping | None, one: Said) -> None:
    if row is None:
        new = FormMapping(form_id=form.id, sheet=one.sheet, cell=one.cell, what=one.what, words=one.words)
        db.session.add(new)
    elif one.what:
        row.what, row.words = one.what, one.words
    else:
        db.session.delete(row)


def take_names(row: Grant, form: FunderForm, chosen: Sequence[Said], by: Actor) -> int:
    """Point the cells whose names were recognised; one that is for something already stays. Says how many."""
    stands = {(one.sheet, one.cell) for one in queries.mappings(form)}
    return _write(form, [one for one in chosen if (one.sheet, one.cell) not in stands], _about(row), by)


def bring_mapping(
    row: Grant, form: FunderForm, opened: Form, file: Sequence[Pointed], by: Actor
) -> tuple[int, list[str]]:
    """Take over what a file says the cells are for; what it says goes before what stands here.

    Says how many cells changed, and a sentence for each that could not be taken over.
    """
    known = placing.placeable(row, figures=False)
    told, left = [], []
    for one in file:
        try:
            told.append(_taken_over(one, opened, known))
        except Refused as refused:
            left.append(f"{one.sheet}, {one.cell}: {refused.sentence}")
    if not told:
        raise Refused("Nothing in this file fits this form", FIELD)
    return _write(form, told, _about(row), by), left


def _taken_over(one: Pointed, opened: Form, known: Sequence[Placeable]) -> Said:
    sheet, place = opened.sheet(one.sheet), read_place(one.cell)
    if sheet is None or place is None:
        raise Refused("there is no such place in this form")
    corner = sheet.corner(place)
    if closed := sheet.closed(corner):
        raise Refused(closed[0].lower() + closed[1:])
    label = f"{one.heading}: {one.what.rpartition(':')[2]}".casefold()
    fits = (
        each
        for each in known
        if (
            each.key == one.what
            if not one.heading
            else each.group == placing.HEADINGS and each.label.casefold() == label
        )
    )
    found = next(fits, None)
    if found is None:
        raise Refused(f"there is no heading “{one.heading}” here" if one.heading else "we do not know what it is for")
    return Said(sheet.name, called(corner), found.key)


@dataclass(frozen=True)
class Ready:
    """A form filled in and not kept yet: its bytes, and what became of each answer."""

    filled: Filled
    report: Report
    figures: str = ""
    """The figures about people that stand in it, and those kept back, as they are kept with it."""
    worked_out: tuple[str, ...] = ()
    """What could still be worked out from it, in sentences, to be read first."""

    @property
    def digest(self) -> str:
        return digest_of(self.filled.data)


def prepare(row: Grant, form: FunderForm, original: bytes, draft: grants.Draft | None = None) -> Ready:
    """Fill a form in as the books stand today, with the `draft` of the return where that was read already. Raises
    Refused where the form cannot be read."""
    rows = queries.mappings(form)
    known, kept = placing.held_together(row, {one.what for one in rows}, draft)
    answers = queries.meant(rows, known)
    labels = {(one.mapping.sheet, one.mapping.cell): one.label for one in answers}
    why = {(one.mapping.sheet, one.mapping.cell): one.why for one in answers}
    filled = fill(original, [one.put for one in answers])
    placed = tuple(
        Line(one.put.sheet, one.cell, labels[one.put.sheet, one.put.cell], said(one.answer), one.note)
        for one in filled.placed
    )
    not_placed = tuple(
        Line(
            one.put.sheet,
            one.put.cell,
            labels[one.put.sheet, one.put.cell],
            said(one.put.answer) if one.put.answer is not None else "",
            why[one.put.sheet, one.put.cell] or one.why,
        )
        for one in filled.not_placed
    )
    report = Report(placed, not_placed, filled.worked_out_later)
    whats = {(one.sheet, one.cell): one.what for one in rows}
    stands = {whats[one.put.sheet, one.put.cell] for one in filled.placed}
    return Ready(filled, report, _figures(row, kept, stands), kept.masked.sentences)


def _figures(row: Grant, kept: Kept, stands: Collection[str]) -> str:
    """The figures of a form as they are kept with it, and who gets them; one that found no place in it is told to
    nobody."""
    nowhere = [
        one.key for one in kept.figures if placing.fact_behind(one) not in stands and one.key not in kept.masked.hidden
    ]
    return canonical({**kept.to_keep(left_out=nowhere), "funder": row.funder})


def keep_filled(row: Grant, form: FunderForm, ready: Ready, seen: str, by: Actor) -> FilledForm:
    """Keep a filled form for good, under the next number of its grant.

    `seen` is the digest of what stood on the page. Raises Conflict where the books have moved on since.
    """
    if not ready.report.placed:
        raise Refused("Nothing has a place in this form yet. Point a cell at something first")
    if seen != ready.digest:
        raise Conflict("The books have moved on since you opened this page. Look at it once more, then press again")
    earlier = queries.filled_for(row)
    if any(one.digest == ready.digest for one in earlier):
        raise Refused("This is just what was filled in before, so there is nothing new to keep")
    number = (db.session.scalar(select(func.max(FilledForm.number)).where(FilledForm.grant_id == row.id)) or 0) + 1
    kept = FilledForm(
        form_id=form.id,
        grant_id=row.id,
        number=number,
        report=ready.report.to_json(),
        figures=ready.figures,
        workbook=ready.filled.data,
        digest=ready.digest,
        file_name=safe_file_name(by.slug, "form", str(number)),
        filled_at=dates.now(),
        filled_by_no=by.person_no,
    )
    db.session.add(kept)
    db.session.flush()
    counts = {"placed": (None, len(ready.report.placed)), "not_placed": (None, len(ready.report.not_placed))}
    about = f"{_about(row)}, form {number}"
    record(by, FILLED_IN, about, key=(None, kept.key), digest=(None, kept.digest), **counts)
    return kept


def set_aside(row: Grant, form: FunderForm, version: int, by: Actor) -> None:
    """A form is no longer offered; what was filled in stays. Raises Conflict."""
    if form.version != version:
        raise Conflict("Somebody else changed this form in the meantime. Look at it once more, then press again")
    if form.set_aside_at is None:
        form.set_aside_at = dates.now()
        db.session.flush()
        record(by, "set a funder’s form aside", _about(row), key=(form.key, form.key))
