"""Asking for a payment, claiming back what was spent, wording it anew, and taking it back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from groupkit import dates, files, tenancy
from groupkit.access import queries as people
from groupkit.access.actor import Actor
from groupkit.access.models import Person
from groupkit.db import db
from groupkit.history import PrivateText, private, record
from groupkit.ledger import queries as ledger
from groupkit.ledger import rules as book
from groupkit.ledger.models import Account
from groupkit.ledger.operations.writing import check_places
from groupkit.payments import queries, rules
from groupkit.payments.models import PaymentPaper, PaymentRequest, PaymentWording
from groupkit.payments.operations.ending import end
from groupkit.payments.queries import Asked, Said
from groupkit.pictures import Prepared
from groupkit.refusal import Conflict, Refused
from groupkit.words import folded

WORDS = ("payee", "purpose", "decision")
"""What may name somebody, so that the history holds digests of it alone."""
CHANGED = "Somebody else changed this in the meantime. Here is how it stands now"
GONE = "There is no such request in this group"


@dataclass(frozen=True)
class Wish:
    """What a payment is to be: pence, for what, to whom, from which money, in which way, and what allowed it."""

    amount: int
    purpose: str
    payee: str = ""
    way: str = ""
    account: int | None = None
    category: int | None = None
    fund: int | None = None
    heading: int | None = None
    decision: str = ""


def ask(wish: Wish, by: Actor, claimant: int | None = None, picture: Prepared | None = None) -> Asked:
    """Ask for a payment to somebody outside, or to a person of the group (by number). Raises Refused with the field."""
    person = None if claimant is None else _somebody(claimant)
    if person is None and not wish.payee:
        raise Refused("Write who is to be paid, or choose somebody of the group", "payee")
    if person is None:
        _check_outside(wish.payee)
    _check(wish, ready=True)
    return _begin(PaymentRequest(claim=False, claimant_id=person.id if person else None), wish, by, picture)


def claim(*, amount: int, purpose: str, spent_on: date, how: str, by: Actor, picture: Prepared | None = None) -> Asked:
    """Claim back what somebody spent themselves (pence). Raises Refused for a day to come, or long numbers."""
    if spent_on > tenancy.today():
        raise Refused("That day has not come yet", "spent_on")
    rules.check_short_numbers(how, "how")
    wish = Wish(amount, purpose)
    _check(wish, ready=False)
    how_text = private(how) if how else None
    row = PaymentRequest(claim=True, claimant_id=_somebody(by.person_no).id, spent_on=spent_on)
    row.how_id = how_text.id if how_text else None
    return _begin(row, wish, by, picture, how=(None, how_text), spent_on=(None, spent_on))


def _check_way(wish: Wish) -> None:
    """Raises Refused where cash from a tin would leave the bank, or a transfer the tin."""
    account = ledger.row_of("account", wish.account or 0)
    if isinstance(account, Account) and (account.kind == "tin") != (wish.way == "cash"):
        said = f"{account.name} is a tin, and this is not cash from it" if account.kind == "tin" else None
        raise Refused(
            f"{said or f'{account.name} is no tin, and this is cash from one'}. Change one of the two", "account"
        )


def _check_outside(payee: str) -> None:
    """Raises Refused for the name of somebody in the group: whoever gets the money says no yes to it."""
    here = db.session.scalars(select(Person.name).where(Person.left_on.is_(None), Person.friend.is_(False)))
    if folded(payee) in {folded(name) for name in here}:
        raise Refused(f"{payee} is in the group. Choose them as the one who gets the money instead", "payee")


def change(request_id: int, wish: Wish, wording: int, by: Actor) -> Asked:
    """Word a request anew, from wording number `wording`; every yes that was said before belongs to the old words.

    Raises Refused or Conflict; the same words again change nothing.
    """
    found = still_open(request_id, wording)
    if found.claimant_id is None and not wish.payee:
        raise Refused("Write who is to be paid", "payee")
    if found.claimant_id is None:
        _check_outside(wish.payee)
    _check(wish, ready=True)
    changes = _changes(found.now, wish)
    if not changes:
        return found
    kept = _keep(found.id, wish, found.now.number + 1, by)
    told = {name: (None, kept.get(name)) if name in WORDS else change for name, change in changes.items()}
    asks_again = (None, len(found.said_yes)) if found.said_yes else (None, None)
    record(by, "changed what is asked for", found.title, asks_again=asks_again, **told)
    return _again(found.id)


def withdraw(request_id: int, why: str, by: Actor) -> None:
    """Whoever asked takes a request back, with or without a reason. Raises Refused once it has ended."""
    found = still_open(request_id)
    rules.check_no_card(why, "why")
    end(found, "withdrawn", by, why=why)


def still_open(request_id: int, wording: int | None = None) -> Asked:
    """A request that has not ended; Conflict when it is worded otherwise than whoever acts has seen."""
    found = queries.asked(request_id)
    if found is None:
        raise Refused(GONE)
    if found.ended is not None:
        at = f", as {found.ended.reference}" if found.ended.reference else ""
        raise Refused(f"{rules.ENDS[found.ended.how]} already{at}")
    if wording is not None and wording != found.now.number:
        raise Conflict(CHANGED)
    return found


def _somebody(number: int) -> Person:
    person = people.person_numbered(number)
    if person is None or person.friend or person.left_on is not None:
        raise Refused("Choose somebody of the group", "claimant")
    return person


def _check(wish: Wish, ready: bool) -> None:
    """Raises Refused for what is never written down, and for money that is not ours or not open."""
    if wish.amount <= 0:
        raise Refused("The amount needs to be more than nothing", "amount")
    if not wish.purpose:
        raise Refused("Write what it is for", "purpose")
    for name in WORDS:
        rules.check_no_card(getattr(wish, name), name)
    if not ready:
        return
    if wish.way not in rules.WAYS:
        raise Refused("Choose how it will be paid", "way")
    if not (wish.account and wish.category and wish.fund):
        raise Refused("Choose which money it is to come from", "account" if not wish.account else "category")
    _check_way(wish)
    try:
        check_places("payment", legs_of(wish))
    except Refused as refused:
        raise Refused(refused.sentence, "category" if refused.field == "parts" else refused.field) from None


def legs_of(wish: Wish | Said) -> book.Legs:
    """What paying it would write in the book."""
    if isinstance(wish, Said):
        wish = Wish(wish.pence, "", "", wish.way, wish.account_id, wish.category_id, wish.fund_id, wish.heading_id)
    part = book.Part(wish.amount, wish.category or 0, wish.fund or 0, wish.heading)
    return book.payment_legs(wish.account or 0, wish.amount, [part])


def _begin(row: PaymentRequest, wish: Wish, by: Actor, picture: Prepared | None, **told: Any) -> Asked:
    last = db.session.scalar(select(func.max(PaymentRequest.number))) or 0
    row.number, row.asked_at, row.asked_by_no = last + 1, dates.now(), by.person_no
    db.session.add(row)
    db.session.flush()
    kept = _keep(row.id, wish, 1, by)
    title = queries.title_of(row.claim, row.number)
    what = "claimed what they spent" if row.claim else "asked for a payment"
    words = {name: (None, text) for name, text in kept.items()}
    record(by, what, title, amount=(None, wish.amount), **words, **{n: c for n, c in told.items() if c[1] is not None})
    if picture is not None:
        _put_paper(row, title, picture, by)
    return _again(row.id)


def _keep(request_id: int, wish: Wish, number: int, by: Actor) -> dict[str, PrivateText]:
    """Write one wording; gives back its words as they are kept."""
    kept = {name: private(getattr(wish, name)) for name in WORDS if getattr(wish, name)}
    db.session.add(
        PaymentWording(
            request_id=request_id,
            number=number,
            pence=wish.amount,
            way=wish.way,
            account_id=wish.account,
            category_id=wish.category,
            fund_id=wish.fund,
            heading_id=wish.heading,
            written_at=dates.now(),
            written_by_no=by.person_no,
            **{f"{name}_id": text.id for name, text in kept.items()},
        )
    )
    db.session.flush()
    return kept


def _put_paper(row: PaymentRequest, title: str, picture: Prepared, by: Actor) -> None:
    ending = picture.name.rsplit(".", 1)[-1]
    stored = files.store(by, f"{title.lower().replace(' ', '-')}.{ending}", picture.mime, picture.data)
    db.session.add(PaymentPaper(request_id=row.id, file_id=stored.id))
    db.session.flush()
    record(by, "sent a photo along", title, digest=(None, stored.digest))


def _changes(old: Said, wish: Wish) -> dict[str, tuple[Any, Any]]:
    """What differs, by field; places by their keys, which move with the group."""
    before = {"amount": old.pence, "purpose": old.purpose, "payee": old.payee, "decision": old.decision, "way": old.way}
    after = {name: getattr(wish, name) for name in before}
    found: dict[str, tuple[Any, Any]] = {n: (before[n], after[n]) for n in before if before[n] != after[n]}
    for sort in ("account", "category", "fund", "heading"):
        was, now = getattr(old, f"{sort}_id"), getattr(wish, sort)
        if was != now:
            found[sort] = (_name_of(sort, was), _name_of(sort, now))
    return found


def _name_of(sort: str, row_id: int | None) -> str | None:
    row = ledger.row_of(sort, row_id) if row_id else None
    return row.name if row else None


def _again(request_id: int) -> Asked:
    found = queries.asked(request_id)
    if found is None:
        raise Refused(GONE)
    return found
