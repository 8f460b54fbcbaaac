"""Words and pictures with somebody's yes: kept, taken back, and taken out for good when they ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from groupkit import files, tenancy
from groupkit.db import db
from groupkit.history import By, digest_only, record
from groupkit.pictures import Prepared
from groupkit.refusal import Refused
from groupkit.tallies import queries, rules
from groupkit.tallies.models import Voice, told_as

PICTURES = ("image/jpeg", "image/png")
ASKED = "whoever is in it asked for it"


@dataclass(frozen=True)
class Yes:
    """What somebody said yes to: the uses (keys of `rules.USES`), the day, and the last day on which it holds."""

    uses: Sequence[str]
    on: date
    until: date | None = None


def keep_voice(kind: str, words: str, signed: str, yes: Yes, by: By, picture: Prepared | None = None) -> Voice:
    """Keep a quotation, a story or a picture with its yes. Raises Refused beside the field it is about."""
    if kind not in rules.VOICES:
        raise Refused("Choose one of these", "kind")
    rules.check_yes(list(yes.uses), yes.on, yes.until, tenancy.today())
    if kind == "picture" and (picture is None or picture.mime not in PICTURES):
        raise Refused("Choose a picture", "picture")
    row = Voice(
        kind=kind,
        words=words,
        signed=signed or rules.SIGNED,
        for_returns="returns" in yes.uses,
        for_booklets="booklets" in yes.uses,
        for_anybody="anybody" in yes.uses,
        yes_on=yes.on,
        until=yes.until,
        blanked=False,
    )
    if kind == "picture" and picture is not None:
        row.file_id = files.store(by, f"picture.{picture.name.rpartition('.')[2]}", picture.mime, picture.data).id
    db.session.add(row)
    db.session.flush()
    record(
        by,
        "kept words with a yes",
        told_as(row),
        kind=(None, kind),
        uses=(None, sorted(yes.uses)),
        yes_on=(None, yes.on),
        until=(None, yes.until),
        words=(None, digest_only(words)),
    )
    return row


def withdraw(row: Voice, day: date, take_out: bool, by: By) -> None:
    """Somebody took their yes back: from that day on it is used no more, and stays so. Raises Refused.

    With `take_out` words and picture go for good; that a yes was given and taken back stays.
    """
    if row.blanked:
        raise Refused("That has been taken out already")
    if day > tenancy.today():
        raise Refused("That day has not come yet", "day")
    if day < row.yes_on:
        raise Refused("That is before the day on which they said yes", "day")
    before, row.withdrawn_on = row.withdrawn_on, row.withdrawn_on or day
    if take_out:
        blank(row, by)
    db.session.flush()
    if before is None or take_out:
        record(
            by,
            "took back a yes",
            told_as(row),
            withdrawn_on=(before, row.withdrawn_on),
            taken_out=(False, take_out),
        )


def blank(row: Voice, by: By) -> None:
    """Take words and picture out for good."""
    stored = queries.stored_file(row.file_id) if row.file_id else None
    if stored is not None and stored.gone_at is None:
        files.take_out(by, stored, ASKED)
    row.words, row.signed, row.blanked = "", rules.SIGNED, True


def uses_of(row: Voice) -> list[str]:
    """What somebody said yes to, in words."""
    given = {"returns": row.for_returns, "booklets": row.for_booklets, "anybody": row.for_anybody}
    return [words for use, words in rules.USES.items() if given[use]]


def holds(row: Voice, day: date) -> bool:
    """Whether the yes holds on a day."""
    withdrawn = row.withdrawn_on is not None and row.withdrawn_on <= day
    return not row.blanked and not withdrawn and row.yes_on <= day and (row.until is None or day <= row.until)
