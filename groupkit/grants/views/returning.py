"""The pages on which a return is written and looked at before it is filed."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from markupsafe import Markup

from groupkit import workbook
from groupkit.dates import Period
from groupkit.decisions import queries as decisions
from groupkit.downloads import send
from groupkit.grants import filing, operations, queries
from groupkit.grants import naming as naming  # registers how names are taken out
from groupkit.grants import saying as known
from groupkit.grants.counting import Kept
from groupkit.grants.facts import Facts
from groupkit.grants.format import suits
from groupkit.grants.forms import Offers, ReturnForm
from groupkit.grants.models import Grant
from groupkit.grants.paper import Added, lay_out, note_key, say, unanswered
from groupkit.grants.tables import TABLES
from groupkit.grants.views.found import the_grant, the_grant_and_draft
from groupkit.grants.views.sending import send_picture
from groupkit.tallies import rules as tallies


def choose_format(grant_id: int) -> Any:
    """Which return fits a grant, with the reason, and every other."""
    row = the_grant(grant_id)
    return render_template(
        "grants/choose_format.html",
        row=row,
        proposal=queries.proposal_of(row),
        formats=sorted(queries.formats().values(), key=lambda made: (not made.suits.offered, made.suits.least)),
        draft=queries.draft_of(row),
        suits=suits,
    )


def write_return(grant_id: int) -> Any:
    """The return of a grant is written: figures from the book, words by hand, saved as a draft."""
    row, draft = the_grant_and_draft(grant_id, request.args.get("format", ""))
    facts, kept = queries.known_for(row, draft)
    form = ReturnForm.asking(draft, facts, _offers(draft, facts, kept))
    if form.submitted():
        with form.refusals():
            operations.save_draft(
                row,
                form.version.data,
                draft.format,
                form.answers(draft.answers),
                by=g.actor,
                pictures=form.pictures(),
                written=_written(form, draft),
            )
            flash("Kept as a draft. This is how it will look")
            return redirect(url_for(".preview_return", grant_id=row.id))
    stands = queries.draft_of(row, draft.format.key) if form.errors else draft
    return render_template(
        "grants/write_return.html",
        form=form,
        row=row,
        draft=draft,
        facts=facts,
        known=known,
        tables=TABLES,
        note_key=note_key,
        heading=queries.HEADING,
        why=_why(row, draft),
        uncounted=_uncounted(draft, facts),
        theirs=_theirs(form, draft, stands),
    )


def _why(row: Grant, draft: queries.Draft) -> str:
    """Why this return, or what to think of where another would fit better."""
    proposal = queries.proposal_of(row)
    same = proposal.made.key == draft.format.key
    return proposal.sentence.rstrip(".") if same else suits(draft.format, row.amount).sentence


def _uncounted(draft: queries.Draft, facts: Facts) -> Period | None:
    """The days of the return, where it speaks of different people and nobody counted them for just these days."""
    asked = any(one.known == "different_people" for one in draft.format.questions()) and facts.tally.people
    if not asked and "different_people" not in queries.needed(draft.format):
        return None
    period = queries.period_of(facts)
    return None if any((one.first, one.last) == (period.first, period.last) for one in facts.tally.people) else period


def _written(form: ReturnForm, draft: queries.Draft) -> operations.Written:
    decision = form.chosen_decision() if "decision" in form else draft.decision_id
    shown, voices = form.picked("shown", draft.shown), form.picked("voices", draft.voices)
    return operations.Written(form.until.data, form.notes(), shown, voices, decision)


def _offers(draft: queries.Draft, facts: Facts, kept: Kept) -> Offers:
    """What may go into a return: a small number that is printed already can be taken out again."""
    wanted = {kind for line in draft.format.asks for kind in line.voices}
    voices = [
        (one.key, f"{tallies.VOICES[one.kind]}: {_short(one.words) or one.said_by}")
        for one in queries.voices_for(draft.format, facts.as_of)
        if one.kind in wanted
    ]
    return Offers(_decisions(), voices, kept.to_choose(draft.shown))


def _decisions() -> list[tuple[int, str]]:
    """The decisions that may have agreed to a return, the latest first."""
    return [(one.id, f"{one.number}: {_short(one.title)}") for one in decisions.that_can_be_replaced()]


def _short(words: str) -> str:
    return words if len(words) <= 70 else f"{words[:69].rstrip()}…"


def preview_return(grant_id: int) -> Any:
    """The draft as the sheet of paper that it will be."""
    row, draft = the_grant_and_draft(grant_id)
    facts, kept = queries.known_for(row, draft)
    sheet = filing.page_of(queries.laid_out(draft, facts), draft=True)
    return render_template(
        "grants/preview_return.html",
        kept=kept,
        row=row,
        draft=draft,
        sheet=Markup(sheet),  # noqa: S704 (ours)
        beyond="" if queries.proposal_of(row).made.key == draft.format.key else _why(row, draft),
        missing=unanswered(draft.format, draft.asked),
        worth=queries.worth_a_look(row, facts.covers, outcomes=queries.outcomes(row), draft=draft),
    )


def show_draft_picture(grant_id: int, key: str) -> Any:
    """A picture that belongs to a draft."""
    row = the_grant(grant_id)
    draft = queries.draft_of(row)
    return send_picture(lay_out(draft.format, queries.facts_for(row, draft), draft.answers, Added({})), key)


def download_draft(grant_id: int) -> Any:
    """The draft as a workbook, marked as a draft."""
    row = the_grant(grant_id)
    content = filing.workbook_of(queries.paper_of(row, queries.draft_of(row), bills=True), draft=True)
    return send(content, workbook.safe_file_name(g.actor.slug, "return", "draft"))


def download_draft_as_word(grant_id: int) -> Any:
    """The draft as Word, with DRAFT on every page."""
    row = the_grant(grant_id)
    content = filing.document_of(queries.paper_of(row, queries.draft_of(row), bills=True), draft=True)
    return send(content, word_name(workbook.safe_file_name(g.actor.slug, "return", "draft")))


def word_name(name: str) -> str:
    """What the Word file is called beside a workbook."""
    return f"{name.removesuffix('.xlsx')}.docx"


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
