"""Putting together what is known of a grant up to a day: from the book, from what goes with it, from the tallies."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from groupkit import dates, tenancy
from groupkit.access import queries as people
from groupkit.access import veil
from groupkit.budgets.models import FunderBudget
from groupkit.db import db
from groupkit.decisions.models import Decision
from groupkit.grants.facts import NO_HEADING, Beside, Bill, Consent, Facts, Instalment, Outcome, Spending
from groupkit.grants.models import Grant, GrantExtra, GrantInstalment, GrantOutcome
from groupkit.grants.rules import kept_until
from groupkit.grants.spans import grant_years, shared_out
from groupkit.history import PrivateText
from groupkit.jobs.models import GroupJob
from groupkit.ledger import queries as ledger

ONE_OF_US = "one of us"


ALL = frozenset({"instalments", "beside", "outcomes", "consents", "payments"})
"""What can be read of a grant beside its money."""


@dataclass(frozen=True)
class Wanted:
    """How a return is to be put together: up to which day, agreed by which decision, what of `ALL` it speaks of, and
    with every payment or not."""

    until: date | None = None
    decision_id: int | None = None
    bills: bool = False
    parts: frozenset[str] = ALL


def facts_of(row: Grant, wanted: Wanted | None = None) -> Facts:
    """Everything that is known of a grant up to a day (today, where none is given); the figures from the book."""
    wanted = wanted or Wanted()
    today = tenancy.today()
    until = min(wanted.until or today, today)
    money = _money(row, until)
    parts = wanted.parts
    many, missing = ledger.count_of_payments(row.fund_id, until) if "payments" in parts else (0, 0)
    return Facts(
        group_name=people.group_name(),
        funder=row.funder,
        reference=row.reference,
        amount=row.amount,
        purpose=row.purpose,
        starts=row.starts,
        ends=row.ends,
        received=money.received,
        received_on=money.received_on,
        own_money=money.own,
        spending=tuple(money.spending),
        as_of=today,
        until=until if wanted.until else None,
        programme=row.programme,
        title=row.title,
        accepted_on=row.accepted_on,
        keep_until=kept_until(row.keep_until, row.ends),
        claimed=row.claimed,
        years=tuple(money.years) if len(money.years) > 1 else (),
        received_years=tuple(money.came) if len(money.years) > 1 else (),
        instalments=tuple(_instalments(row, money.received)) if "instalments" in parts else (),
        beside=tuple(_beside(row, until)) if "beside" in parts else (),
        outcomes=tuple(_outcomes(row, until)) if "outcomes" in parts else (),
        consents=tuple(_consents(row, until)) if "consents" in parts else (),
        bills=tuple(_bills(row, until)) if wanted.bills else (),
        paid_lines=many,
        without_receipt=missing,
        hour_pence=row.hour_pence,
        agreed=_agreed(wanted.decision_id),
    )


@dataclass(frozen=True)
class _Money:
    """What came into a grant's fund, was moved and was spent, in pence, in all and by year."""

    received: int
    received_on: date | None
    own: int
    years: list[str]
    came: list[int]
    spending: list[Spending]


def _money(row: Grant, until: date) -> _Money:
    years = grant_years(row.starts, until)
    begin = [day for day, _ in years] or [until]
    stretches = ledger.by_stretches(row.fund_id, begin, until)
    came = [0] * len(begin)
    for one in stretches:
        if one.direction in ("in", "opening"):
            came[one.place] += one.pence
    return _Money(
        received=sum(came),
        received_on=min((one.first_in for one in stretches if one.first_in), default=None),
        own=sum(one.pence for one in stretches if one.direction == "moved"),
        years=[called for _, called in years],
        came=came,
        spending=list(_spending(row.fund_id, stretches, len(begin))),
    )


def _spending(fund_id: int, stretches: list[ledger.Stretch], many: int) -> Iterator[Spending]:
    """Spending by heading, and where there are none by what it was spent on; with each year where there are several."""
    out = [one for one in stretches if one.direction == "out"]
    under: dict[tuple[str, int], list[int]] = {}
    for one in out:
        for key in (("heading", one.heading_id or 0), ("category", one.category_id or 0)):
            under.setdefault(key, [0] * many)[one.place] += one.pence

    def line(key: tuple[str, int], name: str, budget: int | None, heading: int = 0) -> Spending:
        years = under.get(key, [0] * many)
        return Spending(name, budget, sum(years), tuple(years) if many > 1 else (), "", heading)

    headings = ledger.headings_of(fund_id)
    shown = veil.shown()
    if headings:
        for row in headings:
            made = line(("heading", row.id), shown("heading", row.name), row.budget, row.id)
            if _moved(made) or row.closed_on is None:
                yield made
        made = line(("heading", 0), NO_HEADING, None)
        if _moved(made):
            yield made
        return
    for category_id, name in {one.category_id or 0: one.category for one in out}.items():
        made = line(("category", category_id), name, None)
        if _moved(made):
            yield made


