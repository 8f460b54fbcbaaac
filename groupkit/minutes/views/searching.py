"""Looking for words in minutes, decisions, actions and letters."""

from typing import Any

from flask import g, render_template

from groupkit.meetings.queries import called
from groupkit.meetings.ways import way_to
from groupkit.minutes import forms
from groupkit.minutes.queries import searching


def search() -> Any:
    """What holds all the words."""
    form = forms.SearchForm()
    found = searching.search(form.terms, g.actor) if form.terms else None
    return render_template(
        "minutes/search.html",
        form=form,
        found=found,
        called=called,
        around=lambda text: searching.around(text, form.terms),
        decision_url=lambda number: way_to(g.actor, "decisions.show_decision", decision_no=number),
        most=searching.MOST,
    )
