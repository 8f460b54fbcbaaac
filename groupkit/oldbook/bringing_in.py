"""Writing an old cash book into the book, all of it or nothing; and taking it back as a whole."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from groupkit import dates
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.history import record
from groupkit.ledger import operations as ledger
from groupkit.ledger import queries as ledger_queries
from groupkit.ledger import rules as ledger_rules
from groupkit.ledger.models import Entry
from groupkit.ledger.operations import Answers, NewEntry
from groupkit.ledger.rules import Part
from groupkit.oldbook import queries
from groupkit.oldbook.drafting import check_version, next_sheet
from groupkit.oldbook.models import OldBook, OldBookDraft, OldBookLine
from groupkit.oldbook.planning import Plan, Planned, PlannedPart
from groupkit.oldbook.queries import BEGINNING, REPLACED, Opening
from groupkit.oldbook.rules import check_beginning, laid_out
from groupkit.oldbook.sorting import new_one
from groupkit.oldbook.working import Rows, Working
from groupkit.refusal import Refused
from groupkit.words import and_list

NOTHING_NEW = "Every line of this sheet is here already or left out, so there is nothing to bring in"
NOTHING_GOES = "No line of this sheet can be brought in. Why not is said of each"
TAKEN_BACK = "This old cash book has been taken back already"
INSTEAD = "the old cash book says what came before"
MOST_NAMED = 12


def bring_in(draft: OldBookDraft, version: int, by: Actor, answers: Answers, also: Iterable[Rows] = ()) -> OldBook:
    """Write everything that is new, by day, through the ledger; the file goes, or stands ready with its next sheet.

    `also` are the rows of entries that look as if they were here and are to be written all the same. `answers` holds
    the one reason for all that leave a restricted fund below nothing. Raises Refused, Asks or Conflict.
    """
    check_version(version)
    work = Working(draft)
    planned = work.plan(frozenset(also))
    wanted = planned.entries
    if not wanted:
        raise Refused(NOTHING_GOES if planned.refused else NOTHING_NEW)
    _check(work)
    made = _make_new_ones(work, planned, by)
    row = partial(_row_of, made)
    gone = [_replace(one, by) for one in work.replaced]
    begun = _write_beginning(work, row, by, answers)
    written = ledger.enter_each([_new_entry(one, row) for one in wanted], by, answers)
    book = _keep(work, wanted, by, len(written) + len(begun))
    _link(book, [(entry, (REPLACED,)) for entry in gone] + [(entry, (BEGINNING,)) for entry in begun])
    _link(book, [(entry, one.rows) for entry, one in zip(written, wanted, strict=True)])
    next_sheet(draft, _as_made(work.words_said, made))
    return book


def _check(work: Working) -> None:
    if work.unsorted():
        raise Refused("Say of each place in the sheet which account it is")
    if not work.is_begun:
        raise Refused("Say first what was there at the beginning")
    check_beginning(work.beginning, work.first)
    blocked = [one for one in work.later if work.settled and one.day <= work.settled]
    if blocked:
        raise Refused(
            f"{blocked[0].reference} says what was there on {dates.long_day(blocked[0].day)}, and the book is settled "
            "there. What came before that day cannot be brought in any more"
        )
    if len(work.replaced) != len(work.later):
        raise Refused("Say first what becomes of the opening balances that are in the book already")


def _make_new_ones(work: Working, planned: Plan, by: Actor) -> dict[str, str]:
    """Make every account, fund and category that is new; gives back the code that each has from now on."""
    made: dict[str, str] = {}
    funds = [code for code, pence in work.beginning.funds.items() if pence]
    for code in dict.fromkeys([*planned.used(), *work.asked, *funds]):
        new = new_one(code)
        if new is None:
            continue
        kind, name = new
        if kind in ledger_rules.ACCOUNT_KINDS:
            made[code] = f"a{ledger.add_account(name, kind, by).id}"
        elif kind in ledger_rules.FUND_KINDS:
            made[code] = f"f{ledger.add_fund(name, kind, by).id}"
        else:
            made[code] = f"c{ledger.add_category(name, kind, by).id}"
    return made


def _row_of(made: Mapping[str, str], code: str) -> int:
    return int(made.get(code, code)[1:])


def _as_made(words: Mapping[str, Mapping[str, str]], made: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What was said of words, with what is in the book now in the place of what was to be made."""
    moves = {f"m{code}": f"m{now}" for code, now in made.items()}
    codes = {**made, **moves}
    return {what: {word: codes.get(code, code) for word, code in said.items()} for what, said in words.items()}


