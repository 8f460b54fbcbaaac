"""Sharing a copy, and taking it back."""

from collections.abc import Iterator

from sqlalchemy import select

from groupkit import dates
from groupkit.access.actor import Actor
from groupkit.access.queries import every_name
from groupkit.copies.models import Copy
from groupkit.copies.papers import words_of
from groupkit.copies.rules import Known, still_there
from groupkit.db import db
from groupkit.grants import queries as grants
from groupkit.history import digest_only, record
from groupkit.ledger import queries as ledger
from groupkit.refusal import Refused
from groupkit.words import and_list


def known_names() -> Known:
    """What everybody in the group is or was called, those who left too, and whoever was paid; no funder, nor the group.

    Where a name was taken out, “Member 014 (left)” is none: “member” and “left” are words of every paper.
    """
    open_names = {card.funder.casefold() for card in grants.grants()}
    others = (payee for payee in ledger.payees() if payee.casefold() not in open_names)
    return Known(tuple(sorted(every_name())), tuple(others))


def share(paper: str, title: str, words: str, by: Actor) -> Copy:
    """Share the words of a paper, read through and with names taken out.

    Raises Refused when there is no such paper, or a known name still stands in the words or the title.
    """
    if words_of(paper) is None:
        raise Refused("That paper is not here any more. Choose another", "paper")
    names = known_names()
    for text, field in ((title, "title"), (words, "words")):
        if left := still_there(text, names):
            raise Refused(f"Still in it: {and_list(left[:5])}. Take it out, or say it in another way", field)
    copy = Copy(paper=paper, title=title, words=words, made_by_no=by.person_no)
    db.session.add(copy)
    db.session.flush()
    record(by, "shared a copy with names taken out", title, words=(None, digest_only(words)))
    return copy


def take_back(copy: Copy, by: Actor) -> None:
    """A copy is taken back: nobody reads it here any more, and its words are not kept."""
    if copy.taken_back_at is not None:
        raise Refused("It was taken back already")
    copy.words, copy.taken_back_at = "", dates.now()
    record(by, "took a copy back", copy.title)


def copies() -> list[Copy]:
    """The copies that are shared, the newest first."""
    return list(db.session.scalars(select(Copy).where(Copy.taken_back_at.is_(None)).order_by(Copy.id.desc())))


def copy(row_id: int) -> Copy | None:
    """One shared copy by row."""
    return db.session.scalar(select(Copy).where(Copy.id == row_id, Copy.taken_back_at.is_(None)))


def copy_of(paper: str) -> Copy | None:
    """The latest copy that is shared of a paper."""
    return next((one for one in copies() if one.paper == paper), None)


def copies_of_returns(grant_id: int) -> Iterator[tuple[int, Copy]]:
    """The latest copy that is shared of each return on a grant, with the number of the return."""
    found: dict[str, Copy] = {}
    for one in copies():
        if one.paper.startswith(f"return {grant_id} "):
            found.setdefault(one.paper, one)
    for paper, one in found.items():
        yield int(paper.rpartition(" ")[2]), one
