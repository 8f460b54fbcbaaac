"""The pages on which a return is filed, and those of returns that were."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for
from markupsafe import Markup

from groupkit import dates, packing, tenancy
from groupkit.access import queries as people
from groupkit.db import stop_writing
from groupkit.downloads import hand_over, send
from groupkit.files import digest_of
from groupkit.grants import evidence, filing, operations, queries
from groupkit.grants import naming as naming  # registers how names are taken out
from groupkit.grants.forms import FileForm, StepForm
from groupkit.grants.models import FiledReturn
from groupkit.grants.paper import unanswered
from groupkit.grants.rules import STEPS, WAYS
from groupkit.grants.views.found import filed_list, the_filed, the_grant, the_grant_and_draft
from groupkit.grants.views.returning import word_name
from groupkit.grants.views.sending import send_picture


def file_return(grant_id: int) -> Any:
    """What filing means; and filing, once somebody agrees."""
    row, draft = the_grant_and_draft(grant_id)
    facts, kept = queries.known_for(row, draft)
    form = FileForm.signing(draft.format, {"version": draft.version, "seen": filing.seen(facts)})
    if form.submitted():
        # Before anything is locked: putting a long return together takes a moment.
        ready = filing.prepare(row, draft, g.actor.slug, form.named())
        with form.refusals():
            form.check_signed()
            filed = operations.file_return(row, ready, form.version.data, form.seen.data, by=g.actor)
            flash("Filed. It is kept just as it is")
            return redirect(url_for(".show_filed", grant_id=row.id, filed_no=filed.number))
        draft = queries.draft_of(row)
        facts, kept = queries.known_for(row, draft)
    form.version.data, form.seen.data = draft.version, filing.seen(facts)
    earlier = queries.filed_returns(row)
    return render_template(
        "grants/file_return.html",
        form=form,
        row=row,
        facts=facts,
        kept=kept,
        filed=earlier,
        becomes=operations.next_in(earlier, filing.content_as_data(draft, facts, kept), facts),
        worth=queries.worth_a_look(row, facts.covers, outcomes=queries.outcomes(row), draft=draft),
        missing=unanswered(draft.format, draft.asked),
    )


def show_filed(grant_id: int, filed_no: int) -> Any:
    """A return just as it was filed, whether the book has moved on since, and what became of it."""
    row = the_grant(grant_id)
    filed = the_filed(row, filed_no)
    steps = queries.steps_of(filed)
    names = people.names([filed.filed_by_no])
    return render_template(
        "grants/show_filed.html",
        row=row,
        filed=filed,
        sheet=_frozen(filed),
        moved=queries.moved_on(row, filed),
        taken_back=_taken_back(filed),
        others=filed_list(row),
        by=names.get(filed.filed_by_no, f"Member {filed.filed_by_no:03d}"),
        steps=steps,
        labels=STEPS,
        ways=WAYS,
    )


def note_step(grant_id: int, filed_no: int) -> Any:
    """What became of a return that was filed is written down."""
    row = the_grant(grant_id)
    filed, form = the_filed(row, filed_no), StepForm()
    if form.submitted():
        with form.refusals():
            operations.note_step(filed, **form.values(), by=g.actor)
            flash("Written down")
            return redirect(url_for(".show_filed", grant_id=row.id, filed_no=filed.number))
    return render_template("grants/note_step.html", form=form, row=row, filed=filed)


def show_filed_picture(grant_id: int, filed_no: int, key: str) -> Any:
    """A picture that belongs to a return that was filed."""
    return send_picture(queries.paper_filed(the_filed(the_grant(grant_id), filed_no)), key)


def download_filed(grant_id: int, filed_no: int) -> Any:
    """The very bytes of the workbook that was filed."""
    filed = the_filed(the_grant(grant_id), filed_no)
    return send(filed.workbook, filed.file_name)


def download_filed_as_word(grant_id: int, filed_no: int) -> Any:
    """The very bytes of the Word file that was filed."""
    filed = the_filed(the_grant(grant_id), filed_no)
    return send(filed.document or abort(404), word_name(filed.file_name))


def show_evidence(grant_id: int, filed_no: int) -> Any:
    """What the evidence pack of a filed return holds, before it is made."""
    row = the_grant(grant_id)
    filed = the_filed(row, filed_no)
    pack = evidence.plan(row, filed, g.actor)
    return render_template(
        "grants/show_evidence.html",
        row=row,
        filed=filed,
        pack=pack,
        taken_back=_taken_back(filed),
        told_size=packing.told_size,
        personal=evidence.PERSONAL,
    )


def download_evidence(grant_id: int, filed_no: int, part_no: int) -> Any:
    """One file of the evidence pack."""
    row = the_grant(grant_id)
    parts = evidence.plan(row, the_filed(row, filed_no), g.actor).parts
    part = parts[part_no - 1] if part_no <= len(parts) else abort(404)
    made = packing.make(part, dates.now())
    stop_writing(commit=False)
    return hand_over(made, part.name, packing.MIME_TYPE)


def _taken_back(filed: FiledReturn) -> int:
    """How many words and pictures of a filed return may not be passed on any more."""
    facts = queries.facts_filed(filed)
    return len(queries.taken_back(facts, queries.format_filed(filed), tenancy.today()))


def _frozen(filed: FiledReturn) -> Markup | None:
    """The page that was filed, which we rendered ourselves; nothing where its bytes are not what they were."""
    return Markup(filed.page.decode()) if digest_of(filed.page) == filed.page_digest else None  # noqa: S704 (ours)
