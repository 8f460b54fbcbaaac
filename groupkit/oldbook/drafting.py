"""Sorting an old cash book step by step: what is said is kept beside the file, and nothing goes into the book yet."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete

from groupkit import dates
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.history import record
from groupkit.oldbook import queries
from groupkit.oldbook.models import OldBookDraft
from groupkit.oldbook.reading import Shape, list_sheets
from groupkit.oldbook.rules import Beginning, check_beginning
from groupkit.oldbook.working import Working
from groupkit.refusal import Conflict, Refused

MEANWHILE = "Somebody else went on with this spreadsheet in the meantime. Here is how it stands now"
WHAT = "an old cash book"


def begin(data: bytes, sheets: list[tuple[str, int]], by: Actor) -> OldBookDraft:
    """Keep a spreadsheet to be sorted, in the place of one that was begun before; of several sheets the first."""
    if queries.draft() is not None:
        raise Refused("A spreadsheet has been begun already. Carry on with it, or set it aside first", "table")
    db.session.execute(delete(OldBookDraft))  # one that nobody went on with for too long
    row = OldBookDraft(data=data, sheet=sheets[0][0], answers="{}", begun_at=dates.now(), begun_by_no=by.person_no)
    db.session.add(row)
    db.session.flush()
    record(by, "began to sort an old cash book", WHAT, sheets=(None, len(sheets)), rows=(None, sheets[0][1]))
    return row


def choose_sheet(draft: OldBookDraft, sheet: str, version: int, by: Actor) -> None:
    """Sort this sheet of the file; of another only what its words are is kept. Refused where there is no such sheet."""
    check_version(version)
    if sheet not in (name for name, _ in list_sheets(draft.data)):
        raise Refused("Choose one of these sheets", "sheet")
    if draft.sheet != sheet:
        carried = Working(draft).words_said
        draft.sheet, draft.answers = sheet, json.dumps({"carried": carried, "done": done_sheets(draft)}, sort_keys=True)
        _keep(draft, by, "its sheet")


def say_columns(draft: OldBookDraft, shape: Shape, version: int, by: Actor, one_table: bool = False) -> None:
    """What is in which column; `one_table` where what looks like two sides are none.

    The table that this was said of is kept beside it. Raises Refused where nothing can be read like that.
    """
    check_version(version)
    work = Working(draft, shape, one_table)
    if not work.found.days:
        raise Refused("No row of this sheet can be read like this. Look at the columns once more", "header")
    _say(draft, by, "its columns", shape=shape.as_json(), shape_of=work.digest, one_table=one_table)


def say_places(
    draft: OldBookDraft, accounts: Mapping[str, str], funds: Mapping[str, str], version: int, by: Actor
) -> None:
    """Which account and which fund each word of the sheet is."""
    check_version(version)
    _say(draft, by, "its places", places={"accounts": dict(accounts), "funds": dict(funds)})


def say_kinds(draft: OldBookDraft, kinds: Mapping[str, str], rest: Mapping[str, str], version: int, by: Actor) -> None:
    """What some of its kinds are, and what all the others are; those of other pages of the list stay as they were."""
    check_version(version)
    before = json.loads(draft.answers).get("kinds", {}).get("kinds", {})
    _say(draft, by, "its kinds", kinds={"kinds": {**before, **kinds}, "rest": dict(rest)})


def say_beginning(draft: OldBookDraft, said: Beginning, replace: list[int], version: int, by: Actor) -> None:
    """What was there at first; `replace` are later opening balances that go. Refused unless the two sides agree."""
    check_version(version)
    check_beginning(said, Working(draft).first)
    kept = {"day": said.day.isoformat(), "accounts": dict(said.accounts), "funds": dict(said.funds), "replace": replace}
    _say(draft, by, "its beginning", beginning=kept)


def done_sheets(draft: OldBookDraft) -> list[str]:
    """The sheets of the file that were brought in."""
    return list(json.loads(draft.answers).get("done", ()))


def next_sheet(draft: OldBookDraft, words: Mapping[str, Mapping[str, str]]) -> None:
    """After a sheet was brought in: go on to the next of the file with what its words are, or let the file go."""
    done = [*done_sheets(draft), draft.sheet]
    left = [name for name, _ in list_sheets(draft.data) if name not in done]
    if not left:
        db.session.delete(draft)
    else:
        draft.sheet = left[0]
        draft.answers = json.dumps({"carried": words, "done": done}, sort_keys=True)
    db.session.flush()


def set_aside(draft: OldBookDraft, by: Actor) -> None:
    """Let the spreadsheet go; nothing in the book changes."""
    db.session.delete(draft)
    db.session.flush()
    record(by, "set aside an old cash book", WHAT)


def check_version(version: int) -> None:
    """Raises Conflict unless what is being sorted stands as it stood when the page was opened."""
    stands = queries.draft()
    if stands is None or stands.version != version:
        raise Conflict(MEANWHILE)


def _say(draft: OldBookDraft, by: Actor, step: str, **said: Any) -> None:
    answers = json.dumps({**json.loads(draft.answers), **said}, sort_keys=True)
    if answers != draft.answers:
        draft.answers = answers
        _keep(draft, by, step)


def _keep(draft: OldBookDraft, by: Actor, step: str) -> None:
    db.session.flush()
    record(by, "went on sorting an old cash book", step)
