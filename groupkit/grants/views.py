"""The pages of grants and returns."""

from io import BytesIO
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, send_file, url_for
from markupsafe import Markup

from groupkit import db, files, workbook
from groupkit.access import queries as people
from groupkit.access.permissions import Can
from groupkit.files import digest_of
from groupkit.grants import facts as known
from groupkit.grants import filing, operations, queries, rules
from groupkit.grants import naming as naming  # registers how names are taken out
from groupkit.grants.copies import copies_of
from groupkit.grants.format import suits
from groupkit.grants.forms import ChangeGrantForm, FileForm, GrantForm, ReturnForm
from groupkit.grants.models import FiledReturn, Grant
from groupkit.grants.paper import Answers, say, unanswered
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as book
from groupkit.ledger.forms import HeadingForm, RenameForm
from groupkit.ledger.models import Heading


def list_grants() -> Any:
    """Every grant, what was spent of it and what is left."""
    return render_template("grants/list_grants.html", grants=queries.grants())


def add_grant() -> Any:
    """A grant that was given to us, with its fund and its headings."""
    form = GrantForm(queries.free_funds())
    if form.submitted():
        with form.refusals():
            row = operations.add_grant(**form.values(), by=g.actor)
            flash("The grant is written down")
            return redirect(url_for(".show_grant", grant_id=row.id))
    return render_template("grants/add_grant.html", form=form)


def show_grant(grant_id: int) -> Any:
    """A grant: its figures by heading, and, for members, what it is for and its returns."""
    row = _grant(grant_id)
    headings = book.by_heading(row.fund_id)
    note = rules.headings_note(row.amount, [one.budget for one in headings if one.heading_id and not one.closed])
    draft = queries.draft_of(row) if g.actor.can(Can.KEEP_GRANTS) else None
    return render_template(
        "grants/show_grant.html",
        row=row,
        card=queries.card_of(row),
        facts=queries.facts_of(row),
        headings=headings,
        note=note,
        draft=draft,
        filed=_filed_list(row),
        copies=copies_of(row.id),
        suits=suits(draft.format, row.amount) if draft else None,
    )


def change_grant(grant_id: int) -> Any:
    """What is known of a grant is put right."""
    row = _grant(grant_id)
    form = ChangeGrantForm.of(row)
    if form.submitted():
        with form.refusals():
            operations.change_grant(row, form.version.data, **form.values(), by=g.actor)
            return redirect(url_for(".show_grant", grant_id=row.id))
    return render_template(
        "grants/change_grant.html", form=form, row=row, meanwhile=form.version.changed_meanwhile(row.version)
    )


def add_heading(grant_id: int) -> Any:
    """Another budget heading of a grant."""
    row, form = _grant(grant_id), HeadingForm()
    if form.submitted():
        with form.refusals():
            ledger.add_heading(queries.fund_of(row), **form.values(), by=g.actor)
            return redirect(url_for(".show_grant", grant_id=row.id))
    return render_template("grants/add_heading.html", form=form, row=row)


def change_heading(grant_id: int, heading_id: int) -> Any:
    """Another name for a heading, or another sum agreed for it."""
    row = _grant(grant_id)
    heading = book.row_of("heading", heading_id)
    if not isinstance(heading, Heading) or heading.fund_id != row.fund_id:
        abort(404)
    form = RenameForm(heading)
    if form.submitted():
        with form.refusals():
            ledger.change_budget(heading, form.budget.data or 0, form.version.data, by=g.actor)
            ledger.rename(heading, form.name.data, heading.version, by=g.actor)
            return redirect(url_for(".show_grant", grant_id=row.id))
    return render_template(
        "grants/change_heading.html",
        form=form,
        row=row,
        heading=heading,
        meanwhile=form.version.changed_meanwhile(heading.version),
    )


def write_return(grant_id: int) -> Any:
    """The return of a grant is written: figures from the book, words by hand, saved as a draft."""
    row = _grant(grant_id)
    draft = queries.draft_of(row, request.args.get("format", ""))
    form = ReturnForm.asking(draft)
    if form.submitted():
        with form.refusals():
            operations.save_draft(
                row, form.version.data, draft.format, form.answers(draft.answers), by=g.actor, pictures=form.pictures()
            )
            flash("Kept as a draft. This is how it will look")
            return redirect(url_for(".preview_return", grant_id=row.id))
    stands = queries.draft_of(row, draft.format.key)
    return render_template(
        "grants/write_return.html",
        form=form,
        row=row,
        draft=draft,
        facts=queries.facts_of(row),
        known=known,
        suits=suits(draft.format, row.amount),
        formats=queries.formats(),
        theirs=_theirs(form, draft, stands),
    )


