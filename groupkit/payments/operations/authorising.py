"""Saying yes to a payment, here or on paper; not agreeing to it; and the exception where there are too few people."""

from datetime import date

from sqlalchemy import select

from groupkit import dates, files, tenancy
from groupkit.access import queries as access
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.history import private, record
from groupkit.payments import queries, rules
from groupkit.payments.models import Authorisation, PaymentException
from groupkit.payments.operations.asking import still_open
from groupkit.payments.operations.ending import end
from groupkit.payments.queries import Asked
from groupkit.pictures import Prepared
from groupkit.refusal import Refused

NOT_READY = "The treasurer has not said yet which money it is to come from"


def say_yes(request_id: int, wording: int, unrelated: bool, by: Actor) -> Asked:
    """Somebody agrees to a payment as worded, and says that they are related to nobody in it.

    Raises Refused for whoever gets the money, is related to them or to another who said yes; Conflict when the words
    have changed since they were read.
    """
    found = _ready(request_id, wording)
    people = queries.people_here()
    me = people.row(by.person_no)
    if me is None or me not in people.here:
        raise Refused("Only somebody whose job says yes to payments can do this")
    _check(found, people, me)
    if not unrelated:
        raise Refused("Tick this first. If it is not so, somebody else says yes", "unrelated")
    _write(found, me, by)
    record(
        by,
        "said yes to a payment",
        found.title,
        amount=(None, found.now.pence),
        wording=(None, wording),
        unrelated=(None, True),
    )
    return still_open(request_id)


def sign_on_paper(request_id: int, wording: int, signed: list[int], picture: Prepared, by: Actor) -> Asked:
    """People who do not sign in here (by number) signed a sheet, of which this is a photo: each is a full yes.

    Raises Refused for anybody who can say yes here themselves, and for whoever gets the money writing it down.
    """
    found, people = _ready(request_id, wording), queries.people_here()
    if people.row(by.person_no) == found.claimant_id:
        raise Refused("Whoever gets the money does not write this down. Somebody else does")
    rows = _signers(found, people, signed)
    ending = picture.name.rsplit(".", 1)[-1]
    sheet = files.store(by, f"signed-{found.title.lower().replace(' ', '-')}.{ending}", picture.mime, picture.data)
    for row in rows:
        _write(found, row, by, sheet.id)
    labels = [access.label(access.person(row)) for row in rows]
    record(
        by,
        "wrote down who signed on paper",
        found.title,
        signed=(None, labels),
        amount=(None, found.now.pence),
        wording=(None, wording),
        digest=(None, sheet.digest),
    )
    return still_open(request_id)


def _signers(found: Asked, people: queries.People, signed: list[int]) -> list[int]:
    """The rows of those who signed; Refused for whoever may not, or says yes here."""
    rows = [row for row in map(people.row, signed) if row is not None]
    if not rows or len(set(rows)) != len(signed):
        raise Refused("Choose who signed, each once", "first")
    circle, said = queries.circle_for(found, people), list(found.said_yes)
    for row, field in zip(rows, ("first", "second"), strict=False):
        if row in people.here:
            raise Refused(f"{people.name(row)} signs in here, and says yes here", field)
        if why := circle.why_not(row, said):
            raise Refused(why, field)
        said.append(row)
    return rows


def decline(request_id: int, why: str, by: Actor) -> None:
    """Not agreed to, with a reason that the one who asked can read."""
    found = still_open(request_id)
    if not why:
        raise Refused("Write in a few words why, for whoever asked", "why")
    rules.check_no_card(why, "why")
    end(found, "declined", by, why=why)


def make_exception(request_id: int, wording: int, why: str, by: Actor) -> Asked:
    """There are too few people in the group to say yes: pay all the same, say why, and show it to the meeting."""
    found, needed = _ready(request_id, wording), queries.needed_now()
    if not why:
        raise Refused("Write why there are not enough people", "why")
    rules.check_no_card(why, "why")
    if found.excepted is not None:
        raise Refused("The exception stands here already")
    people = queries.people_here()
    circle = queries.circle_for(found, people)
    _check_not_for_oneself(found, people, by)
    circle.check_exception(found.said_yes, needed.people)
    text, votes = private(why), circle.votes(found.said_yes)
    db.session.add(
        PaymentException(
            request_id=found.id,
            wording_id=found.now.id,
            why_id=text.id,
            needed=needed.people,
            said_yes=votes,
            at=dates.now(),
            by_no=by.person_no,
        )
    )
    db.session.flush()
    record(
        by,
        "made an exception for a payment",
        found.title,
        needed=(None, needed.people),
        said_yes=(None, votes),
        wording=(None, wording),
        why=(None, text),
    )
    return still_open(request_id)


def show_exception(exception_id: int, on: date, by: Actor) -> None:
    """An exception was shown to a meeting on a day."""
    row = db.session.scalar(select(PaymentException).where(PaymentException.id == exception_id))
    if row is None:
        raise Refused("There is no such exception here")
    if row.shown_on is not None:
        raise Refused("It has been shown already")
    if on > tenancy.today():
        raise Refused("Write it down once the meeting has been", "on")
    found = queries.asked(row.request_id)
    if found is not None:
        _check_not_for_oneself(found, queries.people_here(), by)
    row.shown_on, row.shown_by_no = on, by.person_no
    db.session.flush()
    record(by, "showed an exception to the meeting", found.title if found else "", shown_on=(None, on))


def _check_not_for_oneself(found: Asked, people: queries.People, by: Actor) -> None:
    """Raises Refused for whoever gets the money, unless nobody else of the group could do it."""
    me = people.row(by.person_no)
    if found.claimant_id is not None and found.claimant_id == me and people.here - {me}:
        raise Refused("The money comes to you, so somebody else has to write this down")


def _ready(request_id: int, wording: int) -> Asked:
    found = still_open(request_id, wording)
    if not found.now.ready:
        raise Refused(NOT_READY)
    return found


def _check(found: Asked, people: queries.People, row: int) -> None:
    if why := queries.circle_for(found, people).why_not(row, found.said_yes):
        raise Refused(why)


def _write(found: Asked, row: int, by: Actor, sheet_id: int | None = None) -> None:
    db.session.add(
        Authorisation(
            request_id=found.id,
            wording_id=found.now.id,
            person_id=row,
            sheet_id=sheet_id,
            at=dates.now(),
            by_no=by.person_no,
        )
    )
    db.session.flush()
