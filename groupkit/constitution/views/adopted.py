"""The book of rules that were adopted: what holds, what held, and each text just as it was kept."""

import json
from typing import Any

from flask import abort, g, render_template
from markupsafe import Markup

from groupkit import files
from groupkit.constitution import queries
from groupkit.constitution.changes import ClauseChange, compare
from groupkit.constitution.content import Content
from groupkit.constitution.forms.adopting import OnDayForm
from groupkit.constitution.models import AdoptedText
from groupkit.constitution.reading import stock
from groupkit.constitution.shapes import CONSTITUTION
from groupkit.constitution.text import compose, fitting
from groupkit.constitution.veil import WHY_VEILED, veiled
from groupkit.downloads import show_kept


def show_constitution() -> Any:
    """What the group goes by, what is being talked about, and how it was before."""
    asked = OnDayForm()
    return render_template(
        "constitution/show_constitution.html",
        now=queries.in_force(CONSTITUTION),
        versions=queries.adopted(CONSTITUTION),
        drafts=[(row, queries.shape_named(row.starting_point)) for row in queries.open_drafts()],
        policies=sorted(queries.policies_in_force().values(), key=lambda row: row.title),
        asked=asked,
        then=queries.in_force(CONSTITUTION, asked.day) if asked.day else None,
    )


def show_text(subject: str, number: int) -> Any:
    """A text just as it was adopted."""
    row = adopted_here(subject, number)
    content, outcome = queries.content_of(row), queries.outcome_of(row)
    return render_template(
        "constitution/show_text.html",
        row=row,
        content=content,
        sheet=_sheet(row, content),
        why_veiled=WHY_VEILED if g.actor.friend else "",
        outcome=outcome,
        warnings=json.loads(outcome.warned) if outcome else [],
        versions=queries.adopted(subject),
        now=queries.in_force(subject),
        newer=[] if g.actor.friend or content.shape.uploads else _newer(content),
        draft=queries.open_draft(subject),
    )


def _sheet(row: AdoptedText, content: Content) -> Markup | None:
    """The very page that was kept, or None when it was tampered with; a critical friend sees no words of anybody's."""
    if g.actor.friend:
        group = g.actor.group_name
        text = render_template("constitution/_text.html", text=veiled(content.text, group), adoption=None, group=group)
        return Markup(text)  # noqa: S704 (ours)
    kept = row.page
    return Markup(kept.decode()) if files.digest_of(kept) == row.page_digest else None  # noqa: S704 (ours)


def _newer(content: Content) -> list[ClauseChange]:
    """The clauses of which the library has other words today than those that were adopted."""
    own = queries.shape_named(content.choices.starting_point, stock())
    if own is None:
        return []
    newest = queries.with_newest(content.shape, own)
    today = compose(newest, fitting(newest, content.choices))
    return [change for change in compare(content.text, today) if change.kind == "changed"]


def newer_wording(subject: str, number: int) -> Any:
    """Where the library has other words today, beside those that were adopted."""
    row = adopted_here(subject, number)
    content = queries.content_of(row)
    return render_template(
        "constitution/newer_wording.html", row=row, changes=_newer(content), draft=queries.open_draft(subject)
    )


def signed_page(subject: str, number: int) -> Any:
    """The photo of the page with the signatures."""
    return _kept_file(adopted_here(subject, number).signed_page_id)


def own_paper(subject: str, number: int) -> Any:
    """The group's own paper, where the text was not written here."""
    return _kept_file(adopted_here(subject, number).upload_id)


def _kept_file(row_id: int | None) -> Any:
    return show_kept(queries.file_of(row_id))


def adopted_here(subject: str, number: int) -> AdoptedText:
    """The adopted text of an address."""
    return queries.adopted_text(subject, number) or abort(404)
