"""What was brought in from old cash books, and what each became."""

from typing import Any

from flask import abort, render_template

from groupkit.access import queries as people
from groupkit.db import db
from groupkit.oldbook import queries
from groupkit.oldbook.models import OldBook

MOST_LINES = 200


def book_at(book_id: int) -> OldBook:
    """The old cash book at an address; no such page where there is none in this group."""
    return db.session.get(OldBook, book_id) or abort(404)


def list_books() -> Any:
    """Where bringing in an old cash book begins, and those that were brought in."""
    return render_template("oldbook/list_books.html", books=queries.books(), draft=queries.draft())


def show_book(book_id: int) -> Any:
    """A sheet that was brought in: each line of the cash book, and the row it came from."""
    book = book_at(book_id)
    numbers = {no for no in (book.brought_in_by_no, book.taken_back_by_no) if no is not None}
    return render_template(
        "oldbook/show_book.html",
        book=book,
        lines=queries.lines_of(book.id),
        most=MOST_LINES,
        names=people.names(numbers),
        draft=queries.draft(),
    )