def _moved(one: Spending) -> bool:
    """Whether anything stands there in any year: what came back a year later leaves each of the two years its sum."""
    return bool(one.spent or any(one.years))


def _instalments(row: Grant, received: int) -> Iterator[Instalment]:
    """The parts of a grant; what has come fills them in the order in which they are due."""
    found = db.session.scalars(
        select(GrantInstalment)
        .where(GrantInstalment.grant_id == row.id, GrantInstalment.dropped.is_(False))
        .order_by(GrantInstalment.due_on, GrantInstalment.id)
    ).all()
    for one, came in zip(found, shared_out([part.pence for part in found], received), strict=True):
        yield Instalment(one.due_on, one.pence, came, one.after)


def _beside(row: Grant, until: date) -> Iterator[Beside]:
    """What stood beside the money up to a day; what has no day is taken to be there."""
    found = db.session.execute(
        select(GrantExtra, GroupJob.name)
        .outerjoin(GroupJob, GroupJob.id == GrantExtra.job_id)
        .where(GrantExtra.grant_id == row.id, GrantExtra.dropped.is_(False))
        .where(or_(GrantExtra.day.is_(None), GrantExtra.day <= until))
        .order_by(GrantExtra.day, GrantExtra.id)
    )
    for one, job in found:
        keeper = ", ".join(filter(None, (job, one.place)))
        yield Beside(one.kind, one.what, one.source, one.pence, one.day, keeper)


def _outcomes(row: Grant, until: date) -> Iterator[Outcome]:
    """The differences that a grant is to make; a figure that was noted of a later day is none of these days'."""
    found = db.session.scalars(
        select(GrantOutcome)
        .where(GrantOutcome.grant_id == row.id, GrantOutcome.dropped.is_(False))
        .order_by(GrantOutcome.place, GrantOutcome.id)
    )
    for one in found:
        theirs = one.origin == "funder"
        later = one.counted_on is not None and one.counted_on > until
        yield Outcome(
            words=one.words,
            how=one.how,
            indicator=one.indicator,
            baseline=one.baseline,
            target=one.target if theirs else None,
            actual=None if later else one.actual,
            about=one.about and not later,
            source="" if later else one.source,
            counted_on=None if later else one.counted_on,
            theirs=theirs,
            id=one.id,
        )


def _consents(row: Grant, until: date) -> Iterator[Consent]:
    """What the funder agreed to after the award: the first agreement is the award itself."""
    found = db.session.execute(
        select(FunderBudget, PrivateText)
        .join(PrivateText, PrivateText.id == FunderBudget.words_id)
        .where(FunderBudget.fund_id == row.fund_id, FunderBudget.number > 1, FunderBudget.agreed_on <= until)
        .order_by(FunderBudget.number)
    )
    for agreement, words in found:
        yield Consent(agreement.agreed_on, words.shown)


def _agreed(decision_id: int | None) -> str:
    """`decision 12 of 3 March 2026`, as it stands in the register."""
    if decision_id is None:
        return ""
    row = db.session.scalars(select(Decision).where(Decision.id == decision_id)).one()
    return f"decision {row.number}" + (f" of {dates.long_day(row.decided_on)}" if row.decided_on else "")


def bills_of(row: Grant, until: date) -> list[Bill]:
    """Every payment out of a grant that stood on a day, or the part of it that the grant paid, as it is known today.

    They add up to what was spent up to that day, and are the payments that `count_of_payments` counts.
    Whoever is called as a member is called is `one of us`: a funder needs no member's name (DOMAIN 7.1).
    """
    return list(_bills(row, until))


def _bills(row: Grant, until: date) -> Iterator[Bill]:
    names = veil.words_of_names()
    lost = ledger.lost_for_good(row.fund_id)
    for line in _standing(row.fund_id, until):
        parts = [part for part in line.purpose if part.fund_id == row.fund_id and part.direction == "out"]
        for part in parts:
            yield Bill(
                reference=line.reference,
                day=line.day,
                paid_to=ONE_OF_US if names.are_in(line.words.payee) else line.words.payee,
                what="" if names.are_in(part.category) else part.category,
                heading=part.heading,
                pence=-part.pence,
                receipt=_receipt(line, lost),
            )


def _standing(fund_id: int, until: date) -> list[ledger.Line]:
    """The lines of a fund that stood on a day: what was taken back by then is gone with what took it back."""
    found: dict[tuple[int, int], ledger.Line] = {}
    for line in ledger.all_lines(ledger.Sought(fund=fund_id, last=until)):
        if line.takes_back:
            found.pop((line.entry_id, line.revision - 1), None)
        elif not line.void:
            found[line.entry_id, line.revision] = line
    return list(found.values())


def _receipt(line: ledger.Line, lost: Collection[int]) -> str:
    """What there is of the receipt of a payment; money that came back wants none."""
    if line.kind != "payment":
        return ""
    return "yes" if line.receipts else "lost" if line.entry_id in lost else "no"
