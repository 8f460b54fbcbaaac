"""Writing: a grant with its fund and headings, how it came, and what its funder asks."""

import json
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from groupkit import tenancy
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.decisions import queries as decisions
from groupkit.grants import queries, rules
from groupkit.grants.models import Grant, GrantKind
from groupkit.grants.operations.told import told, values
from groupkit.grants.rules import SAVED_MEANWHILE, Budget
from groupkit.history import canonical, record
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as book
from groupkit.ledger.models import Fund
from groupkit.refusal import Conflict, Refused
from groupkit.tallies import queries as tallies

COUNTED_AT_SESSIONS = ("attendances", "first_timers")
"""How the keys of figures begin that follow the kinds of gathering."""
BEGUN_WITH = ("funder", "reference", "amount", "purpose", "starts", "ends", "due", "stage")
"""What the history tells of a new grant."""


def add_grant(
    *,
    funder: str,
    amount: int,
    by: Actor,
    reference: str = "",
    purpose: str = "",
    starts: date | None = None,
    ends: date | None = None,
    due: date | None = None,
    stage: str = "accepted",
    fund: int | None = None,
    fund_name: str = "",
    headings: Sequence[Budget] = (),
    kinds: Sequence[int] = (),
) -> Grant:
    """A grant, together with its restricted fund (or one that is there already) and its budget headings.

    `amount` is in pence: what was given, or what is asked for while it is only asked for. `kinds` are the rows of the
    kinds of gathering that it is for; none: everything that the group does.
    """
    rules.check_grant(amount, starts, ends, due)
    rules.check_budgets(headings)
    _check_stage(stage)
    own = _fund_there(fund) if fund else _new_fund(funder, fund_name, by)
    row = Grant(
        funder=funder,
        reference=reference,
        amount=amount,
        purpose=purpose,
        starts=starts,
        ends=ends,
        due=due,
        stage=stage,
        fund_id=own.id,
    )
    db.session.add(row)
    db.session.flush()
    told_of = _told({}, values(row, BEGUN_WITH)) | _choose_kinds(row, kinds)
    record(by, "wrote down a grant", own.name, key=(None, row.key), **told_of)
    for heading in headings:
        _add_heading(own, heading, by)
    return row


def _new_fund(funder: str, name: str, by: Actor) -> Fund:
    taken = [fund.name for fund in book.choices().of("fund", closed=True)]
    try:
        return ledger.add_fund(name or rules.fund_name(funder, taken), "restricted", by)
    except Refused:
        raise Refused("There is a fund of that name already. Give this one another name", "fund_name") from None


def _fund_there(fund_id: int) -> Fund:
    row = book.row_of("fund", fund_id)
    if not isinstance(row, Fund) or fund_id not in [fund.id for fund in queries.free_funds()]:
        raise Refused("Choose a fund that no grant has yet", "fund")
    return row


def _add_heading(fund: Fund, heading: Budget, by: Actor) -> None:
    try:
        ledger.add_heading(fund, heading.name, heading.pence, by)
    except Refused as refused:
        raise Refused(f"{heading.name}: {refused.sentence.lower()}", "headings") from None


def _choose_kinds(row: Grant, kinds: Collection[int]) -> dict[str, tuple[Any, Any]]:
    """Keep which kinds of gathering a grant is for; says what changed, by row: what they are called stands elsewhere.

    Raises Refused for a kind that is not there.
    """
    known = {one.id: one for one in tallies.kinds()} if kinds else {}
    if not known.keys() >= set(kinds):
        raise Refused("Choose among the kinds of gathering that are there", "kinds")
    before = {one.kind_id: one for one in db.session.scalars(select(GrantKind).where(GrantKind.grant_id == row.id))}
    for kind_id in before.keys() - set(kinds):
        db.session.delete(before[kind_id])
    for kind_id in sorted(set(kinds) - before.keys()):
        db.session.add(GrantKind(grant_id=row.id, kind_id=kind_id))
    db.session.flush()
    if before.keys() == set(kinds):
        return {}
    return {"gatherings": (sorted(before), sorted(set(kinds))), **_ask_again(row)}


