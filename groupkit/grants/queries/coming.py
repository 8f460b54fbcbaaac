"""What is coming up of grants besides their returns: the last day, an instalment, records that may be let go."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import url_for
from sqlalchemy import or_, select

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, soon
from groupkit.dates import long_day, months_after
from groupkit.db import db
from groupkit.grants import rules
from groupkit.grants.facts import short
from groupkit.grants.models import Grant, GrantInstalment
from groupkit.grants.queries.giving import received_by_fund
from groupkit.grants.rules import SOON, YEARS_KEPT


def ends_coming_up(actor: Actor) -> Iterator[Coming]:
    """The last days of grants within eight weeks."""
    if not actor.can(Can.SEE_GRANTS):
        return
    today = tenancy.today()
    wanted = select(Grant).where(Grant.stage == "accepted", Grant.ends >= today, Grant.ends <= today + soon(SOON))
    for row in db.session.scalars(wanted.order_by(Grant.ends, Grant.id)):
        if row.ends is not None:
            yield Coming(
                row.ends,
                f"The last day of the grant from {row.funder}",
                _page(actor, row.id),
                words="If something will be left, this is a good time to ask what may become of it."
                if actor.can(Can.KEEP_GRANTS)
                else "",
                called="A grant ends",
                key=f"grant end {row.key}",
            )


def instalments_coming_up(actor: Actor) -> Iterator[Coming]:
    """Instalments within eight weeks, or before today, of which less has come in than should have by then."""
    if not actor.can(Can.SEE_GRANTS):
        return
    rows = db.session.execute(
        select(Grant, GrantInstalment)
        .join(GrantInstalment, GrantInstalment.grant_id == Grant.id)
        .where(Grant.stage == "accepted", GrantInstalment.dropped.is_(False))
        .order_by(Grant.id, GrantInstalment.due_on, GrantInstalment.id)
    ).all()
    came = received_by_fund({row.fund_id for row, _ in rows})
    until, so_far = tenancy.today() + soon(SOON), dict.fromkeys((row.id for row, _ in rows), 0)
    for row, one in rows:
        so_far[row.id] += one.pence
        missing = min(so_far[row.id] - came.get(row.fund_id, 0), one.pence)
        waits = "is due" if one.due_on >= tenancy.today() else "has not come yet"
        if one.due_on <= until and missing > 0:
            yield Coming(
                one.due_on,
                f"{short(missing)} from {row.funder} {waits}",
                _page(actor, row.id),
                words=f"It waits for this: {one.after}." if one.after and actor.can(Can.SEE_RETURNS) else "",
                called="Money is due",
                key=f"instalment {one.key}",
            )


def records_coming_up(actor: Actor) -> Iterator[Coming]:
    """For whoever keeps grants: for eight weeks, that the records of a grant need not be kept any longer."""
    if not actor.can(Can.KEEP_GRANTS):
        return
    today = tenancy.today()
    # Asked a little more widely than seven years, which are not always the same number of days.
    long_ago = months_after(today, -12 * YEARS_KEPT) + timedelta(days=2)
    wanted = select(Grant).where(or_(Grant.keep_until < today, Grant.keep_until.is_(None) & (Grant.ends < long_ago)))
    for row in db.session.scalars(wanted.order_by(Grant.id)):
        until = rules.kept_until(row.keep_until, row.ends)
        if until is not None and _just_past(until, today):
            yield Coming(
                until,
                f"The records of the grant from {row.funder} may be let go",
                _page(actor, row.id),
                words=f"They were to be kept until {long_day(until)}. What stands in the cash book stays.",
            )


def _just_past(day: date, today: date) -> bool:
    return today - SOON <= day < today


def _page(actor: Actor, grant_id: int) -> str:
    return url_for("grants.show_grant", group=actor.slug, grant_id=grant_id)