def preview_return(grant_id: int) -> Any:
    """The draft as the sheet of paper that it will be."""
    row = _grant(grant_id)
    draft = queries.draft_of(row)
    sheet = filing.page_of(queries.paper_of(row, draft), draft=True)
    return render_template(
        "grants/preview_return.html",
        row=row,
        draft=draft,
        sheet=Markup(sheet),  # noqa: S704 (ours)
        suits=suits(draft.format, row.amount),
        missing=unanswered(draft.format, draft.answers),
    )


def show_draft_picture(grant_id: int, key: str) -> Any:
    """A picture that belongs to a draft."""
    return _picture(queries.draft_of(_grant(grant_id)).answers, key)


def download_draft(grant_id: int) -> Any:
    """The draft as a workbook, marked as a draft."""
    row = _grant(grant_id)
    content = filing.workbook_of(queries.paper_of(row, queries.draft_of(row)), draft=True)
    return _send(content, workbook.safe_file_name(g.actor.slug, "return", "draft"))


def file_return(grant_id: int) -> Any:
    """What filing means; and filing, once somebody agrees."""
    row = _grant(grant_id)
    draft = queries.draft_of(row)
    form = FileForm({"version": draft.version, "seen": filing.seen(queries.facts_of(row))})
    if form.submitted():
        ready = filing.prepare(row, draft, g.actor.slug)
        with form.refusals():
            filed = operations.file_return(row, ready, form.version.data, form.seen.data, by=g.actor)
            flash("Filed. It is kept just as it is")
            return redirect(url_for(".show_filed", grant_id=row.id, filed_no=filed.number))
    draft, facts = queries.draft_of(row), queries.facts_of(row)
    form.version.data, form.seen.data = draft.version, filing.seen(facts)
    return render_template(
        "grants/file_return.html",
        form=form,
        row=row,
        facts=facts,
        filed=queries.filed_returns(row),
        missing=unanswered(draft.format, draft.answers),
    )


def show_filed(grant_id: int, filed_no: int) -> Any:
    """A return just as it was filed, and whether the book has moved on since."""
    row = _grant(grant_id)
    filed = _filed(row, filed_no)
    names = people.names([filed.filed_by_no])
    return render_template(
        "grants/show_filed.html",
        row=row,
        filed=filed,
        sheet=_frozen(filed),
        moved=queries.moved_on(row, filed),
        others=_filed_list(row),
        by=names.get(filed.filed_by_no, f"Member {filed.filed_by_no:03d}"),
    )


def show_filed_picture(grant_id: int, filed_no: int, key: str) -> Any:
    """A picture that belongs to a return that was filed."""
    return _picture(queries.content_of(_filed(_grant(grant_id), filed_no))["answers"], key)


def download_filed(grant_id: int, filed_no: int) -> Any:
    """The very bytes of the workbook that was filed."""
    filed = _filed(_grant(grant_id), filed_no)
    return _send(filed.workbook, filed.file_name)


def _grant(grant_id: int) -> Grant:
    return queries.grant(grant_id) or abort(404)


def _filed(row: Grant, number: int) -> FiledReturn:
    return queries.filed_return(row, number) or abort(404)


def _filed_list(row: Grant) -> list[FiledReturn]:
    return queries.filed_returns(row) if g.actor.can(Can.SEE_RETURNS) else []


def _frozen(filed: FiledReturn) -> Markup | None:
    """The page that was filed, which we rendered ourselves; nothing where its bytes are not what they were."""
    return Markup(filed.page.decode()) if digest_of(filed.page) == filed.page_digest else None  # noqa: S704 (ours)


def _send(content: bytes, name: str) -> Any:
    """Hand over a workbook; no transaction stays open while its bytes travel."""
    db.stop_writing(commit=False)
    return send_file(
        BytesIO(content), workbook.MIME_TYPE, as_attachment=True, download_name=name, etag=False, max_age=None
    )


def _picture(answers: Answers, key: str) -> Any:
    """The picture that answers a question."""
    answer = answers.get(key)
    stored = queries.picture(answer["picture"]) if isinstance(answer, dict) and "picture" in answer else None
    if stored is None or stored.data is None:
        abort(404)
    data, mime = stored.data, stored.mime
    db.stop_writing(commit=False)
    response = send_file(BytesIO(data), mime, etag=False)
    response.headers["Content-Security-Policy"] = files.ALONE
    return response


def _theirs(form: ReturnForm, draft: queries.Draft, stands: queries.Draft) -> list[tuple[str, str]]:
    """What somebody else saved in the meantime, where it differs from what is typed here: (question, their answer)."""
    if not form.version.changed_meanwhile(stands.version):
        return []
    mine = form.answers(stands.answers) if not form.errors else {}
    return [
        (question.ask, say(question, stands.answers) or "nothing")
        for question in draft.format.questions()
        if stands.answers.get(question.key) != mine.get(question.key)
    ]