def _replace(opening: Opening, by: Actor) -> Entry:
    """Make an opening balance void: the old cash book says how it came to be."""
    entry = db.session.get_one(Entry, opening.entry_id)
    latest = ledger_queries.latest_transaction(entry.id)
    ledger.void_entry(entry, latest.revision, reason=INSTEAD, by=by)
    return entry


def _write_beginning(work: Working, row: Callable[[str], int], by: Actor, answers: Answers) -> list[Entry]:
    said = work.beginning
    parts = laid_out(said)
    return [
        ledger.record_opening(
            day=said.day,
            account=row(code),
            parts=[(row(fund), pence) for fund, pence in parts[code]],
            note="As the old cash book began",
            by=by,
            answers=answers,
        )
        for code in said.accounts
        if code in parts
    ]


def _new_entry(one: Planned, row: Callable[[str], int]) -> NewEntry:
    return NewEntry(one.kind, one.day, _legs(one, row), one.who if one.kind != "move" else "", one.note)


def _legs(one: Planned, row: Callable[[str], int]) -> ledger_rules.Legs:
    if one.kind == "move":
        return ledger_rules.move_legs(row(one.account), row(one.to), one.pence)
    parts = [_part(part, row) for part in one.parts]
    if one.kind == "payment":
        return ledger_rules.payment_legs(row(one.account), one.pence, parts)
    charge = _part(one.charge, row) if one.charge else None
    return ledger_rules.receipt_legs(row(one.account), one.pence, parts, charge)


def _part(part: PlannedPart, row: Callable[[str], int]) -> Part:
    return Part(part.pence, row(part.category), row(part.fund))


def _keep(work: Working, wanted: Sequence[Planned], by: Actor, entries: int) -> OldBook:
    book = OldBook(
        digest=work.digest,
        first_day=min(one.day for one in wanted),
        last_day=max(one.day for one in wanted),
        entries=entries,
        brought_in_at=dates.now(),
        brought_in_by_no=by.person_no,
    )
    db.session.add(book)
    db.session.flush()
    record(
        by,
        "brought in an old cash book",
        days(book.first_day, book.last_day),
        key=(None, book.key),
        entries=(None, entries),
    )
    return book


def days(first: date, last: date) -> str:
    """`1 Apr 2025 to 31 Mar 2026`."""
    return f"{dates.short_day(first)} to {dates.short_day(last)}"


def _link(book: OldBook, entries: Iterable[tuple[Entry, tuple[int, ...]]]) -> None:
    db.session.add_all(
        OldBookLine(book_id=book.id, entry_id=entry.id, file_row=row) for entry, rows in entries for row in rows
    )
    db.session.flush()


def take_back(book: OldBook, reason: str, by: Actor) -> int:
    """Make everything void that was written from a sheet, and put back the opening balances it took the place of.

    Says how many lines were made void. Refused, naming them, while one is part of a reconciled statement or settled.
    """
    if book.taken_back_at is not None:
        raise Refused(TAKEN_BACK)
    if not reason:
        raise Refused("Write in a few words why", "reason")
    entries = queries.entries_of(book.id)
    check_free(queries.in_the_way(entries))
    void = ledger.void_each(entries, reason, by)
    for entry in queries.replaced_by(book.id):
        _put_back(entry, by)
    book.taken_back_at, book.taken_back_by_no = dates.now(), by.person_no
    record(
        by,
        "took back an old cash book",
        days(book.first_day, book.last_day),
        key=(book.key, book.key),
        made_void=(None, void),
    )
    return void


def check_free(stuck: queries.InTheWay) -> None:
    """Raises Refused, naming the lines, where some can no longer be taken back."""
    if not stuck:
        return
    told = [
        f"{_named(references)} {words}"
        for references, words in ((stuck.reconciled, "on a reconciled statement"), (stuck.settled, "settled"))
        if references
    ]
    raise Refused(
        f"It can no longer be taken back as a whole: {and_list(told)}. Put single lines of the cash book right instead"
    )


def _named(references: Sequence[str]) -> str:
    more = len(references) - MOST_NAMED
    shown = and_list([*references[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])])
    return f"{shown} {'is' if len(references) == 1 else 'are'}"


def _put_back(entry: Entry, by: Actor) -> None:
    """The opening balance that stood before, written anew: a void line never stands again. What began since stays."""
    last = ledger_queries.latest_transaction(entry.id)
    if not last.void or last.reverses_id is None:
        return
    legs = ledger_queries.legs_of(last.reverses_id)
    account = legs.money[0].account_id
    if account in ledger_queries.opened_accounts():
        return
    ledger.record_opening(
        day=last.day,
        account=account,
        parts=[(leg.fund_id, leg.pence) for leg in legs.purpose],
        note=f"As it stood before, in {entry.reference}",
        by=by,
        answers=Answers(below_zero="as it stood before"),
    )
