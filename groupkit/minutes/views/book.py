"""The minute book: every set of minutes, and the approved ones of a year in one file."""

from collections.abc import Sequence
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for

from groupkit.access.permissions import Can
from groupkit.document import MIME_TYPE
from groupkit.downloads import hand_over
from groupkit.forms import row_number
from groupkit.meetings.models import Meeting
from groupkit.meetings.queries import called
from groupkit.minutes import book, forms
from groupkit.minutes.queries import standing
from groupkit.minutes.views.here import group_name
from groupkit.workbook import safe_file_name


def show_book() -> Any:
    """What is not approved yet, and the approved minutes year by year."""
    found = standing.book()
    waiting = [one for one in standing.not_approved() if g.actor.can(Can.KEEP_MEETINGS) or one.minutes == "sent"]
    return render_template(
        "minutes/show_book.html", years=_by_year(found), waiting=waiting, called=called, form=forms.SearchForm()
    )


def _by_year(found: Sequence[tuple[int, Meeting]]) -> dict[int, list[Meeting]]:
    years: dict[int, list[Meeting]] = {}
    for _, meeting in reversed(found):
        years.setdefault(meeting.day.year, []).append(meeting)
    return years


def download_book() -> Any:
    """All approved minutes of one year, or of every year, as one Word file."""
    asked = request.args.get("year", "")
    year = row_number(asked, figures=4)
    if asked and year is None:
        abort(404)
    found = standing.book(year) if year is None or 1 <= year <= 9999 else []
    if not found:
        return redirect(url_for(".show_book"))
    name = str(year) if year else f"{found[0][1].day.year} to {found[-1][1].day.year}"
    made = book.as_word(found, group_name(), name)
    return hand_over(made, safe_file_name(g.actor.slug, "minute-book", name, ending="docx"), MIME_TYPE)
