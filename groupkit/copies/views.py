"""What the pages of copies show."""

from typing import Any

from flask import abort, g, redirect, render_template, url_for

from groupkit.access.permissions import Can
from groupkit.copies import forms, operations
from groupkit.copies.models import Copy
from groupkit.copies.papers import papers, words_of
from groupkit.copies.rules import MARK, take_out
from groupkit.copies.word import as_word
from groupkit.downloads import send
from groupkit.workbook import safe_file_name


def list_copies() -> Any:
    """The copies that are shared, and for an officer the papers that one can be made from."""
    return render_template(
        "copies/list_copies.html",
        copies=operations.copies(),
        papers=list(papers()) if g.actor.can(Can.KEEP_COPIES) else [],
        mark=MARK,
    )


def show_copy(copy_id: int) -> Any:
    """One copy, as it was shared."""
    found = operations.copy(copy_id) or abort(404)
    return render_template("copies/show_copy.html", copy=found, mark=MARK)


def download_copy(copy_id: int) -> Any:
    """One copy as a Word file."""
    return _send(operations.copy(copy_id) or abort(404))


def download_return(grant_id: int, filed_no: int) -> Any:
    """The copy of a filed return, as a Word file, where one is shared; never the return itself."""
    return _send(operations.copy_of(f"return {grant_id} {filed_no}") or abort(404))


def _send(copy: Copy) -> Any:
    """Hand a copy over under a name that says nothing."""
    content, name = as_word(copy), safe_file_name(g.actor.slug, "copy", str(copy.id), ending="docx")
    return send(content, name)


def make_copy(kind: str, about: str, number: int) -> Any:
    """The words of a paper with known names replaced, to be read through and shared."""
    key = f"{kind} {about} {number}"
    words = words_of(key)
    if words is None:
        abort(404)
    names = operations.known_names()
    title = next((paper.title for paper in papers() if paper.key == key), "A paper")
    ready, found = take_out(words, names)
    form = forms.CopyForm(data={"title": take_out(title, names)[0], "words": ready})
    if form.submitted():
        if not form.read.data:
            form.read.errors = ["Read it to the end first, then tick this"]
            g.page_has_errors = True
        else:
            with form.refusals():
                copy = operations.share(key, form.title.data, form.words.data, by=g.actor)
                return redirect(url_for(".show_copy", copy_id=copy.id))
    return render_template("copies/make_copy.html", form=form, found=found, odd=names.for_the_eye(ready))


def take_back(copy_id: int) -> Any:
    """A copy is taken back."""
    found, form = operations.copy(copy_id) or abort(404), forms.EmptyForm()
    if form.submitted():
        with form.refusals():
            operations.take_back(found, by=g.actor)
            return redirect(url_for(".list_copies"))
    return render_template("copies/take_back.html", form=form, copy=found)
