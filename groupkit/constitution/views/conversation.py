"""The conversation: one question per page, and the sheet of questions for a meeting."""

from dataclasses import replace
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from groupkit.constitution import operations, papers, progress
from groupkit.constitution.clauses import Asked
from groupkit.constitution.forms.conversation import AnswerForm
from groupkit.constitution.preview import Preview, preview
from groupkit.constitution.queries import Draft
from groupkit.constitution.text import FIGURES, say_answer
from groupkit.constitution.views.drafting import can_work_on, draft_here
from groupkit.document import document
from groupkit.downloads import send
from groupkit.workbook import safe_file_name

STAYS = "Kept. It stays on the list for the meeting until you untick it"


def ask_question(draft_id: int, question: str) -> Any:
    """One question of a draft, with why it matters and the clause as it will read."""
    draft = draft_here(draft_id)
    asked = draft.shape.asks().get(question) or abort(404)
    if question not in draft.asked and request.method == "GET":
        flash("That question is not asked any more", "note")
        return redirect(url_for(".show_draft", draft_id=draft_id))
    form, meeting = _form(draft, asked), progress.for_a_meeting(draft)
    if request.form.get("leave"):
        return _leave(draft, asked, form)
    if form.submitted():
        with form.refusals():
            answer = operations.answer(draft, question, form.version.data, **form.taken(), by=g.actor)
            if answer.ask and form.value() is not None:
                flash(STAYS)
            return _go_on(progress.answered(draft, answer), question, meeting)
        draft = draft_here(draft_id)
    return _question_page(draft, asked, form)


def _leave(draft: Draft, asked: Asked, form: AnswerForm) -> Any:
    """The question stays open; whoever typed something is asked first whether to keep it."""
    if form.typed and can_work_on(draft):
        return _question_page(draft, asked, form, leaving=True)
    following = progress.next_question(draft, asked.key)
    if following:
        return redirect(url_for(".ask_question", draft_id=draft.row.id, question=following))
    return redirect(url_for(".show_draft", draft_id=draft.row.id))


def discussion_sheet(draft_id: int) -> Any:
    """The questions for a meeting, with space to write: those marked for it, or all that are open."""
    draft = draft_here(draft_id)
    only = _only_marked(draft)
    return render_template(
        "constitution/discussion_sheet.html",
        draft=draft,
        questions=list(progress.to_talk_about(draft, only)),
        only=only,
        marked=progress.marked(draft),
    )


def _only_marked(draft: Draft) -> bool:
    """Whether only the marked questions are wanted: so it is wherever there are any, unless all are asked for."""
    return request.args.get("marked") != "0" and progress.marked(draft)


def download_sheet(draft_id: int) -> Any:
    """The questions for a meeting as a Word file."""
    draft = draft_here(draft_id)
    questions = [
        (topic, asked.question, asked.why, asked.others)
        for topic, asked in progress.to_talk_about(draft, _only_marked(draft))
    ]
    made = document(papers.discussion_sheet(g.actor.group_name, questions))
    name = safe_file_name(g.actor.slug, "questions", ending="docx")
    return send(made, name)


def _question_page(draft: Draft, asked: Asked, form: AnswerForm, leaving: bool = False) -> str:
    row = draft.answers.get(asked.key)
    meanwhile = form.version.changed_meanwhile(row.version if row else 0)
    return render_template(
        "constitution/ask_question.html",
        form=form,
        draft=draft,
        asked=asked,
        topic=progress.topic_of(draft, asked.key),
        theirs=row if meanwhile else None,
        answer=_said(draft, asked),
        preview=_preview(draft, asked, form),
        keeps=can_work_on(draft),
        leaving=leaving,
        figures=FIGURES,
        **_neighbours(draft, asked.key),
    )


def _form(draft: Draft, asked: Asked) -> AnswerForm:
    return AnswerForm.asking(asked, draft.answers.get(asked.key), g.actor.group_name)


def _go_on(draft: Draft, question: str, meeting: frozenset[str]) -> Response:
    """To the next open question, or to the draft when there is none; to the same one for whoever wants to see."""
    if request.form.get("again"):
        return redirect(url_for(".ask_question", draft_id=draft.row.id, question=question))
    following = progress.next_question(draft, question, meeting)
    if following:
        return redirect(url_for(".ask_question", draft_id=draft.row.id, question=following))
    flash("Kept. There is no other open question for now")
    return redirect(url_for(".show_draft", draft_id=draft.row.id))


def _preview(draft: Draft, asked: Asked, form: AnswerForm) -> Preview | None:
    """The clause with what stands in the form."""
    answers = {key: value for key, value in draft.choices.answers.items() if key != asked.key}
    value = None if form["answer"].errors else form.value()
    if value is not None or asked.question.optional:
        answers[asked.key] = value
    return preview(draft.shape, replace(draft.choices, answers=answers), asked)


def _said(draft: Draft, asked: Asked) -> str:
    if asked.key not in draft.choices.answers:
        return "left open"
    return say_answer(asked, draft.choices.answers[asked.key]) or "nothing"


def _neighbours(draft: Draft, question: str) -> dict[str, Any]:
    """Where a question stands among the others, the one before it, and the open one that comes next."""
    keys = list(draft.asked)
    at = keys.index(question) if question in keys else -1
    return {
        "place": at + 1,
        "count": len(keys),
        "before": keys[at - 1] if at > 0 else None,
        "following": progress.next_question(draft, question),
    }
