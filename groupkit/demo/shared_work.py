"""The example's people: who does what, a deputy, somebody learning, a choosing, who signs at the bank; how some like to
hear, one who took her yes back, and one who left and asked to be taken out."""

from datetime import date, timedelta

from sqlalchemy import select

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.models import Person
from groupkit.access.operations import add_person
from groupkit.db import db
from groupkit.demo.book import Book
from groupkit.jobs import electing, operations, queries, signing
from groupkit.jobs.models import GroupJob
from groupkit.people.members import erasing
from groupkit.people.members import operations as members
from groupkit.people.members.operations import Card, Yes
from groupkit.people.members.rules import USUAL_WORDING

MORE = ("Pavel Novak", "Grace Abara", "Huw Pritchard", "Leila Haddad", "Agnes Thorne")
"""Members who come, and have no job."""
LEFT, NO_LONGER = "Ines Vidal", "Dilys Parry"
TREASURERS = (
    ("key", "The key of the cash tin is on the treasurer’s own ring; Bea has the second"),
    ("kept", "Receipts on paper: brown envelope, one for each month, in the blue box"),
    ("wish", "The bank takes five weeks to change who signs. Ask the week after the meeting"),
    ("wish", "Write the tea money down the same evening. On Thursday you have forgotten"),
)


def live(book: Book) -> None:
    """Put the sharing of the work into the example's year."""
    first = book.last_year.first
    meeting = first + timedelta(days=83)
    book.on(first + timedelta(days=10), lambda: _small_jobs(book))
    book.on(first + timedelta(days=20), lambda: _bank(book, first))
    book.on(meeting - timedelta(days=12), lambda: _stand(book, meeting))
    book.on(meeting, lambda: _result(book))
    book.on(first + timedelta(days=21), lambda: _old_term(book))
    book.on(first + timedelta(days=176), lambda: members.withdraw_consent(_named(NO_LONGER), book.cast.secretary))
    book.on(meeting + timedelta(days=30), lambda: _share(book))
    book.on(first + timedelta(days=12), lambda: _cards(book))
    book.on(first + timedelta(days=200), lambda: members.member_leaves(_named(LEFT), book.cast.coordinator))
    book.on(first + timedelta(days=214), lambda: _take_out(book))


def _cards(book: Book) -> None:
    """Ofcom keeps these numbers for stories, and example.org belongs to nobody."""
    by, today = book.cast.secretary, tenancy.today()
    for name in MORE:
        add_person(name, by)
    asked = Yes(today, USUAL_WORDING, "in person")
    members.write_card(_person(book.cast.treasurer), Card("text", "07700 900142"), asked, 0, by)
    members.write_card(_named("Bea Lindqvist"), Card("post", "12 Sample Street", large_print=True), asked, 0, by)
    helps = "A chair with arms, near the door"
    members.write_card(_named("Mo Rahman"), Card("phone", "07700 900178", helps=helps), asked, 0, by)
    members.add_member(LEFT, Card("email", "ines@example.org"), asked, by)
    members.add_member(NO_LONGER, Card("phone", "07700 900163"), asked, by)


def _take_out(book: Book) -> None:
    gone = db.session.scalars(select(Person).where(Person.name == LEFT)).one()
    erasing.erase(gone, "asked", book.cast.coordinator)


def _job(name: str) -> GroupJob:
    return next(job for job in queries.jobs() if job.name == name)


def _person(actor: Actor) -> Person:
    return _named(actor.name)


def _named(name: str) -> Person:
    return next(person for person in queries.members() if person.name == name)


def _small_jobs(book: Book) -> None:
    by = book.cast.secretary
    tea = operations.write_down("tea and room", "tea_and_room", by)
    operations.take_on(tea, _named("Mo Rahman"), by, from_day=_day(book, 3), how="volunteered")
    welcome = operations.write_down("welcome", "welcome", by)
    operations.take_on(welcome, _person(book.cast.secretary), by, how="volunteered")
    operations.take_on(welcome, _named("Bea Lindqvist"), by, role="deputy")
    operations.add_note(tea, "key", "Room key: Mo has one, the library desk has the other", by)
    for kind, words in TREASURERS:
        operations.add_note(_job("treasurer"), kind, words, book.cast.treasurer)


def _day(book: Book, days: int) -> date:
    """So many days after the books began."""
    return book.last_year.first + timedelta(days=days)


def _bank(book: Book, since: date) -> None:
    for person in (_person(book.cast.coordinator), _person(book.cast.treasurer), _named("Bea Lindqvist")):
        signing.add(person, since, False, book.cast.secretary)


def _old_term(book: Book) -> None:
    """Chosen before the books began, for less than a year: over by now, and the group has not chosen since."""
    by = book.cast.secretary
    [tenure] = queries.tenures_of(_job("second signatory").id)
    operations.change_term(tenure, "elected", _day(book, 300), "the meeting in the old exercise book", by)


def _stand(book: Book, meeting: date) -> None:
    by = book.cast.secretary
    election = electing.begin(meeting, "Yearly meeting", by)
    electing.stand(election, _job("treasurer"), _person(book.cast.treasurer), by)
    electing.stand(election, _job("secretary"), _person(book.cast.secretary), by)
    electing.stand(election, _job("secretary"), _named("Mo Rahman"), by)


def _result(book: Book) -> None:
    [election] = electing.elections()
    treasurer, secretary, _ = electing.nominations_of(election.id)
    electing.close(election, {treasurer.id: 9, secretary.id: 6}, book.cast.coordinator)


def _share(book: Book) -> None:
    by = book.cast.coordinator
    operations.take_on(_job("treasurer"), _named("Bea Lindqvist"), by, role="deputy")
    operations.take_on(_job("secretary"), _named("Mo Rahman"), by, role="shadows")
