"""HMRC's reference, and declarations: made, put right, confirmed, ended, and taken out once HMRC asks no longer."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from groupkit import dates, files, tenancy
from groupkit.access.actor import Actor
from groupkit.db import db
from groupkit.files import StoredFile
from groupkit.giftaid import queries, rules
from groupkit.giftaid.models import GiftDeclaration, GiftDonor, GiftPaper, GiftSettings, GiftStep
from groupkit.giftaid.queries import Declared
from groupkit.giftaid.queries.declared import GONE
from groupkit.giftaid.rules import Donor
from groupkit.history import By, PrivateText, blank, changed, private, record
from groupkit.ledger import operations as book
from groupkit.ledger import queries as ledger
from groupkit.pictures import Prepared
from groupkit.refusal import Conflict, Refused

CATEGORY = "Gift Aid"
"""What money from HMRC counts as in the book."""
MOST_PHOTOS = 6
MEANWHILE = "Somebody else changed this in the meantime. Here is how it stands now"
NO_REFERENCE = "HMRC has not given us a charity reference yet, so there is nothing to claim"


def change_settings(reference: str, since: date | None, version: int, by: Actor) -> GiftSettings:
    """HMRC's charity reference and since when it holds; without one, the book of Gift Aid is put away.

    Raises Refused for what is no reference, or a day to come; Conflict when it was changed since.
    """
    row = queries.settings_row()
    if version != (row.version if row else 0):
        raise Conflict(MEANWHILE, "reference")
    if reference:
        reference = rules.read_reference(reference)
        if since is None:
            raise Refused("Write the day from which HMRC knows you as a charity. It stands in its letter", "since")
        if since > tenancy.today():
            raise Refused("That day has not come yet", "since")
    row = row or _first_settings()
    old: dict[str, Any] = {"reference": row.reference, "since": row.since}
    row.reference, row.since = reference, since if reference else None
    db.session.flush()
    told = changed(old, {"reference": row.reference, "since": row.since})
    if told:
        record(by, "wrote down HMRC’s charity reference", "Gift Aid", key=(None, row.key), **told)
    if reference:
        _add_category(by)
    return row


def _first_settings() -> GiftSettings:
    row = GiftSettings(reference="", since=None)
    db.session.add(row)
    db.session.flush()
    return row


def _add_category(by: Actor) -> None:
    """What HMRC pays needs something to count as."""
    known = ledger.choices().of("category", closed=True)
    if not any(one.detail == "in" and one.name.casefold() == CATEGORY.casefold() for one in known):
        book.add_category(CATEGORY, "in", by)


def check_on() -> None:
    """Raises Refused while the group has no charity reference."""
    if not queries.is_on():
        raise Refused(NO_REFERENCE)


def declare(
    *,
    donor: Donor,
    made_on: date,
    how: str,
    covers: str,
    told: bool,
    by: Actor,
    confirmed_on: date | None = None,
    picture: Prepared | None = None,
) -> Declared:
    """Write a declaration down, once whoever made it was told about their tax. Raises Refused with the field."""
    check_on()
    if how not in rules.HOWS:
        raise Refused("Choose how it was made", "how")
    if covers not in rules.COVERS:
        raise Refused("Choose which gifts it is for", "covers")
    if not told:
        raise Refused("A declaration only counts if they were told this. Tick the box once they have been", "told")
    rules.check_made(how, made_on, confirmed_on, tenancy.today())
    last = db.session.scalar(select(func.max(GiftDeclaration.number))) or 0
    row = GiftDeclaration(number=last + 1, made_on=made_on, how=how, covers=covers, at=dates.now(), by_no=by.person_no)
    db.session.add(row)
    db.session.flush()
    text = _write_donor(row.id, 1, donor, by)
    record(
        by,
        "wrote down a Gift Aid declaration",
        f"Declaration {row.number}",
        key=(None, row.key),
        who=(None, text),
        made_on=(None, made_on),
        made=(None, rules.HOWS[how]),
        covers=(None, rules.COVERS[covers]),
        told_about_tax=(None, True),
    )
    if confirmed_on is not None:
        confirm(_at(row.id), confirmed_on, by)
    if picture is not None:
        add_photo(_at(row.id), picture, by)
    return _at(row.id)


def change_donor(found: Declared, number: int, donor: Donor, by: Actor) -> Declared:
    """They moved, or a name was misspelt: it stands beside what was there before, for claims to come.

    Raises Conflict when `number` is no longer the latest writing, Refused once they were taken out.
    """
    if found.donor is None:
        raise Refused("Their name and home have been taken out")
    if number != found.donor_number:
        raise Conflict(MEANWHILE, "first")
    if donor != found.donor:
        text = _write_donor(found.id, number + 1, donor, by)
        record(by, "put a donor’s name or home right", found.title, who=(None, text))
    return _at(found.id)


def confirm(found: Declared, on: date, by: Actor) -> None:
    """A declaration by word of mouth was confirmed to the donor in writing, on a day. Raises Refused."""
    if found.how != "spoken":
        raise Refused("Only a declaration by word of mouth is confirmed in writing")
    if found.confirmed_on is not None:
        raise Refused("It is confirmed already", "confirmed_on")
    rules.check_made(found.how, found.made_on, on, tenancy.today())
    _step(found, "confirmed", on, by)
    record(by, "confirmed a Gift Aid declaration in writing", found.title, confirmed_on=(None, on))


def end(found: Declared, on: date, by: By) -> None:
    """It covers no gifts from a day on: the donor said so, or no longer pays enough tax. Raises Refused."""
    if found.ended_on is not None:
        raise Refused("It has ended already", "ended_on")
    if on > tenancy.today():
        raise Refused("That day has not come yet", "ended_on")
    if on < found.made_on:
        raise Refused("That is before the day on which it was made", "ended_on")
    _step(found, "ended", on, by)
    record(by, "wrote down that a Gift Aid declaration ended", found.title, ended_on=(None, on))


def add_photo(found: Declared, picture: Prepared, by: Actor) -> None:
    """Keep a photo or PDF of the signed form."""
    if found.donor is None:
        raise Refused("Their name and home have been taken out", "picture")
    if sum(not photo.gone for photo in queries.photos_of(found.id)) >= MOST_PHOTOS:
        raise Refused(f"{MOST_PHOTOS} pictures are the most for one declaration", "picture")
    ending = picture.name.rsplit(".", 1)[-1]
    stored = files.store(by, f"declaration-{found.number}.{ending}", picture.mime, picture.data)
    db.session.add(GiftPaper(declaration_id=found.id, file_id=stored.id))
    db.session.flush()
    record(by, "kept a photo of a declaration", found.title, digest=(None, stored.digest))


def take_donor_out(found: Declared, by: By) -> None:
    """Name, home and photos go for good, and the declaration ends with them.

    Raises Refused while HMRC may ask for it because of a claim.
    """
    if found.donor is None:
        raise Refused("Their name and home have been taken out already")
    until = queries.asked_for_until(queries.last_days_claimed().get(found.id))
    if until is not None:
        raise Refused(
            f"It stands in a claim, and HMRC may ask to see it until {dates.long_day(until)}. After that day the kit "
            "takes it out by itself, once the declaration has ended"
        )
    if found.ended_on is None:
        end(found, max(tenancy.today(), found.made_on), by)
    let_go(found, by)


def let_go(found: Declared, by: By) -> None:
    """Blank everything that says who made a declaration, and take its photos out."""
    for text in queries.texts_of(found.id):
        blank(text, GONE)
    for photo in queries.photos_of(found.id):
        stored = db.session.scalar(select(StoredFile).where(StoredFile.id == photo.file_id))
        if stored is not None and not photo.gone:
            files.take_out(by, stored, "The donor was taken out")
    db.session.flush()
    record(by, "took out who made a Gift Aid declaration", found.title)


def _write_donor(declaration_id: int, number: int, donor: Donor, by: Actor) -> PrivateText:
    text = private(donor.as_text())
    db.session.add(
        GiftDonor(declaration_id=declaration_id, number=number, who_id=text.id, at=dates.now(), by_no=by.person_no)
    )
    db.session.flush()
    return text


def _step(found: Declared, what: str, on: date, by: By) -> None:
    db.session.add(GiftStep(declaration_id=found.id, what=what, day=on, at=dates.now(), by_no=by.person_no))
    db.session.flush()


def _at(row_id: int) -> Declared:
    found = queries.declaration(row_id)
    if found is None:
        raise Refused("There is no such declaration here")
    return found
