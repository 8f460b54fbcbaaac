"""Writing: instalments of a grant, its papers, and what stands beside its money."""

from datetime import date
from typing import Any, TypeVar

from groupkit import dates, files
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.grants import queries, rules
from groupkit.grants.models import Grant, GrantExtra, GrantInstalment, GrantPaper
from groupkit.grants.operations.told import told, values
from groupkit.grants.rules import SAVED_MEANWHILE
from groupkit.history import private, record
from groupkit.jobs import queries as jobs
from groupkit.pictures import Prepared
from groupkit.refusal import Conflict, Refused

One = TypeVar("One", GrantInstalment, GrantExtra)


def add_instalment(row: Grant, *, due_on: date, pence: int, by: Actor, after: str = "") -> GrantInstalment:
    """A part of a grant that comes on a day, in pence, and what it waits for. Refused before the grant starts."""
    rules.check_instalment(due_on, row.starts)
    if len(queries.instalments(row)) >= rules.MOST_INSTALMENTS:
        raise Refused(f"{rules.MOST_INSTALMENTS} instalments are the most for one grant")
    one = GrantInstalment(grant_id=row.id, due_on=due_on, pence=pence, after=after, dropped=False)
    return _added(row, one, "wrote down an instalment", ("due_on", "pence", "after"), by)


def change_instalment(row: Grant, one: GrantInstalment, version: int, *, by: Actor, **new: Any) -> None:
    """Another day, sum or condition of an instalment, or that it will not come any more. Raises Conflict."""
    rules.check_instalment(new["due_on"], row.starts)
    change(row, one, version, new, "changed an instalment", by)


def add_extra(row: Grant, kind: str, *, by: Actor, **new: Any) -> GrantExtra:
    """Something beside the money of a grant: `kind` is a key of `rules.EXTRAS`. Refused for a job we do not have."""
    if kind not in rules.EXTRAS:
        raise Refused("Choose one of these", "kind")
    _check_keeper(new)
    if len(queries.extras(row)) >= rules.MOST_EXTRAS:
        raise Refused(f"{rules.MOST_EXTRAS} of these are the most for one grant")
    one = GrantExtra(grant_id=row.id, kind=kind, dropped=False, **{"source": "", "place": "", **new})
    return _added(row, one, f"wrote down {_called(kind)}", tuple(new), by)


def change_extra(row: Grant, one: GrantExtra, version: int, *, by: Actor, **new: Any) -> None:
    """What is known of something beside the money, put right; its sort stays. Raises Conflict."""
    _check_keeper(new)
    change(row, one, version, new, f"changed {_called(one.kind)}", by)


def _called(kind: str) -> str:
    return {"match": "money from elsewhere", "kind": "a gift in kind", "thing": "a thing that was bought"}[kind]


def _check_keeper(new: dict[str, Any]) -> None:
    if new.get("job_id") and jobs.job(new["job_id"]) is None:
        raise Refused("Choose a job of ours", "job_id")


def keep_paper(row: Grant, what: str, picture: Prepared, by: Actor, agreement_id: int | None = None) -> GrantPaper:
    """Keep a letter or form with a grant; a yes of the funder can belong to what they agreed to for the headings."""
    if what not in rules.PAPERS:
        raise Refused("Choose one of these", "what")
    if agreement_id and agreement_id not in [one.id for one in queries.agreed_to(row)]:
        raise Refused("Choose something that this funder agreed to", "agreement_id")
    if len(queries.papers(row)) >= rules.MOST_PAPERS:
        raise Refused(f"{rules.MOST_PAPERS} papers are the most for one grant", "picture")
    ending = picture.name.rsplit(".", 1)[-1]
    stored = files.store(by, f"grant-{row.id}-{what}.{ending}", picture.mime, picture.data)
    one = GrantPaper(
        grant_id=row.id,
        what=what,
        agreement_id=agreement_id,
        file_id=stored.id,
        kept_at=dates.now(),
        kept_by_no=by.person_no,
    )
    db.session.add(one)
    db.session.flush()
    fund = queries.fund_of(row).name
    said = (None, rules.PAPERS[what])
    record(by, "kept a paper of a grant", fund, key=(None, one.key), paper=said, digest=(None, stored.digest))
    return one


def take_out_paper(stored: StoredFile, why: str, by: Actor) -> None:
    """Let the file of a paper go for good; that it was here, and why it went, stays. Refused without a reason."""
    if not why:
        raise Refused("Write in a few words why it goes", "why")
    files.take_out(by, stored, why)


def _added(row: Grant, one: One, what: str, names: tuple[str, ...], by: Actor) -> One:
    db.session.add(one)
    db.session.flush()
    record(by, what, queries.fund_of(row).name, key=(None, one.key), **told_plainly({}, values(one, names)))
    return one


def change(row: Grant, one: Any, version: int, new: dict[str, Any], what: str, by: Actor) -> None:
    """Put right something that goes with a grant. Raises Conflict when somebody else saved it since `version`."""
    if one.version != version:
        raise Conflict(SAVED_MEANWHILE)
    old = values(one, new)
    if old == new:
        return
    record(by, what, queries.fund_of(row).name, key=(one.key, one.key), **told_plainly(old, new))
    for name, value in new.items():
        setattr(one, name, value)
    db.session.flush()


def told_plainly(old: dict[str, Any], new: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What changed, with a job by its name: words that stand apart, since a job may be called after somebody."""
    pairs = told(old, new)
    if "job_id" in pairs:
        found = jobs.job(new["job_id"]) if new["job_id"] else None
        del pairs["job_id"]
        pairs["kept_by"] = (None, private(found.name) if found else "nobody")
    return pairs
