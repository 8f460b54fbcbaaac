"""What comes out: Word, large print, plain text, and our rules on one page; of what was adopted and of drafts."""

from typing import Any

from flask import abort, g, render_template, request

from groupkit import files
from groupkit.constitution import papers
from groupkit.constitution.content import Content
from groupkit.constitution.queries import content_of
from groupkit.constitution.views.adopted import adopted_here
from groupkit.constitution.views.drafting import draft_here
from groupkit.document import Document, document, plain_text
from groupkit.downloads import send
from groupkit.workbook import safe_file_name

FORMS = {"docx": "docx", "large": "docx", "txt": "txt"}


def download_text(subject: str, number: int, form: str) -> Any:
    """An adopted text: the Word file is the very one that was kept."""
    row = adopted_here(subject, number)
    if form == "docx":
        kept = row.document
        return send(kept, row.file_name) if files.digest_of(kept) == row.document_digest else abort(404)
    return _send_paper(_whole(content_of(row), large=form == "large"), form, subject, str(number))


def one_page(subject: str, number: int) -> Any:
    """An adopted text in short, on one page."""
    row = adopted_here(subject, number)
    return _one_page(content_of(row), row=row)


def download_one_page(subject: str, number: int) -> Any:
    """An adopted text in short, as a Word file."""
    paper = _short(content_of(adopted_here(subject, number)))
    return _send_paper(paper, "docx", subject, str(number), "one-page")


def read_draft(draft_id: int) -> Any:
    """A draft as it will read, with DRAFT on every page."""
    draft = draft_here(draft_id)
    to_sign = papers.to_sign(None, signs=not draft.shape.policy)
    return render_template(
        "constitution/read_draft.html", draft=draft, text=draft.text, large=_large(), to_sign=to_sign
    )


def download_draft(draft_id: int, form: str) -> Any:
    """A draft as a file, with DRAFT on every page."""
    draft = draft_here(draft_id)
    return _send_paper(_whole(draft.content, large=form == "large"), form, draft.row.subject, "draft")


def draft_one_page(draft_id: int) -> Any:
    """A draft in short, on one page."""
    draft = draft_here(draft_id)
    return _one_page(draft.content, draft=draft)


def _one_page(content: Content, **more: Any) -> str:
    return render_template("constitution/one_page.html", text=content.text, content=content, large=_large(), **more)


def _large() -> bool:
    return request.args.get("large") == "1"


def _whole(content: Content, large: bool) -> Document:
    signs = not content.shape.policy
    return papers.as_document(content.text, content.choices.group, content.adoption, large=large, signs=signs)


def _short(content: Content) -> Document:
    return papers.in_short(content.text, content.choices.group, content.adoption)


def _send_paper(paper: Document, form: str, *named: str) -> Any:
    """Write a paper in one of its forms and hand it over."""
    ending = FORMS.get(form) or abort(404)
    parts = [g.actor.slug, *(part.replace("_", "-") for part in named), *(["large"] if form == "large" else [])]
    made = document(paper) if ending == "docx" else plain_text(paper).encode()
    return send(made, safe_file_name(*parts, ending=ending))
