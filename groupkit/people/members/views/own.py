"""What is kept about one person, to read and to take away."""

from typing import Any

from flask import Response, abort, g, redirect, render_template, url_for

from groupkit.access import queries as people
from groupkit.access.models import Person
from groupkit.people.members import own_data
from groupkit.people.members.views.desk import card_is_hidden, member_at, person_at
from groupkit.workbook import safe_file_name


def show_mine() -> Any:
    """What is kept about oneself, as it stands in the file."""
    return render_template("people/members/show_mine.html", text=own_data.readable(_myself(), g.actor.group_name))


def download_mine() -> Any:
    """What is kept about oneself, as a file."""
    return _file(_myself())


def download_own(number: int) -> Any:
    """What is kept about a member, to hand to them, once it has been written down that somebody looks."""
    if card_is_hidden(member_at(number)):
        return redirect(url_for(".show_member", number=number))
    return _file(person_at(number))


def _myself() -> Person:
    return people.person_numbered(g.actor.person_no) or abort(404)


def _file(person: Person) -> Response:
    """A plain text; the mark at its beginning tells every program how to read it. Its name holds nobody's."""
    text = "\ufeff" + own_data.readable(person, g.actor.group_name)
    answer = Response(text.encode(), mimetype="text/plain")
    name = safe_file_name(g.actor.slug, "what we keep", f"{person.number:03d}", ending="txt")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer
