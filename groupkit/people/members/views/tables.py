"""The whole list at once: bringing one in from a spreadsheet, and taking it away as one."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from groupkit import files, tokens, workbook
from groupkit.downloads import hand_over
from groupkit.people.members import export, forms, operations, queries, rules
from groupkit.people.members.views.desk import contacts_are_shown
from groupkit.printing import count

SHOWN = 20
"""How many rows of a list are shown before it is taken in; what is left out is told in full up to so many more."""


def import_members() -> Any:
    """A list from a spreadsheet: looked at first, and taken in whole or not at all."""
    if (led := _taken_in_before()) is not None:
        return redirect(led)
    form = forms.ImportForm(data={"wording": queries.latest_wording() or rules.USUAL_WORDING})
    if form.confirmed():
        with form.refusals():
            taken = operations.take_in(form.members(), by=g.actor)
            files.let_go(tokens.posted())
            flash(f"{count(taken, 'person', 'people').capitalize()} taken in")
            return redirect(url_for(".list_members"))
    return render_template("people/members/import_members.html", form=form, shown=SHOWN, ways=rules.WAYS)


def _taken_in_before() -> str | None:
    """Where the very same list led when its button was pressed before: the file is no longer held for a second look."""
    again = request.method == "POST" and not g.get("stale_form") and request.form.get("do") == "take"
    return tokens.led_to(tokens.posted()) if again else None


def download_members() -> Any:
    """The list as a workbook, once it has been written down that somebody takes it."""
    if not contacts_are_shown():
        return redirect(url_for(".list_members"))
    book, name = export.make(g.actor.slug)
    return hand_over(book, name, workbook.MIME_TYPE)
