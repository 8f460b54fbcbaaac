"""Writing: a grant with its fund and headings, the draft of its return, and filing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from groupkit import dates, files, history
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.grants import queries, rules
from groupkit.grants.facts import Facts
from groupkit.grants.filing import Filing, content_as_data
from groupkit.grants.format import ReturnFormat
from groupkit.grants.models import FiledReturn, Grant, Return
from groupkit.grants.paper import Answers, unanswered
from groupkit.grants.rules import Budget
from groupkit.history import canonical, changed, digest_only, private, record
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as book
from groupkit.ledger.models import Fund
from groupkit.pictures import Prepared
from groupkit.refusal import Conflict, Refused

SAVED_MEANWHILE = (
    "Somebody else saved this in the meantime. What you wrote is still here: look at theirs, then press once more"
)
BOOK_MOVED_ON = "The cash book has moved on since you opened this page. Look at the figures once more, then press again"
PICTURES = ("image/jpeg", "image/png")


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
    fund: int | None = None,
    fund_name: str = "",
    headings: Sequence[Budget] = (),
) -> Grant:
    """A grant, together with its restricted fund (or one that is there already) and its budget headings."""
    rules.check_grant(amount, starts, ends, due)
    rules.check_budgets(headings)
    own = _fund_there(fund) if fund else _new_fund(funder, fund_name, by)
    row = Grant(
        funder=funder,
        reference=reference,
        amount=amount,
        purpose=purpose,
        starts=starts,
        ends=ends,
        due=due,
        fund_id=own.id,
    )
    db.session.add(row)
    db.session.flush()
    record(by, "wrote down a grant", own.name, key=(None, row.key), **_told({}, _values(row)))
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


def change_grant(row: Grant, version: int, *, by: Actor, **values: Any) -> None:
    """What is known of a grant, put right; the history keeps the old beside the new. Raises Conflict."""
    if row.version != version:
        raise Conflict(SAVED_MEANWHILE)
    rules.check_grant(values["amount"], values["starts"], values["ends"], values["due"])
    old = _values(row)
    new = {name: values[name] for name in old}
    if old == new:
        return
    record(by, "changed a grant", queries.fund_of(row).name, key=(row.key, row.key), **_told(old, new))
    for name, value in new.items():
        setattr(row, name, value)
    db.session.flush()


def _values(row: Grant) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("funder", "reference", "amount", "purpose", "starts", "ends", "due")}


def _told(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What changed, old beside new; the words of the purpose stand apart, so that they could be taken out."""
    told = {name: pair for name, pair in changed(old, new).items() if pair != (None, "") and pair != (None, None)}
    if "purpose" in told:
        told["purpose"] = (None, private(new["purpose"]))
    return told


def save_draft(
    row: Grant,
    version: int,
    made: ReturnFormat,
    answers: Answers,
    by: Actor,
    pictures: Mapping[str, Prepared] | None = None,
) -> Return:
    """Keep the draft of a return. Raises Conflict when somebody else saved it since version `version`.

    The history tells which lines changed, with a digest: what is taken out of a draft is gone.
    """
    draft = queries.draft_row(row)
    if version != (draft.version if draft else 0):
        raise Conflict(SAVED_MEANWHILE)
    old: Answers = queries.draft_of(row).answers
    new = {**answers, **{key: _keep_picture(key, one, by) for key, one in (pictures or {}).items()}}
    if draft is not None and (old, draft.format) == (new, made.key):
        return draft
    if draft is None:
        draft = Return(grant_id=row.id)
        db.session.add(draft)
    draft.format, draft.answers = made.key, canonical(new)
    draft.changed_at, draft.changed_by_no = dates.now(), by.person_no
    db.session.flush()
    record(
        by,
        "wrote on the draft of a return",
        queries.fund_of(row).name,
        about=(None, _lines_changed(made, old, new)),
        digest=(None, digest_only(draft.answers)),
    )
    _let_go(_picture_keys(old.values()) - _picture_keys(new.values()), by)
    return draft


def _keep_picture(key: str, picture: Prepared, by: Actor) -> dict[str, str]:
    if picture.mime not in PICTURES:
        raise Refused("A photo or a picture goes here, rather than a PDF", f"answer_{key}")
    ending = picture.name.rsplit(".", 1)[-1]
    return {"picture": files.store(by, f"picture-for-return.{ending}", picture.mime, picture.data).key}


def _lines_changed(made: ReturnFormat, old: Answers, new: Answers) -> list[str]:
    lines = [
        line.title
        for line in made.asks
        if any(old.get(question.key) != new.get(question.key) for question in line.questions)
    ]
    closing = {"thank_you": "Thanks", "photo": "A picture"}
    return lines + [title for key, title in closing.items() if old.get(key) != new.get(key)]


def _picture_keys(values: Iterable[Any]) -> set[str]:
    return {value["picture"] for value in values if isinstance(value, dict) and "picture" in value}


def _let_go(keys: set[str], by: Actor) -> None:
    """A picture that left the draft is gone for good, unless a return that was filed holds it."""
    for key in keys:
        stored = queries.picture(key)
        if stored is not None and not queries.holds_picture(key):
            files.take_out(by, stored, "Taken out of the draft of a return")


def file_return(row: Grant, filing: Filing, version: int, seen: str, by: Actor) -> FiledReturn:
    """Keep a return for good, as it was seen: data, page and workbook, under the next number of its grant.

    Raises Conflict when the draft or the book has moved on since the page was opened.
    """
    draft, now = queries.draft_of(row), queries.facts_of(row)
    if draft.version != version or draft.version != filing.version:
        raise Conflict(SAVED_MEANWHILE)
    if seen != filing.seen or not filing.facts.same_as(now):
        raise Conflict(BOOK_MOVED_ON)
    _check_ready(row, draft, now)
    filed = _keep(row, filing, by)
    figures = {"received": (None, now.received), "spent": (None, now.spent), "left": (None, now.left)}
    about = f"{queries.fund_of(row).name}, return {filed.number}"
    record(by, "filed a return", about, key=(None, filed.key), digest=(None, queries.digests(filed)), **figures)
    return filed


def _keep(row: Grant, filing: Filing, by: Actor) -> FiledReturn:
    """The row of a filed return, with the end of the history as it was before the filing is told."""
    before, earlier = history.head(), queries.filed_returns(row)
    number = earlier[0].number + 1 if earlier else 1
    filed = FiledReturn(
        grant_id=row.id,
        number=number,
        content=filing.content,
        content_digest=files.digest_of(filing.content.encode()),
        page=filing.page,
        page_digest=files.digest_of(filing.page),
        workbook=filing.workbook,
        workbook_digest=files.digest_of(filing.workbook),
        file_name=filing.named(number),
        filed_at=dates.now(),
        filed_by_no=by.person_no,
        history_number=before.number,
        history_hash=before.hash,
    )
    db.session.add(filed)
    db.session.flush()
    return filed


def _check_ready(row: Grant, draft: queries.Draft, now: Facts) -> None:
    missing = unanswered(draft.format, draft.answers)
    if missing:
        raise Refused(f"Not everything is answered yet. Still to write: {' '.join(missing)}")
    earlier = queries.filed_returns(row)
    if earlier and _same(earlier[0], draft, now):
        raise Refused(f"This is just what was filed as return {earlier[0].number}, so there is nothing new to file")


def _same(filed: FiledReturn, draft: queries.Draft, now: Facts) -> bool:
    content = queries.content_of(filed)
    today = content_as_data(draft.format, now, draft.answers)
    words_same = all(content[name] == today[name] for name in ("answers", "format"))
    return words_same and queries.facts_filed(filed).same_as(now)
