"""Which money in is the gift of somebody who made a declaration."""

from groupkit import dates, tenancy
from groupkit.access.actor import Actor
from groupkit.dates import long_day
from groupkit.db import db
from groupkit.giftaid import queries, rules
from groupkit.giftaid.models import Gift, GiftUndone
from groupkit.giftaid.operations.declaring import check_on
from groupkit.giftaid.queries import BookLine, Declared, GiftCard
from groupkit.history import private, record
from groupkit.refusal import Refused
from groupkit.rulebook.queries import year_end


def mark_gift(entry_id: int, declaration_id: int, amount: int, sponsored: bool, sure: bool, by: Actor) -> GiftCard:
    """A line of money in, or `amount` pence of it, is a gift under a declaration.

    Never more than the line, never what is marked already. A mark that fell out because the line was put right is
    replaced. Raises Refused with the field; Asks about money that may be no gift.
    """
    check_on()
    line = line_to_mark(entry_id)
    found = queries.declaration(declaration_id)
    if found is None:
        raise Refused("Choose whose gift it is", "declaration")
    if entry_id in queries.received_lines():
        raise Refused("HMRC paid this for a claim. Money from HMRC is no gift", "declaration")
    rules.check_is_gift(line.categories, sure)
    _replace_fallen(line, found, by)
    rules.check_amount(amount, queries.marks_on([line.id]).free(line.id))
    _check_covered(line, found)
    row = Gift(
        entry_id=line.id,
        revision=line.revision,
        declaration_id=found.id,
        day=line.day,
        pence=amount,
        sponsored=sponsored,
        at=dates.now(),
        by_no=by.person_no,
    )
    db.session.add(row)
    db.session.flush()
    record(
        by,
        "marked a gift for Gift Aid",
        line.reference,
        key=(None, row.key),
        amount=(None, amount),
        declaration=(None, found.number),
        sponsored=(None, sponsored or None),
    )
    marked = queries.gift(row.id)
    if marked is None:
        raise Refused("There is no such gift here")
    return marked


def undo_gift(found: GiftCard, why: str, by: Actor) -> None:
    """It was no gift after all, or somebody else's. In a claim already, it is what was claimed too much."""
    if not why:
        raise Refused("Write in a few words why", "why")
    if queries.gift(found.id) is None:
        raise Refused("The mark has been taken off already")
    text = private(why)
    _undo(found.id, text.id, by)
    record(
        by,
        "took off the mark of a gift",
        found.line.reference,
        key=(found.key, found.key),
        amount=(found.pence, None),
        why=(None, text),
    )


def line_to_mark(entry_id: int) -> BookLine:
    """A line of money in that stands; Refused for any other."""
    line = queries.line_of(entry_id)
    if line is None or not line.can_be_marked:
        raise Refused("Only money in that stands in the book can be marked")
    return line


def _check_covered(line: BookLine, found: Declared) -> None:
    """Raises Refused unless the declaration covers a gift of that day, and its claim is still possible."""
    known, today = queries.settings(), tenancy.today()
    if known.since is not None and line.day < known.since:
        raise Refused(f"It came before {long_day(known.since)}, when HMRC began to know us as a charity")
    until = rules.last_day_to_claim(line.day, year_end())
    if today > until:
        raise Refused(f"It is too old: it could be claimed until {long_day(until)}")
    if found.donor is None:
        raise Refused("Their name and home have been taken out", "declaration")
    if why := rules.why_not_covered(found.covers, found.made_on, found.ended_on, line.day):
        raise Refused(why, "declaration")
    if found.covers == "one" and any(not gift.fell_out for gift in queries.gifts_of(found.id)):
        raise Refused("That declaration was for one gift, which is marked already. Ask for a new one", "declaration")


def _replace_fallen(line: BookLine, found: Declared, by: Actor) -> None:
    """The mark of a line as it stood before makes way for the new one of the same donor."""
    for gift in queries.gifts_on([line.id]):
        if gift.fell_out and gift.declared.id == found.id:
            _undo(gift.id, None, by)
            record(by, "marked a gift once more", line.reference, key=(gift.key, gift.key), amount=(gift.pence, None))


def _undo(gift_id: int, why_id: int | None, by: Actor) -> None:
    db.session.add(GiftUndone(gift_id=gift_id, why_id=why_id, at=dates.now(), by_no=by.person_no))
    db.session.flush()
