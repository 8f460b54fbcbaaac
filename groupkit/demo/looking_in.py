"""The example's critical friend: a short agreement, a longer one since, a copy to read, and what was looked at."""

from datetime import timedelta

from sqlalchemy import select

from groupkit import dates, tenancy
from groupkit.access import friends, operations, queries
from groupkit.access.actor import as_agreed
from groupkit.access.models import Look, Person
from groupkit.access.operations import Terms
from groupkit.constitution import queries as texts
from groupkit.copies import operations as copies
from groupkit.copies.papers import words_of
from groupkit.copies.rules import take_out
from groupkit.db import db
from groupkit.demo.book import Book

POST, PART = "Community nurse", "bridge-builder"
FIRST_PARTS = ("rules", "jobs", "copies")
PARTS = ("rules", "jobs", "meetings", "tallies", "money", "book", "grants", "copies")
BOUNDS = "They ask us before they speak of us to anybody, and they do not come to sharing time."
MEETING = "our meeting at Lantern Street Library"
OPENED = (
    (34, ("what is in the bank and the tin", "money in and out by category")),
    (33, ("copies of papers", "a copy of a paper")),
    (12, ("the cash book",)),
    (4, ("what is in the bank and the tin", "the cash book")),
)
"""How many days ago which pages were opened, as the gate would have written them."""


def live(book: Book, name: str, user_id: int) -> None:
    """Put the critical friend into the example's year: the first agreement ran out a while before the second."""
    day = book.today - timedelta(days=170)
    book.on(day, lambda: _agree(book, name, user_id))
    book.on(book.today - timedelta(days=55), lambda: _share_copy(book))
    book.on(book.today - timedelta(days=40), lambda: _agree_again(book, name, user_id))
    for days, pages in OPENED:
        book.on(book.today - timedelta(days=days), lambda pages=pages: _look(name, pages))  # type: ignore[misc]


def _agree(book: Book, name: str, user_id: int) -> None:
    today = tenancy.today()
    terms = Terms(FIRST_PARTS, BOUNDS, today + timedelta(days=60), MEETING)
    friend = operations.invite_friend(name, POST, PART, today + timedelta(days=91), book.cast.coordinator, terms)
    friend.user_id = user_id
    db.session.flush()
    _say_yes(friend, user_id)


def _agree_again(book: Book, name: str, user_id: int) -> None:
    """It went well, so the group shows more."""
    friend, today = _friend(name), tenancy.today()
    terms = Terms(PARTS, BOUNDS, today + timedelta(days=90), MEETING)
    operations.agree_again(friend, POST, PART, today + timedelta(days=180), book.cast.coordinator, terms)
    _say_yes(friend, user_id)


def _say_yes(friend: Person, user_id: int) -> None:
    agreement = queries.agreement_with(friend.id)
    if agreement is not None:
        friends.accept(user_id, as_agreed(agreement, accepted=False))


def _share_copy(book: Book) -> None:
    """The rules in force, read through by the secretary."""
    row = texts.in_force("constitution")
    paper = f"text {row.subject} {row.number}" if row else ""
    names = copies.known_names()
    words, _ = take_out(words_of(paper) or "", names)
    copies.share(paper, take_out("Our rules", names)[0], words, book.cast.secretary)


def _look(name: str, pages: tuple[str, ...]) -> None:
    for page in pages:
        db.session.add(Look(person_no=_friend(name).number, page=page, at=dates.now()))
    db.session.flush()


def _friend(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.friend, Person.name == name)).one()
