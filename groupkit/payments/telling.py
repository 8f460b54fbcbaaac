"""What is coming up about payments: claims that wait for long, yeses that are asked for, exceptions to show."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import url_for
from sqlalchemy import exists, not_, select

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, Telling
from groupkit.db import db
from groupkit.ledger.models import Transaction
from groupkit.payments import queries
from groupkit.payments.models import CashCount
from groupkit.payments.queries import Needed, OpenRequest, People
from groupkit.payments.rules import LONG_WAIT
from groupkit.tallies.offering import HEADS, Offered


def waiting(actor: Actor) -> Telling:
    """A claim that waits over two weeks, for officers and whoever made it; payments that wait for this person's yes."""
    if not actor.can(Can.KEEP_CLAIMS):
        return
    authorises = actor.can(Can.KEEP_AUTHORISING)
    rows = yield queries.asks_open(yeses=authorises) | ({"to show": queries.asks_to_show()} if authorises else {})
    opened = queries.told_open(rows)
    if opened:
        found = yield {"people": queries.asks_people()}
        people = queries.people_of(found["people"])
        yield from _claims(actor, opened, people.row(actor.person_no))
        if authorises:
            yield from _yeses(actor, opened, people, queries.needed_now())
    if authorises and rows["to show"]:
        yield _exceptions(actor)


def _claims(actor: Actor, opened: list[OpenRequest], me: int | None) -> Iterator[Coming]:
    for one in opened:
        mine = one.claimant_id == me
        if not one.claim or one.days <= LONG_WAIT or not (mine or actor.can(Can.SEE_PAYEES)):
            continue
        sentence = f"{'Your claim' if mine else 'A claim'} has been waiting for {one.days} days"
        yield Coming(one.day + timedelta(days=LONG_WAIT), sentence, _address(actor, one, mine))


def _address(actor: Actor, one: OpenRequest, mine: bool) -> str:
    page = "payments.show_claim" if mine else "payments.show_request"
    return url_for(page, group=actor.slug, request_id=one.id)


def _yeses(actor: Actor, opened: list[OpenRequest], people: People, needed: Needed) -> Iterator[Coming]:
    me = people.row(actor.person_no)
    mine = [one for one in opened if me is not None and _asks(one, me, people, needed)]
    if len(mine) == 1:
        where = url_for("payments.show_request", group=actor.slug, request_id=mine[0].id)
        yield Coming(mine[0].day, "A payment waits for a yes, and yours would count", where)
    elif mine:
        where = url_for("payments.list_requests", group=actor.slug)
        yield Coming(mine[0].day, f"{len(mine)} payments wait for a yes, and yours would count", where)


def _asks(one: OpenRequest, me: int, people: People, needed: Needed) -> bool:
    circle = queries.circle_for(one, people)
    waits = one.waits_for_a_yes(circle.votes(one.said_yes), needed.people)
    return waits and not circle.why_not(me, one.said_yes)


def _exceptions(actor: Actor) -> Coming:
    words = "Fewer people said yes than our rules ask for, and why stands beside it."
    where = url_for("payments.list_requests", group=actor.slug, _anchor="to-show")
    return Coming(tenancy.today(), "A payment to show to the meeting", where, words=words)


def heads_counted(first: date, last: date) -> Iterator[Offered]:
    """How many came where the tin was counted after a meeting, from one day to another, both included."""
    counted = select(CashCount.key, CashCount.day, CashCount.came).where(
        CashCount.taken.is_not(None),
        CashCount.came.is_not(None),
        CashCount.day.between(first, last),
        not_(exists().where(Transaction.entry_id == CashCount.entry_id, Transaction.void)),
    )
    for one in db.session.execute(counted.order_by(CashCount.day, CashCount.number)):
        yield Offered(f"{HEADS}{one.key}", one.day, "", one.came)