def _ask_again(row: Grant) -> dict[str, tuple[Any, Any]]:
    """A small number that the group chose to print was one of other gatherings, so its draft asks anew."""
    draft = queries.draft_row(row)
    chosen = json.loads(draft.shown) if draft else []
    still = [key for key in chosen if not key.startswith(COUNTED_AT_SESSIONS)]
    if draft is None or still == chosen:
        return {}
    draft.shown = canonical(still)
    return {"small_numbers_printed": (chosen, still)}


def change_grant(row: Grant, version: int, *, by: Actor, kinds: Sequence[int] | None = None, **new: Any) -> None:
    """What is known of a grant, put right; what is not among `new` stays, and so do its `kinds` of gathering where
    none are told. The history keeps the old beside the new.

    A grant that was not given closes its fund if nothing was ever written in it. Raises Conflict when somebody else
    saved it since `version`.
    """
    if row.version != version:
        raise Conflict(SAVED_MEANWHILE)
    old = values(row, new)
    chosen = {} if kinds is None else _choose_kinds(row, kinds)
    if old == new and not chosen:
        return
    _check({**_checked(row), **new})
    record(by, "changed a grant", queries.fund_of(row).name, key=(row.key, row.key), **_told(old, new), **chosen)
    for name, value in new.items():
        setattr(row, name, value)
    flag_modified(row, "funder")  # kinds stand in rows of their own, and the next to save has to be told
    db.session.flush()
    if old.get("stage") != new.get("stage"):
        _settle_fund(row, by)


def _checked(row: Grant) -> dict[str, Any]:
    days = ("starts", "ends", "due", "applied_on", "offered_on", "accepted_on", "keep_until")
    return values(row, (*days, "amount", "stage", "kind", "decision_id", "may_move", "most_megabytes"))


def _check(said: dict[str, Any]) -> None:
    rules.check_grant(said["amount"], said["starts"], said["ends"], said["due"])
    rules.check_steps(said["applied_on"], said["offered_on"], said["accepted_on"], tenancy.today())
    rules.check_asks(said["may_move"], said["most_megabytes"], said["ends"], said["keep_until"])
    _check_stage(said["stage"])
    if said["kind"] and said["kind"] not in rules.FUNDERS:
        raise Refused("Choose one of these", "kind")
    if said["decision_id"] and decisions.decision(said["decision_id"]) is None:
        raise Refused("Choose a decision of ours", "decision_id")


def _check_stage(stage: str) -> None:
    if stage not in rules.STAGES:
        raise Refused("Choose one of these", "stage")


def _settle_fund(row: Grant, by: Actor) -> None:
    """The fund of a grant that was not given is closed while it is empty, and opened again if it is given after all."""
    fund = queries.fund_of(row)
    if row.stage == "not_given":
        if fund.closed_on is None and not queries.has_lines(fund.id):
            ledger.close(fund, fund.version, by)
    elif fund.closed_on is not None and not queries.has_lines(fund.id):
        ledger.reopen(fund, fund.version, by)


_IN_WORDS = {"kind": rules.FUNDERS, "stage": rules.STAGES}


def _told(old: dict[str, Any], new: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What changed, as the history says it: choices in words, a decision by its number."""
    pairs = told(old, new)
    for name, words in _IN_WORDS.items():
        if name in pairs:
            pairs[name] = (words.get(pairs[name][0]), words.get(pairs[name][1]))
    if "decision_id" in pairs:
        before, after = pairs.pop("decision_id")
        pairs["decision"] = (_numbered(before), _numbered(after))
    return pairs


def _numbered(decision_id: int | None) -> str | None:
    found = decisions.decision(decision_id) if decision_id else None
    return f"decision {found.number}" if found else None
