"""Paying what people said yes to: one line in the book, once."""

from datetime import date

from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.ledger import operations as book
from groupkit.ledger.models import Entry
from groupkit.ledger.operations import Answers
from groupkit.ledger.rules import Part
from groupkit.payments import queries, rules
from groupkit.payments.operations.asking import still_open
from groupkit.payments.operations.authorising import NOT_READY
from groupkit.payments.operations.ending import end
from groupkit.payments.queries import Asked, People
from groupkit.refusal import Refused


def pay(request_id: int, wording: int, day: date, by: Actor, answers: Answers | None = None) -> Entry:
    """Write a payment that enough people said yes to in the book, and end the request with it.

    Raises Refused when it has ended or too few said yes, Conflict when its words have changed; Asks as the book does.
    """
    found, needed, people = still_open(request_id, wording), queries.needed_now(), queries.people_here()
    if not found.now.ready:
        raise Refused(NOT_READY)
    votes = queries.circle_for(found, people).votes(found.said_yes)
    if found.state(votes, needed.people) != "agreed":
        raise Refused(f"{rules.said_in_words(votes, needed.people).capitalize()}. It can be paid after that")
    entry = _write(found, day, people, answers or book.Answers(), by)
    for paper in found.papers:
        if not paper.gone:
            book.attach_stored(entry, paper.file_id, by)
    end(found, "paid", by, entry=entry, needed=needed)
    db.session.flush()
    return entry


def _write(found: Asked, day: date, people: People, answers: Answers, by: Actor) -> Entry:
    said = found.now
    part = Part(said.pence, said.category_id or 0, said.fund_id or 0, said.heading_id)
    return book.record_payment(
        day=day,
        account=said.account_id or 0,
        amount=said.pence,
        parts=[part],
        payee=said.payee or people.name(found.claimant_id),
        note=f"{said.purpose[:400]} ({found.title.lower()})",
        answers=answers,
        by=by,
    )
