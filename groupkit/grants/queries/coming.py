"""What is coming up of grants besides their returns: the last day, an instalment, records that may be let go."""

from datetime import date, timedelta

from flask import url_for
from sqlalchemy import or_, select

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.access.permissions import Can
from groupkit.coming_up import Coming, Telling, soon
from groupkit.dates import long_day, months_after
from groupkit.grants import rules
from groupkit.grants.facts import short
from groupkit.grants.models import Grant, GrantInstalment
from groupkit.grants.queries.giving import reads_received_by_fund
from groupkit.grants.rules import SOON, YEARS_KEPT


def ends_coming_up(actor: Actor) -> Telling:
    """The last days of grants within eight weeks."""
    if not actor.can(Can.SEE_GRANTS):
        return
    today = tenancy.today()
    wanted = select(Grant.id, Grant.key, Grant.funder, Grant.ends)
    rows = yield {
        "ends": wanted.where(Grant.stage == "accepted", Grant.ends >= today, Grant.ends <= today + soon(SOON))
    }
    for row in sorted(rows["ends"], key=lambda row: (row.ends, row.id)):
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


def instalments_coming_up(actor: Actor) -> Telling:
    """Instalments within eight weeks, or before today, of which less has come in than should have by then."""
    if not actor.can(Can.SEE_GRANTS):
        return
    one = GrantInstalment
    rows = yield {
        "due": select(one.id, one.key, one.grant_id, one.due_on, one.pence, one.after, Grant.funder, Grant.fund_id)
        .join(Grant, Grant.id == one.grant_id)
        .where(Grant.stage == "accepted", one.dropped.is_(False), one.due_on <= tenancy.today() + soon(SOON))
    }
    due = sorted(rows["due"], key=lambda row: (row.grant_id, row.due_on, row.id))
    came = yield from reads_received_by_fund({row.fund_id for row in due})
    so_far = dict.fromkeys((row.grant_id for row in due), 0)
    for row in due:
        so_far[row.grant_id] += row.pence
        missing = min(so_far[row.grant_id] - came.get(row.fund_id, 0), row.pence)
        waits = "is due" if row.due_on >= tenancy.today() else "has not come yet"
        if missing > 0:
            yield Coming(
                row.due_on,
                f"{short(missing)} from {row.funder} {waits}",
                _page(actor, row.grant_id),
                words=f"It waits for this: {row.after}." if row.after and actor.can(Can.SEE_RETURNS) else "",
                called="Money is due",
                key=f"instalment {row.key}",
            )


def records_coming_up(actor: Actor) -> Telling:
    """For whoever keeps grants: for eight weeks, that the records of a grant need not be kept any longer."""
    if not actor.can(Can.KEEP_GRANTS):
        return
    today = tenancy.today()
    # Asked a little more widely than seven years, which are not always the same number of days.
    long_ago = months_after(today, -12 * YEARS_KEPT) + timedelta(days=2)
    over = or_(Grant.keep_until < today, Grant.keep_until.is_(None) & (Grant.ends < long_ago))
    rows = yield {"over": select(Grant.id, Grant.funder, Grant.keep_until, Grant.ends).where(over)}
    for row in sorted(rows["over"], key=lambda row: row.id):
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
