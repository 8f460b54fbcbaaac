"""Writing down what the group says of itself, what it owns, what it owes and is owed. Nothing is deleted."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.accounts import balances, queries, rules
from groupkit.accounts.models import AccountsSettings, Asset, Debt, ReportGiven, Sorting
from groupkit.accounts.owed import DebtCard
from groupkit.dates import Period
from groupkit.db import db
from groupkit.history import PrivateText, Value, changed, private, private_text, record
from groupkit.ledger import queries as ledger
from groupkit.ledger.models import Fund
from groupkit.money import pounds
from groupkit.refusal import Conflict, Refused

THINGS, OWED = "what we own", "money owed"
"""What the history calls a line of the register: its words may name somebody, so they stand beside it, kept apart."""

_MEANWHILE = "Somebody else changed this in the meantime. Here is how it stands now"


def change_settings(standing: str, number: str, shown: str, version: int, by: Actor) -> AccountsSettings:
    """Whether the group is a registered charity, its number, and how figures are shown."""
    row = queries.settings_row()
    if version != (row.version if row else 0):
        raise Conflict(_MEANWHILE, "standing")
    if standing != "none" and not number:
        raise Refused("Write the number under which the charity is registered", "number")
    row = row or _first_settings()
    old = {"standing": rules.STANDINGS[row.standing], "number": row.number, "shown": rules.SHOWN[row.shown]}
    row.standing, row.number, row.shown = standing, "" if standing == "none" else number, shown
    new = {"standing": rules.STANDINGS[standing], "number": row.number, "shown": rules.SHOWN[shown]}
    db.session.flush()
    record(by, "said how the accounts are made", "the accounts", key=(None, row.key), **changed(old, new))
    return row


def _first_settings() -> AccountsSettings:
    row = AccountsSettings(standing="none", number="", shown="pence")
    db.session.add(row)
    db.session.flush()
    return row


def sort_out(assets: Iterable[int], endowments: dict[int, str], version: int, by: Actor) -> None:
    """Which categories are for things that last, and which restricted funds are endowments; the others are not.

    `version` is that of the settings: they and this are one thing to whoever changes them.
    """
    settings = queries.settings_row()
    if version != (settings.version if settings else 0):
        raise Conflict(_MEANWHILE, "went")
    wanted = {("category", row_id): "asset" for row_id in assets}
    wanted |= {("fund", row_id): place for row_id, place in endowments.items() if place}
    for (sort, row_id), place in wanted.items():
        row = ledger.row_of(sort, row_id)
        if row is None or (isinstance(row, Fund) and (row.kind != "restricted" or place not in rules.ENDOWMENTS)):
            raise Refused("Choose one of these", "endowments" if sort == "fund" else "came")
    stands = {_what_sorts(row): row for row in queries.sortings()}
    told = {}
    for key in sorted({*stands, *wanted}):
        old, new = stands[key].place if key in stands else "", wanted.get(key, "")
        if old == new:
            continue
        if key in stands:
            stands[key].place = new
        else:
            sort, row_id = key
            db.session.add(Sorting(place=new, **{f"{sort}_id": row_id}))
        told[key] = (old, new)
    if told:
        flag_modified(settings or _first_settings(), "shown")
    db.session.flush()
    for (sort, row_id), (old, new) in told.items():
        named = ledger.row_of(sort, row_id)
        if named is not None:
            record(by, "chose a place in the accounts", named.name, key=(named.key, named.key), place=(old, new))


def _what_sorts(row: Sorting) -> tuple[str, int]:
    return ("category", row.category_id) if row.category_id else ("fund", row.fund_id or 0)


def add_asset(what: str, kind: str, amount: int, fund: int, bought_on: date, by: Actor, holder: str = "") -> Asset:
    """Something that lasts and belongs to the group now; `amount` is what it cost, in pence."""
    balances.check_began(bought_on, tenancy.today(), "bought_on")
    kept, held = private(what), _kept(holder)
    row = Asset(
        what_id=kept.id,
        kind=kind,
        fund_id=_fund(fund).id,
        amount=amount,
        bought_on=bought_on,
        holder_id=held.id if held else None,
    )
    db.session.add(row)
    db.session.flush()
    record(
        by,
        "wrote down something we own",
        THINGS,
        key=(None, row.key),
        words=(None, kept),
        kind=(None, balances.KINDS[kind]),
        amount=(None, amount),
        fund=(None, _fund(fund).name),
        bought_on=(None, bought_on),
        held_by=(None, held),
    )
    return row


def change_asset(
    row: Asset, version: int, what: str, kind: str, amount: int, fund: int, bought_on: date, holder: str, by: Actor
) -> None:
    """Put right what is written about an asset, or say who holds it now."""
    check_version(row, version, "what")
    balances.check_began(bought_on, tenancy.today(), "bought_on")
    balances.check_days(bought_on, row.disposed_on, tenancy.today(), "bought_on")
    words = {"what_id": _again(row.what_id, what), "holder_id": _again(row.holder_id, holder)}
    new = words | {"kind": kind, "amount": amount, "fund_id": _fund(fund).id, "bought_on": bought_on}
    _change(row, new, "changed something we own", THINGS, by)


def dispose_asset(row: Asset, version: int, disposed_on: date, why: str, by: Actor) -> None:
    """It was sold, given away, lost or worn out: it stays in the list with that day."""
    check_version(row, version, "disposed_on")
    if row.disposed_on is not None:
        raise Refused("It is gone already")
    balances.check_days(row.bought_on, disposed_on, tenancy.today(), "disposed_on")
    kept = private(why)
    row.disposed_on, row.why_id = disposed_on, kept.id
    db.session.flush()
    record(
        by,
        "no longer owns something",
        THINGS,
        key=(row.key, row.key),
        disposed_on=(None, disposed_on),
        reason=(None, kept),
    )


def add_debt(
    way: str, what: str, amount: int, fund: int, since: date, by: Actor, who: str = "", due: date | None = None
) -> Debt:
    """Money that is owed to us or by us from a day on, in pence."""
    balances.check_began(since, tenancy.today(), "since")
    _check_due(since, due)
    kept, named = private(what), _kept(who)
    row = Debt(
        way=way,
        what_id=kept.id,
        who_id=named.id if named else None,
        fund_id=_fund(fund).id,
        amount=amount,
        since=since,
        due=due,
    )
    db.session.add(row)
    db.session.flush()
    record(
        by,
        "wrote down money that is owed",
        OWED,
        key=(None, row.key),
        way=(None, balances.WAYS[way]),
        words=(None, kept),
        who=(None, named),
        amount=(None, amount),
        fund=(None, _fund(fund).name),
        since=(None, since),
        due=(None, due),
    )
    return row


def change_debt(
    card: DebtCard,
    version: int,
    way: str,
    what: str,
    amount: int,
    fund: int,
    since: date,
    who: str,
    due: date | None,
    by: Actor,
) -> None:
    """Put right what is written about money that is owed; what lines of the book have paid of it stays true."""
    row = card.row
    check_version(row, version, "what")
    balances.check_began(since, tenancy.today(), "since")
    balances.check_days(since, row.settled_on, tenancy.today(), "since")
    _check_due(since, due)
    _check_paid(card, way, amount)
    if card.is_settled:
        row.apart += amount - row.amount
    words = {"what_id": _again(row.what_id, what), "who_id": _again(row.who_id, who)}
    new = words | {"way": way, "amount": amount, "fund_id": _fund(fund).id, "since": since, "due": due}
    _change(row, new, "changed money that is owed", OWED, by)


def note_report(period: Period, by: Actor) -> ReportGiven:
    """A meeting has seen the report of a period: the next one begins after it."""
    before = queries.last_report()
    if period.last > tenancy.today():
        raise Refused("That day has not come yet")
    if before is not None and period.last <= before.last:
        raise Refused(f"A meeting has seen a report up to {dates.long_day(before.last)} already")
    row = ReportGiven(first=period.first, last=period.last, given_at=dates.now(), given_by_no=by.person_no)
    db.session.add(row)
    db.session.flush()
    record(
        by,
        "gave a treasurer’s report",
        dates.long_day(period.last),
        key=(None, row.key),
        first=(None, period.first),
        last=(None, period.last),
    )
    return row


def _check_due(since: date, due: date | None) -> None:
    if due is not None and due < since:
        raise Refused("That is before the day on which it began to be owed", "due")


def _check_paid(card: DebtCard, way: str, amount: int) -> None:
    if not card.parts:
        return
    if way != card.row.way:
        raise Refused("A line of the book has paid some of it already, so this can’t change", "way")
    paid = sum(one.counts for one in card.parts)
    if amount < paid or (amount == paid and not card.is_settled):
        raise Refused(f"{pounds(paid)} of it is paid already. Write what was owed in all, so more than that", "amount")


def _fund(row_id: int) -> Fund:
    found = ledger.row_of("fund", row_id)
    if not isinstance(found, Fund):
        raise Refused("Choose one of these", "fund")
    return found


def _kept(words: str) -> PrivateText | None:
    return private(words) if words else None


def _again(before: int | None, words: str) -> int | None:
    """The row of some words: the one that was there when they are the same, else a new one."""
    row = private_text(before)
    if row is not None and row.shown == words:
        return row.id
    kept = _kept(words)
    return kept.id if kept else None


_TOLD = {"what_id": "words", "holder_id": "held_by", "who_id": "who", "fund_id": "fund"}


def _change(row: Asset | Debt, new: Mapping[str, object], did: str, subject: str, by: Actor) -> None:
    told: dict[str, tuple[Value, Value]] = {}
    for name, value in new.items():
        old = getattr(row, name)
        if old != value:
            told[_TOLD.get(name, name)] = (_in_history(name, old), _in_history(name, value))
            setattr(row, name, value)
    if told:
        db.session.flush()
        record(by, did, subject, key=(row.key, row.key), **told)


def _in_history(name: str, value: Any) -> Value:
    """What the history says of a value: a private text as its digest, a fund by its name."""
    if value is None:
        return None
    if name == "fund_id":
        return db.session.scalar(select(Fund.name).where(Fund.id == value))
    if name.endswith("_id"):
        return private_text(value)
    words = {"kind": balances.KINDS, "way": balances.WAYS}.get(name, {})
    found: Value = words.get(str(value), value)
    return found


def check_version(row: Asset | Debt, version: int, field: str) -> None:
    """Raise Conflict where somebody else has changed it since the form was opened."""
    if row.version != version:
        raise Conflict(_MEANWHILE, field)
